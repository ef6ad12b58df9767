"""Description: what a file that is handed on says of itself, for programs and for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from unet_studio import __version__
from unet_studio.domain.decision import THRESHOLD
from unet_studio.storage.runs.model_file import card_as_json

if TYPE_CHECKING:
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.model_export import PixelType
    from unet_studio.learning.export.source import ExportSource

KEY = "unet_studio"

_RANGES: dict[PixelType, str] = {
    "uint8": "0 to 255",
    "uint16": "0 to 65535",
    "float32": "any numbers",
}


def description(source: ExportSource, *, scales: bool = True) -> dict[str, Any]:
    """All that a program needs to use the file, as JSON values.

    Parameters
    ----------
    source
        What is handed on.
    scales
        Whether the file scales pictures by itself.
    """
    card, pixels = source.card, source.wish.pixels
    listed = [{"position": 0, "id": 0, "name": "background"}] + [
        {"position": n, "id": c.id, "name": c.name, "colour": c.colour}
        for n, c in enumerate(card.classes, start=1)
    ]
    return {
        "summary": summary(card),
        "software": f"UNet Studio {__version__}",
        "input": {
            "axes": ["batch", "channel", "y", "x"],
            "type": "float32",
            "channels": card.network.in_channels,
            "values": f"pixels of {pixels} as in the picture, {_RANGES[pixels]}"
            if scales
            else f"pixels of {pixels}, scaled: {scaling_words(card, pixels)}",
            "pixels": pixels,
            "normalisation": card.normalisation,
            "scales_itself": scales,
            "size": size_words(card),
        },
        "output": {
            "axes": ["batch", "class", "y", "x"],
            "type": "float32",
            "values": "probabilities, 0 to 1, summing to 1 over the classes",
            "classes": listed,
        },
        "decision": decision_words(card),
        "threshold": THRESHOLD if len(card.classes) == 1 else None,
        "stride_px": card.network.stride,
        "least_px": 1,
        "pixel_size_um": card.pixel_size_um,
        "licence": source.licence,
        "card": json.loads(card_as_json(card)),
    }


def summary(card: ModelCard) -> str:
    """What the model is, in a sentence."""
    names = ", ".join(c.name for c in card.classes)
    return f"U-Net {card.name} that finds {names}; trained with UNet Studio, recipe {card.recipe}."


def scaling_words(card: ModelCard, pixels: PixelType) -> str:
    """What is done to the pixels of a picture, as a formula."""
    apart = "" if card.network.in_channels in (1, 3) else " of each channel"
    if card.normalisation == "none":
        return "x stays as it is"
    if card.normalisation == "per-image":
        return f"(x - mean) / standard deviation, both over the whole picture{apart}"
    if pixels == "float32":
        return (
            "x stays as it is where all of the picture lies within 0 to 1; else "
            f"(x - least) / (greatest - least), both over the whole picture{apart}"
        )
    return f"x / {255 if pixels == 'uint8' else 65535}"


def size_words(card: ModelCard) -> str:
    """What pictures may measure, and what is done to make them fit."""
    if card.fit == "none":
        return "any; the far edges are mirrored inside the file, and cut off again"
    height, width = card.fit_px
    how = "laid into a black square, then resized" if card.fit == "letterbox" else "resized"
    return f"any; {how} to {height} x {width} inside the file, and what is found is resized back"


def decision_words(card: ModelCard) -> str:
    """How a mask is made of probabilities."""
    if len(card.classes) == 1:
        only = card.classes[0]
        return f"id {only.id} ({only.name}) where its probability is at least {THRESHOLD}, else 0"
    ids = ", ".join(str(c.id) for c in card.classes)
    return f"the most probable class, by position; its id is found in [0, {ids}]"
