"""What pages, templates and encodings leave behind, broken numbers and lines, texts that break off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import findings_in, lint_text, read_text
from reportlint_rules.plh.broken_line import BrokenLine
from reportlint_rules.plh.broken_number import BrokenNumber
from reportlint_rules.plh.mojibake import Mojibake
from reportlint_rules.plh.page_furniture import PageFurniture
from reportlint_rules.plh.template_leftover import TemplateLeftover
from reportlint_rules.plh.truncated_ending import TruncatedEnding

RULES = [BrokenLine, BrokenNumber, Mojibake, PageFurniture, TemplateLeftover, TruncatedEnding]
PROSE = "全镇狠抓落实，各项工作取得了新的进展，群众生活水平有了较大提高，社会事业全面发展，环境面貌焕然一新。"
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


def said(text, rule):
    return [(text[f.place.span.start:f.place.span.end], f.severity) for f in lint_text(text, rule)]


@pytest.mark.parametrize(("text", "marked", "severity"), [
    ("同比增长3。1%。", "3。1", E), ("贷款20,54亿元。", "20,54", E), ("下降12..5%。", "12..5", E), ("下降1．.5%。", "1．.5", E),
    ("合格率33.3%%。", "33.3%%", E), ("支出1.2.3万元。", "1.2.3", E), ("支出12,34.5万元。", "12,34.5", E), ("增长14·1%。", "14·1", W),
    ("增长3. 1%。", "3. 1", W), ("回顾20 16年，", "20 16", W),
])
def test_broken_numbers(text, marked, severity):
    assert said(text, BrokenNumber) == [(marked, severity)]


@pytest.mark.parametrize("text", [
    "增长3.1%，1,234.5万元，12,345元，2016。5个", "1. 500万元以上项目", "1.2.3 节", "第2.3.5条", "2017.12.31日", "（1）2.3.5亿元项目？", "§1,2号", "5·18活动；8·33",
    "20,540亿元；1,2,3号线", "版本3.0.1", "IP 10.0.0.1元", "增长12%。3亿元",
])
def test_numbers_that_are_right(text):
    assert said(text, BrokenNumber) == []


@pytest.mark.parametrize(("text", "severities"), [
    (f"{PROSE}\n共3页，当前第2页123\n{PROSE}", [E]),
    (f"下载\n打印\n全屏\n收藏\n【字号：\n加大\n】\n工作报告\n{PROSE}", [W]),
    (f"工作报告\n{PROSE}\n上一篇：年度预算\n下一篇：没有了\n责任编辑：王五\n", [W]),
    (f"工作报告\n来源：市报\n发布时间：2020-01-01\n{PROSE}", [I]),
    (f"青禾县工作报告-青禾县人民政府门户网站\n{PROSE}", [I]),
    (f"工作报告\n{PROSE}\n首页\n", []),
    (f"工作报告\n{PROSE}把下载量、打印店和收藏品行业做大，扫一扫就能办事。\n{PROSE}", []),
])
def test_furniture(text, severities):
    assert [f.severity for f in lint_text(text, PageFurniture)] == severities


@pytest.mark.parametrize(("text", "faults"), [
    ("工作报告（精选9篇）", 1), ("下面是小编为大家整理的报告。", 1), ("希望对大家有所帮助！", 1), ("成绩显著。（此处略）", 1), ("负责人（签字）：\n", 1),
    ("本作品属于公有领域。\nPublic domain\n", 1), ("（附表略）负责人：李四。发表论文9篇。", 0), ("我们为大家办实事，欢迎大家监督。", 0),
])
def test_leftovers(text, faults):
    assert len(lint_text(text, TemplateLeftover)) == faults


@pytest.mark.parametrize(("text", "severities"), [
    ("投资锟斤拷亿元。", [E]), ("代表：????一、", [W]), ("代表：\\r\\n现在", [W]), ("下降&nbsp;和", [W]), ("第一段</p>第二段", [W]), ("å·¥ä½œæŠ¥å‘Šï¼Œ", [E]),
    ("代表：\\r\\n现在\\r\\n将来\\r\\n完", [W]), ("为什么？怎么办？？", []), ("`a\\nb` 和 C:\\new", []), ("R&D投入、AT&T", []), ("增长<3%，a<b>c", []),
])
def test_damage(text, severities):
    assert [f.severity for f in lint_text(text, Mojibake)] == severities


@pytest.mark.parametrize(("ending", "faults"), [
    ("今年要咬定目标不放松，狠抓各项工作的落实，切实加强政府自身建设，努力建设人民满意的", 1),
    ("今年的工作任务十分繁重，要统一思想，振奋精神，重点抓好以下几个方面：", 1),
    ("今年要抓好各项工作，一是狠抓项目建设，全年完成投资一亿元，确保开工十个项目。", 1),
    ("今年要抓好各项工作，一是狠抓项目，二是狠抓环境，让我们共同奋斗！", 0),
    ("今年要抓好各项工作，让我们共同奋斗！\n青禾县人民政府\n2020年1月5日", 0),
    ("今年要抓好各项工作，让我们共同奋斗！\n附件：任务分解表，共三页，由各单位分别执行并按时报送", 0),
    ("（一）强化组织领导，落实工作责任", 0),
])
def test_endings(ending, faults):
    assert len(lint_text(f"工作报告\n{PROSE}{PROSE}\n{PROSE}\n{ending}\n", TruncatedEnding)) == faults


def test_broken_lines_and_their_fix():
    text = f"{PROSE}工业是全镇经济的重要支\n\n柱产业，全年完成产值三亿元，比上年有较大增长。\n\n{PROSE}\n\n{PROSE}"
    found = lint_text(text, BrokenLine)
    assert len(found) == 1
    edit = found[0].fix.edits[0]
    fixed = text[:edit.span.start] + edit.text + text[edit.span.end:]
    assert "重要支柱产业" in fixed
    assert not found[0].fix.safe
    assert lint_text(fixed, BrokenLine) == []


@pytest.mark.parametrize(("first", "second"), [
    ("乡亲们，蓝图已经绘就，茶山等待耕耘，水渠等待疏浚，让我", "们携起手来，把青禾镇建设得更加美好。"),
    ("坚持以茶兴镇的思路，以林场改造为突破口，努力实现", "茶园连片、道路畅通、村容整洁的目标。"),
    ("围绕茶叶加工、林下养殖和乡村旅游，把各个村庄的优势和", "全镇的规划衔接起来，形成合力。"),
])
def test_lines_that_cannot_end(first, second):
    assert len(lint_text(f"{PROSE}\n\n{first}\n\n{second}\n\n{PROSE}", BrokenLine)) == 1


@pytest.mark.parametrize(("first", "second"), [
    (f"{PROSE}（二）抓好茶园改造和道路建设", "今年改造茶园三千亩，新修道路十二公里，受益群众较多。"),
    (f"{PROSE}二、下一步工作打算", "今年改造茶园三千亩，新修道路十二公里，受益群众较多。"),
    (f"{PROSE}茶叶加工业增加值增长9.6%", "全年新建茶园三千亩，新修道路十二公里，受益群众较多。"),
    (f"{PROSE}为了加快茶叶生产的发展，", "一要改造茶园三千亩，新修道路十二公里，方便群众出行。"),
    ("去年以来，全镇茶叶生产的形势是很好的", "茶园面积扩大，茶农收入增加，加工企业效益提高。"),
])
def test_what_begins_anew_is_no_break(first, second):
    assert lint_text(f"{PROSE}\n\n{first}\n\n{second}\n\n{PROSE}", BrokenLine) == []


def test_wrapped_text_is_left_alone():
    wrapped = "\n".join(PROSE[i:i + 20] for i in range(0, len(PROSE), 20))
    assert lint_text("\n".join([wrapped] * 12), BrokenLine) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123.,。，%％·亿万元 \n\\rn&<>/p?；：一二是以下几方面（）精选篇下载打印共页当前第ï¼锟斤拷\f", max_size=150))
def test_nothing_crashes(text):
    for rule in RULES:
        findings_in([read_text(text)], rule)


@pytest.mark.parametrize("line", ["下载 打印 全屏 收藏", "【字号 大 中 小】", "上一篇：预算报告", "责任编辑：王五", "[打印本页]", "扫一扫在手机打开当前页"])
def test_furniture_in_the_middle_is_an_error(line):
    assert said(f"工作报告\n{PROSE}\n{line}\n{PROSE}", PageFurniture) == [(line, E)]
