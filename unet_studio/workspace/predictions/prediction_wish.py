"""Prediction wish: how a person wants pictures predicted, and what is to be written of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.prediction_files import SAVED_BY_DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.workspace.models.model_shelf import ShelvedModel

NEEDED = ("masks", "probabilities")
"""What Results shows and decides on."""


@dataclass(frozen=True)
class PredictionWish:
    """What a person asked for.

    Attributes
    ----------
    kinds
        Some of `domain.prediction_files.SAVEABLE`, besides those that are `NEEDED`.
    augment
        Whether to look at each picture flipped and turned as well, and average.
    also
        Files of further models, whose probabilities are averaged with those of the one in use.
    again
        Whether to predict what is there already, too.
    int8
        Whether to compute with bytes, which some processors do much faster; see
        `learning.network.int8_network`.
    """

    kinds: tuple[str, ...] = SAVED_BY_DEFAULT
    augment: bool = False
    also: tuple[Path, ...] = ()
    again: bool = False
    int8: bool = False

    @property
    def save(self) -> tuple[str, ...]:
        """All that is written."""
        return tuple(dict.fromkeys((*self.kinds, *NEEDED)))


def partners(
    model: ShelvedModel, models: Iterable[ShelvedModel], project: Project | None
) -> list[ShelvedModel]:
    """The models that can be averaged with one: of the same classes, and as honest.

    One that has learnt from an image that the project holds out is left out, for the scores of such
    images would flatter.
    """
    held_out = project.held_out if project is not None else frozenset()
    own = [(c.id, c.name) for c in model.card.classes]
    return [
        other
        for other in models
        if other.path != model.path
        and [(c.id, c.name) for c in other.card.classes] == own
        and not held_out & set(other.card.trained_on)
    ]
