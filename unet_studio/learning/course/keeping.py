"""Keeping: which weights of a training become its model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.learning.course.best_weights import BestModel
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.scores.validation import Validation


@dataclass(frozen=True)
class Keeping:
    """Decides after steps and validations.

    Attributes
    ----------
    best
        Keeps the weights.
    rule
        Which are kept: `Recipe.keep`.
    class_names
        In the order of the outputs.
    """

    best: BestModel
    rule: str
    class_names: tuple[str, ...]

    @property
    def by_loss(self) -> bool:
        """Whether the loss of a batch decides, and no validation."""
        return self.rule == "lowest-batch-loss"

    def after_step(self, network: UNet, loss: float) -> None:
        """Keep the weights of a step with this loss, if they are to be kept."""
        if self.by_loss and (self.best.value is None or -loss > self.best.value):
            self.best.keep(network, value=-loss, scores={})

    def after_validation(self, network: UNet, found: Validation) -> None:
        """Keep the weights that were validated, if they are to be kept."""
        value = found.mean_dice or 0.0
        is_better = self.best.is_empty or value > (self.best.value or 0.0)
        if self.rule == "last" or (self.rule == "best-validation" and is_better):
            scores = dict(zip(self.class_names, found.scores, strict=True))
            self.best.keep(network, value=value, scores=scores, images=found.images)

    def keep_if_none(self, network: UNet) -> None:
        """Keep the weights, unscored, where nothing is kept yet."""
        if self.best.is_empty:
            self.best.keep(network, value=None, scores={})
