"""Word packages built from XML, so that a test shows what it is about."""

import io
import zipfile

import pytest

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def build(body="", *, strict=False, drop=(), raw=None, **parts):
    """The bytes of a package: the XML inside w:body, and inside the root of parts by name (styles, footnotes, header1 …)."""
    members = {"[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"}
    relationships = ""
    for name, inner in {"document": f"<w:body>{body}</w:body>", **parts}.items():
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        members[f"word/{name}.xml"] = f"<?xml version='1.0' encoding='UTF-8'?><w:{root} {_NAMESPACES}>{inner}</w:{root}>"
        relationships += f"<Relationship Id='{name}' Type='{_OFFICE}/{kind}' Target='{name}.xml'/>"
    wrap = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
    members["_rels/.rels"] = wrap.format(f"<Relationship Id='a' Type='{_OFFICE}/officeDocument' Target='word/document.xml'/>")
    members["word/_rels/document.xml.rels"] = wrap.format(relationships)
    if strict:
        members = {name: text.replace(WORD, STRICT).replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
                   for name, text in members.items()}
    members |= raw or {}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            if name not in drop:
                package.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def word():
    """Builds a package, see build."""
    return build


class PdfFile:
    """PDF files written by hand: pages of content streams, set in a Chinese font that is not embedded."""

    IMAGE = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream"
    SCAN = "q 595 0 0 842 0 0 cm /Im Do Q"

    @staticmethod
    def show(x, y, text, size=14, *, turned="1 0 0 1", before=""):
        """The operators that print a text from a place on; ``before`` are operators of the text state."""
        return f"BT /F1 {size} Tf {before} {turned} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"

    @staticmethod
    def rule(x0, y0, x1, y1):
        """The operators that draw a line."""
        return f"{x0} {y0} m {x1} {y1} l S\n"

    @classmethod
    def build(cls, *pages, page="", trailer=""):
        """The bytes of a file; ``page`` goes into the dictionary of each page, ``trailer`` into the trailer."""
        first = 7
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{first + 2 * n} 0 R' for n in range(len(pages)))}]>>",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
            "/Descent -120/CapHeight 880/StemV 93>>",
            cls.IMAGE,
        ]
        for number, content in enumerate(pages):
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 2 * number + 1} 0 R"
                f"/Resources<</Font<</F1 3 0 R>>/XObject<</Im 6 0 R>>>>{page}>>"
            )
            objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        file, places = b"%PDF-1.7\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(file))
            file += f"{number} 0 obj\n{body}\nendobj\n".encode()
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        return file + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(objects) + 1}{trailer}>>\n"
            f"startxref\n{len(file)}\n%%EOF\n"
        ).encode()


@pytest.fixture
def pdf():
    """Writes PDF files, see PdfFile."""
    return PdfFile
