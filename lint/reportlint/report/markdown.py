"""A summary in Markdown for the page of a CI job or a comment on a change: figures, findings by rule, the gravest findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.places import spot
from reportlint.report.strings import reason, strings
from reportlint.rule import Message, Severity

ROWS = 50
"""The most findings that are listed; code hosts cut long summaries off."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_LONGEST = 300
_RANKS = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_TITLE = "## reportlint"
_FIGURES = Message("{files} 个文件：**{errors} 个错误**，{warnings} 个警告，{infos} 个提示",
                   "{files} files: **{errors} errors**, {warnings} warnings, {infos} infos")
_BY_RULE = Message("| 规则 | 名称 | 级别 | 数量 |", "| rule | name | severity | findings |")
_FINDINGS = Message("| 位置 | 级别 | 规则 | 问题 |", "| place | severity | rule | finding |")
_MORE = Message("另有 {count} 处没有列出。", "{count} more are not listed.")
_SKIPPED = Message("没能检查的文件：", "Files that could not be linted:")
_NOTICES = Message("另请注意：", "Notices:")


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the summary and a line end."""
    stream.write("\n\n".join(_parts(result, options.lang)) + "\n")


def _parts(result: RunResult, lang: str) -> Iterable[str]:
    """The paragraphs and tables."""
    words = strings(lang)
    yield _TITLE
    counts = {severity: result.count(severity) for severity in Severity}
    figures = _FIGURES.text(lang).format(
        files=len(result.files), errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], infos=counts[Severity.INFO])
    for template, count in ((words.suppressed, result.suppressed), (words.known, result.known)):
        if count:
            figures += words.comma + template.format(count=count)
    yield re.sub(r"\b1 (file|error|warning|info)s\b", r"1 \1", figures)
    if result.diagnostics:
        rules = Counter((found.code, found.name, found.severity) for found in result.diagnostics)
        by_rule = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
        yield _table(_BY_RULE.text(lang), (
            (code, f"`{name}`", words.severities[severity], str(count)) for (code, name, severity), count in by_rule))
        first = sorted(result.diagnostics, key=lambda found: _RANKS.index(found.severity))[:ROWS]
        yield _table(_FINDINGS.text(lang), (
            (_escaped(spot(result, found.place)), words.severities[found.severity], found.code, _escaped(found.message.text(lang)))
            for found in first))
        if len(result.diagnostics) > ROWS:
            yield _MORE.text(lang).format(count=len(result.diagnostics) - ROWS)
    faults = [skipped for skipped in result.skipped if skipped.fault]
    if faults:
        yield _list(_SKIPPED.text(lang), (f"{s.path}{words.separator}{reason(s.reason, s.detail, lang)}" for s in faults))
    if result.notices:
        yield _list(_NOTICES.text(lang), result.notices)


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    columns = head.count("|") - 1
    return "\n".join([head, "|" + " --- |" * columns, *(f"| {' | '.join(row)} |" for row in rows)])


def _list(head: str, items: Iterable[str]) -> str:
    return "\n".join([head, "", *(f"- {_escaped(item)}" for item in items)])


def _escaped(text: str) -> str:
    """The text on one line, shortened, without anything that Markdown or a code host would take for a mark."""
    text = _CONTROLS.sub(" ", text)
    text = text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"
    return _MARKUP.sub(r"\\\1", text)
