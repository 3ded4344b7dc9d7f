"""cn2an on the numbers of ``values.jsonl`` that are in scope, beside the normalizer; see peers.py.

    python benchmarks/peer_cn2an.py DIR

cn2an is given the characters of the number; the normalizer has to find them in the text.
"""

from __future__ import annotations

import argparse
import json
from fractions import Fraction
from pathlib import Path

import cn2an
from peers import value_verdict


def reads(span: str, value: str) -> bool:
    """Whether cn2an makes the value of the number."""
    try:
        return Fraction(str(cn2an.cn2an(span, "smart"))) == Fraction(value)
    except (ValueError, TypeError, KeyError, IndexError):
        return False


def main() -> None:
    """Prints both counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("directory", type=Path)
    rows = [json.loads(line) for line in (parser.parse_args().directory / "values.jsonl").read_text("utf-8").splitlines()]
    judged = [(row, value_verdict(row)) for row in rows if row["kind"] == "number"]
    scored = [(row, found) for row, found in judged if not isinstance(found, str)]
    theirs = sum(reads(row["span_text"], row["value"]) for row, _ in scored)
    print(f"{len(scored)} numbers: normalizer {sum(found for _, found in scored)}, cn2an {theirs}")


if __name__ == "__main__":
    main()
