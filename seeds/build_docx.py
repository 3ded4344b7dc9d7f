"""Writes work_report.docx, clean and faulty: a Word draft as drafters leave it.

Headings of Word's own styles and hand-written ones, automatic numbers, a table, runs split in odd places, and
insertions of a tracked revision. The faults are those of ``expected.toml``. Needs python-docx; the same input
gives the same bytes.
"""

from __future__ import annotations

import copy
import io
import tomllib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

SEEDS = Path(__file__).resolve().parent
NAME = "work_report.docx"
STAMP = datetime(2019, 1, 10, 9, 0, 0)

# (style, text); text between ⟦ and ⟧ is inserted by a tracked revision
CONTENT = (
    ("Title", "白沙镇政府工作报告"),
    ("Normal", "——2019年1月16日在白沙镇第十九届人民代表大会第三次会议上"),
    ("Normal", "白沙镇镇长　秦向东"),
    ("Normal", "各位代表："),
    ("Normal", "现在，我代表镇人民政府，向大会报告2018年工作和2019年工作安排，请予审议。"),
    ("Heading 1", "一、2018年工作回顾"),
    ("Normal", "2018年，在县委、县政府和镇党委的领导下，全镇上下锐意进取、克难奋进，经济社会保持健康发展。全镇财政收入5680万元，比上年增加430万元，增长8.2%。其中：税收收入4430万元，非税收入1250万元。税收收入占财政收入的78.0%。农村居民人均可支配收入16850元，增长9.1%。"),
    ("Heading 2", "（一）产业发展稳中提质"),
    ("Normal", "围绕茶叶、蔬菜两大主导产业，流转土地5400亩，培育家庭农场14家。白沙绿茶获得国家地理标志证明商标，鲜叶平均价格比上年提高6元。⟦引进冷链物流企业1家，建成冷库4800立方米。⟧全年接待游客21万人次，带动农家乐增收340万元。"),
    ("Heading 2", "（二）城乡环境明显改善"),
    ("Normal", "完成集镇雨污分流管网9.6公里，新建休闲广场5处，拆除违法建筑1.3万平方米。推行河长制，清理白沙河河道14公里，水质稳定达到Ⅲ类标准。"),
    ("Heading 2", "（三）民生福祉持续提升"),
    ("Normal", "精准帮扶贫困户264户，年内脱贫198户。发放救助金86万元，城乡居民基本医疗保险参保率达到97.2%。镇中心幼儿园扩建工程于2018年8月25日交付使用，新增学位150个。"),
    ("Heading 2", "（四）主要指标完成情况"),
    ("table", ""),
    ("Normal", "在肯定成绩的同时，我们也看到：主导产业链条不长，集体经济发展不平衡，基层治理能力有待提高。对这些问题，我们将着力加以解决。"),
    ("Heading 1", "二、2019年工作安排"),
    ("Normal", "2019年是新中国成立70周年，是全面建成小康社会的关键之年。2019年全镇经济社会发展的主要预期目标是：财政收入6134万元，增长8%；农村居民人均可支配收入18370元，增长9%；人口自然增长率控制在6‰以内。"),
    ("Normal", "围绕上述目标，重点做好以下四项工作："),
    ("List Number", "打好脱贫攻坚收官战。巩固已脱贫户成果，完成剩余66户贫困户的脱贫任务，落实教育、医疗、住房保障政策。"),
    ("List Number", "推进产业融合发展。建设茶旅综合体一处，新建标准化茶园800亩，⟦办好白沙采茶节，⟧推动茶叶加工企业改造升级。"),
    ("List Number", "加快美丽乡村建设。完成7个村的村庄规划，新建污水处理站3座，改造农村公路22公里。"),
    ("List Number", "加强社会治理。深化平安创建，排查化解矛盾纠纷，守住安全生产底线，推动形成共建共治共享的局面。"),
    ("Normal", "各位代表，奋斗成就梦想。让我们同舟共济、砥砺前行，以优异成绩迎接新中国成立70周年！"),
)
TABLE = (
    ("指标", "单位", "2017年", "2018年", "增长（%）"),
    ("财政收入", "万元", "5250", "5680", "8.2"),
    ("农村居民人均可支配收入", "元", "15445", "16850", "9.1"),
    ("茶叶产量", "吨", "860", "920", "7.0"),
)


class Faults:
    """The faults to plant, each of which must find its place."""

    def __init__(self, faults: list[dict[str, Any]]) -> None:
        self.left = {fault["was"]: fault["text"] for fault in faults}

    def planted(self, text: str) -> str:
        """A paragraph or cell with every ``was`` replaced by its ``text``."""
        for was in [was for was in self.left if was in text]:
            text = text.replace(was, self.left.pop(was))
        return text


def add_runs(paragraph: Paragraph, text: str) -> None:
    """Fills a paragraph with runs that break inside words and numbers, as editing leaves them."""
    inserted = False
    for number, piece in enumerate(text.replace("⟦", "\0⟦").replace("⟧", "\0⟧").split("\0")):
        if piece[:1] in "⟦⟧" and piece:
            inserted, piece = piece[0] == "⟦", piece[1:]
        start, step = 0, 7 + number
        while start < len(piece):
            run = paragraph.add_run(piece[start:start + step])
            run.bold = True if step % 5 == 0 else None
            if inserted:
                _track(paragraph, run._r)
            start, step = start + step, 5 + (step * 7) % 23


def _track(paragraph: Paragraph, run: Any) -> None:
    """Makes a run an insertion of a tracked revision."""
    mark = OxmlElement("w:ins")
    mark.set(qn("w:id"), str(100 + len(paragraph._p)))
    mark.set(qn("w:author"), "drafter")
    mark.set(qn("w:date"), STAMP.isoformat() + "Z")
    mark.append(copy.deepcopy(run))
    run.getparent().replace(run, mark)


def build(faults: list[dict[str, Any]]) -> bytes:
    """The bytes of the document."""
    document = Document()
    document.core_properties.author = "reportlint"
    document.core_properties.created = document.core_properties.modified = STAMP
    wanted = Faults(faults)
    for style, text in CONTENT:
        if style == "table":
            table = document.add_table(rows=0, cols=len(TABLE[0]), style="Table Grid")
            for row in TABLE:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = wanted.planted(value)
        else:
            add_runs(document.add_paragraph(style=style), wanted.planted(text))
    if wanted.left:
        raise SystemExit(f"no place for {wanted.left}")
    stream = io.BytesIO()
    document.save(stream)
    return _timeless(stream.getvalue())


def _timeless(data: bytes) -> bytes:
    """The package with one date for all its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = zipfile.ZipInfo(info.filename, STAMP.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(info.filename))
    return stream.getvalue()


def main() -> None:
    """Writes both documents."""
    with (SEEDS / "expected.toml").open("rb") as stream:
        faults = tomllib.load(stream)["files"][NAME]
    (SEEDS / "clean" / NAME).write_bytes(build([]))
    (SEEDS / "faulty" / NAME).write_bytes(build(faults))


if __name__ == "__main__":
    main()
