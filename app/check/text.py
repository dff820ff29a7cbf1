"""Checks that look at the target's own text: doubled words, spaces, marks, capitals, page litter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.check.broken import commas_in_addresses
from app.check.facts import is_word, litter
from app.check.model import Fault, RowView
from app.check.nouns import large_behind_commas, small_names, small_nouns, small_polite
from app.check.pinyin import Heard
from app.model import Span, Suggestion
from glossary.language.scripts import CJK_RANGES

_DOUBLED = re.compile(
    r"(?<![\w'’.,-])([^\W_]{2,40}(?:-[^\W_]{1,20}){0,2})([ \t\u00a0]+)\1(?![\w'’-]|[.,]\d)", re.IGNORECASE
)
_SAID_TWICE = re.compile(rf"\b(\w{{2,12}})[\W_]{{1,3}}\1\b|([{CJK_RANGES}]{{1,4}})\2")
_AFTER_COMMA = re.compile(r",\s+(?:(\w{2,8})\s+)?$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"(?:[BPMFDTNLGKHJQXRZCSYW]h?)?[aeiouAEIOU]{1,3}(?:n|ng|r)?")
_WIDE = str.maketrans("，。；：！？（）、％", ",.;:!?(),%")
_WIDE_MARK = re.compile("[，。；：！？（）、％]")
_HALF_MARK = re.compile(rf"(?<=[{CJK_RANGES}])[,;!?](?=[{CJK_RANGES}])")
_TWICE = re.compile(
    r"(?<![.,;:])([,;:])[ ]?\1(?![.,;:])|(?<!\.)\.\.(?!\.)|([，。；：、])\2|[,;:]\.(?=\s|$)|(?<=[a-z])\.,(?=\s[A-Z])"
)
_TWO_MARKS = re.compile(r"[.,;:，。；：、] ?[.,;:，。；：、]")
_NEW_SENTENCE = re.compile(r"([.!?])[\"”’)»]{0,2} +([^\W\d_A-ZÀ-ÞА-Я][^\W\d_]*)")
_LAST_WORD = re.compile(r"[\w.]{1,20}$")
_FIRST_WORD = re.compile(r"[\s“\"‘(«„¿¡]*([^\W\d_][\w'’.-]*)")


def check_doubled_words(view: RowView) -> Iterator[Fault]:
    """A word that stands twice in a row, unless the language or the source does that too."""
    facts = view.context.target_facts
    if facts.is_cjk:
        return
    for match in _DOUBLED.finditer(view.target):
        word, again = match[1], view.target[match.end() - len(match[1]) : match.end()]
        if _may_stand_twice(word, again, match, view):
            continue
        # A name may be made of two equal words (Pago Pago, Lang Lang); of an ordinary word it is a slip.
        if word[0].isupper() and again[0].isupper() and _may_be_name(word, view):
            continue
        if re.search(rf"\b{re.escape(word)}\s+{re.escape(word)}\b", view.source, re.IGNORECASE):
            continue
        span = Span(match.end(1), match.end())
        yield Fault(
            code="doubled-word", target=(Span(*match.span()),), facts=(("word", again),),
            suggestions=(Suggestion(span, ""),), evidence=word.lower(),
        )  # fmt: skip


def _may_stand_twice(word: str, again: str, match: re.Match[str], view: RowView) -> bool:
    """Whether the language says it twice by rule (die die, that that is), or for emphasis as the source does."""
    known, small = view.context.target_facts.doubles, word.lower()
    if word.isupper() and len(word) > 1:
        return False
    if small in known.always:
        # "Sie sie" is you and them; the polite "Sie Sie" is a slip, and so are more of them than the source can have.
        # "Nehmen Sie sie" has no "you" in its source: only in small letters they are counted.
        own = known.pronouns["own"]
        asked = known.pronouns.get(view.context.source_facts.code) if small in own and word[0].islower() else None
        if asked and _count(view.source, asked) < _count(view.target, own):
            return False
        return not (word[0].isupper() and again[0].isupper())
    if small in known.spoken:
        return view.given_source is None or bool(_SAID_TWICE.search(view.source))
    if small in known.after_comma:
        # ", die die Brücke ..." and ", mit der der Kran ...": relative pronoun and article, so a noun is to come.
        comma = _AFTER_COMMA.search(view.target[max(0, match.start() - 20) : match.start()])
        follows = re.match(r"\s*(\w+)", view.target[match.end() :])
        if comma is None or follows is None or follows[1].lower() in known.no_noun:
            return False
        return comma[1] is None or comma[1].lower() in known.prepositions
    follower = re.match(r"\W*(\w+)", view.target[match.end() :])
    if follower is None:
        return False
    if small in known.behind and follower[1].lower() not in known.no_noun:
        # He said that that plan was good: of two, the second belongs to a noun.
        said = _WORD_BEFORE.search(view.target, max(0, match.start() - 20), match.start())
        if said is not None and said[1].lower() in known.behind[small]:
            return True
    return follower[1].lower() in known.before.get(small, ())


def _count(text: str, words: frozenset[str]) -> int:
    return sum(match[0].lower() in words for match in _ANY_WORD.finditer(text))


def _may_be_name(word: str, view: RowView) -> bool:
    facts = view.context.target_facts
    if word.lower() in facts.double_names:
        return True
    if view.context.source_facts.code == "zh" and Heard(view.source).signs(word.lower() * 2):
        # 杨洋 is Yang Yang.
        return True
    return (
        view.context.source_facts.is_cjk and bool(_SYLLABLE.fullmatch(word)) and not is_word(word.lower(), facts.code)
    )


def check_punctuation(view: RowView) -> Iterator[Fault]:
    """Chinese marks in a Latin text, Latin ones in a Chinese text, marks that stand twice."""
    text, facts = view.target, view.context.target_facts
    if facts.is_cjk:
        for match in _HALF_MARK.finditer(text):
            wide = "，" if match[0] == "," else chr(ord(match[0]) + 0xFEE0)
            yield _mark("punctuation-narrow", match, wide)
    elif facts.script.name in ("latin", "cyrillic", "greek"):
        for match in _WIDE_MARK.finditer(text):
            beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
            if not re.search(f"[{CJK_RANGES}]", beside):
                plain = match[0].translate(_WIDE)
                tail = text[match.end() : match.end() + 1]
                yield _mark("punctuation-wide", match, plain + (" " if plain in ",;:" and tail.isalpha() else ""))
    yield from commas_in_addresses(view)
    for match in _TWICE.finditer(text) if _TWO_MARKS.search(text) else ():
        if match[0] not in view.source and not _is_abbreviation(text, match.start(), facts.abbreviations):
            yield _mark("punctuation-twice", match, match[0].rstrip()[-1])


def _mark(code: str, match: re.Match[str], instead: str) -> Fault:
    span = Span(*match.span())
    return Fault(code, (span,), facts=(("mark", match[0]),), suggestions=(Suggestion(span, instead),))


def _is_abbreviation(text: str, end: int, abbreviations: frozenset[str]) -> bool:
    word = text[max(0, end - 20) : end].rpartition(" ")[2].lower().strip("(“\"'")
    return word in abbreviations or (len(word) == 1 and word.isalpha())


def check_capitals(view: RowView) -> Iterator[Fault]:
    """A sentence that begins with a small letter."""
    text, facts = view.target, view.context.target_facts
    if facts.script.name not in ("latin", "cyrillic", "greek"):
        return
    if facts.capital_nouns:
        yield from small_nouns(view)
        yield from small_polite(view)
    yield from small_names(view)
    yield from large_behind_commas(view)
    first = _FIRST_WORD.match(text)
    if first and _may_begin_small(view) is False and _is_plain_word(first[1]):
        yield _small(first.start(1), text)
    for match in _NEW_SENTENCE.finditer(text):
        word, at = match[2], match.start()
        last = _LAST_WORD.search(text, max(0, at - 20), at)
        # "Really?" he asked. "Stop!" cried the man.
        if last is None or match[1] != "." or not _is_plain_word(word):
            continue
        before = last[0].lower()
        dated = facts.code == "en" and before.isdigit() and text[: last.start()].rstrip()[-1:].isalpha()
        if not dated and (before in facts.abbreviations or len(before) < 3 or "." in before or not before.isalpha()):
            continue
        if text[at + 1] == " ":
            yield _small(match.start(2), text)


def _may_begin_small(view: RowView) -> bool:
    """Whether the row may be the rest of a sentence or a label: only whole sentences beside whole sentences count."""
    if not view.target.rstrip().endswith((".", "!", "?", ".”", '."')) or len(view.target) < 30:
        return True
    source = view.source.strip()
    if not source:
        return True
    letters = next((sign for sign in source if sign.isalpha()), "")
    return letters.islower() or not source.endswith(("。", "！", "？", ".", "!", "?", "。”", "”"))


def _is_plain_word(word: str) -> bool:
    """Not a brand or an address (iPhone, e-mail, v2): small letters throughout."""
    return word.isalpha() and word.islower() and len(word) > 1


def _small(at: int, text: str) -> Fault:
    match = re.match(r"\w+", text[at:])
    word = match[0] if match else text[at]
    span = Span(at, at + len(word))
    fix = Suggestion(span, word[0].upper() + word[1:])
    return Fault("capitals-start", (span,), facts=(("word", word),), suggestions=(fix,))


def check_litter(view: RowView) -> Iterator[Fault]:
    """What a web page or a wrong encoding left in the text."""
    for kind in litter():
        for match in kind.find(view.target):
            if match[0] not in view.source:
                yield Fault(kind.code, (Span(*match.span()),), facts=(("text", match[0]),))
