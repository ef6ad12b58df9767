"""Live loop: learns in the background from every image whose labels are saved."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.message import StudioError
from unet_studio.domain.scored_model import why_unlike
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.run_folder import remove_run
from unet_studio.workspace.training.live_prediction import LiveMask, LivePrediction
from unet_studio.workspace.training.training_run import TrainingWish

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.workspace import Workspace

ROUND_MINUTES = 1.0
"""Short enough for what was saved meanwhile to be taken in soon."""

GOOD_ROUNDS = 2
"""So many rounds follow a save; more of the same labels teach little."""

_RETRY_MS = 500


class LiveState(StrEnum):
    """What the live loop does."""

    OFF = "off"
    WAITING = "waiting"  # for labels to be saved
    LEARNING = "learning"


class LiveLoop(QObject):
    """While it is on, short trainings follow each other, each from the model of the one before.

    A round begins when labels were saved, takes in all that are saved by then, and its model takes
    the place of the one before unless it is worse on the held-out images.

    Attributes
    ----------
    model, card
        The best model so far, and its card; None before the end of the first round.
    before
        The card of the model that it took the place of.
    rounds
        How many rounds have ended.
    mask
        What it says of the image in view; None as yet.

    Signals
    -------
    changed()
        State, model or rounds are others now.
    mask_changed()
        There is another mask, or none.
    failed(Message)
        Why the image in view cannot be predicted.
    """

    changed = Signal()
    mask_changed = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, background: Background) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._is_on = False
        self._is_own_round = False
        self._wanted_rounds = 0
        self._runs: list[Path] = []
        self._forget()
        self._prediction = LivePrediction(background, self)
        self._prediction.found.connect(self._on_mask)
        self._prediction.failed.connect(self.failed)
        self._soon = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._soon.timeout.connect(self._consider)
        workspace.labels.saved.connect(self._on_saved)
        workspace.training.ended.connect(self._on_training_ended)
        workspace.image_changed.connect(self._on_image_changed)
        workspace.project_opened.connect(self._on_project_opened)

    def _forget(self) -> None:
        self.model: Path | None = None
        self.card: ModelCard | None = None
        self.before: ModelCard | None = None
        self.rounds = 0
        self.mask: LiveMask | None = None

    @property
    def state(self) -> LiveState:
        """What it does now."""
        if not self._is_on:
            return LiveState.OFF
        return LiveState.LEARNING if self._is_own_round else LiveState.WAITING

    def set_on(self, *, on: bool) -> None:
        """Begin to learn from what is labelled, or stop; the best model stays on the shelf."""
        if on == self._is_on:
            return
        self._is_on = on
        if on:
            model = self._workspace.models.in_use
            own = model if model is not None and model.is_own else None
            self.model, self.card = (own.path, own.card) if own is not None else (None, None)
            self._wanted_rounds = GOOD_ROUNDS
            self._consider()
            self._ask()
        else:
            self._soon.stop()
            if self._is_own_round:
                self._workspace.training.stop()
            self._show(None)
        self.changed.emit()

    # ---- Rounds ----

    def _on_saved(self, _image: ImageRef) -> None:
        if self._is_on:
            self._wanted_rounds = GOOD_ROUNDS
            self._consider()

    def _consider(self) -> None:
        """Begin a round if there is something to learn and nothing else is going on."""
        workspace = self._workspace
        if not self._is_on or self._is_own_round or not self._wanted_rounds:
            return
        if not workspace.training_start.is_possible or workspace.doctor.obstacle is not None:
            if workspace.states.has_labels:
                self._soon.start()
            return
        self._wanted_rounds -= 1
        wish = TrainingWish(
            minutes=ROUND_MINUTES, name="live", from_model=self.model, is_round=True
        )
        self._is_own_round = True
        workspace.training_start.start(wish)
        self._is_own_round = workspace.training.is_running
        self.changed.emit()

    def _on_training_ended(self, model: Path | None) -> None:
        if not self._is_own_round:
            if self._is_on:
                self._soon.start()
            return
        self._is_own_round = False
        run = self._workspace.training.run
        if run is not None:
            self._runs.append(run)
        self.rounds += 1
        self._adopt(model)
        self._tidy_up()
        if self._is_on:
            self._soon.start()
        self.changed.emit()

    def _adopt(self, model: Path | None) -> None:
        if model is None or model == self.model:
            return
        try:
            card = read_card(model)
        except StudioError as error:
            self._workspace.warn(error.message)
            return
        if self.card is not None and _is_worse(card, self.card):
            return
        self.before, self.model, self.card = self.card, model, card
        self._ask()

    def _tidy_up(self) -> None:
        """Only the best round is kept: hundreds of them would hide the other runs."""
        kept = [run for run in self._runs if self.model is not None and run in self.model.parents]
        doomed = [run for run in self._runs if run not in kept]
        self._runs = kept
        if doomed:
            workspace = self._workspace
            workspace.look_into(partial(_remove, doomed), self._on_removed, workspace.warn)

    def _on_removed(self, _: object) -> None:
        self._workspace.models.look(self.model)
        self._workspace.runs.look(self._workspace.project)

    # ---- The image in view ----

    def _on_image_changed(self) -> None:
        image = self._workspace.image
        if self.mask is not None and (image is None or image != self.mask.image):
            self._show(None)
        if self._is_on and self._workspace.picture is not None and self.mask is None:
            self._ask()

    def _ask(self) -> None:
        if self._is_on:
            self._prediction.ask(self.model, self._workspace.image)

    def _on_mask(self, found: LiveMask) -> None:
        if self._is_on and found.image == self._workspace.image:
            self._show(found)

    def _show(self, found: LiveMask | None) -> None:
        if found is not self.mask:
            self.mask = found
            self.mask_changed.emit()

    def _on_project_opened(self) -> None:
        self._is_on = self._is_own_round = False
        self._runs.clear()
        self._forget()
        self.mask_changed.emit()
        self.changed.emit()


def _remove(runs: Sequence[Path]) -> None:
    for run in runs:
        remove_run(run)


def _is_worse(new: ModelCard, old: ModelCard) -> bool:
    """Whether a model did worse on the very images that the other one was scored on."""
    if new.mean_dice is None or old.mean_dice is None or why_unlike(new, old, old.name):
        return False
    return new.mean_dice < old.mean_dice
