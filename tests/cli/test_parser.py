"""Faults of the command line are said in the user's language, with the nearest known word."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["check", "--colour"], "不认识的参数：--colour；是不是 --color？\n全部选项见 reportlint check --help", "did you mean --color?\nsee reportlint check --help"),
        (["check", "--output-format", "jsno"], "--output-format 不能是 'jsno'", "did you mean json?"),
        (["check", "--select"], "--select 后面缺少值", "argument --select: expected one argument"),
        (["check", "--quiet=3"], "不带值，而这里给了 '3'", "ignored explicit argument '3'"),
        (["normalize", "--year", "x"], "--year 应当是整数，而不是 'x'", "invalid int value: 'x'"),
        (["annotate"], "缺少参数：PATH, -o/--output", "the following arguments are required: PATH, -o/--output"),
        (["check", "--no-"], "--no- 可以是 --no-baseline, ", "could match --no-baseline, "),
        (["facts", "--zzz"], "不认识的参数：--zzz\n", "unrecognized arguments: --zzz\n"),
    ],
)
def test_faults(cli, arguments, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        ran = cli(*arguments[:1], "--lang", lang, *arguments[1:])
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("reportlint: ")
        assert said in ran.err


def test_help_is_in_one_language(cli):
    chinese = cli("check", "--help", "--lang", "zh").out
    assert chinese.startswith("用法：reportlint check [-h]")
    assert not any(word in chinese for word in ("usage:", "options:", "positional", "show this"))
    english = cli("facts", "--help", "--lang", "en").out
    assert english.startswith("usage: reportlint facts [-h]")
    assert "options:" in english


def test_a_mistyped_command_is_not_taken_for_a_file(cli, tmp_path):
    ran = cli("anotate", "--lang", "zh")
    assert (ran.status, ran.err) == (2, "reportlint: 没有“anotate”这个命令、文件或文件夹；是不是 annotate？\n")
    assert cli("fact", "--lang", "en").err == "reportlint: no command, file or folder 'fact'; did you mean facts?\n"
    (tmp_path / "fact").write_text("全镇完成财政收入2841万元。\n", encoding="utf-8")
    assert cli("fact").status == 0
    assert "是不是" not in cli("报告.txt").err
