"""What people answer the checks: a suggestion put in place, a finding dismissed, an answer taken back or over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.check import CheckContext, Tuning, read_tuning, write_tuning
from app.check.spelling import SPELLING, evidence_of
from app.errors import UserError
from app.findings import RowFinding
from app.linking import Linking
from app.model import BlockId, Changes, Row, Side, Suggestion
from app.pipeline import Survey
from app.review import decisions, edits, states
from app.review.decisions import Answer, DecisionIndex, Reach, Record
from app.review.quiet import set_quiet_below
from app.review.spans import place
from app.store import Origin
from app.store.remarks import Decision, Flag

_TUNING = "checks"


def tuning_of(settings: Mapping[str, str]) -> Tuning:
    """What a project asks of the checks; where that cannot be read (a newer program wrote it), what is usual."""
    try:
        return read_tuning(settings.get(_TUNING, ""))
    except UserError:
        return Tuning()


class Answering(Linking):
    """Part of ``Project``: findings and the decisions about them."""

    flags: dict[BlockId, tuple[Flag, ...]]
    _decisions: DecisionIndex
    _quiet_below: float
    context: CheckContext

    def fix(self, found: RowFinding, suggestion: Suggestion) -> Changes:
        """Puts a suggestion in place. Raises UserError ``changed-since`` when the row reads differently by now."""
        row = self._book.view(self.store.row(found.row))
        where = place(row, Side.TARGET, suggestion.span)
        if where is None or self._book.hash(row) != found.text_hash:
            raise UserError("changed-since")
        block, span = where
        text = block.text[: span.start] + suggestion.text + block.text[span.end :]
        edit = edits.edit_text(self.store, {block.id: text}, label="fix", origin=Origin.FIX)
        right = decisions.accept(self.store, found.finding, found.text_hash)
        return self._do(replace(edit, ops=(*edit.ops, right)))

    def dismiss(self, found: RowFinding, reach: Reach, reason: str = "") -> Changes:
        return self._do(decisions.dismiss(self.store, found.finding, found.text_hash, reach, reason))

    def dismiss_all(self, found: Iterable[RowFinding], reach: Reach, reason: str = "") -> Changes:
        """Says no to many findings as one step."""
        return self._do(decisions.dismiss_all(self.store, ((f.finding, f.text_hash) for f in found), reach, reason))

    def take_back(self, *taken: Decision) -> Changes:
        """Lets dismissed findings, or refused cleaning proposals, speak again."""
        return self._do(decisions.take_back(self.store, taken))

    def take_over(self, answers: Iterable[Answer]) -> Changes | None:
        """Takes the decisions of another project over; None where this one has them all."""
        edit = decisions.take_over(self.store, answers)
        return self._do(edit) if edit is not None else None

    def answers(self) -> list[Decision]:
        """Every answer to a finding, the oldest first; those to cleaning proposals are not among them."""
        return [found for found in self.store.decisions() if decisions.is_answer(found)]

    def has_lapsed(self, decision: Decision) -> bool:
        """Whether no row reads any more as it did when the decision was made. Needs a survey."""
        return decision.scope == Reach.SPOT and decision.text_hash not in self._book.hashes

    def records(self) -> dict[str, Record]:
        """How each check has done so far, by what people answered."""
        return decisions.records(self.store.decisions())

    @property
    def tuning(self) -> Tuning:
        """Which checks are on, how grave they are, the project's own rules."""
        return self.context.tuning

    def tune(self, tuning: Tuning) -> Changes:
        """Asks something else of the checks; findings follow with the next survey. Raises UserError."""
        if tuning == self.tuning:
            return Changes()
        changes = self.store.set_setting(_TUNING, write_tuning(tuning), "tune")
        self.context = replace(self.context, tuning=tuning)
        self._book.use(self.context)
        return changes

    def is_on(self, check: str) -> bool:
        """Whether a check speaks at all: it is not switched off, and nobody said no to the whole of it."""
        return self.tuning.is_on(check) and (Reach.RULE.value, check, "", "") not in self._decisions.by_key

    def switch(self, check: str, on: bool) -> Changes:
        """Switches a check off, or on again, whichever way it fell silent. Raises UserError."""
        changes = self.tune(self.tuning.switched(check, on))
        return changes | self._unsilence(found for found in self._silencing() if found.rule == check) if on else changes

    def tune_as_usual(self) -> Changes:
        """Every check as it usually is, however it fell silent; the project's own rules stay. Raises UserError."""
        return self.tune(Tuning(rules=self.tuning.rules)) | self._unsilence(self._silencing())

    def _silencing(self) -> list[Decision]:
        return [found for found in self.answers() if found.scope == Reach.RULE]

    def _unsilence(self, answers: Iterable[Decision]) -> Changes:
        taken = tuple(answers)
        return self.take_back(*taken) if taken else Changes()

    @property
    def quiet_below(self) -> float:
        """The precision under which a check is quiet."""
        return self._quiet_below

    def sink_below(self, precision: float) -> Changes:
        """Chooses the precision under which a check sinks to quiet; 0 for never. Raises UserError."""
        changes = set_quiet_below(self.store, precision)
        self._quiet_below = precision
        self._read_decisions()
        return changes

    def is_own_word(self, word: str) -> bool:
        """Whether somebody said of a word, or of spelling as a whole, that it is right here."""
        keys = ((Reach.TERM.value, SPELLING, evidence_of(word), ""), (Reach.RULE.value, SPELLING, "", ""))
        return any(key in self._decisions.by_key for key in keys)

    @property
    def quiet_checks(self) -> frozenset[str]:
        return self._decisions.quiet

    def rejection(self, row: Row) -> Decision | None:
        """Why a row is rejected, if somebody said so of its text."""
        return states.reason_of(row, self._decisions)

    def flags_of(self, row: Row) -> tuple[Flag, ...]:
        return tuple(flag for block in row.source + row.target for flag in self.flags.get(block.id, ()))

    def without_dismissed(self, survey: Survey) -> Survey:
        """A survey less what a person has answered with no, and less the checks that have sunk to quiet."""
        kept = {
            row: tuple(
                f
                for f in found
                if f.check not in self._decisions.quiet and self._decisions.answer(f, survey.hashes[row]) is None
            )
            for row, found in survey.findings.items()
        }
        return replace(survey, findings=kept)

    def _read_decisions(self) -> None:
        self._decisions = decisions.index(self.store.decisions(), self._quiet_below)
        self._book.decide(self._decisions)

    def _read_flags(self) -> None:
        by_block: dict[BlockId, list[Flag]] = {}
        for flag in self.store.flags():
            by_block.setdefault(flag.block, []).append(flag)
        self.flags = {block: tuple(of_block) for block, of_block in by_block.items()}
