"""``reportlint annotate`` on the command line."""

import os
import re
from types import SimpleNamespace

import docx
import pytest

from reportlint.cli import main

TEXT = "旅游收入由5683万元增加到6137万元，增长13%。"


@pytest.fixture
def cli(tmp_path, monkeypatch, capfd):
    """Runs the command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)

    def run(*arguments):
        capfd.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as stop:
            status = stop.code
        out, err = capfd.readouterr()
        return SimpleNamespace(status=status, out=out, err=err)

    return run


@pytest.fixture
def draft(tmp_path):
    """Writes drafts of some paragraphs."""
    def write(name="draft.docx", *paragraphs):
        document = docx.Document()
        for text in paragraphs or (TEXT,):
            document.add_paragraph(text)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return write


def texts(path):
    return [comment.text for comment in docx.Document(str(path)).comments]


def test_a_copy_with_comments(cli, draft, word):
    original = draft().read_bytes()
    ran = cli("annotate", "draft.docx", "-o", "reviewed.docx", "--select", "NUM")
    assert (ran.status, ran.out, ran.err) == (0, "reviewed.docx：1 条批注（错误 1）\n", "")
    comment, = docx.Document("reviewed.docx").comments
    assert (comment.author, comment.initials) == ("reportlint", "RL")
    assert comment.timestamp is not None
    first, message, *rest = comment.text.splitlines()
    assert first == "NUM001 growth-mismatch · 错误"
    assert "与“增长13%”不符" in message
    assert rest[0] == "另见：基数：5683万元 — “旅游收入由5683万元增加到6137万元，增长13%。”"
    with open("reviewed.docx", "rb") as file:
        assert set(word.anchors(file.read()).values()) == {"13%"}
    with open("draft.docx", "rb") as file:
        assert file.read() == original
    assert [name for name in os.listdir() if name.startswith(".reportlint") or name.startswith(".reviewed")] == []


def test_in_english_and_quietly(cli, draft):
    draft()
    ran = cli("annotate", "draft.docx", "-o", "reviewed.docx", "--lang", "en", "--select", "NUM")
    assert ran.out == "reviewed.docx: comments 1 (errors 1)\n"
    text = texts("reviewed.docx")[0]
    assert text.startswith("NUM001 growth-mismatch · error\n")
    assert "see: base: 5683万元 — “" in text
    assert cli("annotate", "draft.docx", "-o", "reviewed.docx", "--force", "-q").out == ""


def test_existing_files_and_the_original_are_never_written_over(cli, draft, tmp_path):
    draft()
    (tmp_path / "there.docx").write_bytes(b"old")
    ran = cli("annotate", "draft.docx", "-o", "there.docx")
    assert (ran.status, ran.out) == (2, "")
    assert "--force" in ran.err
    assert (tmp_path / "there.docx").read_bytes() == b"old"
    assert cli("annotate", "draft.docx", "-o", "there.docx", "--force").status == 0
    assert len(texts("there.docx")) >= 1
    original = (tmp_path / "draft.docx").read_bytes()
    os.symlink("draft.docx", "link.docx")
    os.link("draft.docx", "hard.docx")
    for output in ("draft.docx", "./draft.docx", "link.docx", "hard.docx", "."):
        ran = cli("annotate", "draft.docx", "-o", output, "--force")
        assert (ran.status, "draft.docx" in ran.err or output in ran.err) == (2, True), output
    assert (tmp_path / "draft.docx").read_bytes() == original


def test_the_ending_of_the_copy(cli, draft):
    draft()
    for output in ("copy.doc", "copy", "copy.docm", "copy.pdf"):
        ran = cli("annotate", "draft.docx", "-o", output)
        assert (ran.status, ".docx" in ran.err, os.path.exists(output)) == (2, True, False)
    assert cli("annotate", "draft.docx", "-o", "new/folder/").status == 0
    assert os.path.exists("new/folder/draft.docx")


def test_several_files_are_compared_and_each_gets_a_copy(cli, draft):
    draft("2023.docx", "青禾县2023年国民经济和社会发展统计公报", "全年财政总收入14.68亿元，增长5.2%。")
    draft("2024.docx", "青禾县2024年国民经济和社会发展统计公报", "全年财政总收入14.26亿元，增长7.1%。")
    ran = cli("annotate", "2023.docx", "2024.docx", "-o", "out", "--select", "FACT003")
    assert (ran.status, len(ran.out.splitlines())) == (0, 2)
    said = texts("out/2023.docx") + texts("out/2024.docx")
    assert len(said) == 1
    assert re.search(r"另见（20\d\d.docx）：", said[0])
    alone = cli("annotate", "2024.docx", "--with", "2023.docx", "-o", "alone.docx", "--select", "FACT003")
    assert (alone.status, len(texts("alone.docx"))) == (0, 1)
    draft("wrong.docx", TEXT)
    for files, status in ((("2024.docx", "--with", "wrong.docx"), 0), (("wrong.docx", "--with", "2024.docx"), 1)):
        ran = cli("annotate", *files, "-o", "x.docx", "--force", "--select", "NUM", "--fail-on", "error")
        assert ran.status == status, "what is only compared with does not count"
    assert cli("annotate", "2023.docx", "2024.docx", "-o", "apart", "--select", "FACT003", "--scope", "document").status == 0
    assert texts("apart/2023.docx") + texts("apart/2024.docx") == []
    assert cli("annotate", "2023.docx", "2024.docx", "-o", "out/2023.docx").status == 2


def test_folders(cli, draft, tmp_path):
    draft("drafts/a.docx")
    draft("drafts/sub/b.docx")
    (tmp_path / "drafts/c.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "drafts/d.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    ran = cli("annotate", "drafts", "-o", "drafts/reviewed", "--select", "NUM")
    assert (ran.status, len(ran.out.splitlines())) == (0, 2)
    assert "d.doc" in ran.err
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("reviewed/**/*.docx")) == [
        "drafts/reviewed/a.docx", "drafts/reviewed/sub/b.docx"]
    again = cli("annotate", "drafts", "-o", "drafts/reviewed", "--select", "NUM", "--force")
    assert len(again.out.splitlines()) == 2, "copies are not reviewed themselves"


def test_copies_must_not_fall_on_one_another(cli, draft):
    draft("a/x.docx")
    draft("b/x.docx")
    ran = cli("annotate", "a/x.docx", "b/x.docx", "-o", "out")
    assert ran.status == 2
    assert "a/x.docx" in ran.err
    assert "b/x.docx" in ran.err
    assert not os.path.exists("out")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0", "soffice --headless --convert-to docx"),
        ("old.wps", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("old.txt", TEXT.encode(), "reportlint check"),
        ("old.md", TEXT.encode(), "reportlint check"),
        ("bad.docx", b"PK\x03\x04 broken", "损坏"),
        ("really.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
        ("locked.docx", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("none.docx", None, "找不到"),
        ("empty.docx", b"", "损坏"),
    ],
)
def test_what_gets_no_comments_is_said(cli, tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = cli("annotate", name, "-o", "out.docx")
    assert (ran.status, ran.out, os.path.exists("out.docx")) == (2, "", False)
    assert said in ran.err
    assert name in ran.err
    assert "Traceback" not in ran.err


def test_a_damaged_file_does_not_stop_the_others(cli, draft, tmp_path):
    draft("a.docx")
    (tmp_path / "b.docx").write_bytes(b"PK broken")
    ran = cli("annotate", "a.docx", "b.docx", "-o", "out")
    assert (ran.status, os.listdir("out")) == (2, ["a.docx"])
    assert "b.docx" in ran.err


def test_standard_input_and_an_empty_folder(cli, tmp_path):
    (tmp_path / "empty").mkdir()
    for path in ("-", "empty"):
        ran = cli("annotate", path, "-o", "out.docx")
        assert ran.status == 2
        assert ran.err.startswith("reportlint: ")


def test_exit_status_and_settings(cli, draft, tmp_path):
    draft()
    assert cli("annotate", "draft.docx", "-o", "1.docx", "--fail-on", "error").status == 1
    assert os.path.exists("1.docx")
    (tmp_path / "reportlint.toml").write_text('fail-on = "info"\nignore = ["NUM001"]\n', encoding="utf-8")
    ran = cli("annotate", "draft.docx", "-o", "2.docx", "--select", "NUM")
    assert (ran.status, ran.out) == (0, "2.docx：0 条批注\n")
    (tmp_path / "reportlint.toml").write_text("ignore = 7\n", encoding="utf-8")
    assert cli("annotate", "draft.docx", "-o", "3.docx").status == 2
    assert cli("annotate", "draft.docx", "-o", "3.docx", "--select", "NUMM").status == 2
    assert cli("annotate", "draft.docx", "-o", "3.docx", "--isolated").status == 0


def test_the_baseline_is_honoured(cli, draft):
    path = draft()
    assert cli("baseline", "write", "draft.docx").status == 0
    draft("draft.docx", TEXT, "税收收入由1683万元增加到2137万元，增长13%。")
    assert path.exists()
    cli("annotate", "draft.docx", "-o", "new.docx", "--select", "NUM")
    assert len(texts("new.docx")) == 1
    cli("annotate", "draft.docx", "-o", "all.docx", "--select", "NUM", "--no-baseline")
    assert len(texts("all.docx")) == 2


def test_a_comment_in_word_suppresses_a_finding(cli, draft):
    path = draft("draft.docx", TEXT, "税收收入由1683万元增加到2137万元，增长13%。")
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[0].runs[0], text="Reportlint：ignore[NUM001] 按可比口径计算", author="张", initials="Z")
    document.save(str(path))
    ran = cli("annotate", "draft.docx", "-o", "reviewed.docx", "--select", "NUM,SUP")
    assert ran.out == "reviewed.docx：1 条批注（错误 1）\n"
    assert [text for text in texts("reviewed.docx") if "税收" in text]
    assert "按可比口径" in cli("check", "draft.docx", "--select", "NUM,SUP", "--output-format", "sarif").out
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[1].runs[0], text="reportlint: ignore[NUM003] 无", author="张")
    document.add_comment(document.paragraphs[1].runs[0], text="reportlint: ignore", author="张")
    document.save(str(path))
    ran = cli("check", "draft.docx", "--select", "NUM,SUP", "--output-format", "concise")
    assert [code for code in ("SUP001", "SUP002") if code in ran.out] == ["SUP001", "SUP002"]


def test_ranges_and_whole_files_are_suppressed_too(cli, draft):
    path = draft("draft.docx", *(f"{name}由5683万元增加到6137万元，增长13%。" for name in ("旅游收入", "税收收入", "财政收入")))
    for words, left in (("reportlint: ignore-file[NUM001] 草稿", 0), ("reportlint: ignore-begin[NUM001] 草稿", 1)):
        document = docx.Document(str(path))
        document.add_comment(document.paragraphs[0].runs[0], text=words, author="张")
        if left:
            document.add_comment(document.paragraphs[1].runs[0], text="reportlint: ignore-end", author="张")
        document.save("suppressed.docx")
        cli("annotate", "suppressed.docx", "-o", "reviewed.docx", "--select", "NUM", "--force")
        assert len([text for text in texts("reviewed.docx") if text.startswith("NUM001")]) == left


def test_a_reply_to_our_comment_suppresses_and_the_thread_stays(cli, draft):
    draft()
    cli("annotate", "draft.docx", "-o", "reviewed.docx", "--select", "NUM")
    document = docx.Document("reviewed.docx")
    run = next(run for run in document.paragraphs[0].runs if run.text == "13%")
    document.add_comment(run, text="reportlint: ignore[NUM001] 可比口径", author="张")
    document.save("answered.docx")
    ran = cli("annotate", "answered.docx", "-o", "again.docx", "--select", "NUM")
    assert "0 条批注" in ran.out


def test_fixes_as_tracked_changes(cli, draft, tmp_path):
    (tmp_path / "reportlint.toml").write_text(
        '[[terms]]\ncode = "XZ001"\nkind = "substitution"\nreplace = { "橙冲镇" = "枨冲镇" }\n', encoding="utf-8")
    draft("draft.docx", "橙冲镇完成了任务。")
    ran = cli("annotate", "draft.docx", "-o", "fixed.docx", "--select", "XZ001", "--unsafe-fixes")
    assert "修订 1 处" in ran.out
    assert cli("check", "fixed.docx", "--select", "XZ001").status == 0
    plain = cli("annotate", "draft.docx", "-o", "plain.docx", "--select", "XZ001")
    assert "修订" not in plain.out
    refused = cli("check", "draft.docx", "--select", "XZ001", "--unsafe-fixes")
    assert "reportlint annotate --fix" in refused.err


def test_placeholders_in_headers_are_found_once(cli, tmp_path):
    document = docx.Document()
    document.add_paragraph("一、工作回顾")
    document.add_paragraph("全镇各项工作取得明显成效。")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].text = "某某镇2024年政府工作报告（送审稿）"
    section.footer.paragraphs[0].text = "— 1 —"
    document.save(str(tmp_path / "draft.docx"))
    ran = cli("annotate", "draft.docx", "-o", "reviewed.docx")
    said = texts("reviewed.docx")
    assert len(said) == 1, said
    assert said[0].startswith("PLH001")
    assert "页眉" in said[0]
    assert "只能标在附近" in ran.out


def test_a_folder_that_cannot_be_written(cli, draft, tmp_path):
    draft()
    (tmp_path / "file").write_bytes(b"")
    ran = cli("annotate", "draft.docx", "-o", "file/reviewed.docx")
    assert ran.status == 2
    assert "无法写入" in ran.err
