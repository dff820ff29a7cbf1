"""Which characters the bytes of a table mean: by mark, by name in the first line, as UTF-8, or by the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from charset_normalizer import from_bytes

from glossary.errors import GlossaryError
from glossary.language.scripts import primary

MAX_BYTES = 32 * 1024 * 1024
MAX_XML_BYTES = 96 * 1024 * 1024
"""XML says the same in three times the bytes."""
# OmegaT, Emacs and Python agree on this comment.
_MAGIC = re.compile(rb"\A[^\n]*-\*-\s*coding:\s*([\w.-]+)\s*-\*-")
_IMPOSSIBLE = re.compile("[\x00-\x08\x0e-\x1a\x80-\x84\x86-\x9f\ufffd]")
_SAMPLE = 20_000
_LEGACY = MappingProxyType(
    {
        "zh": ("gb18030", "big5hkscs"), "ja": ("cp932", "euc_jp"), "ko": ("cp949",), "th": ("cp874",),
        "ru": ("cp1251",), "uk": ("cp1251",), "bg": ("cp1251",), "sr": ("cp1251",), "el": ("cp1253",),
        "tr": ("cp1254",), "he": ("cp1255",), "ar": ("cp1256",), "fa": ("cp1256",), "vi": ("cp1258",),
        "pl": ("cp1250",), "cs": ("cp1250",), "sk": ("cp1250",), "hu": ("cp1250",), "sl": ("cp1250",),
        "hr": ("cp1250",), "ro": ("cp1250",), "lt": ("cp1257",), "lv": ("cp1257",), "et": ("cp1257",),
        "en": ("cp1252",), "de": ("cp1252",), "fr": ("cp1252",), "es": ("cp1252",), "it": ("cp1252",),
        "pt": ("cp1252",), "nl": ("cp1252",), "sv": ("cp1252",), "da": ("cp1252",), "fi": ("cp1252",),
    }
)  # fmt: skip

ENCODINGS = ("utf-8", "utf-16", *sorted({name for names in _LEGACY.values() for name in names}))
"""What a person may choose from, where the guess was wrong."""


class Decoded(NamedTuple):
    text: str
    encoding: str
    guessed: bool


def decode(raw: bytes, name: str, languages: tuple[str, ...] = (), encoding: str = "") -> Decoded:
    """The text without its byte order mark. A given encoding is obeyed; a guess is said to be one.

    Raises GlossaryError: ``glossary-too-big``, ``glossary-encoding``.
    """
    if len(raw) > MAX_BYTES:
        raise GlossaryError("glossary-too-big", {"name": name, "limit": MAX_BYTES >> 20})
    known = encoding or _marked(raw)
    try:
        return Decoded(raw.decode(known or "utf-8-sig").removeprefix("\ufeff"), known or "utf-8", False)
    except (UnicodeDecodeError, LookupError):
        if known:
            raise GlossaryError("glossary-encoding", {"name": name}) from None
    for guess in _guesses(raw, languages):
        try:
            text = raw.decode(guess)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _IMPOSSIBLE.search(text):
            return Decoded(text, guess, True)
    raise GlossaryError("glossary-encoding", {"name": name})


def _marked(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in raw[:200]:
        return "utf-16-be" if raw[0] == 0 else "utf-16-le"
    magic = _MAGIC.match(raw[:1000])
    return magic[1].decode("ascii") if magic else ""


def _guesses(raw: bytes, languages: tuple[str, ...]) -> Iterator[str]:
    """The rarer script first: English between Chinese terms is read right by any Chinese encoding, not the reverse."""
    usual = [code for language in languages for code in _LEGACY.get(primary(language), ())]
    if any(language.lower().startswith(("zh-tw", "zh-hk", "zh-hant")) for language in languages):
        usual.sort(key=lambda code: code != "big5hkscs")
    usual.sort(key=lambda code: code == "cp1252")
    looks = from_bytes(raw[:_SAMPLE]).best()
    seen = looks.encoding if looks is not None else ""
    if seen in usual or not usual:
        yield seen
    yield from usual
