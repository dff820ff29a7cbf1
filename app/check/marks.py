"""Marks that come in pairs, and the mark that ends a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.check.facts import without_code
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span, Suggestion

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
_GERMAN = str.maketrans({"„": "“", "“": "”"})
_HABIT, _SHOWN = 3, 12
"""From here on a mark that faces the wrong way is somebody's habit, said once, with that many of its rows."""
_QUESTION = re.compile(r"？|\?(?![A-Za-z0-9/=&])")
_STOP = re.compile(r"[。！!]|\.(?=\s|$|[”\"’)])")
_REACH = 24
_ASKED = re.compile("[？?]|(?:か|ね|の|な|だろう|でしょう)[。.]$")
"""A question in what ends with a full stop: one that is quoted, or Japanese, which asks with か. and supposes."""
_ASKS = re.compile("(?:か|の|な|だろう|でしょう)[？?]|[何誰]|どこ|いつ|どう|なぜ|なん|どれ|どの|どんな|いくら")
"""What makes a question of a Japanese sentence with a question mark: others only wonder (…けど？)."""
_OPENERS, _CLOSING = "“«「『", "”»」』"


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
    source, target = _ending(view.source), _ending(view.target)
    if source != "question" and (lost := _lost_question(view)) is not None:
        yield Fault("end-question-inside", (lost,))
    if source is None or source == target:
        return
    end = len(_without_tail(view.target)) or len(view.target)
    last = Span(max(0, end - 1), end)
    if target is None and source != "colon" and source != "semicolon" and _is_open(view):
        yield Fault(f"end-missing-{source}", (last,))
    elif target is not None and "question" in (source, target) and source in ("question", "stop"):
        if source == "stop" and _ASKED.search(view.source.rstrip()[-_REACH:]):
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


def _is_undivided_ending(view: RowView) -> bool:
    """Scripts that end sentences with a space (Thai) have no mark to compare."""
    return "thai" in (view.context.source_facts.script.name, view.context.target_facts.script.name)


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


def check_quotes(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """A quotation mark without its partner. A quotation may run over several rows, so the document is read as one."""
    by_row = {view.row: view for view in views}
    faults = list(_quote_faults(views, context))
    facing = [fault for fault in faults if fault.code == "quote-facing"]
    if len(facing) > _HABIT:
        rows = dict.fromkeys(str((fault.row or 0) + 1) for fault in facing)
        facts: tuple[tuple[str, Fact], ...] = (("n", len(facing)), ("rows", ", ".join(list(rows)[:_SHOWN])))
        yield replace(facing[0], code="quote-facing-many", facts=(*facing[0].facts, *facts))
    for fault in faults:
        if fault.code == "quote-facing":
            if len(facing) <= _HABIT:
                yield fault
        elif not _is_odd(by_row[fault.row or 0].source):
            yield fault


def _quote_faults(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    for opener, closer in _quotes_in_use(views, context.target_facts.quotes):
        yield from _directed(views, opener, closer)
    yield from _straight(views)


def _is_odd(text: str) -> bool:
    """Whether a quotation begins or ends outside the text; then the translation's does too."""
    text = text.translate(_GERMAN) if "„" in text else text
    opened, closed = sum(map(text.count, _OPENERS)), sum(map(text.count, _CLOSING))
    return opened != closed or bool(_straight_count(text) % 2)


def _quotes_in_use(views: Sequence[RowView], known: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs the document really sets: those nearly in balance. “ opens in English and closes in German."""
    text = "".join(view.target for view in views)
    for opener, closer in dict.fromkeys((*known, ("“", "”"))):
        if opener == "“" and "„" in text:
            continue
        opened, closed = text.count(opener), text.count(closer)
        if (opened or closer != "“") and abs(opened - closed) <= max(2, (opened + closed) // 3):
            yield opener, closer


def _directed(views: Sequence[RowView], opener: str, closer: str) -> Iterator[Fault]:
    opened: tuple[RowView, int] | None = None
    for view in views:
        text = view.target
        if opener not in text and closer not in text:
            continue
        first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
        # A pair of one straight and one curly mark is untidy, but nothing is missing.
        spare = text.count('"') % 2
        for at, sign in enumerate(text):
            if sign == opener and opened is not None and (at == last or _looks_back(text, at)):
                yield _quote("quote-facing", view, at, closer)
                opened = None
            elif sign == opener:
                # A quotation of several paragraphs opens each of them and closes only the last.
                if opened is not None and at > first:
                    if opened[0] is view and spare:
                        spare = 0
                    else:
                        yield _quote("quote-open", *opened)
                opened = (view, at)
            elif sign == closer:
                if opened is None and spare:
                    spare = 0
                elif opened is None:
                    yield _quote("quote-close", view, at)
                opened = None
        if opened is not None and opened[0] is view and spare:
            opened = None
    if opened is not None:
        yield _quote("quote-open", *opened)


def _looks_back(text: str, at: int) -> bool:
    """Whether a mark stands behind a word and before a space: “like this“ or this. “"""
    return at > 0 and text[at + 1] == " " and not (text[at - 1] == " " and text[at - 2 : at - 1].isalnum())


def _straight(views: Sequence[RowView]) -> Iterator[Fault]:
    """Straight marks do not say which way they face: speak only if one single row of the document has an odd number."""
    odd = [view for view in views if view.note(_has_odd_straight)]
    if len(odd) == 1:
        yield _quote("quote-odd", odd[0], odd[0].target.rfind('"'))


def _has_odd_straight(view: RowView) -> bool:
    return bool(_straight_count(view.target) % 2)


def _straight_count(text: str) -> int:
    return len(re.findall(r'(?<!\d)"|(?<=\d)"(?=\w)', without_code(text)))


def _quote(code: str, view: RowView, at: int, instead: str = "") -> Fault:
    span = Span(at, at + 1)
    suggestions = (Suggestion(span, instead),) if instead else ()
    return Fault(code, (span,), facts=(("mark", view.target[at]),), suggestions=suggestions, row=view.row)
