"""What the documents explain is all that there is: reasons for not judging, kinds of relations, keys of the output."""

from __future__ import annotations

import re
from pathlib import Path

from reportlint.plugins import load_rules
from reportlint.report.strings import UNJUDGED

ROOT = Path(__file__).resolve().parents[2]


def test_every_reason_for_not_judging_has_its_words():
    known = {*UNJUDGED, *(rule.meta.name for rule in load_rules())}
    for path in (ROOT / "rules").rglob("*.py"):
        words = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8")))
        assert words <= known, f"{path.name}: what is no rule is a reason, and reasons need words in UNJUDGED"
