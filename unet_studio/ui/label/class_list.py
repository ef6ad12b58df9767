"""The class list: colour, number key, name and count of every class; new ones are typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QIcon, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.label.access_delegate import (
    HIDDEN_ROLE,
    LOCKED_ROLE,
    MARK_PX,
    AccessDelegate,
    access_tip,
    eye_place,
)
from unet_studio.ui.label.class_menu import ClassMenu
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY, _NAME, _COUNT, _ACCESS = range(4)
_ID_ROLE = Qt.ItemDataRole.UserRole
_LAST_NUMBER_KEY = 9


class ClassList(QWidget):
    """Shows the classes and says what a person wants of them."""

    class_chosen = Signal(int)  # class id
    add_requested = Signal(str)  # name
    rename_requested = Signal(int, str)  # class id, name
    recolour_requested = Signal(int, str)  # class id, "#rrggbb"
    move_requested = Signal(int, int)  # class id, place: 0 = first
    merge_requested = Signal(int, int)  # class id, id of the class that gets its shapes
    delete_requested = Signal(int)  # class id; its shapes go, too
    typing_finished = Signal()  # no other name for now
    count_requested = Signal()  # how much each class makes up is wanted
    hide_requested = Signal(str, bool)  # name, whether to hide or to show all its shapes
    lock_requested = Signal(str, bool)  # name, whether to lock or to unlock all its shapes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes = ClassTable()
        self._is_asked = False
        self._counts: Mapping[str, int] = {}
        self._hidden: frozenset[str] = frozenset()
        self._locked: frozenset[str] = frozenset()
        self._title = QLabel()
        self._more = QToolButton(autoRaise=True)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu = ClassMenu(self)
        self._more.setMenu(self._menu)
        self._tree = _ClassTree()
        self._nothing_yet = EmptyNote(self._tree)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.setColumnCount(4)
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setIconSize(QSize(16, 16))
        self._tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_KEY, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_ACCESS, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_ACCESS, 2 * MARK_PX)
        self._tree.setItemDelegateForColumn(_ACCESS, AccessDelegate(self._tree))
        self._new_name = QLineEdit()
        self._new_name.setMaxLength(80)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._more)
        layout.addLayout(top)
        layout.addWidget(self._tree)
        layout.addWidget(self._new_name)
        self._tree.itemClicked.connect(self._on_tree_item_clicked)
        self._tree.itemDoubleClicked.connect(self._on_tree_item_double_clicked)
        self._tree.itemChanged.connect(self._on_tree_item_changed)
        self._tree.moved.connect(self._on_tree_moved)
        self._tree.mark_clicked.connect(self._on_tree_mark_clicked)
        self._tree.customContextMenuRequested.connect(self._on_tree_menu_requested)
        self._new_name.returnPressed.connect(self._on_new_name_return_pressed)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.rename_wanted.connect(self._edit_name)
        self._menu.recolour_wanted.connect(self._ask_for_colour)
        self._menu.move_wanted.connect(self.move_requested)
        self._menu.merge_wanted.connect(self.merge_requested)
        self._menu.delete_wanted.connect(self._ask_what_becomes)
        self._menu.count_wanted.connect(self.count_requested)
        self._retranslate()

    def set_classes(self, classes: ClassTable) -> None:
        """Show another class table."""
        current = self.current_class_id
        self._classes = classes
        self._tree.blockSignals(True)
        self._tree.clear()
        for number, label_class in enumerate(classes, start=1):
            key = str(number) if number <= _LAST_NUMBER_KEY else ""
            item = QTreeWidgetItem([key, label_class.name, ""])
            item.setData(_KEY, _ID_ROLE, label_class.id)
            item.setIcon(_KEY, swatch(label_class.colour))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(
                _COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            self._tree.addTopLevelItem(item)
        self._tree.blockSignals(False)
        self._nothing_yet.setVisible(not len(classes))
        self._show_counts()
        self.set_access(self._hidden, self._locked)
        self.set_current_class(current)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many shapes of each class the image has."""
        self._counts = counts
        self._show_counts()

    def set_access(self, hidden: frozenset[str], locked: frozenset[str]) -> None:
        """Mark the classes of these names as hidden and as locked."""
        self._hidden, self._locked = hidden, locked
        self._tree.blockSignals(True)
        for item in self._items():
            item.setData(_ACCESS, HIDDEN_ROLE, item.text(_NAME) in hidden)
            item.setData(_ACCESS, LOCKED_ROLE, item.text(_NAME) in locked)
            item.setToolTip(_ACCESS, access_tip())
        self._tree.blockSignals(False)
        self._tree.viewport().update()

    @property
    def current_class_id(self) -> int | None:
        """The class that is marked."""
        item = self._tree.currentItem()
        return int(item.data(_KEY, _ID_ROLE)) if item is not None else None

    def set_current_class(self, class_id: int | None) -> None:
        """Mark a class as the one that is drawn next."""
        for item in self._items():
            if item.data(_KEY, _ID_ROLE) == class_id:
                self._tree.setCurrentItem(item)

    def ask_for_class(self) -> None:
        """Put the keyboard where the name of a new class is typed, and back once it is there."""
        self._is_asked = True
        self._new_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept_new_name(self) -> bool:
        """Empty the field for new names: the class is there; whether typing is over by that.

        It is for whoever was asked for a class while drawing. Others may type the next name:
        on the canvas its letters would be keys of tools.
        """
        is_over = self._new_name.hasFocus() and self._is_asked
        self._is_asked = False
        self._new_name.clear()
        return is_over

    def _items(self) -> list[QTreeWidgetItem]:
        tree = self._tree
        rows = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
        return [item for item in rows if item is not None]

    def _show_counts(self) -> None:
        self._tree.blockSignals(True)
        for item in self._items():
            count = self._counts.get(item.text(_NAME), 0)
            item.setText(_COUNT, str(count) if count else "")
        self._tree.blockSignals(False)

    def _on_tree_item_clicked(self, item: QTreeWidgetItem) -> None:
        self.class_chosen.emit(item.data(_KEY, _ID_ROLE))

    def _on_tree_item_double_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _KEY:
            self._ask_for_colour(item.data(_KEY, _ID_ROLE))
        else:
            self._tree.editItem(item, _NAME)

    def _on_tree_mark_clicked(self, row: int, is_eye: bool) -> None:
        name = tuple(self._classes)[row].name
        if is_eye:
            self.hide_requested.emit(name, name not in self._hidden)
        else:
            self.lock_requested.emit(name, name not in self._locked)

    def _on_tree_moved(self, row: int, place: int) -> None:
        self.move_requested.emit(tuple(self._classes)[row].id, place)

    def _on_tree_menu_requested(self, position: QPoint) -> None:
        if self._tree.itemAt(position) is not None:
            self._menu.popup(self._tree.viewport().mapToGlobal(position))

    def _fill_menu(self) -> None:
        self._menu.fill(self._classes, self.current_class_id)

    def _edit_name(self, class_id: int) -> None:
        self.set_current_class(class_id)
        item = self._tree.currentItem()
        if item is not None:
            self._tree.editItem(item, _NAME)

    def _ask_what_becomes(self, class_id: int) -> None:
        label_class = self._classes.by_id(class_id)
        if label_class is None:
            return
        from unet_studio.ui.dialogs.delete_class_dialog import DeleteClassDialog

        dialog = DeleteClassDialog(label_class, self._classes, self)
        if dialog.exec() == DeleteClassDialog.DialogCode.Accepted:
            heir = dialog.heir_id
            if heir is None:
                self.delete_requested.emit(class_id)
            else:
                self.merge_requested.emit(class_id, heir)
        dialog.deleteLater()

    def _on_tree_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        label_class = self._classes.by_id(item.data(_KEY, _ID_ROLE))
        name = item.text(_NAME).strip()
        if column == _NAME and label_class is not None and name != label_class.name:
            self._tree.blockSignals(True)
            item.setText(_NAME, label_class.name)  # until the wish is granted
            self._tree.blockSignals(False)
            self.rename_requested.emit(label_class.id, name)

    def _on_new_name_return_pressed(self) -> None:
        name = self._new_name.text().strip()
        known = self._classes.by_name(name)
        if known is not None:
            self.accept_new_name()
            self.class_chosen.emit(known.id)
        elif name:
            self.add_requested.emit(name)
        else:
            self.typing_finished.emit()

    def _ask_for_colour(self, class_id: int) -> None:
        label_class = self._classes.by_id(class_id)
        if label_class is None:
            return
        title = translate("ClassList", "Colour of {name}").format(name=label_class.name)
        colour = QColorDialog.getColor(QColor(label_class.colour), self, title)
        if colour.isValid():
            self.recolour_requested.emit(class_id, colour.name())

    def _retranslate(self) -> None:
        self._title.setText(translate("ClassList", "Classes"))
        self._more.setText(translate("ClassList", "More ▾"))
        self._nothing_yet.setText(
            translate(
                "ClassList",
                "A class says what an object is, such as “cell”. "
                "Type the name of the first one below.",
            )
        )
        self._more.setToolTip(
            translate("ClassList", "Rename, recolour, merge, delete and count classes")
        )
        self._more.setAccessibleName(translate("ClassList", "More about classes"))
        self._new_name.setPlaceholderText(translate("ClassList", "New class: name, then Enter"))
        self._tree.setToolTip(
            translate(
                "ClassList",
                "Click or press the number to draw this class.\n"
                "Double-click the name to rename, the colour to change it; drag to reorder.",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()


class _ClassTree(QTreeWidget):
    """A list whose rows can be dragged to another place; whether they go there is not its say."""

    moved = Signal(int, int)  # row, place among the others
    mark_clicked = Signal(int, bool)  # row, whether on the eye rather than on the padlock

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on an eye or a padlock chooses no class."""
        if not self._clicked_mark(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: two quick clicks on an eye are two clicks."""
        if not self._clicked_mark(event):
            super().mouseDoubleClickEvent(event)

    def _clicked_mark(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.column() != _ACCESS or event.button() is not Qt.MouseButton.LeftButton:
            return False
        is_eye = eye_place(self.visualRect(index)).contains(place)
        self.mark_clicked.emit(index.row(), is_eye)
        return True

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: a row was dropped before or behind another one."""
        row = self.currentIndex().row()
        target = self.indexAt(event.position().toPoint())
        place = target.row() if target.isValid() else self.topLevelItemCount()
        below = self.dropIndicatorPosition() is not self.DropIndicatorPosition.AboveItem
        if target.isValid() and below:
            place += 1
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the list is made anew once it is so
        event.accept()
        place -= place > row
        if place != row:
            self.moved.emit(row, place)


def swatch(colour: str, edge_px: int = 16) -> QIcon:
    """A small square of a colour."""
    pixmap = QPixmap(edge_px * 2, edge_px * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(QColor(0, 0, 0, 90))
    painter.drawRoundedRect(pixmap.rect().adjusted(3, 3, -4, -4), 6, 6)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt tints it, and colour is what it shows
    return icon
