"""CC-CEDICT, the free Chinese-English dictionary: lines of ``Traditional Simplified [pin1 yin1] /sense/sense/``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.align.dictionaries.packed import LINE

_LINE = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.*)/\s*")
# Remarks, and the pinyin of other entries.
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）")
_LEAD = re.compile(r"^(?:lit\.|fig\.|also|surname|to be|to|the|a|an)\s+", re.IGNORECASE)
# What points to another entry, or explains, and translates nothing.
_POINTS = re.compile(
    r"(?:CL:|see |(?:old |archaic |erhua |erroneous |Japanese )?variant |abbr\.|used in |also written |"
    r"(?:also |Taiwan )?pr\.|Kangxi radical)",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 60
_SHORT = 3
"""Words of a part up to which commas stand between synonyms, not inside a phrase."""


def looks_like_cedict(text: str) -> bool:
    """Whether the first lines that are no comment are entries."""
    lines = [line for line in text[:20_000].split("\n")[:200] if line.strip() and not line.startswith("#")][:5]
    return bool(lines) and all(_LINE.fullmatch(line.rstrip("\r")) for line in lines[:-1] or lines)


def cedict_pairs(text: str, wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, str]]:
    """Chinese in both scripts and English; lines that are no entries are passed over, and words not wanted."""
    for line in text.split("\n"):
        if len(line) > LINE:
            continue
        if wanted is not None and not any(wanted(word) for word in line.split(" ", 2)[:2]):
            continue
        entry = _LINE.fullmatch(line)
        if entry is None:
            continue
        words = dict.fromkeys((entry[2], entry[1]))
        senses = dict.fromkeys(part for sense in entry[3].split("/") for part in _parts(sense))
        yield from ((word, sense) for word in words for sense in senses)


def _parts(sense: str) -> Iterator[str]:
    for clause in _ASIDE.sub("", sense).split(";"):
        if _POINTS.match(clause.strip()):
            continue
        between = clause.split(",")
        for part in between if all(len(part.split()) <= _SHORT for part in between) else [clause]:
            said = _LEAD.sub("", " ".join(part.split()))
            if said and len(said) <= _LONGEST and not _CHINESE.search(said):
                yield said
