"""The dialog that shows how much of the project each class makes up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.label_class import BACKGROUND_NAME
from unet_studio.domain.message import filled
from unet_studio.ui.label.class_list import swatch
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.class_statistics import ClassStatistics, ClassUse
    from unet_studio.domain.label_class import ClassTable

_RARE = 0.01
"""Below this share of the pixels a class is hard to learn, and hard to see in an average."""


class ClassStatisticsDialog(QDialog):
    """A table: class, images, shapes, share of the labelled pixels."""

    def __init__(
        self, statistics: ClassStatistics, classes: ClassTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ClassStatistics", "How much of each class"))
        self._table = QTableWidget(len(statistics.uses), 4)
        self._table.setHorizontalHeaderLabels(
            [
                translate("ClassStatistics", "Class"),
                translate("ClassStatistics", "Images"),
                translate("ClassStatistics", "Shapes"),
                translate("ClassStatistics", "Share of labelled pixels"),
            ]
        )
        self._table.verticalHeader().hide()
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, use in enumerate(statistics.uses):
            self._fill(row, use, statistics.share(use), classes)
        self._table.resizeColumnsToContents()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._table)
        column.addWidget(QLabel(_summary(statistics), wordWrap=True))
        column.addWidget(buttons)
        self.resize(520, 360)

    def _fill(self, row: int, use: ClassUse, share: float, classes: ClassTable) -> None:
        is_background = use.name == BACKGROUND_NAME
        name = translate("ClassStatistics", "background") if is_background else use.name
        shapes = "" if is_background else str(use.shapes)
        for column, text in enumerate((name, str(use.images), shapes, f"{share:.2%}")):
            item = QTableWidgetItem(text)
            if column:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._table.setItem(row, column, item)
        known = classes.by_name(use.name)
        first = self._table.item(row, 0)
        if known is not None and first is not None:
            first.setIcon(swatch(known.colour))
            if 0 < share < _RARE:
                first.setToolTip(
                    translate(
                        "ClassStatistics",
                        "Less than one pixel in a hundred: label more images that show it.",
                    )
                )


def _summary(statistics: ClassStatistics) -> str:
    total = statistics.labelled_pixels + statistics.ignored_pixels
    ignored = statistics.ignored_pixels / total if total else 0.0
    text = translate(
        "ClassStatistics",
        "{images} {images:image is|images are} labelled. {ignored} of {images:its|their} pixels "
        "are ignored, because no shape covers them in an image that is only partly labelled.",
    )
    return filled(text, images=statistics.images, ignored=f"{ignored:.1%}")
