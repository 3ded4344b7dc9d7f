"""PLH002: the shapes that lost numbers, years and names leave behind."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import lint_text
from reportlint_rules.plh.lost_text import LostText


def found(text: str) -> list[str]:
    return [text[d.place.span.start:d.place.span.end] for d in lint_text(text, LostText)]


@pytest.mark.parametrize(("text", "pieces"), [
    ("20，是我镇发展史上极不平凡的一年。", ["20"]),
    ("各位代表：\n年，我们坚持以经济建设为中心。", ["年"]),
    ("成绩来之不易。年是规划的开局之年。", ["年"]),
    ("一、年工作回顾\n过去一年，成绩来之不易。", ["年"]),
    ("（二）年主要目标\n财政总收入增长10%。", ["年"]),
    ("会议于12月日召开。", ["月日"]),
    ("于2009年月15日竣工。", ["月"]),
    ("2010年月，大桥通车。", ["月"]),
    ("开展“”活动，印发《》。", ["“”", "《》"]),
    ("全年新增耕地（-），治理河道12公里。", ["（-）"]),
    ("新建了青�桥和文化广场。", ["�"]),
    ("加强青□河综合治理，改善水质。", ["□"]),
    ("努力建设“平安青禾”□\n抓好茶园改造。", ["□"]),
    ("茶农议事会推行□“三加一”办法，效果较好。", ["□"]),
    ("出台了□青禾镇茶园管理办法》等制度。", ["□"]),
    ("茶园未来几的扩建计划已经排定。", ["未来几"]),
    ("全年财政收入达到亿元，增长12%，再上新台阶。", ["达到亿元"]),
    ("全年实现生产总值亿元，比上年增长11.2%。", ["总值亿元"]),
    ("固定资产投资增长%，消费稳步恢复，外贸回升。", ["增长%"]),
    ("人口自然增长率控制在‰以内，计划生育率达95%。", ["控制在‰"]),
    ("增速比全省平均水平高个百分点，位居前列。", ["高个百分点"]),
    ("新建农村公路公里，硬化路面12万平方米。", ["公路公里"]),
    ("工程占地面积平方米，总投资1.2亿元，已投入使用。", ["面积平方米"]),
    ("走访慰问困难群众户，发放慰问金12万元。", ["慰问困难群众户"]),
    ("培训农民工人次，转移就业1200人。", ["培训农民工人次"]),
    ("今后5-经济年均增速保持在9%以上。", ["5-"]),
    ("今后3～年，经济平稳增长。", ["3～"]),
    ("在镇第届人民代表大会第次会议上", ["第届", "第次"]),
    ("根据国发〔2009〕号文件精神。", ["〔2009〕号"]),
])
def test_losses(text, pieces):
    assert found(text) == pieces


@pytest.mark.parametrize("text", [
    "年均增长9%，年人均纯收入5000元。", "20多年来，全镇面貌一新。", "一年，我们；三年，两年。", "20年是一个周期。",
    "建成亿元以上项目12个，培育亿元镇3个。", "力争进入亿元俱乐部，突破百亿元大关。", "目标达到万元GDP能耗下降4%。",
    "完成户籍改革，实现人均收入稳定增长，完成家庭承包。", "新增户用沼气池800口，完成个人所得税征收，建成人民广场。",
    "今年5-6月，降水偏多。今后3-5年，经济稳定增长。过去2—3年。", "请在□内打勾。", "是□否□\n同意□\n不同意□", "□《章程》□《办法》", "近几年来，这几天的工作，几的意思。", "第三产业比重提高，第二季度好于第一季度。",
    "科学技术是第一生产力，门第观念淡化。", "《中国日报》《人民日报》〔2009〕3号。", "函数f()返回空值。", "走访群众3200户，慰问老人120名。",
    "走访群众、慰问困难户，服务企业。", "每平方公里投资强度达到2亿元，每公里造价400万元。", "实现万亩良田连片，建成万吨级码头。",
    "2009年1月15日，2009年12月。", "截至目前，全镇共有党员45名。", "下降个位数", "单位：亿元", "新建公里数居全市第一。", "2010年月均气温18度。",
    "总面积平方公里数", "财政收入亿元大关已经突破，发展亿元企业12家。",
])
def test_look_alikes(text):
    assert found(text) == []


def test_cells_and_headings_may_hold_units_alone():
    assert found("财政收入亿元") == []
    assert found("指标\t2009年\n增长%\t12.5\n") == []


def test_empty_brackets_are_doubts():
    (diagnostic,) = lint_text("全年引进项目12个，其中亿元以上项目（），投资总额达到8亿元。", LostText)
    assert diagnostic.severity is Severity.WARNING


def test_message():
    (diagnostic,) = lint_text("会议于12月日召开。", LostText)
    assert diagnostic.message.zh == "日期残缺：“会议于12月日召开。”"
    assert diagnostic.message.en == "part of the date has vanished: “会议于12月日召开。”"
    assert diagnostic.severity is Severity.ERROR


@pytest.mark.parametrize("noun", ["生产总值", "财政收入", "固定资产投资", "进出口总额", "存款余额", "工业增加值"])
@pytest.mark.parametrize("unit", ["亿元", "万元"])
def test_every_indicator_that_lost_its_value(noun, unit):
    whole = f"全县{noun}12.5{unit}，比上年有所增长。"
    assert found(whole) == []
    assert len(found(whole.replace("12.5", ""))) == 1


@settings(deadline=None)
@given(st.text(st.sampled_from("年月日第届次20-—“”《》（）□�户人亿元%增长完成，。\n 　总值")))
def test_any_text(text):
    for diagnostic in lint_text(text, LostText):
        span = diagnostic.place.span
        assert 0 <= span.start < span.end <= len(text)
