"""Curves of several runs as a picture in SVG that takes its text colour from the page."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from unet_studio.domain.run_curves import known_points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Line = tuple[str, str, NDArray[np.float64], NDArray[np.float64]]

WIDTH, HEIGHT = 520, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 14, 34
_MOST_POINTS = 600


def chart(
    title: str, x_title: str, lines: Sequence[Line], y_limits: tuple[float, float] | None = None
) -> str:
    """One chart.

    Parameters
    ----------
    title
        What is shown, for screen readers too.
    x_title
        Below the axis.
    lines
        Name, colour ``#rrggbb``, x and y: (N,) float64; NaN in y = no point.
    y_limits
        None = as far as the values reach.

    Returns
    -------
    An ``svg`` element; nothing if there is no point at all.
    """
    drawn = [(name, colour, *known_points(x, y, _MOST_POINTS)) for name, colour, x, y in lines]
    drawn = [line for line in drawn if len(line[2])]
    if not drawn:
        return ""
    x_low, x_high = _limits([line[2] for line in drawn])
    y_low, y_high = y_limits or _limits([line[3] for line in drawn])
    across = (WIDTH - _LEFT - _RIGHT) / (x_high - x_low)
    up = (HEIGHT - _TOP - _BOTTOM) / (y_high - y_low)

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + (x - x_low) * across, HEIGHT - _BOTTOM - (y - y_low) * up

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
        *_grid(_ticks(x_low, x_high), _ticks(y_low, y_high), place),
        f'<text x="{(WIDTH + _LEFT) / 2}" y="{HEIGHT - 4}" text-anchor="middle">'
        f"{escape(x_title)}</text>",
    ]
    for name, colour, xs, ys in drawn:
        points = [place(x, min(max(y, y_low), y_high)) for x, y in zip(xs, ys, strict=True)]
        parts.append(_line(name, colour, points))
    return "\n".join([*parts, "</svg>"])


def _line(name: str, colour: str, points: Sequence[tuple[float, float]]) -> str:
    head = f'<g stroke="{colour}" fill="none"><title>{escape(name)}</title>'
    if len(points) == 1:
        x, y = points[0]
        return f'{head}<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/></g>'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'{head}<polyline stroke-width="1.6" points="{path}"/></g>'


def _grid(
    xs: Sequence[float],
    ys: Sequence[float],
    place: Callable[[float, float], tuple[float, float]],
) -> list[str]:
    parts = []
    for y in ys:
        height = place(0, y)[1]
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{height:.1f}" '
            f'y2="{height:.1f}"/><text x="{_LEFT - 6}" y="{height + 4:.1f}" '
            f'text-anchor="end">{y:g}</text>'
        )
    for x in xs:
        across = place(x, 0)[0]
        parts.append(
            f'<text x="{across:.1f}" y="{HEIGHT - _BOTTOM + 15}" text-anchor="middle">{x:g}</text>'
        )
    return parts


def _limits(several: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    low = min(float(values.min()) for values in several)
    high = max(float(values.max()) for values in several)
    if low == high:
        return low - 0.5, high + 0.5
    return (0.0 if 0 < low < high / 2 else low), high


def _ticks(low: float, high: float) -> list[float]:
    """Four to nine round numbers in between."""
    rough = (high - low) / 5
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(f * unit for f in (1, 2, 5, 10) if f * unit >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]
