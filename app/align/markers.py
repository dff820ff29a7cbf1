"""The mark a point of a list begins with, as a number: 2., (2), b), II., 二、, （二）, 第二, or a bullet."""

from __future__ import annotations

import re

from app.align.han import han_value
from glossary.language.roman import roman_value

BULLET = 1000
_BULLET = re.compile(r"[•●◦▪■◆·*–-]\s+\S")
_MARKER = re.compile(
    r"[(（\[]?(?:(?P<figure>\d{1,3})|(?P<roman>[IVX]{1,5})|(?P<letter>[A-Za-z])|(?P<han>[一二三四五六七八九十]{1,3}))"
    r"(?:[)）\]]|[.．](?=\s)|[、:：])|第(?P<nth>[一二三四五六七八九十百]{1,4})(?=[、，,章节節条條])"
)


def marker_of(unit: str) -> int:
    """0 where the unit is no point of a list."""
    text = unit.lstrip()
    if _BULLET.match(text):
        return BULLET
    hit = _MARKER.match(text)
    if not hit:
        return 0
    if hit["figure"]:
        return int(hit["figure"])
    if hit["letter"] and hit["letter"] not in "IVX":
        return ord(hit["letter"].lower()) - ord("a") + 1
    if roman := hit["roman"] or hit["letter"]:
        return roman_value(roman)
    return han_value("第" + (hit["han"] or hit["nth"])) or 0
