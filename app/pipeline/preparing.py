"""From imported texts to what becomes a project: read → clean → align."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.clean import RuleSet
from app.errors import UserError
from app.model import Alignment, Bead, Block, BlockId, Imported, Proposal, RevisionSeq, Row, RowId, Side, Units
from app.pipeline.aligning import align_units, lexicon_of
from app.pipeline.cleaning import litter_of, propose_cleaning
from app.pipeline.context import choose_glossaries
from app.segment import guess_language
from app.tasks import Task

if TYPE_CHECKING:
    from app.align.embedding import Encoder


# Enough text to know a language by, little enough to be quick with a book.
_LANGUAGE_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two (or one) imported texts, ready to become a project: nothing is put away yet, cleaning is only proposed."""

    documents: Mapping[Side, Imported]
    languages: Mapping[Side, str]
    proposals: Mapping[Side, tuple[Proposal, ...]]
    alignment: Alignment


def detect_languages(documents: Mapping[Side, Imported], given: Mapping[Side, str]) -> dict[Side, str]:
    """The language of each side: what was given, else what the text looks like, "" when unsure."""
    return {
        side: given.get(side) or guess_language(_sample(block.text for block in imported.blocks))
        for side, imported in documents.items()
    }


def prepare(
    documents: Mapping[Side, Imported],
    given_languages: Mapping[Side, str],
    rules: RuleSet,
    glossary_names: Sequence[str] = (),
    task: Task | None = None,
    dictionary_names: Sequence[str] = (),
    encoder: Encoder | None = None,
) -> Prepared:
    """All that is done to imported texts before a person sees them. Raises Cancelled."""
    task = task or Task()
    if not any(imported.blocks for imported in documents.values()):
        raise UserError("no-text", file=", ".join(imported.name for imported in documents.values()))
    languages = detect_languages(documents, given_languages)
    units = {side: units_of(imported, languages[side]) for side, imported in documents.items()}
    task.begin("clean")
    proposals = propose_cleaning(units, rules, task)
    task.begin("align")
    if len(units) < 2:
        side, only = next(iter(units.items()))
        alone = (Bead((i,), ()) if side is Side.SOURCE else Bead((), (i,)) for i in range(len(only.texts)))
        return Prepared(documents, languages, proposals, Alignment(tuple(alone)))
    glossaries = choose_glossaries(glossary_names, languages[Side.SOURCE], languages[Side.TARGET])
    litter = {side: litter_of(found) for side, found in proposals.items()}
    lexicon = lexicon_of(glossaries, units[Side.SOURCE], units[Side.TARGET], dictionary_names)
    alignment = align_units(units[Side.SOURCE], units[Side.TARGET], litter, lexicon, encoder=encoder, task=task)
    return Prepared(documents, languages, proposals, alignment)


def units_of(imported: Imported, language: str) -> Units:
    return Units([b.text for b in imported.blocks], language, [b.shape for b in imported.blocks])


def _sample(texts: Iterable[str]) -> str:
    taken: list[str] = []
    size = 0
    for text in texts:
        taken.append(text)
        size += len(text)
        if size > _LANGUAGE_SAMPLE:
            break
    return "\n".join(taken)


def pair_lines(source: Imported, target: Imported, languages: Mapping[Side, str]) -> Prepared:
    """Two sides whose blocks belong together one by one, as in a table of two languages."""
    documents = {Side.SOURCE: source, Side.TARGET: target}
    beads = tuple(Bead((i,), (i,)) for i in range(len(source.blocks)))
    return Prepared(documents, detect_languages(documents, languages), {}, Alignment(beads))


def rows_of(prepared: Prepared) -> tuple[Row, ...]:
    """The rows of prepared texts without a project: ids are positions from 1, negative for target blocks."""
    blocks = {side: _blocks(prepared.documents.get(side), side) for side in Side}
    return tuple(
        Row(
            RowId(number),
            tuple(blocks[Side.SOURCE][i] for i in bead.source),
            tuple(blocks[Side.TARGET][i] for i in bead.target),
            bead.confidence,
        )
        for number, bead in enumerate(prepared.alignment.beads)
    )


def _blocks(imported: Imported | None, side: Side) -> list[Block]:
    if imported is None:
        return []
    sign = 1 if side is Side.SOURCE else -1
    return [
        Block(BlockId(sign * (i + 1)), side, i, b.text, b.shape, b.locator, RevisionSeq(0), RevisionSeq(0))
        for i, b in enumerate(imported.blocks)
    ]
