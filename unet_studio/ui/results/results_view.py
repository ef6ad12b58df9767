"""The Results mode: an original with its predicted mask and contours over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.ui.canvas.mask_layer import MaskLayer
from unet_studio.ui.label.display_panel import DisplayPanel
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.translations import translate
from unet_studio.workspace.tools.pan import PanTool

if TYPE_CHECKING:
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
        self._mask = MaskLayer(self.canvas)
        self.canvas.add_layer(self._mask)
        panel.opacity_changed.connect(self._on_opacity_changed)
        panel.fill_toggled.connect(self._on_fill_toggled)
        panel.contours_toggled.connect(self._on_contours_toggled)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(panel)
        scroll.setFixedWidth(PANEL_WIDTH_PX)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        layout.addWidget(self._stack, 1)
        layout.addWidget(scroll)

    def show_anything(self, *, has_results: bool) -> None:
        """Show the canvas, or how to get something on it."""
        self._stack.setCurrentWidget(self.canvas if has_results else self._empty)

    def show_picture(self, picture: Picture | None) -> None:
        """Show another original, without a mask as yet."""
        self._mask.set_mask(None, ClassTable())
        self.canvas.set_image(picture)

    def show_mask(self, mask: NDArray[np.uint8] | None, card: ModelCard) -> None:
        """Show the predicted mask, (H, W) uint8 ids of the model's classes."""
        self._mask.set_mask(mask, ClassTable(card.classes))

    def class_at(self, x: float, y: float) -> str | None:
        """The class predicted for a point of the image, if any."""
        return self._mask.class_at(x, y)

    def _on_opacity_changed(self, opacity: float) -> None:
        self._mask.opacity = opacity

    def _on_fill_toggled(self, visible: bool) -> None:
        self._mask.fill_visible = visible

    def _on_contours_toggled(self, visible: bool) -> None:
        self._mask.contours_visible = visible
