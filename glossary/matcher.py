"""Finds terms: all glossaries of a project compiled once, one pass over a text whatever their size.

Longest match first, whole words, folded; a source term is found in any inflection. Automata by ``ahocorasick_rs``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from glossary.language.inflection import plural
from glossary.language.reading import CLOSE, OPEN, Line, Reader, Reading
from glossary.language.scripts import primary
from glossary.language.simplified import NOTHING, Simplified
from glossary.model import Concept, Glossary, LedgerEntry, Match, Scope, Span, Status, Term
from glossary.suggest import begins_sentence
from glossary.variants import variants

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_WORDS = re.compile(r"\w+")
_ACRONYM_LIMIT = 7
_ACRONYM_KEY = _ACRONYM_LIMIT + len(OPEN + CLOSE)


class PatternJudge(Protocol):
    """What judges the cells with slots, beside the literal terms: ``glossary.patterns``."""

    def judge(self, source: str | None, target: str) -> tuple[LedgerEntry, ...]:
        """The verdicts of all pattern concepts on one row; no two source spans overlap."""
        ...

    def first_form(self, source: str, span: Span) -> str:
        """The form for the first mention of what stands at a span of a source, "" without any."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """One term of one concept as it is looked for."""

    concept: Concept
    term: Term
    key: str

    @property
    def accepted(self) -> bool:
        return self.term.status in (Status.PREFERRED, Status.ADMITTED)

    @property
    def is_acronym(self) -> bool:
        text = self.term.text
        return text.isascii() and text.isupper() and text.isalnum() and 1 < len(text) <= _ACRONYM_LIMIT

    @property
    def matching(self) -> frozenset[Match]:
        return self.concept.matching

    def fits(self, text: str, span: Span) -> bool:
        """Whether the capitals of a place are right: an acronym is only meant in capitals (US is not us), a concept
        that says so as it is written."""
        if self.matching and Match.CASE in self.matching and not _has_capitals_of(self.term.text, text, span):
            return False
        return len(self.key) > _ACRONYM_KEY or not self.is_acronym or text.startswith(self.term.text, span.start)


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that reads as a term. Several forms where several concepts share it."""

    span: Span
    forms: tuple[Form, ...]

    @property
    def term(self) -> Term:
        return self.forms[0].term

    @property
    def status(self) -> Status:
        return self.forms[0].term.status

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(form.concept for form in self.forms)

    @property
    def asks(self) -> bool:
        """Whether the term has several meanings, so that what stands beside it asks and does not accuse."""
        return len(self.forms) > 1 or self.forms[0].concept.ambiguous


class _Automaton:
    """Many keys, one pass; remembers which forms stand behind a key."""

    def __init__(self, forms: Iterable[tuple[str, Form]]) -> None:
        self._forms: dict[str, list[Form]] = {}
        for key, form in forms:
            if key:
                self._forms.setdefault(key, []).append(form)
        self._keys = list(self._forms)
        self._engines: dict[bool, AhoCorasick] = {}

    def _engine(self, overlapping: bool) -> AhoCorasick:
        engine = self._engines.get(overlapping)
        if engine is None:
            # Imported late: the window starts without it.
            from ahocorasick_rs import AhoCorasick, MatchKind

            kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
            engine = self._engines[overlapping] = AhoCorasick(self._keys, matchkind=kind, store_patterns=False)
        return engine

    def find(self, text: str, overlapping: bool = False) -> list[tuple[list[Form], int, int]]:
        if not self._keys or not text:
            return []
        found = self._engine(overlapping).find_matches_as_indexes(text, overlapping=overlapping)
        return [(self._forms[self._keys[number]], start, end) for number, start, end in found]

    def __contains__(self, key: str) -> bool:
        return key in self._forms

    @property
    def keys(self) -> list[str]:
        return self._keys


class Matcher:
    """The terms of some glossaries, ready to be looked for. Made by :func:`compile_matcher`; threads may share it."""

    def __init__(
        self,
        glossaries: Sequence[Glossary],
        source_language: str,
        target_language: str,
        patterns: PatternJudge | None = None,
        simplified: Simplified = NOTHING,
    ) -> None:
        self.source_language, self.target_language = source_language, target_language
        self.patterns = patterns
        self.source_reader = Reader(source_language, simplified)
        self.target_reader = Reader(target_language, simplified)
        self.concepts = tuple(concept for glossary in glossaries for concept in glossary.concepts)
        self._source = _Automaton(self._source_forms(glossaries))
        self._forms: dict[int, tuple[Form, ...]] = {}
        self._sides: dict[int, tuple[tuple[Form, ...], tuple[Form, ...]]] = {}
        self._loose_keys: dict[str, str] = {}
        self._sought: dict[int, tuple[tuple[Form, str], ...]] = {}
        self._shunned: dict[int, tuple[tuple[Form, str], ...]] = {}

    @property
    def is_empty(self) -> bool:
        return not self.concepts and self.patterns is None

    @cached_property
    def has_first_forms(self) -> bool:
        """Whether there are concepts with a fuller form for their first mention."""
        return any(concept.first is not None for concept in self.concepts)

    @property
    def has_open_forms(self) -> bool:
        """Whether there are forms that are wrong or dated in any text."""
        return bool(self._open.keys)

    def source_hits(self, text: str) -> tuple[Hit, ...]:
        """The source terms of a text, leftmost-longest: a longer term hides those inside it."""
        if not self._source.keys:
            return ()
        reading = self.source_reader.read(text)
        return tuple(self._hits(reading, reading.loose, self._source.find(reading.loose.text)))

    def target_hits(self, text: str) -> tuple[Hit, ...]:
        """Every listed target form of a text as written, leftmost-longest, whatever its status and its source."""
        reading = self.target_reader.read(text)
        return tuple(self._hits(reading, reading.exact, self._target.find(reading.exact.text)))

    def open_hits(self, reading: Reading) -> tuple[Hit, ...]:
        """The forms that are wrong or dated in any text, where no accepted form that holds them stands."""
        found = self._open.find(reading.exact.text)
        hits = self._hits(reading, reading.exact, found)
        return tuple(hit for hit in hits if not hit.forms[0].accepted)

    def forms(self, concept: Concept) -> tuple[Form, ...]:
        """The literal target forms of a concept in the order of the glossary."""
        forms = self._forms.get(id(concept))
        if forms is None:
            literal = (one for term in concept.forms if not term.pattern for one in _alternatives(term))
            keyed = (Form(concept, term, self.target_reader.key(term.text)) for term in literal)
            forms = self._forms[id(concept)] = tuple(form for form in keyed if form.key)
        return forms

    def accepted(self, concept: Concept) -> tuple[Form, ...]:
        """The literal target forms of a concept that are right."""
        return self._split(concept)[0]

    def barred(self, concept: Concept) -> tuple[Form, ...]:
        """The literal target forms of a concept that are dated or wrong."""
        return self._split(concept)[1]

    def sought(self, concept: Concept) -> tuple[tuple[Form, str], ...]:
        """The accepted literal forms of a concept with what they read as, inflection and articles taken away."""
        keys = self._sought.get(id(concept))
        if keys is None:
            keys = self._sought[id(concept)] = tuple((form, self.loose_key(form)) for form in self.accepted(concept))
        return keys

    def shunned(self, concept: Concept) -> tuple[tuple[Form, str], ...]:
        """The forms of a concept that are dated or wrong, each with its keys: as written, and in the plural."""
        keys = self._shunned.get(id(concept))
        if keys is None:
            both = ((form, key) for form in self.barred(concept) for key in (form.key, self.plural_key(form)))
            keys = self._shunned[id(concept)] = tuple((form, key) for form, key in both if key)
        return keys

    def _split(self, concept: Concept) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
        split = self._sides.get(id(concept))
        if split is None:
            forms = self.forms(concept)
            right = tuple(form for form in forms if form.accepted)
            wrong = tuple(form for form in forms if not form.accepted)
            split = self._sides[id(concept)] = right, wrong
        return split

    def loose_key(self, form: Form) -> str:
        """What a form reads as with inflection, articles and hyphens taken away."""
        key = self._loose_keys.get(form.term.text)
        if key is None:
            key = self._loose_keys[form.term.text] = self.target_reader.loose_key(form.term.text)
        return key

    def plural_key(self, form: Form) -> str:
        """The key of a form's regular plural, "" if there is none, or if it is not meant."""
        if not form.key.endswith(CLOSE) or Match.EXACT in form.matching:
            return ""
        head, _, last = form.key[:-1].rpartition(OPEN)
        more = plural(last, self.target_language)
        return head + OPEN + more + CLOSE if more else ""

    def is_form(self, text: str) -> bool:
        """Whether the text reads as a target term on its own, whatever its status."""
        return self.target_reader.key(text) in self._target

    def masks(self, form: Form) -> tuple[Form, ...]:
        """The accepted forms, of any concept, that a form which is not accepted stands inside of."""
        return tuple(self._masks.get(form.key, ()))

    def _source_forms(self, glossaries: Sequence[Glossary]) -> list[tuple[str, Form]]:
        forms: list[tuple[str, Form]] = []
        owner: dict[str, int] = {}
        for number, glossary in enumerate(glossaries):
            for concept in glossary.concepts:
                for term in concept.source:
                    if term.pattern:
                        continue
                    for one in variants(term.text, careful=True) if _may_hold_several(term) else (term.text,):
                        key = self.source_reader.loose_key(one)
                        # An earlier glossary wins on the same source term.
                        if owner.setdefault(key, number) == number:
                            forms.append((key, Form(concept, term, key)))
        return forms

    @cached_property
    def _all_forms(self) -> list[Form]:
        return [form for concept in self.concepts for form in self.forms(concept)]

    @cached_property
    def _target(self) -> _Automaton:
        return _Automaton((form.key, form) for form in self._all_forms)

    @cached_property
    def _masks(self) -> dict[str, list[Form]]:
        barred = [form for form in self._all_forms if not form.accepted]
        inside = _Automaton((form.key, form) for form in barred)
        masks: dict[str, list[Form]] = {}
        for form in self._all_forms:
            if form.accepted:
                for found, _, _ in inside.find(form.key, overlapping=True):
                    masks.setdefault(found[0].key, []).append(form)
        return masks

    @cached_property
    def _open(self) -> _Automaton:
        keyed: list[tuple[str, Form]] = []
        for form in self._all_forms:
            if not form.accepted and form.term.scope is Scope.ANYWHERE:
                keyed += [(mask.key, mask) for mask in self.masks(form)]
                keyed += [(key, form) for key in (form.key, self.plural_key(form)) if key]
        # Accepted forms first, so that an equal one masks.
        keyed.sort(key=_by_barred)
        return _Automaton(keyed)

    def _is_as_listed(self, form: Form, text: str, reading: Reading) -> bool:
        """Whether a place reads as the term is written, where that is asked for: the source finds loosely."""
        if Match.EXACT not in form.matching or not reading.is_of(self.source_reader):
            return True
        read = self.source_reader.key
        return read(text) in map(read, variants(form.term.text, careful=True))

    def _hits(self, reading: Reading, line: Line, found: list[tuple[list[Form], int, int]]) -> Iterable[Hit]:
        for forms, start, end in found:
            span = reading.span(*line.range_of(start, end))
            text = reading.original[span.start : span.end]
            fitting = [form for form in forms if form.fits(reading.original, span)]
            fitting = [form for form in fitting if not form.matching or self._is_as_listed(form, text, reading)]
            if len(fitting) == 1:
                yield Hit(span, tuple(fitting))
            elif fitting:
                yield Hit(span, tuple(_closest(fitting, text)))


def compile_matcher(
    glossaries: Sequence[Glossary],
    source_language: str,
    target_language: str,
    patterns: PatternJudge | None = None,
    simplified: Simplified = NOTHING,
) -> Matcher:
    """Compiles the glossaries that fit the pair; without any the matcher finds nothing.

    The earlier glossary wins where two have the same source term. Languages are compared by primary subtag; an unknown
    one ("") fits all. With ``simplified`` traditional and simplified Chinese are one.
    """
    wanted = (source_language, target_language)
    fitting = [
        glossary
        for glossary in glossaries
        if all(map(_same_language, wanted, (glossary.source_language, glossary.target_language)))
    ]
    return Matcher(fitting, source_language, target_language, patterns, simplified)


def _may_hold_several(term: Term) -> bool:
    return any(sign in term.text for sign in "(/（／")


def _alternatives(term: Term) -> Iterable[Term]:
    """A term and, of an accepted one, the terms it stands for: what is barred is barred as it is written."""
    if term.status in (Status.PREFERRED, Status.ADMITTED) and _may_hold_several(term):
        return [replace(term, text=text) for text in variants(term.text, careful=False)]
    return (term,)


def _same_language(left: str, right: str) -> bool:
    return not left or not right or primary(left) == primary(right)


def _has_capitals_of(written: str, text: str, span: Span) -> bool:
    """Whether the words of a place have the capitals of the words written, in their order; other words may stand
    between. A sentence begins with a capital whatever is written."""
    found = iter(_WORDS.findall(text[span.start : span.end]))
    first = begins_sentence(text, span.start)
    for word in _WORDS.findall(written):
        for other in found:
            if other[0] == word[0] or (first and other[0].lower() == word[0]):
                break
            first = False
        else:
            return False
        if len(word) > 1 and word.isupper() is not other.isupper():
            return False
        first = False
    return True


def _by_barred(keyed: tuple[str, Form]) -> bool:
    return not keyed[1].accepted


def _closest(forms: list[Form], text: str) -> list[Form]:
    """Of forms that share a key, those written just as the text, if there are any (Open is not opening)."""
    plain = text.casefold()
    same = [form for form in forms if form.term.text.casefold() == plain]
    unique: dict[int, Form] = {}
    for form in same or forms:
        unique.setdefault(id(form.concept), form)
    return list(unique.values())
