"""Models beside each other: on what they were scored, and whether that is the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unet_studio.domain.message import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.interval import Interval
    from unet_studio.domain.message import Message
    from unet_studio.domain.model_card import ModelCard

UNLIKE = "≠"
"""Stands before a score that cannot be set beside another one."""


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


def why_unlike(card: ModelCard, other: ModelCard, name: str) -> Message | None:
    """Why the scores of two cards cannot be set beside each other; None if they can.

    Parameters
    ----------
    card, other
        Two cards with scores.
    name
        What the other model is called.
    """
    if set(card.scores) != set(other.scores):
        return say("models", "It was scored on other classes than {name}.")(name=name)
    if card.scored_on != other.scored_on or not _held_out_alike(card, other):
        return say("models", "It was scored on other held-out images than {name}.")(name=name)
    return None


def _held_out_alike(card: ModelCard, other: ModelCard) -> bool:
    """By what the images show; by their names, where an older card knows no more of them."""
    if card.held_out_pictures and other.held_out_pictures:
        return set(card.held_out_pictures) == set(other.held_out_pictures)
    return set(card.held_out) == set(other.held_out)
