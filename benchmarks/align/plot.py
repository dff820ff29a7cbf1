"""How time grows with the size of a text, on logarithmic axes: what is linear lies along the dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from benchmarks.align.tables import Timed

_WIDE, _TALL, _EDGE = 560, 300, 48


def growth_plot(timed: Sequence[Timed]) -> str:
    """CPU seconds over the units of both sides, as SVG."""
    points = [(each.rows + each.columns, each.seconds) for each in timed]
    left, right = log10(points[0][0]) - 0.2, log10(points[-1][0]) + 0.2
    low, high = log10(points[0][1]) - 0.2, log10(points[-1][1]) + 0.2

    def place(units: float, seconds: float) -> tuple[float, float]:
        x = _EDGE + (log10(units) - left) / (right - left) * (_WIDE - 2 * _EDGE)
        y = _TALL - _EDGE - (log10(seconds) - low) / (high - low) * (_TALL - 2 * _EDGE)
        return x, y

    # One line of a linear method, through the middle point.
    units, seconds = points[len(points) // 2]
    ends = [place(n, n * seconds / units) for n in (points[0][0], points[-1][0])]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in (place(*point) for point in points))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_TALL}"',
        ' font-family="sans-serif" font-size="12">',
        "<title>CPU seconds over units of both sides, logarithmic</title>",
        f'<rect width="{_WIDE}" height="{_TALL}" fill="#fff"/>',
        f'<path d="M{_EDGE} {_EDGE} V{_TALL - _EDGE} H{_WIDE - _EDGE}" fill="none" stroke="#666"/>',
        '<line x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" stroke="#bbb" stroke-dasharray="4 3"/>'.format(
            *ends[0], *ends[1]
        ),
        f'<polyline points="{path}" fill="none" stroke="#1f5fbf" stroke-width="2"/>',
    ]
    for point in points:
        x, y = place(*point)
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.5" fill="#1f5fbf"/>')
        parts.append(f'<text x="{x:.0f}" y="{_TALL - _EDGE + 16}" text-anchor="middle">{point[0]:,}</text>')
        parts.append(f'<text x="{x - 8:.0f}" y="{y - 8:.0f}" text-anchor="end">{point[1]:.1f} s</text>')
    parts.append(f'<text x="{_WIDE / 2:.0f}" y="{_TALL - 8}" text-anchor="middle">units of both sides</text>')
    parts.append(f'<text x="{_EDGE}" y="{_EDGE - 14}">CPU seconds; dashed: linear</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
