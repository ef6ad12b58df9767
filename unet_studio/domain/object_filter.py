"""Which objects of a table a person wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.measurement import GEOMETRY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.measurement import ObjectTable

_AREA = GEOMETRY[0]


class AtBorder(StrEnum):
    """What to do with objects that the border of the picture may have cut."""

    ALL = "all"
    INSIDE = "inside"
    CUT = "cut"


@dataclass(frozen=True)
class ObjectFilter:
    """A wish; what it leaves open does not matter.

    Attributes
    ----------
    class_name
        Only this class.
    least_px, most_px
        Limits of the area, in pixels, included.
    at_border
        Whether objects may touch the border.
    text
        A part of the image's name or the class's, without regard to case.
    images
        Only these.
    """

    class_name: str | None = None
    least_px: float | None = None
    most_px: float | None = None
    at_border: AtBorder = AtBorder.ALL
    text: str = ""
    images: frozenset[str] | None = None

    def rows(self, table: ObjectTable) -> NDArray[np.int64]:
        """(M,) the rows of a table that it lets through, in their order."""
        if not table.images:
            return np.zeros(0, np.int64)
        keep = self._images_kept(table)[table.image_of]
        if self.class_name is not None:
            is_wanted = np.array([n == self.class_name for n in table.class_names], bool)
            keep &= is_wanted[table.class_place]
        area = table.values(_AREA).astype(np.float64)
        if self.least_px is not None:
            keep &= area >= self.least_px
        if self.most_px is not None:
            keep &= area <= self.most_px
        if self.at_border is not AtBorder.ALL:
            touches = np.concatenate([image.objects.touches_border for image in table.images])
            keep &= touches == (self.at_border is AtBorder.CUT)
        if self.text:
            keep &= self._has_text(table)
        return np.asarray(np.flatnonzero(keep))

    def _images_kept(self, table: ObjectTable) -> NDArray[np.bool_]:
        wanted = self.images
        return np.array([wanted is None or i.name in wanted for i in table.images], bool)

    def _has_text(self, table: ObjectTable) -> NDArray[np.bool_]:
        text = self.text.casefold()
        in_image = np.array([text in i.name.casefold() for i in table.images], bool)
        in_class = np.array([text in name.casefold() for name in table.class_names], bool)
        return np.asarray(in_image[table.image_of] | in_class[table.class_place])
