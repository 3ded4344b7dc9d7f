"""``reportlint facts``: the facts of the documents, one row a number."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reportlint.cli import running
from reportlint.cli.inputs import add_settings_arguments, files_for, settings_for
from reportlint.cli.terminal import columns, machine_output

if TYPE_CHECKING:
    from reportlint.report import SkippedFile
    from reportlint.report.facts_data import FactsWriter

FORMATS = ("table", "csv", "json", "jsonl", "parquet")
FAILURE = 2

_ZH = """\
列出文中的事实，每个数一行：指标、地区、年份、口径范围、类型、原样与精确值、所属的数、位置和所在句子；表格里的数也在内。

  reportlint facts 报告.docx                                在终端里看
  reportlint facts drafts/ --output-format csv --bom -o facts.csv  用 Excel 打开
  reportlint facts drafts/ --output-format parquet -o facts.parquet  需要 pip install 'reportlint[parquet]'

exact、low、high 是换成 unit 后的精确小数（字符串）。退出状态：0 正常，2 运行本身失败或有文件没能读出。"""

_EN = """\
Lists the facts of the text, a row a number: indicator, place, year, scope, role, the value as printed and exactly,
the number it belongs to, its position and sentence; the numbers of tables too.

  reportlint facts report.docx                              to look at
  reportlint facts drafts/ --output-format csv --bom -o facts.csv  for Excel
  reportlint facts drafts/ --output-format parquet -o facts.parquet  needs pip install 'reportlint[parquet]'

exact, low and high are exact decimals (strings) in unit. exit status: 0 fine, 2 the run failed or a file could not be read."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""

    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    parser = subparsers.add_parser(
        "facts", help=say("列出文中的事实，供分析用", "list the facts of the text, for analysis"),
        description=say(_ZH, _EN), formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help=say(
        "文件或文件夹，“-”为标准输入；不给则为当前文件夹", "files or folders, '-' for standard input; the current folder if none"))
    add("--output-format", choices=FORMATS, default="table", help=say("输出格式（默认 table）", "the format (default table)"))
    add("-o", "--output", metavar="FILE", help=say("写入文件而不是标准输出", "write to a file instead of standard output"))
    add("--bom", action="store_true", help=say("CSV 开头加 BOM，供 Excel 识别", "begin CSV with a byte order mark, for Excel"))
    add("--exclude", action="append", metavar="PATTERN", help=say(
        "排除的文件，写法同 .gitignore，可重复", "files to leave out, written as in .gitignore, repeatable"))
    add("--force-exclude", action="store_true", help=say(
        "对直接点名的文件也适用排除设置", "let excludes count for files that are named themselves too"))
    add("--no-respect-gitignore", action="store_true", help=say("不看 .gitignore", "do not look at .gitignore"))
    add("--stdin-filename", metavar="NAME", help=say("标准输入的文件名", "the file name of standard input"))
    running.add_jobs(parser, lang)
    add_settings_arguments(parser, lang)
    add("--lang", choices=("zh", "en"), help=say("语言（默认按设置或系统语言）", "language (default: settings, else locale)"))


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Writes the facts; 0, or 2 where a file could not be read or the arguments make no sense."""
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError

    try:
        return _facts(arguments, lang)
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE


def _facts(arguments: argparse.Namespace, lang: str) -> int:
    from reportlint import config, plugins
    from reportlint.cli.rows import rows_of_files
    from reportlint.report import SkippedFile

    paths = arguments.paths or ["."]
    settings = config.override(
        settings_for(arguments, paths), respect_gitignore=False if arguments.no_respect_gitignore else None,
    )
    lang = arguments.lang or settings.lang or lang
    readers = plugins.load_readers(plugins.discover())
    found = files_for(paths, arguments, settings, readers)
    _refuse(arguments, [target.path for target in found.targets if target.data is None])
    complete = True
    for skipped in found.skipped:
        complete = _say(skipped, lang) and complete
    if not found.targets and not found.skipped:
        sys.stderr.write("reportlint: 没有找到可读的文件\n" if lang == "zh" else "reportlint: no files to read found\n")
    with _writer(arguments, lang) as writer:
        jobs = running.jobs_of(arguments, settings)
        for target, rows in zip(found.targets, rows_of_files(found.targets, readers, settings, jobs), strict=True):
            if isinstance(rows, SkippedFile):
                complete = _say(rows, lang) and complete
            else:
                writer.write(target.label, rows)
    return 0 if complete else FAILURE


def _say(skipped: SkippedFile, lang: str) -> bool:
    """Whether a file was rightly left out; says on standard error that it was."""
    from reportlint.report.strings import reason

    sys.stderr.write(f"reportlint: {skipped.path}: {reason(skipped.reason, skipped.detail, lang)}\n")
    return not skipped.fault


def _refuse(arguments: argparse.Namespace, inputs: list[Path]) -> None:
    """Raises ConfigError for arguments that contradict one another."""
    from reportlint.config import ConfigError
    from reportlint.rule import Message

    if arguments.bom and arguments.output_format != "csv":
        raise ConfigError(Message("--bom 只用于 CSV", "--bom is for CSV only"))
    if arguments.output_format == "parquet":
        if arguments.output is None:
            raise ConfigError(Message("parquet 不能写到终端，请用 -o 文件", "parquet needs a file: -o FILE"))
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise ConfigError(Message(
                "写 parquet 需要 pyarrow：pip install 'reportlint[parquet]'",
                "parquet needs pyarrow: pip install 'reportlint[parquet]'",
            )) from None
    if arguments.output is not None and os.path.realpath(arguments.output) in {os.path.realpath(path) for path in inputs}:
        raise ConfigError(Message(
            f"-o {arguments.output} 会覆盖要读的文件", f"-o {arguments.output} would overwrite a file that is to be read",
        ))


@contextmanager
def _writer(arguments: argparse.Namespace, lang: str) -> Iterator[FactsWriter]:
    """The writer of the format that is asked for, closed at the end."""
    with ExitStack() as stack:
        writer = _opened(arguments, lang, stack)
        yield writer
        writer.close()


def _opened(arguments: argparse.Namespace, lang: str, stack: ExitStack) -> FactsWriter:
    """The writer; the file that it writes to closes with the stack."""
    from reportlint.report import facts_data

    if arguments.output_format == "parquet":
        from reportlint.report.facts_parquet import ParquetWriter

        return ParquetWriter(stack.enter_context(open(arguments.output, "wb")))
    stream: TextIO = sys.stdout
    if arguments.output is not None:
        stream = stack.enter_context(
            open(arguments.output, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
        )
    elif arguments.output_format != "table":
        machine_output()
    if arguments.output_format == "csv":
        return facts_data.CsvWriter(stream, bom=arguments.bom)
    if arguments.output_format == "json":
        return facts_data.JsonWriter(stream)
    if arguments.output_format == "jsonl":
        return facts_data.JsonLinesWriter(stream)
    from reportlint.report.facts_table import TableWriter

    return TableWriter(stream, lang=lang, columns=columns(stream))
