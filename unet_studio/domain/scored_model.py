"""A model beside others: how it did on the held-out images of one project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.interval import Interval
    from unet_studio.domain.message import Message


@dataclass(frozen=True)
class ScoredModel:
    """One model beside others.

    Attributes
    ----------
    path
        Its file.
    dice, interval
        Mean over the classes on the held-out images, and its 95 % interval; None if unknown.
    classes
        Class name -> mean Dice over the images.
    images
        How many were scored.
    learnt
        Those of them that the model learnt from: its scores flatter.
    problem
        Why there are no scores.
    """

    path: Path
    dice: float | None = None
    interval: Interval | None = None
    classes: Mapping[str, float | None] = field(default_factory=dict)
    images: int = 0
    learnt: tuple[str, ...] = ()
    problem: Message | None = None
