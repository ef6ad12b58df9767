"""The images of a project or of a prediction as a Qt list, with thumbnails and states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from unet_studio.domain.annotation import LabelExtent
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex


class ImageRole(IntEnum):
    """What else than its name can be asked of an image."""

    REF = Qt.ItemDataRole.UserRole
    STATUS = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class ImageStatus:
    """What the badge of an image says.

    Attributes
    ----------
    extent
        How far it is labelled; None while unknown.
    is_held_out
        Whether it is kept from training.
    problem
        Why it, or its label file, cannot be read.
    score
        Mean Dice of a prediction against its labels, if both are there.
    is_predicted
        Whether it is listed for its prediction alone, with no labels to speak of.
    """

    extent: LabelExtent | None = None
    is_held_out: bool = False
    problem: Message | None = None
    score: float | None = None
    is_predicted: bool = False


class StatusFilter(StrEnum):
    """Which images the browser shows."""

    ALL = "all"
    UNLABELLED = "unlabelled"
    LABELLED = "labelled"
    HELD_OUT = "held-out"
    PROBLEM = "problem"


class ImageListModel(QAbstractListModel):
    """Read-only list; whoever owns the data says which rows changed."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        status_of: Callable[[str], ImageStatus],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._status_of = status_of
        self._images: list[ImageRef] = []
        self._rows: dict[str, int] = {}
        thumbnails.arrived.connect(self._on_thumbnail_arrived)

    def set_images(self, images: Sequence[ImageRef]) -> None:
        """Show other images."""
        self.beginResetModel()
        self._images = list(images)
        self._rows = {image.name: row for row, image in enumerate(images)}
        self.endResetModel()

    def add_images(self, images: Sequence[ImageRef]) -> None:
        """Show more images after those shown already; what is selected stays selected."""
        if not images:
            return
        first = len(self._images)
        self.beginInsertRows(QModelIndex(), first, first + len(images) - 1)
        self._images += images
        self._rows |= {image.name: row for row, image in enumerate(images, first)}
        self.endInsertRows()

    def row_of(self, name: str) -> int | None:
        """Where an image stands."""
        return self._rows.get(name)

    def refresh(self, names: Sequence[str]) -> None:
        """What is known of these images changed."""
        rows = [self._rows[name] for name in names if name in self._rows]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: number of images."""
        return 0 if parent is not None and parent.isValid() else len(self._images)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: one fact about one image."""
        if not index.isValid():
            return None
        image = self._images[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return image.name
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(image)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{image.path}\n{status_text(self._status(image))}"
        if role == ImageRole.REF:
            return image
        if role == ImageRole.STATUS:
            return self._status(image)
        return None

    def _on_thumbnail_arrived(self, name: str) -> None:
        self.refresh([name])

    def _status(self, image: ImageRef) -> ImageStatus:
        status = self._status_of(image.name)
        problem = status.problem or self._thumbnails.problem(image)
        return replace(status, problem=problem)


class ImageFilterModel(QSortFilterProxyModel):
    """Keeps the images whose name contains the words typed and whose status fits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._status = StatusFilter.ALL

    def set_words(self, text: str) -> None:
        """Show names containing all of these words, whatever their case."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def set_status(self, status: StatusFilter) -> None:
        """Show images of this status."""
        self.beginFilterChange()
        self._status = status
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Qt: whether to show a row."""
        index = self.sourceModel().index(source_row, 0, source_parent)
        name = str(index.data()).casefold()
        if not all(word in name for word in self._words):
            return False
        return self._status is StatusFilter.ALL or _fits(index.data(ImageRole.STATUS), self._status)


def _fits(status: ImageStatus, wanted: StatusFilter) -> bool:
    labelled = status.extent in (LabelExtent.FULLY, LabelExtent.PARTLY)
    return {
        StatusFilter.ALL: True,
        StatusFilter.UNLABELLED: not labelled and status.problem is None,
        StatusFilter.LABELLED: labelled,
        StatusFilter.HELD_OUT: status.is_held_out,
        StatusFilter.PROBLEM: status.problem is not None,
    }[wanted]


def status_text(status: ImageStatus) -> str:
    """The status in words."""
    if status.problem is not None:
        return render(status.problem)
    parts = []
    if status.score is not None:
        parts.append(translate("browser", "Dice {score}").format(score=f"{status.score:.3f}"))
    if status.extent is LabelExtent.FULLY and status.score is None:  # a score says so itself
        parts.append(translate("browser", "labelled"))
    elif status.extent is LabelExtent.PARTLY:
        parts.append(translate("browser", "partly labelled"))
    elif status.extent is LabelExtent.UNLABELLED:
        parts.append(translate("browser", "unlabelled"))
    if status.is_held_out:
        parts.append(translate("browser", "held out"))
    if status.is_predicted:
        parts.append(translate("browser", "predicted"))
    return " · ".join(parts)
