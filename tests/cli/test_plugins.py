"""Rules and readers from entry points: found, loaded, refused."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from reportlint import plugins
from reportlint.plugins import EntryPoint, PluginError, ReaderSet, discover, load_readers, load_rules
from reportlint.readers.text import reader as text_reader

RULE = """\
from reportlint.rule import DocumentRule, Message, RuleMeta
class {name}(DocumentRule):
    meta = RuleMeta("{code}", "{label}", Message("一", "one"))
    def check(self, reading):
        yield from ()
"""


def offer(folder: Path, distribution: str, module: str, source: str, value: str = "") -> None:
    """Lays out an installed distribution that offers rules."""
    info = folder / f"{distribution}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(
        f"[console_scripts]\nx = y:z\n[reportlint.rules]\n{module} = {value or module + ':rules'}\n", encoding="utf-8"
    )
    (folder / f"{module}.py").write_text(source, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on sys.path for distributions of our own."""
    monkeypatch.syspath_prepend(tmp_path)
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]


def load(site: Path):
    return load_rules(discover([str(site)]))


def test_the_fast_search_finds_what_importlib_metadata_finds():
    ours = {(point.group, point.name, point.value) for point in discover()}
    for group in (plugins.RULES, plugins.READERS):
        assert {(group, p.name, p.value) for p in entry_points(group=group)} == {o for o in ours if o[0] == group}
    assert ours


def test_a_zip_archive_on_the_path_leaves_the_search_to_importlib_metadata(tmp_path):
    archive = tmp_path / "x.zip"
    archive.write_bytes(b"")
    assert {p.value for p in discover([str(archive)])} == {p.value for p in discover()}


def test_rules_come_in_the_order_of_their_codes(site):
    offer(site, "b_pack", "b_rules", RULE.format(name="B", code="NUM902", label="b") + "def rules(): return [B]\n")
    offer(site, "a_pack", "a_rules", RULE.format(name="A", code="NUM903", label="a") + "def rules(): return (A,)\n")
    assert [rule.meta.code for rule in load(site)] == ["NUM902", "NUM903"]


def test_no_rules_says_to_install(tmp_path):
    with pytest.raises(PluginError, match=r"pip install -e \."):
        load_rules(discover([str(tmp_path)]))
    with pytest.raises(PluginError, match="no readers found"):
        load_readers([])


def test_a_distribution_without_rules_is_named(site):
    offer(site, "empty_pack", "empty_rules", "def rules(): return ()\n")
    with pytest.raises(PluginError, match="empty_pack is installed but provides none"):
        load(site)


@pytest.mark.parametrize(
    ("source", "value", "cause"),
    [
        ("import no_such_module\n", "", "ModuleNotFoundError"),
        ("1 / 0\n", "", "ZeroDivisionError"),
        ("", "broken_rules:gone", "AttributeError"),
        ("def rules(): raise OSError('no data')\n", "", "OSError: no data"),
        ("def rules(): return [1]\n", "", "1 is no Rule class"),
        ("rules = 3\n", "", "TypeError"),
        ("import sys\nsys.exit(0)\n", "", "SystemExit"),
        ("def rules(): exit(0)\n", "", "SystemExit"),
        ("REPORTLINT_API = 2\ndef rules(): return 1 / 0\n", "", "written for version 2 .* this reportlint has 1; upgrade reportlint"),
        ("REPORTLINT_API = 0\ndef rules(): return ()\n", "", r"must be the version of the interface \(1\), not 0"),
        ("REPORTLINT_API = '1'\ndef rules(): return ()\n", "", "not '1'"),
        ("REPORTLINT_API = True\ndef rules(): return ()\n", "", "not True"),
        (RULE.format(name="B", code="acme-1", label="b") + "def rules(): return [B]\n", "", "the code 'acme-1' must be two to six"),
        (RULE.format(name="B", code="NUM902", label="B") + "def rules(): return [B]\n", "", "the name 'B' of NUM902 must be"),
        (RULE.format(name="B", code="NUM902", label="b").replace('Message("一", "one")', "'one'") + "def rules(): return [B]\n", "",
         "meta.summary of NUM902 must be a Message"),
        (RULE.format(name="B", code="NUM902", label="b").replace("check(", "chekc(") + "def rules(): return [B]\n", "",
         "NUM902 lacks the method check"),
        (RULE.format(name="B", code="NUM902", label="b") + "    Options = dict\ndef rules(): return [B]\n", "",
         "the Options of NUM902 must be a dataclass"),
        ("from reportlint.rule import Message, Rule, RuleMeta\nclass B(Rule): meta = RuleMeta('NUM902', 'b', Message('', ''))\n"
         "def rules(): return [B]\n", "", "NUM902 must be a DocumentRule or a ProjectRule"),
        (RULE.format(name="B", code="SUP001", label="b") + "def rules(): return [B]\n", "", ""),
    ],
)
def test_a_broken_plugin_is_named_with_its_distribution(site, source, value, cause):
    offer(site, "broken_pack", "broken_rules", source, value)
    said = f"plugin broken_pack.*{cause}" if cause else "the rule 'SUP001' is there twice: from reportlint and from broken_pack"
    with pytest.raises(PluginError, match=said):
        load(site)


def test_rules_that_declare_the_version_or_none_are_taken(site):
    offer(site, "b_pack", "b_rules", "REPORTLINT_API = 1\n" + RULE.format(name="B", code="NUM902", label="b") + "def rules(): return [B]\n")
    offer(site, "a_pack", "a_rules", RULE.format(name="A", code="NUM903", label="a") + "def rules(): return (A,)\n")
    assert [(rule.meta.code, owner) for rule, owner in plugins.provided(discover([str(site)]))] == [("NUM902", "b_pack"), ("NUM903", "a_pack")]


@pytest.mark.parametrize(("code", "label"), [("NUM902", "other"), ("NUM903", "b")])
def test_codes_and_names_are_unique(site, code, label):
    offer(site, "b_pack", "b_rules", RULE.format(name="B", code="NUM902", label="b") + "def rules(): return [B]\n")
    offer(site, "c_pack", "c_rules", RULE.format(name="C", code=code, label=label) + "def rules(): return [C]\n")
    with pytest.raises(PluginError, match="twice: from b_pack and from c_pack"):
        load(site)


def test_readers_by_ending():
    readers = ReaderSet([text_reader])
    assert readers.for_suffix(".txt") is text_reader
    assert readers.for_suffix(".xyz") is None
    assert readers.named("text") is text_reader
    assert readers.claims(".txt")
    assert not readers.claims(".xyz")

    class Other:
        name = "other"
        suffixes = frozenset({".txt"})

    with pytest.raises(PluginError, match=r"both claim \.txt"):
        ReaderSet([text_reader, Other()])


def test_a_reader_is_imported_when_a_file_needs_it():
    ours = [point for point in discover() if point.group == plugins.READERS]
    lost = EntryPoint("zzz", "no_such_module:reader", plugins.READERS, "reportlint")
    readers = load_readers([lost, *ours])
    assert readers.for_suffix(".txt").name == "text"
    with pytest.raises(PluginError, match="no_such_module"):
        readers.for_suffix(".zzz")
    with pytest.raises(PluginError, match="plugin other_pack"):
        load_readers([*ours, EntryPoint("zzz", "no_such_module:reader", plugins.READERS, "other_pack")])


def test_the_command_line_says_what_is_wrong(monkeypatch, capsys, tmp_path):
    from reportlint.cli import main

    monkeypatch.setattr(plugins, "discover", lambda: (EntryPoint("x", "no_such:rules", plugins.RULES, "lost_pack"),))
    assert main(["--isolated", str(tmp_path)]) == 2
    assert "插件 lost_pack" in capsys.readouterr().err
    assert main(["rule", "--all"]) == 2
