"""Models beside each other: a table of their scores on the same held-out images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.ui.parts.column_fit import ColumnFit
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.scored_model import ScoredModel


class ModelScores(QWidget):
    """A row for each model: mean Dice with its interval, Dice of each class, what to mind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = QLabel(wordWrap=True)
        self._table = QTableWidget()
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setShowGrid(False)
        self._columns = ColumnFit(self._table, (0,))
        self._table.setAccessibleName(translate("shelf", "Models compared"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self._facts)
        column.addWidget(self._table, 1)

    def show_scores(self, models: Sequence[ScoredModel], titles: Mapping[Path, str]) -> None:
        """Show these, the best first; nothing if there are none."""
        self.setVisible(bool(models))
        classes = list(dict.fromkeys(name for model in models for name in model.classes))
        head = [
            translate("shelf", "Model"),
            translate("shelf", "Mean Dice"),
            translate("shelf", "Scored on"),
            *classes,
            translate("shelf", "Mind"),
        ]
        self._table.setColumnCount(len(head))
        self._table.setHorizontalHeaderLabels(head)
        self._table.setRowCount(len(models))
        ordered = sorted(models, key=lambda model: -1 if model.dice is None else model.dice)
        count = max((model.images for model in models), default=0)
        for row, model in enumerate(reversed(ordered)):
            title = titles.get(model.path, model.path.stem)
            self._fill(row, [title, *_cells(model, classes), _mind(model, count)])
        self._columns.set_elastic((0, len(head) - 1))
        self._columns.fit()
        text = translate(
            "shelf",
            "On the same {count:held-out image|{count} held-out images} of this project; in "
            "brackets the 95 % interval.",
        )
        self._facts.setText(filled(text, count=count))

    def _fill(self, row: int, texts: Sequence[str]) -> None:
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if 0 < column < len(texts) - 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._table.setItem(row, column, item)


def _cells(model: ScoredModel, classes: Sequence[str]) -> list[str]:
    interval = f" ({model.interval})" if model.interval else ""
    dice = "–" if model.dice is None else f"{model.dice:.3f}{interval}"
    images = str(model.images or "–")
    return [dice, images, *(_number(model.classes.get(name)) for name in classes)]


def _mind(model: ScoredModel, most_images: int) -> str:
    if model.problem is not None:
        return render(model.problem)
    if model.images < most_images:
        return translate("shelf", "Scored on fewer images than the others.")
    if model.learnt:
        text = translate("shelf", "It learnt from {names}: its scores flatter.")
        return text.format(names=", ".join(model.learnt))
    return ""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
