"""From a project as plain data to what is to be said of it: clean → check; and of one row after an edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.check import CheckContext, CheckRow, Lengths, Results, fit_context, ledger, run_document, run_row_checks
from app.check.facts import name_facts
from app.clean import Paragraphs, RuleSet
from app.model import Block, BlockId, Finding, Proposal, Role, Row, RowId, Side, Units, text_hash
from app.pipeline.cleaning import BlockProposal, propose_cleaning, refusal_key
from app.pipeline.context import context_for
from app.review.count import word_count
from app.review.learning import Learned, learn, read_changes
from app.tasks import Task
from glossary.acronyms import Acronyms, introduced, joined
from glossary.census import Cluster, census, renumbered, with_glossary
from glossary.model import Glossary, LedgerEntry

PROPOSED = "proposed"
_MOST_UNFITTED = 200
"""One row in so many moves no median by more than a hair: with fewer the lengths are not fitted anew."""


class Look(NamedTuple):
    """What a row says by itself. ``row`` is as the checks see it; ``words`` would be exported."""

    row: Row
    check: CheckRow
    hash: str
    words: int
    acronyms: Acronyms


@dataclass(frozen=True, slots=True)
class Kept:
    """What a survey leaves to the next one, so that this costs what was edited: findings, what the rules of cleaning
    say of paragraphs, what rows say by themselves. ``unfitted`` rows were written since the lengths were fitted."""

    results: Results
    paragraphs: Paragraphs | None
    looks: Mapping[RowId, Look]
    unfitted: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A project as plain data, for a job: ``refused`` are the keys of cleaning proposals a person has said no to."""

    rows: tuple[Row, ...]
    context: CheckContext
    has_source: bool
    languages: Mapping[Side, str]
    rules: RuleSet | None
    """None where nothing is to be cleaned: a table of two languages, whose rows are what they are."""
    refused: frozenset[tuple[str, str, str]]
    census: bool = True
    """Whether to look for names anew: in a large document it takes as long as the checks."""
    given: Mapping[BlockId, str] = field(default_factory=dict)
    """What translated blocks read before a person edited them by hand, where they read otherwise now."""
    learned: Learned = field(default_factory=Learned)
    """What was learned from those edits when the project was last surveyed."""
    glossaries: tuple[Glossary, ...] | None = None
    """To be compiled first; None where the context has them as they are."""
    known: Kept | None = None
    """What the last survey left: what reads the same is not looked at again."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What cleaning and the checks say of a snapshot; ``hashes`` tell which rows have been edited since."""

    proposals: tuple[BlockProposal, ...]
    litter: frozenset[BlockId]
    hashes: Mapping[RowId, str]
    findings: Mapping[RowId, tuple[Finding, ...]]
    ledger: Mapping[RowId, tuple[LedgerEntry, ...]]
    words: int
    """Words of the translation that would be exported."""
    clusters: tuple[Cluster, ...] | None = None
    """What the document calls by several names, with the ids of rows for their numbers; None where nobody looked."""
    acronyms: Acronyms = field(default_factory=dict)
    lengths: Lengths | None = None
    """What the translation introduces and how long it is, for checking a row that is edited later."""
    learned: Learned = field(default_factory=Learned)
    """What a person replaced more than once by hand."""
    context: CheckContext | None = None
    """The context that was made of the snapshot's ``glossaries``, if it had any."""
    glossaries: tuple[Glossary, ...] | None = None
    kept: Kept | None = None
    """What the next survey may take over."""
    said_of: Mapping[RowId, str] = field(default_factory=dict)
    """The translations of rows that findings about the whole document speak of."""
    written_out: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """What the translation has in full and then by a short name, for checking a row that is edited later."""


def survey(snapshot: Snapshot, *, checks: Collection[str] | None = None, task: Task | None = None) -> Survey:
    """Cleaning proposals, findings and ledger of a whole project, from a snapshot. Raises Cancelled."""
    task = task or Task()
    made = None
    if snapshot.glossaries is not None:
        task.begin("terms")
        source, target = (snapshot.languages.get(side, "") for side in Side)
        made = context_for(snapshot.glossaries, source, target)
        made = replace(made, spelling=snapshot.context.spelling, tuning=snapshot.context.tuning)
        snapshot = replace(snapshot, context=made)
    task.begin("clean")
    paragraphs = _paragraphs(snapshot)
    proposed = tuple(_proposed(snapshot, paragraphs, task))
    litter = frozenset(p.block.id for p in proposed if p.whole and p.partner is None)
    # With other terms all rows have to be looked at again.
    known = snapshot.known
    known = known if known is not None and known.results.context.matcher is snapshot.context.matcher else None
    looks = _looks(snapshot, litter, known.looks if known is not None else {})
    plain = [look.check for look in looks.values()]
    ids = {look.check.row: id_ for id_, look in looks.items()}
    acronyms = joined(look.acronyms for look in looks.values() if look.acronyms)
    context, unfitted = _fitted(replace(snapshot.context, acronyms=acronyms, written_out={}), looks, known)
    task.begin("check", len(plain))
    findings: dict[RowId, list[Finding]] = defaultdict(list)
    before = known.results if known is not None else None
    found, ledger_entries, results, written_out = run_document(plain, context, checks=checks, task=task, known=before)
    said_of: dict[RowId, str] = {}
    for finding in found:
        id_ = ids[finding.row]
        findings[id_].append(finding)
        if finding.document:
            said_of[id_] = looks[id_].check.target
    entries: dict[RowId, list[LedgerEntry]] = defaultdict(list)
    for number, entry in ledger_entries:
        entries[ids[number]].append(entry)
    return Survey(
        proposed,
        litter,
        {id_: look.hash for id_, look in looks.items()},
        {id_: tuple(found) for id_, found in findings.items()},
        {id_: tuple(found) for id_, found in entries.items()},
        sum(looks[row.id].words if row.id in looks else _words(row) for row in snapshot.rows),
        _clusters(looks, snapshot.languages, entries) if snapshot.census else None,
        context.acronyms,
        context.lengths,
        _lessons(snapshot),
        made,
        snapshot.glossaries,
        Kept(results, paragraphs, looks, unfitted),
        said_of,
        written_out,
    )


def _lessons(snapshot: Snapshot) -> Learned:
    if not snapshot.given:
        return Learned()
    texts = read_changes(snapshot.rows, snapshot.given)
    return learn(texts, snapshot.learned, snapshot.languages.get(Side.TARGET, ""))


def _fitted(context: CheckContext, looks: Mapping[RowId, Look], known: Kept | None) -> tuple[CheckContext, int]:
    """The context with how long translations are, and how many rows were written since that was fitted."""
    if known is None:
        return fit_context((look.check for look in looks.values()), context), 0
    before, lengths = known.looks, known.results.context.lengths
    come = sum(id_ not in before or before[id_].row is not look.row for id_, look in looks.items())
    unfitted = known.unfitted + come + max(0, len(before) - len(looks))
    if unfitted * _MOST_UNFITTED < len(looks):
        return replace(context, lengths=lengths), unfitted
    return fit_context((look.check for look in looks.values()), context, lengths), 0


def _clusters(
    looks: Mapping[RowId, Look],
    languages: Mapping[Side, str],
    entries: Mapping[RowId, Iterable[LedgerEntry]],
) -> tuple[Cluster, ...]:
    texts = [(look.check.source, look.check.target) for look in looks.values()]
    found = census(texts, languages.get(Side.SOURCE, ""), languages.get(Side.TARGET, ""), name_facts())
    ids = dict(enumerate(looks))
    ledgers = {number: entries.get(id_, ()) for number, id_ in ids.items()}
    return renumbered(with_glossary(found, ledgers), ids)


def check_one(row: Row, context: CheckContext, *, has_source: bool) -> tuple[list[Finding], list[LedgerEntry]]:
    """The findings and the ledger of one row after an edit, without the checks that need the whole document."""
    if row.excluded:
        return [], []
    plain = _check_row(row, 0, has_source=has_source)
    return list(run_row_checks(plain, context)), [entry for _, entry in ledger([plain], context)]


def view(row: Row, litter: Collection[BlockId]) -> Row:
    """A row as the checks see it: what cleaning proposes to put away is away already, so that it is reported once.

    Beside a translation that goes whole its source goes too: it was the same piece of a page.
    """
    if not any(block.id in litter for block in row.source + row.target):
        return row
    theirs = row.included(Side.TARGET)
    gone = (
        litter if not theirs or any(block.id not in litter for block in theirs) else {b.id for b in row.source + theirs}
    )
    source, target = (
        tuple(replace(b, excluded_by=PROPOSED) if b.id in gone and not b.excluded else b for b in blocks)
        for blocks in (row.source, row.target)
    )
    return replace(row, source=source, target=target)


def _looks(snapshot: Snapshot, litter: Collection[BlockId], before: Mapping[RowId, Look]) -> dict[RowId, Look]:
    """What the checks see: rows keep the number they have on screen, those that were put away whole are left out."""
    looks: dict[RowId, Look] = {}
    for number, given in enumerate(snapshot.rows):
        row, look = view(given, litter), before.get(given.id)
        if look is not None and (look.row is row or look.row == row):
            looks[row.id] = look if look.check.row == number else look._replace(check=replace(look.check, row=number))
        elif not row.excluded:
            plain = _check_row(row, number, has_source=snapshot.has_source)
            acronyms = introduced(snapshot.context.matcher, [plain.target])
            hash_ = text_hash(plain.source or "", plain.target)
            looks[row.id] = Look(row, plain, hash_, _words(given), acronyms)
    return looks


def _words(row: Row) -> int:
    """Those that would be exported, whatever cleaning proposes."""
    return sum(word_count(block.text) for block in row.included(Side.TARGET))


def _check_row(row: Row, number: int, *, has_source: bool) -> CheckRow:
    return CheckRow(number, row.text(Side.SOURCE) if has_source else None, row.text(Side.TARGET), _role(row))


def _role(row: Row) -> Role:
    """What the row's paragraph is, where it is one; what either side marks as a heading is one on both."""
    roles = {block.shape.role for side in Side for block in row.included(side)}
    return (
        roles.pop() if len(roles) == 1 else Role.HEADING if roles == {Role.HEADING, Role.PARAGRAPH} else Role.PARAGRAPH
    )


def _paragraphs(snapshot: Snapshot) -> Paragraphs | None:
    """What the rules said of paragraphs before, if they are the same."""
    if snapshot.rules is None:
        return None
    known = snapshot.known.paragraphs if snapshot.known is not None else None
    return known if known is not None and known.rules is snapshot.rules else Paragraphs(snapshot.rules)


def _proposed(snapshot: Snapshot, paragraphs: Paragraphs | None, task: Task) -> Iterable[BlockProposal]:
    blocks = {
        side: sorted((b for row in snapshot.rows for b in row.side(side) if not b.excluded), key=_position)
        for side in Side
    }
    units = {
        side: Units([b.text for b in own], snapshot.languages[side], [b.shape for b in own])
        for side, own in blocks.items()
        if own
    }
    found: Mapping[Side, tuple[Proposal, ...]] = {}
    if snapshot.rules is not None and paragraphs is not None:
        found = propose_cleaning(units, snapshot.rules, task, paragraphs)
        paragraphs.keep(text for own in units.values() for text in own.texts)
    for side in (Side.TARGET, Side.SOURCE):
        alone = {block.id for row in snapshot.rows if not row.text(side.other).strip() for block in row.side(side)}
        for given in found.get(side, ()):
            proposal = _without_partner(given, blocks[side], alone)
            block = blocks[side][proposal.index]
            partner = None if proposal.partner is None else blocks[side.other][proposal.partner]
            if refusal_key(side, block.text, proposal) not in snapshot.refused:
                yield BlockProposal(block, proposal, partner)


def _without_partner(proposal: Proposal, blocks: Sequence[Block], alone: Collection[BlockId]) -> Proposal:
    """Of two printings of a title the one that stands beside nothing, where the other has its source."""
    other = int(dict(proposal.facts).get("other", 0)) - 1
    if proposal.rule != "title-twice" or not 0 <= other < len(blocks):
        return proposal
    if blocks[proposal.index].id in alone or blocks[other].id not in alone:
        return proposal
    return replace(proposal, index=other, facts=(("other", proposal.index + 1),))


def _position(block: Block) -> float:
    return block.position
