"""From bytes to text: BOM, strict UTF-8, UTF-16 and UTF-32 by their NULs, then a guess that the person may change."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from itertools import islice

from app.errors import UserError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = ("utf-8", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1252", "cp1250", "cp1251", "utf-16-le")
# The detector's exotic answers and the ordinary encoding to name instead, where it gives the same text.
_ORDINARY = {
    "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp",
    "shift_jis_2004": "shift_jis", "shift_jisx0213": "shift_jis", "big5hkscs": "big5", "cp1125": "cp866",
    "mac_iceland": "mac_roman", "cp1250": "cp1252",
}  # fmt: skip
# What Python calls an encoding and no text file is written in: some hide markup, some take the square of the length.
_NO_TEXT = frozenset(
    {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "base64", "bz2", "hex", "quopri",
     "rot-13", "uu", "zlib"}
)  # fmt: skip
_SAMPLE = 64_000
_DAMAGE = 20
"""Well-formed characters beyond ASCII per broken byte sequence from which a text still is damaged UTF-8."""


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """What the bytes seem to be. ``how`` is bom, utf-8, nul (UTF-16 or 32 without BOM), damaged (UTF-8 with broken
    places), declared (a web page said so), guess or chosen; ``candidates`` are other encodings that could be, best
    first, ``encoding`` included."""

    encoding: str
    candidates: tuple[str, ...]
    how: str

    @property
    def sure(self) -> bool:
        return self.how in ("bom", "utf-8", "nul", "declared", "chosen")


def guess_encoding(raw: bytes, declared: str = "") -> EncodingGuess:
    """Guesses the encoding of a text. ``declared`` is what a web page says of itself: believed after BOM and UTF-8."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return EncodingGuess(name, (name,), "bom")
    if wide := _by_nuls(raw):
        return EncodingGuess(wide, (wide, *_others(raw, wide)), "nul")
    if escaped := _by_escapes(raw):
        return EncodingGuess(escaped, (escaped, "utf-8"), "guess")
    if _decodes(raw, "utf-8"):
        return EncodingGuess("utf-8", ("utf-8", *_others(raw, "utf-8")), "utf-8")
    if declared and _decodes(raw, declared):
        return EncodingGuess(declared, (declared, *_others(raw, declared)), "declared")
    if _damaged_utf8(raw):
        return EncodingGuess("utf-8", ("utf-8", *_others(raw, "utf-8")), "damaged")
    found = _detected(raw)
    best = found[0] if found else "cp1252"
    return EncodingGuess(best, tuple(dict.fromkeys((best, *found, *_others(raw, best)))), "guess")


def decode(raw: bytes, encoding: str) -> tuple[str, int]:
    """The text without its BOM, and the number of places that could not be read (each is U+FFFD now).

    Line ends stay as they are. Raises UserError for an encoding that does not exist.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark) and codecs_name(encoding) in (name, name[:6], f"{name}-sig"):
            raw, encoding = raw[len(mark) :], name
            break
    try:
        return raw.decode(encoding), 0
    except (UnicodeError, ValueError):
        pass
    except LookupError:
        raise UserError("encoding-unknown", encoding=encoding) from None
    try:
        text = raw.decode(encoding, "replace")
    except (UnicodeError, ValueError):
        raise UserError("encoding-wrong", encoding=encoding) from None
    return text, text.count("\ufffd")


def codecs_name(encoding: str) -> str:
    """The one spelling of an encoding's name that we use: utf-8, utf-16-le, gb18030 … ("" if there is no such one)."""
    try:
        name = codecs.lookup(encoding).name.removesuffix("-sig")
    except (LookupError, ValueError):
        return ""
    return "" if name in _NO_TEXT else name


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def _by_nuls(raw: bytes) -> str:
    """UTF-16 or UTF-32 without a BOM: the NULs of line ends, blanks and Latin letters stand all on one side."""
    sample = raw[:_SAMPLE]
    if len(raw) % 2 or b"\0" not in sample:
        return ""
    counts = [sample[at::4].count(0) for at in range(4)]
    quarter = max(1, len(sample) // 4)
    if len(raw) % 4 == 0 and min(counts[2:]) >= 0.95 * quarter and counts[0] < 0.5 * quarter:
        return "utf-32-le" if _plausible(sample, "utf-32-le") else ""
    if len(raw) % 4 == 0 and min(counts[:2]) >= 0.95 * quarter and counts[3] < 0.5 * quarter:
        return "utf-32-be" if _plausible(sample, "utf-32-be") else ""
    big, little = counts[0] + counts[2], counts[1] + counts[3]
    if max(big, little) < 0.2 * len(sample) and _decodes(raw, "utf-8"):
        return ""  # UTF-8 with a stray NUL
    name = "utf-16-le" if little > big else "utf-16-be"
    return name if min(big, little) <= 0.02 * max(big, little) and _plausible(sample, name) else ""


def _plausible(sample: bytes, encoding: str) -> bool:
    """Whether nearly all characters are assigned and none of the first is a control."""
    text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")[:4000]
    odd = sum(unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc") and char not in "\t\n\r" for char in text)
    return bool(text) and odd + text.count("\ufffd") <= 0.01 * len(text)


def _by_escapes(raw: bytes) -> str:
    """The seven-bit encodings of East Asia, which strict UTF-8 would take for ASCII."""
    for sign, name in ((b"\x1b$", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"), (b"~{", "hz")):
        if sign in raw and raw.isascii() and _decodes(raw, name) and not raw.decode(name).isascii():
            return name
    return ""


def _damaged_utf8(raw: bytes) -> bool:
    """UTF-8 with a surrogate or a cut end, or with few broken places among many sound ones."""
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not raw[: error.start].isascii():
            return True
    else:
        return True
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(text) - broken - sum(map(text.count, map(chr, range(128))))
    return good >= _DAMAGE * broken


def _detected(raw: bytes) -> list[str]:
    from charset_normalizer import from_bytes  # loaded when needed: most files are UTF-8

    sample = raw
    if len(raw) > _SAMPLE:  # cut after a line end, which is never half a character
        end = raw.rfind(b"\n", 0, _SAMPLE) + 1
        sample = raw[: end or _SAMPLE]
    matches = [match for match in islice(from_bytes(sample), 12) if not match.encoding.startswith("utf_")]
    ties = [match for match in matches if (match.chaos, match.coherence) == (matches[0].chaos, matches[0].coherence)]
    matches.sort(key=lambda match: not (match in ties and match.encoding == "cp1252"))  # the likeliest of its family
    names = [_ordinary(sample, match.encoding) for match in matches]
    return [name for name in dict.fromkeys(names) if _decodes(raw, name)]


def _ordinary(raw: bytes, encoding: str) -> str:
    plain = _ORDINARY.get(encoding, encoding)
    same = plain != encoding and _decodes(raw, plain) and raw.decode(plain) == raw.decode(encoding)
    return codecs_name(plain if same else encoding)


def _others(raw: bytes, found: str) -> tuple[str, ...]:
    sample = raw[:_SAMPLE]
    return tuple(name for name in _COMMON if name != found and _decodes(sample, name))
