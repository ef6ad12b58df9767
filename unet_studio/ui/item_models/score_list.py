"""The scores of all images and classes as a Qt table that can be sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from unet_studio.domain.metrics import MEASURES, ClassScores
from unet_studio.domain.project import natural_key
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.workspace.predictions.result_ranking import RankedImage

_Index = QModelIndex | QPersistentModelIndex
_Row = tuple[str, Role, str, ClassScores]
_ROLE, _FIRST_MEASURE = 1, 3
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def role_name(role: Role) -> str:
    """What an image was to the model, in a word or two."""
    return {
        Role.HELD_OUT: translate("ranking", "Held out"),
        Role.NEW: translate("ranking", "Not in the training"),
        Role.TRAINED_ON: translate("ranking", "Trained on"),
    }[role]


class ScoreList(QAbstractTableModel):
    """One row for each image and class; a score that does not exist comes last when sorted."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self._heads = [
            translate("ranking", "Image"),
            translate("ranking", "Role"),
            translate("ranking", "Class"),
            "Dice",
            "IoU",
            translate("ranking", "Precision"),
            translate("ranking", "Recall"),
            translate("ranking", "Outline"),
        ]

    def show_images(self, images: Sequence[RankedImage]) -> None:
        """Show these, in their order, until a person sorts them."""
        self.beginResetModel()
        self._rows = [(i.name, i.role, n, s) for i in images for n, s in i.scores.items()]
        self._sort()
        self.endResetModel()

    def name_at(self, row: int) -> str | None:
        """The image of a row."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else None

    def _sort(self) -> None:
        column, order = self._sorted_by
        if column < 0:
            return
        falling = order is Qt.SortOrder.DescendingOrder
        if column >= _FIRST_MEASURE:
            measure = MEASURES[column - _FIRST_MEASURE]
            known = [r for r in self._rows if getattr(r[3], measure) is not None]
            unknown = [r for r in self._rows if getattr(r[3], measure) is None]
            known.sort(key=lambda r: getattr(r[3], measure), reverse=falling)
            self._rows = known + unknown
        elif column == 0:
            self._rows.sort(key=lambda r: natural_key(r[0]), reverse=falling)
        else:
            self._rows.sort(key=lambda r: str(r[column]), reverse=falling)

    # ---- Qt ----

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: images times classes."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: see the headings."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: the headings."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._head_tip(section) if role == Qt.ItemDataRole.ToolTipRole else None

    def _head_tip(self, section: int) -> str | None:
        if section == _ROLE:
            return translate("ranking", "What the image was to the model")
        if section == len(self._heads) - 1:
            return translate(
                "results", "Boundary F1: how much of the outlines agrees, to within 2 pixels."
            )
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell."""
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= _FIRST_MEASURE:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and column >= _FIRST_MEASURE:
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column >= _FIRST_MEASURE:
            value = getattr(row[3], MEASURES[column - _FIRST_MEASURE])
            return "–" if value is None else f"{value:.3f}"
        return (row[0], role_name(row[1]), row[2])[column]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: put the rows in another order."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = column, order
        self._sort()
        self.layoutChanged.emit()
