"""Consistency without a glossary: the names and terms of a document that it renders in more than one way.

Two ways to know: the translation alone has near-identical names (:mod:`glossary.names`); source and translation
together have a repeated source string with different renderings (:mod:`glossary.renderings`). Nothing says which one is
right; what the project's glossary would write is offered beside them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from glossary.consistency import Rendering, RenderingGroup
from glossary.language.inflection import Inflection
from glossary.language.numerals import numerals_for
from glossary.language.scripts import primary, writes_spaces
from glossary.language.slot_readers import Page, SlotReader
from glossary.model import LedgerEntry, Span, Verdict
from glossary.names import Name, NameFacts, NameReader
from glossary.renderings import Pairing, Rendered
from glossary.repeats import WordReader

_ENOUGH = 3
"""What has to agree (words and numbers) where two names are not in the same words."""

_PLAIN = frozenset({"en", "zh", "ja"})
"""Languages of few endings: two words that begin alike are two words."""

Place = tuple[int, Span]
Row = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One thing under several names. ``source`` is the repeated source string, "" where the translation alone tells.

    ``renderings`` are sorted as :class:`RenderingGroup`'s; ``listed`` are the forms that the glossary would write, in
    use or not.
    """

    source: str
    renderings: tuple[Rendering, ...]
    listed: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    """The words (Office, Bureau) by which alone a rendering of one word calls the thing."""

    def wanted_at(self, rendering: Rendering, wanted: str) -> str:
        """What to write for a rendering once the thing is called ``wanted``: where it is called by its kind alone, the
        kind that the wanted name says; "" if it says none."""
        if rendering.form.lower() not in self.heads:
            return wanted
        return next((word for word in wanted.split() if word.lower() in self.heads), "")

    @property
    def count(self) -> int:
        return sum(rendering.count for rendering in self.renderings)

    @property
    def term(self) -> str:
        """What to call it: its source string, else its longest name."""
        return self.source or max((one.form for one in self.renderings), key=len)

    @property
    def places(self) -> Iterator[Place]:
        return (place for rendering in self.renderings for place in rendering.places)


def census(rows: Sequence[Row], source_language: str, target_language: str, facts: NameFacts) -> tuple[Cluster, ...]:
    """The clusters of a document, in the order of their first place. ``rows`` are (source or None, target)."""
    reader = NameReader(facts, target_language)
    names = [tuple(reader.read(target)) for _, target in rows]
    found = _with_bare_heads(name_clusters(names), rows, reader)
    if any(source for source, _ in rows):
        numerals = numerals_for(facts.numerals, source_language)
        ours = WordReader(numerals, Inflection(source_language))
        theirs = WordReader(numerals_for(facts.numerals, target_language), Inflection(target_language))
        pairing = Pairing(
            [ours.read(source or "") for source, _ in rows],
            [theirs.read(target) for _, target in rows],
            names,
            source_edges=facts.edges_of(source_language),
            target_edges=facts.edges_of(target_language),
            spaced=writes_spaces(source_language),
            inflects=primary(target_language) not in _PLAIN,
        )
        slots = SlotReader(numerals)
        found = [_labelled(cluster, names, pairing, slots) for cluster in found]
        found += _apart(found, [_worded(one, rows) for one in pairing.rendered()])
    return tuple(sorted(found, key=_first_place))


def _labelled(cluster: Cluster, names: Sequence[Sequence[Name]], pairing: Pairing, slots: SlotReader) -> Cluster:
    """The cluster with the source string of its rows, one of the same numbers."""
    row, span = cluster.renderings[0].places[0]
    values = {value for name in names[row] if name.span == span for value, _ in name.numbers}

    def fits(text: str) -> bool:
        return values <= _values(text, slots)

    return replace(cluster, source=pairing.label({row for row, _ in cluster.places}, fits))


def _values(text: str, slots: SlotReader) -> set[str]:
    """The whole numbers of a text, in any notation."""
    page = Page(text)
    found = (slots.number(page, match.start()) for match in slots.starts.finditer(page.text))
    return {str(number.value) for number in found if number is not None}


def name_clusters(names: Sequence[Iterable[Name]]) -> list[Cluster]:
    """Names that mean the same and are written differently; ``names[i]`` are those of row ``i``."""
    groups: dict[object, list[tuple[int, Name]]] = defaultdict(list)
    for row, of_row in enumerate(names):
        for name in of_row:
            groups[name.key].append((row, name))
    _join_short_forms(groups)
    clusters = []
    for group in groups.values():
        renderings = by_form(group)
        if len(renderings) > 1 and _agree_enough([name for _, name in group]):
            clusters.append(Cluster("", renderings))
    return clusters


def by_form(group: Iterable[tuple[int, Name]]) -> tuple[Rendering, ...]:
    """The renderings of names: each form under its commonest wording."""
    places: dict[str, list[Place]] = defaultdict(list)
    wordings: dict[str, Counter[str]] = defaultdict(Counter)
    for row, name in group:
        places[name.form].append((row, name.span))
        wordings[name.form][" ".join(name.text.split())] += 1
    found = [
        Rendering(max(wordings[form].items(), key=_commonest)[0], tuple(sorted(own))) for form, own in places.items()
    ]
    return tuple(sorted(found, key=commonest_first))


def _worded(rendered: Rendered, rows: Sequence[Row]) -> Cluster:
    """The cluster of a source string, each rendering under its commonest wording."""
    renderings = []
    for places in rendered.places.values():
        wordings = Counter(" ".join(rows[row][1][span.start : span.end].split()) for row, span in places)
        renderings.append(Rendering(max(wordings.items(), key=_commonest)[0], tuple(sorted(places))))
    return Cluster(rendered.source, tuple(sorted(renderings, key=commonest_first)))


def _apart(known: Sequence[Cluster], found: Sequence[Cluster]) -> Iterator[Cluster]:
    """The clusters that say something new: not about places of a longer one, or of a name."""
    taken: dict[int, list[Span]] = defaultdict(list)
    for cluster in known:
        for row, span in cluster.places:
            taken[row].append(span)
    for cluster in sorted(found, key=_longest):
        rare = [place for rendering in cluster.renderings[1:] for place in rendering.places]
        if all(any(span.start < end and start < span.end for start, end in taken[row]) for row, span in rare):
            continue
        for row, span in cluster.places:
            taken[row].append(span)
        yield cluster


def with_glossary(clusters: Iterable[Cluster], ledger: Mapping[int, Iterable[LedgerEntry]]) -> tuple[Cluster, ...]:
    """The clusters with what the glossary writes at their places; ``ledger`` by the rows of the clusters."""
    marked = []
    for cluster in clusters:
        listed: dict[str, None] = {}
        for rendering in cluster.renderings:
            for row, span in rendering.places:
                for entry in ledger.get(row, ()):
                    if entry.target is not None and _is_about(entry.target, span):
                        right = entry.verdict in (Verdict.OK, Verdict.ADMITTED)
                        listed.setdefault(rendering.form if right else entry.suggestion)
        marked.append(replace(cluster, listed=tuple(form for form in listed if form)))
    return tuple(marked)


def renumbered(clusters: Iterable[Cluster], numbers: Mapping[int, int]) -> tuple[Cluster, ...]:
    """The clusters with other numbers for their rows; a row without one is left out, and what is then one name only."""
    changed = []
    for cluster in clusters:
        moved = [
            Rendering(one.form, tuple((numbers[row], span) for row, span in one.places if row in numbers))
            for one in cluster.renderings
        ]
        left = tuple(one for one in moved if one.places)
        if len(left) > 1:
            changed.append(replace(cluster, renderings=left))
    return tuple(changed)


def apart_from(clusters: Iterable[Cluster], groups: Iterable[RenderingGroup]) -> tuple[Cluster, ...]:
    """The clusters that are not about the places of a term of the glossary that has several names already."""
    taken: dict[int, list[Span]] = defaultdict(list)
    for group in groups:
        for rendering in group.renderings:
            for row, span in rendering.places:
                taken[row].append(span)
    return tuple(
        cluster
        for cluster in clusters
        if not all(any(_is_about(other, span) for other in taken[row]) for row, span in cluster.places)
    )


def commonest_first(rendering: Rendering) -> tuple[int, tuple[Place, ...]]:
    return -rendering.count, rendering.places


def _with_bare_heads(clusters: list[Cluster], rows: Sequence[Row], reader: NameReader) -> list[Cluster]:
    """Adds a third kind of office, named alone, to the one body that goes by two already."""
    words = reader.words
    kinds = [_kinds(cluster, words.heads) for cluster in clusters]
    changing = [number for number, own in enumerate(kinds) if len(own) > 1]
    if len(changing) != 1:
        return clusters
    number = changing[0]
    bare = [(row, name) for row, (_, target) in enumerate(rows) for name in reader.bare_heads(target)]
    others = by_form((row, name) for row, name in bare if name.form not in kinds[number])
    renderings = (*clusters[number].renderings, *others)
    clusters[number] = replace(clusters[number], renderings=renderings, heads=words.heads if others else frozenset())
    return clusters


def _kinds(cluster: Cluster, heads: frozenset[str]) -> frozenset[str]:
    return frozenset(word for one in cluster.renderings for word in one.form.lower().split() if word in heads)


def _join_short_forms(groups: dict[object, list[tuple[int, Name]]]) -> None:
    """Adds a numbered name that leaves words out to the one longer name it can be: 8th session of the 14th one."""
    keys = {key: group[0][1] for key, group in groups.items() if len(group[0][1].numbers) > 1}
    longer = {key: [other for other in keys if other != key and _shortens(keys[key], keys[other])] for key in keys}
    for key, others in longer.items():
        # A name that is short for two longer ones is neither, unless one of them is short for the other.
        heads = [other for other in others if not longer[other]]
        if len(heads) == 1:
            groups[heads[0]] += groups.pop(key)


def _shortens(short: Name, full: Name) -> bool:
    counted = dict(full.numbers)
    same_values = len(counted) == len(short.numbers) and counted.keys() == dict(short.numbers).keys()
    same_nouns = any(counted.get(value) == noun and not noun.startswith("#") for value, noun in short.numbers)
    return same_values and same_nouns and set(short.words) < set(full.words)


def _agree_enough(names: Iterable[Name]) -> bool:
    """Whether names that are not in the same words have enough else in common."""
    wordings = {tuple(sorted(name.form.split())) for name in names}
    return len(wordings) == 1 or all(len(name.words) + len(name.numbers) >= _ENOUGH for name in names)


def _is_about(entry: Span, name: Span) -> bool:
    """Whether a term's place is that of the name, give or take a word at an end: not a term inside it."""
    shared = min(entry.end, name.end) - max(entry.start, name.start)
    return shared * 4 >= 3 * max(entry.end - entry.start, name.end - name.start)


def _commonest(counted: tuple[str, int]) -> tuple[int, str]:
    return counted[1], counted[0]


def _longest(cluster: Cluster) -> tuple[int, int]:
    return -max(len(rendering.form) for rendering in cluster.renderings), -cluster.count


def _first_place(cluster: Cluster) -> Place:
    return min(cluster.places)
