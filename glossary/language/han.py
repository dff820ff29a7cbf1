"""Reading Chinese and Japanese numerals: 十九, 二〇二五, 三四十 (thirty or forty), 一万六七千, 3亿5000万."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise, product

from glossary.language.numerals import HanNumerals, exact

_POINTS = str.maketrans("·・", "..")


def read_han(text: str, han: HanNumerals) -> frozenset[Fraction]:
    """All that a run of number characters may mean; empty for something that is no numeral."""
    if all(sign in han.digits for sign in text):
        digits = [han.digits[sign] for sign in text]
        values = {int("".join(map(str, digits)))}
        # 三四 is three or four, 三四五六 a list; 二〇二五 is a year.
        if 1 < len(digits) <= 3 or all(two - one == 1 for one, two in pairwise(digits)):
            values.update(digits)
        return frozenset(map(exact, values))
    clusters = _clusters("".join(han.digits)).split(text)
    choices = [
        ({part} if part[0] in "零〇○" else {part[0], part[-1]}) if index % 2 else {part}
        for index, part in enumerate(clusters)
    ]
    readings: set[Fraction] = set()
    for choice in product(*choices[:7]):
        joined = "".join(choice)
        readings.update(map(exact, _strict(joined, han)))
    return frozenset(readings)


@cache
def _clusters(digits: str) -> re.Pattern[str]:
    """Two digits and more in a row."""
    return re.compile(f"([{digits}]{{2,}})")


def _strict(text: str, han: HanNumerals) -> set[int]:
    """The additive grammar; 三百五 is 350 by habit and 305 to a machine, so both."""
    total = section = 0
    digit: int | None = None
    last_unit = 1
    after_zero = False
    for sign in text:
        if sign in han.digits:
            digit = han.digits[sign]
            after_zero = after_zero or digit == 0
        elif sign in han.tens:
            section, digit, last_unit = section + han.tens[sign], None, 10
        elif sign in han.units:
            last_unit = han.units[sign]
            section += (1 if digit is None or digit == 0 else digit) * last_unit
            digit, after_zero = None, False
        else:
            scale = han.scales[sign]
            section += digit or 0
            total = total * scale if section == 0 and total else total + (section or 1) * scale
            section, digit, last_unit, after_zero = 0, None, scale, False
    values = {total + section + (digit or 0)}
    if digit and last_unit >= 100 and not after_zero:
        values.add(total + section + digit * last_unit // 10)
    return values


def read_mixed(text: str, han: HanNumerals) -> Fraction:
    """The value of what ``HanNumerals.mixed`` found."""
    total = section = Fraction(0)
    for figure, signs in re.findall(r"([\d.,]+)([^\d.,]*)", _without(text, han.about).translate(_POINTS)):
        value = Fraction(figure.replace(",", "").strip(".") or "0")
        for sign in signs:
            if sign in han.units:
                value *= han.units[sign]
            elif sign in han.scales:
                value = (section + value) * han.scales[sign]
                section = Fraction(0)
        if any(sign in han.scales for sign in signs):
            total += value
        else:
            section += value
    return total + section


def _without(text: str, signs: str) -> str:
    return "".join(sign for sign in text if sign not in signs and not sign.isspace() and sign != "零")
