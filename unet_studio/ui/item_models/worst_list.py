"""The predicted images, worst first, as a Qt list with a heading above each kind of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from unet_studio.domain.message import filled
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from unet_studio.workspace.predictions.result_ranking import RankedImage

_Index = QModelIndex | QPersistentModelIndex

IMAGE_ROLE = Qt.ItemDataRole.UserRole
"""The `RankedImage` of a row; None for a heading."""

HEADING_ROLE = Qt.ItemDataRole.UserRole + 1
"""Title and text of a heading; None for an image."""


class WorstList(QAbstractListModel):
    """Rows are images and headings; small pictures are asked for when they are painted."""

    def __init__(self, thumbnail: Callable[[str], QImage | None]) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self._rows: list[RankedImage | tuple[str, str]] = []
        self._places: dict[str, int] = {}

    def show_images(self, images: Sequence[RankedImage]) -> None:
        """Show these, in their order; a heading stands before each other role."""
        self.beginResetModel()
        self._rows = []
        counts = {role: sum(i.role is role for i in images) for role in Role}
        last: Role | None = None
        for image in images:
            if image.role is not last:
                last = image.role
                self._rows.append(heading(image.role, counts[image.role]))
            self._rows.append(image)
        self._places = {
            row.name: n for n, row in enumerate(self._rows) if not isinstance(row, tuple)
        }
        self.endResetModel()

    def place_of(self, name: str) -> int | None:
        """The row of an image."""
        return self._places.get(name)

    def name_at(self, row: int) -> str | None:
        """The name of the image in a row; None for a heading."""
        if not 0 <= row < len(self._rows):
            return None
        found = self._rows[row]
        return None if isinstance(found, tuple) else found.name

    def refresh(self, name: str) -> None:
        """The small picture of this image is there."""
        place = self._places.get(name)
        if place is not None:
            index = self.index(place)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    # ---- Qt ----

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: images and headings."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt: headings cannot be chosen."""
        if isinstance(self._rows[index.row()], tuple):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a row shows."""
        row = self._rows[index.row()]
        if isinstance(row, tuple):
            texts = {Qt.ItemDataRole.DisplayRole: row[0], Qt.ItemDataRole.ToolTipRole: row[1]}
            return row if role == HEADING_ROLE else texts.get(Qt.ItemDataRole(role))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(row.name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name}\n{said(row)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        return row if role == IMAGE_ROLE else None


def heading(role: Role, count: int) -> tuple[str, str]:
    """What stands before the images of a role."""
    titles = {
        Role.HELD_OUT: translate("ranking", "Held out"),
        Role.NEW: translate("ranking", "Not in the training"),
        Role.TRAINED_ON: translate("ranking", "Trained on"),
    }
    texts = {
        Role.HELD_OUT: translate(
            "ranking", "{count} {count:image|images} the model never saw, worst first."
        ),
        Role.NEW: translate(
            "ranking", "{count} {count:image|images} that came later, worst first."
        ),
        Role.TRAINED_ON: translate(
            "ranking", "{count} {count:image|images} it learnt from: scores flatter."
        ),
    }
    return titles[role], filled(texts[role], count=count)


def said(image: RankedImage) -> str:
    """How bad an image is, and where."""
    if image.dice is not None:
        hint = image.hint
        return f"Dice {image.dice:.3f}" + (f" · {render(hint)}" if hint else "")
    if image.undecided is not None:
        text = translate("ranking", "{share} undecided")
        return text.format(share=f"{image.undecided:.1%}")
    return translate("ranking", "no labels")
