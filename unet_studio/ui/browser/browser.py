"""The image browser: a list with thumbnails, a search line, filters and an order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.browser.filter_chips import FilterChips
from unet_studio.ui.browser.image_list_view import ImageListView
from unet_studio.ui.browser.sort_button import SortButton
from unet_studio.ui.item_models.image_list import ImageListModel, ImageRole
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.item_models.image_order import ListWish


MIN_WIDTH_PX = 170
MOST_KEPT_SELECTED = 5000


class Browser(QWidget):
    """Shows a list of images and says which one a person picks.

    Signals
    -------
    image_chosen(ImageRef)
        A person wants to see this image.
    selection_changed()
        Other images are selected.
    menu_requested(QPoint)
        A person asks what can be done with the selected images, there on the screen.
    looked_at(list)
        The names of the images in sight.
    order_changed(ListWish)
        A person wants another order from now on.
    """

    image_chosen = Signal(object)
    selection_changed = Signal()
    menu_requested = Signal(QPoint)
    looked_at = Signal(list)
    order_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: ImageListModel | None = None
        self._is_following = False
        self._remembered: tuple[list[str], str | None] = ([], None)
        self._search = QLineEdit(placeholderText=translate("browser", "Search (Ctrl+F)"))
        self._search.setClearButtonEnabled(True)
        self._sort = SortButton()
        self._count = QLabel()
        self._chips = FilterChips()
        self._list = ImageListView()
        self._nothing = _Nothing()
        self._stack = QStackedWidget()
        self._lay_out()
        self._search.textChanged.connect(self._on_wish_changed)
        self._chips.changed.connect(self._on_wish_changed)
        self._sort.changed.connect(self._on_order_changed)
        self._nothing.button.clicked.connect(self.show_all)
        self._list.menu_requested.connect(self.menu_requested)
        self._list.looked_at.connect(self.looked_at)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._on_find)
        self.setMinimumWidth(MIN_WIDTH_PX)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._sort)
        row.addStretch(1)
        row.addWidget(self._count)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.setSpacing(6)
        layout.addWidget(self._search)
        layout.addWidget(self._chips)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)

    # ---- What is shown ----

    def set_source(self, source: ImageListModel) -> None:
        """Show another list of images."""
        if self._source is source:
            return
        if self._source is not None:
            for signal, slot in self._wiring(self._source):
                signal.disconnect(slot)
        self._source = source
        old = self._list.selectionModel()
        self._list.setModel(source)
        if old is not None:
            old.deleteLater()
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._list.selectionModel().selectionChanged.connect(self._on_selection_changed)
        for signal, slot in self._wiring(source):
            signal.connect(slot)
        self._show_wish(source.wish)
        self._show_counts()

    def _wiring(self, source: ImageListModel) -> list[tuple[SignalInstance, object]]:
        return [
            (source.modelAboutToBeReset, self._on_source_about_to_be_reset),
            (source.modelReset, self._on_source_reset),
            (source.rowsInserted, self._show_counts),
            (source.rowsRemoved, self._show_counts),
            (source.counted, self._show_counts),
        ]

    def _show_wish(self, wish: ListWish) -> None:
        self._is_following = True
        self._search.setText(wish.words)
        self._chips.show_kinds(wish.kinds)
        self._sort.show_wish(wish)
        self._is_following = False

    def show_order(self, wish: ListWish) -> None:
        """Show the images in this order."""
        self._sort.show_wish(wish)
        self._on_wish_changed()

    def show_all(self) -> None:
        """Leave no image out."""
        self._search.clear()
        self._chips.show_kinds(frozenset())
        self._list.setFocus()

    def show_current(self, name: str | None) -> None:
        """Mark the image shown, without asking for it again."""
        if self._source is None:
            return
        self._source.set_current(name)
        row = None if name is None else self._source.row_of(name)
        index = QModelIndex() if row is None else self._source.index(row)
        if index.isValid() and index == self._list.currentIndex():
            return  # and whatever else is selected stays so
        self._is_following = True
        self._list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if index.isValid():
            self._list.scrollTo(index)
        self._is_following = False

    # ---- What is chosen ----

    def selected_images(self) -> list[ImageRef]:
        """The selected images in the order of the list."""
        return self._list.images()

    def listed(self) -> list[str]:
        """The names of the images listed, in order."""
        return self._source.listed if self._source else []

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) image shown in the list."""
        model, row = self._source, self._list.currentIndex().row()
        if model is None:
            return
        last = model.rowCount() - 1
        row = max(0, min(row + by, last))
        while 0 < row < last and model.index(row).data(ImageRole.HEADING) is not None:
            row += by or 1
        index = model.index(row)
        if index.isValid() and index.data(ImageRole.HEADING) is None:
            self._list.setCurrentIndex(index)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            image: ImageRef | None = current.data(ImageRole.REF)
            if image is not None:
                self.image_chosen.emit(image)

    def _on_selection_changed(self) -> None:
        self._show_counts()
        self.selection_changed.emit()

    # ---- What is wanted ----

    def _on_find(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _on_wish_changed(self) -> None:
        if self._source is not None and not self._is_following:
            wish = replace(
                self._source.wish,
                words=self._search.text(),
                kinds=self._chips.kinds,
                sort=self._sort.sort,
                is_reversed=self._sort.is_reversed,
                by_folder=self._sort.by_folder,
            )
            self._source.set_wish(wish)
            self._show_counts()

    def _on_order_changed(self) -> None:
        self._on_wish_changed()
        if self._source is not None:
            self.order_changed.emit(self._source.wish)

    def _on_source_about_to_be_reset(self) -> None:
        indexes = self._list.selectionModel().selectedIndexes()
        names = [index.data() for index in indexes[:MOST_KEPT_SELECTED]]
        self._remembered = (names, self._list.currentIndex().data())

    def _on_source_reset(self) -> None:
        source = self._source
        if source is None:
            return
        self._is_following = True
        names, current = self._remembered
        rows = [row for row in map(source.row_of, names) if row is not None]
        at = None if current is None else source.row_of(current)
        selection = self._list.selectionModel()
        if at is not None:
            index = source.index(at)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._list.scrollTo(index)
        for row in rows:
            selection.select(source.index(row), QItemSelectionModel.SelectionFlag.Select)
        self._is_following = False
        self._show_counts()

    def _show_counts(self) -> None:
        source = self._source
        if source is None:
            return
        shown, total = len(source.listed), source.total
        text = str(total)
        if source.wish.is_picky:
            text = translate("browser", "{shown} of {total}").format(shown=shown, total=total)
        selected = self._list.selected_count()
        if selected > 1:
            text = translate("browser", "{n} selected").format(n=selected)
        self._count.setText(text)
        self._chips.show_counts(source.counts)
        is_empty = source.wish.is_picky and not shown and total > 0
        self._nothing.explain(source.wish)
        self._stack.setCurrentWidget(self._nothing if is_empty else self._list)


class _Nothing(QWidget):
    """Says why no image is listed, and offers to list them all."""

    def __init__(self) -> None:
        super().__init__()
        self._text = QLabel(wordWrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(translate("browser", "Show all images"))
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def explain(self, wish: ListWish) -> None:
        """Say what leaves all images out."""
        if not wish.kinds:
            text = translate("browser", "No image has these words in its name.")
        elif not wish.words.strip():
            text = translate("browser", "No image is of this kind.")
        else:
            text = translate("browser", "No image of this kind has these words in its name.")
        self._text.setText(text)
