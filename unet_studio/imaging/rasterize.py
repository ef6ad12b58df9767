"""From shapes to a mask, pixel for pixel as labelme does it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import BACKGROUND_ID, BACKGROUND_NAME, IGNORE_ID, ClassTable
from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE_WIDTH_PX = 10
POINT_RADIUS_PX = 5
"""What labelme's exports give to lines and points, which have no area of their own."""

_FILLED = frozenset({ShapeType.POLYGON, ShapeType.ORIENTED_RECTANGLE})
_LARGEST_DISC_PX = 500_000.0  # Pillow takes minutes for larger ones
_FARTHEST_PX = 1e7  # beyond, the integers and floats of Pillow overflow and nothing is drawn


def rasterize(
    annotation: Annotation, size: tuple[int, int], classes: ClassTable
) -> NDArray[np.uint8]:
    """The mask that the shapes of an image draw; later shapes lie over earlier ones.

    Parameters
    ----------
    annotation
        Drafts are left out, and so are shapes that cannot be drawn (too few points, points at
        infinity).
    size
        Height and width of the image.
    classes
        Says which id each class name draws; ``__ignore__`` draws 255 and ``_background_`` 0.

    Returns
    -------
    NDArray
        (H, W) uint8 class ids. What no shape covers is 0 in a fully labelled image, else 255.

    Raises
    ------
    StudioError
        If a shape has a class that the table does not know.
    """
    uncovered = BACKGROUND_ID if annotation.extent is LabelExtent.FULLY else IGNORE_ID
    drawn = (s for s in annotation.shapes if s.is_drawable and not s.is_draft)
    return _drawn([(shape, _mask_value(shape, classes)) for shape in drawn], size, uncovered)


def shape_mask(shape: Shape, size: tuple[int, int]) -> NDArray[np.bool_]:
    """(H, W) bool: the pixels that one shape covers; none if it cannot be drawn."""
    return _drawn([(shape, 1)] if shape.is_drawable else [], size, 0).astype(bool)


def shape_part(shape: Shape, left: int, top: int, right: int, bottom: int) -> NDArray[np.bool_]:
    """(bottom - top, right - left) bool: what one shape covers of a part of an image.

    The part of `shape_mask` pixel for pixel: the shape is drawn where it is, as Pillow rounds one
    that was moved differently now and then. What lies before the part costs no memory.
    """
    drawn = _drawn([(shape, 1)] if shape.is_drawable else [], (bottom, right), 0)
    return drawn[top:, left:].astype(bool)


def _mask_value(shape: Shape, classes: ClassTable) -> int:
    name = shape.class_name
    for candidate in (name, name.strip()):
        value = BACKGROUND_ID if candidate == BACKGROUND_NAME else classes.id_of(candidate)
        if value is not None:
            return value
    raise StudioError(
        say("classes", "There is no class {name} in this project; please add it to the classes.")(
            name=repr(name)
        )
    )


def _drawn(
    shapes: list[tuple[Shape, int]], size: tuple[int, int], uncovered: int
) -> NDArray[np.uint8]:
    pixels = np.full(size, uncovered, np.uint8) if uncovered else np.zeros(size, np.uint8)
    # Pillow draws into the array itself: a large one is neither copied nor written where nothing is
    canvas = Image.frombuffer("L", (size[1], size[0]), pixels, "raw", "L", 0, 1)
    canvas.readonly = 0
    draw = ImageDraw.Draw(canvas)
    for shape, value in shapes:
        if shape.shape_type is ShapeType.MASK:
            _paste_mask(canvas, shape, value)
        elif shape.shape_type is ShapeType.CIRCLE and _radius_px(shape) > _LARGEST_DISC_PX:
            _draw_huge_disc(pixels, shape, value)
        else:
            _draw(draw, shape, value)
    return pixels


def _draw(draw: ImageDraw.ImageDraw, shape: Shape, value: int) -> None:
    # The same Pillow calls with the same float coordinates as labelme: Pillow's rounding is the
    # reference, and any arithmetic of ours before it would move single pixels.
    points = shape.points.clip(-_FARTHEST_PX, _FARTHEST_PX)
    if shape.shape_type in _FILLED:
        draw.polygon(points.ravel().tolist(), outline=value, fill=value)
        return
    corners = [(x, y) for x, y in points.tolist()]
    match shape.shape_type:
        case ShapeType.RECTANGLE:
            (x0, y0), (x1, y1) = corners
            box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            draw.rectangle(box, outline=value, fill=value)
        case ShapeType.CIRCLE:
            _draw_disc(draw, *corners[0], _radius_px(shape), value)
        case ShapeType.POINT:
            _draw_disc(draw, *corners[0], POINT_RADIUS_PX, value)
        case _:
            draw.line(corners, fill=value, width=LINE_WIDTH_PX)


def _draw_disc(draw: ImageDraw.ImageDraw, cx: float, cy: float, radius: float, value: int) -> None:
    box = (cx - radius, cy - radius, cx + radius, cy + radius)
    draw.ellipse(box, outline=value, fill=value)


def _radius_px(shape: Shape) -> float:
    (cx, cy), (px, py) = np.clip(shape.points, -_FARTHEST_PX, _FARTHEST_PX).tolist()
    return math.sqrt((cx - px) ** 2 + (cy - py) ** 2)


def _draw_huge_disc(pixels: NDArray[np.uint8], shape: Shape, value: int) -> None:
    cx, cy = np.clip(shape.points[0], -_FARTHEST_PX, _FARTHEST_PX)
    x, y = np.arange(pixels.shape[1]) - cx, np.arange(pixels.shape[0]) - cy
    for row, distance in enumerate(y):  # all rows at once would take eight times the mask's memory
        pixels[row, np.hypot(x, distance) <= _radius_px(shape)] = value


def _paste_mask(canvas: Image.Image, shape: Shape, value: int) -> None:
    """Parts beyond the border are cut off, where labelme stops with an error."""
    assert shape.mask is not None  # is_drawable
    left, top = (int(v) for v in np.clip(shape.points[0], -_FARTHEST_PX, _FARTHEST_PX))
    canvas.paste(value, (left, top), Image.fromarray(shape.mask.astype(bool)))
