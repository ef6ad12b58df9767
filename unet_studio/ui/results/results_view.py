"""The Results mode: an original with its predicted mask and contours over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.ui.canvas.highlight_layer import HighlightLayer
from unet_studio.ui.canvas.mask_layer import MaskLayer
from unet_studio.ui.label.display_panel import DisplayPanel
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.translations import translate
from unet_studio.workspace.tools.pan import PanTool

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QAction

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.ui.results.results_panel import ResultsPanel
    from unet_studio.workspace.pictures import Picture

PANEL_WIDTH_PX = 290


class ResultsView(QWidget):
    """Canvas and controls side by side; what to show comes from outside.

    Attributes
    ----------
    canvas
        Pans with the left button, zooms with the wheel.
    panel
        The controls.
    display_panel
        Brightness and channels.
    tabs
        Below the picture: see `add_tab`.
    """

    def __init__(
        self,
        panel: ResultsPanel,
        first_actions: list[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.panel = panel
        self.canvas = CanvasView()
        self.canvas.set_tool(PanTool(self.canvas))
        self.display_panel = DisplayPanel(self.canvas)
        self._has_results = False
        self._mask = MaskLayer(self.canvas)
        self.canvas.add_layer(self._mask)
        self._highlight = HighlightLayer(self.canvas)
        self.canvas.add_layer(self._highlight, above_labels=True)
        panel.opacity_changed.connect(self._on_opacity_changed)
        panel.fill_toggled.connect(self._on_fill_toggled)
        panel.contours_toggled.connect(self._on_contours_toggled)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(panel)
        scroll.setFixedWidth(PANEL_WIDTH_PX)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip = QWidget()
        self._strip_row = FlowLayout(self._strip)
        self._strip.hide()
        self.tabs = QTabWidget(documentMode=True)
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
        self._stack.addWidget(self.canvas)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self._stack)
        parts.addWidget(self.tabs)
        parts.setStretchFactor(0, 1)
        parts.setCollapsible(0, False)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(parts, 1)
        layout.addLayout(column, 1)
        layout.addWidget(scroll)

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
        self._stack.setCurrentWidget(self.canvas if has_results else self._empty)
        self._strip.setVisible(has_results and self._strip_row.count() > 0)
        self.tabs.setVisible(has_results and self.tabs.count() > 0)

    def show_picture(self, picture: Picture | None) -> None:
        """Show another original, without a mask as yet."""
        self._mask.set_mask(None, ClassTable())
        self._highlight.set_outline(None)
        self.canvas.set_image(picture)

    def show_mask(self, mask: NDArray[np.uint8] | None, card: ModelCard) -> None:
        """Show the predicted mask, (H, W) uint8 ids of the model's classes."""
        self._mask.set_mask(mask, ClassTable(card.classes))

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
        return self._mask.class_at(x, y)

    def _on_opacity_changed(self, opacity: float) -> None:
        self._mask.opacity = opacity

    def _on_fill_toggled(self, visible: bool) -> None:
        self._mask.fill_visible = visible

    def _on_contours_toggled(self, visible: bool) -> None:
        self._mask.contours_visible = visible
