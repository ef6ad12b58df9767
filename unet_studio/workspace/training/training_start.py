"""Starting a training of the open project, and what follows when it has ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.kinship import groups_of
from unet_studio.domain.message import say
from unet_studio.domain.model_card import said_dice
from unet_studio.domain.project import choose_held_out, natural_key
from unet_studio.storage.runs.file_place import noted_file
from unet_studio.storage.runs.run_folder import BEST
from unet_studio.storage.runs.unfinished_runs import UnfinishedRun, unfinished_runs
from unet_studio.workspace.job import Job

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.model_card import CrossValidation, ModelCard
    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.workspace.models.model_shelf import ShelvedModel
    from unet_studio.workspace.training.training_run import TrainingWish
    from unet_studio.workspace.workspace import Workspace

_NOTHING = 0.01  # mean Dice of a model that hardly finds anything


class TrainingStart(QObject):
    """Sees to it that labels are saved and images held out before a training begins."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._choosing: Job | None = None
        self._trained_root: Path | None = None
        workspace.training.ended.connect(self._on_training_ended)
        workspace.training.wanted.connect(self._start_wanted)
        workspace.training.held_out_chosen.connect(self._on_held_out_chosen)

    @property
    def is_possible(self) -> bool:
        """Whether a training could start now."""
        workspace = self._workspace
        return (
            workspace.project is not None
            and workspace.states.is_complete
            and workspace.states.has_labels
            and not workspace.training.is_running
            and not workspace.task.is_running
        )

    def resumable(self) -> list[UnfinishedRun]:
        """The runs of the open project that were stopped or killed, the latest first.

        To go on with one, start a `TrainingWish(resume=found.folder)`. It reads a file per run:
        call it when a project was opened and when a training ended, not for every repaint.
        """
        project = self._workspace.project
        return unfinished_runs(project) if project is not None else []

    def start(self, wish: TrainingWish) -> None:
        """Train with the labels as they are now."""
        workspace = self._workspace
        if not self.is_possible or not workspace.labels.flush():
            return
        obstacle = workspace.doctor.obstacle
        if obstacle is not None:
            text = say("train", "A training cannot begin like this: {problem}.")
            workspace.warn(text(problem=obstacle))
            return
        self.stop()
        if workspace.project is not None:
            self._trained_root = workspace.project.root
            if wish.minutes is not None and not wish.is_round:
                workspace.settings.change(training_minutes=wish.minutes)
            workspace.training.start(workspace.project, wish)

    def _start_wanted(self, wish: TrainingWish) -> None:
        """An offer may be taken up long after it was made."""
        if self.is_possible:
            self.start(wish)
        else:
            text = say("train", "Something else is under way; go on with this when it has ended.")
            self._workspace.warn(text())

    def choose_split_once(self) -> None:
        """Hold out some of the labelled images, off the GUI thread, if none is held out yet.

        The images are compared for that, which takes long where there are many. A training that
        starts meanwhile chooses for itself.
        """
        project, labelled = self._workspace.project, self._workspace.states.labelled
        if project is None or project.held_out & set(labelled) or len(labelled) < 2:
            return
        self.stop()
        self._choosing = Job(lambda: _choose(project, labelled), self)
        self._choosing.returned.connect(self._hold_out)
        self._choosing.failed.connect(self._workspace.warn)
        self._choosing.start()

    def stop(self) -> None:
        """Stop choosing and wait until the thread is gone."""
        if self._choosing is not None:
            self._choosing.cancel()
            self._choosing.wait()
            self._choosing.deleteLater()
            self._choosing = None

    def _hold_out(self, chosen: frozenset[str]) -> None:
        if self.sender() is not self._choosing:
            return  # an answer on its way when the job was stopped
        self.stop()
        project = self._workspace.project
        if project is None or not chosen or project.held_out & chosen:
            return
        if self._workspace.change_project(replace(project, held_out=project.held_out | chosen)):
            text = say(
                "train",
                "{names} {count:is|are} held out from now on: never trained on, so that scores are "
                "honest. You can change that in Label mode with H.",
            )
            names = ", ".join(sorted(chosen, key=natural_key))
            self._workspace.tell(text(names=names, count=len(chosen)))

    def _on_held_out_chosen(self, held_out: frozenset[str]) -> None:
        """The training wrote it into the file; what is open has to know it too."""
        project = self._workspace.project
        if project is not None and project.root == self._trained_root:
            self._workspace.change_project(replace(project, held_out=project.held_out | held_out))

    def _on_training_ended(self, model: Path | None) -> None:
        run = self._workspace.training.run
        trained = run / BEST if model is not None and run is not None else None
        is_round = self._workspace.training.wish.is_round  # of this one, not of the next
        self._workspace.models.look(then=lambda: None if is_round else self._weigh(trained))

    def _weigh(self, model: Path | None) -> None:
        """Use the new model unless an older one is known to be better, and say so."""
        new = self._workspace.models.find(model)
        if new is None:
            return
        outcome = _with_crossed(self._use_the_better(new), new.card.cross_validation)
        self._workspace.outcome.note_model(outcome)
        self._workspace.tell(outcome)

    def _use_the_better(self, new: ShelvedModel) -> Message:
        """Of the new model, the one it started from and the one in use; which it is."""
        models, root = self._workspace.models, self._trained_root
        used, begun, candidate = models.in_use, new.card.continued, new
        if begun is not None and not begun.is_better and root is not None:
            candidate = models.find(noted_file(begun.model, root)) or new
        if used is not None and used.does_better_than(candidate):
            return _says_no_better(new.card.mean_dice, used.card.mean_dice)
        if candidate is not new:
            assert begun is not None
            models.use(candidate.path)
            return _says_no_better(begun.own_dice, begun.dice)
        if used is None or not finds_hardly_anything(new.card):
            models.choose(new)
        return says_ready(new.card)


def _says_no_better(new: float | None, old: float | None) -> Message:
    text = say(
        "train",
        "The new model is no better on the held-out images (Dice {new:.3f}, before {old:.3f}), "
        "so the old one stays in use. Both are kept.",
    )
    return text(new=new, old=old)


def finds_hardly_anything(card: ModelCard) -> bool:
    """Whether a model is known to be of no use yet."""
    return card.mean_dice is not None and card.mean_dice < _NOTHING


def says_ready(card: ModelCard) -> Message:
    """What came of a training, for whoever waited for it."""
    score = said_dice(card)
    if score is None:
        return say("train", "The model is ready. Predict with it in Results (F4).")()
    if finds_hardly_anything(card):
        text = say(
            "train",
            "The training is over, but the model finds hardly anything of what was labelled yet. "
            "On held-out images: {score}. Give it more time.",
        )
        return text(score=score)
    text = say(
        "train",
        "The model is ready. On held-out images: {score}. Predict with it in Results (F4).",
    )
    return text(score=score)


def _with_crossed(outcome: Message, found: CrossValidation | None) -> Message:
    """What a cross-validation was asked for comes first."""
    if found is None or found.dice is None or found.dice_interval is None:
        return outcome
    text = say(
        "train",
        "Cross-validated: the mean Dice is {dice} over {count} {count:image|images}, each scored "
        "by a model that never saw it; over many such images it lies between {low} and {high} "
        "(95 % sure). {outcome}",
    )
    return text(
        dice=f"{found.dice:.3f}",
        low=f"{found.dice_interval.low:.3f}",
        high=f"{found.dice_interval.high:.3f}",
        count=found.images,
        outcome=outcome,
    )


def _choose(
    project: Project, labelled: Sequence[str]
) -> Generator[ProgressReport, None, frozenset[str]]:
    from unet_studio.storage.project.project_file import list_images
    from unet_studio.storage.project.related_images import find_relations

    wanted = set(labelled)
    images = [image for image in list_images(project) if image.name in wanted]
    relations = yield from find_relations(project, images)
    return choose_held_out(labelled, groups=groups_of(labelled, relations))
