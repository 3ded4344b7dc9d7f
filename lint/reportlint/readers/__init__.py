"""Readers: from the bytes of one format to text, lines, tables and places. See :mod:`reportlint.readers.base`.

Each reader is a module of its own, reached through the entry-point group ``reportlint.readers``; importing
this package loads none of them.
"""
