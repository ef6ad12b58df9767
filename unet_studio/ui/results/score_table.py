"""How one prediction, or all of them, agree with the labels: a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.interval import Interval
    from unet_studio.domain.metrics import ClassScores

ROW_PX = 26
_COLUMNS = ("dice", "iou", "boundary_f1")


class ScoreTable(QTableWidget):
    """One row for each class: Dice, IoU and boundary F1, with intervals where they are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setHorizontalHeaderLabels([translate("results", "Class"), "Dice", "IoU"])
        outline = QTableWidgetItem(translate("results", "Outline"))
        outline.setToolTip(
            translate(
                "results", "Boundary F1: how much of the outlines agrees, to within 2 pixels."
            )
        )
        self.setHorizontalHeaderItem(3, outline)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 48), (2, 48), (3, 54)):
            self.horizontalHeader().resizeSection(column, width)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_scores(
        self,
        scores: Mapping[str, ClassScores],
        colours: Mapping[str, str],
        intervals: Mapping[str, Mapping[str, Interval]] | None = None,
    ) -> None:
        """Show these.

        Parameters
        ----------
        scores
            Class name -> agreement.
        colours
            Class name -> ``#rrggbb``.
        intervals
            Class name -> measure -> where the mean of many such images lies, if it is known.
        """
        self.setRowCount(len(scores))
        for row, (name, found) in enumerate(scores.items()):
            head = QTableWidgetItem(name)
            swatch = QPixmap(12, 12)
            swatch.fill(QColor(colours.get(name, "#999999")))
            head.setIcon(QIcon(swatch))
            head.setToolTip(name)  # for one too long for its column
            self.setItem(row, 0, head)
            known = (intervals or {}).get(name, {})
            for column, measure in enumerate(_COLUMNS, start=1):
                value, interval = getattr(found, measure), known.get(measure)
                item = QTableWidgetItem("–" if value is None else f"{value:.3f}")
                if interval is not None:
                    item.setToolTip(
                        translate("results", "95 %: {interval}").format(interval=interval)
                    )
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        header = self.horizontalHeader().sizeHint().height()
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header + ROW_PX * min(len(scores), 6) + frame)
        self.setVisible(bool(scores))
