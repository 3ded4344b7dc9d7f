"""Workbooks: see :mod:`reportlint.readers.sheet.reading`."""

from reportlint.readers.sheet.reading import reader

__all__ = ["reader"]
