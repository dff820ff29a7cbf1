"""All checks, in the order in which they are listed to people."""

from __future__ import annotations

from app.check.casing import Casing
from app.check.checklist import CHECKLIST, check_checklist
from app.check.coverage import check_addition, check_omission, check_untranslated
from app.check.grammar import check_grammar
from app.check.headlines import Headlines
from app.check.hyphens import Hyphens
from app.check.markers import Items, check_list_markers, check_placeholders
from app.check.marks import check_brackets, check_end
from app.check.model import Check
from app.check.numbers import check_dates, check_numbers, check_weekdays
from app.check.quotes import Quotes
from app.check.repeats import SameSource, SameTarget
from app.check.spacing import check_spacing
from app.check.spelled import check_names, name_spelling
from app.check.spelling import check_spelling
from app.check.terms import Consistency, FirstMention, check_terms
from app.check.text import check_capitals, check_doubled_words, check_litter, check_punctuation
from app.check.unknown import Joined, Slips
from app.check.variants import Variants
from app.model import Severity

_MAJOR, _MINOR = Severity.MAJOR, Severity.MINOR

CHECKS: tuple[Check, ...] = (
    Check("term", "termbase", _MAJOR, row=check_terms, needs_source=False),
    Check("term-consistency", "term-inconsistency", _MINOR, document=Consistency),
    Check("first-mention", "term-inconsistency", _MINOR, document=FirstMention, needs_source=False),
    Check("number", "number", _MAJOR, row=check_numbers),
    Check("date", "date-time", _MAJOR, row=check_dates),
    Check("weekday", "date-time", _MAJOR, row=check_weekdays, needs_source=False),
    Check("omission", "omission", _MINOR, row=check_omission),
    Check("addition", "addition", _MINOR, row=check_addition),
    Check("untranslated", "untranslated", _MAJOR, row=check_untranslated),
    Check("name", "entity", _MINOR, row=check_names, document=name_spelling),
    Check("placeholder", "markup", _MAJOR, row=check_placeholders),
    Check("list-marker", "omission", _MINOR, row=check_list_markers, document=Items),
    Check("same-source", "inconsistent-style", _MINOR, document=SameSource),
    Check("same-target", "mistranslation", _MINOR, document=SameTarget),
    Check("doubled-word", "duplication", _MINOR, row=check_doubled_words, needs_source=False),
    Check("litter", "markup", _MAJOR, row=check_litter, needs_source=False),
    Check("brackets", "unpaired-marks", _MINOR, row=check_brackets, needs_source=False),
    Check("quotes", "unpaired-marks", _MINOR, document=Quotes, needs_source=False),
    Check("grammar", "grammar", _MINOR, row=check_grammar, needs_source=False),
    Check("hyphen", "spelling", _MINOR, document=Hyphens, needs_source=False),
    Check("variants", "inconsistent-style", _MINOR, document=Variants, needs_source=False),
    Check("end-punctuation", "punctuation", _MINOR, row=check_end, document=Headlines, needs_source=False),
    Check("punctuation", "punctuation", _MINOR, row=check_punctuation, needs_source=False),
    Check("spacing", "whitespace", _MINOR, row=check_spacing, document=Joined, needs_source=False),
    Check("spelling", "spelling", _MINOR, row=check_spelling, document=Slips, needs_source=False),
    Check("capitals", "capitalization", _MINOR, row=check_capitals, document=Casing, needs_source=False),
    Check(CHECKLIST, "company-style", _MINOR, row=check_checklist, needs_source=False),
)
