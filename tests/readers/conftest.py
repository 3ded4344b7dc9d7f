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
