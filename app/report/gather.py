"""From an open, surveyed project to the figures of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.findings import RowFinding
from app.model import Block, Finding, Row, RowState, Side, Span
from app.project import Project
from app.report.model import Day, EditLine, FindingLine, FlagLine, Report
from app.review.categories import Category, category_of, load_categories
from app.review.classify import classify
from app.review.scale import scale_of
from app.review.score import Error, Scale, measure, score
from app.review.spans import block_spans
from app.store import Create, SetField
from app.store.changes import ChangesetInfo, Revision
from app.store.remarks import Flag
from app.tasks import Task
from glossary.model import Verdict

_ROWS = 200
"""Rows that are read at once."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph that was written anew, at its row (from 1), with its first words and where terms stand in it."""

    number: int
    block: Block
    before: str
    last: Revision
    terms: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of, as plain data; nothing is counted yet."""

    title: str
    files: tuple[str, ...]
    languages: tuple[str, str]
    made: str
    scale: Scale
    rows: tuple[Row, ...]
    flags: tuple[tuple[int, Flag], ...]
    findings: tuple[tuple[int, RowFinding], ...]
    verdicts: tuple[Verdict, ...]
    changed: tuple[Changed, ...]
    changesets: tuple[ChangesetInfo, ...]


def gather(project: Project, zone: tzinfo | None = None) -> Report:
    """The report of a project as it stands; days are those of ``zone``, without one of this machine's.

    The findings are those of the last survey: take one before.
    """
    return figures(material(project), zone)


def material(project: Project) -> Material:
    """Reads what a report is made of."""
    (read,) = filter(None, material_in_steps(project))
    return read


def material_in_steps(project: Project) -> Iterator[Material | None]:
    """The same, some rows at a time: None after each step, what was read at the end."""
    store = project.store
    rows: list[Row] = []
    flags: list[tuple[int, Flag]] = []
    findings: list[tuple[int, RowFinding]] = []
    verdicts: list[Verdict] = []
    changed: list[Changed] = []
    for ids in project.order.steps(_ROWS):
        numbered = list(enumerate(store.rows(ids), len(rows) + 1))
        rows += [row for _, row in numbered]
        flags += [(number, flag) for number, row in numbered for flag in project.flags_of(row)]
        findings += [(number, found) for number, row in numbered for found in project.findings(row.id)]
        verdicts += [entry.verdict for _, row in numbered for entry in project.ledger(row.id)]
        changed += _changed(project, numbered)
        yield None
    yield Material(
        title=project.title,
        files=tuple(name for side in Side if (name := project.sides.get(side))),
        languages=(project.languages[Side.SOURCE], project.languages[Side.TARGET]),
        made=store.now(),
        scale=scale_of(store),
        rows=tuple(rows),
        flags=tuple(flags),
        findings=tuple(findings),
        verdicts=tuple(verdicts),
        changed=tuple(changed),
        changesets=tuple(store.changesets()),
    )


def figures(read: Material, zone: tzinfo | None = None, task: Task | None = None) -> Report:
    """Counts and weighs what was read. Pure: a window has it done as a job. Raises Cancelled."""
    task = task or Task()
    task.begin("figures", len(read.changed))
    categories = load_categories()
    length = measure((row.text(Side.TARGET) for row in _checking(read.rows, task)), read.languages[1])
    flags = tuple(_flag(number, flag, categories) for number, flag in read.flags)
    findings = tuple(_finding(number, found.finding, categories) for number, found in read.findings if found.open)
    raised = [Error(flag.top, flag.severity) for flag in flags]
    still_open = [Error(line.top, line.severity) for line in findings]
    still_open += [Error(flag.top, flag.severity) for flag in flags if not flag.resolved]
    shown = [row for row in read.rows if not row.excluded]
    verdicts = Counter(read.verdicts)
    return Report(
        title=read.title,
        files=read.files,
        languages=read.languages,
        reviewers=_reviewers(read.changesets),
        made=read.made,
        length=length,
        scale=read.scale,
        delivered=score(raised, length, read.scale),
        now=score(still_open, length, read.scale),
        states={state: sum(row.state is state for row in shown) for state in RowState},
        put_away=sum(block.excluded for row in read.rows for block in row.source + row.target),
        flags=flags,
        findings=findings,
        dismissed=sum(not found.open for _, found in read.findings),
        ledger={verdict.value: verdicts[verdict] for verdict in Verdict if verdicts[verdict]},
        edits=tuple(_edit(changed) for changed in task.each(read.changed, "figures", len(read.changed))),
        days=tuple(_days(read.changesets, zone)),
    )


def _checking(rows: Iterable[Row], task: Task) -> Iterator[Row]:
    for row in rows:
        task.check()
        yield row


def _changed(project: Project, numbered: Iterable[tuple[int, Row]]) -> Iterator[Changed]:
    for number, row in numbered:
        for block in row.source + row.target:
            if block.seq == block.first_seq or block.excluded:
                continue
            before = project.store.first_words(block.id)
            if before != block.text:
                last = project.store.revisions(block.id)[-1]
                yield Changed(number, block, before, last, _terms(project, row, block))


def _terms(project: Project, row: Row, block: Block) -> tuple[Span, ...]:
    """Where the glossary's terms stand in a paragraph of the translation, right or wrong."""
    if block.side is Side.SOURCE:
        return ()
    spans = tuple(Span(*entry.target) for entry in project.ledger(row.id) if entry.target is not None)
    return block_spans(project.view(row), Side.TARGET, block, spans)


def _flag(number: int, flag: Flag, categories: tuple[Category, ...]) -> FlagLine:
    return FlagLine(
        number, flag.category, category_of(flag.category, categories), flag.severity, flag.quote, flag.resolved,
        flag.author, tuple((comment.author, comment.text) for comment in flag.thread),
    )  # fmt: skip


def _finding(number: int, finding: Finding, categories: tuple[Category, ...]) -> FindingLine:
    top = category_of(finding.mqm, categories)
    return FindingLine(number, finding.check, top, finding.severity, finding.code, finding.facts)


def _edit(changed: Changed) -> EditLine:
    block, last = changed.block, changed.last
    classes = classify(changed.before, block.text, changed.terms)
    return EditLine(changed.number, block.side, changed.before, block.text, classes, last.author, last.at)


def _reviewers(changesets: Iterable[ChangesetInfo]) -> tuple[str, ...]:
    """Who did something to the texts, in the order they came to it; who only brought them in has not reviewed."""
    return tuple(dict.fromkeys(info.author for info in reversed(list(changesets)) if info.ops))


def _days(changesets: Iterable[ChangesetInfo], zone: tzinfo | None) -> list[Day]:
    """The days on which something was done, from the first to the last."""
    edited: dict[date, set[int]] = {}
    confirmed: dict[date, set[int]] = {}
    flagged: Counter[date] = Counter()
    for info in changesets:
        day = datetime.fromisoformat(info.at).astimezone(zone).date()
        for op in info.ops:
            match op:
                case SetField("block", id_, "text"):
                    edited.setdefault(day, set()).add(id_)
                case SetField("row", id_, "state", _, str(state)) if RowState(state).signed:
                    confirmed.setdefault(day, set()).add(id_)
                case Create("flag"):
                    flagged[day] += 1
    return [
        Day(day, len(edited.get(day, ())), len(confirmed.get(day, ())), flagged[day])
        for day in sorted(edited.keys() | confirmed.keys() | flagged.keys())
    ]
