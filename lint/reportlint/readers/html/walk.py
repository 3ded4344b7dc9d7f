"""Walks the tree of a web page once and collects its blocks of text and its tables, without scripts and what is hidden."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.comments import COMMENT
from reportlint.document.model import LineKind
from reportlint.readers.html.space import LINE_BREAK, kept, raised, spaced
from reportlint.readers.html.tables import MAX_SPAN, is_layout, unfolded
from reportlint.readers.html.tree import Block, Element, Frame, PageTable, TableCell, TextBlock

_DROPPED = frozenset({
    "applet", "area", "audio", "base", "basefont", "button", "canvas", "col", "colgroup", "datalist", "del", "embed", "frame",
    "frameset", "iframe", "img", "input", "link", "map", "meta", "meter", "noframes", "noscript", "object", "option",
    "param", "picture", "progress", "rp", "rt", "script", "select", "source", "style", "svg", "template", "textarea", "title",
    "track", "video", "xml",
})
_PARAGRAPHS = frozenset({
    "address", "blockquote", "caption", "dd", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "legend", "li", "menu", "nav", "ol", "p", "pre", "summary", "table", "td", "th", "tr",
    "ul", "dir", "form", "aside",
})
"""Elements whose text stands by itself."""
_SOFT = frozenset({"article", "body", "center", "details", "dialog", "div", "html", "main", "section", "tbody", "tfoot", "thead"})
"""Elements that begin a line, but are used for anything."""
_BLOCKS = _PARAGRAPHS | _SOFT
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table)\b", re.IGNORECASE)
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_SENTENCE = "。"


class Walk:
    """The blocks of a page in order; ``hidden_sentences`` counts those that the page hides."""

    def __init__(self, root: Element, *, show_hidden: bool = False) -> None:
        self._show_hidden = show_hidden
        self.blocks: list[Block] = []
        self.hidden_sentences = 0
        self.dropped = False
        """Whether there were scripts, frames or images, which may hold what the text does not."""
        self._containers: list[list[Block]] = [self.blocks]
        self._tables: list[PageTable | None] = [None]
        self._lists: list[int | None] = []  # the next number of each open list, None where items have none
        self._pieces: list[str] = []
        self._links = 0
        self._linked = 0
        self._pre = 0
        self._raised = 0
        self._item = ""
        self._item_open = False
        self._frame: Frame | None = None
        self._walk(root)

    def _walk(self, root: Element) -> None:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end", "comment"))
        skipping: Element = None
        for event, element in walker:
            if event == "comment":
                if COMMENT.match(comment := f"<!--{element.text or ''}-->"):
                    self._pieces.append(comment)
            elif event == "start":
                tag = element.tag.lower()
                if tag in _DROPPED or self._hides(element):
                    self.dropped = self.dropped or tag in ("script", "iframe", "frameset", "img", "embed", "object")
                    walker.skip_subtree()
                    skipping = element
                    continue
                self._open(element, tag)
                self._add(element.text)
                continue
            elif element is skipping:
                skipping = None
            else:
                self._close()
            if element is not root:
                self._add(element.tail)
        self._flush()

    def _hides(self, element: Element) -> bool:
        if self._show_hidden:
            return False
        style = element.get("style")
        if element.get("hidden") is None and (style is None or _HIDDEN.search(style) is None):
            return False
        self.hidden_sentences += sum(text.count(_SENTENCE) for text in element.itertext(with_tail=False))
        return True

    # Elements.

    def _open(self, element: Element, tag: str) -> None:
        outer = self._frame
        number = 1
        if outer is not None:
            number = outer.counts[tag] = outer.counts.get(tag, 0) + 1
        if tag in _BLOCKS or _shown_as_block(element):
            self._flush()
        self._frame = Frame(element, tag, number, outer)
        if tag == "br":
            self._pieces.append(LINE_BREAK)
        elif tag == "a":
            self._linked += _leads_away(element)
        elif tag in ("pre", "xmp", "listing", "plaintext"):
            self._pre += 1
        elif tag == "sup":
            self._raised += 1
        elif tag == "q":
            self._pieces.append("“")
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_numbering(element, tag))
        elif tag == "li":
            self._item, self._item_open = self._next_marker(element), True
        elif tag == "table":
            self._tables.append(PageTable(self._frame))
        elif (table := self._tables[-1]) is not None:
            self._open_in_table(table, element, tag)

    def _open_in_table(self, table: PageTable, element: Element, tag: str) -> None:
        assert self._frame is not None
        if tag == "tr":
            table.rows.append([])
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            cell = TableCell(self._frame, _span(element, "rowspan"), _span(element, "colspan"))
            table.rows[-1].append(cell)
            self._frame.opens = "cell"
            self._containers.append(cell.blocks)
            self._tables.append(None)  # until the cell is closed, rows are those of a table inside it
        elif tag == "caption":
            self._frame.opens = "caption"
            self._containers.append(table.caption)

    def _close(self) -> None:
        frame = self._frame
        assert frame is not None
        tag = frame.tag
        if tag in _BLOCKS or _shown_as_block(frame.element):
            self._flush()
        if tag == "a":
            self._linked -= _leads_away(frame.element)
        elif tag in ("pre", "xmp", "listing", "plaintext"):
            self._pre -= 1
        elif tag == "sup":
            self._raised -= 1
        elif tag == "q":
            self._pieces.append("”")
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._item_open = False
        elif frame.opens:
            self._containers.pop()
            if frame.opens == "cell":
                self._tables.pop()
        elif tag == "table":
            self._close_table()
        self._frame = frame.outer

    def _close_table(self) -> None:
        table = self._tables.pop()
        assert table is not None
        if is_layout(table):
            self._containers[-1].extend(unfolded(table))
        else:
            self._containers[-1].append(table)

    def _next_marker(self, element: Element) -> str:
        """The number that a list item shows, empty for none."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            return ""
        number = _number(element.get("value"), number)
        self._lists[-1] = number + 1
        return f"{number}."

    # Text.

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            text = kept(text)
        elif self._raised:
            text = raised(text)
        self._pieces.append(text)
        if self._linked:
            self._links += len("".join(text.split()))

    def _flush(self) -> None:
        """Ends the open paragraph."""
        if not self._pieces:
            return
        text = spaced("".join(self._pieces))
        links, self._links = self._links, 0
        self._pieces.clear()
        if not text or self._frame is None:
            return
        frame, heading = self._frame, 0
        outer: Frame | None = frame
        while outer is not None and outer.tag not in _PARAGRAPHS:
            heading = heading or _HEADINGS.get(outer.tag, 0)
            outer = outer.outer
        if outer is not None:
            heading = _HEADINGS.get(outer.tag, 0)
        while frame.tag not in _BLOCKS and frame.outer is not None:
            frame = frame.outer
        block = TextBlock(frame, text, links=links, hard=frame.tag not in _SOFT)
        if heading:
            block.kind, block.level = LineKind.HEADING, heading
        elif self._item_open:
            block.kind, block.marker = LineKind.ITEM, self._item
            self._item_open = False
        self._containers[-1].append(block)


def _shown_as_block(element: Element) -> bool:
    style = element.get("style")
    return style is not None and _SHOWN_AS_BLOCK.search(style) is not None


def _leads_away(element: Element) -> bool:
    href = element.get("href")
    return href is not None and not href.startswith("#")


def _numbering(element: Element, tag: str) -> int | None:
    """The first number of a list, None where its items have none."""
    if tag != "ol" or _UNMARKED.search(element.get("style", "")) or element.get("type", "1") != "1":
        return None
    return _number(element.get("start"), 1)


def _number(value: str | None, default: int) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else default


def _span(element: Element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    digits = value[:len(value) - len(value.lstrip("0123456789"))]
    return max(1, min(int(digits or "1"), MAX_SPAN)) if len(digits) < 10 else 1
