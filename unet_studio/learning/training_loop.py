"""Training loop: steps, validations and the best weights of one training under way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, TypedDict

import torch

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.curves import Curves
from unet_studio.learning.film_strip import FilmStrip
from unet_studio.learning.inference import Inference, ready_to_predict
from unet_studio.learning.learner import Learner
from unet_studio.learning.observer import Observer
from unet_studio.learning.sampling import Sampling
from unet_studio.learning.schedule import rate_of
from unet_studio.learning.validator import Validator
from unet_studio.storage.atomic_write import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unet_studio.domain.film import FilmFrame
    from unet_studio.domain.finding import Finding
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.checkpoint import BestModel
    from unet_studio.learning.clock import Clock
    from unet_studio.learning.device import Device
    from unet_studio.learning.split import Split
    from unet_studio.learning.validation import Validation

_SAVING_S = 0.5


class _Where(TypedDict):
    """How far a training is."""

    step: int
    epoch: int
    elapsed_s: float


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

    def __post_init__(self) -> None:
        self.learner = Learner(self.recipe, self.device, seed=self.seed)
        images = tuple(self.split.training.images)
        self.sampling = Sampling(images, self.recipe.batch or len(images), self.seed)
        self.curves = Curves(self.run, [c.name for c in self.split.project.classes])
        class_count = len(self.split.project.classes)
        self.validator = Validator(self.split.held_out.images, class_count, self.recipe.loss)
        whole = self.recipe.data.fit != "none"
        self.observer = Observer(self.split, self.recipe.optimiser.learning_rate)
        self.film = FilmStrip(self.run, self.split, self.clock, whole=whole)
        self.validated_at: int | None = None  # the step after which the last validation was made

    @property
    def steps_per_epoch(self) -> int:
        """Steps that show as many pixels as there are."""
        images, batch = self.split.training, self.sampling.batch
        repeats = self.recipe.augmentation.repeats
        if not self.recipe.data.patch_px:
            return math.ceil(repeats * len(images.images) / batch)
        shown = self.recipe.data.patch_px**2 * batch
        return max(1, math.ceil(repeats * images.pixel_count / shown))

    @property
    def epoch(self) -> int:
        """Whole passes so far."""
        return self.step // self.steps_per_epoch

    @property
    def _where(self) -> _Where:
        return {"step": self.step, "epoch": self.epoch, "elapsed_s": self.clock.elapsed_s}

    def reports(self) -> Iterator[TrainingReport]:
        """The whole training, step by step."""
        yield self._report(TrainingPhase.PREPARING)
        note = self.validator.fit_into(self.clock, self.learner.inference())
        yield self._report(TrainingPhase.PREPARING, note=note)
        self._reserve_time()
        first = self.film.frame(self.step, self.learner.inference)
        yield self._report(TrainingPhase.PREPARING, film=first, findings=self.observer.begin())
        self.clock.start_training()
        due = iter(self.validator.times(self.clock, self.steps_per_epoch))
        next_due = next(due, math.inf)
        while True:
            yield self._take_step()
            done = self.clock.fraction(self.step)
            if done >= next_due:
                yield from self._validated()
                next_due = next((t for t in due if t > done), math.inf)
            elif self.step % self.steps_per_epoch == 0:
                self.curves.write_now_and_then(**self._where)
            if done >= 1:
                break
        yield from self._finished()

    def keep_if_none(self) -> None:
        """Whoever stops before the first validation gets the weights as they are, unscored."""
        if self.best.is_empty and self.step:
            self.best.keep(self.learner.model, value=None, scores={})

    def _take_step(self) -> TrainingReport:
        began = perf_counter()
        batch = self.learner.batch(self.sampling.samples(self.step))
        rate = rate_of(
            self.recipe.optimiser,
            fraction=self.clock.fraction(self.step),
            step=self.step,
            epoch=self.epoch,
        )
        try:
            loss = self.learner.step(batch, rate=rate)
        except torch.OutOfMemoryError as error:
            raise StudioError(self._says_out_of_memory()) from error
        if not math.isfinite(loss):
            raise StudioError(self._says_broken_loss())
        self.step += 1
        self.step_s = perf_counter() - began
        self._reserve_time()
        self.curves.add(loss)
        keeps_lowest = self.recipe.keep == "lowest-batch-loss"
        if keeps_lowest and (self.best.value is None or -loss > self.best.value):
            self.best.keep(self.learner.model, value=-loss, scores={})
        return self._report(
            TrainingPhase.TRAINING,
            train_loss=loss,
            film=self.film.frame_now_and_then(self.step, self.learner.inference),
            findings=self.observer.add_loss(loss, self.clock.fraction(self.step)),
        )

    def _validated(self) -> Iterator[TrainingReport]:
        yield self._report(TrainingPhase.VALIDATING)
        inference = self.learner.inference()
        found = self._validation(inference)
        self.validated_at = self.step
        frame = self.film.frame(self.step, lambda: inference)
        value = found.mean_dice
        if self.recipe.keep == "best-validation" and (
            self.best.is_empty or (value or 0.0) > (self.best.value or 0.0)
        ):
            self.best.keep(self.learner.model, value=value or 0.0, scores=self._by_name(found))
        note = self._try_to_write(found)
        findings = self.observer.add_validation(found, self.clock.fraction(self.step))
        yield self._report(
            TrainingPhase.VALIDATING, found=found, note=note, film=frame, findings=findings
        )

    def _try_to_write(self, found: Validation) -> Message | None:
        """Put model and curves on disk; a full disk need not end the training, only its end."""
        try:
            self.best.write()
            self.curves.write(found, **self._where)
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
            self.best.keep(self.learner.model, value=None, scores={})
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
        film: FilmFrame | None = None,
        findings: Sequence[Finding] = (),
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
            film=film,
            findings=tuple(findings),
        )

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
