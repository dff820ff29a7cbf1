"""The doors of this room: read bytes, a file, or what was pasted. Heavy readers are loaded when needed."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.model import Imported, Notice
from app.readers.characters import clean_characters
from app.readers.encoding import EncodingGuess, codecs_name, decode, guess_encoding
from app.readers.formats import FORMATS, format_of, looks_like_page
from app.readers.limits import FILE_BYTES, MEGABYTE
from app.readers.text import demand_lines, read_text

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})""",
    re.I,
)
# What web pages say and mean (WHATWG Encoding Standard).
_MEANT = {
    "utf-16": "utf-8",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 12, 13, 27))


def read(name: str, raw: bytes, *, encoding: str = "", format: str = "") -> Imported:
    """Reads a file's bytes by what they are; ``name`` is used for its suffix and in sentences.

    ``encoding`` and ``format`` (an id of FORMATS) are the person's choice over the guess. Raises UserError for what
    cannot be read: too big, another kind of file, damaged, binary, an unknown encoding or format.
    """
    name = readable_name(name)
    if len(raw) > FILE_BYTES:
        raise UserError("file-too-big", name=name, size=len(raw) // MEGABYTE, limit=FILE_BYTES // MEGABYTE)
    if format and format not in {entry.id for entry in FORMATS}:
        raise UserError("format-unknown", format=format)
    kind = format_of(name, raw, format)
    if kind == "docx":
        from app.readers.docx import read_docx

        return _told(read_docx(name, raw))
    text, used, notices = decoded(name, raw, encoding, kind)
    if kind == "html":
        from app.readers.html import read_html

        return _told(read_html(name, raw, text, used, notices))
    if kind == "md":
        from app.readers.markdown import read_markdown

        return _told(read_markdown(name, raw, text, used, notices))
    if looks_like_page(raw):
        notices += (Notice("looks-like-page"),)
    return _told(read_text(name, raw, text, used, notices))


def readable_name(name: str) -> str:
    """A file's name that can be stored: one that is not UTF-8 arrives with lone surrogates, which no database takes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_file(path: Path, *, encoding: str = "", format: str = "") -> Imported:
    """Reads a file, refusing a big one before it is loaded. Raises UserError, also where there is no readable file."""
    return read(path.name, file_bytes(path), encoding=encoding, format=format)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that is not too big. Raises UserError, also where there is no readable file."""
    try:
        if path.is_dir():
            raise UserError("file-is-folder", name=str(path))
        if not path.is_file():
            raise UserError("file-missing" if not path.exists() else "file-unreadable", name=str(path))
        # A project that is open has its log beside it; to read it would drop this process's own locks on it (POSIX).
        if path.with_name(path.name + "-wal").exists():
            raise UserError("is-project", name=path.name)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # A file may grow while it is read: never more than the limit and one byte.
            raw = b"" if size > FILE_BYTES else file.read(FILE_BYTES + 1)
    except PermissionError:
        raise UserError("file-forbidden", name=str(path)) from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise UserError("file-unreadable", name=str(path)) from None
    if (size := max(size, len(raw))) > FILE_BYTES:
        raise UserError("file-too-big", name=path.name, size=size // MEGABYTE, limit=FILE_BYTES // MEGABYTE)
    return raw


def read_pasted(text: str, html: str = "") -> Imported:
    """Reads what was pasted: its HTML where that holds text, else its plain text. ``raw`` is its UTF-8."""
    for pasted, kind in ((html, "html"), (text, "txt")):
        cleaned, removed = clean_characters(pasted)
        raw = cleaned.encode("utf-8")
        if len(raw) > FILE_BYTES:
            raise UserError("paste-too-big", size=len(raw) // MEGABYTE, limit=FILE_BYTES // MEGABYTE)
        if kind == "html" and cleaned.strip():
            from app.readers.html import read_html

            imported = read_html("", raw, cleaned, "utf-8")
        else:
            imported = read_text("", raw, cleaned, "utf-8")
        if removed:
            notice = Notice("characters-cleaned", (("n", removed),))
            imported = replace(imported, notices=(*imported.notices, notice))
        if imported.blocks:
            return imported
    return _told(imported)


def decoded(name: str, raw: bytes, encoding: str, kind: str = "txt") -> tuple[str, str, tuple[Notice, ...]]:
    """A text's characters, its encoding, and what is to be told of it. Raises UserError: binary, an endless line."""
    if kind == "txt":
        demand_lines(name, raw)
    guess = _encoding(name, raw, encoding, kind)
    text, broken = decode(raw, guess.encoding)
    return text, guess.encoding, _encoding_notices(guess, broken)


def _encoding(name: str, raw: bytes, chosen: str, kind: str) -> EncodingGuess:
    if chosen:
        if not (codec := codecs_name(chosen)):
            raise UserError("encoding-unknown", encoding=chosen)
        return EncodingGuess(codec, (codec,), "chosen")
    guess = guess_encoding(raw, _declared(raw) if kind == "html" else "")
    if guess.how != "bom" and guess.how != "nul":
        controls = len(raw) - len(raw.translate(None, _CONTROLS))
        if controls > (0.3 if guess.how == "utf-8" else 0.03) * len(raw):
            raise UserError("looks-binary", name=name)
    return guess


def _declared(raw: bytes) -> str:
    match = _CHARSET.search(raw[:4096])
    if not match:
        return ""
    name = codecs_name((match[1] or match[2]).decode("ascii", "replace"))
    return _MEANT.get(name, name)


def _encoding_notices(guess: EncodingGuess, broken: int) -> tuple[Notice, ...]:
    notices: tuple[Notice, ...] = ()
    if not guess.sure:
        notices = (Notice("encoding-guessed", (("encoding", guess.encoding),)),)
    if broken:
        notices += (Notice("undecodable", (("n", broken), ("encoding", guess.encoding))),)
    return notices


def _told(imported: Imported) -> Imported:
    """With a word where nothing was found, so that an empty screen is never a riddle."""
    if imported.blocks:
        return imported
    code = "no-text" if imported.raw else "empty-file"
    return replace(imported, notices=(*imported.notices, Notice(code)))
