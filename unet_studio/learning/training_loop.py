"""Training loop: steps, validations and the best weights of one training under way."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypedDict

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.metrics import mean
from unet_studio.domain.model_card import said_dice
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.continuing import Beginning, says_compared
from unet_studio.learning.control import Control
from unet_studio.learning.curves import Curves
from unet_studio.learning.distributed import Team
from unet_studio.learning.early_stop import EarlyStop
from unet_studio.learning.epoch_models import EpochModels
from unet_studio.learning.film_strip import FilmStrip
from unet_studio.learning.final_score import final_score, halves
from unet_studio.learning.fitting import Fitting
from unet_studio.learning.helping import Brief
from unet_studio.learning.inference import Inference, ready_to_predict
from unet_studio.learning.learner import Learner
from unet_studio.learning.memory_ladder import Rung, is_out_of_memory
from unet_studio.learning.meter import Meter
from unet_studio.learning.observer import Observer
from unet_studio.learning.preview import Preview
from unet_studio.learning.remembered_memory import as_last_time, need_key, remember
from unet_studio.learning.resume import on_cpu
from unet_studio.learning.sampling import Sampling
from unet_studio.learning.schedule import rate_of
from unet_studio.learning.validation import evenly
from unet_studio.learning.validator import Validator
from unet_studio.learning.views import views_of
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.run_folder import write_recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.film import FilmFrame
    from unet_studio.domain.finding import Finding
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.report import MachineUse
    from unet_studio.learning.checkpoint import BestModel
    from unet_studio.learning.clock import Clock
    from unet_studio.learning.device import Device
    from unet_studio.learning.resume import LastCheckpoint, Stateful
    from unet_studio.learning.split import Split
    from unet_studio.learning.unet import UNet
    from unet_studio.learning.validation import Validation

_SAVING_S = 0.5
_SCORE = 1.5  # the final score, in validations: outlines take time too
_LAST_SHARE = 0.15  # of the training; once nothing gets better, the learning rate falls within it
_VIEW_COST = 1.4  # times a plain validation, as what is turned has to be copied
_VIEWS_SHARE = 0.05  # of the time, at most, for the score with test-time augmentation


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
    last
        Where all is kept that it needs to go on later.
    team
        The processes that share it.
    beginning
        The model that it started from, if it did.
    control
        Through which it is paused and stopped.
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
    last: LastCheckpoint
    control: Control = field(default_factory=Control)
    team: Team = field(default_factory=Team)
    beginning: Beginning | None = None
    step: int = 0
    step_s: float = 0.0  # the last step took

    def __post_init__(self) -> None:
        self.rung = Rung(self.recipe, self.device)
        self._need = need_key(self.recipe, self.device)
        self.learner = self._learner()
        images = self.split.training.images
        self.sampling = Sampling(images, self.recipe.batch or len(images), self.seed)
        self.steps_per_epoch = self._steps_per_epoch()
        self.curves = Curves(self.run, [c.name for c in self.split.project.classes])
        class_count = len(self.split.project.classes)
        choosing, self.scoring = halves(self.split.held_out.images)
        self.is_halved = choosing is not self.scoring
        self.validator = Validator(choosing, class_count, self.recipe.loss)
        self.early_stop = EarlyStop(self.recipe.budget.patience)
        self.views = 1  # of the last score; known once it is known how long a validation takes
        whole = self.recipe.data.fit != "none"
        self.meter = Meter(self.device, self.recipe.precision)
        self.observer = Observer(self.split, self.recipe.optimiser.learning_rate)
        self.film = FilmStrip(self.run, self.split, self.clock, whole=whole)
        self.epoch_models = EpochModels(self.run, self.best.card, self.recipe.save_every)
        self.preview = Preview(self.run, self.split.project.classes)
        self.validated_at: int | None = None  # the step after which the last validation was made
        self.validations = 0
        self.next_due = 0.0  # share of the training after which the next one is
        self.is_resumed = self.is_finished = self.is_in_step = False
        self.control.before_waiting = self.keep_state

    @property
    def parts(self) -> dict[str, Stateful]:
        """What has a state that a training which goes on later needs."""
        return {
            "learner": self.learner,
            "clock": self.clock,
            "best": self.best,
            "curves": self.curves,
            "validator": self.validator,
            "loop": self,
        }

    def _learner(self) -> Learner:
        rung, team = self.rung, self.team
        names = tuple(self.split.training.names)
        team.tell(Brief(rung.recipe, self.seed, self.split.project.held_out, names))
        learner = Learner(
            rung.recipe,
            rung.device,
            seed=self.seed,
            fabric=team.fabric,
            processes=team.processes,
            check=self.control.check if team.is_alone else None,  # nobody may leave a shared step
        )
        learner.parts = rung.parts
        return learner

    def _steps_per_epoch(self) -> int:
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
        if not self.team.is_alone:
            self.team.tell(on_cpu(self.learner.state_dict()))
        if not self.is_resumed:
            yield from self._prepared()
        while True:
            yield from self._what_is_due()
            if self.step and self.clock.fraction(self.step) >= 1:
                break
            yield self._take_step()
        yield from self._finished()

    def _prepared(self) -> Iterator[TrainingReport]:
        rung, said = as_last_time(self.rung) if self.team.is_alone else (self.rung, None)
        self._stand_on(rung)
        yield self._report(TrainingPhase.PREPARING, note=said)
        note = self.validator.fit_into(self.clock, self.learner.inference())
        self.scoring = evenly(self.scoring, len(self.validator.images))
        yield self._report(TrainingPhase.PREPARING, note=note)
        self._choose_views()
        self._reserve_time()
        first = self.film.frame(self.step, self.learner.inference)
        yield self._report(TrainingPhase.PREPARING, film=first, findings=self.observer.begin())
        self.clock.start_training()
        self.next_due = self._next_due(0.0)

    def _what_is_due(self) -> Iterator[TrainingReport]:
        """Validation, a row of the curves, a checkpoint: what may follow a step."""
        self.control.check()
        ends_epoch = self.step > 0 and self.step % self.steps_per_epoch == 0
        if ends_epoch:
            yield from self._end_epoch()
        if self.step and self.clock.fraction(self.step) >= self.next_due:
            yield from self._validated()
            if self.last.is_affordable:
                self.keep_state()
        elif ends_epoch:
            self.curves.write_now_and_then(**self._where)
        if self.last.is_due:
            self.keep_state()

    def _next_due(self, done: float) -> float:
        times = self.validator.times(self.clock, self.steps_per_epoch)
        return next((t for t in times if t > done), math.inf)

    def keep_state(self) -> None:
        """Write a checkpoint, if weights and optimiser belong together; a full disk is told later.

        The validation says so: it writes as well.
        """
        if self.learner.is_whole:
            with suppress(WriteError):
                self.last.write({name: part.state_dict() for name, part in self.parts.items()})

    def go_on_from(self, state: Mapping[str, Any]) -> None:
        """Be where the checkpoint was written, before `reports`."""
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        self.is_resumed = True

    def state_dict(self) -> dict[str, Any]:
        """Of the loop itself."""
        return {
            "step": self.step,
            "validated_at": self.validated_at,
            "next_due": self.next_due,
            "is_finished": self.is_finished,
            "validations": self.validations,
            "views": self.views,
            "early_stop": [self.early_stop.best, self.early_stop.best_at],
            "steps_per_epoch": self.steps_per_epoch,
            "parts": self.rung.parts,
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Of the loop itself."""
        self.step, self.next_due = state["step"], state["next_due"]
        self.validated_at, self.views = state["validated_at"], state["views"]
        self.early_stop.best, self.early_stop.best_at = state["early_stop"]
        self.steps_per_epoch = state["steps_per_epoch"]
        self._stand_on(replace(self.rung, parts=min(state["parts"], self.rung.batch)))
        self.validations = state["validations"]
        self.scoring = evenly(self.scoring, len(self.validator.images))
        self._reserve_time()

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
        self.team.tell((self.step, rate))
        self.is_in_step = True
        try:
            loss = self.learner.step(batch, rate=rate, number=self.step)
        except (RuntimeError, MemoryError) as error:
            if not (self.team.is_alone and is_out_of_memory(error)):
                raise
            loss = None  # the error holds on to memory: it must be gone before what follows
        self.is_in_step = False
        if loss is None:
            return self._report(TrainingPhase.TRAINING, note=self._step_down())
        if not math.isfinite(loss):
            raise StudioError(self._says_broken_loss())
        self.step += 1
        self.step_s = perf_counter() - began
        self._reserve_time()
        self.curves.add(loss)
        self.preview.draw_now_and_then(self.learner.last, self.clock.elapsed_s)
        keeps_lowest = self.recipe.keep == "lowest-batch-loss"
        if keeps_lowest and (self.best.value is None or -loss > self.best.value):
            self.best.keep(self.learner.model, value=-loss, scores={})
        return self._report(
            TrainingPhase.TRAINING,
            train_loss=loss,
            film=self.film.frame_now_and_then(self.step, self.learner.inference),
            findings=self.observer.add_loss(loss, self.clock.fraction(self.step)),
            machine=self.meter.add(batch.target.numel()),
        )

    def _end_epoch(self) -> Iterator[TrainingReport]:
        write = partial(self.epoch_models.write_if_due, self.learner.model, self.epoch)
        if note := self._try_to_write(write):
            yield self._report(TrainingPhase.TRAINING, note=note)

    def _step_down(self) -> Message:
        """Use less memory from now on; the step that did not fit is taken again.

        Raises
        ------
        StudioError
            If there is no way to use less.
        """
        below = self.rung.below()
        if below is None:
            raise StudioError(self._says_out_of_memory())
        rung, note = below
        self._stand_on(rung)
        if rung.device is self.device:
            remember(self._need, rung)
        return note

    def _stand_on(self, rung: Rung) -> None:
        """Go on with the same weights, but with so much memory."""
        is_same_network = (rung.recipe, rung.device) == (self.rung.recipe, self.rung.device)
        self.rung = rung
        if is_same_network:
            self.learner.parts = rung.parts
            return
        self.recipe, self.device = rung.recipe, rung.device
        state = on_cpu(self.learner.state_dict())
        del self.learner  # there may not be room for two
        self.learner = self._learner()
        self.learner.load_state_dict(state)
        with suppress(WriteError):  # the checkpoint has what matters; the next validation says so
            write_recipe(self.run, self.recipe)

    def _validated(self) -> Iterator[TrainingReport]:
        yield self._report(TrainingPhase.VALIDATING)
        inference = self.learner.inference()
        found = self._validation(inference)
        self.validated_at = self.step
        self.next_due = self._next_due(self.clock.fraction(self.step))
        frame = self.film.frame(self.step, lambda: inference)
        value = found.mean_dice
        is_better = self.best.is_empty or (value or 0.0) > (self.best.value or 0.0)
        if self.recipe.keep == "last" or (self.recipe.keep == "best-validation" and is_better):
            self.best.keep(self.learner.model, value=value or 0.0, scores=self._by_name(found))
        note = self._try_to_write(self.best.write, partial(self.curves.write, found, **self._where))
        findings = self.observer.add_validation(found, self.clock.fraction(self.step))
        yield self._report(
            TrainingPhase.VALIDATING, found=found, note=note, film=frame, findings=findings
        )
        is_flat = self.early_stop.is_flat(value, self.clock.fraction(self.step))
        if is_flat and self.clock.hurry_up(self.step, _LAST_SHARE):
            yield self._report(TrainingPhase.VALIDATING, note=self._says_flat())

    def _try_to_write(self, *writes: Callable[[], None]) -> Message | None:
        """Put something on disk; a full disk need not end the training, only its end."""
        try:
            for write in writes:
                write()
        except WriteError as error:
            return say("training", "{problem} Training goes on and tries again; please make room.")(
                problem=error.message
            )
        return None

    def _finished(self) -> Iterator[TrainingReport]:
        """See to it that the best weights are kept, scored and written."""
        is_behind = bool(self.validator.images) and self.validated_at != self.step
        if self.recipe.keep != "lowest-batch-loss" and is_behind:
            yield from self._validated()
        if self.best.is_empty:
            self.best.keep(self.learner.model, value=None, scores={})
        if self.scoring:
            yield from self._score_best()
        if self.views > 1 and self.best.card.scores:
            yield from self._score_views()
        if self.beginning is not None and self.best.card.mean_dice is not None:
            yield from self._compared(self.beginning)
        yield self._report(TrainingPhase.SAVING)
        self.best.write()
        self.is_finished = True
        self.keep_state()

    def _score_best(self) -> Iterator[TrainingReport]:
        """Scores of the kept weights, outlines and all."""
        yield self._report(TrainingPhase.VALIDATING)
        names = [label_class.name for label_class in self.split.project.classes]
        is_chosen = self.recipe.keep == "best-validation" and not self.is_halved
        self.best.score(
            final_score(self._best_inference(), self.scoring, names),
            chosen_among=self.validations if is_chosen else 0,
        )
        yield self._report(TrainingPhase.VALIDATING, note=said_dice(self.best.card))

    def _score_views(self) -> Iterator[TrainingReport]:
        """The same where every image is looked at in several ways; the curves know none of it."""
        yield self._report(TrainingPhase.VALIDATING)
        found = self.validator(replace(self._best_inference(), views=self.views))
        self.best.score_augmented(self._by_name(found))
        yield self._report(TrainingPhase.VALIDATING, note=self._says_views())

    def _best_inference(self) -> Inference:
        return self._ready(self.best.network())

    def _ready(self, network: UNet) -> Inference:
        data = self.recipe.data
        return ready_to_predict(
            network,
            dtype=self.device.dtype(self.recipe.precision),
            device=self.device.torch_device,
            fitting=Fitting(data.fit, data.fit_px),
        )

    def _validation(self, inference: Inference) -> Validation:
        found = self.validator(inference)
        self.validations += 1
        self._reserve_time()
        return found

    def begin_with(self, beginning: Beginning) -> TrainingReport:
        """Start from a model's weights, and see at the end whether there is a better one."""
        self.beginning = beginning
        self.learner.begin_with(beginning.weights_for(self.learner.network, self._class_names))
        note = beginning.says_begun(self._class_names)
        return self._report(TrainingPhase.PREPARING, note=note)

    def _compared(self, beginning: Beginning) -> Iterator[TrainingReport]:
        """How the model that it started from does on the same held-out images."""
        yield self._report(TrainingPhase.VALIDATING)
        config = self.best.card.network
        network = beginning.as_network(config, self._class_names)
        found = final_score(self._ready(network), self.scoring, self._class_names)
        dice = mean(s.dice for s in found.scores.values()) or 0.0
        root = self.split.project.root
        comparison = beginning.compared(self.best.card, dice, found.images, root)
        self.best.note_comparison(comparison)
        yield self._report(TrainingPhase.VALIDATING, note=says_compared(comparison))

    @property
    def _class_names(self) -> list[str]:
        return [label_class.name for label_class in self.split.project.classes]

    def _choose_views(self) -> None:
        """The score with test-time augmentation is made only where there is time for it."""
        views = views_of(self.recipe.augmentation)
        time = math.inf if self.clock.seconds is None else self.clock.seconds * _VIEWS_SHARE
        self.views = views if views * self.validator.seconds <= time else 1

    def _reserve_time(self) -> None:
        """Half a step too many is as likely as half too few; then validation, scores, saving."""
        last = 1.5 + _SCORE + (_VIEW_COST * self.views if self.views > 1 else 0)
        last += _SCORE if self.beginning is not None else 0
        saving_s = _SAVING_S + self.last.took_s
        self.clock.reserve_s = saving_s + last * self.validator.seconds + 0.5 * self.step_s

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
        machine: MachineUse | None = None,
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
            machine=machine,
        )

    def _says_flat(self) -> Message:
        return say(
            "training",
            "Nothing better was found for {share:.0%} of the time, so the training ends early: "
            "the learning rate falls quickly now, and the best model is kept.",
        )(share=self.recipe.budget.patience)

    def _says_views(self) -> Message:
        return say(
            "training",
            "Held-out Dice {plain:.3f}; {augmented:.3f} where every image is predicted in {views} "
            "positions and averaged. Predicting does so only if asked to (--augment), and takes "
            "{views} times as long.",
        )(
            plain=self.best.card.mean_dice or 0.0,
            augmented=self.best.card.augmented_mean_dice or 0.0,
            views=self.views,
        )

    def _says_out_of_memory(self) -> Message:
        return say(
            "training",
            "Memory ran out at step {step}, though as little is used as possible. {kept}. Close "
            "other programs, or choose a smaller network (plan.width or network.widths).",
        )(step=self.step + 1, kept=self._says_kept())

    def _says_kept(self) -> Message:
        if self.best.is_empty:
            return say("training", "No model was kept, for it was too early")()
        return say("training", "The best model so far is kept in {path}")(path=self.best.path)

    def _says_broken_loss(self) -> Message:
        return say(
            "training",
            "Training stopped at step {step}: the loss is no longer a number. {kept}. The last "
            "good state is kept too; go on from it with smaller steps: train PROJECT --resume "
            "{run} --set optimiser.learning_rate={rate:g}, or with --set precision=float32.",
        )(
            step=self.step + 1,
            kept=self._says_kept(),
            run=self.run.name,
            rate=self.recipe.optimiser.learning_rate / 10,
        )
