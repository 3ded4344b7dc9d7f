"""A document that is read again only when somebody looks into it: of most files of a large run little more than the name is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from reportlint.document.assemble import assemble
from reportlint.document.model import Document, Extracted, Remark

_KNOWN = ("path", "format", "encoding", "remarks")
_EXTRACTED = ("text", "tables", "anchors", "margin")


class LateDocument(Document):
    """A document of which the path, format, encoding, length and remarks are known, and the rest is read when it is needed.

    ``extract`` reads the file; what it raises is raised where the document is looked into. The text is there as soon
    as the file is read; the structure is worked out when it is asked for itself.
    """

    def __init__(
        self, path: str, format: str, encoding: str, characters: int, remarks: tuple[Remark, ...],  # noqa: A002
        extract: Callable[[], Extracted],
    ) -> None:
        vars(self).update(path=path, format=format, encoding=encoding, remarks=remarks, _characters=characters, _extract=extract)

    @property
    def characters(self) -> int:
        """The length of the text, known without reading it."""
        length: int = vars(self)["_characters"]
        return length

    def __repr__(self) -> str:
        return f"LateDocument({self.path!r})"

    def _read(self, name: str) -> None:
        """Makes a field known, with those that come along."""
        known = vars(self)
        extracted: Extracted = known["_extract"]()
        if name in _EXTRACTED:
            known.update((field, getattr(extracted, field)) for field in _EXTRACTED)
        else:
            made = assemble(extracted, self.path, self.format, self.encoding)
            known.update((field.name, getattr(made, field.name)) for field in fields(Document) if field.name not in _KNOWN)


class _Late:
    """A field that is read when it is asked for; from then on the instance has it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, document: LateDocument | None, owner: type) -> Any:
        if document is None:
            return self
        document._read(self._name)
        return vars(document)[self._name]


for _field in fields(Document):
    if _field.name not in _KNOWN:
        setattr(LateDocument, _field.name, _Late(_field.name))
