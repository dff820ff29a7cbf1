"""From an open, surveyed project to the figures of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo

from app.model import Block, Row, RowState, Side, Span
from app.project import Project
from app.report.model import Day, EditLine, FindingLine, FlagLine, Report
from app.review.categories import Category, category_of, load_categories
from app.review.classify import classify
from app.review.scale import scale_of
from app.review.score import Error, measure, score
from app.review.spans import block_spans
from app.store import Create, Origin, SetField
from app.store.reading import ChangesetInfo
from glossary.model import Verdict


def gather(project: Project, zone: tzinfo | None = None) -> Report:
    """The report of a project as it stands; days are those of ``zone``, without one of this machine's.

    The findings are those of the last survey: take one before.
    """
    store = project.store
    rows = store.rows(store.row_ids())
    categories = load_categories()
    scale = scale_of(store)
    language = project.languages[Side.TARGET]
    length = measure((row.text(Side.TARGET) for row in rows), language)
    flags = tuple(_flags(project, rows, categories))
    findings = tuple(_findings(project, rows, categories))
    raised = [Error(flag.top, flag.severity) for flag in flags]
    still_open = [Error(line.top, line.severity) for line in findings]
    still_open += [Error(flag.top, flag.severity) for flag in flags if not flag.resolved]
    changesets = store.changesets()
    shown = [row for row in rows if not row.excluded]
    return Report(
        title=project.title,
        files=tuple(name for side in Side if (name := project.sides.get(side))),
        languages=(project.languages[Side.SOURCE], language),
        reviewers=_reviewers(changesets),
        made=store.now(),
        length=length,
        scale=scale,
        delivered=score(raised, length, scale),
        now=score(still_open, length, scale),
        states={state: sum(row.state is state for row in shown) for state in RowState},
        put_away=sum(block.excluded for row in rows for block in row.source + row.target),
        flags=flags,
        findings=findings,
        dismissed=sum(not found.open for found in project.all_findings()),
        ledger=_ledger(project, rows),
        edits=tuple(_edits(project, rows)),
        days=tuple(_days(changesets, zone)),
    )


def _flags(project: Project, rows: Iterable[Row], categories: tuple[Category, ...]) -> Iterator[FlagLine]:
    for number, row in enumerate(rows, 1):
        for flag in project.flags_of(row):
            yield FlagLine(
                number, flag.category, category_of(flag.category, categories), flag.severity, flag.quote,
                flag.resolved, flag.author, tuple((comment.author, comment.text) for comment in flag.thread),
            )  # fmt: skip


def _findings(project: Project, rows: Iterable[Row], categories: tuple[Category, ...]) -> Iterator[FindingLine]:
    for number, row in enumerate(rows, 1):
        for found in project.findings(row.id):
            finding = found.finding
            if found.open:
                top = category_of(finding.mqm, categories)
                yield FindingLine(number, finding.check, top, finding.severity, finding.code, finding.facts)


def _ledger(project: Project, rows: Iterable[Row]) -> dict[str, int]:
    counts = Counter(entry.verdict for row in rows for entry in project.ledger(row.id))
    return {verdict.value: counts[verdict] for verdict in Verdict if counts[verdict]}


def _edits(project: Project, rows: Iterable[Row]) -> Iterator[EditLine]:
    for number, row in enumerate(rows, 1):
        for block in row.source + row.target:
            if block.seq == block.first_seq or block.excluded:
                continue
            before = project.store.first_words(block.id)
            if before == block.text:
                continue
            last = project.store.revisions(block.id)[-1]
            classes = classify(before, block.text, _terms(project, row, block))
            yield EditLine(number, block.side, before, block.text, classes, last.author, last.at)


def _terms(project: Project, row: Row, block: Block) -> tuple[Span, ...]:
    """Where the glossary's terms stand in a paragraph of the translation, right or wrong."""
    if block.side is Side.SOURCE:
        return ()
    spans = tuple(Span(*entry.target) for entry in project.ledger(row.id) if entry.target is not None)
    return block_spans(project.view(row), Side.TARGET, block, spans)


def _reviewers(changesets: Iterable[ChangesetInfo]) -> tuple[str, ...]:
    """Who did something, in the order they came to it; who only brought the texts in has not reviewed."""
    return tuple(dict.fromkeys(info.author for info in reversed(list(changesets)) if info.origin != Origin.IMPORT))


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
                case SetField("row", id_, "state", _, RowState.CONFIRMED.value):
                    confirmed.setdefault(day, set()).add(id_)
                case Create("flag"):
                    flagged[day] += 1
    return [
        Day(day, len(edited.get(day, ())), len(confirmed.get(day, ())), flagged[day])
        for day in sorted(edited.keys() | confirmed.keys() | flagged.keys())
    ]
