"""Scores the normalizer on other libraries' test suites: accuracy by peer and kind.

    python benchmarks/peers.py DIR [--verbose] [--json]

DIR holds ``<peer>.jsonl`` files, one case a line (``peer``, ``kind``, ``text``, ``task``, ``expect``), and ``values.jsonl``
with one (text, span, exact value, unit) a line.

Which convention is followed where the peers disagree
-----------------------------------------------------
* 个百分点, ‰, 成 and 折 are kinds of their own here. Recognizers-Text calls all of them "%"; for the comparison they
  are turned into percent (1 成 = 10 %, 1 ‰ = 0.1 %).
* 500多亿 is the point 500亿 with a hedge (the number models of Recognizers-Text) and the interval [500亿, 600亿)
  besides (its range model, JioNLP); 十几, 三五百 and 两三个 have no single value: an interval only (JioNLP,
  WeText), not the low end as a point (Recognizers-Text: 二十几万 = 200000).
* 七千到九千亿 and 八到九百亿 share the scale of the last number (WeText, Recognizers-Text), also where JioNLP reads
  八到九百亿 as 8亿 to 900亿.
* 三千五 is 3500, 一百五 150, 两万五 25000 (all but NeMo, which reads 一千五万 as 1005万).
* Upper ends of ranges belong to them; spans end before the next character; 3千米 is three kilometres.
* 六百三 and 一百一 are 630 and 110 (all); 一对 is one pair, not the number 2 (Recognizers-Text; duckling says 2).
* In "5-20%" the whole range is one mention (the percent model of Recognizers-Text reports its last number).
* 5分 is a count of points, not fen or a time, unless other money stands before it (3元5分).
* Money is compared without the digits below 分 where a suite cut them itself (壹元整 for 1.001).
* 度 keeps its printed name: degree or kilowatt-hour is for the reader of the sentence to say.

What is out of scope, by reason: see ``REASONS`` in peer_scope.py; each case that is left out is counted under one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from peer_answers import agrees, duration_of, number_of, overlapping, spread
from peer_scope import FOLD, REASONS, TO_PERCENT, Case, disagreed, reason_out

import reportlint
from reportlint.mentions.lexicon import lexicon


def signature(text: str) -> list[tuple[object, ...]]:
    """What a text says in numbers, for pairs that must say the same."""
    found = []
    for m in reportlint.normalize(text):
        if m.kind.value in ("label", "period"):
            continue
        rate = TO_PERCENT.get(m.kind.value)
        if m.value is not None and rate is not None:
            found.append(("rate", m.value * rate, None))
        elif m.value is not None:
            found.append((m.base_unit, m.canonical, None))
        elif m.parts:
            found.append(("composition", m.parts, None))
        else:
            factor = lexicon().units[m.unit].factor if m.unit in lexicon().units else Fraction(1)
            ends = [None if end is None else end * (rate or factor) for end in (m.low, m.high)]
            found.append(("rate" if rate is not None else m.base_unit, *ends))
    return found


def rewrite_verdict(case: Case) -> bool | str:
    """Whether both sides of a rewriting say the same numbers."""
    text, written = case["text"], case["expect"][0].get("normalized") or ""
    if written == text or not re.search(r"[0-9%]", written + text):
        return "idle rewrite"
    pair = re.search("([0-9]+)-([0-9]+)", written)
    if (pair is not None and int(pair[1]) > int(pair[2])) or "Wv" in written or re.search("[0-9]:[0-9]+G", written):
        return "peer's own notation"
    if re.search("(?<![十百千万亿点])[零一二三四五六七八九幺]{3,}", written + " " + text) and "点" not in text + written:
        return "read-out digits"
    before, after = signature(text), signature(written)
    if not before and not after:
        return "no number"
    return before == after


def extract_verdict(case: Case) -> bool | str:
    """Whether the mentions are those that an extracting or parsing suite expects."""
    text, kind = case["text"], case["kind"]
    mentions = reportlint.normalize(text)
    expect = case["expect"]
    if not expect:
        return no_value(case, mentions)
    for wanted in expect:
        value = wanted.get("value")
        if value is None:
            resolution = wanted.get("resolution")
            duration = duration_of(resolution) if isinstance(resolution, dict) else None
            if duration is None and not re.search("[0-9一二三四五六七八九十半两]", wanted.get("span_text") or ""):
                return "no number"
            if duration is None and wanted.get("span_text") and kind == "quantity":
                start, length = wanted.get("start") or 0, len(wanted["span_text"])
                if not any(m.start == start and m.end == start + length for m in mentions):
                    return False
                continue
            value = resolution
        if isinstance(value, list):
            ends = [number_of(v) if not isinstance(v, dict) else (duration_of(v) or (None, None))[1] for v in value]
            if not any(spread(m, wanted.get("unit"), isinstance(value[0], dict)) == ends for m in mentions):
                return False
            continue
        duration = duration_of(value)
        if duration is not None:
            if not any(m.base_unit == duration[0] and m.canonical == duration[1] for m in mentions):
                return False
            continue
        if number_of(value) is None:
            return "no number"
        start = wanted.get("start") or 0
        length = len(wanted.get("span_text") or text)
        unit = wanted.get("unit") or (wanted.get("hs") or "").partition(",")[2] or None
        if not any(agrees(m, value, unit, kind) for m in overlapping(mentions, start, length)):
            return False
    return True


def no_value(case: Case, mentions: list[Any]) -> bool:
    """Whether nothing of the suite's kind was found where the suite expects nothing."""
    kinds = {
        "number": ("number", "fraction"), "percent": ("percent", "per_mille", "percentage_point", "tenths"), "money": ("money",),
        "quantity": ("measure",), "range": ("range",),
    }[case["kind"]]
    return not any(m.kind.value in kinds and m.value is not None for m in mentions)


def cases(directory: Path) -> Iterator[Case]:
    """All cases of the suites, once each."""
    seen = set()
    for path in sorted(directory.glob("*.jsonl")):
        if path.name == "values.jsonl":
            continue
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            key = (case["peer"], case["kind"], case["text"], str(case["expect"])[:200])
            if key not in seen:
                seen.add(key)
                yield case


def verdict(case: Case) -> bool | str:
    """True or False for a case in scope, else the reason why it is out."""
    task, kind, text = case.get("task"), case["kind"], case["text"]
    if kind in ("date", "period"):
        return "dates"
    out = reason_out(text, kind, (case["expect"][0].get("span_text") or "") if case["expect"] and task == "extract" else text)
    if disagreed(case):
        return "disagreement"
    if task == "input_only":
        return "no number"
    if task == "reject" or not case["expect"]:
        if task != "reject":
            return no_value(case, reportlint.normalize(text))
        return out or not any(m.value is not None and m.text == text for m in reportlint.normalize(text))
    if out:
        return out
    return rewrite_verdict(case) if task == "rewrite" else extract_verdict(case)


def value_verdict(case: Case) -> bool | str:
    """The same for a line of values.jsonl."""
    text, span = case["text"], case["span_text"]
    out = "disagreement" if disagreed(case) else reason_out(text, case["kind"], span)
    if out:
        return out
    found = reportlint.normalize(text)
    start = text.translate(FOLD).lower().find(span.translate(FOLD).lower(), max(0, case["start"] - 2))
    near = overlapping(found, max(start, 0), len(span))
    return any(agrees(m, case["value"], case["unit"], case["kind"]) for m in near)


def main() -> int:
    """Prints the tables; 0 always, what is good enough is for the reader to say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list the misses")
    parser.add_argument("--out", action="store_true", help="list what is out of scope too")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    values = [json.loads(line) for line in (arguments.directory / "values.jsonl").read_text("utf-8").splitlines()]
    tables = {
        "values": table(values, value_verdict, arguments), "suites": table(list(cases(arguments.directory)), verdict, arguments),
    }
    if arguments.json:
        json.dump({name: {"/".join(key): count for key, count in rows.items()} for name, (rows, _) in tables.items()}, sys.stdout, ensure_ascii=False, indent=1)
        return 0
    for name, (rows, reasons) in tables.items():
        show(name, rows, reasons)
    return 0


def table(rows: list[Case], judge: Any, arguments: argparse.Namespace) -> tuple[dict[tuple[str, str], list[int]], Counter[tuple[str, str]]]:
    """Right and in-scope counts by peer and kind, and the counts of what is out by reason and kind."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    reasons: Counter[tuple[str, str]] = Counter()
    for case in rows:
        found = judge(case)
        key = (case["peer"], case["kind"])
        counts[key][2] += 1
        if isinstance(found, str):
            reasons[found, case["kind"]] += 1
            if arguments.out:
                print("  out", found, case["kind"], case["text"][:60])
            continue
        counts[key][1] += 1
        counts[key][0] += found
        if arguments.verbose and not found:
            wanted = case.get("value", [(e.get("span_text"), e.get("value"), e.get("normalized")) for e in case.get("expect", [])])
            got = [(m.text, m.kind.value, str(m.value), m.unit) for m in reportlint.normalize(case["text"])][:6]
            print("  miss", key, case.get("task", ""), repr(case["text"][:80]), case.get("span_text", ""), wanted, case.get("unit"), "GOT", got)
    return counts, reasons


def show(name: str, rows: dict[tuple[str, str], list[int]], reasons: Counter[tuple[str, str]]) -> None:
    """Prints one table."""
    print(f"\n{name}")
    for (peer, kind), (right, scored, total) in sorted(rows.items()):
        if scored:
            print(f"  {peer:24} {kind:9} {right:4}/{scored:<4} {100 * right / scored:6.1f} %   ({total - scored} out of scope)")
    for kind in sorted({kind for _, kind in rows}):
        right, scored, total = (sum(row[i] for (_, k), row in rows.items() if k == kind) for i in range(3))
        if scored:
            print(f"  {'all':24} {kind:9} {right:4}/{scored:<4} {100 * right / scored:6.1f} %   out of scope {100 * (total - scored) / total:.1f} %")
    right, scored, total = (sum(row[i] for row in rows.values()) for i in range(3))
    print(f"  {'all':24} {'':9} {right:4}/{scored:<4} {100 * right / max(scored, 1):6.1f} %   out of scope {100 * (total - scored) / total:.1f} %")
    totals: Counter[str] = Counter()
    for (reason, _), count in reasons.items():
        totals[reason] += count
    for reason, count in totals.most_common():
        print(f"    out: {count:4} {reason}: {REASONS[reason]}")


if __name__ == "__main__":
    sys.exit(main())
