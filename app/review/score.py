"""The MQM score of a text: what its errors weigh, for each thousand words or characters. Pure.

The method is the linear scoring model of MQM (themqm.org, "The MQM Scoring Models"; Lommel et al. 2024): an error
weighs what its severity weighs, times what its category weighs; the sum over the length of the text is normed to a
thousand words, and the score is a hundred less the penalty of a hundred words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.model import Severity
from app.review.count import word_count

PER = 1_000
"""Words, or characters, that a penalty is normed to."""
_BY_CHARACTERS = ("zh", "ja")
_HEAVIEST = 1_000.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How errors are weighed, per project. Defaults are MQM's; a category that is not named weighs 1.

    ``pass_mark`` is the least score of a text that passes: 98 allows four major errors in a thousand words.
    """

    severities: Mapping[Severity, float] = field(
        default_factory=lambda: {
            Severity.NEUTRAL: 0.0,
            Severity.MINOR: 1.0,
            Severity.MAJOR: 5.0,
            Severity.CRITICAL: 25.0,
        }
    )
    categories: Mapping[str, float] = field(default_factory=dict)
    pass_mark: float = 98.0

    def weight(self, error: Error) -> float:
        return self.severities.get(error.severity, 0.0) * self.categories.get(error.category, 1.0)


@dataclass(frozen=True, slots=True)
class Error:
    """One error as the score sees it; ``category`` is the top level of the MQM tree."""

    category: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Length:
    """How much text was judged: ``unit`` is ``words`` or ``characters``."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class Score:
    """``penalty`` is the weighed sum, ``per_thousand`` the same for a thousand words or characters.

    ``value`` is at most 100 and at least 0; it is None, and nothing is passed or failed, where there is no text.
    """

    errors: int
    penalty: float
    per_thousand: float | None
    value: float | None
    passed: bool | None


def measure(texts: Iterable[str], language: str) -> Length:
    """The length of a text in what its language is counted by: characters for Chinese and Japanese, else words."""
    unit = "characters" if language.split("-")[0].lower() in _BY_CHARACTERS else "words"
    return Length(sum(map(word_count, texts)), unit)


def score(errors: Iterable[Error], length: Length, scale: Scale) -> Score:
    """Weighs errors against the length of the text they are in."""
    weights = [scale.weight(error) for error in errors]
    penalty = sum(weights)
    if length.amount <= 0:
        return Score(len(weights), penalty, None, None, None)
    per_thousand = penalty * PER / length.amount
    value = max(0.0, 100.0 - per_thousand * 100 / PER)
    # A mark is met by what is shown, not by what a float makes of it.
    return Score(len(weights), penalty, per_thousand, value, round(value, 2) >= scale.pass_mark)


def dump_scale(scale: Scale) -> str:
    """The scale as the project keeps it."""
    return json.dumps(
        {
            "severities": {severity.value: weight for severity, weight in scale.severities.items()},
            "categories": dict(scale.categories),
            "pass_mark": scale.pass_mark,
        },
        separators=(",", ":"),
    )


def load_scale(text: str) -> Scale:
    """The scale of a project; whatever is missing or makes no sense there has its default."""
    scale = Scale()
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return scale
    if not isinstance(data, dict):
        return scale
    severities = {Severity(key): weight for key, weight in _weights(data.get("severities")).items() if key in _KNOWN}
    mark = data.get("pass_mark", scale.pass_mark)
    return replace(
        scale,
        severities={**scale.severities, **severities},
        categories=_weights(data.get("categories")),
        pass_mark=float(mark) if _sound(mark) and mark <= 100 else scale.pass_mark,
    )


_KNOWN = frozenset(severity.value for severity in Severity)


def _weights(data: Any) -> dict[str, float]:
    if not isinstance(data, dict):
        return {}
    return {str(key): float(weight) for key, weight in data.items() if _sound(weight)}


def _sound(weight: Any) -> bool:
    """Whether a stored value can weigh: a number, not below nothing, not without end (and not a NaN)."""
    return isinstance(weight, int | float) and not isinstance(weight, bool) and 0 <= weight <= _HEAVIEST
