"""Looks: how a person wants to see results, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.workspace.settings import SettingsKeeper


class Layer(StrEnum):
    """What lies over the picture."""

    MASK = "mask"
    PROBABILITY = "probability"
    UNCERTAINTY = "uncertainty"
    ERRORS = "errors"
    LABELS = "labels"

    @property
    def is_heat(self) -> bool:
        """Whether it is a map of numbers, made from probabilities."""
        return self in (Layer.PROBABILITY, Layer.UNCERTAINTY)

    @property
    def needs_labels(self) -> bool:
        """Whether there is nothing to see without a person's labels."""
        return self in (Layer.ERRORS, Layer.LABELS)


class Arrangement(StrEnum):
    """How the result is held against the original or the labels."""

    SINGLE = "single"
    SWIPE = "swipe"
    SIDE_BY_SIDE = "side_by_side"


class Reference(StrEnum):
    """What it is held against."""

    ORIGINAL = "original"
    LABELS = "labels"


@dataclass(frozen=True)
class Looks:
    """How results are shown.

    Attributes
    ----------
    layer, arrangement, reference
        See there.
    filled, contours
        Whether regions are coloured, and outlined.
    opacity, heat_opacity
        Of areas, and of maps, 0 to 1.
    contour_px
        Width of the outlines, in view pixels.
    swipe_place
        Where the divider is, as a share of the width.
    """

    layer: Layer
    arrangement: Arrangement
    reference: Reference
    filled: bool
    contours: bool
    opacity: float
    heat_opacity: float
    contour_px: int
    swipe_place: float


def preferred_looks(settings: SettingsKeeper, **drawn: object) -> Looks:
    """What a person prefers.

    Parameters
    ----------
    drawn
        Preferences that are not settings as yet.
    """
    now = replace(settings.now, **drawn)  # type: ignore[arg-type]
    return Looks(
        Layer(now.result_layer),
        Arrangement(now.result_arrangement),
        Reference(now.result_reference),
        filled=now.masks_filled,
        contours=now.contours_visible,
        opacity=now.fill_opacity,
        heat_opacity=now.heat_opacity,
        contour_px=now.contour_px,
        swipe_place=now.swipe_place,
    )
