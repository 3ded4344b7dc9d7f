"""Word packages built from XML, findings on words of them, and the comments of a copy as python-docx and lxml see them."""

import io
import zipfile
from types import SimpleNamespace

import docx
import pytest
from lxml import etree

from reportlint.annotate import Stamp, review
from reportlint.document import Span, assemble
from reportlint.readers.docx import reader
from reportlint.rule import Confidence, Diagnostic, Message, Place, Severity

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
STAMP = Stamp("reportlint", "RL", "2025-01-02T03:04:05Z")
PATH = "draft.docx"


def r(text, properties="", attributes=""):
    """A run."""
    return f"<w:r{attributes}>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def p(*inner):
    """A paragraph."""
    return f"<w:p>{''.join(inner)}</w:p>"


def cell(*inner):
    """A cell."""
    return f"<w:tc>{''.join(inner)}</w:tc>"


def table(*cells):
    """A table of one row."""
    return f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>"


def control(inner, properties=""):
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def box(*paragraphs):
    """A text box, held twice as Word does."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inner}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape style='width:90pt;height:30pt'><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code, *inner):
    """A complex field with its result."""
    def mark(kind):
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{''.join(inner)}{mark('end')}"


def build(body="", *, strict=False, document=None, raw=None, drop=(), **parts):
    """The bytes of a package: what is inside w:body, or the whole document part; other parts by name."""
    overrides, relations, members = "", "", {}
    for name, inner in {"document": f"<w:body>{body}</w:body>", **parts}.items():
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        members[f"word/{name}.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>\r\n<w:{root} {NAMESPACES}>{inner}</w:{root}>'
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{kind}{".main" * (kind == "document")}+xml"/>'
        if name != "document":
            relations += f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
    members["word/media/picture.png"] = bytes(range(256)) * 9
    if document is not None:
        members["word/document.xml"] = document
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    first = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{defaults}{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
    }
    members = first | members
    if strict:
        members = {
            name: text.replace(WORD, STRICT).replace(OFFICE, STRICT_OFFICE) if isinstance(text, str) else text
            for name, text in members.items()
        }
    members |= raw or {}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            if name not in drop:
                package.writestr(name, content)
    return file.getvalue()


def read(data, path=PATH):
    """The document in a package."""
    return assemble(reader.read_bytes(data).content, path, "docx", "")


def finding(document, words, *, code="NUM001", name="growth-mismatch", message="不符", at=0, related=(), fix=None, severity=Severity.ERROR):
    """A finding on some words of a document, the ``at``-th time they stand there; or on a range."""
    if isinstance(words, str):
        start = -1
        for _ in range(at + 1):
            start = document.text.index(words, start + 1)
        words = start, start + len(words)
    return Diagnostic(
        code, name, severity, Confidence.HIGH, Message(message, f"en {message}"), Place(document.path, Span(*words)), tuple(related), fix,
    )


def annotate(data, *words, lang="zh", fixes=(), **more):
    """The reviewed copy with a comment on each of the words (or findings), numbered in their order."""
    document = read(data)
    findings = [
        each if isinstance(each, Diagnostic) else finding(document, each, message=f"第{number}处", **more)
        for number, each in enumerate(words)
    ]
    return review(data, document, findings, {document.path: document}, STAMP, lang=lang, fixes=fixes)


def members(data):
    """The members of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def anchors(data):
    """The text that each comment hangs on by its id, as lxml reads the marks; text boxes count once."""
    body = etree.fromstring(members(data)["word/document.xml"])
    word = "{" + etree.QName(body).namespace + "}"
    found, running = {}, []
    for element in body.iter():
        name = element.tag.removeprefix(word) if isinstance(element.tag, str) else ""
        if name == "commentRangeStart":
            running.append(element.get(word + "id"))
            found[running[-1]] = ""
        elif name == "commentRangeEnd":
            running.remove(element.get(word + "id"))
        elif name in ("t", "tab", "br") and not any(e.tag.endswith("}Fallback") for e in element.iterancestors()):
            text = "".join(element.itertext()) if name == "t" else {"tab": "\t", "br": "\n"}[name]
            for number in running:
                found[number] += text
    assert not running
    references = [element.get(word + "id") for element in body.iter(word + "commentReference")]
    assert sorted(references) == sorted(found), "every range has one reference"
    for element in body.iter(word + "commentReference"):
        assert element.getparent().tag == word + "r"
        assert element.getparent().getparent().tag in {word + name for name in ("p", "ins", "hyperlink", "moveTo")}
    return found


def comments(data):
    """The comments as python-docx reads them: id, author, initials, text."""
    return [(str(c.comment_id), c.author, c.initials, c.text) for c in docx.Document(io.BytesIO(data)).comments]


@pytest.fixture
def word():
    """The helpers of this module."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if callable(value) or name.isupper()})
