"""The list itself: keys, selection, and which images somebody looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from unet_studio.ui.browser.image_delegate import ImageDelegate
from unet_studio.ui.item_models.image_list import ImageListModel, ImageRole
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex
    from PySide6.QtGui import QContextMenuEvent, QResizeEvent

    from unet_studio.domain.project import ImageRef

LOOK_MS = 50


class ImageListView(QListView):
    """Rows of images and of headings.

    Signals
    -------
    looked_at(list)
        The names of the images in sight.
    menu_requested(QPoint)
        A person asks what can be done with the selected images, there on the screen.
    """

    looked_at = Signal(list)
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setItemDelegate(ImageDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("browser", "Images"))
        self._timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())
        self.clicked.connect(self._on_clicked)

    def images(self) -> list[ImageRef]:
        """The selected images in the order of the list; those below a selected heading too."""
        model = self.model()
        if not isinstance(model, ImageListModel):
            return []
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return model.images_at(rows)

    def selected_count(self) -> int:
        """How many rows are selected; quick also when it is all of 50,000."""
        selection = self.selectionModel().selection()
        return sum(selection.at(k).height() for k in range(selection.count()))

    def toggle(self, index: QModelIndex, *, fold: bool | None = None) -> bool:
        """Fold or unfold what is below a heading; whether it is one."""
        heading, model = index.data(ImageRole.HEADING), self.model()
        if heading is None or not isinstance(model, ImageListModel):
            return False
        if fold is not heading.is_folded:
            model.toggle(heading)
            self.setCurrentIndex(model.index(model.row_of_heading(heading.key)))
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(ImageRole.HEADING) is not None:
            self.toggle(index)

    def _look(self) -> None:
        model = self.model()
        if model is None or not self.isVisible():
            return
        first = self.indexAt(QPoint(4, 4)).row()
        last = self.indexAt(QPoint(4, self.viewport().height() - 4)).row()
        last = last if last >= 0 else model.rowCount() - 1
        rows = [model.index(row, 0) for row in range(max(first, 0), last + 1)]
        names = [index.data() for index in rows if index.data(ImageRole.HEADING) is None]
        self.looked_at.emit(names)

    # ---- Qt ----

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Qt: show other rows."""
        super().setModel(model)
        if model is not None:
            for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                signal.connect(self._timer.start)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: more or less is in sight."""
        super().resizeEvent(event)
        self._timer.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: by the right button or by the menu key."""
        at = event.globalPos()
        if event.reason() is event.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            at = self.viewport().mapToGlobal(rect.center())
        self.menu_requested.emit(at)

    def event(self, event: QEvent) -> bool:
        """Qt: Ctrl+A means the images here, not the shapes of the one in view."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.SelectAll)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: headings fold by Left, Right and Return."""
        folds = {
            Qt.Key.Key_Left: True,
            Qt.Key.Key_Right: False,
            Qt.Key.Key_Return: None,
            Qt.Key.Key_Enter: None,
        }
        key = Qt.Key(event.key())
        if key in folds and self.toggle(self.currentIndex(), fold=folds[key]):
            return
        super().keyPressEvent(event)
