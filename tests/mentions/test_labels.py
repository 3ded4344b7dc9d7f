"""Sentences of five kinds of report with every mention labelled by hand: the scanner finds these and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportlint
from reportlint.normalizer import Normalized, exact

LABELS = Path(__file__).with_name("labels")


def cases(path):
    """(sentence, labels) of a label file; a label is a tuple of text, kind, value, unit and hedge."""
    sentence, labels = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("\t"):
            labels.append(tuple((line[1:] + "\t" * 4).split("\t")[:5]))
            continue
        if sentence:
            yield sentence, labels
        sentence, labels = line, []
    yield sentence, labels


def written(mention: Normalized) -> tuple[str, ...]:
    """A mention in the form of a label."""
    if mention.parts:
        value = ":".join(str(exact(part)) for part in mention.parts)
    elif mention.value is not None:
        value = str(exact(mention.value))
    elif mention.low is not None or mention.high is not None:
        value = f"{exact(mention.low)}..{exact(mention.high)}"
    else:
        value = ""
    return mention.text, mention.kind.value, value, mention.unit, mention.hedge.value if mention.hedge else ""


ALL = [pytest.param(*case, id=f"{path.stem}-{number}") for path in sorted(LABELS.glob("*.tsv")) for number, case in enumerate(cases(path), 1)]


@pytest.mark.parametrize(("sentence", "labels"), ALL)
def test_the_mentions_are_the_labelled_ones(sentence, labels):
    assert [written(mention) for mention in reportlint.normalize(sentence)] == labels


def test_there_are_enough_labels():
    files = sorted(LABELS.glob("*.tsv"))
    assert len(files) == 5
    assert sum(len(labels) for path in files for _, labels in cases(path)) >= 300
