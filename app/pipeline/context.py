"""What a project is cleaned and checked with: rules, glossaries, and both made ready for a pair of languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.check import CheckContext
from app.check.spelling import WORD, Dictionaries, Speller
from app.clean import RuleSet, load_rules
from app.errors import UserError
from app.resources import resource
from glossary.errors import GlossaryError
from glossary.formats import Imported as ReadGlossary
from glossary.formats import name_parts, read_glossary, shipped_glossaries
from glossary.language.numerals import load_numerals
from glossary.language.simplified import NOTHING, is_chinese, load_simplified
from glossary.matcher import compile_matcher
from glossary.model import Glossary, Status
from glossary.patterns import compile_patterns, load_tables


def shipped_rules() -> RuleSet:
    return load_rules(resource("litter"), tried=True)


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
