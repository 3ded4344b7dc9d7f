"""Documents made at random of all that Word nests: the text stays, marks pair, and a second review changes nothing."""

import random

import pytest

from reportlint import fix
from reportlint.rule import Edit, Fix, Message, Span

CHARACTERS = [*"甲乙丙a5% ", "&amp;", "&lt;", "&#x4E2D;", "\r\n", "𠀀", "<![CDATA[<&>]]>", "<!--x-->", "&quot;", "<![CDATA[丁 ]]>", "<?pi x?>"]
CHANGED = "\n<w:rPr><w:i/><w:rPrChange w:id='3' w:author='x'><w:rPr/></w:rPrChange></w:rPr>"


class Maker:
    """Makes the XML of blocks."""

    def __init__(self, word, chance):
        self.word, self.chance = word, chance

    def many(self, most, make, *given):
        return "".join(make(*given) for _ in range(self.chance.randint(0, most)))

    def letters(self):
        return self.chance.choice(CHARACTERS)

    def piece(self):
        text = self.many(6, self.letters)
        return self.chance.choice([
            f"<w:t>{text}</w:t>", f"<w:t xml:space='preserve'>{text}</w:t>", f"<w:t >{text}</w:t >", "<w:t/>", "<w:tab/>", "<w:br/>", "\n  ",
            "<w:noBreakHyphen/>", "<w:lastRenderedPageBreak/>",
        ])

    def run(self):
        properties = self.chance.choice(["", "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", CHANGED])
        return f"<w:r w:rsidR='00'>{properties}{self.many(4, self.piece)}</w:r>"

    def inline(self, depth):
        word, kind = self.word, self.chance.random()
        if kind < 0.6 or depth > 2:
            return self.run()
        inner = self.many(4, self.inline, depth + 1)
        return self.chance.choice([
            f"<w:hyperlink w:anchor='q'>{inner}</w:hyperlink>", f"<w:ins w:id='7' w:author='x'>{inner}</w:ins>",
            "<w:del w:id='8' w:author='x'><w:r><w:delText>删</w:delText></w:r></w:del>", word.control(inner),
            word.field(self.chance.choice(["PAGE", 'HYPERLINK "x"', "REF q", "TOC"]), inner), f"<w:fldSimple w:instr='DATE'>{inner}</w:fldSimple>",
            word.box(self.block(depth + 2), word.p(self.run())), "<m:oMath><m:r><m:t>1/3</m:t></m:r></m:oMath>",
            "<w:bookmarkStart w:id='1' w:name='b'/>", "<w:r><w:footnoteReference w:id='1'/></w:r>", f"<w:smartTag>{inner}</w:smartTag>",
        ])

    def paragraph(self, depth):
        if self.chance.random() < 0.1:
            return "<w:p/>"
        return self.word.p(self.chance.choice(["", "<w:pPr/>", "<w:pPr><w:jc w:val='left'/></w:pPr>"]), self.many(4, self.inline, depth))

    def block(self, depth=0):
        word, kind = self.word, self.chance.random()
        if kind < 0.75 or depth > 2:
            return self.paragraph(depth)
        inner = self.block(depth + 1)
        return self.chance.choice([
            word.table(word.cell(inner, self.paragraph(depth)), word.control(word.cell(self.paragraph(depth)))),
            word.control(inner + self.block(depth + 1), self.chance.choice(["", "<w:text/>"])), f"<w:customXml>{inner}</w:customXml>",
        ])


@pytest.mark.parametrize("seed", range(5))
def test_whatever_word_nests(word, seed):
    chance = random.Random(seed)
    make = Maker(word, chance)
    exact = 0
    for turn in range(16):
        notes = f"<w:footnote w:id='1'>{make.paragraph(1)}{make.paragraph(1)}</w:footnote>"
        body = make.paragraph(0) + make.many(5, make.block)
        data = word.build(body, footnotes=notes, header1=make.paragraph(1), strict=turn % 5 == 4)
        document = word.read(data)
        findings = []
        for number in range(chance.randint(0, 6)):
            start = chance.randint(0, len(document.text))
            end = min(len(document.text), start + chance.choice([0, 1, 2, 5, 9]))
            mend = Fix(Message("改", "x"), (Edit(Span(start, end), chance.choice(["", "新", "x&y", " 新 "])),), True)
            findings.append(word.finding(document, (start, end), message=f"第{number}处", fix=chance.choice([None, mend])))
        reviewed = word.review(data, document, findings, {document.path: document}, word.STAMP)
        assert word.read(reviewed.data).text == document.text
        anchors = word.anchors(reviewed.data)
        texts = [] if turn % 5 == 4 else word.comments(reviewed.data)  # python-docx does not read strict documents
        for number, (_, _, _, text) in enumerate(texts):
            span = findings[number].place.span
            marked, meant = anchors[str(number)], document.text[span.start:span.end]
            if "（" not in text and marked:  # of a span that goes on in a note only the beginning is marked
                assert squeezed(meant).startswith(squeezed(marked))
                exact += squeezed(marked) == squeezed(meant)
        again = word.read(reviewed.data)
        second = word.review(reviewed.data, again, findings, {again.path: again}, word.STAMP)
        assert (second.replaced, word.members(second.data)) == (len(findings), word.members(reviewed.data))
        fixes, _ = fix.choose(document.text, findings)
        fixed = word.review(data, document, findings, {document.path: document}, word.STAMP, fixes=fixes)
        assert fixed.tracked + fixed.untracked == len(fixes)
        word.anchors(fixed.data)
    assert exact > 3


def squeezed(text):
    """The text without blanks and the hyphens that have an element of their own."""
    return "".join(text.split()).replace("-", "")
