"""Reviewed copies made and written, and what is said of each."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reportlint import fix
from reportlint.annotate import AUTHOR, Reviewed, Stamp, review
from reportlint.cli.copies import Copy
from reportlint.discover import Target
from reportlint.report import RunResult
from reportlint.report.strings import reason
from reportlint.rule import Diagnostic, Fix, Message, Severity
from reportlint.source import SourceError

_SEVERITIES = {
    Severity.ERROR: Message("错误 {}", "errors {}"), Severity.WARNING: Message("警告 {}", "warnings {}"),
    Severity.INFO: Message("提示 {}", "infos {}"),
}
_NUMBER = Message("{} 条批注", "comments {}")
_FACTS = (
    ("tracked", Message("修订 {} 处", "tracked changes {}")),
    ("untracked", Message("{} 处修正所在的位置不能做成修订，见批注", "{} fixes stand where changes cannot be tracked; see their comments")),
    ("near", Message("{} 条只能标在附近，批注里有说明", "{} stand near the place only, and say so")),
    ("replaced", Message("去掉了上次的 {} 条", "{} of an earlier run taken out")),
    ("answered", Message("上次的批注有 {} 条已有答复或已解决，保留不动", "{} of an earlier run were answered or resolved and are left")),
    ("beyond", Message("还有 {} 处没有批注：批注再多 Word 就打不开文件", "{} findings have no comment: Word opens no file with more")),
)
_SIGNED = Message("原稿有数字签名，副本里的签名已失效", "the digital signature no longer holds in the copy")


def _by_file(result: RunResult, labels: frozenset[str]) -> dict[str, list[Diagnostic]]:
    """The findings by the file that gets their comment: their own, else the first other one that they speak of."""
    found: dict[str, list[Diagnostic]] = {label: [] for label in labels}
    for diagnostic in result.diagnostics:
        path = next((place.path for place in (diagnostic.place, *diagnostic.related) if place.path in labels), None)
        if path is not None:
            found[path].append(diagnostic)
    return found


def write_copies(
    copies: Sequence[Copy], read: Sequence[Target], result: RunResult, arguments: argparse.Namespace, lang: str,
) -> bool:
    """Whether every copy could be made; says of each what is in it."""
    stamp = Stamp(AUTHOR, "RL", datetime.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    data = {target.label: target.data for target in read}
    findings = _by_file(result, frozenset(data))
    complete = True
    for copy in copies:
        label, content = copy.target.label, data.get(copy.target.label)
        if content is None or label not in result.documents:  # said before
            continue
        reviewed = _review(copy, content, findings[label], result, stamp, arguments, lang)
        if reviewed is None or not _write(copy.path, reviewed.data, lang):
            complete = False
        elif not arguments.quiet:
            sys.stdout.write(sentence(copy.path.as_posix(), reviewed, findings[label], lang) + "\n")
    return complete


def _review(
    copy: Copy, data: bytes, findings: Sequence[Diagnostic], result: RunResult, stamp: Stamp, arguments: argparse.Namespace, lang: str,
) -> Reviewed | None:
    """The copy of one file; None, which is said, where none can be made."""
    label = copy.target.label
    document = result.documents[label]
    fixes: Sequence[Fix] = ()
    if arguments.fix or arguments.unsafe_fixes:
        own = [found for found in findings if found.place.path == label]
        fixes, _ = fix.choose(document.text, own, unsafe=arguments.unsafe_fixes)
    try:
        return review(data, document, findings, result.documents, stamp, lang=lang, fixes=fixes)
    except SourceError as error:
        why = reason(error.reason, error.detail, lang)
        if error.reason == "unfaithful":
            why = "没有写副本：它的文字会和原稿不同，请把这个文件报告给我们" if lang == "zh" else (
                "no copy was written: its text would differ from the original; please report this file")
        sys.stderr.write(f"reportlint: {label}: {why}\n")
        return None


def _write(path: Path, data: bytes, lang: str) -> bool:
    """Writes a file at one stroke; False, which is said, where that fails."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        cause = error.strerror or str(error)
        sys.stderr.write(f"reportlint: {path}：无法写入：{cause}\n" if lang == "zh" else f"reportlint: {path}: cannot be written: {cause}\n")
        return False
    return True


def sentence(path: str, reviewed: Reviewed, findings: Sequence[Diagnostic], lang: str) -> str:
    """A line on a copy: how many comments and changes there are, and what else the reader of it should know."""
    counts = Counter(found.severity for found in findings)
    kinds = [_SEVERITIES[severity].text(lang).format(counts[severity]) for severity in _SEVERITIES if counts[severity]]
    first = _NUMBER.text(lang).format(reviewed.comments)
    if kinds:
        first += f"（{'，'.join(kinds)}）" if lang == "zh" else f" ({', '.join(kinds)})"
    said = [first, *(words.text(lang).format(number) for name, words in _FACTS if (number := getattr(reviewed, name)))]
    if reviewed.signed:
        said.append(_SIGNED.text(lang))
    return path + ("：" if lang == "zh" else ": ") + ("；" if lang == "zh" else "; ").join(said)
