"""LibreOffice opens a copy with every comment, on the words that it should be on, and without losing text."""

import html
import re
import shutil
import subprocess

import pytest

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
COMMENT = "<office:annotation[ >].*?</office:annotation>"
REFERENCE = "<w:r><w:footnoteReference w:id='2'/></w:r>"


def bodies(w):
    """Bodies with the words to comment on, and what LibreOffice must show as marked (None where it shows them its own way)."""
    r, p = w.r, w.p
    return [
        (p(r("前甲", "<w:b/>"), r("乙"), r("丙后")), "甲乙丙", "甲乙丙"),
        (p(r("A&amp;B&lt;5&#x4E2D;C")), "&B<5中", "&B<5中"),
        (p(r("甲<![CDATA[<&乙>]]>丙")), "&乙>丙", "&乙>丙"),
        (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:t>丙</w:t></w:r>"), "乙丙", "乙丙"),
        (p(r("前"), "<w:ins w:id='1' w:author='x' w:date='2024-01-01T00:00:00Z'>", r("甲乙丙"), "</w:ins>"), "乙", "乙"),
        (p(r("前"), "<w:del w:id='2' w:author='x' w:date='2024-01-01T00:00:00Z'><w:r><w:delText>删</w:delText></w:r></w:del>", r("甲乙")), "甲", "甲"),
        (p(r("前"), "<w:hyperlink w:anchor='q'>", r("甲乙丙"), "</w:hyperlink>"), "乙", "乙"),
        (p(r("前"), w.field('HYPERLINK "http://a.b"', r("甲乙丙")), r("后")), "乙", "乙"),
        (p(r("前"), w.field("REF x", r("甲"), r("乙")), r("后")), "乙", "甲乙"),
        (p(r("前"), f"<w:fldSimple w:instr='REF x'>{r('甲乙')}</w:fldSimple>", r("后")), "乙", None),
        (w.table(w.cell(p(r("甲乙丙"))), w.cell(p(r("丁")))), "乙", "乙"),
        (w.table(w.cell(w.table(w.cell(p(r("甲乙丙")))), p()), w.cell(p(r("丁")))), "乙", "乙"),
        (p(r("前")) + w.control(p(r("甲乙丙")) + p(r("丁"))) + p(r("后")), "乙", "甲乙丙丁"),
        (p(r("前")) + w.control(p(r("一")) + p(r("甲乙丙"))) + p(r("后")), "乙", "乙"),
        (p(r("前")) + w.control(p(r("一")) + w.control(p(r("甲乙丙")))) + p(r("后")), "乙", "甲乙丙"),
        (w.control(w.table(w.cell(p(r("甲乙丙"))), w.cell(p(r("丁")))) + p(r("戊"))) + p(r("后")), "乙", ""),
        (w.table(w.cell(w.control(p(r("甲乙丙"))), p()), w.cell(p(r("丁")))), "乙", "甲乙丙"),
        ("<w:tbl>" + w.control("<w:tr>" + w.cell(p(r("甲乙丙"))) + w.cell(p(r("丁"))) + "</w:tr>") + "</w:tbl>", "乙", "乙"),
        ("<w:tbl><w:tr>" + w.control(w.cell(p(r("甲乙丙")))) + w.cell(p(r("丁"))) + "</w:tr></w:tbl>", "乙", ""),
        (p(r("前"), w.control(r("甲乙"), "<w:text/>"), r("后")), "乙", "甲乙"),
        (p(r("前"), w.control(r("甲乙")), r("后")), "乙", "甲乙"),
        (p(r("前"), f"<w:smartTag w:uri='u' w:element='e'>{r('甲乙')}</w:smartTag>"), "乙", "甲乙"),
        (p(r("前"), w.box(p(r("甲乙"))), r("后")), "乙", None),
        (p(r("前"), REFERENCE, r("后")), "注甲", None),
        (p(r("前甲乙")), "甲乙", "甲乙"),
    ]


def as_flat(folder, files):
    """The body of each file as LibreOffice reads it: flat XML by the file's stem."""
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fodt", "--outdir", str(folder / "out"),
         *map(str, files)], check=True, capture_output=True, timeout=100,
    )
    found = {}
    for file in files:
        text = (folder / "out" / f"{file.stem}.fodt").read_text(encoding="utf-8")
        found[file.stem] = re.search(r"<office:text\b.*</office:text>", text, re.S)[0]
    return found


def plain(xml):
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", xml)))


def without_comments(xml):
    return plain(re.sub(rf"{COMMENT}|<text:tracked-changes[ >].*?</text:tracked-changes>", "", xml, flags=re.S))


def test_comments_and_text_in_libreoffice(word, tmp_path):
    body, wanted = "", []
    for number, (inner, words, shown) in enumerate(bodies(word)):
        body += word.p(word.r(f"题{number}。")) + inner
        wanted.append((number, words, shown))
    notes = f"<w:footnote w:id='2'>{word.p(word.r('注甲'))}</w:footnote>"
    data = word.build(body, footnotes=notes, header1=word.p(word.r("页眉")))
    document = word.read(data)
    findings = []
    for number, words, _ in wanted:
        start = document.text.index(words, document.text.index(f"题{number}。"))
        findings.append(word.finding(document, (start, start + len(words)), message=f"批注{number}号"))
    copy = word.review(data, document, findings, {document.path: document}, word.STAMP).data
    again = word.annotate(copy).data  # all comments taken out again
    for name, content in (("before", data), ("after", copy), ("again", again)):
        (tmp_path / f"{name}.docx").write_bytes(content)
    flat = as_flat(tmp_path, [tmp_path / f"{name}.docx" for name in ("before", "after", "again")])
    assert without_comments(flat["after"]) == without_comments(flat["before"])
    assert without_comments(flat["again"]) == without_comments(flat["before"])
    assert "office:annotation" not in flat["again"]
    for number, _, shown in wanted:
        comment = next(
            each for each in re.finditer(COMMENT, flat["after"], re.S) if f"批注{number}号" in each[0]
        )
        assert "reportlint" in comment[0]
        name = re.match(r"<office:annotation[^>]*office:name=\"([^\"]*)\"", comment[0])
        if shown is not None:
            ends = flat["after"].index(f'<office:annotation-end office:name="{name[1]}"', comment.end()) if name else comment.end()
            assert without_comments(flat["after"][comment.end():ends]) == shown, number
