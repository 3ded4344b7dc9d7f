"""Facts: what a number in a report is the value of."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from reportlint.document import Part
from reportlint.facts.indicators import Basis, Phrase
from reportlint.mentions import Grain, Mention
from reportlint.records import dataclass


class Role(StrEnum):
    """What a number says of its indicator."""

    LEVEL = "level"                # 完成财政收入3700万元
    RATE = "rate"                  # 城镇化率60.5%
    GROWTH = "growth"              # 增长30%
    SHARE = "share"                # 占…的62.2%
    POINT_CHANGE = "point_change"  # 提高2个百分点
    DELTA = "delta"                # 比上年增加300万元
    BASE = "base"                  # 由5.9亿元…, 比上年的2540万元…: what a level is compared with
    OTHER = "other"                # a comparison with others (高于全省2个百分点), a threshold, a multiple


@dataclass(slots=True, eq=False)
class Fact:
    """A number with what it is a value of; offsets are of the flow.

    ``phrase`` names the indicator, inherited from an earlier clause where its own names none. ``year`` is the
    year it speaks of (None where masked or open), ``explicit_year`` whether the text names it. ``direction`` is
    -1 for a fall. ``of`` is the level that a growth, share or change belongs to; ``base`` the level that a value
    came from (由 5.9 到 7.8) and ``basis_year`` the year that a comparison names. ``whole`` is the level that
    "其中" takes this one out of; ``denominator`` what a share is a share of.
    """

    mention: Mention
    role: Role
    phrase: Phrase
    year: int | None
    grain: Grain
    part: Part
    sentence: tuple[int, int]
    block: int
    explicit_year: bool = False
    own_phrase: bool = True
    direction: int = 1
    of: Fact | None = None
    base: Fact | None = None
    basis_year: int | None = None
    average: bool = False
    comparable: bool = False
    whole: Fact | None = None
    denominator: Phrase | None = None
    changes: list[Fact] = field(default_factory=list)
    """Growths, shares and changes stated with a level."""

    @property
    def indicator(self) -> str:
        """The indicator's key; the canonical name where the lexicon knows it."""
        return self.phrase.key

    @property
    def basis(self) -> Basis:
        """Whether a ratio of printed values can prove a stated growth wrong."""
        if self.comparable:
            return Basis.CONSTANT
        return self.phrase.known.basis if self.phrase.known is not None else _basis_of(self.phrase.key)

    @property
    def growth(self) -> Fact | None:
        """The growth stated with a level, where there is exactly one over a year."""
        found = [c for c in self.changes if c.role is Role.GROWTH and not c.average]
        return found[0] if len(found) == 1 else None


_CONSTANT_WORDS = ("增加值", "生产总值", "gdp", "投资", "业务总量", "能耗", "生产率", "指数", "产值")
_NOMINAL_WORDS = (
    "收入", "支出", "税", "人数", "户数", "产量", "面积", "存栏", "出栏", "里程", "用电量", "零售", "进口", "出口", "人口", "车辆",
    "基金", "保险", "补助", "贷款", "存款", "资金", "销售额", "游客", "数量",
)


def _basis_of(key: str) -> Basis:
    """The basis of an indicator that the lexicon does not know, by the words in its name."""
    if any(word in key for word in _CONSTANT_WORDS):
        return Basis.CONSTANT
    if any(word in key for word in _NOMINAL_WORDS):
        return Basis.NOMINAL
    return Basis.UNSURE
