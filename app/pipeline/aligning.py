"""From the units of two sides to beads: litter aside, sentences within paragraphs, words that are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.align import Lexicon, align, load_lexicon, make_lexicon
from app.align.dictionaries import chosen_dictionaries
from app.model import Alignment, Bead, Side, Units
from app.places import vectors_path
from app.segment import sentences
from app.tasks import Task
from glossary.model import Glossary, Status

if TYPE_CHECKING:
    from app.align.embedding import Encoder


def align_units(
    source: Units,
    target: Units,
    litter: Mapping[Side, frozenset[int]],
    lexicon: Lexicon | None = None,
    *,
    encoder: Encoder | None = None,
    task: Task | None = None,
) -> Alignment:
    """Aligns what is not litter, then puts every litter unit back where it stood, as a bead of its own."""
    kept = {
        side: [i for i in range(len(units.texts)) if i not in litter.get(side, frozenset())]
        for side, units in ((Side.SOURCE, source), (Side.TARGET, target))
    }
    found = align(
        [source.texts[i] for i in kept[Side.SOURCE]],
        [target.texts[i] for i in kept[Side.TARGET]],
        source_language=source.language,
        target_language=target.language,
        lexicon=lexicon,
        encoder=encoder,
        task=task,
    )
    sides = (kept[Side.SOURCE], kept[Side.TARGET])
    beads = [
        Bead(tuple(sides[0][i] for i in bead.source), tuple(sides[1][i] for i in bead.target), bead.confidence)
        for bead in found.beads
    ]
    every = tuple(_with_litter(beads, litter))
    place = {bead: n for n, bead in enumerate(every)}
    remarks = tuple(
        replace(
            remark,
            first=place[beads[remark.first]],
            last=place[beads[remark.last]],
            twin=tuple(sides[1 if beads[remark.first].target else 0][i] for i in remark.twin),
        )
        for remark in found.remarks
    )
    return Alignment(every, found.trusted, found.note, remarks)


def align_sentences(
    source: Units,
    target: Units,
    litter: Mapping[Side, frozenset[int]],
    lexicon: Lexicon | None = None,
    *,
    encoder: Encoder | None = None,
    task: Task | None = None,
) -> tuple[Alignment, tuple[str, ...], tuple[str, ...]]:
    """Aligns sentences inside aligned paragraphs: the beads over all sentences, and the sentences of each side."""
    paragraphs = align_units(source, target, litter, lexicon, encoder=encoder, task=task)
    pieces = {Side.SOURCE: _sentences(source), Side.TARGET: _sentences(target)}
    first = {side: _offsets(of_side) for side, of_side in pieces.items()}
    flat = {side: [text for of_unit in of_side for text in of_unit] for side, of_side in pieces.items()}
    stretches = [
        (_stretch(first[Side.SOURCE], bead.source), _stretch(first[Side.TARGET], bead.target))
        for bead in paragraphs.beads
    ]
    inner = align(
        flat[Side.SOURCE],
        flat[Side.TARGET],
        source_language=source.language,
        target_language=target.language,
        lexicon=lexicon,
        within=stretches,
        encoder=encoder,
        task=task,
    )
    home = [{unit: n for n, pair in enumerate(stretches) for unit in range(*pair[side])} for side in (0, 1)]
    beads: list[Bead] = []
    begins: dict[int, int] = {}
    for bead in inner.beads:
        paragraph = home[0][bead.source[0]] if bead.source else home[1][bead.target[0]]
        begins.setdefault(paragraph, len(beads))
        beads.append(replace(bead, confidence=bead.confidence * paragraphs.beads[paragraph].confidence))
    ends = {n: begins.get(n + 1, len(beads)) for n in begins}
    remarks = tuple(
        replace(remark, first=begins[remark.first], last=ends[remark.last] - 1, twin=())
        for remark in paragraphs.remarks
        if remark.first in begins and remark.last in begins
    )
    alignment = Alignment(tuple(beads), paragraphs.trusted, paragraphs.note, remarks)
    return alignment, tuple(flat[Side.SOURCE]), tuple(flat[Side.TARGET])


def _stretch(first: Sequence[int], paragraphs: Sequence[int]) -> tuple[int, int]:
    """The sentences of neighbouring paragraphs: (first, after last)."""
    return (first[paragraphs[0]], first[paragraphs[-1] + 1]) if paragraphs else (0, 0)


def lexicon_of(
    glossaries: Iterable[Glossary], source: Units, target: Units, dictionary_names: Sequence[str] = ()
) -> Lexicon:
    """What the aligner knows of words: every accepted pair of literal forms of the glossaries, and what these texts can
    use of dictionaries: by path or name; none named: those that are automatic for the pair; ``none``: none at all.

    Raises UserError for a dictionary that is missing or cannot be read.
    """
    pairs: list[tuple[str, str]] = []
    for glossary in glossaries:
        for concept in glossary.concepts:
            targets = [t.text for t in concept.targets(Status.PREFERRED, Status.ADMITTED) if not t.pattern]
            pairs.extend((term.text, text) for term in concept.source if not term.pattern for text in targets)
    lexicon = make_lexicon(pairs)
    texts = source.texts, target.texts
    for path in chosen_dictionaries(dictionary_names, source.language, target.language):
        lexicon += load_lexicon(path, source.language, target.language, texts)
    return lexicon


def open_encoder(folder: Path) -> Encoder:
    """The language model of a folder; its vectors are kept in the user's cache. Raises UserError."""
    # Imported here: numpy is loaded when something is aligned, not when the window starts.
    from app.align.embedding import CachedEncoder, load_encoder

    encoder = load_encoder(folder)
    return CachedEncoder(encoder, vectors_path(encoder.fingerprint))


def _with_litter(beads: list[Bead], litter: Mapping[Side, frozenset[int]]) -> Iterable[Bead]:
    waiting = {side: sorted(units) for side, units in litter.items()}
    source, target = waiting.get(Side.SOURCE, []), waiting.get(Side.TARGET, [])
    for bead in beads:
        while source and bead.source and source[0] < bead.source[0]:
            yield Bead((source.pop(0),), ())
        while target and bead.target and target[0] < bead.target[0]:
            yield Bead((), (target.pop(0),))
        yield bead
    yield from (Bead((unit,), ()) for unit in source)
    yield from (Bead((), (unit,)) for unit in target)


def _sentences(units: Units) -> list[list[str]]:
    return [[text[start:end] for start, end in sentences(text, units.language)] or [text] for text in units.texts]


def _offsets(pieces: list[list[str]]) -> list[int]:
    offsets = [0]
    for of_unit in pieces:
        offsets.append(offsets[-1] + len(of_unit))
    return offsets
