"""The report as markup. One body for the browser, the window and the PDF; only plots and style differ.

Everything that comes from a project is escaped here, whoever wrote it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape

from app.model import Fact, RowState, Severity, Side
from app.report.model import EditLine, FindingLine, FlagLine, Report, Tally, tally
from app.report.plots import Bar, Part, Plot, legend, svg
from app.resources import resource
from app.review.categories import category_name, load_categories
from app.review.diff import Kind, Piece, word_diff
from app.review.score import Score
from app.words import Words
from glossary.model import Verdict

Draw = Callable[[Plot], str]
"""Markup for a plot."""

SEVERITY_ROLE = {
    Severity.NEUTRAL: "hint", Severity.MINOR: "warn", Severity.MAJOR: "error", Severity.CRITICAL: "flag",
}  # fmt: skip
_VERDICT_ROLE = {
    Verdict.OK: "ok", Verdict.ADMITTED: "ok", Verdict.EXEMPT: "hint", Verdict.STYLE: "warn", Verdict.MISSING: "warn",
    Verdict.VALUE: "error", Verdict.FORBIDDEN: "error",
}  # fmt: skip
BASE = (RowState.TODO, RowState.CONFIRMED, RowState.REJECTED)
"""States that are told even where no row has them."""
_BROKEN = ("quote", "said", "text")
"""The columns that hold whole texts."""
_RIGHT = (Verdict.OK, Verdict.ADMITTED, Verdict.EXEMPT)
_USED = ("paper", "raised", "ink", "soft", "hair", "edge", "accent", "ok", "warn", "error", "hint", "flag", "inserted",
         "deleted")  # fmt: skip


def report_html(report: Report, words: Words) -> str:
    """A page that needs nothing beside itself: style and plots inside, no script, light or dark as the reader likes."""
    title = escape(words.say("report.heading", title=report.title))
    return web_page(title, body(report, words, partial(svg, paint=_variable)), words.language)


def web_page(title: str, content: str, language: str) -> str:
    """A whole page around markup of ours; ``title`` is escaped already."""
    style = f":root {{ color-scheme: light dark; {_variables('light')} }}\n"
    style += f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables('dark')} }} }}\n"
    # Paper is white, whatever the screen was.
    style += f"@media print {{ :root {{ color-scheme: light; {_variables('light')} --paper: #fff; }} }}\n"
    style += resource("report", "page.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Whatever a text might smuggle in, the page fetches and runs nothing.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{content}\n</main>\n"
        "</body>\n</html>\n"
    )


def body(report: Report, words: Words, draw: Draw, most: int | None = None) -> str:
    """The content of the page; lists longer than ``most`` are cut, and say so."""
    return "\n".join(part for part in _Page(report, words, draw, most).parts() if part)


class _Page:
    def __init__(self, report: Report, words: Words, draw: Draw, most: int | None) -> None:
        self._report = report
        self._words = words
        self._draw = draw
        self._most = most
        self._tops = [category.id for category in load_categories()]

    def parts(self) -> Iterable[str]:
        yield from (self._head(), self._score(), self._progress(), self._errors(), self._terms(), self._changes())
        yield from (self._time(), self._flag_list(), self._finding_list(), self._change_list())

    def _say(self, key: str, **facts: Fact) -> str:
        """A sentence of ``report.toml``, escaped with what is in it."""
        return escape(self._words.say(f"report.{key}", **facts))

    def _head(self) -> str:
        report, name = self._report, self._words.language_name
        source, target = (name(code) for code in report.languages)
        files = ", ".join(report.files) or "–"
        about = self._say("about", files=files, source=source, target=target, made=report.made[:16].replace("T", " "))
        who = ", ".join(report.reviewers)
        reviewers = self._say("reviewers", names=who) if who else self._say("no-reviewers")
        return f'<h1>{escape(report.title)}</h1>\n<p class="about">{about}<br>{reviewers}</p>'

    # Figures

    def _score(self) -> str:
        report, scale = self._report, self._report.scale
        severities = ", ".join(
            self._words.say("report.weight", name=self._severity(s), weight=figure(scale.severities.get(s, 0)))
            for s in Severity
        )
        other = ", ".join(
            self._words.say("report.weight", name=category_name(self._words, id_), weight=f"× {figure(weight)}")
            for id_, weight in scale.categories.items()
            if weight != 1
        )
        cards = self._card("delivered", report.delivered) + self._card("now", report.now)
        lines = [self._say(f"length-{report.length.unit}", n=report.length.amount)]
        lines.append(self._say("weights", severities=severities))
        if other:
            lines.append(self._say("category-weights", names=other))
        return (
            f"<h2>{self._say('score')}</h2>\n"
            f'<table class="scores" width="100%" cellpadding="8"><tr>{cards}</tr></table>'
            f'\n<p class="about">{" ".join(lines)}</p>'
        )

    def _card(self, name: str, score: Score) -> str:
        about = self._say(f"{name}-about", n=score.errors)
        if score.value is None or score.per_thousand is None:
            said = f'<p class="soft">{self._say("no-text")}</p>'
        elif name == "delivered" and not score.errors:
            said = f'<p class="soft">{self._say("no-flags")}</p>'
        else:
            outcome = "passed" if score.passed else "failed"
            mark = self._say(outcome, mark=figure(self._report.scale.pass_mark))
            penalty = self._say(
                f"penalty-{self._report.length.unit}",
                penalty=figure(score.penalty),
                thousand=figure(score.per_thousand),
            )
            said = (
                f'<p class="big">{self._say("value", value=f"{score.value:.2f}")}</p>'
                f'<p class="{"ok" if score.passed else "error"}">{"✓" if score.passed else "✗"} {mark}</p>'
                f"<p>{penalty}</p>"
            )
        return f'<td width="50%"><p><b>{self._say(name)}</b></p>{said}<p class="soft">{about}</p></td>'

    def _progress(self) -> str:
        report = self._report
        states = ", ".join(
            self._words.say("report.state", n=report.states.get(state, 0), state=self._words.say(f"states.{state}"))
            for state in RowState
            if report.states.get(state) or state in BASE
        )
        lines = [self._say("rows-line", n=report.rows, states=states)]
        if report.put_away:
            lines.append(self._say("put-away", n=report.put_away))
        return f"<h2>{self._say('rows')}</h2>\n<p>{' '.join(lines)}</p>"

    def _errors(self) -> str:
        report = self._report
        flags, findings = tally(report.flags, self._tops), tally(report.findings, self._tops)
        if not flags and not findings:
            content = f"<p>{self._say('no-errors')}</p>"
        else:
            plots = [
                self._words_plot("flags-plot", self._by_severity(flags)),
                self._words_plot("findings-plot", self._by_severity(findings)),
            ]
            content = "".join(self._figure(plot) for plot in plots if plot.bars) + self._legend(plots)
        if report.dismissed:
            content += f'<p class="soft">{self._say("dismissed", n=report.dismissed)}</p>'
        return f"<h2>{self._say('errors')}</h2>\n{content}"

    def _by_severity(self, counted: Tally) -> tuple[Bar, ...]:
        return tuple(
            Bar(
                category_name(self._words, top),
                tuple(Part(SEVERITY_ROLE[s], counts[s], self._severity(s)) for s in reversed(Severity)),
            )
            for top, counts in counted.items()
        )

    def _terms(self) -> str:
        ledger = self._report.ledger
        total = sum(ledger.values())
        if not total:
            content = f"<p>{self._say('no-terms')}</p>"
        else:
            right = sum(ledger.get(verdict.value, 0) for verdict in _RIGHT)
            bars = tuple(
                Bar(name, (Part(_VERDICT_ROLE[Verdict(verdict)], n, name),))
                for verdict, n in ledger.items()
                for name in [self._words.say(f"inspector.verdict.{verdict}")]
            )
            share = f"{100 * right / total:.1f}"
            line = self._say("terms-line", n=total, right=right, share=share)
            content = f"<p>{line}</p>{self._figure(self._words_plot('terms-plot', bars))}"
        return f"<h2>{self._say('terms')}</h2>\n{content}"

    def _changes(self) -> str:
        report = self._report
        if not report.edits:
            return f"<h2>{self._say('edits')}</h2>\n<p>{self._say('no-edits')}</p>"
        bars = tuple(
            Bar(name, (Part("accent", n, name),))
            for kind, n in report.classes.items()
            for name in [self._words.say(f"report.class-{kind}")]
        )
        figure = self._figure(self._words_plot("edits-plot", bars))
        return f"<h2>{self._say('edits')}</h2>\n<p>{self._say('edits-line', n=len(report.edits))}</p>{figure}"

    def _time(self) -> str:
        if not self._report.days:
            return ""
        roles = (("edited", "accent"), ("confirmed", "ok"), ("flagged", "flag"))
        bars = tuple(
            Bar(
                day.day.isoformat()[5:],
                tuple(Part(role, getattr(day, name), self._words.say(f"report.{name}")) for name, role in roles),
            )
            for day in self._report.days
        )
        plot = Plot(self._words.say("report.days-plot"), bars, upright=True)
        return f"<h2>{self._say('days')}</h2>\n{self._figure(plot)}{self._legend([plot])}"

    def _words_plot(self, key: str, bars: tuple[Bar, ...]) -> Plot:
        return Plot(self._words.say(f"report.{key}"), bars)

    def _figure(self, plot: Plot) -> str:
        return f'<p class="soft">{escape(plot.title)}</p><div class="figure">{self._draw(plot)}</div>'

    def _legend(self, plots: Sequence[Plot]) -> str:
        """Only where a bar has several parts: colours are named by words."""
        names = legend(plots)
        keys = " &nbsp; ".join(f'<span class="{role}">■</span> {escape(name)}' for role, name in names.items())
        return f'<p class="soft">{keys}</p>'

    # Lists

    def _flag_list(self) -> str:
        heads = ("row", "category", "severity", "quote")
        return self._list("flags", heads, [self._flag(flag) for flag in self._report.flags])

    def _flag(self, flag: FlagLine) -> tuple[str, ...]:
        thread = "".join(
            f'<br><span class="soft">{self._say("comment", who=who, text=text)}</span>' for who, text in flag.thread
        )
        state = self._say("settled" if flag.resolved else "open")
        quote = f'“{escape(flag.quote)}” <span class="soft">({escape(flag.author)}, {state})</span>{thread}'
        return _number(flag.number), escape(category_name(self._words, flag.category)), self._tone(flag), quote

    def _finding_list(self) -> str:
        heads = ("row", "check", "severity", "said")
        return self._list("findings", heads, [self._finding(finding) for finding in self._report.findings])

    def _finding(self, finding: FindingLine) -> tuple[str, ...]:
        key = f"check.name.{finding.check}"
        name = self._words.say(key) if key in self._words else finding.check
        said = escape(self._words.say(f"check.{finding.code}", **dict(finding.facts)))
        return _number(finding.number), escape(name), self._tone(finding), said

    def _change_list(self) -> str:
        heads = ("row", "kind", "text", "who")
        return self._list("edits", heads, [self._edit(edit) for edit in self._report.edits])

    def _edit(self, edit: EditLine) -> tuple[str, ...]:
        classes = "<br>".join(self._say(f"class-{kind}") for kind in edit.classes)
        if edit.side is Side.SOURCE:
            classes += f'<br><span class="soft">{self._say("in-source")}</span>'
        who = f'{escape(edit.author)}<br><span class="soft">{edit.at[:10]}</span>'
        return _number(edit.number), classes, diff_html(word_diff(edit.before, edit.after)), who

    def _list(self, name: str, heads: Sequence[str], lines: Sequence[tuple[str, ...]]) -> str:
        if not lines:
            return ""
        shown = lines if self._most is None else lines[: self._most]
        more = len(lines) - len(shown)
        after = f'<p class="soft">{self._say("more", n=more)}</p>' if more else ""
        text = next(place for place, head in enumerate(heads) if head in _BROKEN)
        table = list_html([self._say(f"column-{head}") for head in heads], shown, text=text)
        return f"<h2>{self._say(name)}</h2>\n{table}{after}"

    def _severity(self, severity: Severity) -> str:
        return self._words.say(f"report.severity-{severity}")

    def _tone(self, line: FlagLine | FindingLine) -> str:
        return f'<span class="{SEVERITY_ROLE[line.severity]}">{escape(self._severity(line.severity))}</span>'


def list_html(heads: Sequence[str], lines: Iterable[Sequence[str]], *, text: int) -> str:
    """A table of cells of markup: the first column holds numbers, ``text`` is the one whose lines may be broken."""

    def cell(tag: str, place: int, content: str) -> str:
        kind = "n" if place == 0 else "" if place == text else "k"
        return f'<{tag} class="{kind}" align="{"left" if place else "right"}">{content}</{tag}>'

    def line(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(cell(tag, place, content) for place, content in enumerate(cells)) + "</tr>"

    rows = "\n".join(line("td", cells) for cells in lines)
    table = f"<thead>{line('th', heads)}</thead><tbody>\n{rows}\n</tbody>"
    return f'<table class="list" width="100%" cellpadding="4">{table}</table>'


def diff_html(pieces: Iterable[Piece]) -> str:
    """What came and what went, marked by ground and by line, and named for who cannot see either."""
    return "".join(_piece(piece) for piece in pieces)


def figure(value: float) -> str:
    """A number as people write it: no more than two digits behind the point, and none that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def roles_of(theme: str) -> Mapping[str, str]:
    """The colours of a shipped theme by role."""
    data = tomllib.loads(resource("themes", f"{theme}.toml").read_text("utf-8"))
    return {role: data["roles"][role] for role in _USED}


def _piece(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    match piece.kind:
        case Kind.INSERTED:
            return f"<ins>{text}</ins>"
        case Kind.DELETED:
            return f"<del>{text}</del>"
    return text


def _variables(theme: str) -> str:
    return " ".join(f"--{role}: {color};" for role, color in roles_of(theme).items())


def _variable(role: str) -> str:
    return f"var(--{role})"


def _number(number: int) -> str:
    return str(number)
