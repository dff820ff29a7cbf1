"""A guess at the language of a text: its script first, then small words and letters. The person can always say."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from app.resources import resource

_SAMPLE = 20_000
_LEAST = 0.12
_LEAD = 1.15
_KANA_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class _Facts:
    scripts: dict[str, str]
    rivals: dict[str, dict[str, str]]
    letters: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]


def guess_language(text: str) -> str:
    """The primary language subtag of a text (its first 20,000 code points are looked at), "" when unsure."""
    facts = _facts()
    sample = unicodedata.normalize("NFC", text[:_SAMPLE]).lower()
    letters = Counter(char for char in sample if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        # One Chinese character says as much as several letters.
        name = unicodedata.name(char, "?").replace("-", " ").split(" ")[0]
        scripts[name] += count * (3 if name == "CJK" else 1)
    if not scripts:
        return ""
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana and kana >= _KANA_SHARE * (kana + scripts["CJK"]) and kana + scripts["CJK"] >= scripts["LATIN"]:
        return "ja"
    script = max(scripts, key=lambda name: (scripts[name], name))
    if script == "LATIN":
        return _latin(sample, letters, facts)
    language = facts.scripts.get(script, "")
    for rival, own in facts.rivals.get(language, {}).items():
        if sum(letters[char] for char in own) >= 0.01 * letters.total():
            return rival
    return language


def _latin(sample: str, letters: Counter[str], facts: _Facts) -> str:
    tokens = "".join(char if char.isalpha() else " " for char in sample).split()
    words = Counter(tokens)
    scores = {
        language: sum(words[word] for word in own) / len(tokens)
        + 2 * sum(letters[char] for char in facts.letters.get(language, frozenset())) / letters.total()
        for language, own in facts.words.items()
    }
    (best, score), (_, next_score) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if score >= _LEAST and score >= _LEAD * next_score else ""


@cache
def _facts() -> _Facts:
    data = tomllib.loads(resource("segment", "function-words.toml").read_text("utf-8"))
    return _Facts(
        scripts=data["scripts"],
        rivals=data["rivals"],
        letters={language: frozenset(chars) for language, chars in data["letters"].items()},
        words={language: frozenset(words.split()) for language, words in data["words"].items()},
    )
