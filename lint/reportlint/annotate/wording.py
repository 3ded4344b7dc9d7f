"""What a comment says, in Chinese or English: the finding, what it is compared with, and where it stands if not here."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.annotate.places import Near
from reportlint.document import Document, Span
from reportlint.report.strings import strings
from reportlint.rule import Diagnostic, Message, Place

_AROUND = 16
"""How many characters of a line are quoted on either side of a place."""
_LONGEST = 60

_NEAR = {
    Near.NOTE: Message("问题在脚注或尾注里，批注只能标在注的引用处", "it stands in a note; a comment can only be put at the reference"),
    Near.HEADER: Message("问题在页眉或页脚里，那里不能加批注，所以标在文首", "it stands in a header or footer, where no comment can be; this is the head of the text"),
    Near.BOX: Message("问题在文本框里，批注只能标在文本框外", "it stands in a text box; a comment can only be put outside"),
    Near.CONTROL: Message("问题在内容控件里，批注标在控件外", "it stands in a content control; the comment is put outside"),
    Near.FIELD: Message("问题在会自动更新的域里，批注标在整个域上", "it stands in a field that is updated; the comment is put on the whole field"),
    Near.FORMULA: Message("问题在公式里，批注标在整个公式上", "it stands in a formula; the comment is put on the whole of it"),
    Near.OTHER: Message("批注标在所在的整个对象上", "the comment is put on the whole object that it stands in"),
    Near.NOWHERE: Message("正文里没有可以标注的文字，批注标在文首", "the text has no characters for the comment; this is its head"),
}
_TRACKED = Message("已按此改好（修订），请接受或拒绝", "changed so (tracked): accept or reject it")
_CAN_BE = Message("建议：", "suggestion: ")
_SEE = Message("另见", "see")
_PARTS = {
    "footnotes": Message("脚注", "footnote"), "endnotes": Message("尾注", "endnote"),
    "header": Message("页眉", "header"), "footer": Message("页脚", "footer"),
}


def lines_of(found: Diagnostic, place: Place, documents: Mapping[str, Document], lang: str, *, tracked: bool) -> tuple[str, ...]:
    """The lines of the comment for a finding that is put at one of its places; places in other files are named with these."""
    lines = [f"{found.code} {found.name} · {strings(lang).severities[found.severity]}", found.message.text(lang)]
    if found.fix is not None:
        lines.append(_CAN_BE.text(lang) + found.fix.message.text(lang))
        if tracked:
            lines.append(_TRACKED.text(lang))
    lines.extend(_see(other, place.path, documents, lang) for other in (found.place, *found.related) if other is not place)
    return tuple(lines)


def near_line(near: Near, quoted: str, lang: str) -> str:
    """The line that says why a comment does not stand on the very characters, which it quotes."""
    return f"（{_NEAR[near].zh}：“{quoted}”）" if lang == "zh" else f"({_NEAR[near].en}: “{quoted}”)"


def quoted(document: Document, span: Span) -> str:
    """The text of a span on one line, cut in the middle where it is long."""
    text = " ".join(document.text[span.start:span.end].split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST // 2]}…{text[-_LONGEST // 2:]}"


def _see(place: Place, here: str, documents: Mapping[str, Document], lang: str) -> str:
    """A line on a place: its file or part where that is another, what is said of it, and its words among their neighbours."""
    document = documents.get(place.path)
    where = [] if place.path == here else [place.path]
    if document is not None and (part := _part(document, place.span)):
        where.append(part.text(lang))
    said = place.message.text(lang) if place.message else ""
    context = f"“{_context(document, place.span)}”" if document is not None else ""
    head = _SEE.text(lang) + (f"（{'，'.join(where)}）" if where and lang == "zh" else f" ({', '.join(where)})" if where else "")
    return head + ("：" if lang == "zh" else ": ") + (" — " if said and context else "").join((said, context))


def _part(document: Document, span: Span) -> Message | None:
    place = document.anchor_at(span.start)
    return _PARTS.get(str(place.get("part", "")).rstrip("0123456789")) if place else None


def _context(document: Document, span: Span) -> str:
    """The words of a span with some of its line on either side."""
    first, last = document.lines.line(document.lines.locate(span.start)[0])
    start, end = max(first, span.start - _AROUND), min(max(last, span.end), span.end + _AROUND)
    before, after = ("…" if start > first else ""), ("…" if end < last else "")
    left, right = document.text[start:span.start].lstrip(), document.text[span.end:end].rstrip()
    return f"{before}{left}{quoted(document, span)}{right}{after}".replace("\n", " ").replace("\t", " ")
