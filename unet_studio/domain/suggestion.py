"""Suggestions: which images to label next, the spot in each, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.domain.message import Message

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in whole image pixels; right and bottom lie outside."""


@dataclass(frozen=True)
class Suggestion:
    """An image that is worth labelling.

    Attributes
    ----------
    image
        Its name.
    size
        Its height and width.
    spot
        The part of it where labels would teach the model most.
    reasons
        Why, in plain words.
    uncertainty
        How unsure the model is in the spot: mean entropy per pixel, 0 to 1.
    novelty
        How unlike all that is labelled, or stands before it in the queue, the image looks; 0 = like
        one of these, 1 = as unlike as the most unlike image.
    """

    image: str
    size: tuple[int, int]
    spot: Box
    reasons: tuple[Message, ...]
    uncertainty: float
    novelty: float

    @property
    def is_whole(self) -> bool:
        """Whether the spot is the whole image."""
        return self.spot == (0, 0, self.size[1], self.size[0])


@dataclass(frozen=True)
class LabelQueue:
    """What to label next, what teaches most first.

    Attributes
    ----------
    suggestions
        At most as many as were asked for.
    looked_at, candidates
        How many images the model looked at, and how many there are to choose from: all that are
        neither fully labelled nor held out.
    """

    suggestions: tuple[Suggestion, ...]
    looked_at: int
    candidates: int

    @property
    def is_sample(self) -> bool:
        """Whether there were too many images to look at all of them."""
        return self.looked_at < self.candidates
