"""The plots of a report, as SVG: bars with their figures written out, so that nothing has to be read off an axis.

A colour is named by its role in the themes; ``paint`` turns a role into what the page can use: a CSS variable in a
browser, a plain colour where there are none. Figures stand beside the bars, and every plot has a title for who cannot
see it. Sizes are in pixels of a plot 640 wide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

Paint = Callable[[str], str]

WIDTH = 640
_LABEL = 196
_FIGURE = 44
_LINE = 26
_BAR = 14
_TALL = 120
_FOOT = 22
_HEAD = 18
_WIDEST_COLUMN = 36
_LEAST = 2.0
"""Whatever there is one of can be seen."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: a role of the theme, how much, and its name for the tooltip."""

    role: str
    amount: int
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled line, or one column, of a plot."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.parts)


@dataclass(frozen=True, slots=True)
class Plot:
    """``title`` says what is counted; ``upright`` draws columns, for what goes on in time."""

    title: str
    bars: tuple[Bar, ...]
    upright: bool = False

    @property
    def height(self) -> int:
        return _HEAD + _TALL + _FOOT if self.upright else _LINE * len(self.bars) + 4


def svg(plot: Plot, paint: Paint) -> str:
    """The plot as one SVG element."""
    drawn = _columns(plot, paint) if plot.upright else _lines(plot, paint)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {plot.height}" width="{WIDTH}"'
        f' height="{plot.height}" role="img" aria-label="{escape(_said(plot))}"'
        f' font-family="Inter, Segoe UI, Noto Sans, Noto Sans CJK SC, sans-serif" font-size="12">{drawn}</svg>'
    )


def legend(plots: Sequence[Plot]) -> Mapping[str, str]:
    """The names of what the roles stand for, in the order they come."""
    return {part.role: part.name for plot in plots for bar in plot.bars for part in bar.parts}


def _said(plot: Plot) -> str:
    return f"{plot.title}: " + "; ".join(f"{bar.label} {bar.total}" for bar in plot.bars)


def _lines(plot: Plot, paint: Paint) -> str:
    most = max((bar.total for bar in plot.bars), default=0) or 1
    room = WIDTH - _LABEL - _FIGURE
    drawn = []
    for number, bar in enumerate(plot.bars):
        top = number * _LINE + 2
        middle = top + _LINE / 2
        drawn.append(_text(_LABEL - 12, middle + 4, bar.label, paint("ink"), "end", _LABEL - 16))
        left = float(_LABEL)
        for part in bar.parts:
            if part.amount:
                across = max(_LEAST, room * part.amount / most)
                drawn.append(_rect(left, middle - _BAR / 2, across, _BAR, part, paint))
                left += across + 1
        drawn.append(_text(left + 7, middle + 4, str(bar.total), paint("soft"), "start"))
    return "".join(drawn)


def _columns(plot: Plot, paint: Paint) -> str:
    most = max((bar.total for bar in plot.bars), default=0) or 1
    step = WIDTH / max(1, len(plot.bars))
    across = min(_WIDEST_COLUMN, max(1.0, step * 0.7))
    ground = _HEAD + _TALL
    drawn = [f'<path d="M0 {ground + 0.5}H{WIDTH}" style="stroke:{paint("edge")}"/>']
    every = max(1, -(-len(plot.bars) * 52 // WIDTH))
    for number, bar in enumerate(plot.bars):
        middle = step * (number + 0.5)
        top = float(ground)
        for part in bar.parts:
            if part.amount:
                tall = max(_LEAST, _TALL * part.amount / most)
                top -= tall
                drawn.append(_rect(middle - across / 2, top, across, max(1.0, tall - 1), part, paint))
        if every == 1:
            drawn.append(_text(middle, top - 5, str(bar.total), paint("soft"), "middle"))
        if number % every == 0:
            drawn.append(_text(middle, ground + 16, bar.label, paint("soft"), "middle"))
    return "".join(drawn)


def _rect(left: float, top: float, across: float, tall: float, part: Part, paint: Paint) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{across:.1f}" height="{tall:.1f}" rx="2"'
        f' style="fill:{paint(part.role)}"><title>{escape(part.name)}: {part.amount}</title></rect>'
    )


def _text(left: float, base: float, text: str, color: str, anchor: str, room: int = 0) -> str:
    # Seven pixels a letter is more than any of these faces takes on average; a wide script takes two of them.
    if room:
        fitting = ""
        used = 0.0
        for letter in text:
            used += 12 if ord(letter) > 0x2E7F else 6.6
            if used > room:
                fitting = fitting[:-1].rstrip() + "…"
                break
            fitting += letter
        text = fitting
    return f'<text x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}" style="fill:{color}">{escape(text)}</text>'
