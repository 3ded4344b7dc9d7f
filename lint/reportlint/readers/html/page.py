"""From the bytes of a web page to its extracted text."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.document.model import Extracted, LineKind
from reportlint.readers.base import ReadFile
from reportlint.readers.html.content import report_blocks
from reportlint.readers.html.encoding import decode_page
from reportlint.readers.html.tables import placed
from reportlint.readers.html.tree import Block, Element, Frame, PageTable, TextBlock
from reportlint.readers.html.walk import Walk
from reportlint.readers.layout import GridCell, Layout
from reportlint.source import SourceError

_XHTML = re.compile(r"<\?xml|<!DOCTYPE[^>]{0,200}XHTML|xmlns\s?=\s?[\"']http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_END_OF_PAGE = re.compile(r"</(?:html|body)\s{0,20}>", re.IGNORECASE)
_NESTING = re.compile(
    r"<(?:(/?(?:font|span|b|i|u|strong|em|a|small|big|label|o:p)\b|/)|(?:div|center|section|article|blockquote|ul|ol|dl|dir|li|form|p)\b)[^>]{0,4000}>",
    re.IGNORECASE,
)
"""Elements that pages forget to close, and the ends of all elements; the first group marks those that begin no line."""
_EMPTY_TAG = re.compile(r"<([A-Za-z][\w:-]{0,30})((?:\s[^<>]{0,4000})?)/>")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})


def read_page(data: bytes, name: str) -> ReadFile:
    """The content of a page; raises SourceError ``binary``, ``undecodable`` or ``no-text``."""
    text, encoding = decode_page(data)
    root = _parse(text)
    if root is None:
        return ReadFile(name, encoding, Extracted("", ()))
    walk = Walk(root)
    if walk.hidden_sentences > _sentences(walk.blocks):
        walk = Walk(root, show_hidden=True)  # shown by a script, as whole articles are
    if not walk.blocks and walk.dropped:
        raise SourceError("no-text", "")
    return ReadFile(name, encoding, _laid_out(report_blocks(walk.blocks, _title(root))))


def _parse(text: str) -> Element:
    """The root of the page's tree, None where the page is empty; raises SourceError ``damaged`` for one that is nested too deeply."""
    if _XHTML.search(text[:2000]):
        text = _EMPTY_TAG.sub(_opened_and_closed, text)
    text = _END_OF_PAGE.sub("", text)  # pages that are put together from others end several times
    text = text.replace("\0", "")  # would end the text
    root, whole = _tree(text)
    if not whole:  # tens of hundreds of elements that are never closed
        root, whole = _tree(_NESTING.sub(lambda tag: "" if tag[1] else "<br>", text))
    if not whole:
        raise SourceError("damaged", "the elements of the page are nested too deeply")
    return root


def _tree(text: str) -> tuple[Element, bool]:
    """The root of a text's tree, None for an empty one, and whether the parser took the whole text."""
    from lxml import etree

    # The declared encoding must not count again.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # "Document is empty": the parser takes all else
        return None, True
    return root, not any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log)


def _opened_and_closed(tag: re.Match[str]) -> str:
    """An empty element as HTML has it: ``<div/>`` opens an element there."""
    return tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


def _title(root: Element) -> str:
    """The page's title as its head tells it, empty for none."""
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == "articletitle" and element.get("content"):
            return str(element.get("content"))
    for element in root.iter("title"):
        return "".join(element.itertext())
    return ""


def _sentences(blocks: list[Block]) -> int:
    return sum(
        text.count("。") for block in blocks
        for text in ([block.text] if isinstance(block, TextBlock) else block.texts)
    )


def _laid_out(blocks: list[Block]) -> Extracted:
    layout = Layout()
    for block in blocks:
        if isinstance(block, TextBlock):
            _add_text(layout, block)
        else:
            for part in block.caption:
                if isinstance(part, TextBlock):
                    _add_text(layout, part)
            _add_table(layout, block)
    return layout.extracted()


def _add_text(layout: Layout, block: TextBlock) -> None:
    kind = LineKind.TEXT if block.kind is LineKind.ITEM and not block.marker and len(block.text) > 200 else block.kind
    layout.paragraph([(block.text, _place(block.frame))], kind, block.level, hard=block.hard, marker=block.marker)


def _add_table(layout: Layout, table: PageTable) -> None:
    cells = []
    for row, column, rows, columns, cell in placed(table):
        text = "\n".join(block.text for block in cell.blocks if isinstance(block, TextBlock))
        cells.append(GridCell(row, column, text, _place(cell.frame), rows, columns))
    layout.table(cells)


def _place(frame: Frame) -> dict[str, int | str]:
    return {"element": frame.path, "line": frame.element.sourceline or 1}
