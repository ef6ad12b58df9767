"""Likeness: what training images look like in a few numbers, and which pictures are unlike them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

FEATURES = (
    "dark", "middle", "bright", "contrast", "lag_1", "lag_2", "lag_4", "lag_8", "lag_16", "colour",
)  # fmt: skip
"""In this order; see `imaging.picture_features`."""


UNCERTAIN = say("likeness", "fewer certain pixels than in held-out images")
"""What is said where the prediction itself is unusually uncertain."""


def said_before(sentences: Iterable[str]) -> tuple[Message, ...]:
    """What `Likeness.unlike` said, from its English, as it stands in a file."""
    return tuple(Text("likeness", sentence)() for sentence in sentences)


@dataclass(frozen=True)
class Likeness:
    """What the images that a model was trained on look like.

    Attributes
    ----------
    images
        How many were looked at.
    centre, spread
        Of each of `FEATURES`: mean and standard deviation over the images, the latter never as
        small as few images make it appear.
    limit
        So many standard deviations from the centre a picture of the same kind hardly ever is.
    """

    images: int
    centre: tuple[float, ...]
    spread: tuple[float, ...]
    limit: float

    def distance(self, features: Sequence[float]) -> float:
        """How far a picture is from them: in its oddest feature, in units of the limit."""
        return max((abs(z) for _, z in self._scores(features)), default=0) / self.limit

    def unlike(self, features: Sequence[float]) -> tuple[Message, ...]:
        """In what a picture is unlike them, the oddest first; nothing if it is like them.

        Parameters
        ----------
        features
            Of the picture.
        """
        odd = [(name, z) for name, z in self._scores(features) if abs(z) > self.limit]
        odd.sort(key=lambda found: -abs(found[1]))
        return tuple({str(said): said for said in (_said(*found) for found in odd)}.values())

    def _scores(self, features: Sequence[float]) -> list[tuple[str, float]]:
        if len(features) != len(self.centre):
            return []
        return [
            (name, (value - mean) / max(spread, 1e-9))
            for name, value, mean, spread in zip(
                FEATURES, features, self.centre, self.spread, strict=True
            )
            if math.isfinite(value)
        ]


def _said(name: str, z: float) -> Message:
    is_more = z > 0
    match name:
        case "dark" | "middle" | "bright":
            return (
                say("likeness", "brighter than the training images")()
                if is_more
                else say("likeness", "darker than the training images")()
            )
        case "contrast":
            return (
                say("likeness", "more contrast than the training images")()
                if is_more
                else say("likeness", "less contrast than the training images")()
            )
        case "lag_1" | "lag_2":
            return (
                say("likeness", "sharper or noisier than the training images")()
                if is_more
                else say("likeness", "blurrier than the training images")()
            )
        case "colour":
            return say("likeness", "other colours than the training images")()
        case _:
            return (
                say("likeness", "finer structures than in the training images")()
                if is_more
                else say("likeness", "coarser structures than in the training images")()
            )
