"""``reportlint normalize``: the numbers, rates, quantities and periods of a text, with exact values."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli.inputs import add_settings_arguments, settings_for

if TYPE_CHECKING:
    from reportlint.normalizer import Normalized

FAILURE = 2

_ZH = """\
列出文本中的全部数字、比率、数量和时期：位置、类别、精确值、单位、限定词、印出的小数位。

  reportlint normalize 报告.txt                       每行一条：起止、原文、类别、值、单位、限定词
  echo 新增两万多亩 | reportlint normalize -           从标准输入读
  reportlint normalize --to 公顷 报告.txt             把同类单位换算成公顷；量纲不同的不换
  reportlint normalize --output-format json 报告.txt  逐条为 JSON：整数为数，其余为精确的字符串

位置是左闭右开的字符下标。value 为印出的数乘上万、亿等（区间没有 value，看 low 和 high）；
canonical 是换成 base_unit 的值。退出状态：0 正常，2 读不了文件或单位不认识。"""

_EN = """\
Lists every number, rate, quantity and period of a text: place, kind, exact value, unit, hedge, printed decimals.

  reportlint normalize report.txt                       a line each: range, text, kind, value, unit, hedge
  echo 新增两万多亩 | reportlint normalize -             from standard input
  reportlint normalize --to 公顷 report.txt             in hectares, where the unit is an area
  reportlint normalize --output-format json report.txt  as JSON: whole numbers as numbers, others as exact strings

Ranges are half-open character offsets. value is the printed number with its scale word (a pure interval has
low and high only); canonical is the value in base_unit. exit status: 0 fine, 2 unreadable file or unknown unit."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""
    zh = lang == "zh"
    parser = subparsers.add_parser(
        "normalize", help="列出文本中的数字、数量和时期" if zh else "list the numbers, quantities and periods of a text",
        description=_ZH if zh else _EN, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("path", nargs="?", default="-", metavar="PATH", help="文件，- 为标准输入（默认）" if zh else "a file, or - for standard input (the default)")
    add("--to", metavar="UNIT", help="换算成这个单位，如 万元、公顷" if zh else "convert to this unit, such as 万元 or 公顷")
    add("--year", type=int, metavar="YEAR", help="报告的年份，用来确定“去年”“上半年”" if zh else "the report's year, which resolves 去年 and 上半年")
    add("--output-format", choices=("text", "json"), default="text", help="输出格式" if zh else "output format")
    add_settings_arguments(parser, lang)
    add("--lang", choices=("zh", "en"), help="语言" if zh else "language")


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Prints the mentions; 2 for a file that cannot be read, a unit that is not known, or faulty settings."""
    from reportlint.config import ConfigError
    from reportlint.mentions.units import UnitError
    from reportlint.normalizer import normalize
    from reportlint.source import SourceError

    try:
        settings_for(arguments, [arguments.path])
        found = normalize(_read(arguments.path), year=arguments.year)
        converted = _converted(found, arguments.to) if arguments.to else []
    except ConfigError as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE
    except SourceError as error:
        sys.stderr.write(f"reportlint: {arguments.path}: {error}\n")
        return FAILURE
    except UnitError as error:
        sys.stderr.write(f"reportlint: {error}\n")
        return FAILURE
    if arguments.output_format == "json":
        import json

        records = [record.to_dict() for record in found]
        for record, value in zip(records, converted, strict=False):
            record["converted"] = value
            record["converted_unit"] = arguments.to if value is not None else ""
        json.dump(records, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    for index, mention in enumerate(found):
        sys.stdout.write(_line(mention, converted[index] if converted else None, arguments.to or "") + "\n")
    return 0


def _read(path: str) -> str:
    from reportlint.source import decode

    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    return decode(data)[0]


def _converted(found: Sequence[Normalized], to: str) -> list[int | str | None]:
    """The values in the unit asked for, None where the dimension is another one."""
    from fractions import Fraction

    from reportlint.mentions.units import UnitError, convert
    from reportlint.normalizer import exact

    convert(Fraction(1), to, to)
    values: list[int | str | None] = []
    for mention in found:
        if mention.value is None or not mention.unit:
            values.append(None)
            continue
        try:
            values.append(exact(convert(mention.value, mention.unit, to)))
        except UnitError:
            values.append(None)
    if found and all(value is None for value in values):
        units = "、".join(sorted({m.unit for m in found if m.unit}))
        raise UnitError(f"没有能换算成 {to} 的数量（文中单位：{units}） (nothing here converts to {to})")
    return values


def _line(mention: Normalized, converted: int | str | None, to: str) -> str:
    from reportlint.normalizer import exact

    if mention.period is not None:
        value = f"{mention.period.start or '?'}..{mention.period.end or '?'}"
    elif mention.value is not None:
        value = str(exact(mention.value))
    elif mention.low is not None or mention.high is not None:
        value = f"{exact(mention.low) if mention.low is not None else ''}..{exact(mention.high) if mention.high is not None else ''}"
    else:
        value = ":".join(str(exact(part)) for part in mention.parts)
    fields = [f"{mention.start}-{mention.end}", " ".join(mention.text.split()), mention.kind.value, value, mention.unit, mention.hedge.value if mention.hedge else ""]
    if converted is not None:
        fields.append(f"= {converted} {to}")
    return "\t".join(fields).rstrip()
