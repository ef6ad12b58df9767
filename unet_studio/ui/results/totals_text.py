"""Totals in words: how much there is of each class, and what it really may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.corrected_total import LEAST_IMAGES
from unet_studio.domain.message import filled
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unet_studio.domain.corrected_total import ClassBias, CorrectedTotal, TotalBias
    from unet_studio.domain.measurement import ClassTotal

MOST_LINES = 3
"""Classes that are spelt out; the others stand in the tooltip."""


def totals_text(
    totals: Mapping[str, ClassTotal],
    biases: Mapping[str, ClassBias] | None,
    factor: float,
    unit: str,
) -> tuple[str, str]:
    """The line below the table, and what its tooltip adds.

    Parameters
    ----------
    totals
        Class name -> total.
    biases
        Class name -> how totals are off; None if they are not estimates but what a person drew.
    factor, unit
        What areas are multiplied by, and what they are in then.
    """
    if not totals:
        return "", ""
    lines = [_line(n, t, (biases or {}).get(n), factor, unit) for n, t in totals.items()]
    more = [
        filled(translate("objects", "and {n} more {n:class|classes}"), n=len(lines) - MOST_LINES)
    ]
    short = lines if len(lines) <= MOST_LINES else lines[:MOST_LINES] + more
    if biases is None:
        return "\n".join(short), "\n".join(lines)
    images = [b.images for c in biases.values() for b in (c.area, c.count) if b is not None]
    if images:
        text = translate(
            "objects",
            "Corrected by what {n} held-out {n:image shows|images show}, with its 95 % interval.",
        )
    else:
        text = translate(
            "objects",
            "No interval is known: that takes {n} held-out {n:image that is|images that are} fully "
            "labelled and predicted here.",
        )
    source = filled(text, n=max(images, default=LEAST_IMAGES))
    return "\n".join([*short, source]), "\n".join([*lines, *_biases(biases), source])


def _line(name: str, total: ClassTotal, bias: ClassBias | None, factor: float, unit: str) -> str:
    count = _corrected(bias.count if bias else None, total.count, whole_text)
    area = _corrected(
        bias.area if bias else None, total.area_px, lambda px: estimate_text(px * factor)
    )
    share = "–" if total.share is None else f"{total.share:.1%}"
    text = translate(
        "objects",
        "{name}: {count:,} {count:object|objects}{count_note}, area {area} {unit}{area_note}, "
        "{share}",
    )
    return filled(
        text,
        name=name,
        count=total.count,
        count_note=count,
        area=estimate_text(total.area_px * factor),
        area_note=area,
        unit=unit,
        share=share,
    )


def _corrected(bias: TotalBias | None, observed: float, text_of: Callable[[float], str]) -> str:
    if bias is None:
        return ""
    found: CorrectedTotal = bias.corrected(observed)
    value, low, high = (text_of(v) for v in (found.value, found.low, found.high))
    return translate("objects", " (corrected {value}, {low}–{high})").format(
        value=value, low=low, high=high
    )


def _biases(biases: Mapping[str, ClassBias]) -> list[str]:
    text = translate("objects", "{name}: predictions are off by {area} in area, {count} in number")
    return [
        text.format(
            name=name,
            area="–" if found.area is None else f"{found.area.bias:+.0%}",
            count="–" if found.count is None else f"{found.count.bias:+.0%}",
        )
        for name, found in biases.items()
    ]


def whole_text(value: float) -> str:
    """As a number of things."""
    return f"{value:,.0f}"


def estimate_text(value: float) -> str:
    """Four digits: more are known of no estimate."""
    rounded = float(f"{value:.4g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 or rounded == int(rounded) else f"{rounded:g}"
