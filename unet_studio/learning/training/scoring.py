"""Scoring: what is said of the kept weights once a training has learnt all it will."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unet_studio.domain.metrics import mean
from unet_studio.domain.model_card import said_dice, says_one_sided
from unet_studio.learning.course.continuing import Beginning, says_compared
from unet_studio.learning.course.training_messages import says_views
from unet_studio.learning.prediction.views import views_of
from unet_studio.learning.scores.final_score import FinalScore, final_score
from unet_studio.learning.scores.validation import evenly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unet_studio.domain.augmentation_config import AugmentationConfig
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.learning.course.best_weights import BestModel
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.course.prediction_room import PredictionRoom
    from unet_studio.learning.data.dataset import LabelledImage
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.training.validator import Validator

_SCORE = 1.5  # the final score, in validations: outlines take time too
_VIEW_COST = 1.4  # times a plain validation, as what is turned has to be copied
_VIEWS_SHARE = 0.05  # of the time, at most, for the score with test-time augmentation


@dataclass
class Scoring:
    """Scores the kept weights, also in several views, and beside the model it all started from.

    Attributes
    ----------
    best
        The kept weights.
    room
        What predicts with them.
    validator
        Scores in several views.
    images
        Held-out images that give the scores; empty if there are none.
    project
        Whose classes and folder these are.
    beginning
        The model that the training started from, if it did.
    views
        Of the last score; known once it is known how long a validation takes.
    """

    best: BestModel
    room: PredictionRoom
    validator: Validator
    images: Sequence[LabelledImage]
    project: Project
    beginning: Beginning | None = None
    views: int = 1

    @property
    def takes(self) -> float:
        """How long it takes, in validations."""
        views = _VIEW_COST * self.views if self.views > 1 else 0
        return _SCORE + views + (_SCORE if self.beginning is not None else 0)

    def take_no_more(self, count: int) -> None:
        """Look at so many images at most: all would take too much of the time."""
        self.images = evenly(self.images, count)

    def choose_views(self, clock: Clock, augmentation: AugmentationConfig) -> None:
        """The score with test-time augmentation is made only where there is time for it."""
        views = views_of(augmentation)
        time = math.inf if clock.seconds is None else clock.seconds * _VIEWS_SHARE
        self.views = views if views * self.validator.seconds <= time else 1

    def notes(self, *, chosen_among: int) -> Iterator[Message | None]:
        """Score step by step, with None before what takes long, and what is to be said after it.

        Parameters
        ----------
        chosen_among
            See `ModelCard.chosen_among`.
        """
        if self.images:
            yield None
            self._score(chosen_among)
            yield from self.room.take_notes()
            yield said_dice(self.best.card)
            yield says_one_sided(self.best.card.one_sided)
        if self.views > 1 and self.best.card.scores:
            yield None
            self._score_views()
            yield from self.room.take_notes()
            yield says_views(self.best.card, self.views)
        if self.beginning is not None and self.best.card.mean_dice is not None:
            yield None
            compared = self._compared(self.beginning)
            yield from self.room.take_notes()
            yield compared

    def _score(self, chosen_among: int) -> None:
        """Scores of the kept weights, outlines and all."""
        found = self._found(self.best.network())
        self.best.score(found, chosen_among=chosen_among)

    def _score_views(self) -> None:
        """The same where every image is looked at in several ways; the curves know none of it."""
        found = self.room.found(
            self.best.network(),
            lambda inference: self.validator(replace(inference, views=self.views)),
        )
        self.best.score_augmented(dict(zip(self._class_names, found.scores, strict=True)))

    def _compared(self, beginning: Beginning) -> Message:
        """How the model that it started from does on the same held-out images."""
        network = beginning.as_network(self.best.card.network, self._class_names)
        found = self._found(network)
        dice = mean(s.dice for s in found.scores.values()) or 0.0
        compared = beginning.compared(self.best.card, dice, found.images, self.project.root)
        self.best.note_comparison(compared)
        return says_compared(compared)

    def _found(self, network: UNet) -> FinalScore:
        return self.room.found(
            network, lambda inference: final_score(inference, self.images, self._class_names)
        )

    @property
    def _class_names(self) -> list[str]:
        return [label_class.name for label_class in self.project.classes]
