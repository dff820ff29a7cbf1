"""Is all of the source there, and nothing else: empty rows, text left in the source language, lengths far out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import exp, log
from statistics import median

from app.check.facts import is_word
from app.check.model import Fault, RowView
from app.model import Fact, Severity, Span
from glossary.language.scripts import CJK_RANGES, primary

_LETTERS = re.compile(r"[^\W\d_]+")
_CJK = re.compile(f"[{CJK_RANGES}]")
_BRACKETED = re.compile(r"[(（\[【“\"'‘「『《〈][^()（）\[\]【】]{0,80}$")
_ADDRESS = re.compile(r"[@/\\]|www\.|\w\.\w")
_FAR = 3.0
_ENOUGH_ROWS = 8
_ENOUGH_TEXT = 40
_RUN = 4
"""Words in a row, copied in small letters, that are no name any more."""
_WORD = 4
_SENTENCE = 8
# A capital within the sentence, or an opened quotation: the run goes on a name (Autorité des marchés financiers).
_NAME_BEFORE = re.compile(r"(?:[\w,;:)] ['’\w]*[A-ZÀ-Þ]\w+ |[„“\"«‘(] ?(?:[A-ZÀ-Þ]\w+ )?)$")


def check_omission(view: RowView) -> Iterator[Fault]:
    """A row without its translation, or one far shorter than the document's others."""
    if view.given_source is None or not view.source.strip():
        return
    if not view.target.strip():
        yield Fault("omission-empty", source=(_whole(view.source),), severity=Severity.MAJOR)
    elif (ratio := _ratio(view)) is not None and ratio < 1 / _FAR:
        facts: tuple[tuple[str, Fact], ...] = (("percent", round(100 * ratio)),)
        yield Fault("omission-short", (_whole(view.target),), (_whole(view.source),), facts, evidence="short")


def check_addition(view: RowView) -> Iterator[Fault]:
    """Text without a source, or a row far longer than the document's others."""
    if view.given_source is None or not view.target.strip():
        return
    if not view.source.strip():
        yield Fault("addition-no-source", (_whole(view.target),))
    elif (ratio := _ratio(view)) is not None and ratio > _FAR:
        facts: tuple[tuple[str, Fact], ...] = (("percent", round(100 * ratio)),)
        yield Fault("addition-long", (_whole(view.target),), (_whole(view.source),), facts, evidence="long")


def _whole(text: str) -> Span:
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))


def _ratio(view: RowView) -> float | None:
    """The row's length as a share of what the document's usual ratio makes one expect; None for short rows."""
    usual = view.context.length_ratio
    if not usual:
        return None
    source, target = _letters(view.source), _letters(view.target)
    expected = source * usual
    if max(expected, target) < _ENOUGH_TEXT or source < 8:
        return None
    return target / expected


def _letters(text: str) -> int:
    """How long a text is without figures and marks, which are as long in every language: dates, codes, times."""
    return sum(map(str.isalpha, text))


def fit_length_ratio(views: Sequence[RowView]) -> float | None:
    """Target letters per source letter: the median over rows of some length; None with too little text."""
    sizes = [(_letters(view.source), _letters(view.target)) for view in views if view.has_both]
    logs = [log(target / source) for source, target in sizes if source >= 10 and target]
    return exp(median(logs)) if len(logs) >= _ENOUGH_ROWS else None


def check_untranslated(view: RowView) -> Iterator[Fault]:
    """A target that is the source again, or that has the source's script or words in it."""
    if not view.has_both or view.context.source_facts.code == view.context.target_facts.code:
        return
    if _is_same(view):
        yield Fault("untranslated-same", (_whole(view.target),), (_whole(view.source),))
        return
    source, target = view.context.source_facts, view.context.target_facts
    if source.script.name != target.script.name and source.script.name != "latin" and not target.is_cjk:
        yield from _foreign_script(view)
    elif source.script.name == "latin":
        yield from _copied_words(view)


def _is_same(view: RowView) -> bool:
    source, target = (" ".join(text.split()).casefold() for text in (view.source, view.target))
    if source != target:
        return False
    if _CJK.search(source):
        # Chinese and Japanese share signs: a name may well be the same in both.
        return len(_CJK.findall(source)) >= 8 or not view.context.target_facts.is_cjk
    words = _LETTERS.findall(view.target)
    return len(words) >= 3 and sum(word[0].islower() and len(word) > 2 for word in words) >= 2


def _foreign_script(view: RowView) -> Iterator[Fault]:
    """Letters of the source's script in the target, but for those given in brackets or quotation marks."""
    letters = view.context.source_facts.script.letters
    for match in re.finditer(f"(?:{letters.pattern})+", view.target):
        if _BRACKETED.search(view.target[max(0, match.start() - 90) : match.start()]):
            continue
        if len(match[0]) == 1 and view.context.source_facts.script.name == "cyrillic":
            continue
        at = view.source.find(match[0])
        source = (Span(at, at + len(match[0])),) if at >= 0 else ()
        yield Fault("untranslated-script", (Span(*match.span()),), source, (("text", match[0]),))


def _copied_words(view: RowView) -> Iterator[Fault]:
    """Words copied from the source: a run of small words, or one that only the source language has."""
    facts = view.context.source_facts
    telltales = facts.telltales - view.context.target_facts.telltales
    ours = {match[0] for match in _LETTERS.finditer(view.source)}
    run: list[re.Match[str]] = []
    sentence = _copied_sentence(view, ours)
    if sentence is not None:
        yield sentence
        return
    for match in _LETTERS.finditer(view.target):
        if match[0] in ours and match[0].islower():
            run.append(match)
            continue
        yield from _copied(run, telltales, view)
        run = []
    yield from _copied(run, telltales, view)


def _copied_sentence(view: RowView, ours: set[str]) -> Fault | None:
    """A sentence left as it was, capitals and figures included; two of its small words are of the source alone."""
    languages = primary(view.context.source_language), primary(view.context.target_language)
    run: list[re.Match[str]] = []
    for match in (*_LETTERS.finditer(view.target), None):
        if match is not None and match[0] in ours:
            run.append(match)
            continue
        small = [word[0] for word in run if word[0].islower()] if len(run) >= _SENTENCE else []
        if len(small) >= _RUN and sum(_is_foreign(word, *languages) for word in small) >= 2:
            text = view.target[run[0].start() : run[-1].end()]
            if (at := view.source.find(text)) >= 0:
                spans = (Span(run[0].start(), run[-1].end()),), (Span(at, at + len(text)),)
                return Fault("untranslated-words", *spans, (("text", text),))
        run = []
    return None


def _is_foreign(word: str, source: str, target: str) -> bool:
    """Whether the source's language has the word and the target's has not; False where a dictionary is lacking."""
    return is_word(word, source) is True and is_word(word, target) is is_word(word.capitalize(), target) is False


def _copied(run: Sequence[re.Match[str]], telltales: frozenset[str], view: RowView) -> Iterator[Fault]:
    if not run:
        return
    words = [match[0] for match in run]
    long_run = len(run) >= _RUN and sum(len(word) > 2 for word in words) >= _RUN - 1
    languages = primary(view.context.source_language), primary(view.context.target_language)
    if not long_run and not any(
        (len(word) >= _WORD or word in telltales) and _is_foreign(word, *languages) for word in words
    ):
        return
    start, end = run[0].start(), run[-1].end()
    if len(run) < _SENTENCE and _NAME_BEFORE.search(view.target[max(0, start - 40) : start]):
        return
    text = view.target[start:end]
    if _ADDRESS.search(view.target[max(0, start - 40) : end].rpartition(" ")[2]) or _ADDRESS.search(text):
        return
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", view.source)
    if found:
        yield Fault("untranslated-words", (Span(start, end),), (Span(*found.span()),), (("text", text),))
