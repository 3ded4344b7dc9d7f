"""PLH006: a report that breaks off."""

from __future__ import annotations

from collections.abc import Iterator

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
    Report,
    ReportKind,
    RuleMeta,
    Severity,
)
from reportlint_rules.plh.furniture import is_furniture

_CLOSED = frozenset("。！？!?…；;”’』」）)》】］]")
_ANNOUNCES = re.compile(r"(?:以下|如下|下列|下面|几个方面|几方面|几点|几项|[一二三四五六七八九十]个方面|[一二三四五六七八九十]项[^，。]{0,6}|分别是|主要是|包括)[^。；，]{0,6}[：:]$")
_LIST = re.compile(r"一是|首先|其一|第一，")
_GOES_ON = re.compile(r"二是|其次|其二|第二|再次|最后|另外")
_TAIL = re.compile(
    r"附件?[：:]|附表|附图|注[：:\d]|备注|说明[：:]|单位[：:]|来源|资料|数据|审核|责任|相关|编辑|作者|版权|主办|承办|抄送|印发|联系|电话|邮编|地址|网址|名词解释|（|\(|\[|【|©|https?:|《|[—–\-]"
)
_CLOSING = re.compile(r"各位代表|各位委员|同志们|让我们|谢谢|努力奋斗|团结奋斗|而奋斗|再创|谱写|迈进|前进|新篇|胜利|征程|辉煌|奋勇")
_GLOSSARY = re.compile(r"名词解释|名词注释|用语说明|名词说明|词语解释|注释[：:\n]|指标解释")
_PLAIN = re.compile(r"[\d\u3000\s]|\.{3}")
_ADVERT = re.compile(r"马\s?克\s?数\s?据|公众号|查看更多|百度搜索")
_MAX_TAIL = 40


class TruncatedEnding(DocumentRule):
    """A last sentence without an end, a list announced and not given, a work report without its closing words."""

    meta = RuleMeta(
        "PLH006", "truncated-ending",
        Message("文末中断", "the text breaks off"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields at most one finding a report, at its last words."""
        document = reading.document
        if "\f" in document.text:  # from PDF, where the last lines are page furniture and pieces of tables
            return
        if document.tables:
            last_cell = max((cell.end for table in document.tables for cell in table.cells), default=0)
            if last_cell and document.flow_offset(last_cell) > len(document.flow) * 0.9:
                return
        for report in document.reports:
            if report.end - report.start >= 100:
                yield from self._report(document, report)

    def _report(self, document: Document, report: Report) -> Iterator[Finding]:
        block = _last(document, report)
        if block is None:
            return
        flow = document.flow
        content = flow[block.start:block.end].rstrip()
        end = block.start + len(content)
        if _ANNOUNCES.search(content):
            yield self._finding(document, (block.start, end), Message("预告了下文，但到此为止", "announces what does not follow"), Confidence.HIGH)
        elif content[-1] not in _CLOSED:
            if content[-1] in "：:" or re.search(r"[A-Za-z\d]$", content):
                return
            sure = Confidence.HIGH if content[-1] in "，、的和与在" else Confidence.MEDIUM
            yield self._finding(document, (block.start, end), Message("末句没有句末标点，可能没有写完", "the last sentence has no end"), sure)
        elif (found := _LIST.search(content)) and not _GOES_ON.search(content, found.end()) and not _GOES_ON.search(flow, block.end, report.end):
            if re.match("一是|其一", found[0]):
                yield self._finding(document, (block.start, end), Message(f"只有“{found[0]}”，没有下文", f"“{found[0]}” has no second"), Confidence.MEDIUM)
        elif (
            report.kind is ReportKind.WORK_REPORT and report.end - report.start > 1500 and not _GLOSSARY.search(flow, report.start, report.end)
            and not _CLOSING.search(flow, max(report.start, end - 400), report.end)
        ):
            yield self._finding(
                document, (block.start, end), Message("工作报告没有结束语，后文可能丢失", "a work report without closing words: more may be lost"),
                Confidence.LOW, Severity.INFO,
            )

    def _finding(
        self, document: Document, span: tuple[int, int], said: Message, confidence: Confidence, severity: Severity | None = None,
    ) -> Finding:
        first, end = span
        start = max(first, document.sentence_at(max(first, end - 2))[0], end - 30)
        text = document.flow[start:end]
        return self.diagnostic(
            self.place(document, start, end), Message(f"“{text}”：{said.zh}", f"“{text}”: {said.en}"), confidence=confidence,
            severity=severity, key=text,
        )


def _last(document: Document, report: Report) -> Block | None:
    """The last paragraph of running text; None where the report ends in notes, tables, lists of data or an appendix."""
    first, last = document.block_index(report.start), document.block_index(max(report.start, report.end - 1))
    passed = 0
    for index in range(last, first - 1, -1):
        block = document.blocks[index]
        content = document.flow[block.start:block.end].strip()
        if block.kind in (BlockKind.CELL, BlockKind.NOTE, BlockKind.CODE) or passed > _MAX_TAIL:
            return None
        passed += 1
        if is_furniture(content) or _ADVERT.search(content):
            continue
        if len(content) < 20 and content[-1:] in ("。", "！") and document.blocks[index - 1].end - document.blocks[index - 1].start >= 20:
            return None
        if block.kind is BlockKind.HEADING or len(content) < 20 or not re.search("[，。；]", content):
            continue
        if _TAIL.match(content) or len(_PLAIN.findall(content)) * 3 > len(content):
            return None
        return block
    return None
