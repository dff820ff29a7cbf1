"""Find and replace: plain words or a regular expression, with a time limit, over texts that were read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.expressions import SECONDS, compile_expression
from app.model import BlockId, Span
from app.tasks import Task

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched, and how. ``replacement`` may use ``\\1`` when ``regex`` is on; ``keep_case`` gives it the
    capitals of what it replaces."""

    find: str
    replacement: str = ""
    match_case: bool = False
    whole_words: bool = False
    regex: bool = False
    keep_case: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """One hit in a block's text and what would stand there instead."""

    block: BlockId
    span: Span
    found: str
    replacement: str


def find(query: Query, texts: Iterable[tuple[BlockId, str]], task: Task | None = None) -> Iterator[Match]:
    """Yields the hits in order, at most 10,000.

    Raises UserError for a bad expression, one that is too long, or one that takes too long.
    """
    if not query.find:
        return
    pattern = _compile(query)
    count = 0
    for block, text in texts:
        if task is not None:
            task.check()
            task.done += 1
        for span, found, replacement in _hits(pattern, query, text):
            yield Match(block, span, found, replacement)
            count += 1
            if count >= _MOST:
                return


def seeker(query: Query) -> Callable[[str], bool]:
    """Says of a text whether the query has a hit in it; raises what :func:`find` raises."""
    pattern = _compile(query)

    def has(text: str) -> bool:
        try:
            return pattern.search(text, timeout=SECONDS) is not None
        except TimeoutError as error:
            raise UserError("slow-expression") from error

    return has


def replace(text: str, matches: Iterable[Match]) -> str:
    """A block's text with the given hits replaced."""
    for match in sorted(matches, key=_start, reverse=True):
        text = text[: match.span.start] + match.replacement + text[match.span.end :]
    return text


def _start(match: Match) -> int:
    return match.span.start


def _compile(query: Query) -> Any:
    return compile_expression(
        query.find, regex=query.regex, match_case=query.match_case,
        begins_word=query.whole_words, ends_word=query.whole_words,
    )  # fmt: skip


def _hits(pattern: Any, query: Query, text: str) -> list[tuple[Span, str, str]]:
    import regex

    try:
        return [
            (Span(*hit.span()), hit.group(), _instead(query, hit))
            for hit in pattern.finditer(text, timeout=SECONDS)
            if hit.end() > hit.start()
        ]
    except TimeoutError as error:
        raise UserError("slow-expression") from error
    except (regex.error, IndexError) as error:
        raise UserError("bad-replacement", reason=str(error)) from error


def _instead(query: Query, hit: Any) -> str:
    made = str(hit.expand(query.replacement)) if query.regex else query.replacement
    return with_case_of(hit.group(), made) if query.keep_case else made


def with_case_of(found: str, made: str) -> str:
    """A replacement in capitals where what it replaces is, or with a capital at its beginning; else as it is given.

    One letter says nothing of the others: ``A`` becomes ``The``, not ``THE``.
    """
    letters = [letter for letter in found if letter.isalpha()]
    if len(letters) > 1 and found.isupper():
        return made.upper()
    return made[:1].upper() + made[1:] if letters and letters[0].isupper() else made
