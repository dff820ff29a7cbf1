"""The order of the data, written down once: read → clean → align → check. Pure: no store, no clock, no window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.align import Lexicon, align, load_lexicon, make_lexicon
from app.align.dictionaries import chosen_dictionaries
from app.check import CheckContext, CheckRow, Lengths, Results, fit_context, ledger, run_document, run_row_checks
from app.check.facts import name_facts
from app.check.spelling import WORD, Dictionaries, Speller
from app.clean import Paragraphs, RuleSet, load_rules, propose
from app.errors import UserError
from app.model import (
    Alignment,
    Bead,
    Block,
    BlockId,
    Finding,
    Imported,
    Proposal,
    RevisionSeq,
    Role,
    Row,
    RowId,
    Side,
    Units,
    text_hash,
)
from app.places import vectors_path
from app.resources import resource
from app.review.count import word_count
from app.review.learning import Learned, learn, read_changes
from app.segment import guess_language, sentences
from app.tasks import Task
from glossary.acronyms import Acronyms, introduced, joined
from glossary.census import Cluster, census, renumbered, with_glossary
from glossary.errors import GlossaryError
from glossary.formats import Imported as ReadGlossary
from glossary.formats import name_parts, read_glossary, shipped_glossaries
from glossary.language.numerals import load_numerals
from glossary.language.simplified import NOTHING, is_chinese, load_simplified
from glossary.matcher import compile_matcher
from glossary.model import Glossary, LedgerEntry, Status
from glossary.patterns import compile_patterns, load_tables

if TYPE_CHECKING:
    from app.align.embedding import Encoder

PROPOSED = "proposed"
# Enough text to know a language by, little enough to be quick with a book.
_LANGUAGE_SAMPLE = 20_000
_MOST_UNFITTED = 200
"""One row in so many moves no median by more than a hair: with fewer the lengths are not fitted anew."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two (or one) imported texts, ready to become a project: nothing is put away yet, cleaning is only proposed."""

    documents: Mapping[Side, Imported]
    languages: Mapping[Side, str]
    proposals: Mapping[Side, tuple[Proposal, ...]]
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class BlockProposal:
    """A cleaning proposal at its block; ``partner`` is the block on the other side that goes with it, if any."""

    block: Block
    proposal: Proposal
    partner: Block | None

    @property
    def whole(self) -> bool:
        """Whether the paragraph goes; otherwise a span of it is mended, or the blank lines before it close up."""
        return self.proposal.span is None


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


def shipped_rules() -> RuleSet:
    return load_rules(resource("litter"), tried=True)


def detect_languages(documents: Mapping[Side, Imported], given: Mapping[Side, str]) -> dict[Side, str]:
    """The language of each side: what was given, else what the text looks like, "" when unsure."""
    return {
        side: given.get(side) or guess_language(_sample(block.text for block in imported.blocks))
        for side, imported in documents.items()
    }


def choose_glossaries(names: Sequence[str], source_language: str, target_language: str) -> tuple[Glossary, ...]:
    """Glossary files by path; none named: those shipped for the pair; ``none``: none at all.

    Bad rows are left out (``read_glossaries`` tells them). Raises UserError for a file that is missing or no glossary.
    """
    return tuple(read.glossary for read in read_glossaries(names, source_language, target_language))


def read_glossaries(names: Sequence[str], source_language: str, target_language: str) -> tuple[ReadGlossary, ...]:
    """The same with the rows that were set aside. The languages of a file name go before those of the project.

    Raises UserError.
    """
    if list(names) == ["none"]:
        return ()
    try:
        if not names:
            names = [str(path) for path in shipped_glossaries(resource("glossaries"), source_language, target_language)]
        read = []
        for path in map(Path, names):
            _, ours, theirs = name_parts(path)
            read.append(read_glossary(path, languages=(ours or source_language, theirs or target_language)))
        return tuple(read)
    except GlossaryError as error:
        raise UserError(error.code, **error.facts) from error


def propose_cleaning(
    units: Mapping[Side, Units], rules: RuleSet, task: Task | None = None, known: Paragraphs | None = None
) -> dict[Side, tuple[Proposal, ...]]:
    """What cleaning proposes on each side, each knowing the other, so that a partner is never taken away unsaid.

    ``known`` has what the rules said of paragraphs before. Raises Cancelled.
    """
    known = known or Paragraphs(rules)
    return {
        side: propose(
            own.texts,
            rules,
            partner=units[side.other].texts if side.other in units else None,
            language=own.language,
            shapes=own.shapes,
            side=side,
            task=task,
            known=known,
        )
        for side, own in units.items()
    }


def litter_of(proposals: Iterable[Proposal]) -> frozenset[int]:
    """The units proposed to go whole that have no partner: the aligner should not see them."""
    return frozenset(p.index for p in proposals if p.span is None and p.partner is None)


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


def context_for(
    glossaries: Sequence[Glossary], source_language: str, target_language: str, speller: Speller | None = None
) -> CheckContext:
    """What all rows are checked with: the glossaries compiled for the pair, literal terms, patterns, dictionaries."""
    patterns = None
    chinese = is_chinese(source_language) or is_chinese(target_language)
    simplified = load_simplified(resource("language", "simplified.tsv")) if chinese else NOTHING
    if any(term.pattern for glossary in glossaries for concept in glossary.concepts for term in concept.source):
        numerals, tables = load_numerals(resource("language")), load_tables(resource("glossaries", "tables.toml"))
        patterns = compile_patterns(glossaries, source_language, target_language, numerals, tables, simplified)
    matcher = compile_matcher(glossaries, source_language, target_language, patterns, simplified)
    terms = (t.text for c in matcher.concepts for t in c.targets(Status.PREFERRED, Status.ADMITTED))
    own = frozenset(word.casefold() for text in terms for word in WORD.findall(text))
    return with_speller(CheckContext(source_language, target_language, matcher, own_words=own), speller)


def with_speller(context: CheckContext, speller: Speller | None) -> CheckContext:
    """The same with dictionaries of the target's language, None for none."""
    return replace(context, spelling=Dictionaries(speller, context.target_facts.code) if speller else None)


def refusal_key(side: Side, text: str, proposal: Proposal) -> tuple[str, str, str]:
    """What a refused cleaning proposal is remembered by: (rule, place, text hash)."""
    place = "" if proposal.span is None else f"{proposal.span.start}-{proposal.span.end}"
    return f"clean:{proposal.rule}", f"{side}:{place}", text_hash(text, "")


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
    """A row as the checks see it: what cleaning proposes to put away is away already, so that it is reported once."""
    if not any(block.id in litter for block in row.source + row.target):
        return row
    source, target = (
        tuple(replace(b, excluded_by=PROPOSED) if b.id in litter and not b.excluded else b for b in blocks)
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
        for proposal in found.get(side, ()):
            block = blocks[side][proposal.index]
            partner = None if proposal.partner is None else blocks[side.other][proposal.partner]
            if refusal_key(side, block.text, proposal) not in snapshot.refused:
                yield BlockProposal(block, proposal, partner)


def _position(block: Block) -> float:
    return block.position


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
