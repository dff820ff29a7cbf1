"""Numbers and dates that differ, are missing or were added, with the corrected figure where it is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from app.check.comparison import How, Mismatch
from app.check.model import Fault, RowView
from app.model import Fact, Severity, Span, Suggestion
from glossary.language.number_scan import level
from glossary.language.numbers import DATE_KINDS, Kind, Number
from glossary.language.numerals import Numerals
from glossary.language.scripts import CJK_RANGES

_HAN_UNITS = "月|日|年|小时|小時|分钟|天|周|个|個|人|岁|公里|公顷|英里|英尺|米|吨|美元|%"
_ORPHANS = tuple(
    (clues, re.compile(pattern))
    for clues, pattern in (
        # about % of, $ million
        ((" %",), r"(?<=[^\W\d_] )%(?!\w)"),
        (("$ ", "€ ", "£ ", "¥ "), r"[$€£¥] (?:thousand|million|billion|trillion)\b"),
        # as  million yen
        (("  ",), r"(?<=[a-z]  )(?:thousand|million|billion|trillion)\b"),
        # COVID- cases, an F- fighter
        (("-",), r"(?<![\w-])[A-Z]{3,10}-(?=[\s,;.)]|$)(?!\s(?:and|or|und|oder|et|ou|bis|to)\b)"),
        (("ovid-", "OVID-"), r"\b(?i:covid)-(?![^\W_])(?!\s(?:and|or|und|oder|et|ou|to)\b)"),
        # at 16: on, (1:), at :30 a.m.
        ((": ", ":)"), r"\b\d{1,2}:(?= (?:on|of|every|to|from|[ap]\.?m)\b|\)| -)"),
        ((" :",), r"(?<= ):[0-5]\d(?!\d)"),
        # -07-26, a -hour theatre, a /7 service, ( hectares)
        ((" -",), r"(?<![\w-])-\d\d-\d\d\b"),
        ((" -",), r"(?<=[a-z] )-(?:hour|year|day|month|week|minute|point|store?y|member|(?:kilo)?met(?:er|re))s?\b"),
        ((" /",), r"(?<=[a-z] )/\d\b"),
        (("( ",), r"\([ ][a-z]+\)"),
        ((". ", ") "), r"^[.)](?= \w)"),
        # 占地  公顷（ 亩）
        (("  ", "（ ", "( "), rf"(?:(?<=[{CJK_RANGES}]) {{2,}}|(?<=[（(]) )(?:{_HAN_UNITS})"),
        (("月",), rf"^ ?月 ?\d|^ (?:{_HAN_UNITS})"),
    )
)
"""What a number leaves behind when it is gone, with what a text has to have for it."""
_HOLE = re.compile(r"  | [,;)!?]")
_NAME = re.compile("[A-Za-z]{2,20}")
_TIME = re.compile(r"(?<![\w:.,/-])(\d{1,3}):(\d{1,3})(?![\d:.,/])( ?[ap]\.?m\b)?")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DISORDERED = re.compile(
    rf"\b{_MONTH} (?:19|20)\d\d, [0-3]?\d(?=[,.;)]|$| [(])|\b(?:19|20)\d\d {_MONTH} [0-3]?\d(?![\d:,]|\.\d)"
)
_UNIT_BEHIND = re.compile(
    r"[\s\u00a0-]{0,2}(?:°\s?[CF]\b|[a-zA-ZµμÀ-ÿ]{1,20}(?:/\w{1,3}| points?\b| Fahrenheit| Celsius)?|[%‰℃℉]"
    r"|个?百分点|[摄华]氏度|\w{1,2})"
)
_DATE_SIGNS = "年月日号號时時分"


def check_numbers(view: RowView) -> Iterator[Fault]:
    """A figure that the other side does not account for."""
    for mismatch in view.mismatches:
        if not mismatch.is_date:
            yield _fault("number", mismatch, view)
    if not view.mismatches and view.has_both:
        yield from _orphans(view)
        yield from _misnamed(view)
        for ours, theirs in view.units:
            here, there = _with_unit(view.source, ours), _with_unit(view.target, theirs)
            facts = (("expected", _stretch(view.source, here)), ("found", _stretch(view.target, there)))
            yield Fault("number-unit", (there,), (here,), facts, verdict="unit")
        for sums in view.currencies:
            here, there = sums.source.span, sums.target.span
            facts = (("expected", _stretch(view.source, here)), ("found", _stretch(view.target, there)))
            fix = (Suggestion(sums.target.name, sums.corrected),) if sums.corrected else ()
            yield Fault("number-currency", (there,), (here,), facts, fix, verdict="currency")
        for ours, theirs in view.points:
            here, there = _with_unit(view.source, ours), _with_unit(view.target, theirs)
            facts = (("expected", _stretch(view.source, here)), ("found", _stretch(view.target, there)))
            yield Fault("number-points", (there,), (here,), facts, verdict="points")
        for ours, theirs in view.fractions:
            facts = (("expected", _text(view.source, ours)), ("found", _text(view.target, theirs)))
            yield Fault("number-differs", (Span(*theirs.span),), (Span(*ours.span),), facts, verdict="fraction")
        yield from _unadapted(view)
        for one, two in view.swaps:
            facts = (("found", _text(view.target, one)), ("other", _text(view.target, two)))
            spans = sorted((Span(*one.span), Span(*two.span)))
            yield Fault("number-swapped", tuple(spans), facts=facts, severity=Severity.MINOR, verdict="swapped")


def _unadapted(view: RowView) -> Iterator[Fault]:
    """A figure copied with the signs of a language that divides numbers the other way: 184,600 in German is 184.6."""
    ours, theirs = view.context.source_facts.numerals, view.context.target_facts.numerals
    if not (ours.known and theirs.known) or ours.group != theirs.decimal:
        return
    if ours.group not in view.target and ours.decimal not in view.target:
        return
    for match, right in _foreign(view.target, ours, theirs):
        if re.search(rf"(?<![\d.,]){re.escape(match[0])}(?![.,]?\d)", view.source):
            span = Span(*match.span())
            facts = (("found", match[0]), ("expected", right))
            fix = (Suggestion(span, right),)
            yield Fault("number-format", (span,), (), facts, fix, severity=Severity.MINOR, verdict="format")


def _foreign(text: str, ours: Numerals, theirs: Numerals) -> Iterator[tuple[re.Match[str], str]]:
    """Figures divided as the source's language does, each as the target's would: thousands, and decimals that are no
    thousands (2,6)."""
    group, decimal = re.escape(ours.group), re.escape(ours.decimal)
    spaced = "\u00a0" if theirs.space_groups else theirs.group
    for match in re.finditer(rf"(?<![\w.,])\d{{1,3}}(?:{group}\d{{3}})+(?![\d.,]*\d)", text):
        yield match, match[0].replace(ours.group, spaced)
    if ours.decimal == theirs.group:
        for match in re.finditer(rf"(?<![\w.,])\d{{1,3}}{decimal}\d{{1,2}}(?![\d.,]*\d)(?=[ \u00a0]?%)", text):
            yield match, match[0].replace(ours.decimal, theirs.decimal)


def _orphans(view: RowView) -> Iterator[Fault]:
    """What stands beside a number, without one: "about % of", "$ million", COVID- with its figure gone."""
    ours, text = view.context.target_facts, view.target
    yield from _bare_names(view)
    for clues, pattern in _ORPHANS:
        for clue in clues:
            if clue in text:
                source = level(view.source)
                # A row that begins with a bracket in both texts lost nothing.
                if (match := pattern.search(text)) and not pattern.search(source) and source.find(match[0]) != 0:
                    yield _gone(match, text)
                    return
                break
    if ours.numbers_expected is not None and _HOLE.search(text) and view.source_numbers and "  " not in view.source:
        for match in ours.numbers_expected.finditer(text):
            yield _gone(match, text)


def _bare_names(view: RowView) -> Iterator[Fault]:
    """A name whose figure is glued to it in the source, with a gap behind it here: iOS14.3, "to iOS ."."""
    if view.has_gap:
        for number in view.source_numbers:
            name = _NAME.match(view.source, number.span.start) if number.kind is Kind.CODE else None
            if name is not None and (
                match := re.search(rf"(?<!\w){re.escape(name[0])}-?(?= [\s,;.!?)]|$)", view.target)
            ):
                yield _gone(match, view.target)
                return


def _gone(match: re.Match[str], text: str) -> Fault:
    """Something with a gap; where that is all white space, with the word before it."""
    start = match.start() if match[0].strip() else text.rfind(" ", 0, match.start()) + 1
    return Fault("number-gone", (Span(start, match.end()),), facts=(("found", text[start : match.end()].strip()),))


def check_dates(view: RowView) -> Iterator[Fault]:
    """A year, month, day or time that the other side does not account for."""
    for mismatch in view.mismatches:
        if mismatch.is_date:
            yield _fault("date", mismatch, view)
    for source, target in view.calendar:
        facts = (("expected", _stretch(view.source, source)), ("found", _stretch(view.target, target)))
        yield Fault("date-differs", (Span(*target),), (Span(*source),), facts, verdict="calendar")
    if not view.mismatches and view.has_both:
        yield from _impossible(view)


def _impossible(view: RowView) -> Iterator[Fault]:
    """A time that no clock shows (26:00, 9:5 p.m.), a date in an order no text has (May 2021, 14): figures that changed
    places. A score (98:97) stands in the source too."""
    for match in _TIME.finditer(view.target) if ":" in view.target else ():
        hour, minute = match[1], match[2]
        wrong = int(hour) > 24 or int(minute) > 59 or (len(minute) == 1 and match[3])
        score = rf"(?<!\d)(?:{hour}\D{{1,3}}{minute}|{minute}\D{{1,3}}{hour})(?!\d)"
        if wrong and not re.search(score, level(view.source)):
            span = Span(match.start(1), match.end(2))
            yield Fault("date-no-time", (span,), facts=(("found", _stretch(view.target, span)),))
    if view.context.target_facts.code == "en" and ("20" in view.target or "19" in view.target):
        for match in _DISORDERED.finditer(view.target):
            if match[0] not in view.source:
                span = Span(*match.span())
                yield Fault("date-disordered", (span,), facts=(("found", match[0]),), severity=Severity.MINOR)


def check_weekdays(view: RowView) -> Iterator[Fault]:
    """A day of the week that the date beside it does not fall on, unless the source says so too.

    Where the date itself is said to be wrong or lacking, its day only follows from that.
    """
    ours, theirs = view.weekdays
    wrong = {(day.said, day.real) for day in ours if day.said != day.real}
    for day in theirs:
        if day.said != day.real and (day.said, day.real) not in wrong and not _has_wrong_date(view, day.date):
            facts = (("found", _stretch(view.target, day.span)), ("date", _stretch(view.target, day.date)))
            yield Fault("weekday", (Span(*day.span),), facts=facts)


def _has_wrong_date(view: RowView, date: tuple[int, int]) -> bool:
    return any(
        mismatch.is_date
        and (mismatch.target is None or (date[0] < mismatch.target.span.end and mismatch.target.span.start < date[1]))
        for mismatch in view.mismatches
    )


def _stretch(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def _misnamed(view: RowView) -> Iterator[Fault]:
    """COVID-79: a name whose number everybody knows."""
    for number in view.target_numbers:
        written = _text(view.target, number)
        name = written.rstrip("0123456789").rstrip("-‐‑–")
        known = view.context.target_facts.numerals.named.get(name.upper())
        if number.kind is Kind.CODE and known is not None and known not in number.values and written not in view.source:
            right = written.rstrip("0123456789") + str(known)
            span = Span(*number.span)
            facts = (("expected", right), ("found", written))
            yield Fault("number-name", (span,), facts=facts, suggestions=(Suggestion(span, right),), verdict="name")


def _with_unit(text: str, number: Number) -> Span:
    """The number with the unit behind it: a word, a sign, or two signs of a script that does not divide words."""
    tail = _UNIT_BEHIND.match(text, number.span.end)
    return Span(number.span.start, tail.end() if tail else number.span.end)


def _fault(name: str, mismatch: Mismatch, view: RowView) -> Fault:
    source, target = mismatch.source, mismatch.target
    facts: tuple[tuple[str, Fact], ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    if source is not None:
        facts += (("expected", _named(view.source, source)),)
    if target is not None:
        facts += (("found", _text(view.target, target)),)
    if source is not None and target is not None:
        corrected = rewrite(_text(view.target, target), source, target, view.context.target_facts.numerals.group)
        if corrected:
            suggestions = (Suggestion(Span(*target.span), corrected),)
    how = mismatch.how if name == "number" or mismatch.how is not How.MAGNITUDE else How.DIFFERS
    return Fault(
        code=f"{name}-{how}",
        source=() if source is None else (Span(*source.span),),
        target=() if target is None else (Span(*target.span),),
        facts=facts,
        suggestions=suggestions,
        severity=Severity.MINOR if how is How.ADDED else None,
        verdict=how.value,
        evidence="|".join((how.value, _values(source), _values(target))),
    )


def _text(text: str, number: Number) -> str:
    return text[number.span.start : number.span.end]


def _named(text: str, number: Number) -> str:
    """The number as the source writes it; a Chinese or Japanese date with the sign that says what it counts."""
    sign = text[number.span.end : number.span.end + 1]
    return _text(text, number) + (sign if sign and sign in _DATE_SIGNS and number.kind in DATE_KINDS else "")


def _values(number: Number | None) -> str:
    return "" if number is None else ",".join(map(str, sorted(number.values)))


def rewrite(found: str, source: Number, target: Number, group: str) -> str:
    """The figure found, with the source's value in the same notation; "" where that is not certain."""
    values = sorted(source.values)
    if len(values) != 1 or not target.figure:
        return ""
    tail = found.lstrip("0123456789.,'’ \u00a0\u202f\u2009")
    head = found[: len(found) - len(tail)].rstrip()
    if not head or (not head.isascii() and not head.replace("\u00a0", "").replace("\u202f", "").isascii()):
        return ""
    value = values[0] / target.scale
    decimal = "," if group == "." else "."
    written = _written(value, group if _is_grouped(head, group, value) else "", decimal)
    return written + found[len(head) :] if written else ""


def _is_grouped(head: str, group: str, value: Fraction) -> bool:
    return group in head or (value >= 10_000 and not head.isdigit())


def _written(value: Fraction, group: str, decimal: str) -> str:
    for places in range(5):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).zfill(places + 1)
            whole, tail = (digits[:-places], digits[-places:]) if places else (digits, "")
            if group:
                whole = f"{int(whole):,}".replace(",", group)
            return whole + (decimal + tail if tail else "")
    return ""
