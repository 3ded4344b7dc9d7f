"""Measures the linter: start-up, a whole process on typical input, the cost of a character as texts grow, many files again.

Run by hand from the project's environment: ``python benchmarks/run.py [--quick]``. The texts are made here by a
seeded generator. Each time is the best of several whole processes, standard output thrown away.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PLACES = ("柳溪", "石桥", "青山", "白沙", "云岭", "河口", "新田", "古塘", "东坪", "南湾", "长岗", "大坪")
UNITS = ("镇", "乡", "县", "街道")
THINGS = ("公路", "水渠", "校舍", "敬老院", "文化站", "农贸市场", "垃圾中转站", "卫生室", "蔬菜大棚", "桥梁")
MONEY = ("工业总产值", "农业总产值", "财政总收入", "固定资产投资", "社会消费品零售总额", "税收收入", "招商引资到位资金")
VERBS = ("加快推进", "全面完成", "扎实开展", "着力抓好", "稳步实施", "认真落实")
AIMS = ("群众生产生活条件明显改善", "基础设施更加完善", "发展后劲不断增强", "社会大局保持稳定", "干部作风进一步转变")
HEADINGS = ("工业经济", "农业农村", "城镇建设", "社会事业", "财税金融", "民生保障", "生态环境", "干部队伍")


def sentence(rng: random.Random) -> str:
    """A sentence of a report, with figures that agree with one another."""
    place = rng.choice(PLACES) + rng.choice(UNITS)
    kind = rng.randrange(5)
    if kind == 0:
        base, rate = rng.randint(1000, 9000), rng.randint(3, 25)
        return f"{place}{rng.choice(MONEY)}达到{base}万元，同比增长{rate}.{rng.randint(0, 9)}%，{rng.choice(AIMS)}。"
    if kind == 1:
        first, second = rng.randint(100, 900), rng.randint(100, 900)
        return f"{rng.choice(MONEY)}完成{first + second}万元，其中{place}{first}万元，其他{second}万元。"
    if kind == 2:
        return f"{rng.choice(VERBS)}{place}{rng.choice(THINGS)}建设，新建{rng.choice(THINGS)}{rng.randint(2, 60)}处，投入资金{rng.randint(20, 900)}万元。"
    if kind == 3:
        return f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日，{place}组织{rng.randint(20, 300)}人{rng.choice(VERBS)}各项工作，{rng.choice(AIMS)}。"
    return f"{rng.choice(VERBS)}{rng.choice(HEADINGS)}工作，{place}{rng.choice(AIMS)}，受益群众{rng.randint(100, 9000)}户、{rng.randint(1, 9)}.{rng.randint(1, 9)}万人。"


def report(characters: int, seed: int) -> str:
    """A town's report of about so many characters; the same for the same seed."""
    rng = random.Random(seed)
    parts = [f"{PLACES[seed % len(PLACES)]}镇2005年政府工作报告\n\n"]
    size, section = len(parts[0]), 0
    while size < characters:
        heading = f"{'一二三四五六七八'[section % 8]}、{HEADINGS[section % 8]}\n\n" if section % 24 < 8 else ""
        body = "　　" + "".join(sentence(rng) for _ in range(rng.randint(3, 8))) + "\n\n"
        parts += [heading, body]
        size += len(heading) + len(body)
        section += 1
    return "".join(parts)


def best(command: Sequence[str], rounds: int, before: Callable[[], object] | None = None) -> float:
    """The shortest of so many runs, in seconds; ``before`` is done before each."""
    times = []
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(rounds):
        if before is not None:
            before()
        began = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
        times.append(time.perf_counter() - began)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return min(times)


def row(name: str, seconds: float, characters: int = 0, overhead: float = 0.0) -> None:
    """Prints a line of the table; the rate leaves out the start-up."""
    rate = f"{characters / max(seconds - overhead, 1e-9) / 1e6:>9.2f}" if characters else " " * 9
    print(f"{name:<46}{characters or '':>10}{seconds * 1000:>10.0f} ms{rate}", flush=True)


def write_reports(folder: Path, count: int, characters: int) -> None:
    """Makes a folder with so many reports."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(report(characters, number + 2), encoding="utf-8")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the texts of 5 million characters")
    quick = parser.parse_args().quick
    lint = [sys.executable, "-m", "reportlint", "check", "--isolated", "--fail-on", "never", "--quiet"]
    alone = [*lint, "--no-cache", "--jobs", "1"]
    print(f"{'':<46}{'characters':>10}{'time':>13}{'M chars/s':>9}")
    row("Python alone", best([sys.executable, "-c", "pass"], 10))
    row("import reportlint.rule", best([sys.executable, "-c", "import reportlint.rule"], 10))
    row("reportlint --version", best([sys.executable, "-m", "reportlint", "--version"], 10))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.txt").write_text("", encoding="utf-8")
        start = best([*alone, str(folder / "empty.txt")], 10)
        row("an empty file", start)
        (folder / "line.txt").write_text(sentence(random.Random(1)) + "\n", encoding="utf-8")
        row("a file of one sentence", best([*alone, str(folder / "line.txt")], 10))
        sizes = (50_000, 500_000) if quick else (50_000, 500_000, 5_000_000)
        for size in sizes:
            (folder / "one.txt").write_text(report(size, 1), encoding="utf-8")
            row("one file", best([*alone, str(folder / "one.txt")], 5 if size < 1e6 else 2), size, start)
        for size in sizes:
            many = folder / f"many-{size}"
            write_reports(many, 100, size // 100)
            rounds = 3 if size < 1e6 else 1
            row("100 files, each alone", best([*alone, "--scope", "document", str(many)], rounds), size, start)
            row("100 files, compared with one another", best([*alone, str(many)], rounds), size, start)
        again(lint, folder, start)


def again(lint: Sequence[str], folder: Path, start: float) -> None:
    """Prints what many processes and unchanged files make of a thousand reports of 5,000 characters."""
    many, kept = folder / "thousand", folder / "kept"
    write_reports(many, 1000, 5000)
    size = sum(len(path.read_text(encoding="utf-8")) for path in many.iterdir())
    command = [*lint, str(many)]
    keeping = [*command, "--cache-dir", str(kept)]

    def forget() -> None:
        shutil.rmtree(kept, ignore_errors=True)

    def change() -> None:
        with (many / "0500.txt").open("a", encoding="utf-8") as file:
            file.write(sentence(random.Random(time.time_ns())) + "\n")

    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    row("1,000 files in one process", best([*command, "--no-cache", "--jobs", "1"], 2), size, start)
    row(f"1,000 files in {processes} processes", best([*command, "--no-cache", "--jobs", str(processes)], 2), size, start)
    row("the same, keeping what is found", best(keeping, 2, forget), size, start)
    row("again, one file changed", best(keeping, 2, change), size, start)
    row("again, nothing changed", best(keeping, 5), size, start)


if __name__ == "__main__":
    main()
