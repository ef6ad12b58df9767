"""Augmentation config: how images are varied each time a network is shown them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class AugmentationConfig:
    """How an image is varied each time it is shown; the label always likewise.

    Attributes
    ----------
    repeats
        How often an image is shown in one epoch.
    flips
        None, vertical, horizontal or both, equally likely.
    shift_px
        Shifted by up to so much in either direction.
    rotation_deg
        Rotated by up to this angle either way.
    bend_share
        Which share is moved to places between pixels at all (shifted, rotated, zoomed, bent): that
        blurs. The others keep their pixels; square ones are turned by quarters where
        `rotation_deg` allows that.
    scale
        Zoomed by up to this factor either way; 1 = never.
    elastic_px, elastic_grid
        Standard deviation in pixels of random displacements on a coarse grid, and how many points
        that grid has each way.
    beyond
        What lies past the edges of an image: its mirror image, or black background.
    contrast, brightness
        Grey values are multiplied by up to 1 + `contrast` (or divided by it) and shifted by up to
        `brightness` standard deviations.
    as_is_share
        Last share of the training in which images are shown as they are, but for their greys:
        neither flipped, turned nor bent. Only so can be learnt what always lies on one side: where
        light falls from, or that outlines are drawn half a pixel too high.
    """

    repeats: int = 1
    flips: bool = True
    shift_px: float = 0.0
    rotation_deg: float = 0.0
    bend_share: float = 1.0
    scale: float = 1.0
    elastic_px: float = 0.0
    elastic_grid: int = 5
    beyond: Literal["mirror", "black"] = "mirror"
    contrast: float = 0.0
    brightness: float = 0.0
    as_is_share: float = 0.0

    def at(self, done: float) -> AugmentationConfig:
        """What holds when so much of the training is over, 0 to 1."""
        if done < 1 - self.as_is_share:
            return self
        return replace(self, flips=False, shift_px=0.0, rotation_deg=0.0, scale=1.0, elastic_px=0.0)

    @property
    def bends(self) -> bool:
        """Whether pixels move to places between pixels."""
        return self.rotation_deg > 0 or self.scale > 1 or self.elastic_px > 0 or self.shift_px > 0

    @property
    def quarters(self) -> bool:
        """Whether it may lie on its side."""
        return self.rotation_deg >= 90
