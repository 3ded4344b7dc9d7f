"""The command line: ``reportlint PATH...``. Nothing heavy is imported before it is known what is asked."""

from reportlint.cli.app import main

__all__ = ["main"]
