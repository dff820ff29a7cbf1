"""What a date says beside its figures: 3 March, 3月3日 and 2021-03-03 name the same month, 令和3年 is 2021."""

from __future__ import annotations

import re

from app.align.han import han_value
from glossary.language.dates import read_dates
from glossary.language.number_scan import Kind, Sheet, level
from glossary.language.numerals import Numerals

_HAN_MONTH = re.compile(r"(?<![\d〇零一二三四五六七八九十])(\d{1,2}|[一二三四五六七八九]|十[一二]?)月(?!球|亮|光|色)")
_FIRST_YEAR = 1000


def date_tokens(unit: str, numerals: Numerals) -> list[str]:
    """``@3`` for each time March is named, ``#2021`` for a year that is written in another count."""
    sheet = Sheet(level(unit), numerals)
    read_dates(sheet)
    found = [
        f"@{value}" for number in sheet.numbers if number.kind is Kind.MONTH for value in number.values if value <= 12
    ]
    for number in sheet.numbers:
        if number.kind is Kind.YEAR and len(number.values) > 1:
            found += [f"#{value}" for value in sorted(number.values) if value > _FIRST_YEAR]
    for hit in _HAN_MONTH.finditer(sheet.text):
        month = int(hit[1]) if hit[1].isdigit() else han_value("第" + hit[1])
        if month and month <= 12:
            found.append(f"@{month}")
    return found
