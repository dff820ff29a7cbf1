"""How languages write numbers, as data: ``en.toml``, ``zh.toml`` … and ``han.toml`` of a folder, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from glossary.language.scripts import primary

_LONGEST = 24
LEAST_BEGINNING = 2
"""Letters by which a word of a language with endings is known at least."""
"""Characters of a numeral read at once; a longer run is read in pieces, so hostile text stays linear."""
_NEVER = re.compile("\ufdd0(?!)")
"""It begins with a sign that no text has, for which ``re`` looks quickly: bare, it would be tried at every place."""


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What one word may stand for: a number to add, a scale to multiply by, a divisor, or something fixed (dozen)."""

    value: Fraction | None = None
    ordinal: bool = False
    scale: Fraction | None = None
    divisor: Fraction | None = None
    others: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class HanNumerals:
    """Number characters: ``digits`` 0-9, ``tens`` (廿), ``units`` below a myriad, ``scales`` from it, ``about`` (余).

    ``mixed`` finds figures with such characters behind them (5.3万, 3亿5000万), ``numeral`` those in characters only,
    each of which begins with a ``sign``.
    """

    digits: Mapping[str, int]
    tens: Mapping[str, int]
    units: Mapping[str, int]
    scales: Mapping[str, int]
    about: str
    mixed: re.Pattern[str]
    numeral: re.Pattern[str]
    sign: re.Pattern[str]


class Unit(NamedTuple):
    """A unit of measurement: what it measures and its size in that kind's base unit."""

    kind: str
    size: Fraction


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a language writes a number when it is asked for a form: what a suggestion is written with.

    ``cardinals`` are one to ten, ``ordinals`` first to nineteenth, ``tens`` twentieth … ninetieth, ``twenties``
    what stands before an ordinal unit (twenty-). ``endings`` are for figures, by the last one or two digits, "" else.
    """

    cardinals: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    tens: tuple[str, ...] = ()
    twenties: tuple[str, ...] = ()
    endings: Mapping[str, str] = field(default_factory=lambda: {"": "."})
    months: tuple[str, ...] = ()
    amounts: tuple[tuple[str, str, Fraction], ...] = ()
    """Units of an amount, the largest first: for one of them, for several, its size."""
    uncounted: frozenset[str] = frozenset()
    """Words that may stand for a number in running text but are none in a slot (a, no, both)."""


@dataclass(frozen=True, slots=True)
class Money:
    """The names of currencies: what stands before a figure and behind it, each with the codes (ISO 4217) it may be, the
    likeliest first. ``signs`` and ``words`` write a sum, before and behind, by code."""

    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    before_pattern: re.Pattern[str] = _NEVER
    behind_pattern: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """One language. ``code`` is the primary subtag; ``known`` is false for a language we have no words of.

    They are read once and are the same only as themselves: so what was found of a word is remembered by them.
    """

    code: str
    known: bool = False
    decimal: str = "."
    group: str = ","
    space_groups: bool = True
    compound: bool = False
    stems: bool = False
    whole: frozenset[str] = frozenset()
    """Words of a language with ``stems`` that take no ending: сто is no сторона, sto no stopień."""
    vigesimal: bool = False
    han: HanNumerals | None = None
    joiners: frozenset[str] = frozenset()
    suffixes: frozenset[str] = frozenset()
    words: Mapping[str, NumberWord] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    unsure_months: frozenset[str] = frozenset()
    """Names of months that are common words too, in small letters."""
    scales: Mapping[str, Fraction] = field(default_factory=dict)
    eras: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    relative_years: tuple[str, ...] = ()
    relative_days: tuple[str, ...] = ()
    """Words that may stand for a date: those of the years in place of a year, those of the days for a month or day."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Names of the days of the week in small letters, Monday 0."""
    currencies: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()
    spelling: Spelling = Spelling()
    units: Mapping[str, Unit] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)
    """Names with their number, in capitals: COVID, 19."""
    unit_pattern: re.Pattern[str] = _NEVER
    money: Money = Money()
    scale_pattern: re.Pattern[str] = _NEVER
    month_pattern: re.Pattern[str] = _NEVER
    hour_pattern: re.Pattern[str] = _NEVER
    phrase_pattern: re.Pattern[str] = _NEVER
    percent_pattern: re.Pattern[str] = _NEVER
    weekday_pattern: re.Pattern[str] = _NEVER
    hour_before_pattern: re.Pattern[str] = _NEVER
    """What stands before a time of day: godz. 17.30."""
    idioms: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    idiom_pattern: re.Pattern[str] = _NEVER
    """Set phrases with a number that others say without, and the reverse: 24/7, around the clock."""
    alike: re.Pattern[str] = _NEVER
    """What says of one figure that it stands for several things: 100 % each."""
    multiple_pattern: re.Pattern[str] = _NEVER
    """A verb of multiplying, with its number inside: ver(fünf)facht."""
    points_pattern: re.Pattern[str] = _NEVER
    """Percentage points, which are another thing than per cent."""
    era_pattern: re.Pattern[str] = _NEVER
    skipping_pattern: re.Pattern[str] = _NEVER
    """What counts the things left out: 2日おき is every second day or every third."""

    def look_up(self, word: str) -> NumberWord | None:
        """The word's meaning; by its longest known beginning in languages with endings."""
        found = self.words.get(word)
        if found is None and self.stems:
            lengths = range(len(word) - 1, LEAST_BEGINNING - 1, -1)
            found = next((self.words[word[:n]] for n in lengths if self._is_stem(word[:n])), None)
        return found

    def _is_stem(self, word: str) -> bool:
        return word in self.words and word not in self.whole

    def month(self, word: str) -> int | None:
        """1-12 for a month name, lower-cased, without its full stop."""
        found = self.months.get(word)
        if found is None and self.stems:
            stems = (word[:n] for n in range(len(word) - 1, 2, -1) if word[:n] not in self.whole)
            found = next((self.months[stem] for stem in stems if stem in self.months), None)
        return found


@lru_cache(maxsize=10_000)
def exact(value: float) -> Fraction:
    """A number as a fraction. It is the same object each time, which sets know without comparing."""
    return Fraction(value)


def load_numerals(folder: Path) -> dict[str, Numerals]:
    """Reads every language of the folder, by primary subtag; "" is what all share.

    Raises OSError or tomllib.TOMLDecodeError.
    """
    data = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    han = _han(data.pop("han"))
    measures = data.pop("units")
    units = {name: Unit(kind, Fraction(str(n))) for kind, sizes in measures.items() for name, n in sizes.items()}
    figures = data.pop("figures")
    money = figures["money"]
    words: Mapping[str, Mapping[str, str]] = money["words"]
    before, behind = ({name: tuple(codes) for name, codes in money[place].items()} for place in ("before", "behind"))
    common = Numerals(
        code="",
        currencies=frozenset(figures["currencies"]),
        glued=frozenset(figures["glued"]),
        named=figures["named"],
        idioms={text: tuple(map(Fraction, values)) for text, values in figures["idioms"].items()},
        units=units,
        unit_pattern=_pattern(r"[\s\u00a0-]{0,2}(%s)(?![A-Za-zÀ-ӿऀ-ॿ])", units, flags=0),
        money=Money(
            before,
            behind,
            money["signs"],
            before_pattern=_pattern(r"(?<![A-Za-z])(%s)$", before, flags=0),
            behind_pattern=_pattern(r"[余餘多]?[\s\u00a0-]{0,2}(?:de |d['’])?(%s)(?![A-Za-zÀ-ӿऀ-ॿ])", behind, flags=0),
        ),
        percent_pattern=_pattern(r"[\s\u00a0]{0,2}(%s)", "%‰"),
    )
    return {"": common} | {
        code: _numerals(code, facts, han, replace(common, money=replace(common.money, words=words.get(code, {}))))
        for code, facts in data.items()
    }


def numerals_for(languages: Mapping[str, Numerals], language: str) -> Numerals:
    """The facts of a language; for one we do not know, figures only."""
    code = primary(language)
    return languages.get(code) or replace(languages.get("", Numerals("")), code=code)


def _han(data: Mapping[str, Any]) -> HanNumerals:
    signs = {name: "".join(chars) for name, chars in data["signs"].items()}
    scales = {sign: int(Fraction(size)) for sign, size in data["scales"].items()}
    # 千 and 兆 before a unit of measurement are its kilo and mega: 18.9千米.
    sized = "".join(sign for sign in (*data["units"], *scales) if sign not in signs["prefixes"])
    unit = rf"(?:[{sized}]|[{signs['prefixes']}](?![{signs['measures']}]))"
    figure = r"[0-9]{1,15}(?:,\d{3}){0,4}(?:\.\d{1,9})?"
    decimals = r"(?:[.·・]\d{1,4})?"
    about, every = signs["about"], "".join((*data["units"], *scales))
    sign = f"[{''.join((*data['digits'], *data['tens']))}{every}]"
    run = f"{sign}{{1,{_LONGEST}}}"
    return HanNumerals(
        digits=data["digits"],
        tens=data["tens"],
        units=data["units"],
        scales=scales,
        about=about,
        mixed=re.compile(
            rf"(?:{figure}\s?[{about}]?\s?{unit}{{1,4}}零?){{1,4}}(?:\d{{1,4}}{decimals}(?![\d年月日号號.%]))?"
        ),
        sign=re.compile(sign),
        numeral=re.compile(
            f"百分之({run})(?:[点點]({run}))?|({run})分之({run})|({run})[点點]({run})|({run})(?:[{about}]([{every}]{{1,4}}))?"
        ),
    )


def _numerals(code: str, data: Mapping[str, Any], han: HanNumerals, common: Numerals) -> Numerals:
    scales = {word: Fraction(size) for word, size in data.get("scales", {}).items()}
    short = {word: Fraction(size) for word, size in data.get("short_scales", {}).items()}
    numerical = "0-9" + "".join((*han.digits, *han.tens, *han.units, *han.scales))
    has_han, stems, compound = (bool(data.get(name)) for name in ("han", "stems", "compound"))
    others = {word: tuple(Fraction(str(value)) for value in values) for word, values in data.get("others", {}).items()}
    months = data.get("months", {})
    words = {} if has_han else _words(data, scales, others)
    listed = data.get("days", {}).get("weekdays", ())
    weekdays = {name: day for day, names in enumerate(listed) for name in names.split("|")}
    ending = r"\w{0,4}" if stems else ""
    whole = frozenset(data.get("whole", ()))
    idioms = dict(common.idioms) | {
        text: tuple(Fraction(str(value)) for value in values) for text, values in data.get("idioms", {}).items()
    }
    return replace(
        common,
        code=code,
        known=True,
        decimal=data["decimal"],
        group=data["group"],
        space_groups=data.get("space_groups", False),
        compound=compound,
        stems=stems,
        whole=whole,
        vigesimal=data.get("vigesimal", False),
        han=han if has_han else None,
        joiners=frozenset(data.get("joiners", ())),
        suffixes=frozenset(data.get("ordinal_suffixes", ())),
        words=words,
        months=months,
        unsure_months=frozenset(data.get("unsure_months", ())),
        scales=scales | short,
        eras=data.get("eras", {}),
        phrases=others if has_han else {},
        spelling=_spelling(data.get("spelling", {})),
        relative_years=tuple(data.get("years", {}).get("relative", ())),
        relative_days=tuple(data.get("days", {}).get("relative", ())),
        weekdays=weekdays,
        weekday_pattern=_pattern("(%s)", weekdays) if has_han else _words_pattern(weekdays),
        scale_pattern=_pattern(
            r"(?:[\s\u00a0-]{0,2}(?:%s))+(?!\w)", [*(w if w in whole else w + ending for w in scales), *short], raw=True
        ),
        month_pattern=_words_pattern(months, ending, whole),
        hour_pattern=_pattern(r"[\s\u00a0]{0,2}(%s)" + ("" if has_han else r"(?!\w)"), data.get("hours", ())),
        phrase_pattern=_pattern("(%s)", others if has_han else ()),
        idioms=idioms,
        idiom_pattern=_pattern(rf"(?<![{numerical}])(?:%s)(?![{numerical}])", idioms)
        if has_han
        else _words_pattern(idioms),
        alike=_pattern("(?:%s)" if has_han else r"(?<!\w)(?:%s)(?!\w)", data.get("alike", ())),
        multiple_pattern=_pattern("%s", data.get("multiples", ()), raw=True),
        hour_before_pattern=_pattern(r"(?<!\w)(?:%s)[\s\u00a0]$", data.get("hours_before", ())),
        percent_pattern=_pattern(r"[\s\u00a0]{0,2}(%s)", ["%", "‰", *data.get("percent", ())]),
        points_pattern=_pattern(r"[\s\u00a0]{0,2}(%s)" + ("" if has_han else r"(?!\w)"), data.get("points", ())),
        skipping_pattern=_pattern(r"[^\W\d]{0,3}?(%s)", data.get("skipping", ())),
        era_pattern=_pattern(r"(%s)(\d{1,3}|元)(?=年)", data.get("eras", ())),
    )


def _spelling(data: Mapping[str, Any]) -> Spelling:
    lists = {name: tuple(data.get(name, ())) for name in ("cardinals", "ordinals", "tens", "twenties", "months")}
    return Spelling(
        **lists,
        endings=data.get("endings", {"": "."}),
        amounts=tuple((one, more, Fraction(size)) for one, more, size in data.get("amounts", ())),
        uncounted=frozenset(data.get("uncounted", ())),
    )


def _words(
    data: Mapping[str, Any], scales: Mapping[str, Fraction], others: Mapping[str, tuple[Fraction, ...]]
) -> dict[str, NumberWord]:
    cardinals, ordinals = data.get("words", {}), data.get("ordinals", {})
    divisors = data.get("fractions", {})
    return {
        word: NumberWord(
            value=_fraction(cardinals.get(word, ordinals.get(word))),
            ordinal=word in ordinals,
            scale=scales.get(word),
            divisor=_fraction(divisors.get(word)),
            others=others.get(word, ()),
        )
        for word in {*cardinals, *ordinals, *scales, *divisors, *others}
    }


def _fraction(value: float | None) -> Fraction | None:
    return None if value is None else exact(value)


def _words_pattern(names: Iterable[str], ending: str = "", whole: Container[str] = ()) -> re.Pattern[str]:
    """The names as words in any capitals, with an ending but for the ``whole`` ones. Their first letter is looked for
    before what may not stand before it: a letter of a set is skipped to, a look-behind is tried at every place."""
    tails: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        tail = re.escape(name[1:]) + ("" if name in whole else ending)
        tails.setdefault(f"{name[0].lower()}{name[0].upper()}", []).append(tail)
    if not tails:
        return _NEVER
    rest = "|".join(f"(?<=[{head}])(?:{'|'.join(ends)})" for head, ends in tails.items())
    return re.compile(rf"([{''.join(tails)}](?<!\w.)(?i:{rest}))(?!\w)")


def _pattern(template: str, names: Iterable[str], *, raw: bool = False, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Longest name first, so that no name hides a longer one; nothing at all matches where there are no names."""
    ordered = sorted(names, key=len, reverse=True)
    if not ordered:
        return _NEVER
    return re.compile(template % "|".join(n if raw else re.escape(n) for n in ordered), flags)
