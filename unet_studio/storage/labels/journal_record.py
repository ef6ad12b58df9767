"""What a line of the journal says of an edit: from two annotations, and back onto one.

It stands with the labels, not with the journal: the history of labels says what was done likewise.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType, same_ends
from unet_studio.domain.message import Message, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_MANY = 50
"""So many new shapes in a row are written as one part."""

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
        ``count``: number of shapes before. ``shapes``: the shapes after, each either new, by
        itself or together with many, or in a run ``[first, end]`` of shapes before. ``flags``,
        ``extent``, ``extra``: where they differ.
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
            shapes += _shapes(part, present)
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


def _shapes(part: Any, present: Sequence[Shape]) -> Iterable[Shape]:
    if isinstance(part, list):
        return present[slice(*part)]
    return _plain_shapes(part) if "labels" in part else [_shape(part)]


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
    start, end = same_ends(before, after)
    kept, fresh = before[start : len(before) - end], after[start : len(after) - end]
    parts: list[Any] = [[0, start]] if start else []
    parts += _middle_parts(kept, fresh, offset=start)
    if end:
        parts.append([len(before) - end, len(before)])
    return parts


def _middle_parts(kept: Sequence[Shape], fresh: Sequence[Shape], *, offset: int) -> list[Any]:
    places = {shape: place for place, shape in enumerate(kept, offset)}
    is_many = len(fresh) - len(places.keys() & set(fresh)) >= _MANY
    parts: list[Any] = []
    new: list[Shape] = []
    for is_kept, run in groupby(fresh, places.__contains__):
        shapes = list(run)
        if not is_kept or (is_many and len(shapes) < _MANY):  # few of them among many new ones
            new += shapes
            continue
        parts += _fresh_parts(new)
        new = []
        parts += _runs([places[shape] for shape in shapes])
    return [*parts, *_fresh_parts(new)]


def _runs(places: Sequence[int]) -> list[Any]:
    runs: list[Any] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1][1] += 1
        else:
            runs.append([place, place + 1])
    return runs


def _fresh_parts(fresh: Sequence[Shape]) -> Iterator[Any]:
    for kind, run in groupby(fresh, _plain_kind):
        shapes = list(run)
        if kind is not None and len(shapes) >= _MANY:
            yield _plain_json(kind, shapes)
        else:
            yield from map(_shape_json, shapes)


def _plain_kind(shape: Shape) -> ShapeType | None:
    """What kind a shape is, if that, its class and its points are all there is to say of it."""
    says_more = shape.flags or shape.description or shape.extra
    is_plain = not says_more and shape.mask is None and shape.group_id is None
    return shape.shape_type if is_plain else None


def _plain_json(kind: ShapeType, shapes: Sequence[Shape]) -> dict[str, Any]:
    """All points of many shapes in one text: one for each would take 0.1 s for 10,000 shapes."""
    points = [shape.points for shape in shapes]
    return {
        "kind": kind.value,
        "labels": [shape.class_name for shape in shapes],
        "counts": list(map(len, points)),
        "points": _text(np.concatenate(points).astype("<f8", copy=False).tobytes()),
    }


def _plain_shapes(raw: Mapping[str, Any]) -> Iterator[Shape]:
    points = np.frombuffer(base64.b64decode(raw["points"]), "<f8").reshape(-1, 2)
    kind, start = ShapeType(raw["kind"]), 0
    for label, count in zip(raw["labels"], raw["counts"], strict=True):
        yield Shape(label, points[start : start + count], kind)
        start += count


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
