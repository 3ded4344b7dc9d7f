"""Facts as Parquet, a row group a file; needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from reportlint.facts.export import COLUMNS, INTEGERS, FactRow


class ParquetWriter:
    """Whole numbers as 64-bit integers, texts and exact values as strings.

    Raises:
        ImportError: where pyarrow is not installed.
    """

    def __init__(self, stream: BinaryIO) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._table: Any = pa.table
        self._schema: Any = pa.schema([(name, pa.int64() if name in INTEGERS else pa.string()) for name in COLUMNS])
        self._writer: Any = pq.ParquetWriter(stream, self._schema)

    def write(self, path: str, rows: Iterable[FactRow]) -> None:  # noqa: ARG002
        """Writes the rows of a file."""
        taken = list(rows)
        if taken:
            columns = {name: [getattr(row, name) for row in taken] for name in COLUMNS}
            self._writer.write_table(self._table(columns, schema=self._schema))

    def close(self) -> None:
        """Writes the footer."""
        self._writer.close()
