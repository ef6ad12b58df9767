"""Reports: what a job says of itself while it runs; every job is a generator of these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.film import FilmFrame
    from unet_studio.domain.finding import Finding
    from unet_studio.domain.message import Message


@dataclass(frozen=True)
class ProgressReport:
    """One step of a job is done.

    Attributes
    ----------
    done, total
        Steps; total is at least 1.
    message
        What was just done, for the status bar.
    problem
        What went wrong with this step, if anything; the job goes on.
    """

    done: int
    total: int
    message: Message
    problem: Message | None = None


class TrainingPhase(StrEnum):
    """What a training is busy with."""

    PREPARING = "preparing"
    TRAINING = "training"
    VALIDATING = "validating"
    SAVING = "saving"


@dataclass(frozen=True)
class MachineUse:
    """What a training asks of the computer.

    Attributes
    ----------
    device
        Where it computes, as its maker calls it.
    precision
        Of convolutions.
    pixels_s
        Pixels learnt from per second.
    memory_bytes
        Of the GPU, or of the process if the CPU computes; None if the system does not say.
    """

    device: str
    precision: str
    pixels_s: float
    memory_bytes: int | None


@dataclass(frozen=True)
class FoldPlace:
    """Which of the models of a cross-validation.

    Attributes
    ----------
    number
        Counted from 1; the first is the one that is kept.
    count
        How many there are.
    """

    number: int
    count: int


@dataclass(frozen=True)
class TrainingReport:
    """A training took one step; there is at least one report per batch.

    Attributes
    ----------
    phase
        What it is busy with.
    step, epoch
        Batches and passes over the training images so far.
    elapsed_s
        Since it began, all included.
    remaining_s
        Expected until its end; None as long as nobody can tell.
    train_loss
        Of this batch.
    validation_loss
        Over held-out images; None if this step was none of validation.
    dice
        Class name -> mean Dice over held-out images; None as `validation_loss`. A class that is
        neither there nor found has None.
    best
        Mean Dice over the classes of the model kept so far, from held-out images only; None as
        long as it is not known.
    note
        Something a person should know, e.g. what the planner chose and why.
    held_out
        Names of all images held out, if this training has just chosen some; they are kept in the
        project's file already.
    film
        What was added to the film strip in the run folder; None if nothing was.
    findings
        What goes wrong with this training, or may, and what to do about it.
    machine
        What it asks of the computer; None if that was not measured.
    fold
        Which of the models of a cross-validation this is about; None if there is only one. Steps,
        losses and scores are those of this model alone, the time is that of the whole.
    """

    phase: TrainingPhase
    step: int = 0
    epoch: int = 0
    elapsed_s: float = 0.0
    remaining_s: float | None = None
    train_loss: float | None = None
    validation_loss: float | None = None
    dice: Mapping[str, float | None] | None = None
    best: float | None = None
    note: Message | None = None
    held_out: frozenset[str] | None = None
    film: FilmFrame | None = None
    findings: tuple[Finding, ...] = ()
    machine: MachineUse | None = None
    fold: FoldPlace | None = None


@dataclass(frozen=True)
class PredictionReport:
    """One image is predicted, or could not be, or is under way.

    Attributes
    ----------
    done, total
        Images.
    name
        Of this one.
    seconds
        It took, reading and writing included.
    mask
        Its mask file; None if there is none.
    problem
        Why there is no prediction of it, if so; the job goes on.
    unlike
        In what the picture is unlike those that the model was trained on, the oddest first; empty
        if it is like them, or nobody knows.
    note
        Something a person should know, e.g. that memory ran out and smaller tiles are used.
    is_finished
        Whether work on this image is over; `done` counts it only then.
    was_there
        Whether it had been predicted in the same way before, and was left alone.
    """

    done: int
    total: int
    name: str
    seconds: float
    mask: Path | None = None
    problem: Message | None = None
    is_finished: bool = True
    note: Message | None = None
    was_there: bool = False
    unlike: tuple[Message, ...] = ()
