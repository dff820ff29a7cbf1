"""A small word of the source's language that stayed among words of the target's: "die alt sind or krank"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from app.check.model import Fault, RowView
from app.model import Span
from app.resources import resource
from glossary.language.scripts import primary

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"[„“”\"«»‚‘(\[]([^„“”\"«»‚‘()\[\]]{0,200})$")
_BEFORE = 200


def left_words(view: RowView) -> Iterator[Fault]:
    """A function word of the source that stands in small letters between small words of the target alone.

    Where the words beside it stand in the source too, it is of a name or of a phrase left as it was, which others tell.
    """
    words = _words(primary(view.context.source_language), primary(view.context.target_language))
    if not words:
        return
    found = list(_WORD.finditer(view.target))
    if not any(match[0] in words for match in found[1:-1]):
        return
    ours = {match[0].lower(): match for match in _WORD.finditer(view.source)}
    for at in range(1, len(found) - 1):
        before, match, behind = found[at - 1 : at + 2]
        place = ours.get(match[0])
        if match[0] not in words or place is None:
            continue
        if any(word[0].lower() in ours or word[0] in words for word in (before, behind)):
            continue
        # A capital may be a name's; German nouns have one too.
        small = before[0].islower() + behind[0].islower()
        if small < (1 if view.context.target_facts.code == "de" else 2):
            continue
        if (
            not view.target[before.end() : match.start()].isspace()
            or not view.target[match.end() : behind.start()].isspace()
        ):
            continue
        if not _QUOTED.search(view.target[max(0, match.start() - _BEFORE) : match.start()]):
            yield Fault("untranslated-words", (Span(*match.span()),), (Span(*place.span()),), (("text", match[0]),))


@cache
def _words(source: str, target: str) -> frozenset[str]:
    """The words of one language that give it away in a text of the other; none where one of the two is not known."""
    data = _data()
    if source == target or target not in data["also"] or source not in data["words"]:
        return frozenset()
    return frozenset(data["words"][source]) - frozenset(data["words"][target]) - frozenset(data["also"][target])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("check", "leftover.toml").read_text("utf-8"))
