"""Training loop: steps, validations and the best weights of one training under way."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import torch

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.clock import one_cycle
from unet_studio.learning.inference import Inference, ready_to_predict
from unet_studio.learning.learner import Learner
from unet_studio.learning.validator import Validator
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.run_folder import append_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.random import Generator as Rng

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.checkpoint import BestModel
    from unet_studio.learning.clock import Clock
    from unet_studio.learning.dataset import LabelledImage
    from unet_studio.learning.device import Device
    from unet_studio.learning.split import Split
    from unet_studio.learning.validation import Validation

_SAVING_S = 0.5
_METRICS_EVERY_S = 2.0


@dataclass
class Training:
    """One training under way.

    Attributes
    ----------
    recipe
        Planned and resolved.
    split, device, seed, clock
        What it learns from, where, with which chance, and for how long.
    best
        Where the best weights are kept.
    run
        The run folder; its curves are written here.
    step
        Batches so far.
    """

    recipe: Recipe
    split: Split
    device: Device
    seed: int
    clock: Clock
    best: BestModel
    run: Path
    step: int = 0
    step_s: float = 0.0  # the last step took
    losses: list[float] = field(default_factory=list)  # since the last row of the curves
    last_row_s: float = 0.0

    def __post_init__(self) -> None:
        self.learner = Learner(self.recipe, self.device, seed=self.seed)
        self.rng = np.random.default_rng(self.seed)
        class_count = len(self.split.project.classes)
        self.validator = Validator(self.split.held_out.images, class_count, self.recipe.loss)
        self.validated_at: int | None = None  # the step after which the last validation was made

    @property
    def steps_per_epoch(self) -> int:
        """Steps that show as many pixels as there are."""
        images = self.split.training
        if not self.recipe.data.patch_px:
            return math.ceil(len(images.images) / self.recipe.batch)
        shown = self.recipe.data.patch_px**2 * self.recipe.batch
        return max(1, math.ceil(images.pixel_count / shown))

    @property
    def epoch(self) -> int:
        """Whole passes so far."""
        return self.step // self.steps_per_epoch

    def reports(self) -> Iterator[TrainingReport]:
        """The whole training, step by step."""
        yield self._report(TrainingPhase.PREPARING)
        note = self.validator.fit_into(self.clock, self.learner.inference())
        yield self._report(TrainingPhase.PREPARING, note=note)
        self._reserve_time()
        self.clock.start_training()
        due = iter(self.validator.times(self.clock, self.steps_per_epoch))
        next_due = next(due, math.inf)
        for images in in_turn(self.split.training.images, self.recipe.batch, self.rng):
            yield self._take_step(images)
            done = self.clock.fraction(self.step)
            if done >= next_due:
                yield from self._validated()
                next_due = next((t for t in due if t > done), math.inf)
            elif self.step % self.steps_per_epoch == 0:
                with suppress(WriteError):  # the next validation says so
                    self._write_row(None)
            if done >= 1:
                break
        yield from self._finished()

    def keep_if_none(self) -> None:
        """Whoever stops before the first validation gets the weights as they are, unscored."""
        if self.best.is_empty and self.step:
            self.best.keep(self.learner.network, value=None, scores={})

    def _take_step(self, images: list[LabelledImage]) -> TrainingReport:
        began = perf_counter()
        batch = self.learner.batch(images, self.rng)
        rate = 1.0
        if self.recipe.optimiser.schedule == "one-cycle":
            rate = one_cycle(self.clock.fraction(self.step))
        try:
            loss = self.learner.step(batch, rate=rate)
        except torch.OutOfMemoryError as error:
            raise StudioError(self._says_out_of_memory()) from error
        if not math.isfinite(loss):
            raise StudioError(self._says_broken_loss())
        self.step += 1
        self.step_s = perf_counter() - began
        self._reserve_time()
        self.losses.append(loss)
        keeps_lowest = self.recipe.keep == "lowest-batch-loss"
        if keeps_lowest and (self.best.value is None or -loss > self.best.value):
            self.best.keep(self.learner.network, value=-loss, scores={})
        return self._report(TrainingPhase.TRAINING, train_loss=loss)

    def _validated(self) -> Iterator[TrainingReport]:
        yield self._report(TrainingPhase.VALIDATING)
        found = self._validation(self.learner.inference())
        self.validated_at = self.step
        value = found.mean_dice
        if self.recipe.keep == "best-validation" and (
            self.best.is_empty or (value or 0.0) > (self.best.value or 0.0)
        ):
            self.best.keep(self.learner.network, value=value or 0.0, scores=self._by_name(found))
        note = self._try_to_write(found)
        yield self._report(TrainingPhase.VALIDATING, found=found, note=note)

    def _try_to_write(self, found: Validation) -> Message | None:
        """Put model and curves on disk; a full disk need not end the training, only its end."""
        try:
            self.best.write()
            self._write_row(found)
        except WriteError as error:
            return say("training", "{problem} Training goes on and tries again; please make room.")(
                problem=error.message
            )
        return None

    def _finished(self) -> Iterator[TrainingReport]:
        """See to it that the best weights are kept, scored and written."""
        is_behind = bool(self.validator.images) and self.validated_at != self.step
        if self.recipe.keep == "best-validation" and is_behind:
            yield from self._validated()
        if self.best.is_empty:
            self.best.keep(self.learner.network, value=None, scores={})
        if self.validator.images and not self.best.card.scores:
            yield from self._score_best()
        yield self._report(TrainingPhase.SAVING)
        self.best.write()

    def _score_best(self) -> Iterator[TrainingReport]:
        """Scores of the kept weights, where they were not chosen by them."""
        yield self._report(TrainingPhase.VALIDATING)
        inference = ready_to_predict(
            self.best.network(),
            dtype=self.device.dtype(self.recipe.precision),
            device=self.device.torch_device,
        )
        found = self._validation(inference)
        self.best.score(self._by_name(found))
        yield self._report(TrainingPhase.VALIDATING, found=found)

    def _validation(self, inference: Inference) -> Validation:
        found = self.validator(inference)
        self._reserve_time()
        return found

    def _reserve_time(self) -> None:
        """Half a step too many is as likely as half too few; then validation and saving."""
        self.clock.reserve_s = _SAVING_S + 1.5 * self.validator.seconds + 0.5 * self.step_s

    def _by_name(self, found: Validation) -> dict[str, ClassScores]:
        names = (label_class.name for label_class in self.split.project.classes)
        return dict(zip(names, found.scores, strict=True))

    def _report(
        self,
        phase: TrainingPhase,
        *,
        train_loss: float | None = None,
        found: Validation | None = None,
        note: Message | None = None,
    ) -> TrainingReport:
        return TrainingReport(
            phase,
            step=self.step,
            epoch=self.epoch,
            elapsed_s=self.clock.elapsed_s,
            remaining_s=self.clock.remaining_s(self.step),
            train_loss=train_loss,
            validation_loss=found.loss if found else None,
            dice={n: s.dice for n, s in self._by_name(found).items()} if found else None,
            best=self.best.card.mean_dice,
            note=note,
        )

    def _write_row(self, found: Validation | None) -> None:
        """Add to the curves; between validations not so often that the disk is busy."""
        now = self.clock.elapsed_s
        if found is None and now - self.last_row_s < _METRICS_EVERY_S:
            return
        self.last_row_s = now
        row: dict[str, object] = {
            "step": self.step,
            "epoch": self.epoch,
            "elapsed_s": f"{now:.2f}",
            "train_loss": float(np.mean(self.losses)) if self.losses else None,
            "validation_loss": found.loss if found else None,
        }
        for position, label_class in enumerate(self.split.project.classes):
            row[f"dice {label_class.name}"] = found.scores[position].dice if found else None
        append_metrics(self.run, row)
        self.losses.clear()

    def _says_out_of_memory(self) -> Message:
        return say(
            "training",
            "The GPU ran out of memory at step {step}. {kept}. Close other programs that use it, "
            "or try a smaller batch (plan.batch={batch}) or the device cpu.",
        )(step=self.step + 1, kept=self._says_kept(), batch=max(1, self.recipe.batch // 2))

    def _says_kept(self) -> Message:
        if self.best.is_empty:
            return say("training", "No model was kept, for it was too early")()
        return say("training", "The best model so far is kept in {path}")(path=self.best.path)

    def _says_broken_loss(self) -> Message:
        return say(
            "training",
            "Training stopped at step {step}: the loss is no longer a number. {kept}. Try a lower "
            "learning rate (optimiser.learning_rate={rate:g}) or precision=float32.",
        )(step=self.step + 1, kept=self._says_kept(), rate=self.recipe.optimiser.learning_rate / 10)


def in_turn(images: Sequence[LabelledImage], count: int, rng: Rng) -> Iterator[list[LabelledImage]]:
    """Without end, so many images at a time, each as often as any other, in random order."""
    waiting: list[LabelledImage] = []
    while True:
        while len(waiting) < count:
            waiting += [images[k] for k in rng.permutation(len(images))]
        yield waiting[:count]
        waiting = waiting[count:]
