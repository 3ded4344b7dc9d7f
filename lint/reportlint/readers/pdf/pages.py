"""The pages of a PDF file as PDFium reads them: glyphs, ruled lines, and whether there are images."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise
from typing import Any

from reportlint.readers.pdf.glyphs import Glyph, character, is_ligature, is_unknown
from reportlint.records import dataclass
from reportlint.source import SourceError

MAX_PAGES = 5000
MAX_GLYPHS = 200_000
"""Glyphs read of one page: a newspaper has 20,000."""
_MAX_OBJECTS = 20_000
_DRAWN = 60
"""Paths from which on a page without text may have its characters drawn."""
_THIN = 3.0
_SHORTEST = 4.0
_STRAIGHT = 1.0
_FORM_DEPTH = 4
_UPRIGHT = math.radians(5)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: horizontal from ``start`` to ``end`` on the x axis at height ``at``, or vertical on the y axis."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """A page, turned so that most of its text runs to the right; ``left`` to ``top`` is its box.

    ``aside`` are the glyphs that run in other directions, by quarter turns; ``unknown`` counts the codes without a character.
    """

    number: int
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    glyphs: list[Glyph] = field(default_factory=list)
    aside: list[list[Glyph]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unknown: int = 0
    pictured: bool = False
    """Whether images cover most of the page, or it is drawn: text may be there that is no text."""


def read_pages(data: bytes) -> Iterator[Page]:
    """The pages of a file in order.

    Raises:
        SourceError: ``encrypted``, ``damaged`` or ``too-large``.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("encrypted", "") from None
        raise SourceError("damaged", str(error)) from None
    try:
        if count > MAX_PAGES:
            raise SourceError("too-large", f"{count} pages, the limit is {MAX_PAGES}")
        for index in range(count):
            try:
                yield _read_page(document, index)
            except pdfium.PdfiumError as error:
                raise SourceError("damaged", f"page {index + 1}: {error}") from None
    finally:
        document.close()


def _read_page(document: Any, index: int) -> Page:
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            left, bottom, right, top = page.get_cropbox()
            read = Page(index + 1, left, bottom, right, top)
            quarters: list[list[Glyph]] = [[], [], [], []]
            _read_glyphs(text.raw, read, quarters)
            main = max(range(4), key=lambda quarter: len(quarters[quarter]))
            _read_objects(page.raw, read)
            read.glyphs = [_turned(glyph, main) for glyph in quarters[main]]
            read.aside = [
                [_turned(glyph, quarter) for glyph in quarters[quarter]]
                for quarter in range(4) if quarter != main and quarters[quarter]
            ]
            read.rules = [_turned_rule(rule, main) for rule in read.rules]
            corners = [_turned_point(x, y, main) for x, y in ((left, bottom), (right, top))]
            read.left, read.right = sorted(x for x, _ in corners)
            read.bottom, read.top = sorted(y for _, y in corners)
            return read
        finally:
            text.close()
    finally:
        page.close()


def _read_glyphs(text: Any, page: Page, quarters: list[list[Glyph]]) -> None:
    """Sorts the glyphs of a text page by their direction in quarter turns; slanted ones are watermarks and left out.

    Their coordinates are still the page's, with ``x0`` and ``x1`` measured along the direction that they run in.
    """
    from pypdfium2 import raw

    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(min(raw.FPDFText_CountChars(text), MAX_GLYPHS)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if is_unknown(code):
            page.unknown += 1
        found = character(code)
        if not found or not raw.FPDFText_GetLooseCharBox(text, index, box) or not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        size = raw.FPDFText_GetFontSize(text, index)
        if raw.FPDFText_GetMatrix(text, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        angle = raw.FPDFText_GetCharAngle(text, index)
        if angle < 0:
            continue
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) > _UPRIGHT:
            continue
        quarter = -quarter % 4  # PDFium counts clockwise
        width, height = box.right - box.left, box.top - box.bottom
        if not page.left - width <= box.left <= page.right or not page.bottom - height <= box.bottom <= page.top:
            continue
        start, end = ((box.left, box.right), (box.bottom, box.top), (box.right, box.left), (box.top, box.bottom))[quarter]
        across = x.value if quarter % 2 else y.value
        glyph = Glyph(found, start, end, across, size or height)
        line = quarters[quarter]
        if line and line[-1][1:] == glyph[1:] and is_ligature(line[-1].text, glyph):
            line[-1] = line[-1]._replace(text=line[-1].text + found)
        else:
            line.append(glyph)


def _turned(glyph: Glyph, quarter: int) -> Glyph:
    """A glyph that runs in a direction of so many quarter turns, turned to the right."""
    if quarter == 0:
        return glyph
    forward = 1 if quarter == 1 else -1
    upward = -1 if quarter in (1, 2) else 1
    return glyph._replace(x0=forward * glyph.x0, x1=forward * glyph.x1, y=upward * glyph.y)


def _turned_point(x: float, y: float, quarter: int) -> tuple[float, float]:
    """A point of the page where text of that direction is turned to the right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def _turned_rule(rule: Rule, quarter: int) -> Rule:
    if rule.horizontal:
        first, last = _turned_point(rule.start, rule.at, quarter), _turned_point(rule.end, rule.at, quarter)
    else:
        first, last = _turned_point(rule.at, rule.start, quarter), _turned_point(rule.at, rule.end, quarter)
    return _rule(first, last)


def _rule(first: tuple[float, float], last: tuple[float, float]) -> Rule:
    if abs(first[1] - last[1]) <= abs(first[0] - last[0]):
        return Rule(True, (first[1] + last[1]) / 2, min(first[0], last[0]), max(first[0], last[0]))
    return Rule(False, (first[0] + last[0]) / 2, min(first[1], last[1]), max(first[1], last[1]))


def _read_objects(page: Any, read: Page) -> None:
    """Collects the straight lines that are drawn on a page, and sees whether there are images."""
    from pypdfium2 import raw

    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    waiting = [(raw.FPDFPage_GetObject(page, at), identity, 0) for at in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS))]
    drawn = 0
    covered = 0.0
    for item, outer, depth in waiting:  # grows by the objects inside forms
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            covered += _area(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_PATH and drawn < _MAX_OBJECTS:
            drawn += 1
            read.rules.extend(_path_rules(item, _combined(_matrix(item), outer)))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH and len(waiting) < _MAX_OBJECTS:
            inner = _combined(_matrix(item), outer)
            count = min(raw.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)
            waiting.extend((raw.FPDFFormObj_GetObject(item, at), inner, depth + 1) for at in range(count))
    read.pictured = drawn >= _DRAWN or covered * 2 >= (read.right - read.left) * (read.top - read.bottom)


_Matrix = tuple[float, float, float, float, float, float]


def _area(item: Any, outer: _Matrix) -> float:
    """The area of the page that an image covers: images are unit squares before their matrix."""
    a, b, c, d, _, _ = _combined(_matrix(item), outer)
    return abs(a * d - b * c)


def _matrix(item: Any) -> _Matrix:
    from pypdfium2 import raw

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _combined(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _path_rules(path: Any, matrix: _Matrix) -> Iterator[Rule]:
    """The straight lines of a path: those that are stroked, and thin areas that are filled."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    rings: list[list[tuple[float, float]]] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _MAX_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not rings:
            rings.append([point])
        elif kind == raw.FPDF_SEGMENT_LINETO:
            rings[-1].append(point)
        else:
            rings.append([point])  # a curve
        if raw.FPDFPathSegment_GetClose(segment):
            rings[-1].append(rings[-1][0])
    for ring in rings:
        yield from _ring_rules(ring, stroked=bool(stroke.value))


def _ring_rules(ring: list[tuple[float, float]], *, stroked: bool) -> Iterator[Rule]:
    if len(ring) < 2:
        return
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) <= _THIN and len(ring) > 2:  # a line drawn as an area
        if max(width, height) >= _SHORTEST:
            middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
            yield _rule((min(xs), middle_y), (max(xs), middle_y)) if width >= height else _rule((middle_x, min(ys)), (middle_x, max(ys)))
        return
    if not stroked:
        return
    for first, last in pairwise(ring):
        across, along = abs(first[0] - last[0]), abs(first[1] - last[1])
        if min(across, along) <= _STRAIGHT and max(across, along) >= _SHORTEST:
            yield _rule(first, last)
