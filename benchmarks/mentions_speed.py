"""Measures the scanner: characters a second on reports, the cost of hostile texts, and the start of the interface.

    python benchmarks/mentions_speed.py [FILE ...]

Without files a report is made from the labelled sentences of the tests. Each text is repeated to about half a million
characters; the figures for one, two and four times that show whether the cost stays linear.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import reportlint
from reportlint.mentions import scan

SIZE = 500_000
HOSTILE_SIZE = 100_000
HOSTILE = ("9", "（", "一二", "亿", "1:", "1,", "—", "20xx", "1.", "第", "三分之", "1元", "1、", "2024年", "一到", "1年2月", "http", "a.")
LABELS = Path(__file__).resolve().parents[1] / "tests" / "mentions" / "labels"


def best(action: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs in seconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return min(taken)


def samples(paths: list[str]) -> dict[str, str]:
    """Texts by name."""
    if paths:
        return {path: Path(path).read_text(encoding="utf-8") for path in paths}
    return {
        path.stem: "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("\t", "#"))
        for path in sorted(LABELS.glob("*.tsv"))
    }


def main() -> None:
    """Prints the measurements."""
    for name, text in samples(sys.argv[1:]).items():
        long = (text + "\n") * (SIZE // len(text) + 1)
        speeds = [len(part) / best(lambda part=part: scan(part)) / 1e6 for part in (long[:SIZE // 4], long[:SIZE // 2], long[:SIZE])]
        dense = 1000 * len(scan(text)) / len(text)
        print(f"{Path(name).name:28} {' '.join(f'{speed:5.2f}' for speed in speeds)} M characters/s   ({dense:.0f} mentions per 1,000)")
    worst = max((best(lambda unit=unit: scan((unit * HOSTILE_SIZE)[:HOSTILE_SIZE]), 1), unit) for unit in HOSTILE)
    print(f"slowest hostile text          {worst[0]:5.2f} s   ({worst[1]!r} repeated to {HOSTILE_SIZE} characters)")
    code = "import time; s = time.perf_counter(); import reportlint; reportlint.normalize; print(time.perf_counter() - s)"
    starts = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(5)]
    print(f"reportlint.normalize ready    {1000 * min(starts):5.1f} ms   (version {reportlint.__version__})")


if __name__ == "__main__":
    main()
