"""The one door: a dictionary's pairs from a file of any of the formats, told by its name and its first lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from app.align.dictionaries.cedict import cedict_pairs, looks_like_cedict
from app.align.dictionaries.dictd import dictd_stem, read_dictd
from app.align.dictionaries.packed import text_of
from app.errors import UserError

PAIRS = 3_000_000
"""German-English of FreeDict, the largest known, has 650,000."""
# dictd names say the languages in three letters (ISO 639-3), texts in two.
_SHORT = MappingProxyType(
    {
        "afr": "af", "ara": "ar", "bre": "br", "cat": "ca", "ces": "cs", "cym": "cy", "dan": "da", "deu": "de",
        "ell": "el", "eng": "en", "epo": "eo", "fin": "fi", "fra": "fr", "gle": "ga", "hin": "hi", "hrv": "hr",
        "hun": "hu", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "khm": "km", "kur": "ku", "lat": "la",
        "lit": "lt", "mkd": "mk", "nld": "nl", "nno": "nn", "nor": "no", "oci": "oc", "pol": "pl", "por": "pt",
        "ron": "ro", "rus": "ru", "san": "sa", "slk": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swa": "sw",
        "swe": "sv", "swh": "sw", "tur": "tr", "wol": "wo", "zho": "zh",
    }
)  # fmt: skip
_NAMED = re.compile(r"(?:^|[-._])([a-z]{2,3})-([a-z]{2,3})(?=[-._]|$)", re.IGNORECASE)


Wanted = Callable[[tuple[str, str]], Callable[[str], bool] | None]


def _all_words(_languages: tuple[str, str]) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Pairs of words. ``languages`` are those of the first and of the second word, "" where nothing says it."""

    name: str
    languages: tuple[str, str]
    pairs: tuple[tuple[str, str], ...]

    def between(self, source: str, target: str) -> tuple[tuple[str, str], ...]:
        """The pairs from one language to the other: turned round where the dictionary goes the other way."""
        if is_turned(self.languages, source, target):
            return tuple((other, one) for one, other in self.pairs)
        return self.pairs


def is_turned(languages: tuple[str, str], source: str, target: str) -> bool:
    """Whether a dictionary of these languages goes from the target to the source."""
    first, second = languages
    return first != second and (first, second) == (base_language(target), base_language(source))


def base_language(language: str) -> str:
    """The language of a tag, without region or script: zh for zh-Hans-CN."""
    code = re.split(r"[-_]", language.lower(), maxsplit=1)[0]
    return _SHORT.get(code, code)


def read_dictionary(path: Path, wanted: Wanted = _all_words) -> Dictionary:
    """A dictionary of dictd (any of its two files), of CC-CEDICT, or a table ``source<TAB>target``, UTF-8; each may be
    packed with gzip. Of a table other columns, other lines and # comments are passed over.

    ``wanted`` is asked, with the languages, for the first words to read; None: all. Raises UserError for what cannot
    be read or is too large.
    """
    languages = languages_of(path)
    if dictd_stem(path):
        return Dictionary(path.name, languages, _bounded(path, read_dictd(path, wanted(languages))))
    text = text_of(path)
    if looks_like_cedict(text):
        languages = ("zh", "en")
        return Dictionary(path.name, languages, _bounded(path, cedict_pairs(text, wanted(languages))))
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return Dictionary(path.name, languages, _bounded(path, ((row[0], row[1]) for row in rows if len(row) > 1)))


def languages_of(path: Path) -> tuple[str, str]:
    """What a file's name says: ``freedict-deu-fra.index`` is (de, fr), ``words.zh-en.tsv`` (zh, en)."""
    found = _NAMED.findall(dictd_stem(path) or path.name)
    return (base_language(found[-1][0]), base_language(found[-1][1])) if found else ("", "")


def _bounded(path: Path, pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each pair once, in order. Raises UserError where there are too many."""
    taken: dict[tuple[str, str], None] = {}
    for pair in pairs:
        taken[pair] = None
        if len(taken) > PAIRS:
            raise UserError("dictionary-too-long", name=path.name, limit=PAIRS)
    return tuple(taken)
