"""Every word that the server itself says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.records import dataclass

ROLES: Mapping[str, str] = {
    "anniversary": "周年", "base": "基数", "benchmark": "参照", "certain": "确定项", "change": "变化", "close": "右号",
    "current": "本期", "date": "日期", "denominator": "分母", "expenditure": "支出", "first": "起", "gap": "差距",
    "growth": "增速", "income": "收入", "increment": "增量", "item": "项目", "last": "止", "member": "成员", "mention": "说法",
    "name": "名称", "numerator": "分子", "open": "左号", "part": "部分", "part_growth": "部分增速", "population": "人口",
    "rate": "比率", "ratio": "比值", "session": "届次", "share": "占比", "value": "数值", "whole": "总体",
    "whole_growth": "总体增速", "year": "年份", "count": "项数",
}
"""The roles of operands in Chinese; a role that is not here is shown as the rule names it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; templates take the fields that their names say."""

    verdicts: Mapping[str, str]
    fact_roles: Mapping[str, str]
    falls: Mapping[str, str]
    year: str
    year_of_report: str
    until: str
    value: str
    stands_for: str
    belongs_to: str
    see_also: str
    separator: str
    aside: str
    comma: str
    lens: str
    lens_failing: str
    fix: str
    fix_unsafe: str
    fix_all: str
    ignore: str
    ignore_file: str
    reason_placeholder: str
    show_page: str
    recovered: str
    timed_out: str
    died: str
    no_comparison: str
    bad_options: str

    def role(self, role: str, direction: int | None) -> str:
        """What a fact's role is called; a fall has a word of its own."""
        if direction is not None and direction < 0 and role in self.falls:
            return self.falls[role]
        return self.fact_roles.get(role, role.replace("_", " "))


ZH = Words(
    verdicts={"consistent": "✓ 复算相符", "inconsistent": "✗ 复算不符", "skipped": "○ 未判定"},
    fact_roles={
        "level": "数值", "rate": "比率", "growth": "增长", "share": "占比", "point_change": "提高", "delta": "增加",
        "base": "基数", "other": "其他", "cell": "表格",
    },
    falls={"growth": "下降", "point_change": "降低", "delta": "减少"},
    year="{year}年",
    year_of_report="{year}年（按报告年份）",
    until="～",
    value="读作 {value}",
    stands_for="即 {interval}",
    belongs_to="属于 {of}",
    see_also="另见",
    separator="：",
    aside="（{text}）",
    comma="，",
    lens="复算 {checks} 处关系，全部相符",
    lens_failing="复算 {checks} 处关系，{failing} 处不符",
    fix="修正 {code}：{message}",
    fix_unsafe="修正 {code}（可能改变意思）：{message}",
    fix_all="修正全部可以放心修正的问题（reportlint）",
    ignore="忽略此处的 {code}（加注释，写理由）",
    ignore_file="在整个文件里忽略 {code}（加注释，写理由）",
    reason_placeholder="理由",
    show_page="查看规则 {code} 的说明",
    recovered="设置已恢复正常",
    timed_out="{name} 检查了 {seconds} 秒还没有完，已停止；改动后再试",
    died="检查 {name} 的进程意外退出；改动后再试",
    no_comparison="{folder} 里可检查的文件超过 {files} 个或共 {megabytes} MB，编辑器里不相互比较；请运行 reportlint",
    bad_options="编辑器里的 reportlint 设置有误：{message}",
)

EN = Words(
    verdicts={"consistent": "✓ recomputed and right", "inconsistent": "✗ does not add up", "skipped": "○ not judged"},
    fact_roles={"point_change": "points up", "delta": "increase"},
    falls={"growth": "decline", "point_change": "points down", "delta": "decrease"},
    year="{year}",
    year_of_report="{year} (the report's year)",
    until=" to ",
    value="read as {value}",
    stands_for="stands for {interval}",
    belongs_to="of {of}",
    see_also="see",
    separator=": ",
    aside=" ({text})",
    comma=", ",
    lens="{checks} relations recomputed, all right",
    lens_failing="{checks} relations recomputed, {failing} fail",
    fix="Fix {code}: {message}",
    fix_unsafe="Fix {code} (may change what is meant): {message}",
    fix_all="Apply all safe fixes (reportlint)",
    ignore="Ignore {code} here (a comment, with a reason)",
    ignore_file="Ignore {code} in the whole file (a comment, with a reason)",
    reason_placeholder="reason",
    show_page="Show the page of {code}",
    recovered="the settings are in order again",
    timed_out="linting {name} was stopped after {seconds} s; it is tried again after a change",
    died="the process that linted {name} has died; it is tried again after a change",
    no_comparison="{folder} has more than {files} files or {megabytes} MB to lint: they are not compared in the editor; run reportlint",
    bad_options="faulty reportlint settings in the editor: {message}",
)


def words(lang: str) -> Words:
    """The words in ``zh`` or ``en``."""
    return ZH if lang == "zh" else EN
