"""What is said of a reviewed copy that was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlint.rule import Diagnostic, Message, Severity

if TYPE_CHECKING:
    from reportlint.annotate import Reviewed

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
