"""Names that both languages write in the same letters: spelt as in the source, or with a letter too many or too few."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from app.check.facts import is_word
from app.check.model import Fault, RowView
from app.model import Span, Suggestion

_NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-ÞŁŚŻČŠŽ][^\W\d_A-Z]{2,24}(?![\w-])")
_LEAST, _LONG, _LONGER = 4, 6, 7
"""Letters of a name of which one may be another; one may lack; two may differ, where the name is known."""
_BESIDE = 12
_OTHER_VOWEL = re.compile("[äöüÄÖÜåøÅØ]")
"""Letters of their own: without its dots a name is another."""
_SOUNDS = (("tsch", "ch"), ("sch", "sh"), ("dj", "j"), ("ou", "u"), ("w", "v"), ("y", "j"), ("kh", "h"))
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"([A-ZÀ-Þ]\w+)[ -]$"), re.compile(r"[ -]([A-ZÀ-Þ]\w+)")


def changed_names(view: RowView) -> Iterator[Fault]:
    """Names of the source that stand there with one letter changed, lost or gained: Voss and Foss, Whitfield and
    Whitefield. An ending is grammar, an accent no other letter, and what dictionaries have may be a word of its own."""
    ours, theirs = _capitals(view.source), _capitals(view.target)
    lost = {name: span for name, span in ours.items() if len(name) >= _LEAST and name not in view.target}
    if not lost:
        return
    for found, span in theirs.items():
        if len(found) < _LEAST or found in view.source or _is_known(found, view.context.target_facts.code):
            continue
        for name, place in lost.items():
            if _sound(name) == _sound(found):
                continue
            if _has_other_letter(name, found) or _has_letter_more(name, found, view):
                yield _fault(found, span, name, place)


def misspelt_names(views: Sequence[RowView]) -> Iterator[Fault]:
    """Names that the translation keeps elsewhere as they are and here has nearly so: Moss Beck and Moss Bek."""
    rows = [view.note(_both) for view in views]
    kept = {name for row in rows for name in row.kept}
    if not kept:
        return
    for view, row in zip(views, rows, strict=True):
        for name, place in row.lost:
            for found, span in row.new if name in kept else ():
                if found in kept:
                    continue
                if found == _plain(name) and _OTHER_VOWEL.search(name):
                    # Bruggemann beside Brüggemann; French accents many leave out on purpose.
                    yield _fault(found, span, name, place, view.row)
                    continue
                if _has_other_letter(name, found) or not _is_near(name, found):
                    continue
                if not _is_known(found, view.context.target_facts.code):
                    if not _has_letter_more(name, found, view):
                        yield _fault(found, span, name, place, view.row)
                elif _neighbours(view.source, place) & _neighbours(view.target, span):
                    yield _fault(found, span, name, place, view.row)


class _Names(NamedTuple):
    """The names of a row: on both sides, in the source alone, in the target alone."""

    kept: tuple[str, ...]
    lost: tuple[tuple[str, Span], ...]
    new: tuple[tuple[str, Span], ...]


def _both(view: RowView) -> _Names:
    if not view.has_both:
        return _Names((), (), ())
    ours, theirs = _capitals(view.source), _capitals(view.target)
    lost = tuple((name, span) for name, span in ours.items() if name not in view.target)
    new = tuple((name, span) for name, span in theirs.items() if name not in view.source) if lost else ()
    return _Names(tuple(sys.intern(name) for name in ours if name in theirs), lost, new)


def _capitals(text: str) -> dict[str, Span]:
    """The words of a text that begin with a capital, each with its first place."""
    found: dict[str, Span] = {}
    for match in _NAME.finditer(text):
        found.setdefault(match[0], Span(*match.span()))
    return found


def _fault(found: str, span: Span, name: str, place: Span, row: int | None = None) -> Fault:
    facts = (("found", found), ("expected", name))
    return Fault("name-differs", (span,), (place,), facts, (Suggestion(span, name),), row=row)


def _has_other_letter(one: str, other: str) -> bool:
    """Another letter in one place, not in the last."""
    if min(len(one), len(other)) < _LEAST or _plain(one) == _plain(other):
        return False
    return len(one) == len(other) and one[-1] == other[-1] and Levenshtein.distance(one, other, score_cutoff=1) == 1


def _has_letter_more(name: str, found: str, view: RowView) -> bool:
    """Whether one of two has a letter more within, and the name is no word of its language."""
    if min(len(name), len(found)) < _LONG or name[:2] != found[:2] or len(name) == len(found):
        return False
    return _is_near(name, found, most=1) and not _is_known(name, view.context.source_facts.code)


def _is_near(name: str, found: str, most: int = 2) -> bool:
    """Whether two differ by a letter or two within, not by an ending or an accent."""
    if name[0] != found[0] or name[-1] != found[-1] or name.startswith(found) or found.startswith(name):
        return False
    most = 1 if min(len(name), len(found)) < _LONGER else most
    return Levenshtein.distance(name, found, score_cutoff=most) <= most and _plain(name) != _plain(found)


def _plain(name: str) -> str:
    """Without accents: Zinédine, Bozkır."""
    return "".join(filter(str.isascii, unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l"))))


def _sound(name: str) -> str:
    """With what languages make of Russian or Arabic letters made one: Lukashenko, Lukaschenko; Navalny, Nawalny."""
    for theirs, ours in _SOUNDS:
        name = name.replace(theirs, ours)
    return name


def _is_known(name: str, language: str) -> bool:
    return bool(is_word(name.lower(), language) or is_word(name, language))


def _neighbours(text: str, span: Span) -> frozenset[str]:
    """The words with capitals right before and behind."""
    before = _WORD_BEFORE.search(text[max(0, span.start - 2 * _BESIDE) : span.start])
    behind = _WORD_BEHIND.match(text[span.end : span.end + 2 * _BESIDE])
    return frozenset(match[1] for match in (before, behind) if match)
