"""The table of chosen runs: scores per class, time, steps, and where their recipes differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from unet_studio.ui.train.run_list import swatch
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from unet_studio.domain.message import Message
    from unet_studio.domain.run_entry import RunEntry

_MEASURES = ("dice", "iou", "precision", "recall")


class ScoreRow:
    """One run with its scores, as far as they are known.

    Attributes
    ----------
    entry
        The run.
    scores
        Class name -> measure -> value over the held-out images.
    best_step
        Of the highest held-out Dice while it learnt.
    different
        Dotted key -> value, of what differs between the recipes.
    remarks
        Why its numbers may not be set beside the others'.
    """

    def __init__(
        self,
        entry: RunEntry,
        scores: Mapping[str, Mapping[str, float | None]],
        best_step: int | None,
        different: Mapping[str, object],
        remarks: Sequence[Message],
    ) -> None:
        self.entry = entry
        self.scores = scores
        self.best_step = best_step
        self.different = different
        self.remarks = remarks

    def cells(self, classes: Sequence[str], keys: Sequence[str]) -> list[object]:
        """The values from left to right, after the name.

        Time comes first, for scores are read against it, and many classes need much room.
        """
        measured = [self.scores.get(c, {}).get(m) for c in classes for m in _MEASURES]
        record = self.entry.record
        known: list[object] = [self.entry.minutes, *measured, self.entry.steps]
        known += [self.best_step, record.parameters or None, record.seed]
        return [*known, *(_plain(self.different.get(key)) for key in keys)]


class ScoreOverview(QTableWidget):
    """Sortable by any column; the best of the numbers that may be compared are bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent)
        self.setAccessibleName(translate("compare", "Scores of the chosen runs"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(False)

    def show_rows(self, rows: Sequence[ScoreRow]) -> None:
        """Show these runs in the order given, until a person sorts them."""
        classes = list(dict.fromkeys(name for row in rows for name in row.scores))
        keys = list(dict.fromkeys(key for row in rows for key in row.different))
        heads = [translate("compare", "Run"), translate("compare", "minutes")]
        heads += [f"{name}\n{_measure(measure)}" for name in classes for measure in _MEASURES]
        heads += [
            translate("compare", "steps"),
            translate("compare", "best at"),
            translate("compare", "parameters"),
            translate("compare", "seed"),
        ]
        heads += [key.replace(".", ".\n", 1) for key in keys]
        self.setSortingEnabled(False)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setRowCount(len(rows))
        cells = [row.cells(classes, keys) for row in rows]
        scores = range(1, 1 + len(classes) * len(_MEASURES))
        best = _best_of(rows, cells, scores)
        for place, row in enumerate(rows):
            self._fill(place, row, cells[place], best)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    def _fill(
        self, place: int, row: ScoreRow, cells: Sequence[object], best: Mapping[int, float | None]
    ) -> None:
        head = QTableWidgetItem(("⚠ " if row.remarks else "") + render(row.entry.short_title))
        head.setIcon(swatch(place))
        head.setToolTip("\n".join(render(remark) for remark in row.remarks))
        self.setItem(place, 0, head)
        for column, value in enumerate(cells):
            item = _Cell(value, digits=3 if column in best else 2)
            if value is not None and value == best.get(column):
                font = item.font()
                font.setBold(True)
                item.setFont(font)
                item.setToolTip(translate("compare", "The best of these runs"))
            self.setItem(place, column + 1, item)


class _Cell(QTableWidgetItem):
    """Sorts by its value; what is not known comes last."""

    def __init__(self, value: object, digits: int) -> None:
        super().__init__(f"{value:.{digits}f}" if isinstance(value, float) else _text(value))
        self._value = value
        if not isinstance(value, str):
            self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: Any) -> bool:
        mine, its = self._value, other._value
        if isinstance(mine, float | int) and isinstance(its, float | int):
            return mine < its
        return (mine is not None, str(mine)) < (its is not None, str(its))


def _best_of(
    rows: Sequence[ScoreRow], cells: Sequence[Sequence[object]], scores: range
) -> dict[int, float | None]:
    """Column of a score -> the best of the numbers that may be compared."""
    fair = [line for row, line in zip(rows, cells, strict=True) if not row.remarks]
    columns = {k: [v for line in fair if isinstance(v := line[k], float)] for k in scores}
    return {k: max(v, default=None) if len(fair) > 1 else None for k, v in columns.items()}


def _text(value: object) -> str:
    return "–" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _plain(value: object) -> object:
    """Numbers stay numbers, so that they sort as such."""
    if isinstance(value, bool) or value is None:
        return "–" if value is None else str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else value


def _measure(name: str) -> str:
    words = {
        "precision": translate("compare", "precision"),
        "recall": translate("compare", "recall"),
    }
    return words.get(name) or {"dice": "Dice", "iou": "IoU"}[name]
