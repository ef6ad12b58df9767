"""The canvas: shows layers, and tells a tool in image pixels what mouse and keyboard do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from unet_studio.ui.canvas.camera import Camera
from unet_studio.ui.canvas.crosshair_layer import CrosshairLayer
from unet_studio.ui.canvas.extent_layer import ExtentLayer
from unet_studio.ui.canvas.image_layer import ImageLayer
from unet_studio.ui.canvas.label_layer import LabelLayer
from unet_studio.ui.canvas.scale_bar_layer import ScaleBarLayer
from unet_studio.ui.canvas.tool_layer import ToolLayer
from unet_studio.workspace.tools.pan import PanTool
from unet_studio.workspace.tools.select import SelectTool
from unet_studio.workspace.tools.tool import CursorRole, PointerEvent, Tool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.ui.canvas.layer import CanvasLayer
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.view.pictures import Picture

ZOOM_STEP = 1.25

TAP_MS = 400
"""Who holds Space longer, or drags with it, wants to pan."""

HOLD_BACK_KEY = Qt.Key.Key_U
"""While it is held down, the picture is seen without labels."""

_CURSORS = {
    CursorRole.ARROW: Qt.CursorShape.ArrowCursor,
    CursorRole.CROSS: Qt.CursorShape.CrossCursor,
    CursorRole.GRAB_SHAPE: Qt.CursorShape.SizeAllCursor,
    CursorRole.GRAB_VERTEX: Qt.CursorShape.PointingHandCursor,
    CursorRole.ADD_VERTEX: Qt.CursorShape.PointingHandCursor,
    CursorRole.OPEN_HAND: Qt.CursorShape.OpenHandCursor,
    CursorRole.CLOSED_HAND: Qt.CursorShape.ClosedHandCursor,
}
assert set(_CURSORS) == set(CursorRole)


class CanvasView(QWidget):
    """A picture with layers over it, zoomed to the cursor and panned.

    Attributes
    ----------
    image_layer, label_layer, tool_layer
        The layers every canvas has; `add_layer` puts others between picture and labels.
    scale_bar, crosshair
        What lies over everything else.
    camera
        Which part of the image is seen, and how large.
    """

    cursor_moved = Signal(float, float)  # x, y in image pixels
    cursor_left = Signal()  # the cursor is over the canvas no more
    zoom_changed = Signal(float)  # screen pixels per image pixel
    viewport_changed = Signal()  # another part is seen, or at another size
    space_tapped = Signal(bool)  # Space was pressed, not held, with Shift or without
    menu_requested = Signal(QPoint)  # place on the screen; what is there is selected, if it can be

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.image_layer = ImageLayer(self)
        self.label_layer = LabelLayer(self)
        self.tool_layer = ToolLayer(self)
        self.crosshair = CrosshairLayer(self)
        self.scale_bar = ScaleBarLayer(self)
        self._extent_layer = ExtentLayer(self)
        self._layers: list[CanvasLayer] = [
            self.image_layer,
            self.label_layer,
            self._extent_layer,
            self.tool_layer,
            self.crosshair,
            self.scale_bar,
        ]
        self._held_back: list[CanvasLayer] = [self.label_layer, self.tool_layer]
        for layer in self._layers:
            layer.changed.connect(self.update)
        self.cursor_moved.connect(self.crosshair.move)
        self.cursor_left.connect(self.crosshair.leave)
        self.camera = Camera(self)
        self.camera.viewport_changed.connect(self.update)
        self.camera.viewport_changed.connect(self.viewport_changed)
        self.camera.viewport_changed.connect(self.tell_cursor_again)
        self.camera.zoom_changed.connect(self.zoom_changed)
        self._tool: Tool | None = None
        self._document: AnnotationDocument | None = None
        self._pan = PanTool(self)
        self._pan.pan_requested.connect(self.pan)
        self._space_down = False
        self._tap = QTimer(self, singleShot=True, interval=TAP_MS)
        self._cursor_at: QPointF | None = None
        self._labels_held_back = False
        self._panning = False

    # ---- what is shown ----

    @property
    def viewport(self) -> Viewport:
        """Which part of the image is seen, and how large."""
        return self.camera.viewport

    @property
    def tool(self) -> Tool | None:
        """What mouse and keyboard are for."""
        return self._tool

    def set_image(self, image: Picture | NDArray[np.uint8] | None) -> None:
        """Show another picture, or (H, W, 3) uint8 RGB, or none; one of another size is fitted."""
        self.image_layer.set_image(image)
        self.camera.set_image_size(self.image_layer.size)

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Show the shapes of another document, or none."""
        self._document = document
        self.label_layer.set_document(document)
        self.tool_layer.set_document(document)
        self._extent_layer.set_document(document)

    def set_classes(self, classes: ClassTable) -> None:
        """Colour the shapes by another class table."""
        self.label_layer.set_classes(classes)
        self.tool_layer.set_classes(classes)

    def set_tool(self, tool: Tool | None) -> None:
        """Give mouse and keyboard to another tool."""
        if self._tool is not None:
            self._tool.cursor_changed.disconnect(self._show_cursor)
            self._tool.preview_changed.disconnect(self._on_tool_preview_changed)
            if isinstance(self._tool, PanTool):
                self._tool.pan_requested.disconnect(self.pan)
        self._tool = tool
        self.tool_layer.set_tool(tool)
        if tool is not None:
            tool.cursor_changed.connect(self._show_cursor)
            tool.preview_changed.connect(self._on_tool_preview_changed)
            if isinstance(tool, PanTool):
                tool.pan_requested.connect(self.pan)
        self._show_cursor()

    def add_layer(
        self, layer: CanvasLayer, *, above_labels: bool = False, held_back: bool = False
    ) -> None:
        """Show one more layer, over the picture and under the labels unless told otherwise.

        What can be held back is not seen while `HOLD_BACK_KEY` is down, as labels are not.
        """
        if held_back:
            self._held_back.append(layer)
        over = self.tool_layer if above_labels else self.label_layer
        self._layers.insert(self._layers.index(over), layer)
        layer.changed.connect(self.update)
        self.update()

    # ---- zooming and panning ----

    def fit(self) -> None:
        """Show the whole image, and go on doing so when the window changes its size."""
        self.camera.fit()

    def actual_size(self) -> None:
        """One screen pixel for each image pixel."""
        self.zoom_to(1.0)

    def zoom_in(self) -> None:
        """Larger, around the cursor or else the middle."""
        self.zoom_to(self.viewport.scale * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller, around the cursor or else the middle."""
        self.zoom_to(self.viewport.scale / ZOOM_STEP)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Show image pixels at this size; the image stays in place at a point of the widget."""
        if at is None:
            over = self.underMouse()
            at = QPointF(self.mapFromGlobal(self.cursor().pos()) if over else self.rect().center())
        self.camera.zoom_to(scale, at.x(), at.y())

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by screen pixels."""
        self.camera.pan(dx, dy)

    def view_point(self, x: float, y: float) -> QPoint:
        """Where a point of the image is in the widget, to the nearest pixel."""
        view_x, view_y = self.viewport.to_view(x, y)
        return QPoint(round(view_x), round(view_y))

    # ---- the tool ----

    def _event(self, event: QMouseEvent) -> PointerEvent:
        x, y = self.viewport.to_image(event.position().x(), event.position().y())
        return PointerEvent(x, y, event.button(), event.modifiers(), self.viewport.scale)

    def _on_tool_preview_changed(self) -> None:
        if self._tool is not None:
            self.label_layer.hide_shapes(self._tool.preview.held)

    def _show_cursor(self) -> None:
        pans = self._panning or self._space_down
        tool = self._pan if pans else self._tool
        self.setCursor(_CURSORS[tool.cursor if tool else CursorRole.ARROW])

    def tell_cursor_again(self) -> None:
        """The cursor stays, and something else is under it, or more is known of it."""
        if self._cursor_at is not None:
            place = self._cursor_at
            self.cursor_moved.emit(*self.viewport.to_image(place.x(), place.y()))

    def hold_labels_back(self, held: bool) -> None:
        """Show the picture alone, or with all that lies over it."""
        if held != self._labels_held_back:
            self._labels_held_back = held
            self.update()

    # ---- Qt overrides ----

    def sizeHint(self) -> QSize:
        """As large as is pleasant."""
        return QSize(800, 600)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small window."""
        return QSize(160, 120)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that the tool needs now before the menus get them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if self._tool and (Qt.Key(event.key()), plain) in self._tool.live_keys():
                event.accept()
                return True
        elif event.type() is QEvent.Type.DevicePixelRatioChange:
            self._tell_camera_its_view()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surroundings and every layer."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._surroundings())
        if self.image_layer.size is None:
            return
        hidden = self._held_back if self._labels_held_back else ()
        for layer in self._layers:
            if layer in hidden:
                continue
            painter.save()
            layer.paint(painter, self.viewport)
            painter.restore()

    def _surroundings(self) -> QColor:
        window = self.palette().color(QPalette.ColorRole.Window)
        return window.darker(112) if window.lightness() > 127 else window.darker(130)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture fitted, or its middle in the middle."""
        super().resizeEvent(event)
        self._tell_camera_its_view()

    def _tell_camera_its_view(self) -> None:
        self.camera.set_view_size(self.width(), self.height(), self.devicePixelRatioF())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pan with the middle button or Space, else ask the tool."""
        middle = event.button() is Qt.MouseButton.MiddleButton
        if middle or (self._space_down and event.button() is Qt.MouseButton.LeftButton):
            self._panning = True
            self._tap.stop()
            self._pan.press(self._event(event))
            self._show_cursor()
        elif self._tool is not None and not self._panning:
            self._tool.press(self._event(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the cursor is; pan, or ask the tool."""
        pointer = self._event(event)
        if self._panning:
            self._pan.move(pointer)
        elif self._tool is not None:
            self._tool.move(pointer)
        self._cursor_at = event.position()
        self.cursor_moved.emit(pointer.x, pointer.y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End panning, or ask the tool."""
        if self._panning:
            if not event.buttons():
                self._panning = False
                self._pan.release(self._event(event))
                self._show_cursor()
        elif self._tool is not None:
            self._tool.release(self._event(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask the tool; a double-click that pans is a press."""
        if self._space_down or event.button() is Qt.MouseButton.MiddleButton:
            self.mousePressEvent(event)
        elif self._tool is not None:
            self._tool.double_click(self._event(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom to the cursor; a wheel notch and a trackpad's pixels both count.

        With Ctrl the tool is asked first: a brush changes its size.
        """
        angle = event.angleDelta()
        turn = angle.y() or angle.x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._tool_turned(event):
            event.accept()
            return
        if not event.pixelDelta().isNull() and not event.modifiers():
            steps = event.pixelDelta().y() / 40
        else:
            steps = turn / 120
        if steps:
            self.zoom_to(self.viewport.scale * ZOOM_STEP**steps, event.position())
        event.accept()

    def _tool_turned(self, event: QWheelEvent) -> bool:
        x, y = self.viewport.to_image(event.position().x(), event.position().y())
        pointer = PointerEvent(x, y, modifiers=event.modifiers(), scale=self.viewport.scale)
        angle = event.angleDelta()
        turn = angle.y() or angle.x()
        return self._tool is not None and self._tool.wheel(pointer, turn / 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space held pans, F fits, U holds the labels back; else ask the tool."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_down = True
            self._tap.start()
            self._show_cursor()
        elif key is Qt.Key.Key_F and not event.modifiers():
            self.fit()
        elif key is HOLD_BACK_KEY and not event.modifiers():
            self.hold_labels_back(True)
        elif key is not Qt.Key.Key_Space and not (
            self._tool and self._tool.key_press(key, event.modifiers())
        ):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space, or what held the labels back, is up again."""
        if Qt.Key(event.key()) is Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_down = False
            self._show_cursor()
            if self._tap.isActive():
                self._tap.stop()
                self.space_tapped.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif Qt.Key(event.key()) is HOLD_BACK_KEY and not event.isAutoRepeat():
            self.hold_labels_back(False)
        else:
            super().keyReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu about what is selected, or what is there."""
        if event.reason() is QContextMenuEvent.Reason.Mouse and isinstance(self._tool, SelectTool):
            x, y = self.viewport.to_image(event.pos().x(), event.pos().y())
            self._tool.select_at(PointerEvent(x, y, scale=self.viewport.scale))
        self.menu_requested.emit(event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Take the keyboard, so that keys mean what is pointed at, unless someone is typing."""
        super().enterEvent(event)
        holder = QApplication.focusWidget()
        typing = Qt.WidgetAttribute.WA_InputMethodEnabled
        if self._tool is not None and (holder is None or not holder.testAttribute(typing)):
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the cursor any more."""
        super().leaveEvent(event)
        if self._tool is not None and not self._panning:
            self._tool.leave()
        self._cursor_at = None
        self.cursor_left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Space and other held keys may come up elsewhere."""
        super().focusOutEvent(event)
        self._space_down = False
        self._tap.stop()
        self.hold_labels_back(False)
        self._show_cursor()
