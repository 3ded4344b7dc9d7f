"""``--fix``, ``--unsafe-fixes`` and ``--diff``: changes files, or shows what would change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from reportlint import fix, runner
from reportlint.config import ConfigError
from reportlint.discover import Target
from reportlint.fix import Fixed, FixRefused
from reportlint.plugins import ReaderSet
from reportlint.policy import Policy
from reportlint.report import RunResult
from reportlint.rule import Diagnostic, Message
from reportlint.source import SourceError, read_bytes

FIXABLE = ("text", "markdown")
"""The formats whose text is the file itself."""
_TRACKED = Message(
    "：用 reportlint annotate --fix 文件 -o 副本 把修正做成修订",
    ": reportlint annotate --fix FILE -o COPY makes the fixes as tracked changes",
)
_ELSEWHERE = Message("：请在原软件中修改", ": change it in its own program")


def fix_files(
    targets: Sequence[Target], readers: ReaderSet, policy: Policy, *, lang: str, unsafe: bool, quiet: bool = False,
) -> bool:
    """Whether every file that needs it could be fixed; writes the files and says on standard error what was done."""
    if any(target.data is not None for target in targets):
        raise ConfigError(Message("标准输入不能用 --fix，可以用 --diff", "standard input cannot be fixed; use --diff"))
    fixes = files = waiting = 0
    complete = True
    for target in targets:
        try:
            original, fixed, left = _fixed(target, readers, policy, unsafe)
            waiting += left
            if fixed is None or fixed.after == fixed.before:
                continue
            fix.write(target.path, fixed.data, original)
        except FixRefused as error:
            _say(target.label, error.message, lang)
            continue
        except OSError as error:
            cause = error.strerror or str(error)
            _say(target.label, Message(f"无法写入：{cause}", f"cannot be written: {cause}"), lang)
            complete = False
            continue
        files += 1
        fixes += fixed.applied
        _remark(target.label, fixed, lang)
    if not quiet and (fixes or waiting):
        zh = f"已修正 {fixes} 处（{files} 个文件）" + (f"，另有 {waiting} 处可用 --unsafe-fixes 修正" if waiting else "")
        en = f"{fixes} fixed in {files} files" + (f", {waiting} more with --unsafe-fixes" if waiting else "")
        sys.stderr.write(f"reportlint: {zh if lang == 'zh' else en}\n")
    return complete


def show_diff(targets: Sequence[Target], readers: ReaderSet, policy: Policy, *, lang: str, unsafe: bool) -> bool:
    """Whether anything would change; writes the difference to standard output and changes nothing."""
    changed = False
    for target in targets:
        try:
            _, fixed, _ = _fixed(target, readers, policy, unsafe)
        except FixRefused as error:
            _say(target.label, error.message, lang)
            continue
        if fixed is None or fixed.after == fixed.before:
            continue
        changed = True
        sys.stdout.write(fix.diff(fixed.before, fixed.after, target.label))
        _remark(target.label, fixed, lang)
    return changed


def _fixed(target: Target, readers: ReaderSet, policy: Policy, unsafe: bool) -> tuple[bytes, Fixed | None, int]:
    """The file's bytes, what fixing makes of them (None for nothing), and how many unsafe fixes were left."""
    try:
        data = read_bytes(target.path) if target.data is None else target.data
    except SourceError:  # linting says so
        return b"", None, 0
    first = _lint(target, data, readers, policy)
    wanted = [found for found in first.diagnostics if found.fix is not None and (unsafe or found.fix.safe)]
    left = sum(1 for found in first.diagnostics if found.fix is not None) - len(wanted)
    document = next(iter(first.documents.values()), None)
    if not wanted or document is None:
        return data, None, left
    if document.format not in FIXABLE:
        how = _TRACKED if document.format == "docx" else _ELSEWHERE
        raise FixRefused(Message(
            f"{len(wanted)} 处可修正，但 {document.format} 文件不自动改写{how.zh}",
            f"{len(wanted)} fixable, but a {document.format} file is not rewritten{how.en}",
        ))
    rounds = {data: first.diagnostics}

    def lint(changed: bytes) -> Sequence[Diagnostic]:
        return rounds.get(changed) or _lint(target, changed, readers, policy).diagnostics

    return data, fix.settle(data, lint, unsafe=unsafe), left


def _lint(target: Target, data: bytes, readers: ReaderSet, policy: Policy) -> RunResult:
    return runner.run((replace(target, data=data),), readers, policy, scope="document")


def _remark(label: str, fixed: Fixed, lang: str) -> None:
    if fixed.refused:
        _say(label, Message(
            f"{fixed.refused} 处修正会改动数字，未执行", f"{fixed.refused} fixes would touch a number; not applied",
        ), lang)
    if not fixed.settled:
        _say(label, Message("修正没有收敛，有规则互相抵消", "the fixes do not settle: rules undo one another"), lang)


def _say(label: str, message: Message, lang: str) -> None:
    sys.stderr.write(f"reportlint: {label}{'：' if lang == 'zh' else ': '}{message.text(lang)}\n")
