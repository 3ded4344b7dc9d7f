"""Every word that the program itself says to its user in a report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.document import Remark
from reportlint.records import dataclass
from reportlint.rule import CheckKind, Message, Severity


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of one language; templates take the fields that their names say."""

    severities: Mapping[Severity, str]
    kinds: Mapping[CheckKind, str]
    see_also: str
    more_places: str
    same_fault: str
    skipped: str
    ledger: str
    front: str
    no_checks: str
    not_judged: str
    reason_count: str
    statistics: str
    clean: str
    summary: str
    suppressed: str
    known: str
    separator: str
    comma: str


ZH = Strings(
    severities={Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"},
    kinds={
        CheckKind.SUM: "合计", CheckKind.PART: "部分", CheckKind.GROWTH: "增长", CheckKind.DELTA: "增减额",
        CheckKind.POINT_CHANGE: "百分点变化", CheckKind.SHARE: "占比", CheckKind.COMPOSITION: "结构",
        CheckKind.PLAN_COMPLETION: "完成计划", CheckKind.CONTRIBUTION: "贡献", CheckKind.RATE_SUM: "比率合计",
        CheckKind.PER_CAPITA: "人均", CheckKind.RATIO: "比率", CheckKind.MEAN_BOUND: "平均界限",
        CheckKind.AVERAGE_GROWTH: "年均增长", CheckKind.BALANCE: "收支平衡", CheckKind.PRODUCT: "乘积",
        CheckKind.EQUAL_MENTION: "前后一致", CheckKind.COUNT: "项数", CheckKind.SEQUENCE: "序号",
        CheckKind.PLAN_YEAR: "计划年份", CheckKind.DATE: "日期",
    },
    see_also="另见",
    more_places="…另有 {count} 处",
    same_fault="（同类共 {count} 处）",
    skipped="跳过的文件",
    ledger="复算清单",
    front="（正文开头）",
    no_checks="没有可以复算的关系",
    not_judged="未判定 {count} 处：{reasons}",
    reason_count="{reason} {count} 处",
    statistics="各规则发现数",
    clean="没有发现问题",
    summary="{files} 个文件，{characters} 字，复算 {checks} 处关系；数字 {numbers} 个，在复算关系中的 {checked} 个（{percent}）："
            "{errors} 个错误，{warnings} 个警告，{infos} 个提示（{seconds} 秒）",
    suppressed="已忽略 {count} 处",
    known="基线已知 {count} 处",
    separator="：",
    comma="，",
)

EN = Strings(
    severities={Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
    kinds={kind: kind.value.replace("_", " ") for kind in CheckKind},
    see_also="see",
    more_places="... and {count} more",
    same_fault=" ({count} of the same)",
    skipped="Skipped",
    ledger="Recomputed relations",
    front="(opening)",
    no_checks="no relation to recompute",
    not_judged="{count} not judged: {reasons}",
    reason_count="{reason} ({count})",
    statistics="Findings by rule",
    clean="nothing found",
    summary="{files} files, {characters} characters, {checks} relations recomputed; numbers {numbers}, in recomputed "
            "relations {checked} ({percent}): {errors} errors, {warnings} warnings, {infos} infos ({seconds} s)",
    suppressed="{count} suppressed",
    known="{count} known by the baseline",
    separator=": ",
    comma=", ",
)

_CONVERT = Message(
    "不支持的格式，请用 WPS 或 Word 另存为 .docx 后再检查",
    "unsupported format; save it as .docx in Word, WPS or LibreOffice (soffice --convert-to docx FILE)",
)
_CONVERT_TO: Mapping[str, Message] = {
    **dict.fromkeys((".et", ".ett", ".numbers", ".xlsb", ".xml"), Message(
        "不支持的格式，请另存为 .xlsx 后再检查", "unsupported format; save it as .xlsx",
    )),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), Message(
        "不支持演示文稿，请把文字放进 .docx，或另存为 .pdf 后再检查",
        "unsupported format; put the text of the slides into a .docx, or save them as .pdf",
    )),
    **dict.fromkeys((".mht", ".mhtml"), Message(
        "不支持的格式，请在浏览器中另存为“网页，全部”（.html）后再检查",
        "unsupported format; save the page as HTML in the browser",
    )),
    ".ofd": Message(
        "不支持的格式，请检查原稿（.docx），或在 OFD 阅读器中导出为 .pdf 后再检查",
        "unsupported format; lint the original .docx, or export it as .pdf in an OFD reader",
    ),
}
_INSTALL = Message(
    "缺少读取这种文件的组件，请先安装：pip install 'reportlint[{extra}]'",
    "the packages that read this format are not installed; run: pip install 'reportlint[{extra}]'",
)

REASONS: Mapping[str, Message] = {
    "not-found": Message("找不到这个文件或文件夹", "no such file or folder"),
    "unreadable": Message("无法读取", "cannot be read"),
    "too-large": Message("文件太大", "too large"),
    "binary": Message("不是文本文件", "not a text file"),
    "undecodable": Message("无法识别文字编码", "in no supported encoding"),
    "encrypted": Message("文件有密码，请先去掉密码", "protected by a password; remove it first"),
    "damaged": Message("文件已损坏", "damaged"),
    "symlink-loop": Message("符号链接指回上级文件夹", "a symbolic link that leads back to a folder above it"),
    "symlinked-folder": Message("不进入符号链接的文件夹", "a symbolic link to a folder is not followed"),
    "special-file": Message("不是普通文件", "not a regular file"),
    "own-output": Message("这是 reportlint 写的报告", "written by reportlint itself"),
    "process-died": Message("检查它的进程意外结束，可能是内存不足", "the process that linted it died, perhaps for want of memory"),
    "changed": Message("检查过程中文件被改动，请再检查一次", "the file changed while it was linted; run again"),
    "reader-failed": Message("读取时程序出错", "the reader failed"),
    "image": Message(
        "这是图片，请先做文字识别（OCR），例如 ocrmypdf --image-dpi 300 -l chi_sim 图片 输出.pdf，再检查得到的 .pdf",
        "an image; run OCR first, e.g. ocrmypdf --image-dpi 300 -l chi_sim IMAGE OUTPUT.pdf, and lint that .pdf",
    ),
    "no-text-layer": Message(
        "扫描件，没有文字层：请先做文字识别（OCR），例如 ocrmypdf -l chi_sim 原文件.pdf 新文件.pdf",
        "scanned, without a text layer: run OCR first, e.g. ocrmypdf -l chi_sim OLD.pdf NEW.pdf",
    ),
    "unreadable-characters": Message(
        "文字层的字符没有 Unicode 编码，无法读取：请检查原稿，或先做文字识别（ocrmypdf --force-ocr -l chi_sim 原文件.pdf 新文件.pdf）",
        "the characters of the text layer have no Unicode values: lint the original, or run OCR first "
        "(ocrmypdf --force-ocr -l chi_sim OLD.pdf NEW.pdf)",
    ),
    "no-text": Message(
        "网页里没有文字，正文可能由脚本载入：请在浏览器中打开后另存为“网页，全部”",
        "no text in the page, scripts may have to load it: open it in a browser and save it from there",
    ),
    "pages-without-text": Message("这些页是图像，没有文字层，未检查：", "pages that are images without a text layer were not checked:"),
    "rows-left-out": Message("表格太大，只检查了前面的部分，未检查：", "the table is too large, only its first part was checked; left out:"),
    "values-missing": Message(
        "公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存一次：", "formulas without stored results; open and save the file in Excel or WPS:",
    ),
    "hidden-sheet": Message("隐藏的工作表也检查了：", "hidden sheets were checked too:"),
}
_WITH_DETAIL = frozenset({"pages-without-text", "rows-left-out", "values-missing", "hidden-sheet"})
"""Reasons whose words lead up to the detail."""

UNJUDGED: Mapping[str, Message] = {
    "constant-price": Message("不变价或可比口径", "constant prices or a comparable basis"),
    "several-bases": Message("可作基数的不止一个", "several bases are possible"),
    "years-not-said": Message("没有说是几年", "the number of years is not said"),
    "may-exceed-target": Message("完成数可以超过目标", "a result may exceed its target"),
    "others-may-fall": Message("其余部分可能为负", "the other parts may have fallen"),
    "several-wholes": Message("可作总体的不止一个", "several wholes are possible"),
    "different-scope": Message("口径或范围可能不同", "the scope may differ"),
    "not-exhaustive": Message("分项未必列全", "the parts may not be all there are"),
    "not-said-to-balance": Message("文中没有说收支平衡", "not said to balance"),
    "population-basis": Message("人均数的人口口径不明", "which population is meant is not said"),
    "unreadable-row": Message("表格行无法可靠读出", "the row of the table cannot be read for certain"),
    "price-basis": Message("增速可能按不变价格或可比口径计算", "the growth may be at constant prices or on a comparable basis"),
    "revised-base": Message("上年数可能已修订", "last year's figure may have been revised"),
    "balance-is-approximate": Message("文中只说基本平衡", "said to balance only roughly"),
    "other-accounts": Message("收支属于不同的年份、地区或预算", "receipts and expenditure of different years, areas or budgets"),
    "other-amounts-beside": Message("旁边还有别的收支", "other receipts or expenditure stand beside"),
    "carried-over": Message("有结转、调入或调出", "amounts are carried over or moved"),
    "other-denominator": Message("人均数另有分母", "taken over other people"),
    "no-percentages": Message("这些数不像构成", "the numbers do not look like a composition"),
    "open-list": Message("列举未必完整", "the list may not be complete"),
    "unclear-names": Message("“分别”前的名目无法确定", "the names before 分别 cannot be told for certain"),
}
"""Why a relation was not judged."""


def strings(lang: str) -> Strings:
    """The words in ``zh`` or ``en``."""
    return ZH if lang == "zh" else EN


def reason(keyword: str, detail: str, lang: str) -> str:
    """Why a file was skipped: the sentence for the keyword, with the detail where there is one."""
    if keyword == "needs-extra":
        return _INSTALL.text(lang).format(extra=detail)
    if keyword == "unsupported-format":
        known: Message | None = _CONVERT_TO.get(detail, _CONVERT)
    else:
        known = REASONS.get(keyword)
    words = known.text(lang) if known else keyword
    if not detail:
        return words
    if keyword in _WITH_DETAIL:
        return words + detail if lang == "zh" else f"{words} {detail}"
    return f"{words}（{detail}）" if lang == "zh" else f"{words} ({detail})"


def said(path: str, remark: Remark) -> Message:
    """What has to be said of a file that was read."""
    return Message(
        f"{path}：{reason(remark.reason, remark.detail, 'zh')}", f"{path}: {reason(remark.reason, remark.detail, 'en')}",
    )


def unjudged(keyword: str, lang: str) -> str:
    """Why a relation was not judged: the words for the keyword, or the keyword of a rule that is not known here."""
    known = UNJUDGED.get(keyword)
    return known.text(lang) if known else keyword
