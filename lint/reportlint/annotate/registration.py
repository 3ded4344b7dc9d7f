"""A new part made known in a package: its relationship and its content type."""

from __future__ import annotations

import posixpath
from itertools import count

from reportlint.annotate.cuts import inside_last
from reportlint.annotate.outline import Outline
from reportlint.annotate.part import Part, Splice
from reportlint.readers.docx.package import Package
from reportlint.source import SourceError

_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def registered(package: Package, source: str, name: str, kind: str, content_type: str, *, strict: bool) -> dict[str, bytes]:
    """The members of the package that make the part ``name`` known, which ``source`` in its folder relates to.

    Raises:
        SourceError: ``damaged`` where the package has no content types, or they are broken.
    """
    folder, base = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", base + ".rels")
    data = package.read(relations) if package.has(relations) else _RELATIONSHIPS
    relation = f"{_STRICT if strict else _TRANSITIONAL}/{kind}"
    return {relations: _related(data, relations, posixpath.basename(name), relation), _CONTENT_TYPES: _typed(package, name, content_type)}


def _related(data: bytes, relations: str, target: str, relation: str) -> bytes:
    part = Part(data, relations)
    outline = Outline(part.utf8, relations)
    used = {element.attributes.get("Id") for element in outline.elements}
    free = next(f"rId{number}" for number in count(len(used)) if f"rId{number}" not in used)
    element = _tag(outline, "Relationship") + f' Id="{free}" Type="{relation}" Target="{target}"/>'
    return part.spliced([inside_last(outline, outline.root, element.encode())])


def _typed(package: Package, name: str, content_type: str) -> bytes:
    if not package.has(_CONTENT_TYPES):
        raise SourceError("damaged", f"the package has no {_CONTENT_TYPES}")
    part = Part(package.read(_CONTENT_TYPES), _CONTENT_TYPES)
    outline = Outline(part.utf8, _CONTENT_TYPES)
    stale = [  # of a part that is gone
        Splice(element.start, element.end, b"") for element in outline.root.children
        if element.attributes.get("PartName", "").lower() == f"/{name}".lower()
    ]
    element = _tag(outline, "Override") + f' PartName="/{name}" ContentType="{content_type}"/>'
    return part.spliced([*stale, inside_last(outline, outline.root, element.encode())])


def _tag(outline: Outline, name: str) -> str:
    """The beginning of an element in the namespace of the root."""
    prefix, colon, _ = outline.tag(outline.root).decode().rpartition(":")
    return f"<{prefix}{colon}{name}"
