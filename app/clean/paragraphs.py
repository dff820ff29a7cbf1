"""What the rules say of a paragraph by itself, remembered by its text: most paragraphs are cleaned again and again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b

from app.clean.lines import folded_line, rule_of
from app.clean.rules import Rule, RuleSet
from app.clean.spans import span_proposals
from app.clean.text import key, weight
from app.model import Proposal


class Paragraph:
    """A text, and what can be said of it without its neighbours, each thing found out when it is first asked for."""

    def __init__(self, text: str, rules: RuleSet) -> None:
        self.text = text
        self._rules = rules
        self._fired: dict[str, Rule | None] = {}

    @cached_property
    def line(self) -> str:
        """The form line patterns see, "" for a text that is no line."""
        line = folded_line(self.text)
        # Most are as they were: no need for two of them.
        return self.text if line == self.text else line

    def rule(self, language: str) -> Rule | None:
        """The first line rule that fires."""
        if language not in self._fired:
            self._fired[language] = rule_of(self.line, self._rules, language)
        return self._fired[language]

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Those for stretches of it, or one for all of it, as if it were the first of its text."""
        return tuple(span_proposals(self.text, 0, self._rules))

    @cached_property
    def weight(self) -> float:
        return weight(self.text)

    @cached_property
    def key(self) -> bytes:
        """What another printing of its words has too; a digest, as it is kept and may be as long as the text."""
        return blake2b(key(self.text).encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Paragraphs:
    """The paragraphs of a cleaning, for the next one to take over: what it does not ask for is forgotten."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._known: dict[str, Paragraph] = {}

    def read(self, texts: Iterable[str]) -> list[Paragraph]:
        """Each text's; equal texts share one."""
        return [self._known.get(text) or self._read(text) for text in texts]

    def _read(self, text: str) -> Paragraph:
        made = self._known[text] = Paragraph(text, self.rules)
        return made

    def keep(self, texts: Iterable[str]) -> None:
        """Forgets all but these, where there is enough to forget."""
        if len(self._known) > 2 * len(wanted := set(texts)):
            self._known = {text: known for text, known in self._known.items() if text in wanted}
