"""pycocotools: the reference for COCO's run lengths and polygons."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def encoded(covered: NDArray[np.bool_]) -> str:
    """The compressed run lengths that pycocotools writes."""
    from pycocotools import mask

    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        counts: bytes = mask.encode(np.asfortranarray(covered.astype(np.uint8)))["counts"]
    return counts.decode()


def region(segmentation: Any, size: tuple[int, int]) -> NDArray[np.bool_]:
    """The pixels that pycocotools sees in what stands as "segmentation" of an annotation."""
    from pycocotools import mask

    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        if isinstance(segmentation, list) or isinstance(segmentation["counts"], list):
            segmentation = mask.frPyObjects(segmentation, *size)
        if isinstance(segmentation, list):
            segmentation = mask.merge(segmentation)
        return np.asarray(mask.decode(segmentation), bool)
