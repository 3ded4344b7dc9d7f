"""The fix engine: whole fixes, the first wins, numbers stay, bytes elsewhere stay, rounds settle."""

from __future__ import annotations

import codecs
import os
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.fix import ROUNDS, FixRefused, apply, diff, encoded, keeps_numbers, settle, write
from reportlint.rule import Confidence, Diagnostic, Edit, Fix, Message, Place, Severity, Span
from reportlint.source import decode

SAID = Message("改", "fix")


def finding(*edits, safe=True):
    made = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Diagnostic(
        "TST001", "test", Severity.WARNING, Confidence.HIGH, SAID, Place("a.txt", made[0].span), fix=Fix(SAID, made, safe),
    )


def test_edits_are_applied_together():
    step = apply("甲乙丙丁", [finding((2, 3, "三")), finding((0, 1, "一"))])
    assert (step.text, step.applied, step.refused) == ("一乙三丁", 2, 0)


def test_unsafe_fixes_are_applied_only_when_asked_for():
    found = [finding((0, 1, "一"), safe=False)]
    assert apply("甲乙", found).text == "甲乙"
    assert apply("甲乙", found, unsafe=True).text == "一乙"


@pytest.mark.parametrize(("first", "second"), [((0, 2, "一"), (1, 3, "二")), ((0, 2, "一"), (2, 3, "二")), ((1, 1, "一"), (1, 2, "二"))])
def test_the_first_of_two_that_meet_wins(first, second):
    step = apply("甲乙丙丁", [finding(second), finding(first)])
    assert step.applied == 1
    assert "一" in step.text
    assert "二" not in step.text


def test_a_fix_is_taken_whole_or_not_at_all():
    step = apply("甲乙丙丁戊", [finding((1, 2, "二")), finding((0, 1, "一"), (4, 5, "五"))])
    assert step.text == "一乙丙丁五"


@pytest.mark.parametrize(("text", "edit", "kept"), [
    ("增长3%", (2, 3, "4"), False), ("增长3%", (2, 4, ""), False), ("增长%", (2, 2, "3"), False), ("增长３%", (2, 3, "3"), True),
    ("3。1%", (1, 2, "."), False), ("1 234", (1, 2, ""), False), ("1234", (1, 1, ","), False), ("3％", (1, 2, "%"), True),
    ("报 告", (1, 2, ""), True), ("甲", (0, 9, ""), False), ("12", (0, 2, "21"), False),
])
def test_numbers_are_never_touched(text, edit, kept):
    made = Edit(Span(edit[0], edit[1]), edit[2])
    assert keeps_numbers(text, made) is kept
    step = apply(text, [finding(edit)])
    assert (step.text == text) is (not kept) or step.text == text
    assert step.refused == (not kept)


TEXT = "第一行，成效显着。\r\n第二行 3.1%\r第三行\n"


@pytest.mark.parametrize(("encoding", "mark"), [
    ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("gb18030", b""), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE),
])
def test_bytes_elsewhere_stay(encoding, mark):
    data = mark + (TEXT * 40).encode(encoding)

    def lint(changed):
        text, _ = decode(changed)
        at = text.find("显着")
        return [finding((at, at + 2, "显著"))] if at != -1 else []

    fixed = settle(data, lint)
    assert fixed.settled is False  # one place a round, and there are more than the rounds
    assert fixed.applied == ROUNDS
    assert fixed.data == mark + (TEXT * 40).replace("显着", "显著", ROUNDS).encode(encoding)


def test_rounds_settle_and_are_idempotent():
    def lint(data):
        text, _ = decode(data)
        return [finding((i, i + 2, "著")) for i in range(len(text) - 1) if text[i:i + 2] == "着着"]

    fixed = settle("显着着着，大".encode(), lint)
    assert fixed.settled
    assert settle(fixed.data, lint).after == fixed.after


def test_rules_that_undo_one_another_are_stopped():
    def lint(data):
        text, _ = decode(data)
        return [finding((0, 1, "乙" if text[0] == "甲" else "甲"))]

    fixed = settle("甲方".encode(), lint)
    assert not fixed.settled
    assert fixed.applied == 2


def test_bytes_that_do_not_come_back_are_refused():
    with pytest.raises(FixRefused):
        settle(b"\x00\x01\x02\xff" * 40, lambda _: [])


def test_writing_is_atomic_and_keeps_the_permissions(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_bytes(b"one")
    path.chmod(0o640)
    link.symlink_to(path)
    write(link, b"two", b"one")
    assert path.read_bytes() == b"two"
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "link.txt"]
    with pytest.raises(FixRefused):
        write(path, b"three", b"one")
    assert path.read_bytes() == b"two"


def test_diff():
    assert diff("甲\n乙", "甲\n丙", "a.txt") == "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n 甲\n-乙\n\\ No newline at end of file\n+丙\n\\ No newline at end of file\n"
    assert diff("甲", "甲", "a.txt") == ""


edits = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("甲乙12.，", max_size=3)), max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.text("甲乙丙123.，\r\n", max_size=30), edits)
def test_digits_stay_whatever_the_edits(text, made):
    found = [finding((start, start + length, new)) for start, length, new in made]
    step = apply(text, found)
    assert [c for c in step.text if c.isdecimal()] == [c for c in text if c.isdecimal()]
    assert encoded(text, "utf-8", b"") == text.encode()
