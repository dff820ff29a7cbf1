"""Do the numbers of both sides agree? Figures must be accounted for strictly; words only ever excuse them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial

from glossary.language.numbers import DATE_KINDS, Kind, Number
from glossary.language.numerals import Numerals

_CONVERSION_TOLERANCE = Fraction(12, 100)
_DEGREES = 5
"""Fahrenheit: above 90 °F is said as above 30 °C."""
_EXACT = 100
"""A rounded number has three figures at least: 12.4亿 may be 1.236 billion, but 20万 is not 200,060."""
_WORDY = 2
"""From here on a number in words counts something."""
_GAPS = tuple(
    (clues, re.compile(pattern))
    for clues, pattern in (
        (("  ",), r"(?![.!?:\"”)] {2,}[A-ZÀ-Þ])\S {2,}\S"),
        ((" ,", " .", " ;", " )"), r" [,.;)](?!\d)(?:(?<=[^\W_] .)|(?<=[^\W_][\"”] .))"),
        (("(", "“"), r"[(“]\s"),
        (("%",), r"\s%(?<![\d\s]\s%)"),
        ((", ,",), ", ,"),
        ((". ", ") "), r"\A\s*[.)] "),
        (("-",), r"-(?<=\w-)(?=[\s,;.)])(?! and\b| or\b)"),
        (("$", "€", "£", "¥"), r"[$€£¥] ?(?=[a-z])"),
    )
)
"""What a number leaves behind when it is taken away: two spaces, one before a comma, a lone % or $, COVID-; each with
what a text has to have for it."""
_JOINED = re.compile(r"\d+(?:[., \u00a0]\d+)+")
_TAIL, _HEAD = re.compile(r"(?<!\d)(?:\d+[., \u00a0])+$"), re.compile(r"(?:[., \u00a0]\d+)+(?!\d)")
_FAR = 24
"""Characters on either side in which a figure that was copied goes on."""
_COUNTED = re.compile("[元円年天日月人名个個家所次岁歲届屆级級条條项項点點时時分秒周週章页頁万萬亿億倍成]")
_COUNTING = re.compile(f"[两兩二三四五六七八九十百千万萬亿億]{_COUNTED.pattern}")
_DAYS = 31
_DAY_BEFORE, _DAY_BEHIND = (
    re.compile(r"\b(?:on|from|to|until|by|since|between|of) the $"),
    re.compile(r"(?:st|nd|rd|th)?(?:\s?(?:[,.;:)]|$)|\s(?:to|at|that|and|for|in|by)\b)"),
)
"""What stands about the day of a month alone: on the 12th that …"""
_TELLING = 13
"""From here on a figure said twice is rarely said once, or in other words."""
_NEAR = 16
"""Characters beside a figure in which "all" or "each" is said of it."""
_MOST = 500
"""Numbers of a side beyond which a row is a table as a whole: each would be held against each."""
_MOST_MATCHED = 100
"""Numbers of a side that are matched one to one: the work is quadratic, and a table in a row is none for that."""
_SMALL = 12
"""Up to here a language we have no words of may have written a figure out."""


class How(StrEnum):
    DIFFERS = "differs"
    MAGNITUDE = "magnitude"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A number of one side, or a pair of numbers that should be the same and is not."""

    how: How
    source: Number | None
    target: Number | None

    @property
    def is_date(self) -> bool:
        """Whether it is a matter of dates and times: every side that is a figure says so, or each in words."""
        sides = [number for number in (self.source, self.target) if number is not None]
        figures = [number for number in sides if number.figure]
        return all(number.kind in DATE_KINDS for number in figures or sides)


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a row with its numbers; those inside an ``owned`` span excuse others but are not accused."""

    text: str
    numbers: Sequence[Number]
    numerals: Numerals
    owned: Sequence[tuple[int, int]] = ()
    gap: bool = False
    """Whether it looks as if something had been taken out of it: :func:`has_gap`."""


def compare(source: Text, target: Text) -> tuple[Mismatch, ...]:
    """The mismatches of a row in the order of the source, then what the target adds."""
    ours, theirs = source.numbers, target.numbers
    if max(len(ours), len(theirs)) > _MOST:
        return ()
    gap = target.gap
    missing = _unaccounted(source, target) or _fewer(source, target, everything=gap)
    added = _unaccounted(target, source)
    codes = _codes_apart(source, target)
    if not missing and not added:
        return codes or _words_apart(source, target) or _one_apart(source, target)
    missing, added = _without_rounding(missing, added, source.text, target.text)
    missing = [number for number in missing if not _is_converted(number, theirs)]
    added = [number for number in added if not _is_converted(number, ours)]
    missing, added = (
        [number for number in missing if gap or not _is_context(number, target, source)],
        [number for number in added if not _is_context(number, source, target, supplied=True)],
    )
    return (*_paired(missing, added, source, target), *codes)


def may_count(text: str) -> bool:
    """Whether a Chinese or Japanese text may have a number that counts, in characters: 第十二届, 三人."""
    return "第" in text or _COUNTING.search(text) is not None


def has_gap(text: str) -> bool:
    """Whether a translation looks as if something had been taken out of it."""
    return any(pattern.search(text) for clues, pattern in _GAPS if any(clue in text for clue in clues))


def _codes_apart(source: Text, target: Text) -> tuple[Mismatch, ...]:
    """Codes with the same letters and other figures: F-35 and F-43."""
    ours, theirs = _values(source.numbers), _values(target.numbers)
    codes = {_letters(source, code): code for code in source.numbers if code.kind is Kind.CODE}
    for code in source.numbers:
        if code.kind is Kind.CODE and not code.values <= theirs:
            codes[_letters(source, code)] = code
    return tuple(
        Mismatch(How.DIFFERS, codes[letters], code)
        for code in target.numbers
        if code.kind is Kind.CODE and not code.values <= ours and not _is_owned(code, target.owned)
        if (letters := _letters(target, code)) in codes
    )


def _letters(side: Text, code: Number) -> str:
    return "".join(filter(str.isalpha, side.text[code.span.start : code.span.end])).casefold()


def _unaccounted(side: Text, other: Text) -> list[Number]:
    known = _values(other.numbers)
    return [
        number
        for number in side.numbers
        if number.figure
        and any(number.values)
        and known.isdisjoint(number.values)
        and not _is_owned(number, side.owned)
        and not _is_single_unit(number, side)
        and not _is_copied(number, side, other)
        and (other.numerals.known or min(number.values) > _SMALL)
    ]


def _is_single_unit(number: Number, side: Text) -> bool:
    """Whether it is one day, week or year of a language that counts even one: 直近1週間, the past week."""
    return (
        side.numerals.han is not None
        and number.unit is not None
        and number.unit.kind == "time"
        and number.values == {1}
    )


def _is_copied(number: Number, side: Text, other: Text) -> bool:
    """Whether the other side has it sign for sign, as often.

    60,000 read by the habit of two languages is two values, 255 001 or [1,1] is one number or two.
    """
    text, (start, end) = side.text, number.span
    if not (text[start:end].isdigit() or _JOINED.fullmatch(text, start, end)):
        return False
    before, behind = _TAIL.search(text[max(0, start - _FAR) : start]), _HEAD.match(text[end : end + _FAR])
    figure = (before[0] if before else "") + text[start:end] + (behind[0] if behind else "")
    if figure.isdigit() or figure not in other.text:
        return False
    whole = re.compile(rf"(?<!\d){re.escape(figure)}(?!\d)")
    return len(whole.findall(other.text)) >= len(whole.findall(text))


def _values(numbers: Iterable[Number]) -> set[Fraction]:
    values: set[Fraction] = set()
    for number in numbers:
        values |= number.values
    return values


def _fewer(side: Text, other: Text, *, everything: bool) -> list[Number]:
    """Numbers that stand more often here than anything of that value there.

    Small figures and dates said twice are rightly said once, or in other words; ``everything`` counts them all the
    same, numbers in words too: the other side has a gap where something was.
    """
    kept: list[Number] = []
    for number in side.numbers:
        if everything:
            written = number.figure or side.text[number.span.start].isdigit()
            if number.kind in (Kind.HINT, Kind.CODE) or not (written or _is_telling_word(number, side)):
                continue
        elif not number.figure or number.kind in DATE_KINDS or min(number.values) < _TELLING:
            continue
        if _is_owned(number, side.owned) or _is_copied(number, side, other):
            continue
        here = [one for one in side.numbers if one.figure == number.figure and one.values == number.values]
        there = sum(
            not one.values.isdisjoint(number.values)
            for one in other.numbers
            if not (everything and (one.kind is Kind.HINT or _is_article(one, other)))
        )
        if number is here[-1] and len(here) > there and not (there and _is_shared(number, other)):
            kept.append(number)
    return kept


def _one_apart(source: Text, target: Text) -> tuple[Mismatch, ...]:
    """Where every value stands on both sides, and one to one a number is left over on each: 3:1, 4:1 and 3:4, 4:1."""
    if max(len(source.numbers), len(target.numbers)) > _MOST_MATCHED or not (_repeats(source) or _repeats(target)):
        return ()
    ours, theirs = _left_over(source, target), _left_over(target, source)
    if len(ours) != 1 or len(theirs) != 1:
        return ()
    one, two = ours[0], theirs[0]
    dates = (one.kind in DATE_KINDS, two.kind in DATE_KINDS)
    if one.kind is not two.kind and (any(dates) or not (one.figure and two.figure)):
        return ()
    if any(_is_owned(number, side.owned) for number, side in ((one, source), (two, target))):
        return ()
    if _is_copied(one, source, target) or not one.values.isdisjoint(two.values):
        return ()
    return (Mismatch(_how(one, two), one, two),)


def _repeats(side: Text) -> bool:
    """Whether a value stands twice: else nothing can be left over where all values stand on both sides."""
    known: set[Fraction] = set()
    for number in side.numbers:
        if number.kind is not Kind.HINT:
            if not known.isdisjoint(number.values):
                return True
            known |= number.values
    return False


def _left_over(side: Text, other: Text) -> list[Number]:
    """The numbers that have nobody on the other side, when each number there answers one. An article is no one."""
    numbers = side.numbers
    others = [number for number in other.numbers if number.kind is not Kind.HINT and not _is_article(number, other)]
    answers: dict[int, int] = {}
    fits = [[at for at, one in enumerate(others) if not one.values.isdisjoint(number.values)] for number in numbers]

    def find(at: int, seen: set[int]) -> bool:
        for other in fits[at]:
            if other not in seen:
                seen.add(other)
                if other not in answers or find(answers[other], seen):
                    answers[other] = at
                    return True
        return False

    # Figures choose first, hints last: the final is no four while another number wants it.
    order = sorted(
        range(len(numbers)), key=lambda at: (numbers[at].kind is Kind.HINT, not numbers[at].figure, len(fits[at]))
    )
    left = [numbers[at] for at in order if not find(at, set())]
    # Chinese and Japanese say their small numbers once more, or once less, than others.
    counts = side.numerals.han is None and other.numerals.han is None
    return [number for number in left if number.figure or (counts and _is_telling_word(number, side))]


def _is_shared(number: Number, other: Text) -> bool:
    """Whether the other side says of the figure that several have it: A, B and C are all 100 %, 100 % each."""
    return any(
        one.figure
        and not one.values.isdisjoint(number.values)
        and other.numerals.alike.search(other.text[max(0, one.span.start - _NEAR) : one.span.end + _NEAR])
        for one in other.numbers
    )


def _is_telling_word(number: Number, side: Text) -> bool:
    """Whether a number in words or characters counts something: no idiom's "both", no vague "billions", no month."""
    if number.kind not in (Kind.WORD, Kind.ORDINAL, Kind.PERCENT) or len(_meant(number)) != 1:
        return False
    value = min(_meant(number))
    word = side.text[number.span.start : number.span.end].lower()
    vague = value >= _EXACT and _is_power(value, Fraction(1))
    if side.numerals.han is not None and not _COUNTED.match(side.text, number.span.end):
        # 五花肉, 陆续, 参与: in front of anything but what is counted, a sign may be part of a word.
        return False
    # Halves are said in many ways: deux ans et demi, zweieinhalb Jahre.
    counts = value >= _WORDY and value.denominator == 1 and not vague
    return counts and word not in side.numerals.spelling.uncounted | side.numerals.scales.keys()


def _is_article(number: Number, side: Text) -> bool:
    """Whether it is "a" or "eine", which nobody counts with."""
    return (
        number.kind is Kind.WORD
        and number.values == {1}
        and side.text[number.span.start : number.span.end].lower() in side.numerals.spelling.uncounted
    )


def _meant(number: Number) -> set[Fraction]:
    """The values of a word; of a rank not the part it may be too (an eighth, 12.5 %)."""
    return {value for value in number.values if number.kind is not Kind.ORDINAL or value.denominator == 1}


def _words_apart(source: Text, target: Text) -> tuple[Mismatch, ...]:
    """Where all figures agree and each side has one number in words left over: three people, fünf Personen."""
    kinds = {Kind.WORD, Kind.ORDINAL}
    ours, theirs = (
        [word for word in _spare_words(side, other) if word.kind in kinds and _is_telling_word(word, side)]
        for side, other in ((source, target), (target, source))
    )
    months = [
        [month for month in _spare_words(side, other) if month.kind is Kind.MONTH]
        for side, other in ((source, target), (target, source))
    ]
    found: list[Mismatch] = []
    if len(ours) == len(theirs) == 1:
        found.append(Mismatch(_how(ours[0], theirs[0]), ours[0], theirs[0]))
    if len(months[0]) == len(months[1]) == 1:
        found.append(Mismatch(How.DIFFERS, months[0][0], months[1][0]))
    return tuple(found)


def _is_owned(number: Number, owned: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.span.end and number.span.start < end for start, end in owned)


def _without_rounding(
    missing: list[Number], added: list[Number], source: str, target: str
) -> tuple[list[Number], list[Number]]:
    """Drops pairs of which one is the other rounded: 1.236 billion, 12.4亿."""
    kept = list(added)
    left: list[Number] = []
    for one in missing:
        match = next((two for two in kept if _rounds(one, source, two, target)), None)
        if match is None:
            left.append(one)
        else:
            kept.remove(match)
    return left, kept


def _rounds(one: Number, source: str, two: Number, target: str) -> bool:
    if one.scale == 1 and two.scale == 1:
        return False
    fine, coarse = sorted((_step(one, source), _step(two, target)))
    if fine == coarse:
        return False
    return any(
        abs(left - right) * 2 < coarse and min(left, right) >= _EXACT * coarse
        for left in one.values
        for right in two.values
    )


def _step(number: Number, text: str) -> Fraction:
    """The value of one in the last place written."""
    figure = "".join(sign for sign in text[number.span.start : number.span.end] if sign.isdigit() or sign == ".")
    places = len(figure.partition(".")[2])
    return number.scale / Fraction(10**places)


def _is_converted(number: Number, others: Iterable[Number]) -> bool:
    """Whether it is a number of the other side in another unit: 6,000亩 = 400 hectares, 68 °F = 20 °C."""
    unit = number.unit
    if unit is None:
        return False
    for other in others:
        theirs = other.unit
        if theirs is None or theirs.kind != unit.kind:
            continue
        for mine in number.values:
            for yours in other.values:
                if unit.kind == "temperature":
                    if _is_fahrenheit(mine, yours) or _is_fahrenheit(yours, mine):
                        return True
                elif theirs.size != unit.size:
                    here, there = mine * unit.size, yours * theirs.size
                    if abs(here - there) <= _CONVERSION_TOLERANCE * max(here, there):
                        return True
    return False


def _is_whole_date(number: Number) -> bool:
    """Not the three years of 3年, which could be a year of two figures as well."""
    return number.kind is not Kind.YEAR or number.span.end - number.span.start == len("2020")


def _is_fahrenheit(one: Fraction, celsius: Fraction) -> bool:
    return abs(one - (celsius * 9 / 5 + 32)) <= _DEGREES


def _is_context(number: Number, other: Text, own: Text, *, supplied: bool = False) -> bool:
    """A date that one side gives and the other says in a word (last year, the same day), or the year of a date.

    ``other`` is the side that lacks it. Where that side has a date of the kind that ``own`` lacks in turn, one of the
    two is wrong instead. A translator may have ``supplied`` the year of a date that had none.
    """
    text = other.text.lower()
    if _is_day(number, own):
        number = replace(number, kind=Kind.DAY)
    if number.kind in (Kind.MONTH, Kind.DAY):
        return _has_no_rival(number, other, own) and any(word in text for word in other.numerals.relative_days)
    if number.kind is not Kind.YEAR or not all(1900 <= value <= 2100 for value in number.values):
        return False
    if any(word in text for word in other.numerals.relative_years):
        return _has_no_rival(number, other, own)
    if any(one.kind is Kind.YEAR and one.figure and max(one.values) >= 1000 for one in other.numbers):
        return False
    # A translator may add the year of a date; the year of the source is rarely left out.
    return supplied and any(one.kind in DATE_KINDS for one in other.numbers)


def _is_day(number: Number, own: Text) -> bool:
    """Whether a rank is the day of a month that is not named: on the 12th, from the 3rd to."""
    return (
        number.kind is Kind.ORDINAL
        and number.figure
        and max(number.values) <= _DAYS
        and _DAY_BEFORE.search(own.text[: number.span.start]) is not None
        and _DAY_BEHIND.match(own.text, number.span.end) is not None
    )


def _has_no_rival(number: Number, other: Text, own: Text) -> bool:
    """Whether the side that lacks it says no other date of its kind that ``own`` lacks, or says less often."""
    return not any(
        one.kind is number.kind
        and one.figure
        and _is_whole_date(one)
        and _count(one, other.numbers) > _count(one, own.numbers)
        for one in other.numbers
    )


def _count(number: Number, numbers: Iterable[Number]) -> int:
    return sum(not one.values.isdisjoint(number.values) for one in numbers)


def _paired(missing: list[Number], added: list[Number], source: Text, target: Text) -> Iterable[Mismatch]:
    """A number left over on each side is one wrong number, not one missing and one added."""
    left = list(added)
    alone: list[Number] = []
    for number in missing:
        twin = min(left, key=partial(_unlikeness, number), default=None)
        if twin is None:
            alone.append(number)
        else:
            left.remove(twin)
            yield Mismatch(_how(number, twin), number, twin)
    words = _spare_words(target, source)
    for number in alone:
        twin = _word_twin(number, words)
        if twin is None:
            yield Mismatch(How.MISSING, number, None)
        else:
            words.remove(twin)
            yield Mismatch(How.DIFFERS, number, twin)
    words = _spare_words(source, target)
    for number in left:
        twin = _word_twin(number, words)
        if twin is None:
            yield Mismatch(How.ADDED, None, number)
        else:
            words.remove(twin)
            yield Mismatch(_how(twin, number), twin, number)


def _unlikeness(one: Number, two: Number) -> tuple[bool, bool, Fraction]:
    """How badly two numbers fit each other: by their digits, their kind, their distance."""
    left, right = max(one.values), max(two.values)
    far = abs(left - right) / (max(left, right) or 1)
    return not _is_power(left, right), (one.kind in DATE_KINDS) != (two.kind in DATE_KINDS), far


def _spare_words(side: Text, other: Text) -> list[Number]:
    """Numbers written in words or characters that nothing on the other side answers."""
    known = _values(other.numbers)
    # August is no eighth of anything but months, a quarter no third.
    ranks = _values(one for one in other.numbers if one.kind not in (Kind.MONTH, Kind.HINT))
    return [
        word
        for word in side.numbers
        if not word.figure
        and len(_meant(word)) == 1
        and (ranks if word.kind is Kind.ORDINAL else known).isdisjoint(word.values)
        and not _is_owned(word, side.owned)
    ]


def _word_twin(number: Number, words: Sequence[Number]) -> Number | None:
    """A number word that is plainly meant: of the same kind, or as large."""
    for word in words:
        if word.kind in (Kind.CODE, Kind.HINT):
            continue
        value = next(iter(word.values))
        if (value >= 10 and min(number.values) >= 10) or (word.kind is number.kind and value > 1):
            return word
    return None


def _how(one: Number, two: Number) -> How:
    return How.MAGNITUDE if any(_is_power(a, b) for a in one.values for b in two.values) else How.DIFFERS


def _is_power(one: Fraction, two: Fraction) -> bool:
    """Whether two values differ by powers of ten only."""
    if one <= 0 or two <= 0:
        return False
    ratio = one / two if one > two else two / one
    while ratio >= 10:
        ratio /= 10
    return ratio == 1
