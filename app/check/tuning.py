"""What a project asks of the checks: which are on, how grave they are, how they choose, and rules of its own.

Kept and carried about as a small TOML file, a table for each check and one for each rule:

    [omission]
    severity = "major"
    length = "strict"

    [spacing]
    on = false

    [[rule]]
    name = "Euro sign"
    target = "EUR"
    instead = "€"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from app.check.rules import CompiledRule, Rule
from app.errors import UserError
from app.files import read_file
from app.model import Severity

_LARGEST = 1 << 20
_MOST_RULES = 500
_RULES = "rule"


class Option(NamedTuple):
    """Something a check can do in several ways; ``values`` begins with what it does unless told otherwise."""

    check: str
    id: str
    values: tuple[str, ...]


OPTIONS: tuple[Option, ...] = (
    Option("omission", "length", ("usual", "strict", "loose")),
    Option("addition", "length", ("usual", "strict", "loose")),
    Option("variants", "spelling", ("majority", "british", "american")),
    Option("variants", "apostrophe", ("majority", "curly", "straight")),
)


OPTIONAL = frozenset({"grammar"})
"""Checks that are off until a project wants them: what they find is right, and more than a reviewer is asked for."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Nothing is said where a check does as it usually does. ``compiled`` are the rules, made ready once."""

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    """Those of the ``OPTIONAL`` ones that are wanted."""
    severities: tuple[tuple[str, Severity], ...] = ()
    choices: tuple[tuple[str, str, str], ...] = ()
    """(check, option, value)"""
    rules: tuple[Rule, ...] = ()
    compiled: tuple[CompiledRule, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Raises UserError for a rule that cannot be applied, and for too many of them."""
        if len(self.rules) > _MOST_RULES:
            raise UserError("too-many-rules", n=len(self.rules), limit=_MOST_RULES)
        object.__setattr__(self, "compiled", tuple(map(CompiledRule, self.rules)))

    def severity(self, check: str) -> Severity | None:
        """The one that was chosen for a check, None where it has its usual."""
        return next((severity for id_, severity in self.severities if id_ == check), None)

    def choice(self, check: str, option: str) -> str:
        for id_, name, value in self.choices:
            if (id_, name) == (check, option):
                return value
        return next(one.values[0] for one in OPTIONS if (one.check, one.id) == (check, option))

    def is_on(self, check: str) -> bool:
        return check in self.on if check in OPTIONAL else check not in self.off

    def switched(self, check: str, on: bool) -> Tuning:
        if check in OPTIONAL:
            return replace(self, on=self.on | {check} if on else self.on - {check})
        return replace(self, off=self.off - {check} if on else self.off | {check})

    def with_severity(self, check: str, severity: Severity | None) -> Tuning:
        """None for the usual one."""
        others = tuple(pair for pair in self.severities if pair[0] != check)
        return replace(self, severities=others if severity is None else tuple(sorted((*others, (check, severity)))))

    def with_choice(self, check: str, option: str, value: str) -> Tuning:
        others = tuple(choice for choice in self.choices if choice[:2] != (check, option))
        usual = next(one.values[0] for one in OPTIONS if (one.check, one.id) == (check, option))
        return replace(self, choices=others if value == usual else tuple(sorted((*others, (check, option, value)))))


def load_tuning(path: Path, known: Collection[str]) -> Tuning:
    """The tuning in a file; ``known`` are the ids of all checks.

    Raises UserError: ``unknown-check``, and what :func:`read_tuning` raises.
    """
    try:
        tuning = read_tuning(read_file(path, _LARGEST).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserError("bad-tuning", where=str(error)) from error
    for check in sorted(tuning.off.union(tuning.on).union(id_ for id_, *_ in tuning.severities)):
        if check not in known:
            raise UserError("unknown-check", name=check, known=", ".join(known))
    return tuning


def read_tuning(text: str) -> Tuning:
    """Reads what :func:`write_tuning` wrote.

    Raises UserError: ``bad-tuning`` with the place that is wrong, and what :class:`Tuning` raises.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError("bad-tuning", where=str(error)) from error
    rules = tables.pop(_RULES, [])
    tuning = Tuning(rules=tuple(_read_rules(rules)))
    for check, table in tables.items():
        if not isinstance(table, dict):
            raise UserError("bad-tuning", where=f"[{check}]")
        tuning = _read_check(tuning, check, table)
    return tuning


def _read_check(tuning: Tuning, check: str, table: Mapping[str, Any]) -> Tuning:
    options = {one.id: one.values for one in OPTIONS if one.check == check}
    for key, value in table.items():
        if key == "on" and isinstance(value, bool):
            tuning = tuning.switched(check, value)
        elif key == "severity" and _is_severity(value):
            tuning = tuning.with_severity(check, Severity(value))
        elif value in options.get(key, ()):
            tuning = tuning.with_choice(check, key, value)
        else:
            raise UserError("bad-tuning", where=f"[{check}] {key} = {str(value)[:40]}")
    return tuning


def _is_severity(value: object) -> bool:
    return isinstance(value, str) and value in set(Severity)


def _read_rules(tables: Any) -> Iterator[Rule]:
    if not isinstance(tables, list):
        raise UserError("bad-tuning", where=_RULES)
    usual = Rule("")
    kinds = {one.name: type(getattr(usual, one.name)) for one in fields(Rule)}
    for number, table in enumerate(tables, start=1):
        where = f"[[{_RULES}]] {number}"
        if not isinstance(table, dict):
            raise UserError("bad-tuning", where=where)
        values: dict[str, Any] = {}
        for name, value in table.items():
            key = name.replace("-", "_")
            if key == "severity" and _is_severity(value):
                value = Severity(value)
            if key not in kinds or type(value) is not kinds[key]:
                raise UserError("bad-tuning", where=f"{where}: {name}")
            values[key] = value
        yield replace(usual, **values)


def write_tuning(tuning: Tuning) -> str:
    """The tuning as TOML, "" for one that says nothing."""
    checks: dict[str, dict[str, str | bool]] = {}
    for switch, switched in ((False, tuning.off), (True, tuning.on)):
        for check in sorted(switched):
            checks.setdefault(check, {})["on"] = switch
    for check, severity in tuning.severities:
        checks.setdefault(check, {})["severity"] = severity.value
    for check, option, value in tuning.choices:
        checks.setdefault(check, {})[option] = value
    tables = [(f"[{check}]", values) for check, values in sorted(checks.items())]
    tables += [(f"[[{_RULES}]]", _rule_values(rule)) for rule in tuning.rules]
    return "\n".join("\n".join((head, *map(_line, values.items()), "")) for head, values in tables)


def _rule_values(rule: Rule) -> dict[str, str | bool]:
    usual = Rule("")
    return {
        one.name.replace("_", "-"): getattr(rule, one.name)
        for one in fields(Rule)
        if one.name == "name" or getattr(rule, one.name) != getattr(usual, one.name)
    }


def _line(item: tuple[str, str | bool]) -> str:
    """A string of JSON is one of TOML too, but for the delete character."""
    name, value = item
    if isinstance(value, bool):
        return f"{name} = {str(value).lower()}"
    return f"{name} = " + json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
