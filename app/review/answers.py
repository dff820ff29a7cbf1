"""Decisions as a file: what one project has learned to be no error, for another, or for the next version of a text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from app.errors import UserError
from app.files import read_file
from app.review.decisions import FIXED, Answer, Reach
from app.store.remarks import Decision

_VERSION = 1
_SCOPES = frozenset({*map(str, Reach), FIXED})
_LARGEST = 64 << 20
_LONGEST = 10_000
"""Characters of one field: more than any finding's evidence has."""


def write_answers(decisions: Iterable[Decision]) -> bytes:
    """The decisions as JSON, one a line, so that two versions compare well."""
    lines = [
        json.dumps(
            Answer(d.rule, d.evidence, d.text_hash, d.scope, d.reason, d.author, d.at)._asdict(), ensure_ascii=False
        )
        for d in decisions
    ]
    head = f'{{"enface-decisions": {_VERSION}, "decisions": ['
    return "\n".join([head, ",\n".join(lines), "]}", ""]).encode("utf-8")


def load_answers(path: Path) -> list[Answer]:
    """The decisions of a file. Raises UserError where it is missing, too large, or no such file."""
    return read_answers(read_file(path, _LARGEST), path.name)


def read_answers(data: bytes, name: str) -> list[Answer]:
    """The decisions of such a file; ``name`` is for the fault.

    Raises UserError("decisions-broken") for anything else.
    """
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise UserError("decisions-broken", name=name) from None
    entries = found.get("decisions") if isinstance(found, dict) else None
    if not isinstance(entries, list) or found.get("enface-decisions") != _VERSION:
        raise UserError("decisions-broken", name=name)
    answers = [_answer(entry) for entry in entries]
    if None in answers:
        raise UserError("decisions-broken", name=name)
    return [answer for answer in answers if answer is not None]


def _answer(entry: object) -> Answer | None:
    if not isinstance(entry, dict):
        return None
    values = [entry.get(field, "") for field in Answer._fields]
    if not all(isinstance(value, str) and len(value) <= _LONGEST and "\0" not in value for value in values):
        return None
    answer = Answer(*values)
    # A decision without its rule or its scope would silence nothing, or everything.
    sound = answer.rule and answer.scope in _SCOPES and bool(answer.text_hash) == (answer.scope in (Reach.SPOT, FIXED))
    return answer if sound else None
