"""The pixel command: part of a mask painted or erased, remembered as no more than that part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.region import Box, Region
from unet_studio.workspace.labels.commands import EditCommand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.message import Message
    from unet_studio.workspace.labels.document import AnnotationDocument


class ChangePixels(EditCommand):
    """One mask shape exchanged for another that differs within a box, and maybe in its extent.

    A hundred strokes on a mask as large as the image would else be a hundred such masks.
    """

    def __init__(
        self, document: AnnotationDocument, message: Message, after: Shape, box: Box
    ) -> None:
        super().__init__(document, message)
        self._shape_id = after.shape_id
        before = document.shape(after.shape_id)
        box = _with_what_is_outside(box, _region(before).box, document.image_size)
        self._before = _Version.of(before, box)
        self._after = _Version.of(after, box)
        self._fresh: Shape | None = after  # the first time nothing needs to be worked out

    @property
    def kept_bytes(self) -> int:
        """How much memory it takes to undo and redo it."""
        return self._before.packed.nbytes + self._after.packed.nbytes

    def redo(self) -> None:
        """Do it."""
        fresh, self._fresh = self._fresh, None
        self._put(fresh if fresh is not None else self._after.drawn_on(self._shape()))

    def undo(self) -> None:
        """Take it back."""
        self._put(self._before.drawn_on(self._shape()))

    def _shape(self) -> Shape:
        return self._document.shape(self._shape_id)

    def _put(self, shape: Shape) -> None:
        present = self._document.annotation.shapes
        self._swap_shapes([shape if s.shape_id == self._shape_id else s for s in present])


@dataclass(frozen=True, eq=False)
class _Version:
    """How a mask was: its extent, its pixels within a box, eight of a row to a byte, and its mark.

    Corners are kept as they were: other programs also write such that are no whole numbers.
    """

    corners: NDArray[np.float64]
    extent: Box
    box: Box
    packed: NDArray[np.uint8]
    extra: Mapping[str, Any]

    @staticmethod
    def of(shape: Shape, box: Box) -> _Version:
        mask = _region(shape)
        part = mask.part(box)
        packed = np.packbits(part.mask, axis=1)
        return _Version(shape.points, mask.box, part.box, packed, shape.extra)

    def drawn_on(self, shape: Shape) -> Shape:
        """A shape like another one, but as it was in this version."""
        left, top, right, bottom = self.extent
        whole = Region(left, top, np.zeros((bottom - top, right - left), bool))
        for source in (_region(shape).part(self.extent), self._part()):
            whole.part(source.box).mask[:] = source.mask
        return replace(shape.with_points(self.corners), mask=whole.mask, extra=self.extra)

    def _part(self) -> Region:
        left, top, right, bottom = self.box
        height, width = bottom - top, right - left
        pixels = np.unpackbits(self.packed, axis=1, count=width)
        return Region(left, top, pixels.reshape(height, width).view(bool))


def _with_what_is_outside(box: Box, extent: Box, size: tuple[int, int]) -> Box:
    """A box that holds a mask's whole extent, too, if some of that lies outside the image.

    What is painted is cut off at the border of the image, wherever the stroke was.
    """
    left, top, right, bottom = extent
    if left >= 0 and top >= 0 and right <= size[1] and bottom <= size[0]:
        return box
    return min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom)


def _region(shape: Shape) -> Region:
    assert shape.mask is not None  # only masks are painted so
    left, top = (int(v) for v in shape.points[0])
    return Region(left, top, shape.mask)
