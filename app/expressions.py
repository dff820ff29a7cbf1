"""Expressions that people type, wherever they do: searching, filters, the rules of a checklist.

They run on the ``regex`` module with a time-out, because a backtracking one can stand still for hours.
"""

from __future__ import annotations

from typing import Any

from app.errors import UserError

SECONDS = 0.2
"""One text may not take longer; an honest expression needs microseconds."""
# The tables that are made for a typed text know no time-out: 0.3 s for 500 equal characters, 12 s for 2,000.
LONGEST = 500


def compile_expression(
    text: str, *, regex: bool, match_case: bool = False, begins_word: bool = False, ends_word: bool = False
) -> Any:
    """A pattern of the ``regex`` module; with ``regex`` off it finds the text as it stands.

    ``begins_word`` and ``ends_word``: only where a word begins, and ends.

    Raises UserError for an expression that is none, or too long.
    """
    import regex as engine

    if len(text) > LONGEST:
        raise UserError("search-too-long", n=len(text), limit=LONGEST)
    source = text if regex else engine.escape(text, special_only=True, literal_spaces=True)
    source = (r"\b" if begins_word else "") + f"(?:{source})" + (r"\b" if ends_word else "")
    try:
        return engine.compile(source, 0 if match_case else engine.IGNORECASE)
    except engine.error as error:
        raise UserError("bad-expression", reason=str(error)) from error
    except RecursionError:
        raise UserError("bad-expression", reason="too many brackets within brackets") from None
