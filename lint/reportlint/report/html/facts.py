"""The facts of a document as a table, a row a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.facts.export import FactRow
from reportlint.report.facts_table import role_name
from reportlint.report.html.escape import escape
from reportlint.report.html.words import Words


def fact_table(rows: Iterable[tuple[FactRow, int]], number: int, lang: str, words: Words) -> Iterator[str]:
    """The table of a document's facts, each given with the text offset that its number begins at.

    End tags that HTML lets one leave out are left out: there is a row for every number of a collection.
    """
    heads = "".join(f'<th scope="col">{head}' for head in words.fact_heads)
    yield f'<div class="wide"><table class="facts"><thead><tr>{heads}<tbody>\n'
    for row, start in rows:
        owner = " ".join(filter(None, (row.of_indicator, row.of_value, f"÷ {row.share_of}" if row.share_of else "")))
        cells = (
            row.indicator, row.place, "" if row.year is None else str(row.year), row.scope, role_name(row, lang), row.value,
            row.exact or " – ".join(filter(None, (row.low, row.high))), row.unit, row.table_header if row.table_column is not None else owner,
        )
        yield (
            f'<tr><td><a href="#d{number}-{start}">{row.line}:{row.column}</a>'
            + "".join(f"<td>{escape(cell)}" for cell in cells) + "\n"
        )
    yield "</table></div>"
