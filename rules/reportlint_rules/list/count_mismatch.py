"""LIST003: a stated count that its members do not bear out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
)

from .announced import Announced, announced
from .counting import Enumeration, clause_end, clause_start, enumeration, joints_in, split
from .markers import chinese_number

_NUMBER = re.compile("十[一二三四五六七八九]?|[二三四五六七八九]十[一二三四五六七八九]?|[两二三四五六七八九]|[2-9]|[12]\\d")
_COUNT = re.compile(
    "(?P<n>[两二三四五六七八九十1-9][一二三四五六七八九十0-9]{0,2})"
    "(?:(?P<chars>字)|(?P<m>位一体|方面|[个项大条件种类句处]|落实|到位)|(?=[\u4e00-\u9fff]{1,4}”))"
    "(?P<name>[\u4e00-\u9fff]{0,10}[”\"]?[\u4e00-\u9fff]{0,8})"
)
_NOT = frozenset("第前每近约超各另头达数几十百千万亿一二三四五六七八九零〇○0123456789.．")
_ITEMS = re.compile("(?:一[是要、方种个]|[（(]?[一1][）).．]|①|第一|首先|其一|或者|既)")
_NUMERAL = re.compile("[一两二三四五六七八九十\\d]")
_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile("(?:“(?P<words>[^“”\n]*[，、 ；][^“”\n]*)”)的?\\Z")
_CHARS_END = re.compile("[”。；）\n]")
_FIGURE = re.compile(r"\d|[一两二三四五六七八九十]+[家个项名人次户条种大类]")
_RESPECTIVELY = re.compile(
    r"分别(?:为|是|[^\d，。；、：\n和]{1,12}?)(?P<values>-?\d[\d.]*[^\d，。；、和与及\n]{0,8}(?:(?:、|和|与|及|以及)-?\d[\d.]*[^\d，。；、和与及\n]{0,8})+)"
)
_NOT_BEFORE = frozenset("等这那的了有是、为大成“\"指即共和与及以进施好出现抓做办行开")
_OPEN_LIST = re.compile("等|包括|其中|其他")
_BEGINS = re.compile("[的在以对将把由从于]")
_ORDINALS = "一二三四五六七八九十0123456789 （("
_LONGEST = 16
_BACK = 90
_REACH = 160
_ECHO = 120


@dataclass(frozen=True, slots=True)
class _Stated:
    """A count as printed: its flow range and value, and whether it is a Chinese numeral."""

    start: int
    end: int
    value: int
    chinese: bool


class CountMismatch(DocumentRule):
    """"三个稳定（甲、乙和丙）", "甲、乙、丙三大工程", "以下五个方面：（一）…", "十字方针", 分别: counted."""

    meta = RuleMeta(
        "LIST003", "count-mismatch",
        Message("所说的数目与列出的项数不符", "a stated count that its members do not bear out"),
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every count whose members are listed."""
        document = reading.document
        for match in _COUNT.finditer(document.flow):
            found = self._counted(document, match)
            if found is not None:
                yield found
                if found.verdict is Verdict.CONSISTENT:
                    yield from self._echoes(document, match)
        for match in _RESPECTIVELY.finditer(document.flow):
            found = self._respectively(document, match)
            if found is not None:
                yield found
        for one in announced(document):
            yield self._announced(document, one)

    def _counted(self, document: Document, match: re.Match[str]) -> Check | None:
        flow = document.flow
        stated = _stated(flow, match)
        if stated is None:
            return None
        if match["chars"]:
            return self._characters(document, match, stated)
        after = match.end()
        readings: list[Enumeration] = []
        sure = False
        mark = flow[after:after + 1]
        if mark in ("（", "("):
            close = clause_end(flow, after + 1, "）)\n", _REACH)
            inside = enumeration(flow, after + 1, close) if flow[close:close + 1] in ("）", ")") else None
            if inside is not None and _members(flow, inside):
                readings.append(inside)
                sure = True
        elif mark in ("：", ":") and (match["m"] or "”" in match["name"]) and not _ITEMS.match(flow, after + 1):
            stop = clause_end(flow, after + 1, "。；;\n）)", _REACH)
            inside = enumeration(flow, after + 1, stop)
            alike = _parallel(flow, after + 1, stop)
            if inside is not None and alike is not None:
                readings.append(alike)
                sure = True
            elif inside is not None and _members(flow, inside) and _kinds(flow, after + 1, stop) == {"、"}:
                readings.append(inside)
                sure = True
        if not readings and match["m"] and (left := _before(flow, match.start())) is not None:
            readings.append(left)
            sure = stated.chinese or bool(_HAN.match(match["name"]))
        if not readings:
            return None
        listed = readings[0]
        right = stated.value in listed.counts
        if not right and min(abs(stated.value - count) for count in listed.counts) > (2 if stated.chinese else 1):
            return None
        return self._check(document, stated, listed, right=right, sure=sure)

    def _echoes(self, document: Document, match: re.Match[str]) -> Iterator[Check]:
        """The same thing said with another number beside a count that its members bear out: 四大产业…这五大产业."""
        flow = document.flow
        stated = _stated(flow, match)
        name = match["name"].rstrip("”\"")
        if stated is None or not name or match["m"] in ("位一体", "落实", "到位"):
            return
        unit = "字" if match["chars"] else match["m"] or ""
        nouns = {name[:2], name[-2:]} if flow[match.end():match.end() + 1] in "。，；：、（" else {name[:2]}
        block = document.block_at(stated.start)
        low, high = max(block.start, stated.start - _ECHO), min(block.end, match.end() + _ECHO)
        around = flow[low:stated.start] + "\n" + flow[match.end():high]
        if unit not in around or not any(noun in around for noun in nouns):
            return
        echo = re.compile(f"(?P<n>{_NUMBER.pattern}){unit}(?:[\u4e00-\u9fff]{{0,2}}?)(?:{'|'.join(sorted(nouns))})")
        for found in echo.finditer(flow, low, high):
            value, before = _value(found["n"]), flow[found.start() - 1:found.start()]
            again = before == "这" and found.start() > stated.start
            quoted = before in ("“", '"') and flow[found.end():found.end() + 1] in ("”", '"') and flow[found.end("n") + len(unit):found.end()] == name
            if value == stated.value or not (again or quoted):
                continue
            operands = [_operand(self, document, found.start("n"), found.end("n"), "count"), _operand(self, document, stated.start, stated.end, "count")]
            shown, said = flow[found.start():found.end()], flow[stated.start:match.start("name")] + name
            finding = self.diagnostic(
                operands[0].place, Message(f"此处说“{shown}”，同一段里列明的是“{said}”", f"{shown} here, {said} are listed in the same paragraph"),
                related=[operands[1].place], confidence=Confidence.MEDIUM, key=flow[max(0, found.start() - 8):found.end() + 8],
            )
            yield self.check_of(CheckKind.COUNT, Verdict.INCONSISTENT, f"{value} = {stated.value}", operands, finding=finding)

    def _characters(self, document: Document, match: re.Match[str], stated: _Stated) -> Check | None:
        """"八字方针：巩固、增强、提升、畅通", “转型升级，提质增效”的八字方针: the characters are counted."""
        flow = document.flow
        at = match.end()
        quoted = _QUOTED.search(flow, max(0, stated.start - _REACH), stated.start)
        if quoted is not None:
            start, end = quoted.span("words")
        elif flow[at:at + 1] in ("：", ":", "“", "（") and (stop := _CHARS_END.search(flow, at + 1, at + 80)) is not None:
            start, end = at + 1, stop.start()
        else:
            return None
        if flow.find("：", start, end) != -1:
            return None
        count = len(_HAN.findall(flow[start:end]))
        if not 2 <= count <= 40 or abs(count - stated.value) > 4:
            return None
        inside = Enumeration(tuple(split(flow, start, end, "，、；")), frozenset({count}))
        return self._check(document, stated, inside, right=count == stated.value, sure=True)

    def _respectively(self, document: Document, match: re.Match[str]) -> Check | None:
        """As many values as names: "甲、乙分别增长1%、2%"."""
        flow = document.flow
        values = [found.span() for found in re.finditer(r"-?\d[\d.]*", match["values"])]
        shift = match.start("values")
        names = _before(flow, match.start(), short=True)
        if names is None:
            return None
        operands = [_operand(self, document, a + shift, b + shift, "value") for a, b in values]
        operands += [_operand(self, document, a, b, "name") for a, b in names.members]
        right = len(values) in names.counts
        expression = f"分别: {'/'.join(map(str, sorted(names.counts)))} = {len(values)}"
        if right:
            return self.check_of(CheckKind.COUNT, Verdict.CONSISTENT, expression, operands)
        return self.check_of(
            CheckKind.COUNT, Verdict.SKIPPED, expression, operands, reason="unclear-names",
        )

    def _announced(self, document: Document, one: Announced) -> Check:
        members = one.sequence.members
        operands = [_operand(self, document, one.start, one.end, "count")]
        operands += [_operand(self, document, member.start, max(member.end, member.start + 1), "member") for member in members]
        expression = f"{one.value} = {members[-1].value}"
        if one.value == members[-1].value:
            return self.check_of(CheckKind.COUNT, Verdict.CONSISTENT, expression, operands)
        shown = document.flow[one.start:one.end]
        cut = "（文件到此为止，可能未写完）" if one.cut else ""
        said = Message(
            f"前面说“{shown}”，后面列出{members[-1].value}项{cut}",
            f"{shown} is announced, {members[-1].value} are listed{' (the file ends here)' if one.cut else ''}",
        )
        finding = self.diagnostic(
            operands[0].place, said, related=[operands[1].place, operands[-1].place],
            severity=Severity.INFO if one.cut else None, confidence=Confidence.MEDIUM,
            key=document.flow[max(0, one.start - 6):one.end + 10],
        )
        return self.check_of(CheckKind.COUNT, Verdict.INCONSISTENT, expression, operands, finding=finding)

    def _check(self, document: Document, stated: _Stated, listed: Enumeration, *, right: bool, sure: bool) -> Check:
        flow = document.flow
        operands = [_operand(self, document, stated.start, stated.end, "count")]
        operands += [_operand(self, document, a, b, "member") for a, b in listed.members]
        counts = "/".join(str(count) for count in sorted(listed.counts))
        expression = f"{stated.value} = {counts}"
        if right:
            return self.check_of(CheckKind.COUNT, Verdict.CONSISTENT, expression, operands)
        count = max(listed.counts) if len(listed.counts) == 1 else len(listed.members)
        shown = flow[stated.start:stated.end]
        said = Message(f"所说的数目是“{shown}”，列出的是{count}项", f"{shown} is stated, {count} are listed")
        finding = self.diagnostic(
            operands[0].place, said, related=[operand.place for operand in operands[1:]],
            severity=None if sure else Severity.INFO, confidence=Confidence.MEDIUM,
            key=flow[max(0, stated.start - 8):stated.end + 12],
        )
        return self.check_of(CheckKind.COUNT, Verdict.INCONSISTENT, expression, operands, finding=finding)


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that hold a number, and what makes a count vague."""
    import tomllib

    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(data["names"]), tuple(data["vague"])


def _stated(flow: str, match: re.Match[str]) -> _Stated | None:
    """The count of a match, None where it is an ordinal, a date, part of another number, a name or vague."""
    start, end = match.span("n")
    names, vague = _words()
    before = flow[start - 1:start] if start else ""
    if before in _NOT or _NUMBER.fullmatch(match["n"]) is None or match["name"].startswith(vague) or "之一" in match["name"] or flow.startswith(names, start):
        return None
    if not match["m"] and not match["chars"] and before not in ("“", '"'):
        return None
    quoted = max(flow.rfind("“", max(0, start - 12), start), flow.rfind('"', max(0, start - 12), start))
    if quoted != -1 and "”" not in flow[quoted:start]:
        close = flow.find("”" if flow[quoted] == "“" else '"', end, end + 24)
        rest = flow[quoted + 1:start] + flow[end:close if close != -1 else end]
        if _NUMERAL.search(rest) or (flow[quoted - 1:quoted] in ("”", "、") and quoted):
            return None  # 两不愁三保障, “两种思维”“四种理念”
    raw = match["n"]
    value = _value(raw)
    return _Stated(start, end, value, not raw.isdigit()) if value > 1 else None


def _value(raw: str) -> int:
    return 2 if raw == "两" else int(raw) if raw.isdigit() else chinese_number(raw)


def _members(flow: str, listed: Enumeration) -> bool:
    """Whether what is listed are names: none too long, none with a figure of its own (五星级1家)."""
    return len(listed.members) > 1 and all(b - a <= 30 and not _FIGURE.search(flow, a, b) for a, b in listed.members)


def _parallel(flow: str, start: int, end: int) -> Enumeration | None:
    """The members of a range that all begin with the same two characters: 坚持甲，坚持乙和丙，坚持丁、戊."""
    for marks in ("，,、；;", "，,；;"):
        pieces = split(flow, start, end, marks)
        begins = [flow[a:a + 2] for a, _ in pieces[1:]]
        if len(pieces) > 2 and len(set(begins)) == 1 and begins[0] in flow[pieces[0][0]:pieces[0][0] + 5]:
            joined = len(re.findall("[和与及]" + re.escape(begins[0]), flow[start:end]))
            return Enumeration(tuple(pieces), frozenset({len(pieces) + joined}))
    return None


def _kinds(flow: str, start: int, end: int) -> set[str]:
    """Which separators a range holds; 和 is none."""
    return {"，" if char in "，," else char for char in flow[start:end] if char in "，,、；"}


def _before(flow: str, end: int, *, short: bool = False) -> Enumeration | None:
    """The enumeration that stands right before a place in its clause: 围绕甲、乙、丙|三大产业."""
    start = clause_start(flow, end, _BACK)
    if short and end - start <= 6 and flow[start - 1:start] == "，":
        end = start - 1
        start = clause_start(flow, end, _BACK)
    if flow[end - 1:end] in _NOT_BEFORE or "、" not in flow[start:end] or _OPEN_LIST.search(flow, start, end):
        return None
    pieces = split(flow, start, end, "、")
    if len(pieces) < 2 or not _HAN.search(flow[pieces[0][0]:pieces[0][1]].lstrip(_ORDINALS)) or any(_FIGURE.search(flow, a, b) for a, b in pieces) or any(b - a > _LONGEST for a, b in pieces[1:]):
        return None
    joints = [joints_in(flow, a, b) for a, b in pieces]
    counts: set[int] = set()
    for first, (a, b) in enumerate(pieces):
        # the list may begin inside a piece: 统筹农业、生态空间划定的甲、乙、丙
        if first == 0 or b - a > 8 or _BEGINS.search(flow, a, b):
            counts.update(range(len(pieces) - first, len(pieces) - first + sum(joints[first:]) + 1))
    return Enumeration(tuple(pieces), frozenset(counts))


def _operand(rule: CountMismatch, document: Document, start: int, end: int, role: str) -> Operand:
    return Operand(role, rule.place(document, start, end), document.flow[start:end], "")
