"""Numbers in Chinese characters, as far as two texts are compared by them."""

from __future__ import annotations

LONGEST_NUMBER = 40
"""Digits; what is longer is a code, not a number."""

_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def han_value(text: str) -> int | None:
    """第十九 is 19, 二〇二〇 is 2020; a single digit without 第 is a word like any other."""
    signs = text.removeprefix("第")
    if not signs or (len(signs) == 1 and signs == text and signs not in "百千"):
        return None
    if all(sign in _DIGITS for sign in signs):
        digits = "".join(str(_DIGITS[sign]) for sign in signs)
        return int(digits) if len(digits) <= LONGEST_NUMBER else None
    total, digit = 0, -1
    for sign in signs.replace("廿", "二十").replace("卅", "三十"):
        if sign in _TENS:
            total += (1 if digit < 0 else digit) * _TENS[sign]
            digit = -1
        else:
            digit = _DIGITS[sign]
    return total + max(digit, 0)
