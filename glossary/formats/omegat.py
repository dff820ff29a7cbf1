"""OmegaT's glossary out: source, tab, target, tab, comment; read back by ``csv.read_table``.

The first line names the encoding, which OmegaT obeys whatever the file is called.
"""

from __future__ import annotations

from collections import Counter

from glossary.formats.cells import one_line
from glossary.formats.collect import GOOD, canonical
from glossary.formats.result import Lost, Written
from glossary.model import Confidence, Glossary

_MAGIC = "# Glossary in tab-separated format -*- coding: utf-8 -*-"


def write_omegat(glossary: Glossary) -> Written:
    """The accepted pairs of literal terms with their notes; what else the glossary knows is counted."""
    lines = [_MAGIC]
    lost: Counter[str] = Counter()
    known: set[str] = set()
    for concept in canonical(glossary).concepts:
        everything = (*concept.source, *concept.target)
        hidden = {term.text for term in everything if not term.pattern and term.text.startswith("#")}
        literal = [term.text for term in concept.source if not term.pattern and term.text not in hidden]
        accepted = [term.text for term in concept.target if not term.pattern and term.status in GOOD]
        lost["patterns"] += sum(term.pattern for term in everything)
        lost["number-signs"] += len(hidden & {term.text for term in concept.source})
        lost["wrong-forms"] += sum(not term.pattern and term.status not in GOOD for term in concept.target)
        lost["domains"] += bool(concept.domain)
        lost["citations"] += bool(concept.citation)
        lost["confidence"] += concept.confidence is not Confidence.HIGH
        lost["ambiguous"] += concept.ambiguous
        lost["matching"] += bool(concept.matching)
        lost["first-forms"] += concept.first is not None
        lost["synonyms"] += len(literal) > 1
        lost["note-lines"] += "\n" in concept.note
        lost["meanings"] += any(source in known for source in literal)
        known.update(literal)
        for number, source in enumerate(literal):
            for place, target in enumerate(accepted):
                note = one_line(concept.note) if number == place == 0 else ""
                lines.append("\t".join((source, target, note)).rstrip("\t"))
    data = "\n".join(lines) + "\n"
    return Written(data.encode("utf-8"), tuple(Lost(what, n) for what, n in lost.items() if n))
