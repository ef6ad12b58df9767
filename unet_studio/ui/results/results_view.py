"""The Results mode: an original with its predicted mask and contours over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.ui.canvas.highlight_layer import HighlightLayer
from unet_studio.ui.canvas.linked_canvases import LinkedCanvases
from unet_studio.ui.canvas.swipe_divider import SwipeDivider
from unet_studio.ui.label.display_panel import DisplayPanel
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.results.folding_tabs import FoldingTabs
from unet_studio.ui.results.looks import Arrangement
from unet_studio.ui.results.picture_and_tables import PictureAndTables
from unet_studio.ui.results.result_layers import ResultLayers
from unet_studio.ui.translations import translate
from unet_studio.workspace.tools.pan import PanTool

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QAction, QResizeEvent

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.ui.results.results_panel import ResultsPanel
    from unet_studio.workspace.view.pictures import Picture

PANEL_WIDTH_PX = 290

BLINK_MS = 333
"""How long the picture is seen with, and how long without what lies over it: 1.5 times a second."""


class ResultsView(QWidget):
    """Canvas and controls side by side; what to show comes from outside.

    Attributes
    ----------
    canvas
        Pans with the left button, zooms with the wheel.
    reference_canvas
        What the result is held against, side by side; moves with the other.
    layers
        What lies over them.
    pictures
        Both canvases, or the one that is seen.
    divider
        Of a swipe.
    panel
        The controls.
    display_panel
        Brightness and channels.
    tabs, parts
        Below the picture: see `add_tab`; and both, one above the other.

    Signals
    -------
    mask_changed()
        Another mask is shown, or none.
    """

    mask_changed = Signal()

    def __init__(
        self,
        panel: ResultsPanel,
        first_actions: list[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.panel = panel
        self.canvas = CanvasView()
        self.reference_canvas = CanvasView()
        for canvas in (self.canvas, self.reference_canvas):
            canvas.set_tool(PanTool(canvas))
        self._link = LinkedCanvases(self.canvas, self.reference_canvas)
        self.display_panel = DisplayPanel(self.canvas)
        self._has_results = False
        self.layers = ResultLayers(self.canvas, self.reference_canvas)
        self.divider = SwipeDivider(self.canvas)
        self._blinking = QTimer(self, interval=BLINK_MS)
        self._blinking.timeout.connect(self._blink)
        self._is_original_alone = False
        self._highlight = HighlightLayer(self.canvas)
        self.canvas.add_layer(self._highlight, above_labels=True)
        panel.setFixedWidth(PANEL_WIDTH_PX)
        self._strip = QWidget()
        self._strip_row = FlowLayout(self._strip)
        self._strip.hide()
        self.tabs = FoldingTabs()
        self.tabs.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._empty = EmptyState(
            translate("results", "Nothing predicted yet"),
            translate(
                "results",
                "Train a model with your own labels (F3), or take the one that is there, and "
                "predict. The masks appear here, over your images, one after the other.",
            ),
            first_actions,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self.pictures = QWidget()
        row = QHBoxLayout(self.pictures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.reference_canvas, 1)
        row.addWidget(self.canvas, 1)
        self._stack.addWidget(self.pictures)
        self.arrange(Arrangement.SINGLE)
        self.parts = PictureAndTables(self._stack, self.tabs)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.parts, 1)
        layout.addLayout(column, 1)
        layout.addWidget(panel)

    def add_to_strip(self, widget: QWidget) -> None:
        """Put a control above the picture: what is seen of it."""
        self._strip_row.addWidget(widget)
        self._strip.setVisible(self._has_results)

    def add_tab(self, widget: QWidget, title: str) -> None:
        """Put a view of all images, or of what was found in them, below the picture."""
        self.tabs.addTab(widget, title)
        self.tabs.setVisible(self._has_results)

    def show_anything(self, *, has_results: bool) -> None:
        """Show the canvas, or how to get something on it."""
        self._has_results = has_results
        self._stack.setCurrentWidget(self.pictures if has_results else self._empty)
        self._strip.setVisible(has_results and self._strip_row.count() > 0)
        self.tabs.setVisible(has_results and self.tabs.count() > 0)

    def show_picture(self, picture: Picture | None) -> None:
        """Show another original, without a mask as yet."""
        self.layers.mask.set_mask(None, ClassTable())
        self.mask_changed.emit()
        self._highlight.set_outline(None)
        self.canvas.set_image(picture)

    def show_mask(self, mask: NDArray[np.uint8] | None, card: ModelCard) -> None:
        """Show the predicted mask, (H, W) uint8 ids of the model's classes."""
        self.layers.mask.set_mask(mask, ClassTable(card.classes))
        self.mask_changed.emit()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show one canvas, with a divider over it or not, or two that move together."""
        is_pair = arrangement is Arrangement.SIDE_BY_SIDE
        self.reference_canvas.setVisible(is_pair)
        self._link.set_linked(is_pair)
        self.divider.setVisible(arrangement is Arrangement.SWIPE)

    def set_blinking(self, blinking: bool) -> None:
        """Show the picture with and without what lies over it in turn, or as usual."""
        if blinking:
            self._blinking.start()
        else:
            self._blinking.stop()
            self._is_original_alone = False
            self.canvas.hold_labels_back(False)

    def highlight(self, outline: NDArray[np.floating] | Sequence[float] | None) -> None:
        """Point out one object, and bring it into view; None = none any more.

        Parameters
        ----------
        outline
            (N, 2) x, y in image pixels, or a box: left, top, right, bottom.
        """
        self._highlight.set_outline(outline)
        box = self._highlight.box()
        if box is not None:
            self.canvas.camera.bring_into_view(*box)

    def class_at(self, x: float, y: float) -> str | None:
        """The class predicted for a point of the image, if any."""
        return self.layers.mask.class_at(x, y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the picture needs room first."""
        super().resizeEvent(event)
        self.tabs.fit_into(self.height())

    def _blink(self) -> None:
        if self.isVisible():
            self._is_original_alone = not self._is_original_alone
            self.canvas.hold_labels_back(self._is_original_alone)
