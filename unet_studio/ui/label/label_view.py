"""The Label mode: tool bar, canvas with its hint, and label panel, working on one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import say
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.ui.label.canvas_footer import CanvasFooter
from unet_studio.ui.label.display_panel import DisplayPanel
from unet_studio.ui.label.history_panel import HistoryPanel
from unet_studio.ui.label.label_panel import LabelPanel
from unet_studio.ui.label.tool_bar import IconSource, ToolBar, name_of
from unet_studio.ui.label.tool_options import ToolOptions
from unet_studio.ui.label.view_strip import ViewStrip
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.tools.pixels import ArrayPixels
from unet_studio.workspace.tools.toolbox import Toolbox, ToolKey

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent

    from unet_studio.domain.message import Message
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.view.pictures import Picture


_BACKGROUND_NOW = say(
    "hint",
    "The rest now counts as background. Only a part is labelled? Say so at the lower right.",
)

TOLD_FOR_MS = 6000
"""How long what came of an edit is read instead of the hint."""


class LabelView(QWidget):
    """Wires canvas, panel and tool bar to a toolbox.

    Attributes
    ----------
    canvas, panel, strip, display_panel, history_panel
        What it is made of; their signals may be used directly.
    toolbox
        The tools, and the class of what is drawn next.
    """

    shape_menu_requested = Signal(QPoint)  # place on the screen
    properties_requested = Signal()  # of the selected shapes

    def __init__(
        self, icon_of: IconSource, toolbox: Toolbox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._classes = ClassTable()
        self._document: AnnotationDocument | None = None
        self._has_told_of_extent = False
        self.toolbox = toolbox
        self.canvas = CanvasView()
        self.display_panel = DisplayPanel(self.canvas)
        self.panel = LabelPanel()
        self.history_panel = HistoryPanel()
        self.history_panel.hide()
        self.strip = ViewStrip()
        self._tool_bar = ToolBar(icon_of)
        self._options = ToolOptions()
        self._footer = CanvasFooter(self.strip)
        self._hint = self._footer.hint
        self._telling = QTimer(self, singleShot=True, interval=TOLD_FOR_MS)
        self._telling.timeout.connect(self._stop_telling)
        self._lay_out()
        self.panel.class_chosen.connect(self._on_panel_class_chosen)
        self.panel.extent_assumed.connect(self._on_panel_extent_assumed)
        self._tool_bar.tool_requested.connect(self.choose_tool)
        self.toolbox.tool_changed.connect(self._on_toolbox_tool_changed)
        self.toolbox.class_changed.connect(self._on_toolbox_class_changed)
        self.toolbox.class_needed.connect(self._on_toolbox_class_needed)
        self.panel.class_list.typing_finished.connect(self.canvas.setFocus)
        self.toolbox.hint_changed.connect(self._show_hint)
        self.canvas.zoom_changed.connect(self.strip.show_zoom)
        self.canvas.menu_requested.connect(self._on_canvas_menu_requested)
        self.panel.shape_list.menu_requested.connect(self.shape_menu_requested)
        self.panel.shape_list.properties_requested.connect(self.properties_requested)
        self._on_toolbox_tool_changed()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bars = QVBoxLayout()
        column.addWidget(self._options)
        column.addLayout(self._bars)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._footer)
        splitter = QSplitter()
        splitter.addWidget(middle)
        splitter.addWidget(self.history_panel)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([800, 240, 240])
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._tool_bar)
        row.addWidget(splitter, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row, 1)

    def add_below(self, widget: QWidget) -> None:
        """Put something below everything, across the whole width."""
        self._column.addWidget(widget)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar right above the canvas."""
        self._bars.addWidget(bar)

    # ---- what is shown ----

    def set_image(
        self, image: Picture | NDArray[np.uint8] | None, pixels: Pixels | None = None
    ) -> None:
        """Show another picture, or (H, W, 3) uint8 RGB, or none; tools look at `pixels`."""
        self.canvas.set_image(image)
        if isinstance(image, np.ndarray):
            self.toolbox.set_pixels(ArrayPixels(image))
        else:
            self.toolbox.set_pixels(pixels or image)

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Work on another document, or none; the same one again disturbs nothing."""
        if document is self._document:
            return
        self._document = document
        self.toolbox.set_document(document)
        self.canvas.set_document(document)
        self.panel.set_document(document)
        self._show_hint()

    def set_classes(self, classes: ClassTable) -> None:
        """Work with another class table; a class added just now becomes the current one."""
        added = [c for c in classes if self._classes.by_id(c.id) is None]
        before = self._classes if len(self._classes) else classes
        current = before.by_name(self.toolbox.class_name or "")
        self._classes = classes
        self.canvas.set_classes(classes)
        self.panel.set_classes(classes)
        kept = classes.by_id(current.id) if current else None
        first = next(iter(classes), None)
        if added:
            self._stop_telling()
        if len(added) == 1:
            kept = added[0]
            if self.panel.class_list.accept_new_name():
                self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        chosen = kept or first
        self.toolbox.set_class_name(chosen.name if chosen else None)
        self._on_toolbox_class_changed()
        self._show_hint()

    def tell(self, message: Message) -> None:
        """Say what came of an edit, where the hint stands: there the eyes are."""
        self._hint.setText(render(message))
        self._mark_hint(told=True)
        self._telling.start()

    # ---- what the menus do ----

    def choose_tool(self, key: ToolKey) -> None:
        """Take a tool in hand."""
        self.toolbox.choose(key)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_class_number(self, number: int) -> None:
        """Choose a class by its number key, 1 to 9; selected shapes change to it."""
        classes = tuple(self._classes)
        if 1 <= number <= len(classes):
            self.toolbox.apply_class(classes[number - 1].name)

    def delete_selected(self) -> None:
        """Delete the selected shapes."""
        if self._document is not None:
            self._document.remove_shapes(self._document.selection)

    def select_all(self) -> None:
        """Select every shape, ready to be changed."""
        if self._document is not None:
            self.toolbox.choose(ToolKey.SELECT)
            self._document.select_all()

    def undo(self) -> None:
        """Take back the last part of what is in progress, else the last edit."""
        self._stop_telling()
        self.toolbox.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._stop_telling()
        self.toolbox.redo()

    # ---- wiring ----

    def _on_panel_class_chosen(self, class_id: int) -> None:
        label_class = self._classes.by_id(class_id)
        if label_class is not None:
            self.toolbox.apply_class(label_class.name)
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_toolbox_tool_changed(self) -> None:
        self._tool_bar.set_tool(self.toolbox.key)
        self._options.set_tool(self.toolbox.tool, name_of(self.toolbox.key))
        self.canvas.set_tool(self.toolbox.tool)
        self._stop_telling()

    def _on_toolbox_class_changed(self) -> None:
        label_class = self._classes.by_name(self.toolbox.class_name or "")
        self.panel.set_current_class(label_class.id if label_class else None)

    def _on_panel_extent_assumed(self) -> None:
        if not self._has_told_of_extent:
            self._has_told_of_extent = True
            self.tell(_BACKGROUND_NOW())

    def _on_toolbox_class_needed(self) -> None:
        self.tell(self.toolbox.hint)
        self.panel.class_list.ask_for_class()

    def _on_canvas_menu_requested(self, place: QPoint) -> None:
        if self._document is not None and self.toolbox.key is ToolKey.SELECT:
            self.shape_menu_requested.emit(place)

    def _stop_telling(self) -> None:
        self._telling.stop()
        self._mark_hint(told=False)
        self._show_hint()

    def _mark_hint(self, *, told: bool) -> None:
        font = self._hint.font()
        font.setBold(told)
        self._hint.setFont(font)

    def _show_hint(self) -> None:
        if self._telling.isActive():
            return
        if self._document is None:
            self._hint.setText(translate("LabelView", "Choose an image on the left to label it."))
        else:
            self._hint.setText(render(self.toolbox.hint))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Number keys choose a class, unless someone is typing."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = event.key() - Qt.Key.Key_0
        if 1 <= number <= 9 and plain == Qt.KeyboardModifier.NoModifier:
            self.choose_class_number(number)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show_hint()
