"""What a document calls by several names, and what would be replaced so that it has one: found in a job, or in steps.

``ui/panels/consistency`` shows it; the verbs themselves are those of the project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import islice

from app.model import Row, RowId, Side, Span
from app.project import Project
from app.review.learning import Lesson, standing
from app.review.search import Match
from app.review.spans import place
from app.tasks import Task
from glossary.census import Cluster, apart_from, renumbered
from glossary.consistency import Rendering, RenderingGroup, renderings
from glossary.inflect_into import inflect_into
from glossary.language.inflection import Inflection
from glossary.model import LedgerEntry
from glossary.model import Span as TermSpan

_SOME = 100
"""Places that are looked at in a step."""

Group = RenderingGroup | Cluster
"""A term of the glossary with several accepted names, or several names that the census found to mean one thing."""


@dataclass(frozen=True, slots=True)
class Harmonised:
    """One place that would read differently: its match, its row, and its block's text before and after."""

    match: Match
    row: RowId
    before: str

    @property
    def after(self) -> str:
        start, end = self.match.span
        return self.before[:start] + self.match.replacement + self.before[end:]


def naming(project: Project) -> Callable[[Task], tuple[Group, ...]]:
    """The looking for what has several names by now, for a job: rows are those of the project's order, from 0."""
    return partial(_several_names, list(project.order), project.ledger_now(), project.clusters())


def _several_names(
    ids: Sequence[RowId], ledger: Mapping[RowId, Sequence[LedgerEntry]], clusters: Sequence[Cluster], task: Task
) -> tuple[Group, ...]:
    terms = renderings([ledger.get(id_, ()) for id_ in ids])
    task.check()
    numbers: dict[int, int] = {id_: number for number, id_ in enumerate(ids)}
    return (*terms, *apart_from(renumbered(clusters, numbers), terms))


def plan_in_steps(
    project: Project, group: Group, rows: Sequence[RowId], wanted: str, found: list[Harmonised]
) -> Iterator[None]:
    """Reads into ``found`` what would be replaced so that a term has one name: every place that goes by another, in
    the order of the text.

    ``rows[i]`` is the row that the places of the group call ``i``. Capitals, articles and plurals follow the place.
    """
    name = wanted.strip()
    language = project.languages[Side.TARGET]
    inflection = Inflection(language)
    others = [one for one in group.renderings if one.form.casefold() != name.casefold()] if name else []
    names = [group.wanted_at(one, name) if isinstance(group, Cluster) else name for one in others]
    places = merge(*(_named(one, name) for one, name in zip(others, names, strict=True) if name))
    while some := list(islice(places, _SOME)):
        read = {row.id: project.view(row) for row in project.store.rows(sorted({rows[at] for at, _, _ in some}))}
        for at, span, name in some:
            row = read.get(rows[at])
            changed = _renamed(row, Span(*span), name, language, inflection) if row is not None else None
            taken = changed and found and found[-1].match.block == changed.match.block
            if changed and not (taken and found[-1].match.span.end > changed.match.span.start):
                found.append(changed)
        yield


def _named(rendering: Rendering, name: str) -> Iterator[tuple[int, TermSpan, str]]:
    return ((at, span, name) for at, span in rendering.places)


def _renamed(row: Row, span: Span, name: str, language: str, inflection: Inflection) -> Harmonised | None:
    """A place of a row under another name, None where it reads so already, or is no more."""
    where = place(row, Side.TARGET, span)
    if where is None:
        return None
    block, inner = where
    if inner.end - inner.start != span.end - span.start:
        return None
    term, new = inflect_into(name, block.text, TermSpan(*inner), language, inflection)
    old = block.text[term.start : term.end]
    return Harmonised(Match(block.id, Span(*term), old, new), row.id, block.text) if new != old else None


def left_in_steps(project: Project, lesson: Lesson, found: list[Harmonised]) -> Iterator[None]:
    """Reads into ``found`` what would be replaced where a text still reads as before a lesson; capitals, articles and
    plurals follow the place."""
    language = project.languages[Side.TARGET]
    inflection = Inflection(language)
    others = iter(lesson.others)
    while some := list(islice(others, _SOME)):
        ids = [id_ for id_, _ in some]
        blocks, rows = project.store.some_blocks(ids), project.store.rows_of(ids)
        for id_, (start, end) in some:
            block, row, where = blocks.get(id_), rows.get(id_), Span(start, end)
            if row is None or block is None or block.excluded:
                continue
            if where not in list(standing(lesson.forbidden, lesson.preferred, block.text, language)):
                # Edited since the survey.
                continue
            span, new = inflect_into(lesson.preferred, block.text, TermSpan(start, end), language, inflection)
            match = Match(id_, Span(*span), block.text[span.start : span.end], new)
            if match.found != new:
                found.append(Harmonised(match, row, block.text))
        yield
