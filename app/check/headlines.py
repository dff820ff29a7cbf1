"""Headings, told without marks of their own: short rows without an end among rows that have one, on both sides.

Languages with full stops set none behind a heading; English may begin its words with capitals, and then does so in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from app.check.facts import LanguageFacts, is_word
from app.check.groups import Members, Noted, Together
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Role, Span, Suggestion

_LABEL = re.compile(r"\s*[^:：.。]{1,40}[:：] ?\S.{0,150}\s*")
_ENDS = "。．.!！?？…：:；;，,、”’\"'）)」』"
_SENTENCES = re.compile(r"[.!?](?<=\w{3}.)\S?\s+[^\W\d_a-z]")
_LONGEST = 300
"""Characters of a title; a longer first row is the text itself."""
_LEAST_ROWS = 3
_TITLE, _SHORT, _SHORTER = 25, 12, 6
"""Words of a title; of a heading; of one that is told by its neighbours alone."""
_NOT_HEADING = re.compile(r"[:：|/\\@<>=*#()（）\[\]\n\t•·\d]")
_TOKEN = re.compile(r"(?<!\S)[“‘\"'(]?([^\W\d_](?:[\w’'.&-]*\w)?)")
_LEAST, _SHARE = 3, 3
"""Headings that agree, and how many times as many as those that do not, before the odd ones are said to be odd."""
_WEIGHT = 4
"""Letters of a word that is no small one whatever it is."""


class Headlines(Together):
    """A headline that ends with a full stop: the title, what the document marks as a heading, what its text tells."""

    def __init__(self, context: CheckContext) -> None:
        facts = context.target_facts
        if facts.script.name in ("latin", "cyrillic", "greek"):
            told = Noted(partial(_stopped_headings, facts), _gained_stop, is_heading)
            super().__init__(_Marked(), told)
        else:
            super().__init__()


class HeadingCapitals(Together):
    """A heading with words of weight in small letters, where the other headings write them large; one that begins with
    a small letter."""

    def __init__(self, context: CheckContext) -> None:
        facts = context.target_facts
        takers = (_gained_stop, is_heading) if facts.title_small else ()
        begun = (is_heading, _begins_small) if facts.is_latin else ()
        super().__init__(Noted(partial(_small_headings, facts), *takers), Noted(_small_beginnings, *begun))


class _Marked:
    """The title and the marked headings."""

    def __init__(self) -> None:
        self._rows = Members()

    def enter(self, view: RowView) -> None:
        if self._is_odd_heading(view):
            self._rows.add(view)

    def leave(self, view: RowView) -> None:
        if self._is_odd_heading(view):
            self._rows.remove(view)

    def renumber(self) -> None:
        """Nothing is kept that names a row by its number."""

    def faults(self, views: Sequence[RowView]) -> Iterator[Fault]:
        title = _title(views)
        if title is not None and title.role is not Role.HEADING:
            yield from _faults(title)
        for view in self._rows:
            yield from _faults(view)

    def _is_odd_heading(self, view: RowView) -> bool:
        return view.role is Role.HEADING and view.note(_stop) is not None


def _faults(view: RowView) -> Iterator[Fault]:
    if (span := view.note(_stop)) is not None:
        yield Fault("end-headline", (span,), suggestions=(Suggestion(span, ""),), row=view.row)


def _stop(view: RowView) -> Span | None:
    """The full stop that a row would not have as a headline."""
    text, abbreviations = view.target.rstrip(), view.context.target_facts.abbreviations
    if not text.endswith(".") or text.endswith("..") or "\n" in text.strip() or _SENTENCES.search(text):
        return None
    last = text.split()[-1].lower().lstrip("(“\"'")
    # Inc., U.S., J. R.: the stop belongs to the word.
    if last in abbreviations or last[:-1] in abbreviations:
        return None
    if "." in last[:-1] or len(last) < 3 or (view.given_source is not None and _has_end(view.source)):
        return None
    return Span(len(text) - 1, len(text))


def _stopped_headings(facts: LanguageFacts, rows: Sequence[RowView], views: Sequence[RowView]) -> Iterator[Fault]:
    """Rows that end with a stop where their source has none, in a text whose sentences have one on both sides and whose
    other rows without one in the source have none in the translation. In capitals throughout, a heading tells itself.
    """
    odd = [view for view in rows if view.note(_gained_stop)]
    sentences = islice((view for view in views if view.note(_is_sentence)), _LEAST_ROWS) if odd else ()
    if sum(1 for _ in sentences) < _LEAST_ROWS:
        return
    plain = sum(view.note(is_heading) and len(view.target.split()) <= _SHORT for view in rows)
    told = plain >= max(_LEAST, _SHARE * len(odd))
    title = _title(views)
    for view in odd:
        if view is title or view.role is Role.HEADING:
            continue
        titled = bool(facts.title_small) and _is_titled(view.target, facts)
        if titled or (told and _may_be_heading(view.target, facts)):
            yield from _faults(view)


def _may_be_heading(text: str, facts: LanguageFacts) -> bool:
    """Whether it is short and has no word of a sentence (we, is), of a language whose words are known."""
    words = text.lower().split()
    return len(words) <= _SHORTER and bool(facts.sentence_words) and facts.sentence_words.isdisjoint(words)


def _small_headings(facts: LanguageFacts, rows: Sequence[RowView], views: Sequence[RowView]) -> Iterator[Fault]:
    headings = [view for view in rows if view.note(is_heading)]
    titled = sum(view.note(_is_titled_row) for view in rows)
    odd = [(view, small) for view in headings if (small := view.note(_small_words_of))]
    odd = [(view, small) for view, small in odd if len(view.target.split()) <= _SHORT]
    mixed = titled and len(odd) == 1 and _is_mixed(odd[0][0].target, odd[0][1], facts)
    if titled < max(_LEAST, _SHARE * len(odd)) and not mixed:
        return
    for view, small in odd:
        span = Span(small[0].start, small[-1].end)
        found = view.target[span.start : span.end]
        meant = "".join(
            sign.upper() if any(span.start + at == word.start for word in small) else sign
            for at, sign in enumerate(found)
        )
        said: tuple[tuple[str, Fact], ...] = (("word", found), ("n", titled))
        yield Fault("capitals-heading", (span,), facts=said, suggestions=(Suggestion(span, meant),), row=view.row)


def _small_beginnings(rows: Sequence[RowView], views: Sequence[RowView]) -> Iterator[Fault]:
    """Headings that begin with a small letter, among others that do not."""
    small = [view for view in rows if view.note(_begins_small)]
    if small and sum(view.note(is_heading) for view in rows) >= max(_LEAST, _SHARE * len(small)):
        for view in small:
            start = len(view.target) - len(view.target.lstrip())
            word = view.target.split()[0]
            span = Span(start, start + len(word))
            fix = Suggestion(span, word[0].upper() + word[1:])
            yield Fault("capitals-start", (span,), facts=(("word", word),), suggestions=(fix,), row=view.row)


def _begins_small(view: RowView) -> bool:
    """Whether it would be a heading but for its first letter; a brand (iPhone) is none."""
    text, facts = view.target.strip(), view.context.target_facts
    word = text.split()[0] if text else ""
    # The rest of a sentence begins so too: its first word is a small one, or the source's is.
    return (
        word.isalpha()
        and word.islower()
        and not view.source.strip()[:1].islower()
        and word not in facts.title_small | facts.unfinished
        and _may_be_heading(text, facts)
        and _has_shape_of_heading(view, text)
        and bool(is_word(word, facts.code))
    )


def _is_titled_row(view: RowView) -> bool:
    return _is_titled(view.target, view.context.target_facts)


def _small_words_of(view: RowView) -> list[Span]:
    return _small_words(view.target, view.context.target_facts)


def _is_titled(text: str, facts: LanguageFacts) -> bool:
    """Whether all words of weight begin with a capital, and one behind the first is no name."""
    return text[:1].isupper() and not _small_words(text, facts) and bool(_weighty_capitals(text, facts))


def _is_mixed(text: str, small: Sequence[Span], facts: LanguageFacts) -> bool:
    """Whether the heading itself shows that its words begin with capitals, all but one or two at its end."""
    return len(_weighty_capitals(text[: small[0].start], facts)) >= _LEAST and len(small) < _LEAST


def _weighty_capitals(text: str, facts: LanguageFacts) -> list[str]:
    """The words behind the first with a capital that are in the dictionary too, so need not be names."""
    words = (word.lower().removesuffix("’s") for word in _TOKEN.findall(text)[1:] if word[0].isupper())
    return [word for word in words if len(word) >= _WEIGHT and is_word(word, facts.code)]


def _small_words(text: str, facts: LanguageFacts) -> list[Span]:
    return [
        Span(*match.span(1))
        for match in _TOKEN.finditer(text)
        if match.start() and match[1].islower() and len(match[1]) >= _WEIGHT and match[1] not in facts.title_small
    ]


def is_heading(view: RowView) -> bool:
    """Whether both sides are short, begin with a letter, have no end and nothing of a label, a list or an address."""
    text = view.target.strip()
    return view.has_both and text[0].isupper() and len(text.split()) <= _TITLE and _has_shape_of_heading(view, text)


def _has_shape_of_heading(view: RowView, text: str) -> bool:
    return view.has_both and text[-1].isalpha() and not _has_end(view.source) and not _NOT_HEADING.search(text)


def _gained_stop(view: RowView) -> bool:
    text = view.target.strip()
    return view.has_both and text[0].isupper() and view.note(_stop) is not None


def _is_sentence(view: RowView) -> bool:
    return view.has_both and _has_end(view.source) and _has_end(view.target)


def _title(views: Sequence[RowView]) -> RowView | None:
    """The row that a text without marked headings begins with as its title: the source's has no mark at its end, or a
    line of facts (date, source of the news) stands below."""
    written = list(islice((view for view in views if view.target.strip()), _LEAST_ROWS))
    if len(written) < _LEAST_ROWS or len(written[0].target) > _LONGEST:
        return None
    first, second = written[:2]
    if first.has_both:
        return None if _has_end(first.source) else first
    return first if _LABEL.fullmatch(second.target) and not _LABEL.fullmatch(first.target) else None


def _has_end(text: str) -> bool:
    return text.rstrip()[-1:] in _ENDS
