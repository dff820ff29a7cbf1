"""Words a suggestion so that it can replace what stands there: capitals, articles and inflection follow the place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.language.inflection import articles, plural
from glossary.model import Span

_SENTENCE_START = re.compile(r"(?:^|[.!?。！？…\n])[\s\"'“”‘’«»„()\[\]*#•–—-]*$")
_LAST_WORD = re.compile(r"(\w+)[ \u00a0]+$")
_FIRST_WORD = re.compile(r"\w+")
_QUOTES = (("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»"), ("»", "«"))
_SHORT = 7


def suggest(forms: Sequence[str], text: str, span: Span, language: str) -> str:
    """The form to put at ``span`` of ``text``; "" without any. ``forms``: the preferred one, then its inflections."""
    if not forms:
        return ""
    found = text[span.start : span.end]
    form = _inflected(forms, found)
    before = text[: span.start]
    form = _without_second_article(form, before, language)
    form = _without_what_follows(form, text[span.end :])
    if _is_shouted(text, span):
        return form.upper()
    if found[:1].isupper() and begins_sentence(text, span.start):
        return form[:1].upper() + form[1:]
    return form


def begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at a code point, quotation marks and brackets aside."""
    return bool(_SENTENCE_START.search(text[max(0, at - 40) : at])) if at else True


def in_plural(suggestion: str, language: str) -> str:
    """The suggestion in the plural, as far as its last word is its head; as it is otherwise."""
    head, space, last = suggestion.rpartition(" ")
    more = "" if " of " in suggestion else plural(last.lower(), language)
    if not more or not last[1:].islower():
        return suggestion
    return head + space + last[0] + more[1:]


def close_quotes(text: str, span: Span, suggestion: str) -> tuple[Span, str]:
    """Where the place holds an opening quotation mark only, takes in the closing one: the suggestion has neither."""
    found = text[span.start : span.end]
    for opening, closing in _QUOTES:
        if found.count(opening) == found.count(closing) + 1:
            match = re.compile(f"([.,;:!?]?){closing}").match(text, span.end)
            if match:
                return Span(span.start, match.end()), suggestion + match.group(1)
    return span, suggestion


def smallest(found: str, suggestion: str) -> tuple[int, int]:
    """How many code points of whole words the two share at the beginning and at the end."""
    old, new = re.split(r"(\s+)", found), re.split(r"(\s+)", suggestion)
    most = min(len(old), len(new)) - 1
    head = 0
    while head + 1 < most and old[head : head + 2] == new[head : head + 2]:
        head += 2
    tail = 0
    while tail + 1 < most - head and old[-tail - 2 :][:2] == new[-tail - 2 :][:2]:
        tail += 2
    return sum(map(len, old[:head])), sum(map(len, old[len(old) - tail :]))


def _inflected(forms: Sequence[str], found: str) -> str:
    """Of the inflections, the one whose first word ends as the first word found: learns → studies."""
    wanted = _ending(found)
    return next((form for form in forms if _ending(form) == wanted), forms[0])


def _ending(form: str) -> str:
    first = _FIRST_WORD.search(form)
    word = first.group().lower() if first else ""
    return next((ending for ending in ("ing", "ed", "s") if len(word) > len(ending) + 2 and word.endswith(ending)), "")


def _without_second_article(form: str, before: str, language: str) -> str:
    last = _LAST_WORD.search(before[-20:])
    first, _, rest = form.partition(" ")
    known = articles(language)
    if rest and last and last.group(1).lower() in known and first.lower() in known:
        return rest
    return form


def _without_what_follows(form: str, after: str) -> str:
    """The form without last words that stand behind the place already: Ordinance [(EU)] → Regulation, not (EU) (EU)."""
    following = after[: len(form) + 1].split()
    words = form.split()
    for count in range(min(len(words) - 1, len(following)), 0, -1):
        if after[:1].isspace() and words[-count:] == following[:count]:
            return " ".join(words[:-count])
    return form


def _is_shouted(text: str, span: Span) -> bool:
    """Whether the place is set in capitals; a short word alone may be an acronym, so its line decides."""
    found = text[span.start : span.end]
    if not found.isupper():
        return False
    if len(found) > _SHORT:
        return True
    start = text.rfind("\n", 0, span.start) + 1
    line = text[start : text.find("\n", span.end) if "\n" in text[span.end :] else len(text)]
    return line.isupper() and len(line) > len(found) + _SHORT
