"""NUM010: a rate that no count can give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.rule import (
    ArithmeticRule,
    BlockKind,
    Confidence,
    Finding,
    Kind,
    Message,
    Reading,
    Role,
    RuleMeta,
    Severity,
)

# Rates of things counted out of all of them. A gross enrolment, a collection or a coverage of risks may exceed 100.
_OF_ALL = re.compile(
    r"(?:合格|达标|优良|优质|处理|处置|普及|覆盖|入户|通达|办结|办理|满意|城[镇市]化|入学|升学|建档|签约|回收|利用|绿化|森林覆盖|绿地|通电|通水|通车|硬化|安置|就业"
    r"|成活|及格|优秀|受理|参与|公开|整改|命中|准确|检出|检测|接种|建成|集中供养|供水|燃气|普查|登记|响应|受训|持证|知晓|安全|稳定|治愈|破案|起诉|调解成功|调处|成功|中标|录取|出勤|到岗|公办|普惠|在线|联网|上云|数字化|机械化|良种|规模化|资源化|无害化)率\Z"
)
_MAY_EXCEED = re.compile(r"毛入|比率|产销|增长|完成|贡献|拨备|流动性|偿付|充足|保证|自给|征收|周转|回报|收益|利润|负债|存贷|增速|巩固|留存|参保|履约|投资|速动|现金|资本|覆盖倍|保障|续保|到位|执行|汇率|换手|杠杆|开机|产能|负荷|债务|销售|工作量|兑现|去化|溢价|回款|赔付|退保|总抚养|抚养|性别")


class ImpossibleRate(ArithmeticRule):
    """Rates above 100 % that count part of a whole."""

    meta = RuleMeta(
        "NUM010", "impossible-rate",
        Message("比率超过100%", "a rate of a whole above 100 %"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each rate above 100 %."""
        document = reading.document
        for fact in reading.facts:
            value = fact.mention.value
            if fact.role is not Role.RATE or fact.mention.kind is not Kind.PERCENT or value is None or value <= 100:
                continue
            name = fact.phrase.text
            if not name.endswith("率") or len(name) < 3 or _MAY_EXCEED.search(name) or document.block_at(fact.mention.start).kind is BlockKind.CELL:
                continue
            sure = _OF_ALL.search(name) is not None
            claim = document.flow[fact.mention.start:fact.mention.end]
            yield self.diagnostic(
                self.place(document, fact.mention.start, fact.mention.end),
                Message(f"“{name}{claim}”超过100%，这样的比率不可能大于100%", f"“{name}{claim}” is above 100 %, which a rate of a whole cannot be"),
                severity=None if sure else Severity.WARNING, confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
                key=f"{name}{claim}",
            )
