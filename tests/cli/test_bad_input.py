"""Bad input: a clear message each, the rest still linted, status 2, nothing hangs."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def good(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("xx", encoding="utf-8")


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(bytes(range(256)) * 3)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)) + chunk(b"IDAT", pixels)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", png(), ""),
        ("a.txt", random.Random(1).randbytes(4000), ""),
        ("a.txt", b"\xff\xfe" + "正常".encode("utf-16-le") + b"\x00\xd8" + "正常".encode("utf-16-le"), "无法识别文字编码"),
        ("a.txt", b"\x80\x81\xff\xfe\xfd 12 \xff" * 20, ""),
        ("a.doc", b"\xd0\xcf\x11\xe0", "不支持的格式，请用 WPS 或 Word 另存为 .docx 后再检查（.doc）"),
        ("a.ofd", b"PK", "导出为 .pdf 后再检查（.ofd）"),
        ("a.et", b"", "另存为 .xlsx 后再检查（.et）"),
        ("a.png", png(), "ocrmypdf"),
    ],
)
def test_a_bad_file_is_said_and_the_rest_linted(cli, tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    ran = cli(name, "good.txt")
    assert ran.status == 2
    assert f"跳过的文件\n  {name}：" in ran.out
    assert reason in ran.out
    assert "good.txt\n  1:1  错误  PLH901 mask" in ran.out
    assert "Traceback" not in ran.out + ran.err


def test_an_empty_file_is_no_fault(cli, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = cli("empty.txt")
    assert (ran.status, ran.out, ran.err) == (0, "1 个文件，0 字，复算 0 处关系；数字 0 个，在复算关系中的 0 个（0%）：0 个错误，0 个警告，0 个提示（0.00 秒）\n", "")
    assert cli("empty.txt", "--checks").out.startswith("复算清单\n  没有可以复算的关系\n")


def test_five_megabytes_on_a_single_line(cli, tmp_path):
    (tmp_path / "long.txt").write_text("工作" * 900_000 + "xx" + "工作" * 100, encoding="utf-8")
    ran = cli("long.txt", "-q")
    lines = ran.out.splitlines()
    assert lines[1] == "  1:1800001  错误  PLH901 mask"
    assert lines[4].index("^") - lines[3].index("工") > 10
    assert len(lines[3]) < 100


def test_a_missing_file_is_said(cli):
    ran = cli("no.txt", "good.txt", "--output-format", "concise")
    assert ran.status == 2
    assert ran.err.startswith("reportlint: no.txt: 找不到这个文件或文件夹")
    assert ran.out.startswith("good.txt:1:1:")


def test_a_folder_and_a_file_without_rights(cli, tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed.txt").write_text("xx", encoding="utf-8")
    scandir, opened = os.scandir, Path.open

    def refused(path="."):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def refused_file(self, *arguments, **options):
        if self.name == "closed.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(os, "scandir", refused)
    monkeypatch.setattr(Path, "open", refused_file)
    ran = cli(".")
    assert ran.status == 2
    assert "跳过的文件\n  closed：无法读取（Permission denied）\n  closed.txt：无法读取（Permission denied）\n" in ran.out
    assert "good.txt\n  1:1" in ran.out


def test_symbolic_links_in_a_circle(cli, tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to("self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "a" / "b", target_is_directory=True)
    ran = cli(".")
    assert "  a/b/up：符号链接指回上级文件夹\n" in ran.out
    assert "  a/self.txt：无法读取" in ran.out
    assert "  a/gone.txt：无法读取（No such file or directory）\n" in ran.out
    assert "  elsewhere：不进入符号链接的文件夹\n" in ran.out
    assert ran.status == 2


def docx(document: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = b"</w:body></w:document>"
PARAGRAPH = b"<w:p><w:r><w:t>xx</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "data",
    [
        docx(W + PARAGRAPH + END)[:200],
        b"not a zip archive",
        docx(W + PARAGRAPH),
        b"PK\x03\x04",
        docx(W + PARAGRAPH + b" " * 80_000_000 + END),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
    ids=["truncated", "no-archive", "broken-xml", "signature-only", "bomb", "renamed-doc"],
)
def test_a_damaged_word_file(tmp_path, monkeypatch, data):
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(data)
    from reportlint import plugins, runner
    from reportlint.discover import Target
    from reportlint.report import SkippedFile

    read = runner.read_document(Target(Path("a.docx"), "a.docx", ".docx"), plugins.load_readers())
    assert isinstance(read, SkippedFile)
    assert read.fault
    assert read.reason != "reader-failed"
