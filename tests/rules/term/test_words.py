"""Words and wordings: tables of what is said and what is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlint_rules.term
from reportlint.rule import Severity
from reportlint.testing import findings_in, lint_text, read_text
from reportlint_rules.term.confusable import Confusable
from reportlint_rules.term.points_for_percent import PointsForPercent
from reportlint_rules.term.redundant_hedge import RedundantHedge
from reportlint_rules.term.wrong_comparison import WrongComparison

RULES = [Confusable, PointsForPercent, RedundantHedge, WrongComparison]
LIST = tomllib.loads(Path(reportlint_rules.term.__file__).with_name("confusables.toml").read_text(encoding="utf-8"))

FAULTY = [
    (Confusable, "成效显着提升。", "显着", Severity.WARNING),
    (Confusable, "截止目前完成。", "截止目前", Severity.WARNING),
    (Confusable, "截止2014年底完成。", "截止", Severity.INFO),
    (Confusable, "加强帐目管理。", "帐目", Severity.INFO),
    (Confusable, "落实“改善民”等部署，改善民生、改善民居。", "改善民", Severity.WARNING),
    (Confusable, "提升城市品味。", "品味", Severity.INFO),
    (Confusable, "坚持建设与管理双并重。", "双并重", Severity.INFO),
    (Confusable, "开展农面源污染治理。", "农面源污染", Severity.INFO),
    (Confusable, "既使遇到困难，也要完成。", "既使", Severity.INFO),
    (Confusable, "工程以经完成。", "以经", Severity.WARNING),
    (RedundantHedge, "约30万人左右。", "约30万人左右", Severity.INFO),
    (RedundantHedge, "超过三千亩以上。", "超过三千亩以上", Severity.INFO),
    (RedundantHedge, "近50万元以上。", "近50万元以上", Severity.WARNING),
    (RedundantHedge, "不超过20人以上。", "不超过20人以上", Severity.WARNING),
    (WrongComparison, "收入增长下降1.4%。", "增长下降", Severity.ERROR),
    (WrongComparison, "能耗减少了两倍。", "减少了两倍", Severity.WARNING),
    (WrongComparison, "事故下降-3%。", "下降-", Severity.WARNING),
    (WrongComparison, "投资增长-3%。", "增长-", Severity.INFO),
    (PointsForPercent, "价格指数为98.7%，比上年下降1.3个百分点。", "1.3个百分点", Severity.WARNING),
    (PointsForPercent, "税收收入4.2亿元，同比增长7.1个百分点。", "7.1个百分点", Severity.WARNING),
    (PointsForPercent, "普及率由61%提高到66%，提高5%。", "5%", Severity.WARNING),
    (PointsForPercent, "城镇化率51.9%，同比增长1.0个百分点。", "增长", Severity.INFO),
]

RIGHT = [
    (Confusable, "究竟争取；公布署名；过渡假设；彰显着活力；诸侯车马；学全部暑期课程；合作客户；一座落成；立即然后；消防犯罪；选拔款项；完善长效机制；公司章程；调整冶金结构；和平安祥和。"),
    (Confusable, "培训服务；投资迅速；交通迅速；研究竞争；严峻工作；立刻服从；专家俱乐部；补充份额；提供献血；内涵概括；关键全在；进帐篷；相关健康；沿海拨款；青海拨付；法治炼；明显着力；防范筹备；艰巨着手；号召标准；通讯速度；空调济南；培训炼钢；承担误工。"),
    (Confusable, "坚持以经济建设为中心，班组职工齐上阵，既使企业受益，又使群众满意。报名截止2024年3月。"),
    (RedundantHedge, "超过100家规模以上企业；近3万名60岁以上老人；附近50户以上；合约30个以上；近5年以上；约30万人；30万元以上；节约50万元以上。"),
    (WrongComparison, "投资增长下降态势明显；由增长转为下降3%；增长两倍；提高到三倍；下降2—3个百分点；下降3%；减少倍数。"),
    (PointsForPercent, "价格指数100.1%，上涨0.1%；增速回落1.2个百分点；由10%提高到15%，提高50%；由61%提高到66%，提高5个百分点；占比52%，提高2个百分点。"),
]


@pytest.mark.parametrize(("rule", "text", "marked", "severity"), FAULTY, ids=[t[:16] for _, t, _, _ in FAULTY])
def test_faulty(rule, text, marked, severity):
    found = lint_text(text, rule)
    assert [(text[f.place.span.start:f.place.span.end], f.severity) for f in found] == [(marked, severity)]


@pytest.mark.parametrize(("rule", "text"), RIGHT, ids=[rule.meta.code + text[:6] for rule, text in RIGHT])
def test_right(rule, text):
    assert [f.message.zh for f in lint_text(text, rule)] == []


def test_the_list_is_long_and_every_entry_works():
    words = [*LIST["certain"], *LIST["style"]]
    assert len(words) == len(set(words)) >= 150
    right = {w: v if isinstance(v, str) else v["right"] for part in LIST.values() for w, v in part.items()}
    assert all(wrong != correct and correct for wrong, correct in right.items())
    assert [w for w, correct in right.items() if lint_text(f"，{correct}，", Confusable)] == []
    plain = [w for part in LIST.values() for w, v in part.items() if isinstance(v, str)]
    assert [w for w in plain if len(lint_text(f"全县{w}。", Confusable)) != 1] == []


def test_fixes_are_safe_only_where_the_word_is_certain():
    assert lint_text("成效显着提升。", Confusable)[0].fix.safe
    assert not lint_text("加强帐目管理。", Confusable)[0].fix.safe
    assert not lint_text("信息资迅发达。", Confusable)[0].fix.safe
    assert lint_text("搭建账篷。", Confusable)[0].fix.safe
    eaten = lint_text("打下坚实的基矗积极推进改革。", Confusable)[0].fix
    assert (eaten.edits[0].text, eaten.safe) == ("基础。", False)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="约近超过不少于减降长增0123.%万亿元左右以上倍率指数百分点，。由从到提高显着帐目", max_size=80))
def test_nothing_crashes(text):
    for rule in RULES:
        findings_in([read_text(text)], rule)
