"""Learning from edits: what a person replaced twice by hand may be a term. It is offered, never applied alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from app.model import BlockId, Row, RowId, Side, Span
from app.review.diff import Kind, word_diff
from app.store import Origin, Store
from glossary.language.folding import fold
from glossary.language.inflection import plural
from glossary.language.scripts import is_boundary, is_undivided
from glossary.model import Concept, Glossary, Scope, Status, Term

_BY_HAND = frozenset(map(str, (Origin.EDIT, Origin.UNDO, Origin.REDO, Origin.RESTORE, Origin.REVERT)))
LESSON = "lesson"
"""The rule that a refused lesson is remembered under."""
_TIMES = 2
_MOST = 20
_LONGEST = 80
_READ = 1_000
"""Characters of a source that are compared: the work is quadratic."""
_SHORTEST = 4
"""Letters one of the words has to have: articles and small words are nobody's term."""
_BRIDGE = re.compile(r"\s*(?:[^\W_]+(?:['’-][^\W_]+)*)?\s*")
"""What may stand unchanged inside one replacement: Strategy 8-8 → Double-Eight Strategy keeps a word."""
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_SENTENCE_SIGNS = re.compile(r"[^\w\s'’\-·&/()（）《》“”\"]")


@dataclass(frozen=True, slots=True)
class Change:
    """A text before a person's edits and after them, with the source of its row, "" without one."""

    block: BlockId
    source: str
    before: str
    after: str


class Place(NamedTuple):
    """A stretch of a block's text as it reads now."""

    block: BlockId
    span: Span


@dataclass(frozen=True, slots=True)
class Lesson:
    """What may be learned: ``forbidden`` was replaced by ``preferred`` in the blocks ``places``, beside ``source``
    ("" without a source). ``others`` are the places that still read as before; ``entered``: a glossary has it by now.
    """

    source: str
    preferred: str
    forbidden: str
    places: tuple[BlockId, ...]
    others: tuple[Place, ...]
    entered: bool = False

    @property
    def key(self) -> str:
        """What tells it from other lessons, whatever the capitals."""
        return "|".join(fold(part).text for part in (self.source, self.forbidden, self.preferred))

    def concept(self, id_: str) -> Concept:
        """The entry for a glossary: without a source, the old form is wrong anywhere."""
        scope = Scope.BESIDE if self.source else Scope.ANYWHERE
        source = (Term(self.source),) if self.source else ()
        return Concept(id_, source, (Term(self.preferred), Term(self.forbidden, Status.FORBIDDEN, scope)))


def given_texts(store: Store, rows: Sequence[RowId]) -> dict[BlockId, str]:
    """What the translated blocks of some rows read before a person edited them by hand, where they read otherwise now.

    What a verb did to many places at once (a replacement, one name for a term, a suggestion) is not an edit by hand.
    """
    return store.given_texts(sorted(_BY_HAND), rows)


def read_changes(rows: Iterable[Row], given: Mapping[BlockId, str]) -> list[Change]:
    """The translated blocks of rows as :func:`learn` wants them; ``given`` are the texts before a person's edits."""
    return [
        Change(block.id, source, given.get(block.id, block.text), block.text)
        for row in rows
        for source in (row.text(Side.SOURCE),)
        for block in row.included(Side.TARGET)
    ]


@dataclass(frozen=True, slots=True)
class Learned:
    """Lessons, the most frequent first, and what each edit replaced, so that it need not be compared again."""

    lessons: tuple[Lesson, ...] = ()
    read: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)


def learn(texts: Sequence[Change], before: Learned | None = None, language: str = "") -> Learned:
    """The replacements made in two blocks or more, at most twenty.

    ``texts`` are all blocks, each from the text it was given to the one it has; ``before`` is what was learned from
    the document when it was last read, ``language`` that of the translation. With sources, the rows have to share a
    string that the replacement may render.
    """
    known = before.read if before is not None else {}
    read: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    made: dict[tuple[str, str], dict[BlockId, tuple[Change, str, str]]] = defaultdict(dict)
    for change in texts:
        if change.before == change.after:
            continue
        key = change.before, change.after
        read[key] = known[key] if key in known else tuple(replacements(*key))
        for old, new in read[key]:
            made[fold(old).text, fold(new).text].setdefault(change.block, (change, old, new))
    found = [lesson for by_block in made.values() if (lesson := _lesson(by_block)) is not None]
    found.sort(key=_most_frequent)
    found = [lesson for lesson in found if not any(_is_part(lesson, other) for other in found)][:_MOST]
    return Learned(tuple(map(partial(_with_others, texts=texts, language=language), found)), read)


def entered(lessons: Iterable[Lesson], glossaries: Iterable[Glossary]) -> frozenset[Lesson]:
    """The lessons that a glossary has by now: the old form is barred in it, beside the same source term."""
    wanted: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        wanted[lesson.forbidden.casefold()].append(lesson)
    if not wanted:
        return frozenset()
    return frozenset(
        lesson
        for glossary in glossaries
        for concept in glossary.concepts
        for term in concept.target
        if term.status in (Status.FORBIDDEN, Status.DEPRECATED)
        for lesson in wanted.get(term.text.casefold(), ())
        if not concept.source or any(one.text.casefold() == lesson.source.casefold() for one in concept.source)
    )


def _lesson(by_block: Mapping[BlockId, tuple[Change, str, str]]) -> Lesson | None:
    """What one replacement teaches, if it was made often enough and beside one source."""
    if len(by_block) < _TIMES:
        return None
    own = [change for change, _, _ in by_block.values()]
    source = shared_source([change.source for change in own])
    if any(change.source for change in own) and not source:
        return None
    _, old, new = min(by_block.values(), key=_by_capitals)
    return Lesson(source, new, old, tuple(by_block), ())


def _with_others(lesson: Lesson, texts: Sequence[Change], language: str) -> Lesson:
    source, key = fold(lesson.source).text, fold(lesson.forbidden).text
    others = tuple(
        Place(text.block, span)
        for text in texts
        if key in fold(text.after).text and source in fold(text.source).text
        for span in standing(lesson.forbidden, lesson.preferred, text.after, language)
    )
    return replace(lesson, others=others)


def replacements(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The stretches of words replaced by others, each alone and joined with the next over a word that stayed."""
    hunks: list[tuple[str, str]] = []
    pieces = word_diff(before, after)
    old = new = bridge = ""
    joined: list[tuple[str, str]] = []
    for piece in (*pieces, None):
        if piece is not None and piece.kind is Kind.DELETED:
            old += piece.text
        elif piece is not None and piece.kind is Kind.INSERTED:
            new += piece.text
        else:
            if old or new:
                hunks.append((old, new))
                if bridge and joined:
                    joined[-1] = joined[-1][0] + bridge + old, joined[-1][1] + bridge + new
                else:
                    joined.append((old, new))
            old = new = ""
            bridge = piece.text if piece is not None and _BRIDGE.fullmatch(piece.text) else ""
    for one in dict.fromkeys((*joined, *hunks)):
        pair = one[0].strip(), one[1].strip()
        if _is_lesson(*pair):
            yield pair


def standing(old: str, new: str, text: str, language: str = "") -> Iterator[Span]:
    """Where a text still reads as before: whole words, whatever their case, in the plural too where the language has a
    rule for it; not where the new form stands already."""
    folded, key, done = fold(text), fold(old).text, fold(new).text
    covered = [(match, match + len(done)) for match in _find(done, folded.text)] if key in done else []
    for form in filter(None, (key, _plural(key, language))):
        for at in _find(form, folded.text):
            end = at + len(form)
            if not any(start <= at and end <= stop for start, stop in covered):
                span = folded.span(at, end)
                if is_boundary(text, span.start) and is_boundary(text, span.end):
                    yield Span(*span)


def _plural(key: str, language: str) -> str:
    head, space, last = key.rpartition(" ")
    more = plural(last, language)
    return head + space + more if more else ""


def shared_source(sources: Sequence[str]) -> str:
    """The longest string that all sources share: whole words, or two characters of a script without spaces."""
    shared = sources[0][:_READ] if sources else ""
    for other in dict.fromkeys(sources[1:]):
        matcher = SequenceMatcher(None, shared, other[:_READ], autojunk=False)
        runs = (piece for block in matcher.get_matching_blocks() for piece in _whole(shared, block.a, block.size))
        shared = max(runs, key=len, default="")
    return max((piece.strip() for piece in _SENTENCE_SIGNS.split(shared)), key=len) if len(shared) < _LONGEST else ""


def _whole(text: str, at: int, size: int) -> Iterator[str]:
    """The whole words of a stretch of text, without the signs of a sentence."""
    start, end = at, at + size
    while start < end and not is_boundary(text, start):
        start += 1
    while end > start and not is_boundary(text, end):
        end -= 1
    for piece in _SENTENCE_SIGNS.split(text[start:end]):
        words = piece.strip()
        if (len(words) > 1 and is_undivided(words[0])) or len(words) >= _SHORTEST:
            yield words


def _is_lesson(old: str, new: str) -> bool:
    if not old or not new or max(len(old), len(new)) > _LONGEST or fold(old).text == fold(new).text:
        return False
    if _SENTENCE_SIGNS.search(old + new) or _DIGITS.sub("0", old) == _DIGITS.sub("0", new):
        return False
    return all(
        any(len(word) >= _SHORTEST or (is_undivided(word[0]) and len(word) > 1) or _is_acronym(word) for word in words)
        for words in (_WORDS.findall(old), _WORDS.findall(new))
    )


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _find(key: str, text: str) -> Iterator[int]:
    at = text.find(key)
    while key and at >= 0:
        yield at
        at = text.find(key, at + len(key))


def _is_part(lesson: Lesson, other: Lesson) -> bool:
    """Whether a longer replacement of the same blocks says the same."""
    return (
        other.places == lesson.places
        and len(other.forbidden) > len(lesson.forbidden)
        and lesson.forbidden in other.forbidden
        and lesson.preferred in other.preferred
    )


def _by_capitals(made: tuple[Change, str, str]) -> tuple[int, str]:
    """Of two spellings the one with fewer capitals: those of a sentence's beginning are not the term's."""
    return sum(sign.isupper() for sign in made[2]), made[2]


def _most_frequent(lesson: Lesson) -> tuple[int, int, str]:
    return -len(lesson.places), -len(lesson.forbidden), lesson.forbidden
