"""The months and years that a date names, whatever it looks like."""

from __future__ import annotations

import pytest

from app.align.tokens import tokenise


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        ("en", "on 3 March 2021", {"@3", "#3", "#2021"}),
        ("en", "on 2021-03-03", {"@3"}),
        ("de", "am 3. März 2021", {"@3", "#3", "#2021"}),
        ("zh", "2021年3月3日", {"@3", "#3", "#2021"}),
        ("zh", "十二月三日", {"@12"}),
        ("ja", "令和3年3月", {"@3", "#2021"}),
    ],
)
def test_a_date_says_its_month(language: str, text: str, tokens: set[str]) -> None:
    assert tokens <= set(tokenise([text], language)[0])


@pytest.mark.parametrize(
    ("language", "text"), [("en", "you may go"), ("zh", "三个月后"), ("zh", "月亮"), ("en", "3 metres")]
)
def test_what_is_no_month_is_none(language: str, text: str) -> None:
    assert not [token for token in tokenise([text], language)[0] if token.startswith("@")]
