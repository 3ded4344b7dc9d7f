"""``reportlint settings``: the keys, the values that hold, and what a key is for."""

from __future__ import annotations

import re

from reportlint.keys import KEYS


def test_every_key_is_listed_with_its_default(cli):
    ran = cli("settings")
    assert ran.status == 0
    assert ran.out.startswith("没有设置文件\n\n规则\n")
    assert re.findall(r"^  ([a-z-]+)  +\S", ran.out, re.MULTILINE) == list(KEYS)
    assert re.search(r'^  fail-on +"error" +达到哪一级', ran.out, re.MULTILINE)


def test_values_of_the_file_are_marked(cli, tmp_path):
    (tmp_path / "reportlint.toml").write_text('fail-on = "info"\n[severity]\n"NUM" = "off"\n[units]\n"菇棒" = "[菇棒]"\n', encoding="utf-8")
    ran = cli("settings", "--lang", "en")
    assert ran.out.startswith(f"{tmp_path / 'reportlint.toml'}\n")
    marked = re.findall(r"^\* (\S+) +(\S.*?)  ", ran.out, re.MULTILINE)
    assert marked == [("severity", '{ NUM = "off" }'), ("fail-on", '"info"'), ("units", '{ "菇棒" = "[...')]
    assert "*" not in cli("settings", "--isolated").out


def test_one_key(cli, tmp_path):
    (tmp_path / "reportlint.toml").write_text('scope = "document"\n', encoding="utf-8")
    ran = cli("settings", "scope", "--lang", "en")
    assert ran.out.splitlines() == [
        "scope", KEYS["scope"].summary.en, "", 'must be: one of "document", "project"', 'default: "project"',
        f'in force: "document" ({tmp_path / "reportlint.toml"})', "example:", '  scope = "document"',
    ]
    assert "  [rules.mask]\n  masks = [\"xx\"]\n  limit = 100\n  note = false\n" in cli("settings", "rules").out


def test_faults(cli, tmp_path):
    ran = cli("settings", "fail_on")
    assert (ran.status, ran.out) == (2, "")
    assert "是不是“fail-on”？" in ran.err
    (tmp_path / "reportlint.toml").write_text("scope = 3\n", encoding="utf-8")
    assert cli("settings").status == 2
    assert cli("settings", "--config", "no.toml").status == 2
