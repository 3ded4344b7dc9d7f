"""Word documents: see :mod:`reportlint.readers.docx.reading`."""

from reportlint.readers.docx.reading import reader

__all__ = ["reader"]
