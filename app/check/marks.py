"""Marks that come in pairs, and the mark that ends a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.check.facts import LanguageFacts
from app.check.model import Fault, RowView
from app.model import Span

_FOLD = str.maketrans("（）［］｛｝", "()[]{}")
_PAIRS = {"(": ")", "[": "]", "{": "}", "【": "】"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_NOT_PAIRS = re.compile(
    r"(?:^|[\s(（])(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）]|[:;]-?[()]|\d\)"
)
_TAIL = frozenset("\"'”’»«“„」』）)]】*_}")
_ENDINGS = {
    "。": "stop", ".": "stop", "．": "stop", "।": "stop", "…": "stop",
    "？": "question", "?": "question", "؟": "question",
    "！": "exclamation", "!": "exclamation", "：": "colon", ":": "colon", "；": "semicolon", ";": "semicolon",
}  # fmt: skip
_SHORT = 4
_QUESTION = re.compile(r"？|\?(?![A-Za-z0-9/=&])")
_STOP = re.compile(r"[。！!]|\.(?=\s|$|[”\"’)])")
_REACH = 24
_ASKED = re.compile("[？?]|(?:か|ね|の|な|だろう|でしょう)[。.…]*$")
"""A question in what ends with a full stop: one that is quoted, or Japanese, which asks with か. and supposes."""
_INDIRECT = re.compile(
    r"\b(?:ask|asks|asked|asking|wonder|wonders|wondered|know|knows|tell|told|explain|explains|see|understand|say)\b"
    r"[^.!?]{0,40}\b(?:if|whether|why|how|what|which|who|where|when)\b",
    re.IGNORECASE,
)
"""A question that is told: he asked me if I was well."""
_ASKS = re.compile("(?:か|の|な|だろう|でしょう)[？?]|[何誰]|どこ|いつ|どう|なぜ|なん|どれ|どの|どんな|いくら")
"""What makes a question of a Japanese sentence with a question mark: others only wonder (…けど？)."""


def check_brackets(view: RowView) -> Iterator[Fault]:
    """A bracket without its partner, where the source has all of them."""
    odd = _odd_brackets(view.target)
    if odd and not (view.given_source is not None and _odd_brackets(view.source)):
        for at in odd:
            mark = view.target[at]
            yield Fault(
                "bracket-open" if mark.translate(_FOLD) in _PAIRS else "bracket-close",
                (Span(at, at + 1),), facts=(("mark", mark),),
            )  # fmt: skip


def _odd_brackets(text: str) -> list[int]:
    """The places of brackets without a partner; "a)" of a list and a smile are no brackets."""
    if not any(sign in text for sign in "()[]{}（）［］｛｝【】"):
        return []
    folded = text.translate(_FOLD)
    stack: list[int] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    odd: list[int] = []
    for at, sign in enumerate(folded):
        if sign in _PAIRS:
            stack.append(at)
            waiting[sign] += 1
        elif sign in _CLOSERS:
            if not waiting[_CLOSERS[sign]]:
                odd.append(at)
                continue
            while (inner := folded[stack[-1]]) != _CLOSERS[sign]:
                odd.append(stack.pop())
                waiting[inner] -= 1
            stack.pop()
            waiting[inner] -= 1
    odd += stack
    plain = {match.end() - 1 for match in _NOT_PAIRS.finditer(text)} if odd else set()
    return sorted(at for at in odd if at not in plain)


def check_end(view: RowView) -> Iterator[Fault]:
    """The mark a row ends with: a question stays a question, a sentence keeps its end."""
    if not view.has_both or _is_undivided_ending(view):
        return
    source, target = _ending_of(view.source, view.context.source_facts), _ending(view.target)
    if source != "question" and (lost := _lost_question(view)) is not None:
        yield Fault("end-question-inside", (lost,))
    if source is None or source == target:
        return
    end = len(_without_tail(view.target)) or len(view.target)
    last = Span(max(0, end - 1), end)
    if target is None and source != "colon" and source != "semicolon" and (_is_open(view) or _has_comma(view)):
        # It is missing behind whatever closes: a bracket, a quotation.
        end = len(view.target.rstrip())
        yield Fault(f"end-missing-{source}", (Span(end - 1, end),))
    elif target is not None and "question" in (source, target) and source in ("question", "stop"):
        if source == "stop" and _ASKED.search(view.source.rstrip()[-_REACH:]):
            return
        if source == "question" and _INDIRECT.search(view.target):
            return
        if source == "question" and view.context.source_facts.code == "ja" and not _ASKS.search(view.source):
            return
        yield Fault("end-question" if source == "question" else "end-not-question", (last,))


def _lost_question(view: RowView) -> Span | None:
    """Where a question in the middle of the row should end, if the translation has none at all. Japanese marks wonder
    and doubt so too."""
    asked = _QUESTION.search(view.source)
    if asked is None or _QUESTION.search(view.target) or view.context.source_facts.code == "ja":
        return None
    before = len(_STOP.findall(view.source, 0, asked.start()))
    stops = [match.start() for match in _STOP.finditer(view.target)]
    if not stops:
        return None
    at = stops[min(before, len(stops) - 1)]
    return Span(at, at + 1)


def _is_open(view: RowView) -> bool:
    """Whether the target is a sentence of some length that ends with a letter or figure, not with a comma or a dash."""
    last = _without_tail(view.target)[-1:]
    enough = 1 if view.context.target_facts.is_cjk else _SHORT
    return last.isalnum() and len(view.target.split()) >= enough


def _has_comma(view: RowView) -> bool:
    """Whether a comma stands for the mark that ends a sentence."""
    return view.target.rstrip().endswith(",") and len(view.target.split()) >= _SHORT


def _is_undivided_ending(view: RowView) -> bool:
    """Scripts that end sentences with a space (Thai) have no mark to compare."""
    return "thai" in (view.context.source_facts.script.name, view.context.target_facts.script.name)


def _ending_of(source: str, facts: LanguageFacts) -> str | None:
    """How a source ends, where that asks the same of its translation: a stop may be of an abbreviation (in the U.S.),
    and Japanese calls out more than others do."""
    ending = _ending(source)
    last = source.rstrip().rsplit(None, 1)[-1].lower().strip("(“\"'") if ending == "stop" else ""
    if last and "." in last[:-1] and last.replace(".", "").isalpha():
        return None
    return None if ending == "exclamation" and facts.code == "ja" else ending


def _without_tail(text: str) -> str:
    """The text up to its last mark or word; a pattern anchored at the end would try every place of a long text."""
    end = len(text)
    while end and (text[end - 1].isspace() or text[end - 1] in _TAIL):
        end -= 1
    return text[:end]


def _ending(text: str) -> str | None:
    """The kind of mark a text ends with; of "?!" the question counts."""
    body = _without_tail(text)
    marks = body[len(body.rstrip("?？!！")) :]
    return "question" if "?" in marks or "？" in marks else _ENDINGS.get(body[-1:])
