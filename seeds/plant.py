"""Writes the faulty drafts: each clean twin with the faults of ``expected.toml`` planted in it.

Run it after a change to a clean draft or to ``expected.toml``. The Word file is made by ``build_docx.py``.
Wrapped drafts keep their line ends: a fault may span them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parent
ENCODINGS = {"wrapped_gb18030.txt": "gb18030"}


def planted(clean: str, faults: list[dict[str, Any]]) -> str:
    """The clean text with every ``was`` replaced by its ``text``; each must stand in it exactly once."""
    for fault in faults:
        if "was" not in fault:
            continue
        pattern = r"[\s　]*".join(re.escape(character) for character in "".join(fault["was"].split()))
        found = list(re.finditer(pattern, clean))
        if len(found) != 1:
            raise SystemExit(f"{fault['code']}: {len(found)} places for {fault['was']!r}")
        clean = clean[:found[0].start()] + fault["text"] + clean[found[0].end():]
    return clean


def main() -> None:
    """Writes ``faulty/`` anew, Word files aside."""
    with (SEEDS / "expected.toml").open("rb") as stream:
        files = tomllib.load(stream)["files"]
    for name, faults in files.items():
        if name.endswith(".docx"):
            continue
        encoding = ENCODINGS.get(name, "utf-8")
        clean = (SEEDS / "clean" / name).read_bytes().decode(encoding)
        (SEEDS / "faulty" / name).write_bytes(planted(clean, faults).encode(encoding))


if __name__ == "__main__":
    main()
