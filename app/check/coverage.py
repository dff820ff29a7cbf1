"""Is all of the source there, and nothing else: empty rows, text left in the source language, lengths far out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.check.addresses import addresses
from app.check.facts import is_word
from app.check.leftover import left_words
from app.check.lengths import deviation, letters, row_length
from app.check.model import Fault, RowView
from app.check.sentences import added_sentence, lost_sentence
from app.model import Fact, Severity, Span
from glossary.language.scripts import CJK_RANGES, primary

_LETTERS = re.compile(r"[^\W\d_]+")
_CJK = re.compile(f"[{CJK_RANGES}]")
_BRACKETED = re.compile(r"[(（\[【“\"'‘「『][^()（）\[\]【】]{0,80}$")
_ADDRESS = re.compile(r"[@/\\]|www\.|\w\.\w")
_ENDS = '.!?…。！？．"”’»」』)）:：'
_SHORT, _LONG, _CUT, _BROKEN = 3.4, 3.8, 1.2, 0.4
"""Standard deviations that make a row too short or too long; a row that looks cut off or breaks off needs fewer."""
_STRICTNESS = {"strict": 0.7, "usual": 1.0, "loose": 1.5}
_CJK_INSIDE = "，、。；：？！）」』》”的了着過过们們"
"""What no Chinese or Japanese sentence begins with."""
_FAR = 3.0
"""Times as long or as short: what always counts."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]{0,200}[)）]")
_BARS = frozenset("・丨ー")
"""Signs that stand among letters and are set as a bullet, a bar or a dash."""
_OTHER_LETTERS = frozenset({"zh", "ja", "ko"})
_RUN = 4
"""Words in a row, copied in small letters, that are no name any more."""
_WORD = 4
_SENTENCE = 8
_NEAR = 40
_BEGINS = re.compile(r"(?:^|[.!?:;„“\"«»(–—-])\s*$")
_QUOTED = re.compile(r"[„“\"«‘][^„“”\"«»‘’]{0,40}$")
"""A short quotation that is open: a title."""
# A capital within the sentence, or an opened quotation: the run goes on a name (Autorité des marchés financiers).
_NAME_BEFORE = re.compile(r"(?:[\w,;:)] ['’\w]*[A-ZÀ-Þ]\w+ |[„“\"«‘(] ?(?:[A-ZÀ-Þ]\w+ )?)$")


def check_omission(view: RowView) -> Iterator[Fault]:
    """A row without its translation, or one far shorter than the document's others."""
    if view.given_source is None or not view.source.strip():
        return
    if not view.target.strip():
        yield Fault("omission-empty", source=(_whole(view.source),), severity=Severity.MAJOR)
    elif (sentence := lost_sentence(view, _strictness(view, "omission"))) is not None:
        yield Fault("omission-sentence", source=(sentence,))
    elif (length := row_length(view)) is not None and (
        length.share < 1 / _FAR or length.deviation < -_strictness(view, "omission") * _least_short(view)
    ):
        facts: tuple[tuple[str, Fact], ...] = (("percent", round(100 * length.share)),)
        yield Fault("omission-short", (_whole(view.target),), (_whole(view.source),), facts, evidence="short")


def check_addition(view: RowView) -> Iterator[Fault]:
    """Text without a source, or a row far longer than the document's others."""
    if view.given_source is None or not view.target.strip():
        return
    if not view.source.strip():
        yield Fault("addition-no-source", (_whole(view.target),))
    elif (added := added_sentence(view, _strictness(view, "addition"))) is not None:
        code = "addition-twice" if added.is_again else "addition-sentence"
        yield Fault(code, (added.span,), (_whole(view.source),))
    elif (length := row_length(view)) is not None and (
        length.share > _FAR or length.deviation > _strictness(view, "addition") * _LONG
    ):
        if length.share <= _FAR and _is_explained(view):
            return
        facts: tuple[tuple[str, Fact], ...] = (("percent", round(100 * length.share)),)
        yield Fault("addition-long", (_whole(view.target),), (_whole(view.source),), facts, evidence="long")


def _is_explained(view: RowView) -> bool:
    """Whether a row is long by what it has in brackets alone, a name in full beside a source that has no brackets."""
    plain = _IN_BRACKETS.sub("", view.target)
    if plain == view.target or _IN_BRACKETS.search(view.source):
        return False
    source, target = (
        letters(text, facts)
        for text, facts in ((view.source, view.context.source_facts), (plain, view.context.target_facts))
    )
    return deviation(view, source, target) <= _strictness(view, "addition") * _LONG


def _least_short(view: RowView) -> float:
    return _BROKEN if _is_broken(view) else _CUT if _looks_cut(view) else _SHORT


def _strictness(view: RowView, check: str) -> float:
    """What the deviation that counts is multiplied by in this project."""
    return _STRICTNESS[view.context.tuning.choice(check, "length")]


def _whole(text: str) -> Span:
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))


def _is_broken(view: RowView) -> bool:
    """Whether a row stops with a word or mark that more must follow, or begins with one that more goes before."""
    target, source = view.target.strip(), view.source.strip()
    facts = view.context.target_facts
    if not target or not source:
        return False
    if facts.is_cjk:
        return target[0] in _CJK_INSIDE and source[0] not in ",;:)" and source[0].isalnum()
    last = target.rsplit(None, 1)[-1]
    if target[-1] in ",;" or last.lower() in facts.unfinished:
        return source[-1] not in ",;，；、"
    return False


def _looks_cut(view: RowView) -> bool:
    """Whether a row begins or stops in the middle of a sentence, which its source does not."""
    source, target = view.source.strip(), view.target.rstrip(" “„«")
    if not target:
        return False
    stops = source[-1] in _ENDS and target[-1] not in _ENDS
    first = next(filter(str.isalpha, source), "")
    begins = target.lstrip()[0].islower() and not first.islower()
    return stops or begins


def check_untranslated(view: RowView) -> Iterator[Fault]:
    """A target that is the source again, or that has the source's script or words in it."""
    if not view.has_both or view.context.source_facts.code == view.context.target_facts.code:
        return
    if _is_same(view):
        yield Fault("untranslated-same", (_whole(view.target),), (_whole(view.source),))
        return
    source, target = view.context.source_facts, view.context.target_facts
    if source.script.name != target.script.name and source.script.name != "latin" and not target.is_cjk:
        yield from _foreign_script(view)
    elif source.script.name == "latin":
        yield from _copied_words(view)
        yield from left_words(view)


def _is_same(view: RowView) -> bool:
    source, target = (" ".join(text.split()).casefold() for text in (view.source, view.target))
    if source != target:
        return False
    if _CJK.search(source):
        # Chinese and Japanese share signs: a name may well be the same in both.
        return len(_CJK.findall(source)) >= 8 or not view.context.target_facts.is_cjk
    # An address is the same in every language.
    text = view.target
    for address in reversed(addresses(text)):
        text = text[: address.span.start] + text[address.span.end :]
    words = [word for word in _LETTERS.findall(text) if len(word) > 2]
    small = [word for word in words if word[0].islower()]
    if len(words) < 3 or len(small) >= 2:
        return len(words) >= 3
    # Titles and headlines: names of works stay as they are, but a line of which most words are none of the target's.
    languages = primary(view.context.source_language), primary(view.context.target_language)
    foreign = sum(_is_foreign(word.lower(), *languages) for word in words)
    return foreign >= (2 if small else _RUN - view.target.isupper())


def _foreign_script(view: RowView) -> Iterator[Fault]:
    """Letters of the source's script in the target, but for those given in brackets or quotation marks."""
    letters = view.context.source_facts.script.letters
    for match in re.finditer(f"(?:{letters.pattern})+", view.target):
        if _BRACKETED.search(view.target[max(0, match.start() - 90) : match.start()]):
            continue
        if match[0] in _BARS:
            continue
        if len(match[0]) == 1 and view.context.source_facts.script.name == "cyrillic":
            continue
        at = view.source.find(match[0])
        source = (Span(at, at + len(match[0])),) if at >= 0 else ()
        yield Fault("untranslated-script", (Span(*match.span()),), source, (("text", match[0]),))


def _copied_words(view: RowView) -> Iterator[Fault]:
    """Words copied from the source: a run of small words, or one that only the source language has."""
    facts = view.context.source_facts
    telltales = facts.telltales - view.context.target_facts.telltales
    ours = {match[0] for match in _LETTERS.finditer(view.source)}
    run: list[re.Match[str]] = []
    sentence = _copied_sentence(view, ours)
    if sentence is not None:
        yield sentence
        return
    for match in _LETTERS.finditer(view.target):
        if match[0] in ours and match[0].islower():
            run.append(match)
            continue
        yield from _copied(run, telltales, view)
        run = []
    yield from _copied(run, telltales, view)


def _copied_sentence(view: RowView, ours: set[str]) -> Fault | None:
    """A sentence left as it was, capitals and figures included; two of its small words are of the source alone."""
    languages = primary(view.context.source_language), primary(view.context.target_language)
    run: list[re.Match[str]] = []
    for match in (*_LETTERS.finditer(view.target), None):
        if match is not None and match[0] in ours:
            run.append(match)
            continue
        # In the middle of a sentence it is a name: das Institut des hautes études en gestion de crise.
        whole = len(run) >= _SENTENCE and bool(_BEGINS.search(view.target[: run[0].start()][-_NEAR:]))
        small = [word[0] for word in run if word[0].islower()] if whole else []
        if len(small) >= _RUN and sum(_is_foreign(word, *languages) for word in small) >= 2:
            text = view.target[run[0].start() : run[-1].end()]
            if (at := view.source.find(text)) >= 0:
                spans = (Span(run[0].start(), run[-1].end()),), (Span(at, at + len(text)),)
                return Fault("untranslated-words", *spans, (("text", text),))
        run = []
    return None


def _is_foreign(word: str, source: str, target: str) -> bool:
    """Whether the source's language has the word and the target's has not; False where a dictionary is lacking, but for
    a target in other letters."""
    if target in _OTHER_LETTERS:
        return is_word(word, source) is True
    if is_word(word, source) is not True or not (is_word(word, target) is is_word(word.capitalize(), target) is False):
        return False
    # An ending of the target's own makes it one of its words: die immersive Story, ich poste.
    return not (
        target == "de" and word.endswith("e") and any(is_word(word[:-1] + end, target) for end in ("", "en", "n"))
    )


def _copied(run: Sequence[re.Match[str]], telltales: frozenset[str], view: RowView) -> Iterator[Fault]:
    if not run:
        return
    words = [match[0] for match in run]
    long_run = len(run) >= _RUN and sum(len(word) > 2 for word in words) >= _RUN - 1
    languages = primary(view.context.source_language), primary(view.context.target_language)
    if not long_run and not any(
        (len(word) >= _WORD or word in telltales) and _is_foreign(word, *languages) for word in words
    ):
        return
    start, end = run[0].start(), run[-1].end()
    before = view.target[max(0, start - _NEAR) : start]
    if len(run) < _SENTENCE and (_NAME_BEFORE.search(before) or _QUOTED.search(before)):
        return
    text = view.target[start:end]
    if _ADDRESS.search(view.target[max(0, start - 40) : end].rpartition(" ")[2]) or _ADDRESS.search(text):
        return
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", view.source)
    if found:
        yield Fault("untranslated-words", (Span(start, end),), (Span(*found.span()),), (("text", text),))
