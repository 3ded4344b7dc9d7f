"""Passages that stand twice, within a file and across files."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.document import Document, Extracted, assemble
from reportlint.readers.text import text_lines
from reportlint.rule import Diagnostic, Reading, Rule, Severity
from reportlint.testing import check_page
from reportlint_rules.dup.duplicated_passage import DuplicatedPassage, DuplicatedPassageAcross
from reportlint_rules.dup.lcs import common
from reportlint_rules.dup.normal import normalize

WORDS = re.findall(r"\S+", (
    "青禾镇 云岭县 农户 茶园 合作社 道路 桥梁 学校 卫生院 水库 堤防 果树 苗木 厂房 订单 客商 市场 渔业 林场 文化站 广场 "
    "夜校 扩建 整治 栽种 引进 培训 验收 修缮 疏浚 开业 投产 销往 外地 顺利 基本 全部 陆续 提前 当年 连片 成规模 见效益 "
    "增加收入 方便出行 改善环境 带动就业 稳住价格 打响品牌"
))


def document(text: str, path: str = "报告.txt") -> Document:
    return assemble(Extracted(text, tuple(text_lines(text))), path=path)


def check(text: str) -> list[Diagnostic]:
    return list(DuplicatedPassage().check(Reading(document(text))))  # type: ignore[arg-type]


def across(*texts: tuple[str, str]) -> list[Diagnostic]:
    readings = [Reading(document(text, path)) for path, text in texts]
    return list(DuplicatedPassageAcross().check_project(readings))  # type: ignore[arg-type]


def paragraph(rng: random.Random, clauses: int = 16) -> str:
    parts = ["".join(rng.sample(WORDS, 4)) + (f"{rng.randint(2, 999)}处" if rng.random() < 0.2 else "")
             for _ in range(clauses)]
    return "，".join(parts) + "。"


def article(rng: random.Random, paragraphs: int = 12) -> list[str]:
    return [paragraph(rng) for _ in range(paragraphs)]


@pytest.mark.parametrize("rule", [DuplicatedPassage, DuplicatedPassageAcross])
def test_page(rule: type[Rule]) -> None:
    check_page(rule)


@pytest.mark.parametrize("seed", range(20))
def test_exact_copy_is_one_finding(seed: int) -> None:
    rng = random.Random(seed)
    parts = article(rng)
    copied = rng.choice(parts[:5])
    parts.insert(rng.randint(7, len(parts)), copied)
    text = "\n".join(parts)
    (finding,) = check(text)
    assert finding.place.span.start == text.rindex(copied)
    assert finding.related[0].span.start == text.index(copied)
    assert finding.place.span.end - finding.place.span.start >= len(copied) - 1
    assert "100%" in finding.message.zh
    assert "逐字相同" in finding.message.zh


def test_near_copies_are_found() -> None:
    found = 0
    for seed in range(40):
        rng = random.Random(seed)
        parts = article(rng)
        letters = list(rng.choice(parts[:5]))
        for _ in range(len(letters) // 40):
            letters[rng.randrange(len(letters))] = rng.choice("的和新大")
        clauses = re.split("(?<=，)", "".join(letters))
        clauses.pop(rng.randrange(1, len(clauses) - 1))
        parts.append("".join(clauses))
        found += len(check("\n".join(parts))) == 1
    assert found >= 39


def test_copied_run_of_paragraphs_is_one_finding() -> None:
    rng = random.Random(3)
    parts = article(rng, 10)
    text = "\n".join([*parts, *article(rng, 3), "小标题", *parts[2:7]])
    (finding,) = check(text)
    assert finding.place.span.end - finding.place.span.start >= len("\n".join(parts[2:7])) - 1


def test_three_places_are_one_finding() -> None:
    rng = random.Random(4)
    parts = article(rng, 9)
    text = "\n".join([*parts[:4], parts[0], *parts[4:], parts[0]])
    (finding,) = check(text)
    assert len(finding.related) == 2
    assert finding.place.span.start == text.rindex(parts[0])
    assert "3处" in finding.message.zh


def test_line_ends_and_blanks_do_not_matter() -> None:
    rng = random.Random(5)
    parts = article(rng, 6)
    wrapped = "\n".join(re.findall(".{1,38}", parts[1]))
    assert len(check("\n\n".join([*parts, wrapped]))) == 1


def test_fingerprint_survives_a_move() -> None:
    rng = random.Random(6)
    parts = article(rng, 6)
    (first,) = check("\n".join([*parts, parts[1]]))
    (second,) = check("\n".join([paragraph(rng), *parts, parts[1]]))
    assert first.fingerprint() == second.fingerprint()


@pytest.mark.parametrize("text", [
    "",
    "各位代表！\n" * 40,
    "2023年\t12.5\t13.6\t14.7\n" * 60,
    "一、总体要求\n二、主要任务\n三、保障措施\n" * 10,
    "\n".join(f"{name}公共预算收入完成{a}.{b}亿元，增长{b}.{a}%，加上上级补助{b}{a}.5亿元，收入总计{a}{b}.1亿元。"
              for name, a, b in (("全县一般", 1, 2), ("县级一般", 3, 4), ("全县基金", 5, 6), ("县级基金", 7, 8))),
])
def test_quiet(text: str) -> None:
    assert check(text) == []


def test_options() -> None:
    rng = random.Random(7)
    parts = article(rng, 6)
    reading = Reading(document("\n".join([*parts, parts[1]])))
    strict = DuplicatedPassage(DuplicatedPassage.Options(min_length=2000))
    assert list(strict.check(reading)) == []


def test_across_files() -> None:
    rng = random.Random(8)
    one, two, three = article(rng), article(rng), article(rng)
    two[4:4] = one[2:4]
    (finding,) = across(("甲.txt", "\n".join(one)), ("乙.txt", "\n".join(two)), ("丙.txt", "\n".join(three)))
    assert {finding.place.path, finding.related[0].path} == {"甲.txt", "乙.txt"}
    assert finding.severity == Severity.WARNING
    assert finding.code == "DUP002"


def test_order_of_files_changes_nothing() -> None:
    rng = random.Random(9)
    one, two = article(rng), article(rng)
    two.append(one[0])
    files = ("甲.txt", "\n".join(one)), ("乙.txt", "\n".join(two))
    assert across(*files) == across(*reversed(files))


def test_next_years_report_is_information() -> None:
    rng = random.Random(10)
    shared = article(rng, 4)

    def report(year: int) -> str:
        return f"青禾镇{year}年政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n{year - 1}年，{paragraph(rng)}\n" + "\n".join(
            [*shared, f"二、{year}年工作安排", f"{year}年，{paragraph(rng)}"])

    one, two = document(report(2011), "a.txt"), document(report(2012), "b.txt")
    findings = list(DuplicatedPassageAcross().check_project([Reading(one), Reading(two)]))
    assert len(findings) == 1
    if None not in (one.reports[0].year, two.reports[0].year):
        assert findings[0].severity == Severity.INFO  # type: ignore[union-attr]
        assert findings[0].place.path == "b.txt"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [
    "一" * 100_000, "一二" * 50_000, "一，" * 50_000, "，" * 100_000, " " * 100_000, "1，" * 50_000,
    "全镇上下狠抓落实，推进项目建设，改善群众生活，取得明显成效。" * 3000,
    "".join(f"全镇上下狠抓落实，推进项目建设，改善群众生活，取得明显成效第{i}号。\n" for i in range(1000)),
])
def test_self_repeating_text_is_bounded(text: str) -> None:
    assert len(check(text)) < 100


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("一二三农业发展，。；\n 0129xX×年%\ud800\U00020000a"), max_size=80), max_size=12),
       st.integers(0, 3))
def test_any_text(parts: list[str], times: int) -> None:
    text = "\n".join(parts * (times + 1))
    for finding in check(text):
        for place in (finding.place, *finding.related):
            assert 0 <= place.span.start < place.span.end <= len(text)


@given(st.text(), st.text())
@settings(max_examples=60, deadline=None)
def test_random_unicode(first: str, second: str) -> None:
    check(first + second + first)
    normal = normalize(first, [(0, len(first), True)])
    for offset in range(len(normal.text)):
        assert 0 <= normal.start(offset) < normal.end(offset + 1) <= len(first)


@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12))
def test_common_subsequence(first: str, second: str) -> None:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    assert common(first, second) == table[-1][-1]


def severities(findings: list[Diagnostic]) -> list[Severity]:
    return [finding.severity for finding in findings]


POLICY = (
    "今年工作的总体要求是：以生态立县战略为指导，坚持山上建林场、山下建茶园、水边建渔场，统筹推进合作社改造、农户培训和道路桥梁整治，"
    "加快市场扩建、厂房招商和苗木外销，着力稳住渔业价格、打响果树品牌、改善居住环境，带动青年返乡创业就业，确保各个村庄如期完成年度任务，增加农户收入。"
)
THANKS = (
    "这些成绩的取得，是全体茶农起早贪黑、连片栽种、精心管护的结果，是合作社社员同心协力、改良苗木、开拓市场的结果。"
    "在此，我向奔波在外地销售茶叶的青年，向驻村帮扶的林场技师，向修桥铺路的工匠和热心家乡建设的客商，表示衷心的感谢！"
)


@pytest.mark.parametrize("custom", [POLICY, THANKS])
def test_policy_and_thanks_are_customary(custom: str) -> None:
    rng = random.Random(21)
    one, two = article(rng), article(rng)
    assert severities(across(("甲.txt", "\n".join([*one, custom])), ("乙.txt", "\n".join([*two, custom])))) in ([], [Severity.INFO])
    own = paragraph(rng)
    assert severities(across(("甲.txt", "\n".join([*one, own])), ("乙.txt", "\n".join([*two, own])))) == [Severity.WARNING]


@pytest.mark.parametrize("heading", ["名词解释", "名词解释：", "注释"])
def test_explanations_of_terms_are_customary(heading: str) -> None:
    rng = random.Random(22)
    shared = paragraph(rng)
    files = [(path, "\n".join([*article(rng), heading, "1.甲：" + shared])) for path in ("甲.txt", "乙.txt")]
    assert severities(across(*files)) == [Severity.INFO]


def test_a_phrase_used_again_far_away_is_information() -> None:
    rng = random.Random(23)
    phrase = "，".join("".join(rng.sample(WORDS, 4)) for _ in range(12))
    parts = [paragraph(rng, 30) for _ in range(12)]
    for index in (1, 10):
        parts[index] = f"{paragraph(rng)[:-1]}，{phrase}，{paragraph(rng)}"
    assert severities(check("\n".join(parts))) == [Severity.INFO]
    parts[10] = phrase + "。"
    parts[1] = phrase + "。"
    assert severities(check("\n".join(parts))) == [Severity.WARNING]
    near = [paragraph(rng, 30) for _ in range(4)]
    near[1] = f"{near[1]}{phrase}。{paragraph(rng, 4)}{phrase}。{paragraph(rng)}"
    assert severities(check("\n".join(near))) == [Severity.WARNING]
    near[1] = f"{paragraph(rng, 4)}茶农告诉我们，{phrase}，大家心里有数。{paragraph(rng, 4)}可以看出，{phrase}，这一点很清楚。{paragraph(rng)}"
    assert severities(check("\n".join(near))) == [Severity.INFO]


def test_a_copy_in_two_formats_does_not_make_next_years_a_fault() -> None:
    rng = random.Random(24)
    shared, body = paragraph(rng), article(rng, 4)

    def report(year: int, parts: list[str]) -> str:
        return f"青禾镇{year}年政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n{year - 1}年，{parts[0]}\n" + "\n".join(
            [*parts[1:], f"二、{year}年工作安排", f"{year}年，{shared}"])

    findings = across(("2011.md", report(2011, body)), ("2011.txt", report(2011, body)), ("2012.txt", report(2012, article(rng, 4))))
    assert sorted(finding.severity for finding in findings if finding.place.path == "2012.txt") == [Severity.INFO]
    assert [finding.severity for finding in findings if finding.place.path != "2012.txt"] == [Severity.WARNING]


def test_a_formula_pasted_twice_into_one_report_is_a_fault() -> None:
    rng = random.Random(25)
    parts = article(rng)
    parts[2] = parts[9] = POLICY + THANKS
    assert severities(check("\n".join(parts))) == [Severity.WARNING]
