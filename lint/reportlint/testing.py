"""The kit for authors of rules: lints a text in memory, and holds a rule to the examples of its page.

A page is Markdown beside the rule's module, with the title ``# CODE name``. Its fenced blocks marked
``text bad`` must each give at least one finding of the rule, those marked ``text good`` none. A block may hold
several files for a rule that compares documents: a line ``=== path ===`` begins each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportlint.document import assemble
from reportlint.facts import Reading
from reportlint.ledger import diagnostic_of, distinct
from reportlint.readers.text import reader
from reportlint.rule import Check, Diagnostic, DocumentRule, Finding, ProjectRule, Rule
from reportlint.rulepage import page_path, parse_page

__all__ = ["check_page", "checks_in", "findings_in", "lint_text", "lint_texts", "read_text"]

_FILE = re.compile(r"^=== (?P<path>\S+) ===$\n?", re.M)


def read_text(text: str, path: str = "draft.txt") -> Reading:
    """The reading of a plain text."""
    read = reader.read_bytes(text.encode("utf-8", "surrogatepass"))
    return Reading(assemble(read.content, path=path, format=read.format, encoding=read.encoding))


def findings_in(readings: Sequence[Reading], rule: type[Rule] | Rule) -> list[Finding]:
    """All that a rule yields on the readings, checks and diagnostics, as it yields them."""
    made = rule() if isinstance(rule, type) else rule
    if isinstance(made, ProjectRule):
        return list(made.check_project(readings))
    assert isinstance(made, DocumentRule)
    return [finding for reading in readings for finding in made.check(reading)]


def checks_in(text: str, rule: type[Rule] | Rule, path: str = "draft.txt") -> list[Check]:
    """The checks that a rule makes on a plain text, consistent and skipped ones too, each once."""
    found = findings_in([read_text(text, path)], rule)
    return list(distinct(finding for finding in found if isinstance(finding, Check)))


def lint_text(text: str, rule: type[Rule] | Rule, path: str = "draft.txt") -> list[Diagnostic]:
    """The diagnostics that a rule gives on a plain text, in the order of their places."""
    return _diagnostics([read_text(text, path)], rule)


def lint_texts(texts: Mapping[str, str], rule: type[Rule] | Rule) -> list[Diagnostic]:
    """The diagnostics that a rule gives on plain texts by their paths, in the order of their places."""
    return _diagnostics([read_text(text, path) for path, text in texts.items()], rule)


def check_page(rule: type[Rule]) -> None:
    """Returns nothing; raises AssertionError, naming the page and the line, where the page and the rule disagree."""
    path = page_path(rule)
    assert path.is_file(), f"{rule.meta.code}: no page {path}"
    page = parse_page(path.read_text(encoding="utf-8"))
    title = f"# {rule.meta.code} {rule.meta.name}"
    assert (page.code, page.name) == (rule.meta.code, rule.meta.name), f"{path}: the title must be {title!r}"
    for faulty in (True, False):
        kind = "bad" if faulty else "good"
        assert any(example.faulty is faulty for example in page.examples), f"{path}: no example marked 'text {kind}'"
    for example in page.examples:
        found = _diagnostics(_readings(example.text), rule)
        if example.faulty:
            assert found, f"{path}:{example.line}: nothing found in this bad example"
        else:
            said = "; ".join(diagnostic.message.zh for diagnostic in found)
            assert not found, f"{path}:{example.line}: found in this good example: {said}"


def _readings(text: str) -> list[Reading]:
    parts = _FILE.split(text)
    if len(parts) == 1:
        return [read_text(text)]
    return [read_text(content.rstrip("\n"), path) for path, content in zip(parts[1::2], parts[2::2], strict=True)]


def _diagnostics(readings: Sequence[Reading], rule: type[Rule] | Rule) -> list[Diagnostic]:
    meta = rule.meta
    found: list[Diagnostic] = []
    checks: list[Check] = []
    for finding in findings_in(readings, rule):
        if isinstance(finding, Check):
            checks.append(finding)
        else:
            found.append(finding)
    found.extend(made for check in distinct(checks) if (made := diagnostic_of(check, {meta.code: meta})))
    return sorted(found, key=lambda diagnostic: (diagnostic.place.path, diagnostic.place.span))
