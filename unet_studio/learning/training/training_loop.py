"""Training loop: steps, validations and checkpoints of one training, in their order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.computing.distributed import Team
from unet_studio.learning.computing.memory_ladder import Rung
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.early_stop import EarlyStop
from unet_studio.learning.course.epoch_models import EpochModels
from unet_studio.learning.course.footing import Footing
from unet_studio.learning.course.keeping import Keeping
from unet_studio.learning.course.pace import Pacing
from unet_studio.learning.course.position import Position, steps_per_epoch
from unet_studio.learning.course.prediction_room import PredictionRoom
from unet_studio.learning.course.training_messages import (
    StepError,
    says_broken_loss,
    says_flat,
    says_out_of_memory,
    says_unwritten,
)
from unet_studio.learning.data.sampling import Sampling
from unet_studio.learning.network.schedule import rate_of
from unet_studio.learning.scores.final_score import halves
from unet_studio.learning.training.scoring import Scoring
from unet_studio.learning.training.training_state import TrainingState
from unet_studio.learning.training.validation_plan import ValidationPlan
from unet_studio.learning.training.validator import Validator
from unet_studio.learning.watching.reporter import Reporter
from unet_studio.learning.watching.showing import Showing
from unet_studio.storage.atomic_write import WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.rerun import Pace
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.course.best_weights import BestModel
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.course.continuing import Beginning
    from unet_studio.learning.course.last_checkpoint import LastCheckpoint
    from unet_studio.learning.data.split import Split
    from unet_studio.learning.network.learner import Learner
    from unet_studio.learning.prediction.inference import Inference
    from unet_studio.learning.scores.validation import Validation

_SAVING_S = 0.5
_LAST_SHARE = 0.15  # of the training; once nothing gets better, the learning rate falls within it


@dataclass
class Training:
    """One training under way.

    Attributes
    ----------
    recipe, device
        Planned and resolved, as it begins; `footing` knows what has become of them.
    split, seed, clock
        What it learns from, with which chance, and for how long.
    best
        Where the best weights are kept.
    run
        The run folder; its curves are written here.
    last
        Where all is kept that it needs to go on later.
    control
        Through which it is paused and stopped.
    team
        The processes that share it.
    again
        What an earlier training decided by the clock, if this one is to come out the same.
    """

    recipe: Recipe
    split: Split
    device: Device
    seed: int
    clock: Clock
    best: BestModel
    run: Path
    last: LastCheckpoint
    control: Control = field(default_factory=Control)
    team: Team = field(default_factory=Team)
    again: Pace | None = None

    def __post_init__(self) -> None:
        recipe, split, run = self.recipe, self.split, self.run
        names = tuple(label_class.name for label_class in split.project.classes)
        self.footing = Footing(
            Rung(recipe, self.device),
            split,
            self.seed,
            run=run,
            team=self.team,
            check=self.control.check,
        )
        images = split.training.images
        self.sampling = Sampling(images, recipe.batch or len(images), self.seed)
        self.position = Position(steps_per_epoch(recipe, split.training, self.sampling.batch))
        choosing, scoring = halves(split.held_out.images)
        self.is_halved = choosing is not scoring
        self.validator = Validator(choosing, len(names), recipe.loss)
        edges = [max(facts.size) for facts in split.held_out.facts]
        self.room = PredictionRoom(self.footing, max(edges, default=0))
        self.pacing = Pacing(self.clock)
        self.validations = ValidationPlan(self.validator, self.clock, self.position, self.again)
        self.scoring = Scoring(self.best, self.room, self.validator, scoring, split.project)
        self.keeping = Keeping(self.best, recipe.keep, names)
        self.early_stop = EarlyStop(recipe.budget.patience)
        self.epoch_models = EpochModels(run, self.best.card, recipe.save_every)
        self.showing = Showing(run, split, self.footing, self.room, self.position, self.clock)
        self.report = Reporter(self.position, self.clock, self.best, names)
        self.step_s = 0.0  # the last step took
        self.is_resumed = self.is_finished = False
        self.control.before_waiting = self._keep_before_waiting

    @property
    def learner(self) -> Learner:
        """What learns now."""
        return self.footing.learner

    @property
    def _done(self) -> float:
        return self.clock.fraction(self.position.step)

    def begin_with(self, beginning: Beginning) -> TrainingReport:
        """Start from a model's weights, and see at the end whether there is a better one."""
        names = self.report.class_names
        self.scoring.beginning = beginning
        self.learner.begin_with(beginning.weights_for(self.learner.network, names))
        return self.report(TrainingPhase.PREPARING, note=beginning.says_begun(names))

    def reports(self) -> Iterator[TrainingReport]:
        """The whole training, step by step."""
        yield self.report(TrainingPhase.PREPARING)
        self.footing.share_weights()
        if not self.is_resumed:
            yield from self._prepared()
        while True:
            yield from self._what_is_due()
            if self.position.step and self._done >= 1:
                break
            yield self._take_step()
        yield from self._finished()

    def _prepared(self) -> Iterator[TrainingReport]:
        yield self.report(TrainingPhase.PREPARING, note=self.footing.begin())
        self._note_precision()
        fit = partial(self.validator.fit_into, self.clock)
        note = self.room.found(self.learner.model, fit)
        yield from self._room_notes(TrainingPhase.PREPARING)
        if self.again is not None:
            self.validator.take_no_more(self.again.images)
        self.pacing.images = len(self.validator.images)
        self.scoring.take_no_more(self.pacing.images)
        yield self.report(TrainingPhase.PREPARING, note=note)
        self.scoring.choose_views(self.clock, self.recipe.augmentation)
        if self.again is not None:
            self.scoring.views = self.again.views
        self._reserve_time()
        yield self.report(TrainingPhase.PREPARING, **self.showing.begin())
        self.clock.start_training()
        self.validations.begin()

    def _what_is_due(self) -> Iterator[TrainingReport]:
        """Validation, a row of the curves, a checkpoint: what may follow a step."""
        self.control.check()
        if self.position.ends_epoch:
            yield from self._end_epoch()
        if self.validations.is_due:
            yield from self._validated()
            if self.last.is_affordable:
                self.keep_state()
        elif self.position.ends_epoch:
            self.showing.write_row_now_and_then()
        if self.last.is_due:
            self.keep_state()

    def _take_step(self) -> TrainingReport:
        began, step, optimiser = perf_counter(), self.position.step, self.recipe.optimiser
        done = self.pacing.done(step)
        rate = rate_of(optimiser, fraction=done, step=step, epoch=self.position.epoch)
        samples = self.sampling.samples(step)
        loss = self.footing.take_step(samples, done=done, rate=rate, step=step)
        if loss is None:
            return self.report(TrainingPhase.TRAINING, note=self._step_down())
        if not math.isfinite(loss):
            rate = optimiser.learning_rate
            root = self.split.project.root
            raise StepError(says_broken_loss(step + 1, self.best, root, self.run.name, rate))
        self.position.step += 1
        self.step_s = perf_counter() - began
        self._reserve_time()
        self.keeping.after_step(self.learner.model, loss)
        return self.report(TrainingPhase.TRAINING, **self.showing.step(loss))

    def _step_down(self) -> Message:
        """Use less memory from now on; the step that did not fit is taken again."""
        note = self.footing.step_down()
        if note is None:
            raise StepError(says_out_of_memory(self.position.step + 1, self.best))
        self.pacing.is_whole &= self.footing.recipe == self.recipe
        self._note_precision()
        return note

    def _note_precision(self) -> None:
        """The model predicts in the precision that its scores come from."""
        self.best.card = replace(self.best.card, precision=self.footing.recipe.precision)

    def _end_epoch(self) -> Iterator[TrainingReport]:
        epoch = self.position.epoch
        write = partial(self.epoch_models.write_if_due, self.learner.model, epoch)
        if note := _try_to_write(write):
            yield self.report(TrainingPhase.TRAINING, note=note)

    def _validated(self) -> Iterator[TrainingReport]:
        yield self.report(TrainingPhase.VALIDATING)
        found, inference = self.room.found(self.learner.model, self._validate)
        yield from self._room_notes(TrainingPhase.VALIDATING)
        self._reserve_time()
        self.validations.note_made()
        self.pacing.note_validation(self.position.step)
        self.keeping.after_validation(self.learner.model, found)
        shown = self.showing.validation(found, inference)
        row = partial(self.showing.write_row, found)
        note = _try_to_write(self.last.check, self.best.write, row)
        yield self.report(TrainingPhase.VALIDATING, note=note, **shown)
        is_flat = self.early_stop.is_flat(found.mean_dice, self._done)
        if is_flat and self.clock.hurry_up(self.position.step, _LAST_SHARE):
            yield self.report(TrainingPhase.VALIDATING, note=says_flat(self.early_stop.patience))

    def _validate(self, inference: Inference) -> tuple[Validation, Inference]:
        return self.validator(inference), inference

    def _room_notes(self, phase: TrainingPhase) -> Iterator[TrainingReport]:
        """Smaller tiles give scores that another training, with more memory, would not have."""
        self.pacing.is_whole &= self.room.is_usual
        for note in self.room.take_notes():
            yield self.report(phase, note=note)

    def _finished(self) -> Iterator[TrainingReport]:
        """See to it that the best weights are kept, scored and written."""
        if self.validations.is_behind and not self.keeping.by_loss:
            yield from self._validated()
        self.keeping.keep_if_none(self.learner.model)
        is_chosen = self.recipe.keep == "best-validation" and not self.is_halved
        for note in self.scoring.notes(chosen_among=self.validations.made if is_chosen else 0):
            yield self.report(TrainingPhase.VALIDATING, note=note)
        self.pacing.is_whole &= self.room.is_usual
        yield self.report(TrainingPhase.SAVING)
        self.best.write()
        self.is_finished = True
        self.keep_state()

    def _reserve_time(self) -> None:
        """Half a step too many is as likely as half too few; then validation, scores, saving."""
        saving_s = _SAVING_S + self.last.took_s
        scoring_s = (1.5 + self.scoring.takes) * self.validator.seconds
        self.clock.reserve_s = saving_s + scoring_s + 0.5 * self.step_s

    def keep_state(self) -> None:
        """Begin to write a checkpoint, if weights and optimiser belong together."""
        if self.learner.is_whole:
            self.last.write(TrainingState(self).state_dict())

    def _keep_before_waiting(self) -> None:
        self.keep_state()
        self.last.wait()

    def keep_what_it_has(self) -> None:
        """Whoever stops can go on later, and gets a model: before the first validation unscored."""
        self.keep_state()  # first, for the training itself would keep no such model yet
        if self.position.step:
            self.keeping.keep_if_none(self.learner.model)

    def go_on_from(self, state: Mapping[str, Any]) -> None:
        """Be where the checkpoint was written, before `reports`."""
        TrainingState(self).load_state_dict(state)
        self._reserve_time()
        self.is_resumed = True


def _try_to_write(*writes: Callable[[], None]) -> Message | None:
    """Put something on disk; a full disk need not end the training, only its end."""
    try:
        for write in writes:
            write()
    except WriteError as error:
        return says_unwritten(error)
    return None
