"""Data profile: what the planner knows of the training images, in a few numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from unet_studio.learning.data.dataset import IGNORED
from unet_studio.learning.scores.validation import evenly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from unet_studio.learning.data.dataset import Dataset, LabelledImage

_LOOKED_AT = 24  # images; more would not change what is chosen, and take time
_CORNER_PX = 2048  # of each of them
_SPECK_PX = 4  # smaller pieces are slips of the pen


@dataclass(frozen=True)
class ClassProfile:
    """What is known of one class.

    Attributes
    ----------
    name
        Of the class.
    share
        Of the labelled pixels, 0 to 1.
    object_px
        Diameter of a circle as large as the typical connected piece; 0 if the class is absent.
    thickness_px
        How thick it typically is: of a long line its width, of a disc two thirds of its diameter.
    """

    name: str
    share: float
    object_px: float
    thickness_px: float


@dataclass(frozen=True)
class DataProfile:
    """What is known of the training images.

    Attributes
    ----------
    count
        Images.
    name
        Of one of them, to speak of.
    height_px, width_px
        Of the typical image.
    smallest_px, largest_px
        The shortest and the longest edge of all.
    pixel_count
        Of all images together.
    channels
        1 = grey, 3 = colour, or as many as the files have.
    depth
        Type of the pixels, as numpy calls it.
    labelled_share
        Share of the pixels that somebody labelled, 0 to 1.
    classes
        One by one, in the project's order.
    is_upright
        Whether what is up in the images differs from what is down, as in photographs.
    """

    count: int
    name: str
    height_px: int
    width_px: int
    smallest_px: int
    largest_px: int
    pixel_count: int
    channels: int
    depth: str
    labelled_share: float
    classes: tuple[ClassProfile, ...]
    is_upright: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether the images differ in size."""
        return self.smallest_px != min(self.height_px, self.width_px) or self.largest_px != max(
            self.height_px, self.width_px
        )


def profile_of(data: Dataset, class_names: Sequence[str]) -> DataProfile:
    """Look at the training images; at some of them, if they are many or large."""
    facts = data.facts
    sizes = [f.size for f in facts]
    looked_at = evenly(data.images, _LOOKED_AT)
    targets = [_corner(image) for image in looked_at]
    labelled = sum(int((t != IGNORED).sum()) for t in targets)
    return DataProfile(
        count=len(facts),
        name=facts[0].name,
        height_px=int(median(height for height, _ in sizes)),
        width_px=int(median(width for _, width in sizes)),
        smallest_px=min(min(size) for size in sizes),
        largest_px=max(max(size) for size in sizes),
        pixel_count=sum(height * width for height, width in sizes),
        channels=data.channels,
        depth=str(looked_at[0].pixels.dtype),
        labelled_share=labelled / max(1, sum(t.size for t in targets)),
        classes=tuple(
            _class_profile(name, [t == k for t in targets], labelled)
            for k, name in enumerate(class_names, start=1)
        ),
        is_upright=_is_upright(targets, len(class_names)),
    )


def _corner(image: LabelledImage) -> NDArray[np.uint8]:
    return np.ascontiguousarray(image.target[:_CORNER_PX, :_CORNER_PX])


def _class_profile(name: str, masks: Sequence[NDArray[np.bool_]], labelled: int) -> ClassProfile:
    areas: list[NDArray[Any]] = []
    depth_sum, count = 0.0, 0
    for mask in masks:
        if not mask.any():
            continue
        binary = mask.astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=4)
        areas.append(stats[1:, cv2.CC_STAT_AREA])
        framed = cv2.copyMakeBorder(binary, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
        depth_sum += float(cv2.distanceTransform(framed, cv2.DIST_L2, 5).sum())
        count += int(mask.sum())
    if not count:
        return ClassProfile(name, 0.0, 0.0, 0.0)
    return ClassProfile(
        name,
        share=count / max(1, labelled),
        object_px=_typical_diameter(np.concatenate(areas)),
        # Across a line of width t, the mean depth is t / 4; depths count from the pixel outside.
        thickness_px=4 * (depth_sum / count - 0.5),
    )


def _typical_diameter(areas: NDArray[Any]) -> float:
    """Of the piece that the middle pixel lies in, so that specks do not count for much."""
    ordered = np.sort(areas[areas >= _SPECK_PX] if (areas >= _SPECK_PX).any() else areas)
    total = np.cumsum(ordered)
    middle = ordered[np.searchsorted(total, total[-1] / 2)]
    return 2 * math.sqrt(middle / math.pi)


_LEAST_IMAGES = 8
_CLEARLY = 5.0  # standard errors


def _is_upright(targets: Sequence[NDArray[np.uint8]], class_count: int) -> bool:
    """Whether some class lies in one half, upper or lower, in nearly every image."""
    if len(targets) < _LEAST_IMAGES:
        return False
    for k in range(1, class_count + 1):
        found = [_upper_share(t == k) for t in targets if (t == k).any()]
        if len(found) < _LEAST_IMAGES:
            continue
        leaning = np.array(found) - 0.5
        error = leaning.std() / math.sqrt(len(leaning)) + 0.01
        if abs(leaning.mean()) > max(0.15, _CLEARLY * error):
            return True
    return False


def _upper_share(mask: NDArray[np.bool_]) -> float:
    """Share of a class that lies in the upper half."""
    half = len(mask) // 2
    return float(mask[:half].sum()) / float(mask.sum())
