"""PLH003: bits of the web page or the viewer that a text was copied from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint import patterns as re
from reportlint.rule import (
    Block,
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Reading,
    RuleMeta,
    Severity,
)
from reportlint_rules.plh.furniture import words

_HEAD, _TAIL = 40, 60
_BEFORE_TITLE = re.compile(r"[\u4e00-\u9fff]{4,16}\s?[-_|–—]+\Z")
_RUNNING = 40
_LINE = 72
_BEGINS = frozenset("[【（(下打全收分关字上责扫当返设点相您评复纠大")


class PageFurniture(DocumentRule):
    """Page counts, print and share buttons, paths, sources and site names."""

    meta = RuleMeta(
        "PLH003", "page-furniture",
        Message("网页、阅读器的按钮和页码残留在文中", "buttons, page counts and paths of the web page are left in the text"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a finding for each piece inside the report, and one for each kind at either end."""
        document = reading.document
        blocks = document.blocks
        first, last = _body(document)
        for match in words().inline.finditer(document.flow):
            index = document.block_index(match.start())
            if first <= index <= last:
                at_end = index == last and match.end() == blocks[index].end
                yield self._finding(document, match.start(), match.end(), Severity.WARNING if at_end else Severity.ERROR)
        for block in blocks[first:last + 1]:
            if 2 < block.end - block.start <= _LINE and block.kind is not BlockKind.CELL and document.flow[block.start] in _BEGINS:
                content = document.flow[block.start:block.end]
                if words().inside.match(content) and not words().inline.search(content):
                    yield self._finding(document, block.start, block.end, Severity.ERROR)
        for edge in (range(min(first, _HEAD)), range(max(last + 1, len(blocks) - _TAIL), len(blocks))):
            yield from self._edge(document, edge)
        if blocks[0].end - blocks[0].start <= 120 and (name := _site(document, blocks[0])):
            yield self._finding(document, name.start(), name.end(), Severity.INFO)

    def _edge(self, document: Document, indices: Sequence[int]) -> Iterator[Finding]:
        """One finding for all the controls at one end, one for all the lines on the source."""
        found: dict[Severity, list[Block]] = {Severity.WARNING: [], Severity.INFO: []}
        for index in indices:
            block = document.blocks[index]
            if block.end - block.start > 220 or block.kind in (BlockKind.CELL, BlockKind.CODE):
                continue
            line = document.flow[block.start:block.end].strip()
            if words().source.match(line):
                found[Severity.INFO].append(block)
            elif words().controls.match(line) or words().inline.search(line):
                found[Severity.WARNING].append(block)
        for severity, pieces in found.items():
            # one short word alone may be a heading
            if not pieces or (severity is Severity.WARNING and len(pieces) < 2 and pieces[0].end - pieces[0].start < 4):
                continue
            first = pieces[0]
            said = "”“".join(document.flow[b.start:b.end].strip()[:16] for b in pieces[:4])
            yield self.diagnostic(
                self.place(document, first.start, first.end),
                Message(
                    f"首尾残留网页内容（{len(pieces)}处）：“{said}”",
                    f"left over from a web page ({len(pieces)} pieces): “{said}”",
                ),
                related=[self.place(document, b.start, b.end) for b in pieces[1:12]], severity=severity,
                confidence=Confidence.HIGH if len(pieces) > 2 else Confidence.MEDIUM, key=said,
            )

    def _finding(self, document: Document, start: int, end: int, severity: Severity) -> Finding:
        text = document.flow[start:end]
        return self.diagnostic(
            self.place(document, start, end),
            Message(f"“{text}”是网页残留，不是报告内容", f"“{text}” is left over from a web page"),
            severity=severity, key=text,
        )


def _site(document: Document, block: Block) -> re.Match[str] | None:
    """The name of a site behind a title ("…公报 - 某市人民政府"), or before one that stands on the next line ("某省统计局 -")."""
    return words().title.search(document.flow, block.start, block.end) or _BEFORE_TITLE.match(document.flow, block.start, block.end)


def _body(document: Document) -> tuple[int, int]:
    """The indices of the first and the last block of running text; an empty body comes after all blocks."""
    running = [
        i for i, block in enumerate(document.blocks)
        if block.end - block.start >= _RUNNING and block.kind is not BlockKind.CELL
        and "。" in document.flow[block.start:block.end] and not words().source.match(document.flow[block.start:block.end])
    ]
    return (running[0], running[-1]) if running else (len(document.blocks), len(document.blocks))
