"""PLH002: a number, a year, a name or a character that has vanished from the text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import extended as regex
from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
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

_HAN = r"\u4e00-\u9fff"
_COUNTED = "群众|居民|家庭|老人|党员|老党员|职工|学生|儿童|村民|困难群众|农民工|农民|干部|妇女|残疾人|贫困群众|军人|老干部"
_VERBS = "新增|完成|达到|增长|建成|改造|实现|下降|提高|减少|增加|新建|发放|投入|引进|培训|走访|慰问|救助|硬化|解决|安置|争取|落实|投资|回落|上升"


@dataclass(frozen=True, slots=True)
class _Loss:
    """A pattern of a loss: what has vanished, in both languages, and how sure that is."""

    pattern: re.Pattern[str] | regex.Pattern[str]
    """Compiled by ``regex`` where it looks behind (there many times faster), by ``re`` where it begins with many words."""
    zh: str
    en: str
    severity: Severity = Severity.ERROR
    confidence: Confidence = Confidence.HIGH
    prose: bool = False
    """Whether it counts only in running text, not in table cells and headings."""


_LOSSES = (
    _Loss(regex.compile(r"(?:(?<=[。！？；\n])|(?<=\n　　)|\A)(?:19|20)(?=[，,](?:是|我|全|面|在|市|县|镇|区|省|各|随|受|按|围|坚|经|为))"), "年份残缺，“20”后面的数字丢失", "a year is cut short"),
    _Loss(regex.compile(r"(?:(?<=[。！？；\n：])|\A)年(?=[，,]|是[^均纪龄份])"), "句首的年份丢失", "the year before “年” has vanished"),
    _Loss(regex.compile(r"(?<=[、）)])年(?=(?:政府|主要|重点)?工作(?:回顾|安排|任务|总结|打算)|主要目标|预期目标)"), "标题中的年份丢失", "the year in the heading has vanished"),
    _Loss(regex.compile(r"(?<=\d)月日(?!报|星|潭|照)|(?<=\d年)月(?=\d{1,2}日)|(?<=\d年)月日|(?<=\d年)月(?=[，。；、底初末])|(?:(?<=[。；\n])|\A)月(?=\d{1,2}日)"), "日期残缺", "part of the date has vanished"),
    _Loss(re.compile(r"“\s?”|‘\s?’|《\s?》|「\s?」|〈\s?〉"), "引号或书名号内为空，名称丢失", "the words between the marks have vanished"),
    _Loss(re.compile(r"[（(]\s?[-—－]\s?[）)]"), "括号内只剩短横，内容丢失", "only a dash is left between the brackets", prose=True),
    _Loss(regex.compile(rf"(?<=[{_HAN}，。；])(?:（\s?）|\(\s?\))(?=[{_HAN}，。；])|【\s?】|〔\s?〕"), "括号内为空，内容丢失", "the brackets are empty", Severity.WARNING, prose=True),
    _Loss(regex.compile(r"\ufffd+"), "字符损坏（�），原文丢失", "damaged characters"),
    _Loss(regex.compile(rf"(?<=[{_HAN}”）。，；、])[□囗](?=[，。；、”])|(?<=[”》。，；])[□囗](?=\n|\Z)|(?<=[{_HAN}])(?<![是否有无男女])□(?!内|里|中打)(?=[{_HAN}])|(?<=[{_HAN}])□(?=“[^”\n]*”)|(?<=[{_HAN}])□(?=[^《□\n，。]{{1,30}}》)"), "字形缺失（□），原字丢失", "a character without a glyph"),
    _Loss(re.compile(rf"(?:{_VERBS})(?:了)?(?:约|近|超|达|到|率为|至)?(?:%|％|‰|个百分点|亿元(?!级|以上|元|企业|项目|园区|产业|镇|村|大关|俱乐部)|万元(?!以上|级|GDP|户|田|产值|生产)|万人次?(?!以上)|万户(?!以上)|万亩(?!以上|良田|方|示范)|公里(?!数)|平方米|平方公里|万平方米|万吨(?!级))(?=[，。；、（]|以上|左右|[—\-~～]\d)"), "数值丢失，只剩单位", "the number before the unit has vanished", prose=True),
    _Loss(regex.compile(
        r"(?:总值|收入|支出|投资|产值|税收|总额|增加值|余额|资金|[高低快慢]|控制在|保持在|稳定在|公路|道路|河道|管网|管道|沟渠|渠道|面积|就业)"
        r"(?:(?<=[值入出资税收额金])(?:[百千]?[万亿]元)|(?<=[高低快慢])个百分点|(?<=在)[%％‰]|(?<=[路道网渠])公里|(?<=积)(?:平方米|平方公里|公顷|万?亩)|(?<=业)(?:人|万人|人次))"
        r"(?=[，。；]|以内|左右)"
    ), "数值丢失，只剩单位", "the number before the unit has vanished", prose=True),
    _Loss(re.compile(rf"(?:新增|完成|达到|建成|改造|实现|新建|发放|引进|培训|安置)(?:个(?![人体性别税案头子股转])|户(?![籍厕用均外口型数主户])|家(?![园庭电具长乡畜禽政校居族])|人(?![口均才民员工数类大力文居道家物群身机防事社行和与人的生体]))(?=[{_HAN}，。；])"), "数量丢失，只剩量词", "the number before the classifier has vanished", Severity.WARNING, Confidence.MEDIUM, prose=True),
    _Loss(re.compile(rf"(?:走访|慰问|帮扶|救助|资助|惠及|扶持|培训|安置|服务|接待|转移)(?:{_COUNTED})(?:余|多)?(?:户次?|人次|名|余人|多人)(?=[，。；、])"), "数量丢失，只剩量词", "the number before the classifier has vanished"),
    _Loss(regex.compile(rf"(?<=[后来近约达至为])\d{{1,3}}[-－~～](?=[{_HAN}])(?![年个月天家户人次项亩至到])"), "区间的后一个数丢失", "the upper end of the range has vanished"),
    _Loss(regex.compile(rf"(?<=[{_HAN}])\d{{1,3}}[-－~～—](?=年[^\d])"), "区间的后一个数丢失", "the upper end of the range has vanished"),
    _Loss(regex.compile(r"(?:未来|今后|最近|过去|近|这)几(?=的|来[，,])"), "“几”后面的“年”等字丢失", "the word behind 几 has vanished", Severity.WARNING),
    _Loss(regex.compile(r"(?<![门次及等科府宅落])第(?:届(?=[^\s，。]{0,6}(?:代表大会|委员会|常委会|会议))|次(?=(?:全体)?(?:会议|全会)))"), "序数丢失", "the ordinal has vanished"),
    _Loss(regex.compile(r"(?<![门次及等科府宅落])第(?:届|次(?!序|第)|季度|产业|批(?!次)|个五年|名(?!额))(?=[^\s]{0,10}[，。；、会全大）])"), "序数丢失", "the ordinal has vanished", prose=True),
    _Loss(regex.compile(r"〔(?:19|20)\d\d〕\s?号"), "文号的序号丢失", "the serial of the document number has vanished"),
    _Loss(regex.compile(r"(?:(?<=[。；\n])|\A)止目前"), "“截止/截至目前”首字丢失", "the first character of 截至目前 has vanished", Severity.WARNING),
)


class LostText(DocumentRule):
    """Places where a number, a year, a name or a character has vanished."""

    meta = RuleMeta(
        "PLH002", "lost-text",
        Message("年份、数字、名称或字符丢失", "a number, year, name or character has vanished"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        document = reading.document
        flow = document.flow
        taken: set[int] = set()
        for loss in _LOSSES:
            for match in loss.pattern.finditer(flow):
                if match.start() in taken or not self._counts(document, match.start(), loss):
                    continue
                taken.add(match.start())
                yield self._finding(document, match.start(), match.end(), loss)

    def _counts(self, document: Document, offset: int, loss: _Loss) -> bool:
        block = document.block_at(offset)
        if block.kind is BlockKind.CODE:
            return False
        if not loss.prose:
            return True
        if block.kind is BlockKind.CELL:
            return False
        content = document.flow[block.start:block.end]
        return len(content) >= 12 and ("。" in content or "，" in content)

    def _finding(self, document: Document, start: int, end: int, loss: _Loss) -> Finding:
        flow = document.flow
        first, last = document.sentence_at(start)
        context = flow[max(first, start - 10):min(last, end + 10)].strip()
        if end <= start:
            end = start + 1
        return self.diagnostic(
            self.place(document, start, end),
            Message(f"{loss.zh}：“{context}”", f"{loss.en}: “{context}”"),
            severity=loss.severity, confidence=loss.confidence, key=context,
        )
