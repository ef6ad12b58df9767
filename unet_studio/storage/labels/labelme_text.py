"""Shapes as the text of a labelme file, for the clipboard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from unet_studio.storage.labels.labelme_file import LABELME_VERSION
from unet_studio.storage.labels.labelme_json import as_strict_json
from unet_studio.storage.labels.labelme_shape import read_shape, shape_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unet_studio.domain.annotation import Shape


def labelme_text(shapes: Iterable[Shape], size: tuple[int, int]) -> str:
    """What a labelme file with these shapes says of an image of this (height, width)."""
    content: dict[str, Any] = {
        "version": LABELME_VERSION,
        "flags": {},
        "shapes": [shape_json(shape) for shape in shapes],
        "imagePath": "",
        "imageData": None,
        "imageHeight": size[0],
        "imageWidth": size[1],
    }
    return json.dumps(as_strict_json(content), ensure_ascii=False, allow_nan=False)


def shapes_in_text(text: str) -> tuple[Shape, ...]:
    """The shapes that can be drawn from what a labelme file says; none if it is another text."""
    if '"shapes"' not in text:
        return ()
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    raw_shapes = content.get("shapes") if isinstance(content, dict) else None
    if not isinstance(raw_shapes, list):
        return ()
    read = (read_shape(raw)[0] for raw in raw_shapes)
    return tuple(shape for shape in read if shape is not None and shape.is_drawable)
