"""Workbooks of Office Open XML (.xlsx): values, formats and merged cells out of the package's XML."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from reportlint.readers.docx.package import parse
from reportlint.readers.sheet.book import MAX_CELLS, Sheet, address
from reportlint.readers.sheet.formats import BUILT_IN, Format, plain, shown
from reportlint.readers.sheet.package import Enough, SheetPackage
from reportlint.source import SourceError

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_SHEETS = ("worksheet",)


def read_book(package: SheetPackage) -> list[Sheet]:
    """The sheets of a workbook in order; raises SourceError where it is damaged or no workbook."""
    main = _main_part(package)
    book = _Workbook(package, main)
    strings = _Strings(package, book.part("sharedStrings"))
    formats = _formats(package, book.part("styles"))
    sheets: list[Sheet] = []
    cells = 0
    for name, hidden, part in book.sheets:
        sheet = Sheet(name, hidden)
        sheets.append(sheet)
        if cells >= MAX_CELLS:
            sheet.left_out = 0
            continue
        reader = _SheetReader(sheet, strings.texts, formats, book.from_1904, MAX_CELLS - cells)
        package.stream(part, reader.start, reader.end, reader.text)
        cells += reader.count
    return sheets


def _main_part(package: SheetPackage) -> str:
    for relationship in package.relationships(""):
        if relationship.kind == "officeDocument" and package.has(relationship.target):
            return relationship.target
    if package.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    raise SourceError("unsupported-format", "a zip package, but no workbook in it")


class _Workbook:
    """What the main part says: its sheets in order as (name, hidden, part), and from which year days are counted."""

    def __init__(self, package: SheetPackage, main: str) -> None:
        self._package = package
        self._related = package.relationships(main)
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False
        self._targets = {r.id: r for r in self._related}
        self._root = ""
        parse(package.read(main), main, self._start)
        if not self._root.endswith("workbook"):
            raise SourceError("unsupported-format", f"{main} is no workbook")

    def part(self, kind: str) -> str | None:
        """The name of the part of a kind, None where there is none."""
        return next((r.target for r in self._related if r.kind == kind and self._package.has(r.target)), None)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._root = self._root or tag
        local = tag[tag.rfind(" ") + 1:]
        if local == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif local == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(" id")), "")
            target = self._targets.get(key)
            if target is not None and target.kind in _SHEETS and self._package.has(target.target):
                self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible") != "visible", target.target))


class _Strings:
    """The texts that cells share, without phonetic guides."""

    def __init__(self, package: SheetPackage, part: str | None) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._guides = 0
        if part is not None:
            package.stream(part, self._start, self._end, self._text)

    def _start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "t":
            self._in_text = not self._guides
        elif tag == "rPh":
            self._guides += 1
        elif tag == "si":
            self._pieces.clear()

    def _end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._guides -= 1
        elif tag == "si":
            self.texts.append("".join(self._pieces))

    def _text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)


def _formats(package: SheetPackage, part: str | None) -> list[Format]:
    """The number format of every cell style."""
    if part is None:
        return []
    codes = dict(BUILT_IN)
    styles: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            key = attributes.get("numFmtId", "")
            if key.isdecimal() and len(key) < 6:
                codes[int(key)] = attributes.get("formatCode", "")
        elif tag == "xf" and inside and inside[-1] == "cellXfs":
            key = attributes.get("numFmtId", "0")
            styles.append(int(key) if key.isdecimal() and len(key) < 6 else 0)
        inside.append(tag)

    def end(_: str) -> None:
        inside.pop()

    package.stream(part, start, end, lambda _: None)
    made: dict[str, Format] = {}
    return [made.setdefault(code, Format(code)) for code in (codes.get(style, "") for style in styles)]


class _SheetReader:
    """Takes the elements of a sheet's part; ``count`` is how many cells it has read."""

    def __init__(self, sheet: Sheet, strings: list[str], formats: list[Format], from_1904: bool, most: int) -> None:
        self._sheet = sheet
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904
        self._most = most
        self.count = 0
        self._row = self._column = -1
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._collecting = False
        self._formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element."""
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self._collecting = True
        elif tag == "t":
            self._collecting = self._kind == "inlineStr"
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._kind = ""
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = -1
            if self.count >= self._most:
                self._sheet.left_out = self._row
                raise Enough
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """Takes the end of an element."""
        if tag in ("v", "t"):
            self._collecting = False
        elif tag == "c":
            self._close_cell()

    def text(self, data: str) -> None:
        """Takes text."""
        if self._collecting:
            self._pieces.append(data)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        found = _ADDRESS.fullmatch(attributes.get("r", ""))
        if found is None:
            self._column += 1
        else:
            self._column, self._row = _column(found[1]), int(found[2]) - 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._pieces.clear()
        self._formula = False

    def _close_cell(self) -> None:
        raw = "".join(self._pieces)
        if self._row > _LAST_ROW or self._column > _LAST_COLUMN:
            return
        text = self._value(raw).strip() if raw else ""
        if text:
            self._sheet.rows.setdefault(self._row, {})[self._column] = text
            self.count += 1
        elif self._formula and not raw and self._kind != "str":
            self._sheet.uncounted.append(address(self._row, self._column))

    def _value(self, raw: str) -> str:
        """A cell's value as it is shown."""
        if self._kind == "s":
            return self._strings[int(raw)] if raw.isdecimal() and int(raw) < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self._kind != "n":
            return raw
        try:
            number = Decimal(raw.strip())
        except InvalidOperation:
            return raw
        if not number.is_finite():
            return raw
        style = int(self._style) if self._style.isdecimal() and len(self._style) < 7 else 0
        if style >= len(self._formats):
            return plain(number)
        return shown(number, self._formats[style], from_1904=self._from_1904)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
        if start is not None and end is not None:
            self._sheet.merged.append((int(start[2]) - 1, _column(start[1]), int(end[2]) - 1, _column(end[1])))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
