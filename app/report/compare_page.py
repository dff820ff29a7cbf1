"""What differs between two versions, for a browser, a terminal and other programs."""

from __future__ import annotations

import json
from datetime import datetime, tzinfo
from html import escape
from typing import Any

from app.comparing import Comparison, Version
from app.report.page import diff_html, list_html, web_page
from app.review.compare import Difference
from app.review.diff import Kind, Piece, word_diff
from app.review.moments import Moment, MomentKind
from app.words import Words

_AROUND = 24


def moment_sentence(moment: Moment, words: Words, zone: tzinfo | None = None) -> str:
    """A moment in words; hours are those of ``zone``, without one of this machine's."""
    when = datetime.fromisoformat(moment.at).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    match moment.kind:
        case MomentKind.SNAPSHOT:
            return words.say("compare.moment-snapshot", name=moment.label, when=when, who=moment.author)
        case MomentKind.CHANGE:
            key = f"edits.{moment.label}"
            what = words.say(key) if key in words else moment.label
            number = moment.changeset
            return words.say("compare.moment-change", number=number, what=what, when=when, who=moment.author)
    return words.say(f"compare.moment-{moment.kind}", when=when)


def version_sentence(version: Version, words: Words, zone: tzinfo | None = None) -> str:
    if version.moment is None:
        return words.say("compare.file", name=version.file)
    return moment_sentence(version.moment, words, zone)


def comparison_html(comparison: Comparison, title: str, words: Words, zone: tzinfo | None = None) -> str:
    """A page that needs nothing beside itself; every text in it is escaped."""

    def say(key: str, **facts: str | int) -> str:
        return escape(words.say(f"compare.{key}", **facts))

    before, after = (version_sentence(v, words, zone) for v in (comparison.before, comparison.after))
    heading = say("heading", title=title)
    parts = [f"<h1>{heading}</h1>", f'<p class="about">{say("between", before=before, after=after)}</p>']
    if comparison.differences:
        parts.append(f"<p>{say('count', n=len(comparison.differences))}</p>")
        lines = [
            (str(d.row or "–"), say(f"kind-{d.kind}"), diff_html(word_diff(d.before, d.after)))
            for d in comparison.differences
        ]
        parts.append(list_html([say("column-row"), say("column-kind"), say("column-text")], lines, text=2))
    else:
        parts.append(f"<p>{say('same')}</p>")
    return web_page(heading, "\n".join(parts), words.language)


def comparison_text(comparison: Comparison, words: Words) -> str:
    """``[-gone-]`` and ``{+new+}`` in their paragraphs, with a few words around each."""
    before, after = (version_sentence(v, words) for v in (comparison.before, comparison.after))
    lines = [words.say("compare.between", before=before, after=after)]
    for d in comparison.differences:
        kind = words.say(f"compare.kind-{d.kind}")
        lines.append(
            words.say("compare.row", row=d.row, kind=kind) if d.row else words.say("compare.nowhere", kind=kind)
        )
        lines.append("  " + marked(d.before, d.after))
    said = "count" if comparison.differences else "same"
    return "\n".join([*lines, words.say(f"compare.{said}", n=len(comparison.differences))])


def comparison_json(comparison: Comparison) -> str:
    shape = {
        "side": comparison.side.value,
        "from": _version_shape(comparison.before),
        "to": _version_shape(comparison.after),
        "differences": [_difference_shape(difference) for difference in comparison.differences],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1)


def marked(before: str, after: str) -> str:
    """A word diff on one line of plain text."""
    return " ".join("".join(map(_piece, word_diff(before, after))).split())


def _piece(piece: Piece) -> str:
    match piece.kind:
        case Kind.DELETED:
            return f"[-{piece.text}-]"
        case Kind.INSERTED:
            return f"{{+{piece.text}+}}"
    return piece.text if len(piece.text) <= 2 * _AROUND else f"{piece.text[:_AROUND]}…{piece.text[-_AROUND:]}"


def _version_shape(version: Version) -> dict[str, Any]:
    if version.moment is None:
        return {"file": version.file}
    moment = version.moment
    return {"moment": moment.kind.value, "changeset": moment.changeset, "label": moment.label, "at": moment.at}


def _difference_shape(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind.value,
        "row": difference.row or None,
        "before": difference.before,
        "after": difference.after,
        "pieces": [[piece.kind.value, piece.text] for piece in word_diff(difference.before, difference.after)],
    }
