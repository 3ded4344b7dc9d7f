"""Rules as data: an office's words and sections, from ``[[terms]]`` tables in the settings or in files of their own."""

from reportlint.declarative.examples import Failure, failures
from reportlint.declarative.load import load, load_file
from reportlint.declarative.page import page_text
from reportlint.declarative.rules import Declared
from reportlint.declarative.spec import Spec

__all__ = ["Declared", "Failure", "Spec", "failures", "load", "load_file", "page_text"]
