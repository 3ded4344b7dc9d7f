"""Web pages: see :mod:`reportlint.readers.html.reading`."""

from reportlint.readers.html.reading import reader

__all__ = ["reader"]
