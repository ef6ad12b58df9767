"""One shape of a labelme file, from JSON and back."""

from __future__ import annotations

import base64
import binascii
import io
import math
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import OUR_KEY, Shape, ShapeType
from unet_studio.domain.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_KEYS = {"label", "points", "group_id", "shape_type", "flags", "description", "mask"}
_UNREADABLE = "unreadable"
_NUMBERS = {float, int}
_DECODER_ERRORS = (
    *(OSError, SyntaxError, ValueError, TypeError, ArithmeticError, EOFError, MemoryError),
)
_MAX_MASK_PIXELS = 1 << 30  # as for images: a small file that claims more is a trap


class _NoShapeError(Exception):
    """Nothing of a shape can be used; its message says why."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


def read_shape(raw: Any) -> tuple[Shape | None, bool, Message | None]:
    """Understand as much of a shape as there is to understand.

    Returns
    -------
    shape, is_whole, problem
        The shape, if there is one in it; whether it says all that the JSON says, so that the JSON
        need not be kept; what is wrong, if anything.
    """
    try:
        return _read_shape(raw)
    except _NoShapeError as error:
        return None, False, error.problem


def _read_shape(raw: Any) -> tuple[Shape, bool, Message | None]:
    if not isinstance(raw, dict):
        raise _NoShapeError(say("labels", "it is no shape at all")())
    shape_type = _shape_type(raw)
    points, points_are_whole = _points(raw.get("points"))
    mask = _mask(raw.get("mask")) if shape_type is ShapeType.MASK else None
    extra = {key: value for key, value in raw.items() if key not in _KEYS}
    unreadable: dict[str, Any] = {}
    shape = Shape(
        class_name=_label(raw),
        points=points,
        shape_type=shape_type,
        mask=mask,
        group_id=_optional(raw, "group_id", _is_group, unreadable),
        flags=_optional(raw, "flags", _is_flags, unreadable) or {},
        description=_optional(raw, "description", _is_text, unreadable) or "",
        extra=extra,
    )
    if mask is None and raw.get("mask") is not None:
        unreadable["mask"] = raw["mask"]
    if unreadable:
        ours = extra.get(OUR_KEY)
        extra[OUR_KEY] = (ours if isinstance(ours, dict) else {}) | {_UNREADABLE: unreadable}
    return shape, points_are_whole, _problem(shape, points_are_whole, unreadable)


def shape_json(shape: Shape) -> dict[str, Any]:
    """The shape as labelme writes it; every key labelme knows is there."""
    points = shape.points
    if shape.mask is not None and not _fits_box(shape):
        # labelme needs the box to be exactly as large as the mask.
        height, width = shape.mask.shape
        left, top = points[0].astype(int).tolist()
        points = np.array([[left, top], [left + width - 1, top + height - 1]])
    return {
        "label": shape.class_name,
        "points": points.tolist(),
        "group_id": shape.group_id,
        "description": shape.description,
        "shape_type": str(shape.shape_type),
        "flags": dict(shape.flags),
        "mask": None if shape.mask is None else _mask_text(shape.mask),
        **shape.extra,
    }


def labelme_opens(raw: Any) -> bool:
    """Whether labelme's reader takes a shape as it stands; one it refuses closes the whole file."""
    return (
        isinstance(raw, dict)
        and isinstance(raw.get("label"), str)
        and isinstance(raw.get("shape_type"), str)
        and _is_point_list(raw.get("points"))
        and _is_group(raw.get("group_id"))
        and _is_flags(raw.get("flags"))
        and _is_text(raw.get("description"))
        and raw.get("mask") is None
    )


def _shape_type(raw: Mapping[str, Any]) -> ShapeType:
    name = raw.get("shape_type")
    if name is None:  # before labelme 3.10 everything was a polygon
        return ShapeType.POLYGON
    try:
        return ShapeType(name)
    except ValueError:
        raise _NoShapeError(
            say("labels", "the kind {kind} is unknown to this program")(kind=repr(name))
        ) from None


def _label(raw: Mapping[str, Any]) -> str:
    label = raw.get("label")
    if isinstance(label, str):
        return label
    if isinstance(label, int | float) and not isinstance(label, bool):
        return str(label)
    raise _NoShapeError(say("labels", "it has no label")())


def _points(raw_points: Any) -> tuple[NDArray[np.float64], bool]:
    """The usable points, and whether that is all of them."""
    if not isinstance(raw_points, list) or not raw_points:
        raise _NoShapeError(say("labels", "it has no points")())
    plain = _plain_points(raw_points)
    if plain is not None:
        return plain, True
    usable = [xy for xy in map(_point, raw_points) if xy is not None]
    if not usable:
        raise _NoShapeError(say("labels", "none of its points is a pair of numbers")())
    is_whole = len(usable) == len(raw_points) and all(len(point) == 2 for point in raw_points)
    return np.array(usable, np.float64), is_whole


def _plain_points(raw_points: list[Any]) -> NDArray[np.float64] | None:
    """Points that are all in order, ten times as fast as one by one; None if some may not be."""
    if set(map(type, raw_points)) != {list} or set(map(len, raw_points)) != {2}:
        return None
    values = list(chain.from_iterable(raw_points))
    if not set(map(type, values)) <= _NUMBERS:
        return None
    try:
        is_finite = math.isfinite(sum(values))  # what is no number, or overflows, makes it so
        return np.array(values, np.float64).reshape(-1, 2) if is_finite else None
    except OverflowError:
        return None


def _point(raw: Any) -> tuple[float, float] | None:
    if not isinstance(raw, list) or len(raw) < 2:
        return None
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in raw[:2]):
        return None
    try:
        x, y = float(raw[0]), float(raw[1])
    except OverflowError:
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def _mask(text: Any) -> NDArray[np.bool_]:
    if not isinstance(text, str):
        raise _NoShapeError(say("labels", "its mask is missing")())
    try:
        with Image.open(io.BytesIO(base64.b64decode(text))) as image:
            if image.width * image.height > _MAX_MASK_PIXELS:
                raise _NoShapeError(say("labels", "its mask is too large")())
            mask = np.array(image)
    except (*_DECODER_ERRORS, binascii.Error) as error:
        raise _NoShapeError(say("labels", "its mask cannot be read")()) from error
    if mask.ndim != 2:
        raise _NoShapeError(say("labels", "its mask has colours")())
    return mask.astype(bool)


def _mask_text(mask: NDArray[np.bool_]) -> str:
    buffer = io.BytesIO()
    Image.fromarray(mask.astype(np.uint8)).save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _optional(raw: Mapping[str, Any], key: str, fits: Any, unreadable: dict[str, Any]) -> Any:
    value = raw.get(key)
    if fits(value):
        return value
    unreadable[key] = value
    return None


def _is_group(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _is_flags(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict) and all(isinstance(flag, bool) for flag in value.values())
    )


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_point_list(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(raw, list) and len(raw) == 2 and _point(raw) is not None for raw in value
        )
    )


def _problem(shape: Shape, points_are_whole: bool, unreadable: Mapping[str, Any]) -> Message | None:
    if not points_are_whole:
        return say("labels", "some of its points are no pairs of numbers; they are left out")()
    if not shape.is_drawable:
        return say("labels", "a {kind} cannot have {count} {count:point|points}; it is not drawn")(
            kind=str(shape.shape_type), count=len(shape.points)
        )
    if shape.mask is not None and not _fits_box(shape):
        return say("labels", "its mask and its box differ in size; the mask counts")()
    if unreadable:
        return say("labels", "these keys hold something unexpected: {keys}; they are kept")(
            keys=", ".join(unreadable)
        )
    return None


def _fits_box(shape: Shape) -> bool:
    assert shape.mask is not None
    if len(shape.points) != 2:
        return False
    (left, top), (right, bottom) = shape.points.astype(int).tolist()
    return shape.mask.shape == (bottom - top + 1, right - left + 1)
