"""What belongs to the report and what to the site around it."""

from __future__ import annotations

import pytest

from reportlint.readers.html import reader

pytest.importorskip("lxml")

PARAGRAPHS = [
    "各位代表：", "一、2023年工作回顾",
    "2023年，全镇上下认真贯彻落实上级决策部署，扎实推进各项工作，经济社会发展稳中有进，实现财政总收入2841万元，比上年增长11.9%。",
    "关闭煤矿2处，退出产能30万吨。", "无障碍设施改造120处，惠及群众3000人。", "分享发展成果，城镇居民人均可支配收入28000元，增长5%。",
    "二、2024年工作安排", "（一）抓好农业生产", "粮食播种面积稳定在3.2万亩，总产量1.5万吨以上，蔬菜、茶叶、水果等特色产业稳步发展。",
    "打印、复印等办公支出压减10%，节约资金20万元。", "镇村干部要以更加昂扬的斗志、更加务实的作风，为建设富裕文明和谐的新枫桥而努力奋斗！",
]
TITLE = "枫桥镇2023年政府工作报告"
BODY = "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)
SIGNED = "<p align=right>枫桥镇人民政府<br>2024年1月5日</p>"
NAVIGATION = "<ul class=nav><li><a href=1>首页</a><li><a href=2>政务公开</a><li><a href=3>政民互动</a><li><a href=4>走进枫桥</a></ul>"
PATH = "<div>您现在的位置：<a href=1>首页</a> &gt; <a href=2>政府信息公开</a> &gt; 工作报告</div>"
INFO = "<div>发布时间：2024-01-06 10:20　来源：镇党政办　浏览次数：123</div><div>【字体：<a href=#>大</a> 中 小】</div>"
FOOT = """<div>【打印本页】【关闭窗口】</div><div>上一篇：<a href=1>关于放假的通知</a></div><div>下一篇：<a href=1>关于供水的通知</a></div>
<ul><li><a href=1>省人民政府</a><li><a href=1>市人民政府</a><li><a href=1>县人民政府</a></ul>
<div>版权所有：枫桥镇人民政府　地址：枫桥镇解放路1号</div><div>浙ICP备05012345号</div><div>建议使用1024*768分辨率浏览本站。</div>"""
SITE = ["首页", "位置", "浏览次数", "字体", "打印本页", "上一篇", "省人民政府", "版权所有", "ICP备", "分辨率", "政务公开"]


def texts(page: str) -> list[str]:
    content = reader.read_bytes(page.encode()).content
    return [content.text[line.start:line.end] for line in content.lines]


def page(body: str, title: str = f"{TITLE}_枫桥镇人民政府") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{NAVIGATION}{PATH}</div><div><h1>{TITLE}</h1>{INFO}<div>{BODY}{SIGNED}</div></div><div>{FOOT}</div>",
        f"{NAVIGATION}{PATH}<p>{TITLE}</p>{INFO}{BODY}{SIGNED}{FOOT}",
        f"<table><tr><td>{NAVIGATION}<td>{PATH}<table><tr><td><b>{TITLE}</b><tr><td>{INFO}<tr><td>{BODY}{SIGNED}</table><tr><td>{FOOT}</table>",
        f"<div class=header>{NAVIGATION}</div><div class=article>{PATH}<h2>{TITLE}</h2>{INFO}{BODY}{SIGNED}</div><div class=footer>{FOOT}</div>",
        f"<form><div style='display:none'>{FOOT}</div>{NAVIGATION}<main><h1>{TITLE}</h1>{BODY}{SIGNED}</main><footer>{FOOT}</footer></form>",
    ],
    ids=["divisions", "flat", "tables", "named", "elements"],
)
def test_the_report_is_kept_and_the_site_is_not(body):
    assert texts(page(body)) == [TITLE, *PARAGRAPHS, "枫桥镇人民政府", "2024年1月5日"]


def test_lines_between_the_title_and_the_text_are_kept():
    head = f"{PATH}<h1>{TITLE}</h1>{INFO}<p>——2024年1月5日在枫桥镇第十六届人民代表大会第四次会议上</p><p>镇长　张三</p>"
    found = texts(page(f"<div>{NAVIGATION}</div><div>{head}<div>{BODY}</div></div>{FOOT}"))
    assert found[:4] == [TITLE, "——2024年1月5日在枫桥镇第十六届人民代表大会第四次会议上", "镇长　张三", PARAGRAPHS[0]]


def test_a_title_that_the_head_does_not_know_is_found_by_its_heading():
    assert texts(page(f"{NAVIGATION}{PATH}<h1>{TITLE}</h1>{INFO}<div>{BODY}</div>{FOOT}", title="详情页"))[0] == TITLE


def test_lines_above_the_title_are_kept_where_nothing_of_the_site_stands_between():
    assert texts(page(f"{NAVIGATION}{PATH}<p>枫桥镇人代会文件（三）</p><p>{TITLE}</p>{INFO}{BODY}{FOOT}"))[:2] == ["枫桥镇人代会文件（三）", TITLE]


def test_tables_are_content():
    rows = "".join(f"<tr><td>项目{n}<td>{n}00<td>{n}.5" for n in range(1, 9))
    found = texts(page(f"{NAVIGATION}{PATH}<h1>{TITLE}</h1><table><tr><td>项目<td>金额<td>增长%{rows}</table>{FOOT}"))
    assert found[:5] == [TITLE, "项目", "金额", "增长%", "项目1"]
    assert found[-1] == "8.5"


def test_titles_and_notes_beside_a_table_that_is_nearly_all_are_kept():
    rows = "".join(f"<tr><td>项目{n}<td>{n}00<td>{n}.5" for n in range(1, 200))
    table = f"<p>表1 收入情况表</p><p>单位：万元</p><table><tr><td>项目<td>金额<td>增长%{rows}</table><p>注：快报数。</p>"
    for body in (f"<div>{table}</div>", f"{NAVIGATION}<div><p>枫桥镇收入情况</p><div>{table}</div></div>{FOOT}"):
        found = texts(page(body, title="详情"))
        assert found[:found.index("项目1")][-5:] == ["表1 收入情况表", "单位：万元", "项目", "金额", "增长%"]
        assert found[-1] == "注：快报数。"
    assert found[0] == "枫桥镇收入情况"


def test_links_within_the_report_stay():
    body = BODY.replace("财政总收入", "<a href=x>财政总收入</a>") + "<p><a href='a.xlsx'>附件：收入明细表</a></p>" + BODY
    found = texts(page(f"{NAVIGATION}<h1>{TITLE}</h1><div>{body}</div>{FOOT}"))
    assert found == [TITLE, *PARAGRAPHS, "附件：收入明细表", *PARAGRAPHS]


def test_the_report_in_an_element_that_is_named_for_the_site_is_kept():
    assert texts(page(f"<h1>{TITLE}</h1><div id=bottom class='nav'>{BODY}</div>")) == [TITLE, *PARAGRAPHS]


def test_sentences_amid_the_report_are_kept_whatever_their_element_is_called():
    middle = f"<div class='related search'><p>{PARAGRAPHS[2]}</p><p>查看更多</p></div>"
    assert texts(page(f"<h1>{TITLE}</h1><div>{BODY}{middle}{BODY}</div><div class=comments><p>{PARAGRAPHS[2]}</p></div>")) == [
        TITLE, *PARAGRAPHS, PARAGRAPHS[2], *PARAGRAPHS,
    ]


def test_pages_of_a_long_report_are_kept():
    found = texts(page(f"{NAVIGATION}<h1>{TITLE}</h1><div id=page1>{BODY * 30}</div><div id=page2><p>{PARAGRAPHS[2]}</p></div>{FOOT}"))
    assert found[-1] == PARAGRAPHS[2]


def test_too_little_to_judge_by_is_kept():
    assert texts(page("<h1>通知</h1><p>定于1月5日开会。</p><div>枫桥镇</div>")) == ["通知", "定于1月5日开会。", "枫桥镇"]


def test_a_fragment_is_read():
    assert texts(f"<h1>{TITLE}</h1>{BODY}") == [TITLE, *PARAGRAPHS]


def test_words_of_the_site_within_sentences_do_not_cost_them():
    lines = ["来源：国库集中支付的资金120万元，占30%。", "编辑出版年鉴1部。", "作者：张三。", "首页改版后，网站访问量增长20%，办事更加方便。"]
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert texts(page(f"<h1>{TITLE}</h1>{BODY}{body}{BODY}"))[len(PARAGRAPHS) + 1:-len(PARAGRAPHS)] == lines
