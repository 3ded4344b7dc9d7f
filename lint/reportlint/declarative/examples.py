"""The examples in a rule file: every ``bad`` one must be found, every ``good`` one must not."""

from __future__ import annotations

from collections.abc import Iterable

from reportlint.declarative.rules import instance_of
from reportlint.declarative.spec import Spec
from reportlint.document import assemble
from reportlint.facts import Reading
from reportlint.readers.text import reader
from reportlint.records import dataclass
from reportlint.rule import Diagnostic, DocumentRule, Message


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out as declared."""

    spec: Spec
    text: str
    message: Message


def failures(specs: Iterable[Spec]) -> tuple[tuple[Failure, ...], int]:
    """The examples that fail, and how many there are in all."""
    failed: list[Failure] = []
    count = 0
    for spec in specs:
        rule = instance_of(spec)
        assert isinstance(rule, DocumentRule)
        for faulty, texts in ((True, spec.bad), (False, spec.good)):
            for text in texts:
                count += 1
                read = reader.read_bytes(text.encode("utf-8"))
                reading = Reading(assemble(read.content, path="example", format=read.format, encoding=read.encoding))
                found = [finding for finding in rule.check(reading) if isinstance(finding, Diagnostic)]
                if faulty and not found:
                    failed.append(Failure(spec, text, Message("应当报告而没有报告", "nothing was found")))
                elif found and not faulty:
                    said = found[0].message
                    failed.append(Failure(spec, text, Message(f"不应报告而报告了：{said.zh}", f"this was found: {said.en}")))
    return tuple(failed), count
