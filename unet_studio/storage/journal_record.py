"""What a line of the journal says of an edit: from two annotations, and back onto one."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.message import Message, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_FAST = 1  # of zlib: 3 ms for a mask of 4096 x 4096 pixels, on the thread of the window


class UnfitRecordError(Exception):
    """An edit does not fit the annotation it is applied to."""


def difference(before: Annotation, after: Annotation) -> dict[str, Any]:
    """What turns one annotation into another, as JSON.

    Shapes are values that never change, so those that are the same object are the same; of 10,000
    shapes one of which was edited, only that one is looked into.

    Returns
    -------
    dict
        ``count``: number of shapes before. ``shapes``: the shapes after, each either new or in a
        run ``[first, end]`` of shapes before. ``flags``, ``extent``, ``extra``: where they differ.
    """
    change: dict[str, Any] = {
        "count": len(before.shapes),
        "shapes": _parts(before.shapes, after.shapes),
    }
    if after.stated_extent is not before.stated_extent:
        change["extent"] = after.stated_extent and str(after.stated_extent)
    if after.flags is not before.flags and dict(after.flags) != dict(before.flags):
        change["flags"] = dict(after.flags)
    if after.extra is not before.extra and dict(after.extra) != dict(before.extra):
        change["extra"] = dict(after.extra)
    return change


def applied(annotation: Annotation, change: Mapping[str, Any]) -> Annotation:
    """The annotation after an edit, see `difference`.

    Raises
    ------
    UnfitRecordError
        If the edit was made on another annotation.
    """
    present = annotation.shapes
    if change.get("count") != len(present):
        raise UnfitRecordError
    try:
        shapes: list[Shape] = []
        for part in change["shapes"]:
            shapes += [_shape(part)] if isinstance(part, dict) else present[slice(*part)]
        extent = change.get("extent", annotation.stated_extent)
        return replace(
            annotation,
            shapes=tuple(shapes),
            stated_extent=None if extent is None else LabelExtent(extent),
            flags=change.get("flags", annotation.flags),
            extra=change.get("extra", annotation.extra),
        )
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise UnfitRecordError from error


def message_json(message: Message) -> dict[str, Any]:
    """A sentence as JSON, so that it can be shown in any language later."""
    values = {
        name: message_json(value)
        if isinstance(value, Message)
        else value
        if isinstance(value, str | int | float)
        else str(value)
        for name, value in message.values.items()
    }
    text = message.text
    return {"context": text.context, "template": text.template, "values": values}


def message_of(raw: Any) -> Message | None:
    """The sentence that `message_json` wrote; None if it is none."""
    try:
        values = {
            name: message_of(value) if isinstance(value, dict) else value
            for name, value in raw["values"].items()
        }
        message = Message(Text(str(raw["context"]), str(raw["template"])), values)
        str(message)  # a sentence whose gaps are not filled is none
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        return None
    return message


def _parts(before: Sequence[Shape], after: Sequence[Shape]) -> list[Any]:
    start = _same_at_start(before, after)
    end = _same_at_end(before[start:], after[start:])
    kept, fresh = before[start : len(before) - end], after[start : len(after) - end]
    parts: list[Any] = [[0, start]] if start else []
    parts += _middle_parts(kept, fresh, offset=start)
    if end:
        parts.append([len(before) - end, len(before)])
    return parts


def _middle_parts(kept: Sequence[Shape], fresh: Sequence[Shape], *, offset: int) -> list[Any]:
    places = {id(shape): place for place, shape in enumerate(kept, offset)}
    parts: list[Any] = []
    for shape in fresh:
        place = places.get(id(shape))
        if place is None:
            parts.append(_shape_json(shape))
        elif parts and isinstance(parts[-1], list) and parts[-1][1] == place:
            parts[-1][1] += 1
        else:
            parts.append([place, place + 1])
    return parts


def _same_at_start(before: Sequence[Shape], after: Sequence[Shape]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (a, b) in pairs if a is not b), min(len(before), len(after)))


def _same_at_end(before: Sequence[Shape], after: Sequence[Shape]) -> int:
    pairs = enumerate(zip(reversed(before), reversed(after), strict=False))
    return next((n for n, (a, b) in pairs if a is not b), min(len(before), len(after)))


def _shape_json(shape: Shape) -> dict[str, Any]:
    """Quicker to write than labelme's form, and exact; what is as it mostly is, is left out."""
    points = shape.points.astype("<f8", copy=False).tobytes()
    raw: dict[str, Any] = {"label": shape.class_name, "points": _text(points)}
    if shape.shape_type is not ShapeType.POLYGON:
        raw["shape_type"] = shape.shape_type.value
    if shape.mask is not None:
        raw["mask"] = _mask_json(shape.mask)
    if shape.group_id is not None:
        raw["group_id"] = shape.group_id
    if shape.flags:
        raw["flags"] = dict(shape.flags)
    if shape.description:
        raw["description"] = shape.description
    if shape.extra:
        raw["extra"] = dict(shape.extra)
    return raw


def _shape(raw: Mapping[str, Any]) -> Shape:
    return Shape(
        class_name=raw["label"],
        points=np.frombuffer(base64.b64decode(raw["points"]), "<f8"),
        shape_type=ShapeType(raw.get("shape_type", ShapeType.POLYGON)),
        mask=_mask(raw["mask"]) if "mask" in raw else None,
        group_id=raw.get("group_id"),
        flags=raw.get("flags", {}),
        description=raw.get("description", ""),
        extra=raw.get("extra", {}),
    )


def _mask_json(mask: NDArray[np.bool_]) -> dict[str, Any]:
    packed = zlib.compress(np.packbits(mask).tobytes(), _FAST)
    return {"size": list(mask.shape), "bits": _text(packed)}


def _mask(raw: Mapping[str, Any]) -> NDArray[np.bool_]:
    height, width = raw["size"]
    packed = np.frombuffer(zlib.decompress(base64.b64decode(raw["bits"])), np.uint8)
    return np.unpackbits(packed, count=height * width).reshape(height, width).astype(bool)


def _text(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")
