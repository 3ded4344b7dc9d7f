"""The words of the page that no other format needs, in both languages; templates take the fields that their names say."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.records import dataclass
from reportlint.rule import Confidence


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    title: str
    skip: str
    verdict_errors: str
    verdict_warnings: str
    verdict_clean: str
    incomplete: str
    nothing: str
    coverage: str
    coverage_full: str
    coverage_none: str
    figures: Mapping[str, str]
    files: str
    file: str
    findings: str
    finding: str
    ledger: str
    facts: str
    text: str
    rules: str
    rule_heads: tuple[str, str, str, str]
    skipped: str
    notices: str
    suppressed: str
    legend: str
    legend_texts: Mapping[str, str]
    severity: str
    rule: str
    all_rules: str
    only: str
    search: str
    shown: str
    previous: str
    following: str
    expand: str
    collapse: str
    reset: str
    printing: str
    unsaved: str
    confidence: str
    confidences: Mapping[Confidence, str]
    see_also: str
    same_fault: str
    fix: str
    fix_unsafe: str
    relation_of: str
    ignored: str
    why: str
    not_listed: str
    verdicts: Mapping[str, str]
    relations: str
    only_open: str
    ticked: str
    tick: str
    roles: Mapping[str, str]
    empty_text: str
    no_findings: str
    left_out: str
    table: str
    fact_heads: tuple[str, ...]
    fact_filter: str
    facts_failed: str
    no_facts: str
    signed: str
    made_by: str


_OPERANDS = {
    "ordinal": "序号", "part": "部分", "whole": "总体", "member": "成员", "growth": "增长", "current": "本期", "base": "基期",
    "year": "年份", "value": "数值", "name": "名目", "count": "个数", "mention": "提法", "share": "占比", "part_growth": "部分的增长",
    "increment": "增减额", "first": "起", "last": "止", "income": "收入", "expenditure": "支出", "target_year": "目标年份",
    "session": "届次", "anniversary": "周年", "numerator": "分子", "denominator": "分母", "rate": "比率", "population": "人口",
    "change": "变化", "ratio": "比值", "whole_growth": "总体的增长", "gap": "差距", "benchmark": "比较对象", "final": "末年",
    "date": "日期", "weekday": "星期", "average": "年均", "factor": "因数", "product": "乘积",
    "factor_growth": "因数的增长", "pull": "拉动", "contribution": "贡献率", "index": "指数", "numerator_growth": "分子的增长",
    "denominator_growth": "分母的增长",
}

ZH = Words(
    language="zh-CN",
    title="报告核对单",
    skip="跳到正文",
    verdict_errors="有 {count} 处错误，签发前须改正或说明",
    verdict_warnings="没有错误，有 {count} 处警告待核实",
    verdict_clean="没有发现错误和警告",
    incomplete="有文件或规则没有查完，下列结果不完整",
    nothing="没有找到可检查的文件",
    coverage="全文 {numbers} 个数字中，{checked} 个（{percent}）在复算过的关系里；其余 {rest} 个没有复算（文中没有可供复算的关系，或关系无法判定），须对照原始资料核对。",
    coverage_full="全文 {numbers} 个数字都在复算过的关系里。",
    coverage_none="文中没有可供复算的数字。",
    figures={
        "files": "文件", "characters": "字数", "numbers": "数字", "relations": "复算关系", "share": "数字复算比例", "failed": "不符",
        "errors": "错误", "warnings": "警告", "infos": "提示", "suppressed": "已忽略", "known": "基线已知", "skipped": "跳过的文件",
        "ticked": "已核对",
    },
    files="文件",
    file="文件名",
    findings="问题",
    finding="问题 {number}",
    ledger="复算清单",
    facts="事实表",
    text="正文",
    rules="各规则发现数",
    rule_heads=("代码", "规则", "级别", "处数"),
    skipped="跳过的文件",
    notices="说明",
    suppressed="已忽略的问题",
    legend="图例",
    legend_texts={
        "ok": "复算相符的数字", "bad": "所在关系不符的数字", "unjudged": "有关系但未判定的数字", "plain": "没有可复算关系的数字",
        "error": "错误", "warning": "警告", "info": "提示", "related": "与问题有关的地方", "break": "原文在此换行", "out": "未读入的文字",
    },
    severity="级别",
    rule="规则",
    all_rules="全部规则",
    only="只看有问题的",
    search="查找文字",
    shown="显示 {0}/{1} 处问题，{2}/{3} 个文件",
    previous="上一处",
    following="下一处",
    expand="全部展开",
    collapse="全部收起",
    reset="清除筛选",
    printing="打印",
    unsaved="浏览器不允许保存，核对标记关闭页面后不保留",
    confidence="把握",
    confidences={Confidence.HIGH: "高", Confidence.MEDIUM: "中", Confidence.LOW: "低"},
    see_also="另见",
    same_fault="同类共 {count} 处",
    fix="可自动修正",
    fix_unsafe="可自动修正（请先确认意思不变）",
    relation_of="见复算清单",
    ignored="已忽略",
    why="（理由：{reason}）",
    not_listed="基线已知",
    verdicts={"all": "全部", "consistent": "相符", "inconsistent": "不符", "skipped": "未判定"},
    relations="关系",
    only_open="只看未核对",
    ticked="已核对 {0}/{1}",
    tick="已核对：{expression}",
    roles=_OPERANDS,
    empty_text="（没有文字）",
    no_findings="没有发现问题",
    left_out="未读入的文字",
    table="表格",
    fact_heads=("位置", "指标", "地区", "年份", "范围", "类型", "数值", "精确值", "单位", "属于"),
    fact_filter="筛选事实",
    facts_failed="读取事实时程序出错，事实表和未复算数字的标记缺失：{cause}",
    no_facts="没有读出事实",
    signed="核对人：　　　　　　　　日期：　　　　　　　　签发人：　　　　　　　　日期：",
    made_by="由 reportlint {version} 生成。没有列为问题不等于数字正确：只有复算清单里的关系经过复算。",
)

EN = Words(
    language="en",
    title="Report check sheet",
    skip="Skip to the text",
    verdict_errors="{count} errors to correct or explain before signing",
    verdict_warnings="no errors; {count} warnings to look into",
    verdict_clean="no errors or warnings found",
    incomplete="some files or rules could not be run to the end: what follows is incomplete",
    nothing="no files to lint found",
    coverage="Of {numbers} numbers, {checked} ({percent}) stand in relations that were recomputed. The other {rest} were not recomputed, since "
             "the text offers no relation or none that can be judged: they must be held against their sources.",
    coverage_full="All {numbers} numbers stand in relations that were recomputed.",
    coverage_none="The text has no numbers to recompute.",
    figures={
        "files": "files", "characters": "characters", "numbers": "numbers", "relations": "relations recomputed",
        "share": "numbers recomputed", "failed": "failed", "errors": "errors", "warnings": "warnings", "infos": "infos",
        "suppressed": "suppressed", "known": "known by the baseline", "skipped": "skipped files", "ticked": "ticked",
    },
    files="Files",
    file="File",
    findings="Findings",
    finding="finding {number}",
    ledger="Recomputed relations",
    facts="Facts",
    text="Text",
    rules="Findings by rule",
    rule_heads=("code", "rule", "severity", "count"),
    skipped="Skipped files",
    notices="Notices",
    suppressed="Suppressed findings",
    legend="Legend",
    legend_texts={
        "ok": "number recomputed, agrees", "bad": "number in a relation that fails", "unjudged": "in a relation that was not judged",
        "plain": "number in no relation", "error": "error", "warning": "warning", "info": "info", "related": "related to a finding",
        "break": "line break in the file", "out": "text that was not read",
    },
    severity="Severity",
    rule="Rule",
    all_rules="all rules",
    only="Only with findings",
    search="Find text",
    shown="{0} of {1} findings, {2} of {3} files shown",
    previous="Previous",
    following="Next",
    expand="Expand all",
    collapse="Collapse all",
    reset="Clear filters",
    printing="Print",
    unsaved="The browser does not allow saving: ticks are lost when the page closes",
    confidence="confidence",
    confidences={confidence: confidence.value for confidence in Confidence},
    see_also="see",
    same_fault="{count} of the same",
    fix="fix",
    fix_unsafe="fix (make sure that the meaning stays)",
    relation_of="see the ledger",
    ignored="suppressed",
    why=" (reason: {reason})",
    not_listed="known by the baseline",
    verdicts={"all": "all", "consistent": "agree", "inconsistent": "fail", "skipped": "not judged"},
    relations="Relations",
    only_open="Only unticked",
    ticked="{0} of {1} ticked",
    tick="checked: {expression}",
    roles={role: role.replace("_", " ") for role in _OPERANDS},
    empty_text="(no text)",
    no_findings="nothing found",
    left_out="text that was not read",
    table="table",
    fact_heads=("place", "indicator", "area", "year", "scope", "role", "value", "exact", "unit", "of"),
    fact_filter="Filter facts",
    facts_failed="reading the facts failed; the table of facts and the marks of unrecomputed numbers are missing: {cause}",
    no_facts="no facts read",
    signed="Checked by:                    Date:                    Signed by:                    Date:",
    made_by="Made by reportlint {version}. No finding does not mean that a number is right: only the relations in the ledger were "
            "recomputed.",
)


def words_of(lang: str) -> Words:
    """The words in ``zh`` or ``en``."""
    return ZH if lang == "zh" else EN
