"""The label panel: classes, extent of labelling and shapes of the image, right of the canvas."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.hit_test import ShapeIndex
from unet_studio.ui.label.class_list import ClassList
from unet_studio.ui.label.shape_list import ShapeList
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.translations import translate
from unet_studio.workspace.labels.selection_edits import REORDER

if TYPE_CHECKING:
    from unet_studio.domain.label_class import ClassTable
    from unet_studio.workspace.labels.document import AnnotationDocument

_EXTENTS = (LabelExtent.FULLY, LabelExtent.PARTLY, LabelExtent.UNLABELLED)


class LabelPanel(QWidget):
    """Shows what is known of one document; edits go to the document.

    Attributes
    ----------
    class_list, shape_list
        Its two lists.
    """

    class_chosen = Signal(int)  # class id
    extent_assumed = Signal()  # drawing made what no shape covers background; nobody said so

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._listed = ShapeIndex(())
        self._shown_of: AnnotationDocument | None = None
        self._is_stating = False
        self.class_list = ClassList()
        self.shape_list = ShapeList()
        self._no_shapes = EmptyNote(self.shape_list)
        self._extent_title = QLabel()
        self._extent = QComboBox()
        self._shapes_title = QLabel()
        layout = QVBoxLayout(self)
        layout.addWidget(self.class_list, 2)
        layout.addWidget(self._shapes_title)
        layout.addWidget(self.shape_list, 3)
        layout.addWidget(self._extent_title)
        layout.addWidget(self._extent)
        self.class_list.class_chosen.connect(self.class_chosen)
        self.class_list.hide_requested.connect(self._on_class_list_hide_requested)
        self.class_list.lock_requested.connect(self._on_class_list_lock_requested)
        self.shape_list.shapes_selected.connect(self._on_shape_list_shapes_selected)
        self.shape_list.delete_requested.connect(self._on_shape_list_delete_requested)
        self.shape_list.hide_requested.connect(self._on_shape_list_hide_requested)
        self.shape_list.lock_requested.connect(self._on_shape_list_lock_requested)
        self.shape_list.order_requested.connect(self._on_shape_list_order_requested)
        for extent in _EXTENTS:
            self._extent.addItem("", extent)
        self._extent.activated.connect(self._on_extent_activated)
        self._retranslate()
        self._show_annotation()

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Show another document, or none."""
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._show_annotation)
            self._document.selection_changed.disconnect(self._show_selection)
            self._document.access_changed.disconnect(self._show_access)
        self._document = document
        if document is not None:
            document.annotation_changed.connect(self._show_annotation)
            document.selection_changed.connect(self._show_selection)
            document.access_changed.connect(self._show_access)
        self._show_annotation()

    def set_classes(self, classes: ClassTable) -> None:
        """Show another class table."""
        self.class_list.set_classes(classes)
        self.shape_list.set_classes(classes)

    def set_current_class(self, class_id: int | None) -> None:
        """Mark the class that is drawn next."""
        self.class_list.set_current_class(class_id)

    def _show_annotation(self) -> None:
        index = self._document.index if self._document else ShapeIndex(())
        self.shape_list.set_shapes(index.shapes, index.positions)
        self._no_shapes.setVisible(self._document is not None and not index.shapes)
        self.class_list.set_counts(Counter(map(attrgetter("class_name"), index.shapes)))
        has_drafts = self._document is not None and bool(self._document.annotation.drafts)
        self._extent.setEnabled(self._document is not None and not has_drafts)
        self._extent.setToolTip(_extent_tip(has_drafts=has_drafts))
        if self._document is not None:
            self._show_extent(self._document.annotation.extent)
        self._show_shapes_title()
        self._show_access()
        if index.positions is not self._listed.positions:  # else all rows stayed, selected or not
            self._show_selection()
        self._listed = index

    def _show_extent(self, extent: LabelExtent) -> None:
        before = _EXTENTS[self._extent.currentIndex()]
        self._extent.setCurrentIndex(_EXTENTS.index(extent))
        is_news = self._shown_of is self._document and not self._is_stating
        self._shown_of = self._document
        if is_news and before is LabelExtent.UNLABELLED and extent is LabelExtent.FULLY:
            self.extent_assumed.emit()

    def _show_access(self) -> None:
        document = self._document
        if document is not None:
            self.shape_list.set_access(document.hidden, document.locked)
            access = document.access
            self.class_list.set_access(access.hidden_classes, access.locked_classes)

    def _show_selection(self) -> None:
        self.shape_list.set_selection(self._document.selection if self._document else ())

    def _on_shape_list_shapes_selected(self, shape_ids: list[str]) -> None:
        if self._document is not None:
            self._document.select(shape_ids)

    def _on_shape_list_delete_requested(self) -> None:
        if self._document is not None:
            self._document.remove_shapes(self._document.selection)

    def _on_class_list_hide_requested(self, name: str, hide: bool) -> None:
        if self._document is not None:
            self._document.access.hide_class(name, hidden=hide)

    def _on_class_list_lock_requested(self, name: str, lock: bool) -> None:
        if self._document is not None:
            self._document.access.lock_class(name, locked=lock)

    def _on_shape_list_hide_requested(self, shape_ids: list[str], hide: bool) -> None:
        if self._document is not None:
            shapes = [self._document.shape(shape_id) for shape_id in shape_ids]
            access = self._document.access
            (access.hide if hide else access.show)(shapes)

    def _on_shape_list_lock_requested(self, shape_ids: list[str], lock: bool) -> None:
        if self._document is not None:
            shapes = [self._document.shape(shape_id) for shape_id in shape_ids]
            access = self._document.access
            (access.lock if lock else access.unlock)(shapes)

    def _on_shape_list_order_requested(self, shape_ids: list[str], place: int) -> None:
        if self._document is not None:
            self._document.place_shapes(REORDER(), shape_ids, place)

    def _on_extent_activated(self, row: int) -> None:
        if self._document is not None:
            self._is_stating = True
            self._document.state_extent(_EXTENTS[row])
            self._is_stating = False

    def _show_shapes_title(self) -> None:
        count = len(self._document.annotation.shapes) if self._document else 0
        self._shapes_title.setText(translate("LabelPanel", "Shapes ({count})").format(count=count))

    def _retranslate(self) -> None:
        self._show_shapes_title()
        self._extent_title.setText(translate("LabelPanel", "What no shape covers"))
        self._no_shapes.setText(
            translate(
                "LabelPanel",
                "What you draw is listed here, the topmost first: to select, hide, lock and order.",
            )
        )
        self._extent.setItemText(0, translate("LabelPanel", "is background: all is labelled"))
        self._extent.setItemText(1, translate("LabelPanel", "is ignored: part is labelled"))
        self._extent.setItemText(2, translate("LabelPanel", "is not labelled yet"))
        self._extent.setToolTip(_extent_tip(has_drafts=False))

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()


def _extent_tip(*, has_drafts: bool) -> str:
    if has_drafts:
        return translate(
            "LabelPanel",
            "While drafts are left, what no confirmed shape covers is ignored. That is over once "
            "the last one is accepted or rejected.",
        )
    return translate(
        "LabelPanel",
        "Background: everything of interest is outlined.\n"
        "Ignored: only some of it is outlined; training looks at nothing else.\n"
        "Not labelled yet: training leaves this image out.",
    )
