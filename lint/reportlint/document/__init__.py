"""The document model: see :mod:`reportlint.document.model`."""

from reportlint.document.assemble import assemble
from reportlint.document.late import LateDocument
from reportlint.document.model import (
    Anchor,
    Block,
    BlockKind,
    Cell,
    Document,
    Extracted,
    Line,
    LineKind,
    MarginNote,
    Ordinal,
    Part,
    Remark,
    Report,
    ReportKind,
    Span,
    Table,
)

__all__ = [
    "Anchor", "Block", "BlockKind", "Cell", "Document", "Extracted", "LateDocument", "Line", "LineKind", "MarginNote", "Ordinal", "Part",
    "Remark", "Report", "ReportKind", "Span", "Table", "assemble",
]
