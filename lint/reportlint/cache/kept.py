"""Outcomes and comparisons that are kept between runs, under keys that hold all that they depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportlint import codec
from reportlint.cache.store import Store
from reportlint.document import Extracted
from reportlint.outcome import Comparison, Outcome
from reportlint.source import digest


class Cache:
    """What is kept for runs of one context: these rules with these options, in this version.

    ``context`` tells it from all others (see :func:`reportlint.cache.context_of`).
    """

    def __init__(self, store: Store, context: bytes) -> None:
        self._store = store
        self._context = context

    def key(self, label: str, suffix: str, content: bytes) -> str:
        """The key of the outcome of a file: where it lies (findings name it), its kind, and the digest of its bytes."""
        return self._key("outcome", label, suffix, content.hex())

    def outcome(self, key: str, path: str, wanted: frozenset[str], extract: Callable[[], Extracted]) -> Outcome | None:
        """The outcome that is kept, with at least the extracts that are wanted; ``extract`` reads the file again."""
        data = self._store.get(key)
        try:
            return codec.decode(data, path, extract, wanted) if data else None
        except ValueError:
            return None

    def keep(self, key: str, encoded: bytes) -> None:
        """Keeps an outcome that is encoded already."""
        self._store.put(key, encoded)

    def comparison_key(self, codes: Iterable[str], files: Iterable[tuple[str, bytes]]) -> str:
        """The key of what the rules with these codes find across files: paths, with the digests of their bytes."""
        return self._key("comparison", *codes, "", *(part for path, content in files for part in (path, content.hex())))

    def comparison(self, key: str) -> Comparison | None:
        """The comparison that is kept."""
        data = self._store.get(key)
        try:
            return codec.decode_comparison(data) if data else None
        except ValueError:
            return None

    def keep_comparison(self, key: str, comparison: Comparison) -> None:
        """Keeps a comparison, unless a rule has put something into it that cannot be written."""
        try:
            self._store.put(key, codec.encode_comparison(comparison))
        except codec.NotPlain:
            return

    def _key(self, *parts: str) -> str:
        return digest(self._context + "\0".join(parts).encode("utf-8", "surrogatepass")).hex()
