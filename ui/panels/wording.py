"""Words the tables share: sentences and names of findings, tones of severities, a text cut to what is seen."""

from __future__ import annotations

from app.findings import RowFinding
from app.model import Finding, Severity
from app.review.diff import Kind, Piece, word_diff
from app.words import Words
from glossary.model import Verdict

SEVERITY_TONE = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warn", Severity.NEUTRAL: "hint"}
SEVERITY_ICON = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning"}
VERDICT_TONE = {
    Verdict.OK: "ok",
    Verdict.ADMITTED: "ok",
    Verdict.STYLE: "warn",
    Verdict.VALUE: "error",
    Verdict.FORBIDDEN: "error",
    Verdict.MISSING: "warn",
    Verdict.EXEMPT: "hint",
}
RIGHT_VERDICTS = (Verdict.OK, Verdict.ADMITTED, Verdict.EXEMPT)

_AROUND = 28


def check_name(words: Words, check: str) -> str:
    """A check by name; by its id where the catalogue has no name for it."""
    key = f"check.name.{check}"
    return words.say(key) if key in words else check


def finding_sentence(words: Words, finding: Finding) -> str:
    return words.say(f"check.{finding.code}", **dict(finding.facts))


def suggestion_text(words: Words, found: RowFinding) -> str:
    """The first suggestion, and how many more there are."""
    suggestions = found.finding.suggestions
    if not suggestions:
        return ""
    first = words.replacement(suggestions[0].text)
    more = len(suggestions) - 1
    return words.say("panels.and-more", text=first, n=more) if more else first


def clean_name(words: Words, rule: str) -> str:
    key = f"clean.name.{rule}"
    return words.say(key) if key in words else rule


def one_line(text: str) -> str:
    return " ".join(text.split())


def excerpt(before: str, after: str) -> tuple[Piece, ...]:
    """What came and what went, with a few words around each change instead of the whole text."""
    pieces = word_diff(before, after)
    shown: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind is not Kind.EQUAL:
            shown.append(piece)
            continue
        head = _head(piece.text) if number else ""
        tail = _head(piece.text[::-1])[::-1] if number + 1 < len(pieces) else ""
        long = len(piece.text) > len(head) + len(tail) + 8
        shown.append(Piece(Kind.EQUAL, _cut(head, tail)) if long else piece)
    return tuple(shown)


def plain(pieces: tuple[Piece, ...], side: Kind) -> str:
    """The text of a diff as it was (``DELETED``) or as it is (``INSERTED``)."""
    return "".join(piece.text for piece in pieces if piece.kind in (Kind.EQUAL, side))


def _head(text: str) -> str:
    """The first characters of a text, up to the end of a word where it has words."""
    head, next_one = text[:_AROUND], text[_AROUND : _AROUND + 1]
    if next_one.strip() and " " in head.strip():
        head = head[: head.rstrip().rindex(" ")]
    return head


def _cut(head: str, tail: str) -> str:
    return (f"{head.rstrip()} " if head else "") + "…" + (f" {tail.lstrip()}" if tail else "")
