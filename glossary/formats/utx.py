"""UTX 1.11 and 1.20: a tab table under ``#`` lines, one pair of terms a row, the status in the field's words.

*provisional* is *admitted* and *non-standard* is *deprecated*, as between UTX and TBX-Min; rows of one concept share
its ``concept ID``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from glossary.errors import GlossaryError
from glossary.formats.cells import clean, one_line, shown
from glossary.formats.collect import Collector, canonical, source_key
from glossary.formats.columns import status_of
from glossary.formats.encoding import decode
from glossary.formats.result import Faults, Imported, Lost, Written
from glossary.formats.table import MAX_CELL, MAX_ROWS
from glossary.language.scripts import primary
from glossary.model import Concept, Confidence, Glossary, Scope, Status, Term

_PAIR = re.compile(r"([A-Za-z]{2,3}(?:[-_]\w+)*)\s*/\s*([A-Za-z]{2,3}(?:[-_]\w+)*)")
_COLUMNS = ("src", "tgt", "src:pos", "term status", "comment", "concept ID")
_STATUS = MappingProxyType(
    {
        Status.PREFERRED: "approved",
        Status.ADMITTED: "provisional",
        Status.DEPRECATED: "non-standard",
        Status.FORBIDDEN: "forbidden",
    }
)
_MEANS = MappingProxyType({word: status for status, word in _STATUS.items()} | {"draft": Status.ADMITTED})
# A row holds one pair of terms here, not a whole entry.
_MOST = 5 * MAX_ROWS
_NOTES = ("comment", "src:comment", "tgt:comment", "src:note", "tgt:note", "description", "definition")


def is_utx(raw: bytes) -> bool:
    return raw[:40].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").upper().startswith(b"#UTX")


def read_utx(raw: bytes, name: str, source_language: str, target_language: str, encoding: str = "") -> Imported:
    """The glossary in the file's own languages, or turned round where the reverse is asked for. Bad rows are set aside.

    Raises GlossaryError where the file has no line of columns, or no good row.
    """
    text, known, guessed = decode(raw, name, (source_language, target_language), encoding)
    faults = Faults(name)
    collector = Collector(name, faults)
    lines = text.splitlines()
    source, target, turned = _languages(lines[0] if lines else "", source_language, target_language)
    for line, row in _rows(lines, name, faults):
        try:
            concept = _concept(row, turned)
        except GlossaryError as error:
            faults.tell(line, error.code, error.facts)
        else:
            collector.add(concept, line, join=True)
    concepts = collector.concepts()
    faults.demand(concepts)
    glossary = Glossary(name, source, target, concepts)
    return Imported(glossary, tuple(faults.found), faults.set_aside, collector.lines(), encoding=known, guessed=guessed)


def write_utx(glossary: Glossary) -> Written:
    """UTX 1.20. Patterns, scopes, subject fields, citations and line ends of notes have no place in it."""
    glossary = canonical(glossary)
    source, target = glossary.source_language or "und", glossary.target_language or "und"
    rows = [
        f"#UTX 1.20; {source}/{target}; name: {one_line(clean(glossary.name)).replace(';', ',')}",
        "#" + "\t".join(_COLUMNS),
    ]
    lost: Counter[str] = Counter()
    for concept in glossary.concepts:
        sources = [term for term in _literal(concept.source, lost) if not term.text.startswith("#")]
        targets = _literal(concept.target, lost)
        lost["number-signs"] += sum(not term.pattern for term in concept.source) - len(sources)
        lost["scopes"] += sum(term.scope is Scope.ANYWHERE for term in targets)
        lost["domains"] += bool(concept.domain)
        lost["citations"] += bool(concept.citation)
        lost["confidence"] += concept.confidence is not Confidence.HIGH
        lost["ambiguous"] += concept.ambiguous
        lost["matching"] += bool(concept.matching)
        lost["first-forms"] += concept.first is not None
        lost["note-lines"] += "\n" in concept.note
        # The id is what keeps several rows together, and two entries of one source term apart.
        identity = concept.id if concept.id != source_key(concept) or len(sources) > 1 else ""
        for number, ours in enumerate(sources):
            for place, theirs in enumerate(targets):
                note = one_line(concept.note) if number == place == 0 else ""
                rows.append("\t".join((ours.text, theirs.text, "", _STATUS[theirs.status], note, one_line(identity))))
    data = "\r\n".join(rows) + "\r\n"
    return Written(data.encode("utf-8"), tuple(Lost(what, n) for what, n in lost.items() if n))


def _literal(terms: tuple[Term, ...], lost: Counter[str]) -> list[Term]:
    lost["patterns"] += sum(term.pattern for term in terms)
    return [term for term in terms if not term.pattern]


def _languages(first: str, source: str, target: str) -> tuple[str, str, bool]:
    match = _PAIR.search(first)
    if match is None:
        return source, target, False
    ours, theirs = (code.replace("_", "-") for code in match.groups())
    ours, theirs = ("" if code == "und" else code for code in (ours, theirs))
    turned = (
        (primary(ours), primary(theirs)) == (primary(target), primary(source)) != (primary(source), primary(target))
    )
    return (theirs, ours, True) if turned and source and target else (ours, theirs, False)


def _rows(lines: list[str], name: str, faults: Faults) -> Iterator[tuple[int, Mapping[str, str]]]:
    columns: list[str] = []
    count = 0
    for line, text in enumerate(lines, 1):
        if text.startswith("#"):
            names = [cell.strip().casefold() for cell in text.lstrip("#").split("\t")]
            columns = names if "src" in names else columns
            continue
        if not text.strip():
            continue
        if not columns:
            raise GlossaryError("glossary-no-columns", {"name": name, "line": line})
        count += 1
        if count > _MOST:
            raise GlossaryError("glossary-too-long", {"name": name, "line": line, "limit": _MOST})
        cells = text.split("\t")
        if len(text) > 2 * MAX_CELL:
            faults.tell(line, "glossary-cell-too-long", {"limit": MAX_CELL})
            continue
        yield line, dict(zip(columns, map(clean, cells), strict=False))


def _concept(row: Mapping[str, str], turned: bool) -> Concept:
    source, target = row.get("src", ""), row.get("tgt", "")
    if turned:
        source, target = target, source
    if not source:
        raise GlossaryError("glossary-no-source", {})
    if not target:
        raise GlossaryError("glossary-no-target", {"term": shown(source)})
    word = row.get("term status", "").casefold()
    status = _MEANS.get(word) or (status_of(word) if word else Status.PREFERRED)
    if status is None:
        known = ", ".join(_MEANS)
        raise GlossaryError("glossary-bad-value", {"column": "term status", "value": shown(word), "known": known})
    notes = dict.fromkeys(row[key] for key in _NOTES if row.get(key) not in (None, "", "-"))
    return Concept(
        row.get("concept id", "").strip("-"),
        (Term(one_line(source)),),
        (Term(one_line(target), status),),
        note="\n".join(notes),
    )
