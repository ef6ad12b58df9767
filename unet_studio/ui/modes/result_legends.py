"""What the legends over a result say: pure look-ups, nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.pixel_length import readable_area
from unet_studio.imaging.colour_map import magma, viridis
from unet_studio.imaging.error_map import ErrorKind
from unet_studio.ui.canvas.legend_layer import Legend
from unet_studio.ui.results.looks import Layer, Reference
from unet_studio.ui.results.result_layers import ERROR_COLOURS
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.imaging.error_map import ErrorCounts


def colours_of(layer: Layer) -> NDArray[np.uint8]:
    """(256, 3) uint8 RGB of a map."""
    return viridis() if layer is Layer.PROBABILITY else magma()


def heat_legend(layer: Layer, class_name: str, note: str) -> Legend:
    """Of a map of probability or uncertainty."""
    if layer is Layer.PROBABILITY:
        title = translate("results", "Probability of {name}").format(name=class_name)
    else:
        title = translate("results", "Uncertainty")
        hint = translate("results", "0: certain of one class. 1: all classes seem alike.")
        note = note or hint
    return Legend(title, ramp=colours_of(layer), note=note)


def error_legend(counts: ErrorCounts | None, pixel_size_um: float | None) -> Legend:
    """Of an error map; without counts while it is being made."""
    title = translate("results", "Prediction against your labels")
    if counts is None:
        return Legend(title, note=translate("results", "Comparing…"))
    found = {
        ErrorKind.MISSED: (translate("results", "Missed"), counts.missed),
        ErrorKind.EXTRA: (translate("results", "Extra"), counts.extra),
        ErrorKind.WRONG_CLASS: (translate("results", "Wrong class"), counts.wrong_class),
    }
    entries = tuple(
        (ERROR_COLOURS[kind], _amount(name, count, counts.counted, pixel_size_um))
        for kind, (name, count) in found.items()
    )
    return Legend(title, entries)


def _amount(name: str, count: int, counted: int, pixel_size_um: float | None) -> str:
    text = translate("results", "{name}: {count} px, {percent} %").format(
        name=name, count=f"{count:,}", percent=f"{100 * count / max(counted, 1):.2f}"
    )
    if pixel_size_um is not None:
        text += f", {readable_area(count * pixel_size_um**2)}"
    return text


def plain_legend(layer: Layer, note: str) -> Legend:
    """Of the mask, or of the labels."""
    is_mask = layer is Layer.MASK
    title = translate("results", "Prediction") if is_mask else translate("results", "Your labels")
    return Legend(title, note=note)


def reference_legend(reference: Reference, *, has_labels: bool) -> Legend:
    """Of what the result is held against."""
    if reference is Reference.ORIGINAL:
        return Legend(translate("results", "Original"))
    note = "" if has_labels else translate("results", "This image has no labels.")
    return Legend(translate("results", "Your labels"), note=note)
