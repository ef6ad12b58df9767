"""Showing: what a training lets be seen of itself: curves, film strip, preview, speed, findings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from unet_studio.learning.watching.curves import Curves
from unet_studio.learning.watching.film_strip import FilmStrip
from unet_studio.learning.watching.meter import Meter
from unet_studio.learning.watching.observer import Observer
from unet_studio.learning.watching.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.domain.film import FilmFrame
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.course.footing import Footing
    from unet_studio.learning.course.position import Position
    from unet_studio.learning.course.prediction_room import PredictionRoom
    from unet_studio.learning.data.split import Split
    from unet_studio.learning.prediction.inference import Inference
    from unet_studio.learning.scores.validation import Validation

    _Take = Callable[[int, Callable[[], Inference]], FilmFrame | None]


class Showing:
    """Gives what reports say of it, as keywords of `Reporter`.

    Attributes
    ----------
    curves
        The table in the run folder.
    """

    def __init__(
        self,
        run: Path,
        split: Split,
        footing: Footing,
        room: PredictionRoom,
        position: Position,
        clock: Clock,
    ) -> None:
        recipe, classes = footing.recipe, split.project.classes
        self.curves = Curves(run, [label_class.name for label_class in classes])
        self._footing, self._room = footing, room
        self._position, self._clock = position, clock
        self._meter = Meter(footing.device, recipe.precision)
        self._observer = Observer(split, recipe.optimiser.learning_rate)
        self._film = FilmStrip(run, split, clock, whole=recipe.data.fit != "none")
        self._preview = Preview(run, classes)

    def begin(self) -> dict[str, Any]:
        """Before the first step."""
        return {"film": self._frame(self._film.frame), "findings": self._observer.begin()}

    def step(self, loss: float) -> dict[str, Any]:
        """After a step with this loss."""
        learner, done = self._footing.learner, self._clock.fraction(self._position.step)
        self.curves.add(loss)
        self._preview.draw_now_and_then(learner.last, self._clock.elapsed_s)
        return {
            "train_loss": loss,
            "film": self._frame(self._film.frame_now_and_then),
            "findings": self._observer.add_loss(loss, done),
            "machine": self._meter.add(learner.last[0].target.numel()) if learner.last else None,
        }

    def validation(self, found: Validation, inference: Inference) -> dict[str, Any]:
        """After a validation of this inference."""
        film = self._frame(self._film.frame, inference)
        done = self._clock.fraction(self._position.step)
        findings = self._observer.add_validation(found, done)
        return {"found": found, "film": film, "findings": findings}

    def write_row(self, found: Validation | None) -> None:
        """A row of the curves after a validation.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone.
        """
        self.curves.write(found, **self._where)

    def write_row_now_and_then(self) -> None:
        """A row of the curves between validations."""
        self.curves.write_now_and_then(**self._where)

    def _frame(self, take: _Take, inference: Inference | None = None) -> FilmFrame | None:
        """A frame of the film, of the network as it is now; None where there is no room for it."""
        ready = partial(self._room.ready, self._footing.learner.model)
        return self._room.found_if_it_fits(
            lambda: take(self._position.step, lambda: inference or ready())
        )

    @property
    def _where(self) -> dict[str, Any]:
        position = self._position
        return {
            "step": position.step,
            "epoch": position.epoch,
            "elapsed_s": self._clock.elapsed_s,
        }
