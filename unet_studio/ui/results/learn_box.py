"""The learn box of Results: correct what is in view, and learn from what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.parts.pale_label import PaleLabel
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from unet_studio.domain.model_card import Comparison

_GAP_PX = 6


class LearnBox(QWidget):
    """Offers the deeds, and says what the last training on brought."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = QLabel(wordWrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._progress)
        for action in actions:
            column.addWidget(ActionButton(action))
            column.addWidget(PaleLabel(action.statusTip()))
            column.addSpacing(_GAP_PX)
        self.show_progress(None)

    def show_progress(self, found: Comparison | None) -> None:
        """Say how the model in use compares with the one that it learnt on from, if it did."""
        self._progress.setVisible(found is not None)
        if found is not None:
            text = translate(
                "results",
                "Learnt on from an earlier model. Dice on the same held-out images ({count}): "
                "before {old}, now {new}.",
            )
            old, new = f"{found.dice:.3f}", f"{found.own_dice:.3f}"
            self._progress.setText(text.format(count=found.images, old=old, new=new))
