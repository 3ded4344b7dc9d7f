"""The kit for authors of rules: lints a text in memory, and holds a rule to its page and to what was agreed.

A page is Markdown beside the rule's module, with the title ``# CODE name`` (see :mod:`reportlint.rulepage`). Its
fenced blocks marked ``text bad`` must each give at least one finding of the rule, those marked ``text good`` none.
Where a bad block marks places, ``全镇完成⟦xx⟧万元``, the findings must stand exactly there and nowhere else.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path

from reportlint import fix
from reportlint.config import ConfigError, OptionSetting, Settings
from reportlint.contract import fault_of_rule, hold
from reportlint.document import assemble
from reportlint.facts import Reading
from reportlint.ledger import diagnostic_of, distinct
from reportlint.policy import Catalogue, resolve
from reportlint.readers.markdown import reader as markdown
from reportlint.readers.text import reader as plain
from reportlint.rule import Check, Diagnostic, DocumentRule, Finding, ProjectRule, Rule
from reportlint.rulepage import CLOSING, OPENING, Example, ExampleFile, page_path, parse_page

__all__ = [
    "check_page", "check_rule", "checks_in", "configured", "findings_in", "fix_text", "lint_text", "lint_texts", "read_text",
]

_HAN = re.compile("[\u4e00-\u9fff]")


def read_text(text: str, path: str = "draft.txt") -> Reading:
    """The reading of a text: Markdown where the path ends with ``.md``, else plain text."""
    reader = markdown if path.endswith((".md", ".markdown")) else plain
    read = reader.read_bytes(text.encode("utf-8", "surrogatepass"))
    return Reading(assemble(read.content, path=path, format=read.format, encoding=read.encoding))


def findings_in(readings: Sequence[Reading], rule: type[Rule] | Rule) -> list[Finding]:
    """All that a rule yields on the readings, checks and diagnostics, as it yields them.

    Raises TypeError or ValueError for a finding that could not be reported (foreign code, place outside the texts) and
    for an extract that could not be kept.
    """
    made = rule() if isinstance(rule, type) else rule
    lengths = {reading.document.path: len(reading.document.text) for reading in readings}
    yielded: Iterable[Finding]
    if isinstance(made, ProjectRule):
        for reading in readings:
            reading.extracts[made.meta.code] = _as_kept(made, reading)
        yielded = made.check_project(readings)
    else:
        assert isinstance(made, DocumentRule)
        yielded = (finding for reading in readings for finding in made.check(reading))
    return [hold(finding, made, lengths) for finding in yielded]


def _as_kept(rule: ProjectRule, reading: Reading) -> object:
    """The extract of a reading as a later run gets it; raises TypeError where that is not what the rule has made."""
    extract = rule.extract(reading)
    kept = json.loads(json.dumps(extract, allow_nan=False))
    if kept != extract:
        raise TypeError(f"{rule.meta.code} extracted {extract!r}, of which {kept!r} would be kept: lists and dictionaries with str keys")
    return kept


def checks_in(text: str, rule: type[Rule] | Rule, path: str = "draft.txt") -> list[Check]:
    """The checks that a rule makes on a text, consistent and skipped ones too, each once."""
    found = findings_in([read_text(text, path)], rule)
    return list(distinct(finding for finding in found if isinstance(finding, Check)))


def lint_text(text: str, rule: type[Rule] | Rule, path: str = "draft.txt") -> list[Diagnostic]:
    """The diagnostics that a rule gives on a text, in the order of their places."""
    return _diagnostics([read_text(text, path)], rule)


def lint_texts(texts: Mapping[str, str], rule: type[Rule] | Rule) -> list[Diagnostic]:
    """The diagnostics that a rule gives on texts by their paths, in the order of their places."""
    return _diagnostics([read_text(content, path) for path, content in texts.items()], rule)


def fix_text(text: str, rule: type[Rule] | Rule, *, unsafe: bool = False, path: str = "draft.txt") -> str:
    """The text with the rule's fixes applied until nothing changes, the unsafe ones too where asked."""
    for _ in range(fix.ROUNDS):
        fixed = fix.apply(text, lint_text(text, rule, path), unsafe=unsafe).text
        if fixed == text:
            break
        text = fixed
    return text


def configured(rule: type[Rule], options: Mapping[str, object]) -> Rule:
    """The rule with options as the settings give them; raises ConfigError for one that it does not have."""
    code = rule.meta.code
    settings = tuple(OptionSetting(code, option, value) for option, value in options.items())
    return resolve(Settings(Path(), select=(code,), rules=settings), Catalogue([rule])).rules[0]


def check_rule(rule: type[Rule]) -> None:
    """Returns nothing; raises AssertionError where a rule breaks what holds for every rule, or disagrees with its page.

    Code and name are well formed, the summary is in both languages, options are frozen and have defaults, an empty
    document gives nothing, and the rule has fixes where, and only where, it says so.
    """
    fault = fault_of_rule(rule)
    assert fault is None, fault and fault.en
    code, summary = rule.meta.code, rule.meta.summary
    assert summary.zh.strip(), f"{code}: no summary in Chinese"
    assert summary.en.strip(), f"{code}: no summary in English"
    assert not _HAN.search(summary.en), f"{code}: the English summary is not in English"
    assert rule.Options.__dataclass_params__.frozen, f"{code}: Options must be frozen"  # type: ignore[attr-defined]
    for field in fields(rule.Options):
        assert field.default is not MISSING or field.default_factory is not MISSING, f"{code}: the option {field.name} has no default"
    assert findings_in([read_text("")], rule) == [], f"{code}: something was found in an empty document"
    check_page(rule)
    examples = parse_page(page_path(rule).read_text(encoding="utf-8")).examples
    fixes = any(found.fix for example in examples for found in _found(example, rule, example.files()))
    assert fixes or not rule.meta.fixable, f"{code}: fixable, but no example has a fix"
    assert rule.meta.fixable or not fixes, f"{code}: has a fix, but meta says not fixable"


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
        at = f"{path}:{example.line}"
        try:
            files = example.files()
            found = _found(example, rule, files)
        except (ValueError, ConfigError) as error:
            raise AssertionError(f"{at}: {error}") from error
        marked = any(file.marks for file in files)
        if not example.faulty:
            said = "; ".join(diagnostic.message.zh for diagnostic in found)
            assert not found, f"{at}: found in this good example: {said}"
            assert not marked, f"{at}: a good example has nothing to mark"
        elif marked:
            _hold_marks(at, files, found)
        else:
            assert found, f"{at}: nothing found in this bad example"


def _hold_marks(at: str, files: Sequence[ExampleFile], found: Iterable[Diagnostic]) -> None:
    """Raises AssertionError where findings and marks are not the same places."""
    places = {(d.place.path, (d.place.span.start, d.place.span.end)): d.message.zh for d in found}
    texts = {file.path: file.text for file in files}
    marks = {(file.path, mark) for file in files for mark in file.marks}
    for path, (start, end) in sorted(marks - places.keys()):
        raise AssertionError(f"{at}: marked, but not found: {OPENING}{texts[path][start:end]}{CLOSING} in {path}")
    for path, (start, end) in sorted(places.keys() - marks):
        said = places[path, (start, end)]
        raise AssertionError(f"{at}: found, but not marked: {OPENING}{texts[path][start:end]}{CLOSING} in {path}: {said}")


def _found(example: Example, rule: type[Rule], files: Sequence[ExampleFile]) -> list[Diagnostic]:
    """The diagnostics in an example; raises ConfigError or ValueError for options that the rule does not have."""
    options = tomllib.loads(f"options = {{ {example.options} }}")["options"]
    made = configured(rule, options) if options else rule
    return _diagnostics([read_text(file.text, file.path) for file in files], made)


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
