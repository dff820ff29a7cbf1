"""Whose fault is it? A :class:`UserError` is shown in one sentence and exits with 2; anything else is a bug of ours."""

from __future__ import annotations

from app.model import Fact


class UserError(Exception):
    """The input, the call or the machine is at fault, and the person can do something about it.

    ``code`` names a sentence of the word catalogue (``errors.<code>``): what, where, what to do; ``facts`` fill it.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({inside})"


class Cancelled(Exception):  # noqa: N818 (an answer to the person, not an error)
    """The person asked a long job to stop; nothing was written."""
