"""Which formats are read, and what a file really is: its first bytes are believed before its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.errors import UserError
from app.readers.container import open_zip


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be imported. ``encoding`` tells whether the person may choose one."""

    id: str
    suffixes: tuple[str, ...]
    encoding: bool


FORMATS = (
    Format("txt", (".txt", ".text"), True),
    Format("md", (".md", ".markdown", ".mdown"), True),
    Format("html", (".html", ".htm", ".xhtml"), True),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), False),
)

# First bytes of what is not a text, and the sentence that says so.
_SIGNS = (
    (b"%PDF-", "is-pdf"),
    (b"\x89PNG", "is-image"),
    (b"\xff\xd8\xff", "is-image"),
    (b"GIF8", "is-image"),
    (b"II*\0", "is-image"),
    (b"MM\0*", "is-image"),
    (b"RIFF", "is-media"),
    (b"ID3", "is-media"),
    (b"OggS", "is-media"),
    (b"{\\rtf", "is-rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is-old-office"),
    (b"SQLite format 3\0", "is-project"),
    (b"\x1f\x8b", "is-archive"),
    (b"7z\xbc\xaf\x27\x1c", "is-archive"),
    (b"Rar!\x1a\x07", "is-archive"),
    (b"BZh", "is-archive"),
    (b"\xfd7zXZ\0", "is-archive"),
    (b"MZ\x90\0", "is-program"),
    (b"\x7fELF", "is-program"),
)
# A part that tells what a zip container is.
_PACKAGES = (
    ("word/", "is-word"),
    ("xl/", "is-sheet"),
    ("ppt/", "is-slides"),
    ("content.xml", "is-opendocument"),
    ("META-INF/container.xml", "is-book"),
)
# What translation programs exchange, by its ending or by the element an XML file begins with.
_EXCHANGED = {
    "tmx": "is-tmx",
    "xliff": "is-xliff", "xlf": "is-xliff", "sdlxliff": "is-xliff", "mqxliff": "is-xliff", "mxliff": "is-xliff",
    "tbx": "is-tbx", "martif": "is-tbx",
    "po": "is-po", "pot": "is-po",
    "html": "",
}  # fmt: skip
_XML = b"<?xml"
_ELEMENT = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})[\s/>]")
_ZIP = b"PK\x03\x04"
_PAGES = (b"<!doctype html", b"<html")


def format_of(name: str, raw: bytes, chosen: str = "") -> str:
    """The id of the format to read the bytes by. Raises UserError where they are no text, page or Word document.

    ``chosen`` forces a format; the bytes still have to be of its kind.
    """
    wanted = chosen or _by_suffix(name)
    if raw.startswith(_ZIP):
        return _zip_format(name, raw, wanted)
    for sign, code in _SIGNS:
        if raw.startswith(sign):
            raise UserError(code, name=name)
    if wanted == "docx":
        raise UserError("not-docx" if raw else "empty-file", name=name)
    if wanted:
        return wanted
    if code := _exchanged(name, raw):
        raise UserError(code, name=name)
    return "html" if looks_like_page(raw) else "txt"


def looks_like_page(raw: bytes) -> bool:
    return raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES)


def _by_suffix(name: str) -> str:
    suffix = _suffix(name)
    return next((entry.id for entry in FORMATS if suffix in entry.suffixes), "")


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _exchanged(name: str, raw: bytes) -> str:
    """The code of the sentence for a file of another program, "" for a text or a page."""
    suffix = _suffix(name)[1:]
    if suffix in _EXCHANGED:
        return _EXCHANGED[suffix]
    head = raw[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(_XML):
        return ""
    root = _ELEMENT.search(head)
    return _EXCHANGED.get(root[1].decode("ascii").lower(), "is-xml") if root else "is-xml"


def _zip_format(name: str, raw: bytes, wanted: str) -> str:
    with open_zip(name, raw) as archive:
        parts = archive.namelist()
    code = next((code for start, code in _PACKAGES if any(part.startswith(start) for part in parts)), "is-archive")
    if code == "is-archive" and wanted == "docx":
        raise UserError("not-docx", name=name)
    if code == "is-word" and wanted in ("docx", ""):
        return "docx"
    raise UserError(code, name=name)
