"""PLH001: masks and notes that were never filled in, and all that merely looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Confidence, Severity
from reportlint.testing import lint_text
from reportlint_rules.plh.placeholder import Placeholder

SENTENCES = (
    "全年完成财政总收入2841万元，比上年增长11.9%。", "新建村道36公里，解决了4800名群众的饮水困难。",
    "在中心小学召开现场会，县、镇有关负责同志参加。", "2009年9月15日，青石河综合治理一期工程竣工。",
)
MASKS = ("xx", "XX", "××", "xxx", "20xx", "____", "【待补】", "（待核实）", "TODO", "某某", "x.x", "[待填]", "○○")


def found(text: str) -> list[str]:
    return [text[d.place.span.start:d.place.span.end] for d in lint_text(text, Placeholder)]


@pytest.mark.parametrize(("text", "masks"), [
    ("全年完成财政总收入20xx万元。", ["20xx"]),
    ("20XX年，全镇攻坚克难。", ["20XX"]),
    ("２０ｘｘ年", ["２０ｘｘ"]),
    ("20××年是关键一年。", ["20××"]),
    ("20**年，地区生产总值86亿元。", ["20**"]),
    ("20__年12月竣工。", ["20__"]),
    ("xxxx年x月x日", ["xxxx", "x", "x"]),
    ("XX镇人民政府　二〇XX年一月", ["XX", "XX"]),
    ("投资××亿元，增长×%。", ["××", "×"]),
    ("税收XX.X亿元，增长X.X%。", ["XX.X", "X.X"]),
    ("书记某某某到会，会议于某年某月召开。", ["某某某", "某", "某"]),
    ("新建安置房____套，安置＿＿＿户。", ["____", "＿＿＿"]),
    ("产量【待补】万吨，总额（待核实）。", ["【待补】", "（待核实）"]),
    ("完成税收（此处补充税务局数据）亿元，旅游收入[待填]亿元。", ["（此处补充税务局数据）", "[待填]"]),
    ("TODO：补充数据。FIXME 待定。[TBD]", ["TODO", "FIXME", "TBD"]),
    ("完成税收**亿元，硬化道路##公里。", ["**", "##"]),
    ("完成税收□□亿元。", ["□□"]),
    ("○○县人民政府", ["○○"]),
    ("根据〔20xx〕xx号文件", ["20xx", "xx"]),
    ("联系人：xxx，电话：xxxxxxxx", ["xxx", "xxxxxxxx"]),
])
def test_masks(text, masks):
    assert found(text) == masks


@pytest.mark.parametrize("text", [
    "机组按5×3排列，孔径2×2米，建成2×66万千瓦机组。", "面积=长×宽，产量×单价=产值。", "发展XXL尺码服装。",
    "详见 https://example.org/xx/20xx.html 。", "来信寄 xx@example.org 。", "`20xx` 是模板里的写法。", "引进SpaceX等企业，生产Xbox。",
    "第x次迭代的误差为x%，其中x=3。", "设x个村，每村x万元。", "二○○九年一月八日，○一二三，二〇二三年。",
    "《××村村规民约（示范文本）》印发各村。", "拍摄X光片3000余人次，建成X射线检测中心。", "推行“1+X”“1+X+N”模式。",
    "某种程度上，某些领域、某个环节还存在短板。", "__________________________________", "中片——东片", "制定《关于……的意见》。",
    "有关情况见附表*。", "培育**万亩良田**示范片。", "被告人李某某因犯诈骗罪被判处有期徒刑。", "王某某涉嫌受贿一案", "真的吗？？",
    "审核人签字：______\n联系电话：______", "TOD模式，TODOS商店", "全长3.2公里，增长5.6%",
])
def test_look_alikes(text):
    assert found(text) == []


def test_question_marks_are_doubts():
    (marks,) = lint_text("全年接待游客？？？万人次。", Placeholder)
    (bracket,) = lint_text("完成税收（？）亿元。", Placeholder)
    assert marks.severity is bracket.severity is Severity.WARNING
    assert marks.confidence is Confidence.MEDIUM


def test_message_and_group():
    first, second = lint_text("在xx村和xx镇召开。", Placeholder)
    assert first.message.zh == "“xx”是占位内容，尚未填写"
    assert first.message.en == "“xx” is a placeholder that was never filled in"
    assert first.severity is Severity.ERROR
    assert first.group == second.group == "PLH001:xx"


@given(st.sampled_from(SENTENCES), st.sampled_from(MASKS), st.data())
def test_a_mask_for_a_number_is_found(sentence, mask, data):
    digits = [i for i, c in enumerate(sentence) if c.isdigit() and not sentence[i - 1:i].isdigit() and sentence[i - 1:i] != "."]
    if not digits:
        return
    start = data.draw(st.sampled_from(digits))
    end = start
    while sentence[end].isdigit() or sentence[end] == ".":
        end += 1
    text = sentence[:start] + mask + sentence[end:]
    assert any(start < s.end and s.start < start + len(mask) for s in (d.place.span for d in lint_text(text, Placeholder)))


@settings(deadline=None)
@given(st.text(st.sampled_from("xX×某□○_*#?？（）【】[]待补20年月万元.，。\n 《》=a")))
def test_any_text(text):
    for diagnostic in lint_text(text, Placeholder):
        span = diagnostic.place.span
        assert 0 <= span.start < span.end <= len(text)
