"""What each chosen run says of one held-out image, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.train.picture_grid import PictureGrid, Tile
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class PredictionGrid(QWidget):
    """Asks for the pictures of an image and shows them.

    Signals
    -------
    image_wanted(int, bool)
        Which of the images to show, and whether to tint the masks.
    """

    image_wanted = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = QComboBox()
        self._images.setAccessibleName(translate("compare", "Held-out image"))
        self._images.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._images.setMinimumContentsLength(14)
        self._images.currentIndexChanged.connect(self.ask)
        self._next = QPushButton(translate("compare", "Next"))
        self._next.clicked.connect(self._step)
        self._fill = QCheckBox(translate("compare", "Masks"))
        self._fill.setChecked(True)
        self._fill.setToolTip(translate("compare", "Tint the areas, or show contours alone."))
        self._fill.toggled.connect(self.ask)
        self._note = QLabel(
            translate(
                "compare",
                "Press Compare: the model of each ticked run predicts the held-out images, and "
                "their masks appear here side by side.",
            ),
            wordWrap=True,
        )
        self._grid = PictureGrid()
        self._grid.setToolTip(
            translate("compare", "Turn the wheel to zoom all, drag to move, double-click for all.")
        )
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._images, self._next, self._fill):
            row.addWidget(widget)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 4)
        layout.addWidget(self._note)
        layout.addWidget(self._head)
        layout.addWidget(self._grid, 1)
        layout.addStretch()
        self.show_images([])

    def show_images(self, names: Sequence[str]) -> None:
        """Offer these; none if nothing is compared."""
        with QSignalBlocker(self._images):
            before = self._images.currentText()
            self._images.clear()
            self._images.addItems(list(names))
            self._images.setCurrentIndex(max(0, self._images.findText(before)) if names else -1)
        self._note.setVisible(not names)
        self._head.setVisible(bool(names))
        self._grid.setVisible(bool(names))
        if names:
            self.ask()
        else:
            self._grid.show_tiles([])

    def ask(self) -> None:
        """Ask for the pictures of the image that is chosen."""
        if self._images.currentIndex() >= 0:
            self.image_wanted.emit(self._images.currentIndex(), self._fill.isChecked())

    def show_pictures(
        self,
        original: Tile,
        label: Tile,
        runs: Mapping[str, Tile],
        table: Sequence[str] = (),
    ) -> None:
        """Show the pictures of one image.

        Parameters
        ----------
        original, label
            The image and its labels.
        runs
            Run name -> its prediction.
        table
            Names of the six runs of the loss table, row by row, if they are there: they are then
            laid out as that table, losses side by side and augmentation below.
        """
        if table:
            inside = [runs[name] for name in table]
            others = [tile for name, tile in runs.items() if name not in table]
            self._grid.show_tiles([original, label, None, *inside, *others], columns=3)
        else:
            self._grid.show_tiles([original, label, *runs.values()])

    def _step(self) -> None:
        count = self._images.count()
        if count:
            self._images.setCurrentIndex((self._images.currentIndex() + 1) % count)
