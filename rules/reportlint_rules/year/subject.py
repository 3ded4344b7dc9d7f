"""The year that a clause speaks of: named in its sentence, or told by 今年 and 去年 from the report it stands in."""

from __future__ import annotations

from collections import deque

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, Document, Report, ReportKind

_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SUBJECT = re.compile(
    r"(?<!\d)(?P<named>(?:19|20)\d\d)\s?年(?!代|以来|以前|之前)|(?P<named_zh>[一二][零〇○九][零〇○一二三四五六七八九]{2})年(?!代)"
    r"|(?P<relative>今年|去年|上年|明年|本年度?|刚刚?过去的一年|过去的一年|过去一年|过去的这一年|新的一年)"
)
_SHIFTS = {"今年": 0, "本年": 0, "本年度": 0, "新的一年": 0, "明年": 1}
_HEAD_DATE = re.compile(
    r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?\d{1,2}\s?日[^。\n]{0,4}(?:在|于)[^。\n]{2,44}(?:会议|大会)"
)


def numeral(text: str) -> int | None:
    """The whole number that digits or Chinese numerals up to 999 spell; None for anything else."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if all(c in _NUMERALS for c in text) and len(text) > 1:
        return int("".join(str(_NUMERALS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in _NUMERALS:
            current = _NUMERALS[c]
        elif c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            return None
    return total + current


@dataclass(frozen=True, slots=True)
class Subject:
    """The years that a clause may speak of; ``start`` and ``end`` span the words that say so."""

    start: int
    end: int
    years: frozenset[int]
    explicit: bool
    words: str


def delivered(document: Document, report: Report) -> int | None:
    """The year in which a report was given, by the date of the meeting at its head; None where it does not say."""
    found = _HEAD_DATE.search(document.flow, report.start, min(report.end, report.start + 1200))
    return int(found[1]) if found else None


def now_years(document: Document, report: Report) -> frozenset[int]:
    """The years that 今年 may mean in a report."""
    if report.year is None:
        return frozenset()
    if report.kind in (ReportKind.COMMUNIQUE, ReportKind.ANNUAL):
        return frozenset((report.year, report.year + 1))
    dated = delivered(document, report)
    if dated is not None and dated == report.target_year:
        return frozenset((dated,))
    return frozenset((report.year, report.year + 1))


def relative_years(document: Document, report: Report, word: str) -> frozenset[int]:
    """The years that a relative word may mean in a report."""
    shift = _SHIFTS.get(word, -1)
    return frozenset(year + shift for year in now_years(document, report))


def subject_before(document: Document, offset: int, reach: int = 60) -> Subject | None:
    """The last year named before an offset in its sentence, within reach."""
    first, _ = document.sentence_at(offset)
    found = deque(_SUBJECT.finditer(document.flow, max(first, offset - reach), offset), maxlen=1)
    return _subject(document, found[0]) if found else None


def _subject(document: Document, match: re.Match[str]) -> Subject:
    if word := match["relative"]:
        years = relative_years(document, document.report_at(match.start()), word)
        return Subject(match.start(), match.end(), years, False, word)
    year = numeral(match["named"] or match["named_zh"])
    return Subject(match.start(), match.end() - 1, frozenset((year,)) if year else frozenset(), True, match[0])


def in_prose(document: Document, offset: int) -> bool:
    """Whether an offset stands in running text or a heading, not in a table, code or note."""
    return document.block_at(offset).kind not in (BlockKind.CELL, BlockKind.CODE, BlockKind.NOTE)
