"""NUM010: a rate that no count can give."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
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

# Shares by definition: so many out of all of them, at one time. Everything that compares two amounts stays out.
_OF_ALL = re.compile(
    r"(?:合格|达标|优良|优秀|及格|普及|满意|知晓|成活|治愈|检出|准确|命中|出勤|持证|录取|通电|通水|通车|通达|硬化|城[镇市]化|就业"
    r"|(?:森林|林木|林草|植被|绿化|绿地)(?:覆盖)?|(?:净|适龄|学龄|儿童|少年|幼儿)[^率]{0,6}入学|(?:污水|废水|垃圾|粪污|无害化)[^率]{0,6}处[理置]|(?:按期|按时|及时)[^率]{1,6})率\Z"
)
_GOOD_DAYS = re.compile(r"(?:优良|优|达标)(?:天数|水体|断面|水质)(?:的)?(?:比率|比例|占比)\Z")
# Cases that came in and were dealt with: last year's may be among them.
_DEALT_WITH = re.compile(r"(?:办复|答复|办结|办理|受理|整改|公开|响应)率\Z")
# Amounts over amounts: any value is possible.
_RATIO = re.compile(
    r"比率|增长|完成|贡献|拨备|流动性|偿付|充足|周转|回报|收益|利润|负债|存贷|增速|投资|速动|现金|资本|覆盖倍|汇率|换手|杠杆|债务|溢价|总抚养|抚养|性别"
    r"|产出|投入|净增|升值|增值|涨|投放|拉动|弹性|自给|恢复|达成|实现|供应|供给|退保|赔付|去化|回收|产能|负荷|(?:利息|偿债|资金|保险|债)[^率]{0,6}(?:覆盖|保障)|目标|任务|指标"
    r"|(?:电话|手机|移动|宽带|用户|互联网|网络|电视|汽车)[^率]{0,6}普及"
)
# Counts of one time over counts of another: a little above 100 is possible.
_LOOSE = re.compile(
    r"毛入|产销|保证|征收|巩固|留存|参保|参合|履约|保障|续保|到位|执行|开机|销售|工作量|兑现|回款|利用|使用|上座|出租|入住|蓄水|供水|配租|去库存|实收|活跃|升学"
    r"|转化|渗透|支付|周期|参与|收缴|教育[^率]{0,6}普及"
)
_FAR = 150


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
            days = _GOOD_DAYS.search(name) is not None
            sure = days or _OF_ALL.search(name) is not None
            if not (days or (name.endswith("率") and len(name) >= 3 and not _RATIO.search(name))) or document.block_at(fact.mention.start).kind is BlockKind.CELL:
                continue
            claim = document.flow[fact.mention.start:fact.mention.end]
            far = value > _FAR
            if not far and _LOOSE.search(name):
                continue
            likely = far or _DEALT_WITH.search(name) is not None
            if sure:
                message = Message(f"“{name}{claim}”超过100%，这样的比率不可能大于100%", f"“{name}{claim}” is above 100 %, which a rate of a whole cannot be")
            else:
                message = Message(
                    f"“{name}{claim}”超过100%；如果是从全部中数出的一部分，不可能大于100%",
                    f"“{name}{claim}” is above 100 %, which it cannot be if it counts part of a whole",
                )
            yield self.diagnostic(
                self.place(document, fact.mention.start, fact.mention.end), message,
                severity=None if sure else Severity.WARNING if likely else Severity.INFO,
                confidence=Confidence.HIGH if sure else Confidence.MEDIUM if likely else Confidence.LOW,
                key=f"{name}{claim}",
            )
