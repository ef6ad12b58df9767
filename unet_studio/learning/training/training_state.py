"""Training state: all that a training under way would need to go on as if never stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.learning.course.last_checkpoint import Stateful
    from unet_studio.learning.training.training_loop import Training


@dataclass(frozen=True)
class TrainingState:
    """The state of a training, part by part.

    Attributes
    ----------
    training
        Whose state it is.
    """

    training: Training

    @property
    def _parts(self) -> dict[str, Stateful]:
        training = self.training
        return {
            "learner": training.footing.learner,
            "clock": training.clock,
            "best": training.best,
            "curves": training.showing.curves,
            "validator": training.validator,
        }

    def state_dict(self) -> dict[str, Any]:
        """As it is now; see `LastCheckpoint.write`."""
        found = {name: part.state_dict() for name, part in self._parts.items()}
        return {**found, "loop": self._of_loop()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Be where the checkpoint was written; before the first step."""
        for name, part in self._parts.items():
            part.load_state_dict(state[name])
        self._load_loop(state["loop"])

    def _of_loop(self) -> dict[str, Any]:
        training = self.training
        early_stop = training.early_stop
        return {
            **training.validations.state_dict(),
            "step": training.position.step,
            "steps_per_epoch": training.position.steps_per_epoch,
            "is_finished": training.is_finished,
            "views": training.scoring.views,
            "early_stop": [early_stop.best, early_stop.best_at],
            "parts": training.footing.rung.parts,
            "pace": training.pacing.state_dict(),
        }

    def _load_loop(self, state: Mapping[str, Any]) -> None:
        training = self.training
        training.position.step = state["step"]
        training.position.steps_per_epoch = state["steps_per_epoch"]
        training.validations.load_state_dict(state)
        training.scoring.views = state["views"]
        training.scoring.take_no_more(len(training.validator.images))
        training.pacing.load_state_dict(state.get("pace"))
        training.early_stop.best, training.early_stop.best_at = state["early_stop"]
        rung = training.footing.rung
        training.footing.stand_on(replace(rung, parts=min(state["parts"], rung.batch)))
