"""NUM004: no part is larger than the whole it is taken out of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.part_exceeds_whole import PartExceedsWhole

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, PartExceedsWhole)]


@pytest.mark.parametrize(("text", "part", "severity"), [
    ("新登记市场主体312户，其中个体工商户458户。", "458户", ERROR),
    ("一般公共预算收入8.6亿元，其中：税收收入9.1亿元。", "9.1亿元", ERROR),
    ("年末全县户籍人口32.6万人，其中农村人口36.2万人。", "36.2万人", ERROR),
    ("农业保险参保户数4.2万户（其中脱贫户5.1万户）。", "5.1万户", ERROR),
    ("全县财政总支出20.6亿元，其中民生支出2.16万亿元。", "2.16万亿元", ERROR),
    ("财政总支出9860万元，其中民生支出1.12亿元。", "1.12亿元", ERROR),
    ("房屋施工面积124.5万平方米，其中住宅施工面积142.5万平方米。", "142.5万平方米", ERROR),
    ("新增高新技术企业16家，累计达到12家。", "16家", WARNING),
    ("新建高标准农田8.2万亩，累计建成6.4万亩。", "8.2万亩", WARNING), ("新增科技型中小企业96家，总数达86家。", "96家", WARNING),
    ("在建项目128个，总投资246.8亿元，其中亿元以上项目142个。", "142个", ERROR),
    ("全县学校86所，其中小学52所，初中98所。", "98所", WARNING), ("全县学校86所，其中小学52所、初中98所、高中6所。", "98所", ERROR),
    ("年末各项贷款余额86.4亿元，其中涉农贷款余额92.6亿元。", "92.6亿元", ERROR),
])
def test_parts_that_are_too_large(text, part, severity):
    assert found(text) == [(part, severity)]


@pytest.mark.parametrize("text", [
    "新登记市场主体458户，其中个体工商户312户。", "固定资产投资66亿元，其中工业投资30亿元，民间投资41亿元。",
    "全年接待游客320万人次，其中过夜游客86万人次；旅游综合收入18.5亿元。", "新增高新技术企业12家，累计达到46家。",
    "一般公共预算收入8.6亿元，其中税收收入6.4亿元，上级补助收入12.8亿元。", "粮食平均单产412公斤，其中稻谷单产486公斤。",
    "全县财政总收入8.6亿元；全市财政总收入96.4亿元，其中税收收入71.2亿元。",
    "人均可支配收入21000元，其中城镇居民28000元，农村居民13500元。", "住宅均价5600元/平方米，其中高层6200元/平方米。",
    "财政总收入约8亿元，其中一般公共预算收入8.2亿元左右。", "财政总收入超过8亿元，其中一般公共预算收入9.6亿元。",
    "规模以上工业增加值24.6亿元，工业增加值31.2亿元。", "全县实现旅游综合收入18.5亿元，其中接待过夜游客86万人次，人均花费1240元。",
    "新开工项目46个，总投资128亿元，其中亿元以上项目28个，总投资116亿元。",
    # what is left of gains and losses
    "贸易顺差1.8亿美元，其中出口5.2亿美元，进口3.4亿美元。", "人口自然增长1260人，其中出生4820人，死亡3560人。",
    "净增市场主体128户，其中新增320户，注销192户。", "国有企业实现利润3.2亿元，其中盈利企业4.1亿元，亏损企业0.9亿元。",
    "财政收支差额0.8亿元，其中收入12.4亿元，支出11.6亿元。", "新增人民币贷款12.6亿元，其中中长期贷款14.8亿元。",
    # stock and flow, income and spending, plan and result, a group and everybody
    "新增贷款12.6亿元，其中涉农贷款余额46.2亿元。", "发放贷款12.6亿元，其中小微企业贷款余额46.2亿元。", "本年收入12.6亿元，其中本年支出13.8亿元。",
    "年初预算安排8600万元，其中上级专项调整为9200万元。", "计划投资8600万元，其中水利工程完成投资9200万元。",
    "就业困难人员再就业1260人，其中城镇新增就业4820人。", "市属国有企业资产126亿元，其中负债138亿元。",
    "培训教师86人，其中骨干教师52人，学生98人。", "新建水库12座，累计治理水土流失6.4万亩。", "新增技术中心96家，累计认定创新平台86家。",
    "新建农村公路42.6公里，改造危桥8座，其中大桥2座。", "规模以上工业企业实现利税3.2亿元，其中500万元及以上工业企业实现利税2.1亿元。",
])
def test_parts_that_fit_and_what_is_no_part(text):
    assert found(text) == []


@pytest.mark.parametrize(("text", "pairs"), [
    ("新增5名省级传承人，总数达到36名。", ["5 36"]), ("织机增至6000余台（套），去年新增800多台（套）。", ["800 6000"]),
    ("新增总部机构11个、研发中心48个，累计分别达238个和317个。", ["11 238", "48 317"]), ("新增总部机构11个、研发中心48个，累计分别达238和317个。", ["11 238", "48 317"]),
    ("年纳税1000万元以上的企业有1家，500万元以上的3家。", ["1 3"]), ("年纳税500万元以上的企业有3家，1000万元以上的1家。", ["1 3"]),
    ("新增上市公司3家，全市上市公司总数达到27家。", ["3 27"]),
])
def test_what_is_new_and_its_total(text, pairs):
    assert [f"{c.operands[1].text} {c.operands[0].text}" for c in checks_in(text, PartExceedsWhole) if c.verdict is Verdict.CONSISTENT] == pairs


@pytest.mark.parametrize(("text", "part"), [
    ("新增36名省级传承人，总数达到5名。", "36名"), ("年纳税1000万元以上的企业有5家，500万元以上的3家。", "5家"), ("新增总部机构11个、研发中心348个，累计分别达238个和317个。", "348个"),
])
def test_what_is_new_and_larger_than_its_total(text, part):
    assert found(text) == [(part, WARNING)]


@pytest.mark.parametrize("text", [
    "新增36名省级传承人，医疗机构总数达到5名。", "新增传承人36名、讲解员12名，累计分别达238人次和317人次。",
    "年纳税1000万元以上的企业有1家，500万元以上不足1000万元的3家。", "新增12家，全市研发机构总数达到5家。",
])
def test_what_need_not_be_part_of_the_other(text):
    assert found(text) == []
    assert not [c for c in checks_in(text, PartExceedsWhole) if c.verdict is Verdict.CONSISTENT]


@pytest.mark.parametrize(("text", "pair"), [
    ("上半年完成工业投资4120万元，全年完成工业投资2.3亿元。", "4120 2.3"), ("截止目前，全镇工业投资完成4120万元。\n\n今年的主要目标是：全镇完成工业投资9685万元。", "4120 9685"),
])
def test_a_part_of_the_year_and_the_year(text, pair):
    assert [f"{c.operands[1].text} {c.operands[0].text}" for c in checks_in(text, PartExceedsWhole) if c.verdict is Verdict.CONSISTENT] == [pair]


def test_more_in_a_half_than_in_the_year():
    assert found("2023年上半年完成财政收入4120万元，2023年全年完成财政收入2300万元。") == [("4120万元", WARNING)]


TARGET = "截止目前，全镇工业投资完成{}。\n\n今年的主要目标是：全镇完成工业投资8685万元。"


def test_more_in_a_half_than_the_target_of_the_year():
    assert found(TARGET.format("9920万元")) == [("9920万元", WARNING)]
    for amount in ("9120万元", "99.2亿元", "9920万元，已超额完成全年任务"):
        (check,) = checks_in(TARGET.format(amount), PartExceedsWhole)
        assert (check.verdict, check.reason) == (Verdict.SKIPPED, "may-exceed-target")


BULLETIN = "# 某市2024年国民经济和社会发展统计公报\n"


@pytest.mark.parametrize(("text", "pairs"), [
    ("出口总额176.1亿元，增长7.6%。从产品看，机电产品出口139.3亿元，占79.1%。高新技术产品出口87.1亿元，增长8.0%。", ["139.3 176.1", "87.1 176.1"]),
    ("年末机动车保有量15.1万辆。民用汽车保有量14.1万辆，其中私人汽车保有量12.9万辆。", ["14.1、12.9 15.1", "12.9 14.1"]),
    ("年末卫生技术人员3.4万人，其中执业医师1.3万人。\n注册护士1.6万人。", ["1.3 3.4", "1.6 3.4"]),
    ("建成区公园绿地面积2767.8公顷。公园绿地面积2986.7公顷。", ["2767.8 2986.7"]),
    ("第三产业增加值210.6亿元。\n批发和零售业增加值32.1亿元，金融业增加值18.4亿元。", ["32.1、18.4 210.6"]),
])
def test_parts_by_their_names(text, pairs):
    listed = [c for c in checks_in(BULLETIN + text, PartExceedsWhole) if c.verdict is Verdict.CONSISTENT]
    assert sorted("、".join(o.text for o in c.operands[1:]) + " " + c.operands[0].text for c in listed) == sorted(pairs)


@pytest.mark.parametrize(("text", "part"), [
    ("出口总额76.1亿元，增长7.6%。\n从产品看，机电产品出口139.3亿元，增长8.0%。", "139.3亿元"), ("年末机动车保有量15.1万辆。\n私人汽车保有量21.9万辆。", "21.9万辆"),
    ("已发现的矿种有60种，已探明资源储量的矿种有83种。", "83种"),
])
def test_parts_by_their_names_that_are_too_large(text, part):
    assert found(BULLETIN + text) == [(part, WARNING)]


@pytest.mark.parametrize("text", [
    "市级广播电视台1个，县区级广播电视台10个。", "卫生技术人员5.2万人，其中注册护士2.6万人。疾病预防控制中心13个，卫生技术人员824人。",
    "出口总额76.1亿元。进出口139.3亿元。", "在校学生135人，职业学校在校学生1638人。", "出口总额76.1亿元。\n全国机电产品出口139.3亿元。",
])
def test_names_that_are_no_parts(text):
    assert found(BULLETIN + text) == []


def test_message():
    (diagnostic,) = lint_text("一般公共预算收入8.6亿元，其中：税收收入9.1亿元。", PartExceedsWhole)
    assert diagnostic.message.zh == "税收收入9.1亿元是一般公共预算收入8.6亿元的一部分，却大于它"
    assert diagnostic.message.en == "税收收入 9.1亿元 is a part of 一般公共预算收入 8.6亿元, but larger"
    assert [place.message.zh for place in diagnostic.related if place.message] == ["总量：8.6亿元"]


@pytest.mark.parametrize(("text", "name"), [
    ("重点项目46个，其中5000万元以上项目64个。", "5000万元以上项目"), ("在建项目46个，其中亿元以上项目64个。", "亿元以上项目"),
    ("工业企业实现税金3.2亿元，其中2000万元及以上工业企业实现税金4.1亿元。", "2000万元及以上工业企业实现税金"),
])
def test_the_message_names_the_part_as_printed(text, name):
    (diagnostic,) = lint_text(text, PartExceedsWhole)
    assert diagnostic.message.zh.startswith(name)


def test_a_part_that_fits_is_in_the_ledger():
    (check,) = checks_in("新登记市场主体458户，其中个体工商户312户。", PartExceedsWhole)
    assert (check.kind, check.verdict) == (CheckKind.PART, Verdict.CONSISTENT)
    assert [(o.role, o.text, o.unit) for o in check.operands] == [("whole", "458", "户"), ("part", "312", "户")]


@given(st.integers(101, 99999), st.integers(101, 99999))
@settings(deadline=None)
def test_the_order_decides(whole, part):
    text = f"一般公共预算支出{whole}万元，其中教育支出{part}万元。"
    if part <= whole + 1:
        assert found(text) == []
    elif whole % 100 and part % 100:
        assert found(text) == [(f"{part}万元", ERROR)]
    else:
        assert found(text) in ([(f"{part}万元", ERROR)], [(f"{part}万元", INFO)])


@settings(deadline=None)
@given(st.text(st.sampled_from("新增财政收入0123.亿元户其中：累计达到，。；（）\n")))
def test_any_text(text):
    lint_text(text, PartExceedsWhole)


@pytest.mark.parametrize(("text", "pairs"), [
    ("26家企业上榜全国民企研发投入500强。", ["26 500"]), ("我县在全国入围的500个县中排名第53位。", ["53 500"]), ("14家企业入选中国民营企业500强、营业收入增长5%。", ["14 500"]),
    ("174个贫困村全部出列。完成97个贫困村电网改造，硬化道路130公里。", ["97 174"]), ("8个全国百强县。", ["8 百"]), ("全国百强县。", []),
    ("大会应出席代表181名，实际出席158名，符合法定人数。", ["158 181"]), ("应到会委员36人，实到会31人。", ["31 36"]), ("世界500强企业达26家。", ["26 500"]),
    ("市级65个重点项目有20个完工。", ["20 65"]), ("59项指标中，已有22项达标。", ["22 59"]), ("谋划实施重点项目217个，竣工项目116个。", ["116 217"]),
])
def test_counts_within_a_list_or_a_set(text, pairs):
    listed = [c for c in checks_in(text, PartExceedsWhole) if c.verdict is Verdict.CONSISTENT]
    assert [f"{c.operands[1].text.strip('第')} {c.operands[0].text}" for c in listed] == pairs


@pytest.mark.parametrize(("text", "part"), [("26家企业上榜中国软件企业20强。", "26家"), ("在全省16个地级市中排名第26位。", "第26"),
    ("市级65个重点项目已有120个完工。", "120个"), ("安排重点项目65个，竣工项目116个。", "116个"), ("大会应出席代表158名，实际出席181名。", "181名"), ("拥有中国50强企业62家。", "62家")])
def test_more_than_a_list_or_a_set_holds(text, part):
    assert found(text) == [(part, WARNING)]


@pytest.mark.parametrize("text", [
    "全市12个乡镇有138个村实现通车。", "新开工项目65个，竣工项目116个。", "应出席代表181名，其中妇女46名。", "实施“5强企业”培育计划，新增企业62家。", "世界500强排名由369位上升到235位。", "引进世界500强企业6家、央企28家。", "16个季度高于全国平均水平。8个季度增速回升。", "新增12个贫困村全部通车，97个贫困村完成电网改造。",
    "174个贫困村全部出列。全省7746个贫困村脱贫。", "在20家企业中选出26家。",
])
def test_counts_of_other_things(text):
    assert found(text) == []


@pytest.mark.parametrize(("text", "pair"), [
    ("支出5625万元，比上年增加1307万元。", "1307 5625"), ("全年接待游客126.4万人次，同比增加21.3万人次。", "21.3 126.4"), ("收入3400万元，比上年增加近3000万元。", "3000 3400"),
])
def test_increases_and_what_they_led_to(text, pair):
    listed = [c for c in checks_in(text, PartExceedsWhole) if c.verdict is Verdict.CONSISTENT]
    assert [f"{c.operands[1].text} {c.operands[0].text}" for c in listed] == [pair]


@pytest.mark.parametrize(("text", "message"), [
    ("市级65个重点项目已有120个完工。", "完工“120个”大于它所在的“65个重点项目”"), ("26家企业上榜中国软件企业20强。", "企业“26家”大于它所在的“20强”"),
    ("应到代表58名，实到61名。", "实到“61名”大于它所在的“应到58名”"), ("在全省16个地级市中排名第26位。", "名次“第26”大于它所在的“16个地级市”"),
    ("120个全国百强县。", "县“120个”大于它所在的“百强”"),
])
def test_the_message_names_both_counts(text, message):
    (diagnostic,) = lint_text(text, PartExceedsWhole)
    assert diagnostic.message.zh == message


def test_more_of_an_increase_than_it_led_to():
    (diagnostic,) = lint_text("资源勘探支出3378万元，比上年增加13970万元。", PartExceedsWhole)
    assert (diagnostic.severity, diagnostic.message.zh) == (
        WARNING, "资源勘探支出3378万元，增加13970万元：增加的比增加以后的还多，原来的数就是负数",
    )


@pytest.mark.parametrize("text", [
    "实现利润3378万元，比上年增加13970万元。", "贸易顺差3.4亿元，比上年增加5.2亿元。", "支出2378万元，比上年增加近3000万元。",
])
def test_increases_of_what_may_have_been_negative(text):
    assert found(text) == []
