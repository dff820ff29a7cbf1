"""The sentences shown to people, in one place: ``resources/i18n/LANGUAGE/*.toml``.

The core speaks in codes and facts; the window and the command line both turn them into words here. A translation is
a folder with the same keys; a missing key falls back to English. Keys are ``file.key`` (``errors.not-a-docx``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.errors import UserError
from app.model import Fact, Notice
from app.resources import resource

_ONE = ".one"


class Words:
    """A catalogue of templates for one language. ``{name}`` is filled with a fact; ``{n, plural}`` is two keys,
    ``key`` and ``key.one``: the latter is used when the fact ``n`` is 1.

    ``{key_next_todo}`` is the chord of the action ``next-todo``, ``{single_pin}`` the single key of ``pin``, as the
    person's own keys have them (:meth:`name_keys`); where there is none, the action's name in quotation marks."""

    def __init__(self, templates: Mapping[str, str], language: str = "en") -> None:
        self._templates = templates
        self.language = language
        self._chords: Mapping[str, str] = {}
        self._singles: Mapping[str, str] = {}

    def name_keys(self, chords: Mapping[str, str], singles: Mapping[str, str]) -> None:
        """From now on sentences name these keys, by action, as a person reads them. The window says so; there is one
        catalogue and one set of keys for each."""
        self._chords, self._singles = chords, singles

    def chord(self, action: str) -> str:
        """The key of an action that works everywhere, "" for none."""
        return self._chords.get(action, "")

    def key_named(self, name: str) -> str:
        """What stands for ``key_…`` or ``single_…`` in a sentence. Raises KeyError for another name."""
        kind, _, said = name.partition("_")
        action = said.replace("_", "-")
        if kind not in ("key", "single"):
            raise KeyError(name)
        first, second = (self._chords, self._singles) if kind == "key" else (self._singles, self._chords)
        return first.get(action) or second.get(action) or self.say("actions.named", what=self.say(f"actions.{action}"))

    def __contains__(self, key: str) -> bool:
        return key in self._templates

    @property
    def keys(self) -> Iterable[str]:
        return self._templates.keys()

    def say(self, key: str, **facts: Fact) -> str:
        """The sentence for a key. An unknown key is a bug of ours: it raises KeyError."""
        if facts.get("n") == 1 and key + _ONE in self._templates:
            key += _ONE
        return self._templates[key].format_map(_Facts(facts, self))

    def listed(self, parts: Iterable[str]) -> str:
        """Some things in one line, with this language's comma between."""
        return self.say("window.comma").join(parts)

    def sentences(self, said: Iterable[str]) -> str:
        """Sentences one after the other, with what this language has between them; empty ones are left out."""
        return self.say("window.between-sentences").join(filter(None, said))

    def language_name(self, code: str) -> str:
        """A language by its own name, its code where no name is known, or words for none at all."""
        key = f"window.lang.{code.split('-')[0]}"
        return self.say(key) if key in self else code or self.say("window.unknown-language")

    def replacement(self, text: str) -> str:
        """What is to be put in place, as it can be read: white space, or nothing at all, is said in words."""
        return text.strip() or self.say("panels.a-space" if text else "panels.take-out")

    def error(self, error: UserError) -> str:
        return self.say(f"errors.{error.code}", **error.facts)

    def notice(self, notice: Notice) -> str:
        return self.say(f"notices.{notice.code}", **dict(notice.facts))


class _Facts(dict[str, Fact]):
    """The facts of a sentence, and the keys that it names."""

    def __init__(self, facts: Mapping[str, Fact], words: Words) -> None:
        super().__init__(facts)
        self._words = words

    def __missing__(self, name: str) -> str:
        return self._words.key_named(name)


def load_words(language: str = "en", root: Path | None = None) -> Words:
    """Reads the catalogue of a language over the English one. A language that says a sentence without a singular of
    its own (Chinese has none) does not fall back to the English singular."""
    base = root or resource("i18n")
    templates = _read(base / "en")
    if language != "en" and (base / language).is_dir():
        own = _read(base / language)
        templates = {key: said for key, said in templates.items() if key.removesuffix(_ONE) not in own} | own
    return Words(templates, language)


def plain(name: str) -> str:
    """A menu's or button's name without the letter that opens it: ``&File``, or at its end ``文件(&F)``."""
    return re.sub(r"\(&\w\)|&(?!&)", "", name)


def _read(folder: Path) -> dict[str, str]:
    templates: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, value in tomllib.loads(path.read_text("utf-8")).items():
            if isinstance(value, dict):
                templates |= {f"{path.stem}.{key}.{inner}": text for inner, text in value.items()}
            else:
                templates[f"{path.stem}.{key}"] = value
    return templates
