"""The image browser: a list with thumbnails, a search line and a filter by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.browser.image_delegate import ImageDelegate
from unet_studio.ui.item_models.image_list import (
    ImageFilterModel,
    ImageListModel,
    ImageRole,
    StatusFilter,
)
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.project import ImageRef


MIN_WIDTH_PX = 170


class Browser(QWidget):
    """Shows a list of images and says which one a person picks.

    Signals
    -------
    image_chosen(ImageRef)
        A person wants to see this image.
    """

    image_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: ImageListModel | None = None
        self._filtered = ImageFilterModel(self)
        self._search = QLineEdit(placeholderText=translate("browser", "Search (Ctrl+F)"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_words_changed)
        self._status = QComboBox()
        for status, text in _filter_names():
            self._status.addItem(text, status)
        self._status.currentIndexChanged.connect(self._on_status_changed)
        self._count = QLabel()
        self._list = QListView(uniformItemSizes=True)
        self._list.setItemDelegate(ImageDelegate(self._list))
        self._list.setModel(self._filtered)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(translate("browser", "Images"))
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._is_following = False
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._search.setFocus)
        self._lay_out()
        self.setMinimumWidth(MIN_WIDTH_PX)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._status, 1)
        row.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.setSpacing(6)
        layout.addWidget(self._search)
        layout.addLayout(row)
        layout.addWidget(self._list, 1)

    def set_source(self, source: ImageListModel) -> None:
        """Show another list of images."""
        if self._source is not source:
            if self._source is not None:
                for signal in _changes(self._source):
                    signal.disconnect(self._show_count)
            self._source = source
            self._filtered.setSourceModel(source)
            for signal in _changes(source):
                signal.connect(self._show_count)
        self._show_count()

    def show_current(self, name: str | None) -> None:
        """Mark the image shown, without asking for it again."""
        if self._source is None:
            return
        row = None if name is None else self._source.row_of(name)
        index = QModelIndex()
        if row is not None:
            index = self._filtered.mapFromSource(self._source.index(row))
        self._is_following = True
        self._list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if index.isValid():
            self._list.scrollTo(index)
        self._is_following = False

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) image shown in the list."""
        row = max(0, min(self._list.currentIndex().row() + by, self._filtered.rowCount() - 1))
        index = self._filtered.index(row, 0)
        if index.isValid():
            self._list.setCurrentIndex(index)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            image: ImageRef = current.data(ImageRole.REF)
            self.image_chosen.emit(image)

    def _on_words_changed(self, text: str) -> None:
        self._filtered.set_words(text)
        self._show_count()

    def _on_status_changed(self, _row: int) -> None:
        self._filtered.set_status(StatusFilter(self._status.currentData()))
        self._show_count()

    def _show_count(self) -> None:
        total = self._source.rowCount() if self._source else 0
        shown = self._filtered.rowCount()
        self._count.setText(str(total) if shown == total else f"{shown} / {total}")


def _changes(source: ImageListModel) -> tuple[SignalInstance, ...]:
    """The signals after which other images may be counted."""
    return source.modelReset, source.rowsInserted, source.dataChanged


def _filter_names() -> list[tuple[StatusFilter, str]]:
    return [
        (StatusFilter.ALL, translate("browser", "All images")),
        (StatusFilter.UNLABELLED, translate("browser", "Unlabelled")),
        (StatusFilter.LABELLED, translate("browser", "Labelled")),
        (StatusFilter.HELD_OUT, translate("browser", "Held out")),
        (StatusFilter.PROBLEM, translate("browser", "With problems")),
    ]
