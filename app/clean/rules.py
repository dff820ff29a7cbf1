"""The rules of cleaning are data (``resources/litter``); here they are read, checked and compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.errors import UserError

KINDS = frozenset({"line", "links", "bar", "span", "own"})
# Languages whose words could be mistaken for another's: they are tried on texts of that language, or of none known.
_LATIN = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl", "cs", "hu", "sv", "da", "is"})
# A phrase of an alphabet ends where the word ends; a Chinese one may be followed by anything.
_WORD_END = r"(?-i:(?![^\W\d_\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]))"


@dataclass(frozen=True)
class Expression:
    """A regular expression that is compiled when it is first looked for: all of them take over a second, most are of
    languages a text is not in, and a window that opens needs none."""

    source: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


Patterns = tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of litter. ``patterns``, ``anchors`` and ``phrases`` are pairs of a language and its words.

    ``longest`` bounds, in code points, the paragraphs a line rule looks at; ``least`` is the number of phrases a line
    must consist of. ``examples`` and ``counter_examples`` are lists of paragraphs.
    """

    id: str
    kind: str
    patterns: Patterns = ()
    anchors: Patterns = ()
    phrases: Patterns = ()
    least: int = 2
    longest: int = 300
    replacement: str = ""
    breaks: Expression | None = None
    examples: tuple[tuple[str, ...], ...] = ()
    counter_examples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    rules: tuple[Rule, ...]

    def of_kind(self, *kinds: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.kind in kinds)

    def compile(self) -> None:
        """Compiles everything now. Raises ``re.error`` for what is no expression."""
        for rule in self.rules:
            for _, expression in rule.patterns + rule.anchors + rule.phrases:
                _ = expression.compiled
            _ = rule.breaks and rule.breaks.compiled

    def has(self, rule: str) -> bool:
        return any(known.id == rule for known in self.rules)


def load_rules(folder: Path, *, tried: bool = False) -> RuleSet:
    """Reads every ``*.toml`` of a folder, in the order of their names. Rules that are ``tried`` already, those we ship,
    are compiled as they are needed.

    Raises UserError ``bad-litter-rules`` for a file that is no TOML or a rule that is incomplete or does not compile.
    """
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text("utf-8")).get("rule", [])
            own = [_rule(table) for table in tables]
            if not tried:
                RuleSet(tuple(own)).compile()
            rules.extend(own)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, re.error, KeyError, TypeError, ValueError) as fault:
            raise UserError("bad-litter-rules", file=path.name, reason=str(fault)) from fault
    return RuleSet(tuple(rules))


def applies(key: str, language: str) -> bool:
    """Whether the words of a language (or "any") are to be tried on a text of ``language`` ("" if not known)."""
    return key not in _LATIN or not language or language.split("-")[0] == key


def _rule(table: dict[str, Any]) -> Rule:
    kind = table["kind"]
    if kind not in KINDS:
        raise ValueError(f"{table['id']}: kind {kind}")
    words = table.get("words", {})
    breaks = table.get("breaks", "")
    return Rule(
        id=table["id"],
        kind=kind,
        patterns=_compiled(table.get("patterns", {}), words),
        anchors=_phrases(table.get("anchors", {})),
        phrases=_phrases(table.get("phrases", {})),
        least=table.get("least", 2),
        longest=table.get("longest", 300),
        replacement=table.get("replacement", ""),
        breaks=Expression(breaks) if breaks else None,
        examples=_examples(table["examples"]),
        counter_examples=_examples(table["counter_examples"]),
    )


def _compiled(patterns: dict[str, list[str]], words: dict[str, list[str]]) -> Patterns:
    found: dict[str, list[str]] = {}
    for language, templates in patterns.items():
        for template in templates:
            if "{words}" not in template:
                found.setdefault(language, []).append(template)
                continue
            for key in words if language == "any" else [language]:
                found.setdefault(key, []).append(template.replace("{words}", f"(?:{'|'.join(words[key])})"))
    return tuple((key, Expression("|".join(parts))) for key, parts in found.items())


def _phrases(words: dict[str, list[str]]) -> Patterns:
    return tuple(
        (key, Expression("|".join(_phrase(word) for word in sorted(parts, key=len, reverse=True))))
        for key, parts in words.items()
    )


def _phrase(word: str) -> str:
    return word if "\u3000" <= word[-1] <= "\u9fff" else word + _WORD_END


def _examples(entries: list[str | list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in entries)
