"""The layers over a result: which of them are seen, in which part of which canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.imaging.error_map import ErrorKind
from unet_studio.ui.canvas.heat_layer import HeatLayer
from unet_studio.ui.canvas.legend_layer import Legend, LegendLayer
from unet_studio.ui.canvas.mask_layer import MaskLayer
from unet_studio.ui.canvas.part_layer import WHOLE, PartLayer
from unet_studio.ui.results.looks import Arrangement, Layer, Looks, Reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.canvas.layer import CanvasLayer

ERROR_COLOURS = {
    ErrorKind.MISSED: "#d55e00",
    ErrorKind.EXTRA: "#56b4e9",
    ErrorKind.WRONG_CLASS: "#f0e442",
}
"""Of Okabe and Ito's set: vermilion, sky blue and yellow, told apart by colour-blind eyes."""

ERROR_OPACITY = 0.75  # at least: errors are looked for, and often a pixel wide
_ERROR_CLASSES = ClassTable(
    tuple(LabelClass(kind.value, kind.name, colour) for kind, colour in ERROR_COLOURS.items())
)


class ResultLayers(QObject):
    """Puts layers over the canvas of the result, and over the one beside it.

    Attributes
    ----------
    mask, labels, errors, heat
        What was predicted, what a person drew, how these differ, and maps of numbers.
    legend, reference_legend
        What the colours mean, and what the result is held against.
    """

    def __init__(self, canvas: CanvasView, reference: CanvasView) -> None:
        super().__init__(canvas)
        self.mask, self.labels, self.errors = (MaskLayer(canvas) for _ in range(3))
        self.heat = HeatLayer(canvas)
        self.errors.contours_visible = False
        self.legend, self.reference_legend = LegendLayer(canvas), LegendLayer(canvas)
        self._left_labels, self._beside_labels = MaskLayer(canvas), MaskLayer(reference)
        self._beside_legend = LegendLayer(reference)
        over = (self.heat, self.mask, self.errors, self.labels, self._left_labels)
        self._parts: dict[CanvasLayer, PartLayer] = {
            layer: PartLayer(layer, canvas) for layer in over
        }
        for part in self._parts.values():
            canvas.add_layer(part, held_back=True)
        canvas.add_layer(self.legend, above_labels=True, held_back=True)
        canvas.add_layer(self.reference_legend, above_labels=True)
        reference.add_layer(self._beside_labels, held_back=True)
        reference.add_layer(self._beside_legend, above_labels=True)

    def set_truth(self, truth: NDArray[np.uint8] | None, classes: ClassTable) -> None:
        """Show other labels, (H, W) uint8 ids of these classes, or none."""
        for layer in (self.labels, self._left_labels, self._beside_labels):
            layer.set_mask(truth, classes)

    def set_errors(self, kinds: NDArray[np.uint8] | None) -> None:
        """Show another error map, (H, W) uint8, or none."""
        self.errors.set_mask(kinds, _ERROR_CLASSES)

    def set_hidden(self, of_model: frozenset[int], of_project: frozenset[int]) -> None:
        """Leave some classes out: their ids in the mask, and in the labels."""
        self.mask.set_hidden_classes(of_model)
        for layer in (self.labels, self._left_labels, self._beside_labels):
            layer.set_hidden_classes(of_project)

    def set_legends(self, result: Legend | None, reference: Legend | None) -> None:
        """Say what is seen; a reference only where there is one."""
        self.legend.set_legend(result)
        self.reference_legend.set_legend(reference)
        self._beside_legend.set_legend(reference)

    def show(self, looks: Looks, layer: Layer) -> None:
        """Show a layer in the way that is wished."""
        swipes = looks.arrangement is Arrangement.SWIPE
        span = (looks.swipe_place, 1.0) if swipes else WHOLE
        shown: dict[CanvasLayer, bool] = {
            self.heat: layer.is_heat,
            # Not over uncertainty, which lies where contours run.
            self.mask: layer is Layer.MASK or (layer is Layer.PROBABILITY and looks.contours),
            self.errors: layer is Layer.ERRORS,
            self.labels: layer is Layer.LABELS,
        }
        for part, visible in shown.items():
            self._parts[part].set_part(visible=visible, span=span)
        against_labels = looks.reference is Reference.LABELS
        left = (0.0, looks.swipe_place)
        self._parts[self._left_labels].set_part(visible=swipes and against_labels, span=left)
        self._show_style(looks, layer)
        self._beside_labels.fill_visible = looks.filled and against_labels
        self._beside_labels.contours_visible = looks.contours and against_labels
        self.legend.set_right(swipes)
        self.reference_legend.set_visible(swipes)

    def _show_style(self, looks: Looks, layer: Layer) -> None:
        for masks in (self.mask, self.labels, self._left_labels, self._beside_labels):
            masks.opacity = looks.opacity
            masks.contour_px = looks.contour_px
            masks.fill_visible = looks.filled
            masks.contours_visible = looks.contours
        self.mask.fill_visible = looks.filled and not layer.is_heat
        self.errors.opacity = max(looks.opacity, ERROR_OPACITY)
        self.heat.opacity = looks.heat_opacity
