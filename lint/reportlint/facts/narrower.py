"""Items that are part of another by what they are called, wherever it stands.

Two ways: the name narrows that of an item before it in its section (高新技术产品出口 within 出口总额), or the table of
statistics says so (私人汽车 within 民用汽车, 注册护士 within 卫生技术人员).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from reportlint import extended as regex
from reportlint.document import BlockKind, Document, ReportKind
from reportlint.facts.entries import Breakdown, Entry, Wording, comparable

_TAIL = regex.compile(r"(?:完成额|总额|总值|总量|总数|总计|合计|(?<=[口售资])额|余额|保有量|拥有量|数量|数)\Z")
_TOO_WIDE = frozenset({
    "收入", "支出", "产值", "总产值", "投资", "面积", "人数", "企业", "项目", "增加值", "产量", "产品", "机构", "单位", "资金", "业务", "人员", "工业", "农业", "服务",
    "市场", "公里", "里程", "户数", "床位", "中心", "基地", "平台", "人口", "建设", "建筑", "工程", "学生", "教师", "在校生", "招生", "毕业生", "完成", "价格", "数据", "规模",
    "总收入", "总支出", "用户", "活动", "赛事", "品种", "利润", "利润总额", "处理", "排放", "能力", "销售", "销售额", "营业收入", "成本", "金额", "补助", "奖金", "合同", "案件",
})
_SHORT = frozenset({"出口", "进口", "贷款", "存款", "零售"})
_WITHOUT = regex.compile(r"\s*[（(]?(?:不含|不包括|除|剔除)|[^，。；（(]{0,4}[（(](?:不含|不包括)")
_NOT_NARROWING = regex.compile(
    r"人均|户均|平均|每|亿元|万元|均|率|比|指数|净|非|不含|除|以外|之外|进\Z|全部|全社会|全口径|地区|[总共]\Z|累计|新增|计划|目标|预算|任务|限额|上年|去年|同期|全国|全省|[和与及、]"
)
_NARROWER = frozenset({"市区", "市辖区", "县城", "建成区", "市级", "市本级", "县级", "县本级", "区级", "区本级", "省级", "省本级", "本级", "中心城区", "城区"})
_MOST_BLOCKS = 8
"""Paragraphs of one section between a whole and what its name takes out of it."""


@cache
def _table() -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]:
    """The numbers of the table's rows by the names of wholes and of parts, endings left out."""
    import tomllib

    wholes: dict[str, tuple[int, ...]] = {}
    parts: dict[str, tuple[int, ...]] = {}
    rows = tomllib.loads(Path(__file__).with_name("data").joinpath("wholes.toml").read_text("utf-8"))["whole"]
    for number, row in enumerate(rows):
        for index, names in ((wholes, row["of"]), (parts, row["parts"])):
            for name in {_bare(name) for name in names}:
                index[name] = (*index.get(name, ()), number)
    return wholes, parts


def _bare(name: str) -> str:
    return _TAIL.sub("", name)


def narrower_of(document: Document, entries: Sequence[Entry], known: Sequence[Breakdown]) -> list[Breakdown]:
    """A whole with each item that is part of it by its name; without the pairs that other wordings tie already."""
    tied = {(id(b.whole), id(p)) for b in known for p in b.parts}
    owned: dict[int, set[int]] = {}
    for breakdown in known:
        for part in breakdown.parts:
            owned.setdefault(id(part), set()).update(_table()[0].get(_bare(breakdown.whole.name), ()))
    found = []
    for by_table, pairs in ((True, _by_table(document, entries, owned)), (False, _by_ending(document, entries))):
        parts: dict[int, tuple[Entry, list[Entry]]] = {}
        for part, whole in pairs:
            if (id(whole), id(part)) not in tied:
                tied.add((id(whole), id(part)))
                parts.setdefault(id(whole), (whole, []))[1].append(part)
        for whole, own in parts.values():
            bulletin = by_table and document.report_at(whole.start).kind is ReportKind.COMMUNIQUE
            found.append(Breakdown(whole, tuple(own), Wording.NAME, bulletin or _is_whole(whole), "名称"))
    return found


def _by_table(document: Document, entries: Sequence[Entry], owned: Mapping[int, set[int]]) -> Iterator[tuple[Entry, Entry]]:
    """Parts and wholes of one report; in others than bulletins a name may be that of one project or enterprise, so only nearby.

    ``owned`` are the rows of the table that have given an item its whole by other wordings: it has no second one.
    """
    whole_rows, part_rows = _table()
    wholes: dict[int, list[Entry]] = {}
    parts: list[tuple[Entry, tuple[int, ...]]] = []
    for entry in entries:
        if entry.level is None or not entry.fact.own_phrase or entry.fact.average or entry.mention.parts:
            continue
        name = _bare(entry.name)
        for row in whole_rows.get(name, ()) if _WITHOUT.match(document.flow, entry.mention.end) is None and not _excludes(document, entry) else ():
            wholes.setdefault(row, []).append(entry)
        if name in part_rows:
            parts.append((entry, part_rows[name]))
    for part, rows in parts:
        report = document.report_at(part.start)
        reach = _MOST_BLOCKS if report.kind is not ReportKind.COMMUNIQUE else len(document.blocks)
        for row in sorted(set(rows) - owned.get(id(part), set())):
            near = [
                w for w in wholes.get(row, ())
                if w is not part and report.start <= w.start < report.end and abs(w.fact.block - part.fact.block) <= reach and _of_one_frame(part, w)
            ]
            if near:
                yield part, min(near, key=lambda w: abs(w.start - part.start))


def _excludes(document: Document, entry: Entry) -> bool:
    """Whether the words before an amount leave something out of it: 公路通车里程（不含高速公路）16546公里."""
    return "不含" in document.flow[max(entry.fact.sentence[0], entry.start - 16):entry.start]


def _of_one_frame(part: Entry, whole: Entry) -> bool:
    """Whether two amounts can be compared: one unit, year, period and part of the report, and a scope that holds the other's."""
    if not comparable(part, whole) or part.fact.grain is not whole.fact.grain or part.fact.part is not whole.fact.part:
        return False
    mine, others = part.fact.phrase.scope, whole.fact.phrase.scope
    return mine == others or (not others and mine <= _NARROWER)


def _is_whole(entry: Entry) -> bool:
    """Whether an item is all there is of its sort, by its name; others may be one of several themselves (市级广播电视台)."""
    return "总" in entry.name or (entry.fact.phrase.known is not None and not entry.fact.phrase.known.ambiguous)


def _by_ending(document: Document, entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Items whose names end with that of the last item of their section that is called so."""
    headings = [number for number, block in enumerate(document.blocks) if block.kind is BlockKind.HEADING]
    wholes: dict[str, Entry] = {}
    section = -1
    for entry in entries:
        at = bisect_right(headings, entry.fact.block)
        if at != section:
            section = at
            wholes.clear()
        if entry.level is None or not entry.fact.own_phrase or entry.fact.average or entry.mention.parts:
            continue
        if document.report_at(entry.start).kind is not ReportKind.COMMUNIQUE:
            continue  # elsewhere names end alike by accident: 加上补助下级支出, 累计回款
        name = _bare(entry.name)
        for length in range(len(name) - 2, 1, -1):
            whole = wholes.get(name[-length:])
            if whole is None:
                continue
            if _narrows(name[:-length], entry, whole):
                yield entry, whole
            break
        if (len(name) > 2 or name in _SHORT) and name not in _TOO_WIDE and entry.mention.hedge is None:
            wholes[name] = entry
            for head in ("贷款", "存款"):
                if name.endswith("各项" + head):
                    wholes[head] = entry


def _narrows(front: str, part: Entry, whole: Entry) -> bool:
    return _NOT_NARROWING.search(front) is None and part.fact.block - whole.fact.block <= _MOST_BLOCKS and _of_one_frame(part, whole)
