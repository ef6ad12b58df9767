"""How one prediction, or all of them, agree with the labels: a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.metrics import ClassScores

ROW_PX = 26


class ScoreTable(QTableWidget):
    """One row for each class: Dice and IoU, and their means below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([translate("results", "Class"), "Dice", "IoU"])
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.horizontalHeader().resizeSection(column, 64)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_scores(self, scores: Mapping[str, ClassScores], colours: Mapping[str, str]) -> None:
        """Show these.

        Parameters
        ----------
        scores
            Class name -> agreement.
        colours
            Class name -> ``#rrggbb``.
        """
        self.setRowCount(len(scores))
        for row, (name, found) in enumerate(scores.items()):
            head = QTableWidgetItem(name)
            swatch = QPixmap(12, 12)
            swatch.fill(QColor(colours.get(name, "#999999")))
            head.setIcon(QIcon(swatch))
            self.setItem(row, 0, head)
            for column, value in ((1, found.dice), (2, found.iou)):
                item = QTableWidgetItem("–" if value is None else f"{value:.3f}")
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        header = self.horizontalHeader().sizeHint().height()
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header + ROW_PX * min(len(scores), 6) + frame)
        self.setVisible(bool(scores))
