"""Training job: what beginning and going on with a training have in common, as jobs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from unet_studio.domain.message import StoppedError, StudioError
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.computing.memory_reuse import freed_memory_kept
from unet_studio.learning.course.training_messages import StepError, says_unreadable
from unet_studio.learning.training.training_card import record_of, rerun_of
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.runs.rerun_file import forget_rerun, write_rerun
from unet_studio.storage.runs.run_record import recording

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.model_card import Comparison
    from unet_studio.domain.project import Project
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.course.control import Control
    from unet_studio.learning.training.training_loop import Training

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class TrainedModel:
    """What a training ends with.

    Attributes
    ----------
    model
        The model file.
    run
        Its run folder.
    best
        Class name -> means over the held-out images; empty if none are held out.
    project
        As it is now: the images held out may have been chosen by this training.
    continued
        How it compares with the model it started from; None if it started from none.
    """

    model: Path
    run: Path
    best: Mapping[str, ClassScores]
    project: Project
    continued: Comparison | None = None


def followed(
    training: Training, name: str | None, device: str, title_key: str = ""
) -> Generator[TrainingReport, None, TrainedModel]:
    """Take the training to its end, be it good or bad: what it has learnt is kept.

    Parameters
    ----------
    training
        Ready to begin, or to go on.
    name
        What to call it.
    device
        As asked for.
    title_key
        Which of `domain.run_title.GIVEN_TITLES` the name is; empty if it is none of them.
    """
    best, run, clock = training.best, training.run, training.clock
    record = record_of(training, name, title_key)
    with recording(run, record, lambda: (training.position.step, clock.elapsed_s)):
        forget_rerun(run)
        try:
            with freed_memory_kept():
                yield from training.reports()
        except (GeneratorExit, KeyboardInterrupt, StoppedError):
            training.keep_what_it_has()
            raise
        except (StepError, WriteError):
            raise
        except StudioError as error:  # an image that cannot be read any more
            training.keep_what_it_has()
            step = training.position.step
            raise StudioError(says_unreadable(step, error, best)) from error
        finally:
            try:
                best.write()
            finally:
                training.last.end()
                _note_rerun(training, device)
            if not training.footing.is_in_step:  # the helpers wait for the next one
                training.team.tell(None)
    return TrainedModel(
        best.path, run, best.card.scores, training.split.project, best.card.continued
    )


def _note_rerun(training: Training, device: str) -> None:
    if training.pacing.is_whole and training.position.step:
        with suppress(WriteError):  # the model has said so, or its curves
            write_rerun(training.run, rerun_of(training, device))


def prepared(
    preparing: Generator[Message | None, None, _Read], clock: Clock, control: Control
) -> Generator[TrainingReport, None, _Read]:
    """Do what comes before the training, with a report for each of its steps."""
    while True:
        control.check()
        try:
            note = next(preparing)
        except StopIteration as stop:
            found: _Read = stop.value
            return found
        yield TrainingReport(
            TrainingPhase.PREPARING,
            elapsed_s=clock.elapsed_s,
            remaining_s=clock.remaining_s(0),
            note=note,
        )
