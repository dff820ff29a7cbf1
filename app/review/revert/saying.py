"""What is said of a change and of its way back, the same in the window and on the command line."""

from __future__ import annotations

from app.review.revert.planned import Kind, RevertPlan
from app.store import Origin
from app.store.changes import ChangesetInfo
from app.words import Words


def change_sentence(info: ChangesetInfo, words: Words) -> str:
    """A change in words: what it was, and how many paragraphs or rows it touched."""
    if info.origin == Origin.SNAPSHOT:
        # The label is a person's own word, even where it is one of ours.
        return words.say("compare.named" if info.reverts is None else "compare.unnamed", name=info.label)
    key = f"edits.{info.label}"
    what = words.say(key) if key in words else info.label
    if info.blocks:
        return words.say("revert.change", what=what, n=info.blocks)
    return words.say("revert.change-rows", what=what, n=info.rows) if info.rows else what


def summary(plan: RevertPlan, words: Words, *, done: bool) -> str:
    """A plan in counts: what goes back, or went back, and what is left for a person."""
    n = {kind: len(plan.of(kind)) for kind in Kind}
    back = n[Kind.CLEAN] + n[Kind.MERGED]
    if not back and not n[Kind.CONFLICT]:
        return words.say("revert.nothing")
    said = []
    if back:
        said.append(words.say("revert.went-back", n=back) if done else words.say("revert.would-go", n=back))
    if n[Kind.MERGED]:
        said.append(words.say("revert.merged", n=n[Kind.MERGED]))
    if n[Kind.CONFLICT]:
        said.append(words.say("revert.left", n=n[Kind.CONFLICT]))
    if n[Kind.ALREADY]:
        said.append(words.say("revert.already", n=n[Kind.ALREADY]))
    return " ".join(said)
