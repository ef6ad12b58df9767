"""The live bar: above the canvas, what the program learns while a person labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from unet_studio.domain.message import filled
from unet_studio.ui.translations import translate
from unet_studio.workspace.training.live_loop import LiveState

if TYPE_CHECKING:
    from unet_studio.workspace.training.live_loop import LiveLoop


class LiveBar(QWidget):
    """Shows what it is told; what a person wants goes out.

    Signals
    -------
    stop_requested()
        Learn no more.
    shown_toggled(bool)
        Whether to see what the model says of the image in view.
    drafts_requested()
        Take that as drafts.
    """

    stop_requested = Signal()
    shown_toggled = Signal(bool)
    drafts_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._shown = QCheckBox(translate("live", "Show what it finds"))
        self._shown.setChecked(True)
        self._shown.toggled.connect(self.shown_toggled)
        self._drafts = QPushButton(translate("live", "Take as drafts"))
        self._drafts.setToolTip(
            translate("live", "What it finds becomes drafts, to be accepted, mended or rejected.")
        )
        self._drafts.clicked.connect(self.drafts_requested)
        stop = QPushButton(translate("live", "Stop"))
        stop.setToolTip(translate("live", "Learn no more; the best model stays."))
        stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self._text, 1)
        row.addWidget(self._shown)
        row.addWidget(self._drafts)
        row.addWidget(stop)
        self.hide()

    @property
    def shows_mask(self) -> bool:
        """Whether a person wants to see what the model says."""
        return self._shown.isChecked()

    def offer_drafts(self, *, is_possible: bool) -> None:
        """Say whether the model has said something of the image in view."""
        self._drafts.setEnabled(is_possible)

    def show_loop(self, loop: LiveLoop) -> None:
        """Say how far the loop is; hidden while it is off."""
        self.setVisible(loop.state is not LiveState.OFF)
        text = f"{_state_text(loop)}  ·  {_model_text(loop)}"
        self._text.setText(text)
        self._text.setToolTip(text)


def _state_text(loop: LiveLoop) -> str:
    if loop.state is LiveState.LEARNING:
        return translate("live", "Learning, round {n}").format(n=loop.rounds + 1)
    if loop.rounds == 0 and loop.model is None:
        return translate("live", "Waits for the first labelled image")
    return translate("live", "Waits for the next labels")


def _model_text(loop: LiveLoop) -> str:
    card = loop.card
    if card is None:
        return translate("live", "what it finds is shown after the first round")
    images = translate("live", "{n} {n:image|images} learnt from")
    images = filled(images, n=len(card.trained_on))
    if card.mean_dice is None:
        return images
    now = f"{card.mean_dice:.3f}"
    if loop.before is not None and loop.before.mean_dice is not None:
        now = f"{loop.before.mean_dice:.3f} → {now}"
    return images + translate("live", ", held-out Dice {dice}").format(dice=now)
