"""Examples of what the linter says, as blocks of HTML: the text with what is found in it, and the messages.

In a page they are fenced blocks ``text bad CODE SEVERITY``, ``text good CODE``, ``text agrees CODE`` and
``text unjudged CODE REASON``; in a page beside a rule ``text bad`` and ``text good`` (see :mod:`reportlint.rulepage`).
"""

from __future__ import annotations

import html
import re
import tomllib
from functools import cache
from itertools import groupby
from operator import itemgetter

from reportlint.plugins import load_rules
from reportlint.report.strings import strings, unjudged
from reportlint.rule import Message, Rule, Severity
from reportlint.rulepage import Example, ExampleFile
from reportlint.testing import configured, lint_texts

_FENCE = re.compile(
    r"^```text (?P<verdict>bad|good|agrees|unjudged) (?P<code>[A-Z]+\d+) ?(?P<word>\S*)\n(?P<text>.*?)\n?^```$\n?", re.DOTALL | re.MULTILINE,
)
_LABELS = {
    "bad": ("报告", "flagged"), "good": ("不报", "not flagged"), "agrees": ("一致", "agrees"), "unjudged": ("不判断", "not judged"),
}


def filled_in(markdown: str, lang: str) -> str:
    """The page with its examples as blocks of HTML."""
    rules = {rule.meta.code: rule for rule in load_rules()}

    def made(match: re.Match[str]) -> str:
        verdict, code, word = match["verdict"], match["code"], match["word"]
        label = _LABELS[verdict][0 if lang == "zh" else 1]
        if verdict == "bad":
            label = strings(lang).severities[Severity(word)]
        if verdict == "unjudged":
            label += f"{'：' if lang == 'zh' else ': '}{unjudged(word, lang)}"
        return box(rules[code], Example(verdict == "bad", match["text"], 0), lang, f"{label} · {code}", f"{verdict} {word}")

    return _FENCE.sub(made, markdown)


def of_rule(rule: type[Rule], example: Example, lang: str) -> str:
    """An example of the page beside a rule as a block of HTML."""
    verdict = "bad" if example.faulty else "good"
    label = _LABELS[verdict][0 if lang == "zh" else 1]
    return box(rule, example, lang, f"{label} · {example.options}" if example.options else label, verdict)


def box(rule: type[Rule], example: Example, lang: str, label: str, classes: str) -> str:
    """An example as one block of HTML."""
    text, messages = _found(rule, example)
    said = "".join(f"<p>{_escaped(message.text(lang))}</p>" for message in messages)
    return f'<div class="example {classes}"><span class="label">{_escaped(label)}</span>{text}{said}</div>\n\n'


@cache
def _found(rule: type[Rule], example: Example) -> tuple[str, tuple[Message, ...]]:
    """The text as HTML with the places of the findings marked, and what they say, each once."""
    files = example.files()
    options = tomllib.loads(f"options = {{ {example.options} }}")["options"]
    found = lint_texts({file.path: file.text for file in files}, configured(rule, options)) if example.faulty else []
    tints = {file.path: [""] * len(file.text) for file in files}
    for tint, places in (("related", [place for diagnostic in found for place in diagnostic.related]),
                         ("primary", [diagnostic.place for diagnostic in found])):
        for place in places:
            for index in range(place.span.start, place.span.end):
                tints[place.path][index] = tint
    texts = [
        (f"<span class=\"file\">{_escaped(file.path)}</span>" if len(files) > 1 else "") + f"<pre>{_tinted(file, tints[file.path])}</pre>"
        for file in files
    ]
    return "".join(texts), tuple(dict.fromkeys(diagnostic.message for diagnostic in found))


def _tinted(file: ExampleFile, tints: list[str]) -> str:
    """The text as HTML, each run of one tint marked with it."""
    pieces = []
    for tint, group in groupby(zip(tints, file.text, strict=True), key=itemgetter(0)):
        piece = _escaped("".join(character for _, character in group))
        pieces.append(f'<mark class="{tint}">{piece}</mark>' if tint else piece)
    return "".join(pieces)


def _escaped(text: str) -> str:
    """The text as HTML on one line, so that Markdown sees a single block."""
    return html.escape(text, quote=False).replace("\n", "&#10;")
