"""PDF files with a text layer: see :mod:`reportlint.readers.pdf.reading`."""

from reportlint.readers.pdf.reading import reader

__all__ = ["reader"]
