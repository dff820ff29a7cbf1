"""Figures that agree and mean something else: dates turned, halves of the day, parts of the year, units, fractions."""

from __future__ import annotations

import pytest

from app.check import CheckContext, CheckRow, run_checks
from glossary.matcher import compile_matcher


def said(languages: str, source: str, target: str) -> list[tuple[str, str]]:
    """The codes of the number and date checks with what each covers in the translation."""
    ours, theirs = languages.split("-")
    context = CheckContext(ours, theirs, compile_matcher((), ours, theirs))
    found = run_checks([CheckRow(0, source, target)], context, checks=["number", "date"])
    return [(f.code, " … ".join(target[span.start : span.end] for span in f.target)) for f in found]


@pytest.mark.parametrize(
    ("languages", "source", "target", "expected"),
    [
        # Day and month
        ("zh-en", "2024年8月12日 07:36", "December 8, 2024, 07:36", "December 8"),
        ("ja-en", "5月3日に開く。", "It opens on 5 March.", "5 March"),
        ("de-en", "Am 4. Juni begann es.", "It began on 6 April.", "6 April"),
        ("zh-en", "2024年8月12日", "August 12, 2024", None),
        ("zh-en", "8月8日", "August 8", None),
        ("zh-en", "8月12日至12月8日", "from August 12 to December 8", None),
        ("en-de", "On 12/8/2024 it began.", "Am 8. Dezember 2024 begann es.", None),
        # The half of the day
        ("zh-en", "上午9时30分开会。", "They met at 9:30 p.m.", "9:30 p.m."),
        ("zh-en", "下午3时开会。", "They met at 3 a.m.", "3 a.m."),
        ("zh-en", "15时开会。", "They met at 3 a.m.", "3 a.m."),
        ("zh-en", "晚上8点开会。", "They met at 8:00 in the morning.", "8:00 in the morning"),
        ("ja-en", "午後6時半に始まる。", "It begins at 6:30 a.m.", "6:30 a.m."),
        ("en-de", "The gate opens at 7 p.m.", "Das Tor öffnet um 7 Uhr morgens.", "7 Uhr morgens"),
        ("zh-en", "18时开会。", "They met at 6 p.m.", None),
        ("zh-en", "下午3时至5时", "from 3 to 5 p.m.", None),
        ("zh-en", "9时30分", "9:30 p.m.", None),
        ("zh-en", "凌晨2点", "2 a.m.", None),
        ("zh-en", "晚上2点", "2 a.m.", None),
        ("zh-en", "中午12时", "12 p.m.", None),
        ("zh-en", "上午9时、晚上9时", "9 a.m. and 9 p.m.", None),
        ("en-de", "at 3 p.m.", "um 15 Uhr", None),
        # Parts of the year
        ("zh-en", "2023年第三季度增长。", "It grew in the second quarter of 2023.", "second quarter"),
        ("zh-en", "上半年增长。", "It grew in the second half of the year.", "second half"),
        ("de-en", "Im 1. Halbjahr wuchs er.", "It grew in the second half.", "second half"),
        ("zh-en", "四季度", "the last quarter", None),
        ("zh-en", "一季度和二季度", "the first and second quarters", None),
        ("zh-en", "三季度，比二季度", "in the third quarter, more than in the second quarter", None),
        ("zh-en", "去年", "the first half of last year", None),
    ],
)
def test_dates_and_hours(languages: str, source: str, target: str, expected: str | None) -> None:
    assert said(languages, source, target) == ([] if expected is None else [("date-differs", expected)])


@pytest.mark.parametrize(
    ("languages", "source", "target", "expected"),
    [
        ("en-de", "The limit is 50 mg/l.", "Der Grenzwert liegt bei 50 µg/l.", ("number-unit", "50 µg/l")),
        ("en-de", "It holds 5 litres.", "Es fasst 5 Milliliter.", ("number-unit", "5 Milliliter")),
        ("zh-en", "水温38℃。", "The water has 38 °F.", ("number-unit", "38 °F")),
        ("zh-en", "装机30万千瓦。", "The plant has 300,000 MW.", ("number-unit", "300,000 MW")),
        ("zh-en", "装机30万千瓦。", "The plant has 300 MW.", None),
        ("en-de", "It holds 5 litres.", "Es fasst 5 Liter.", None),
        ("zh-en", "水温38度。", "The water has 38 °C.", None),
        ("zh-en", "三分之二的人", "three quarters of the people", ("number-differs", "three quarters")),
        ("zh-en", "三分之二的人", "two thirds of the people", None),
        ("zh-en", "三分之二的人", "two out of three people, a quarter of them old", None),
        ("en-de", "People supplied: 184,600", "Versorgte Personen: 184,600", ("number-format", "184,600")),
        ("en-de", "People supplied: 184,600", "Versorgte Personen: 184.600", None),
        ("en-de", "It is 3.5 m.", "Es sind 3,5 m.", None),
        ("de-en", "Es sind 1.200 Leute.", "There are 1.200 people.", ("number-format", "1.200")),
        ("de-en", "Der Umsatz stieg um 2,6 %.", "Sales rose by 2,6%.", ("number-format", "2,6")),
        ("de-en", "Der Umsatz stieg um 2,6 %.", "Sales rose by 2.6%.", None),
        ("de-en", "Version 2,6 läuft.", "Version 2,6 runs.", None),
        ("zh-en", "一斤贵两毛钱。", "A pound is 0.2 yuan dearer.", None),
        ("zh-en", "共1,200人。", "There are 1,200 people.", None),
        ("en-de", "down by 1.5 percentage points", "um 1,5 Prozent gesunken", ("number-points", "1,5 Prozent")),
        # A list of prices keeps its order.
        ("ja-en", "一般500円　学生300円　幼児150円", "Adult ¥500; student ¥150; infant ¥300",
         ("number-swapped", "150 … 300")),
        ("ja-en", "一般500円　学生300円　幼児150円", "Adult ¥500; student ¥300; infant ¥150", None),
        # So does a row of figures.
        ("zh-en", "分别为7%、8%、9%和11%。", "It was 7%, 9%, 8% and 11%.", ("number-swapped", "9 … 8")),
        ("zh-en", "分别为7%、8%、9%和11%。", "It was 7%, 8%, 9% and 11%.", None),
        # An era by its years.
        ("ja-en", "昭和の道具", "tools of the Showa era (1926–1989)", None),
        ("ja-en", "明治の道具", "tools of the Meiji era (1868–1912)", None),
    ],
)  # fmt: skip
def test_units_fractions_and_signs(languages: str, source: str, target: str, expected: tuple[str, str] | None) -> None:
    assert said(languages, source, target) == ([] if expected is None else [expected])


def test_another_sign_divides_thousands_in_the_language_of_the_translation() -> None:
    context = CheckContext("en", "ru", compile_matcher((), "en", "ru"))
    (found,) = run_checks([CheckRow(0, "It has 60,496 cases.", "Всего 60,496 случаев.")], context, checks=["number"])
    assert [fix.text for fix in found.suggestions] == ["60\u00a0496"]
