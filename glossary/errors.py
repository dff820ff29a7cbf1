"""What is wrong with a glossary file, in a code and facts; ``app`` turns it into its own ``UserError``."""

from __future__ import annotations


class GlossaryError(Exception):
    """The file is at fault and its owner can repair it.

    ``code`` names a sentence (``errors.<code>``) and ``facts`` fill it: ``name`` (the file) and, where a row is at
    fault, ``line`` (1-based).
    """

    def __init__(self, code: str, facts: dict[str, str | int]) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
