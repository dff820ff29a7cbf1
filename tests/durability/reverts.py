"""What a selective revert promises, said without knowing how it is done.

What the changeset did not touch stays as it is. What it touched stays, or goes back to what was there before it; a text
that still reads as the changeset left it must go back, one that was edited since may come together with what is newer.
Nothing newer is ever overwritten.
"""

from __future__ import annotations

from collections import Counter

from tests.durability.model import Content

_MUST = ("text", "away", "resolved")


def broken_promises(now: Content, before: Content, after: Content, found: Content, *, whole: bool) -> list[str]:
    """How ``found`` is not what a revert of ``before`` to ``after`` may make of ``now``; ``whole`` if all was asked."""
    was, did, stood, stands = map(_parts, (before, after, now, found))
    broken = []
    for part in was.keys() | did.keys() | stood.keys() | stands.keys():
        old, done, then, is_ = (one.get(part) for one in (was, did, stood, stands))
        if old == done:
            # A decision that comes back under a new number is one the changeset had taken away.
            right = is_ == then or (part[0] == "no" and len(found.noes - now.noes) <= len(before.noes - after.noes))
        elif whole and part[0] in _MUST and None not in (old, done) and then == done:
            right = is_ == old
        elif then in (old, done) or part[0] == "comments":
            right = is_ in (then, old)
        else:
            # It was changed since: that stays, but for a text that comes together with what is newer.
            merged = part[0] == "text" and isinstance(then, str) and isinstance(is_, str)
            right = is_ == then or (merged and (is_ != old or _holds(str(old), str(done), str(then))))
        if not right:
            broken.append(f"{part}: before {old!r}, after {done!r}, now {then!r}, reverted {is_!r}")
    left = [[row for row in one.order if row in now.rows and row in found.rows] for one in (now, found)]
    return broken if left[0] == left[1] else [*broken, f"order {left[0]} became {left[1]}"]


def _holds(old: str, done: str, then: str) -> bool:
    """Whether the older text has what was written since: then coming together with it gives the older text itself."""
    words, left, there = (Counter(text.split()) for text in (old, done, then))
    return there - left <= words and all(words[word] <= there[word] for word in left - there)


def _parts(content: Content) -> dict[tuple[str, int | str], object]:
    parts: dict[tuple[str, int | str], object] = {("no", id_): True for id_ in content.noes}
    for id_, para in content.paras.items():
        parts |= {("row", id_): para.row, ("text", id_): para.text, ("away", id_): para.away}
    for id_, (state, link) in content.rows.items():
        parts |= {("state", id_): state, ("link", id_): link}
    for block, resolved, comments, name in content.flags.values():
        parts |= {("flag", name): block, ("resolved", name): resolved, ("comments", name): comments}
    return parts
