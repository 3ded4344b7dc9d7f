"""The page around the documents: head, summary, tools, and what stands at its end."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlint import __version__
from reportlint.report.html.escape import escape
from reportlint.report.html.index import Entry, Index
from reportlint.report.html.words import Words
from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.strings import Strings, reason
from reportlint.rule import Severity

_SEVERITIES = (("errors", Severity.ERROR), ("warnings", Severity.WARNING), ("infos", Severity.INFO))
_LEGEND = ("ok", "bad", "unjudged", "plain", "error", "warning", "info", "related", "out", "break")


@cache
def resource(name: str) -> str:
    """The style sheet or the script of the page."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8").strip()


class Frame:
    """Writes what stands before and after the documents of one run."""

    def __init__(self, index: Index, options: OutputOptions, words: Words, strings: Strings) -> None:
        self._index = index
        self._result: RunResult = index.result
        self._options = options
        self._words = words
        self._strings = strings

    def head(self) -> Iterator[str]:
        """Everything up to the first document.

        The policy allows this style sheet and this script by their hashes and nothing else: no request leaves the
        page, and nothing that a text could smuggle in would run.
        """
        style, script = resource("page.css"), resource("page.js")
        paths = [file.document.path for file in self._result.files]
        title = f"{self._words.title} – {paths[0] if len(paths) == 1 else 'reportlint'}"
        policy = (
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        yield (
            f'<!DOCTYPE html>\n<html lang="{self._words.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
            f'<meta name="generator" content="reportlint {__version__}">\n<link rel="icon" href="data:,">\n'
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#documents">{self._words.skip}</a>\n'
        )
        yield f"<header>\n<h1>{self._words.title}</h1>\n{self._verdict()}{self._figures()}</header>\n"
        yield self._tools()
        yield '<main id="documents">\n'
        yield f'<section class="overview">\n{self._notices()}{self._skipped()}{self._files()}{self._rules()}{self._suppressed()}{self._legend()}</section>\n'

    def tail(self) -> Iterator[str]:
        """Everything behind the last document."""
        yield f'</main>\n<footer><p>{self._words.made_by.format(version=__version__)}</p></footer>\n<script>{resource("page.js")}</script>\n</body>\n</html>\n'

    def _verdict(self) -> str:
        """What the run comes to, in a sentence, and how much of the text that is about."""
        words, result = self._words, self._result
        errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
        if not result.files:
            kind, said = "warning", words.nothing
        elif errors:
            kind, said = "error", words.verdict_errors.format(count=errors)
        elif warnings:
            kind, said = "warning", words.verdict_warnings.format(count=warnings)
        else:
            kind, said = "clean", words.verdict_clean
        sign = "✓" if kind == "clean" else "✗" if kind == "error" else "!"
        shown = f'<p class="verdict {kind}"><b aria-hidden="true">{sign}</b> {self._counted(said)}</p>\n'
        if result.incomplete:
            shown += f'<p class="verdict error"><b aria-hidden="true">!</b> {words.incomplete}</p>\n'
        numbers, checked = _numbers(result)
        template = words.coverage if checked < numbers else words.coverage_full if numbers else words.coverage_none
        covered = template.format(
            numbers=f"{numbers:,}", checked=f"{checked:,}", percent=_share(checked, numbers), rest=f"{numbers - checked:,}",
        )
        return shown + (f'<p class="coverage">{covered}</p>\n' if result.files else "")

    def _counted(self, said: str) -> str:
        return re.sub(r"\b1 (error|warning)s\b", r"1 \1", said) if self._options.lang == "en" else said

    def _figures(self) -> str:
        result = self._result
        numbers, checked = _numbers(result)
        figures = [
            ("files", f"{len(result.files):,}"),
            ("characters", f"{sum(len(file.document.text) for file in result.files):,}"),
            ("numbers", f"{numbers:,}"),
            ("relations", f"{sum(file.checks for file in result.files):,}"),
            ("failed", f"{sum(file.inconsistent for file in result.files):,}"),
            ("share", _share(checked, numbers)),
            *((name, f"{result.count(severity):,}") for name, severity in _SEVERITIES),
            ("suppressed", f"{result.suppressed:,}"), ("known", f"{result.known:,}"), ("skipped", f"{len(result.skipped):,}"),
        ]
        shown = "".join(f'<div class="{name}"><dt>{self._words.figures[name]}</dt><dd>{figure}</dd></div>' for name, figure in figures)
        return f'<dl class="figures">{shown}</dl>\n'

    def _tools(self) -> str:
        """Filters and buttons: of use with the script alone, which is what shows them."""
        words, entries = self._words, self._index.entries
        severities = "".join(
            f'<label><input type="checkbox" name="severity" value="{severity.value}" checked> {self._strings.severities[severity]}</label>'
            for _, severity in _SEVERITIES
        )
        codes = sorted({found.code for found in self._result.diagnostics})
        rules = "".join(f"<option>{escape(code)}</option>" for code in codes)
        verdicts = "".join(f'<option value="{name}">{said}</option>' for name, said in words.verdicts.items())
        file = f'<label>{words.file} <input type="search" name="file" size="12"></label>' if len(entries) > 1 else ""
        buttons = (
            f'<button type="button" name="expand">{words.expand}</button><button type="button" name="collapse">{words.collapse}</button>'
            if len(entries) > 1 else ""
        )
        return (
            f'<div class="tools" role="search" hidden>'
            f'<label>{words.search} <input type="search" name="text" size="14"></label>{file}'
            f'<fieldset><legend>{words.severity}</legend>{severities}</fieldset>'
            f'<label>{words.rule} <select name="rule"><option value="">{words.all_rules}</option>{rules}</select></label>'
            f'<label><input type="checkbox" name="only"> {words.only}</label>'
            f'<label>{words.relations} <select name="verdict">{verdicts}</select></label>'
            f'<label><input type="checkbox" name="open"> {words.only_open}</label>'
            f'<span class="buttons"><button type="button" name="previous">↑ {words.previous}</button>'
            f'<button type="button" name="following">↓ {words.following}</button>{buttons}'
            f'<button type="button" name="reset">{words.reset}</button><button type="button" name="print">{words.printing}</button></span>'
            f'<output data-template="{words.shown}" aria-live="polite"></output>'
            f'<p class="unsaved" hidden>{words.unsaved}</p></div>\n'
        )

    def _notices(self) -> str:
        notices = "".join(f"<li>{escape(notice)}</li>" for notice in self._result.notices)
        return f'<section><h2>{self._words.notices}</h2><ul class="notices">{notices}</ul></section>\n' if notices else ""

    def _skipped(self) -> str:
        rows = "".join(
            f'<li{_class("error" if skipped.fault else "")}><b>{escape(skipped.path)}</b>{self._strings.separator}'
            f"{escape(reason(skipped.reason, skipped.detail, self._options.lang))}</li>"
            for skipped in self._result.skipped
        )
        return f'<section><h2>{self._words.skipped}</h2><ul class="notices">{rows}</ul></section>\n' if rows else ""

    def _suppressed(self) -> str:
        """What was left out on purpose, each with the reason that was given."""
        if not self._options.suppressed:
            return ""
        words, rows = self._words, []
        for left in self._result.suppressions:
            found = left.diagnostic
            rows.append(
                f'<li><a class="place" href="#{self._index.target(found.place)}" data-o="{self._index.reference(found.place)}">'
                f"{escape(found.place.path)}:{self._index.spot(found.place)}</a> <code>{escape(found.code)}</code> "
                f"{escape(found.message.text(self._options.lang))}{escape(words.why.format(reason=left.reason)) if left.reason else ''}</li>"
            )
        return f'<section><h2>{words.suppressed}</h2><ul class="notices">{"".join(rows)}</ul></section>\n' if rows else ""

    def _files(self) -> str:
        """The table of files, where there are several; each row leads to its document."""
        words, entries = self._words, self._index.entries
        if len(entries) < 2:
            return ""
        names = ("characters", "numbers", "relations", "share", "failed", "errors", "warnings", "infos")
        heads = "".join(f'<th scope="col">{head}' for head in (words.file, *(words.figures[name] for name in names)))
        counts: dict[str, Counter[Severity]] = {entry.document.path: Counter() for entry in entries}
        for found in self._result.diagnostics:
            counts[found.place.path][found.severity] += 1
        rows = "".join(self._file(entry, counts[entry.document.path]) for entry in entries)
        return (
            f'<section class="files"><h2>{words.files}</h2><div class="wide"><table class="sortable"><thead><tr>{heads}<tbody>{rows}'
            "</table></div></section>\n"
        )

    def _file(self, entry: Entry, counts: Counter[Severity]) -> str:
        file = entry.file
        cells = (
            f"{len(file.document.text):,}", f"{file.numbers:,}", f"{file.checks:,}", _share(file.numbers_checked, file.numbers),
            str(file.inconsistent), *(str(counts[severity]) for _, severity in _SEVERITIES),
        )
        return (
            f'<tr data-d="{entry.number}"><td><a href="#d{entry.number}">{escape(file.document.path)}</a>'
            + "".join(f"<td>{cell}" for cell in cells) + "\n"
        )

    def _rules(self) -> str:
        """How many findings each rule has, the most frequent first."""
        counts = Counter((found.code, found.name, found.severity) for found in self._result.diagnostics)
        if not counts:
            return ""
        metas = {rule.meta.code: rule.meta for rule in self._result.rules}
        rows = []
        for (code, name, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0][0])):
            summary = metas[code].summary.text(self._options.lang) if code in metas else name
            rows.append(
                f'<tr class="{severity.value}"><td><code>{escape(code)}</code><td>{escape(summary)}'
                f"<td>{self._strings.severities[severity]}<td>{count}\n"
            )
        heads = "".join(f'<th scope="col">{head}' for head in self._words.rule_heads)
        return (
            f'<section class="rules"><h2>{self._words.rules}</h2><div class="wide"><table class="sortable"><thead><tr>{heads}<tbody>{"".join(rows)}'
            "</table></div></section>\n"
        )

    def _legend(self) -> str:
        samples = {
            "ok": '<span class="n ok">1.2</span>', "bad": '<span class="n bad">1.2</span>', "unjudged": '<span class="n unjudged">1.2</span>',
            "plain": '<span class="n">1.2</span>', "related": '<span class="related">1.2</span>', "break": '<i class="br"></i>',
            "out": '<span class="out">abc</span>',
        }
        samples.update((s.value, f'<mark class="f {s.value}">1.2</mark><span class="badge {s.value}" data-n="1"></span>') for _, s in _SEVERITIES)
        items = "".join(f"<li>{samples[name]} {self._words.legend_texts[name]}</li>" for name in _LEGEND)
        return f'<section class="legend"><h2>{self._words.legend}</h2><ul>{items}</ul></section>\n'


def _hash(text: str) -> str:
    """The source expression by which a policy allows an inline style sheet or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _numbers(result: RunResult) -> tuple[int, int]:
    """The numbers of all files, and those of them in recomputed relations."""
    return sum(file.numbers for file in result.files), sum(file.numbers_checked for file in result.files)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "0%"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
