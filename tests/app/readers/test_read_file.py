"""A file is what its bytes say: each kind that is no text has its own sentence."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from app.errors import UserError
from app.readers import FORMATS, read, read_file
from app.readers.limits import FILE_BYTES
from app.words import load_words

NOISE = bytes((number * 7919 + 13) % 256 for number in range(4096))


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.docx", b"", "empty-file"),
        ("a.docx", b"plain text", "not-docx"),
        ("a.docx", b"<html><body>Sign in</body></html>", "not-docx"),
        ("a.docx", b"{\\rtf1\\ansi x}", "is-rtf"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is-old-office"),
        ("a.docx", packed("word/document.xml", "x.bin")[:-30], "incomplete-zip"),
        ("a.docx", packed("readme.txt"), "not-docx"),
        ("a.docx", packed("xl/workbook.xml"), "is-sheet"),
        ("a.txt", packed("word/document.xml"), "is-word"),
        ("a.txt", packed("readme.txt"), "is-archive"),
        ("a.zip", packed("readme.txt"), "is-archive"),
        ("a.odt", packed("mimetype", "content.xml"), "is-opendocument"),
        ("a.epub", packed("mimetype", "META-INF/container.xml"), "is-book"),
        ("a.pptx", packed("ppt/presentation.xml"), "is-slides"),
        ("a.txt", b"%PDF-1.7\n", "is-pdf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "is-image"),
        ("a.md", b"\xff\xd8\xff\xe0", "is-image"),
        ("a.html", b"GIF89a", "is-image"),
        ("a.txt", b"ID3\x04", "is-media"),
        ("a.txt", b"\x1f\x8b\x08", "is-archive"),
        ("a.txt", b"SQLite format 3\0", "is-project"),
        ("a.txt", b"\x7fELF", "is-program"),
        ("a.txt", bytes(4096), "looks-binary"),
        ("a.txt", NOISE, "looks-binary"),
    ],
)
def test_refused_in_one_sentence(name: str, raw: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read(name, raw)
    assert caught.value.code == code
    assert name in load_words().error(caught.value)


@pytest.mark.parametrize(
    ("name", "raw", "format"),
    [
        ("a.txt", b"x", "txt"),
        ("A.TXT", b"x", "txt"),
        ("a.md", b"x", "md"),
        ("a.htm", b"x", "html"),
        ("a", b"x", "txt"),
        ("a.srt", b"x", "txt"),
        ("a", b"\xef\xbb\xbf <!DOCTYPE html><p>x", "html"),
        ("a.txt", b"<p>x", "txt"),
    ],
)
def test_read_by(name: str, raw: bytes, format: str) -> None:
    assert read(name, raw).format == format


def test_the_chosen_format_wins() -> None:
    assert read("a.txt", b"# x", format="md").blocks[0].text == "x"
    with pytest.raises(UserError, match="format-unknown"):
        read("a.txt", b"x", format="pdf")
    with pytest.raises(UserError, match="not-docx"):
        read("a.txt", b"x", format="docx")


def test_formats_have_their_words() -> None:
    words = load_words()
    assert [entry.id for entry in FORMATS] == ["txt", "md", "html", "docx"]
    assert all(f"writers.format.{entry.id}" in words for entry in FORMATS)


def test_files(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_bytes("译文\n".encode())
    imported = read_file(good)
    assert (imported.name, imported.raw, imported.blocks[0].text) == ("a.txt", "译文\n".encode(), "译文")
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    cases = [(tmp_path, "file-is-folder"), (tmp_path / "no.txt", "file-missing"), (big, "file-too-big")]
    cases.append((tmp_path / "a\0b", "file-missing"))
    for path, code in cases:
        with pytest.raises(UserError) as caught:
            read_file(path)
        assert caught.value.code in (code, "file-unreadable" if "\0" in str(path) else code)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(UserError, match="file-forbidden"):
        read_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UserError, match="file-unreadable"):
        read_file(tmp_path / "pipe.txt")
