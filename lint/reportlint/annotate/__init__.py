"""A reviewed copy of a Word document: one comment for each finding, on the very characters it is about."""

from reportlint.annotate.comments import AUTHOR, MAX_COMMENTS, Stamp
from reportlint.annotate.reviewer import Reviewed, review

__all__ = ["AUTHOR", "MAX_COMMENTS", "Reviewed", "Stamp", "review"]
