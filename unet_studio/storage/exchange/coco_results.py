"""What was predicted as one COCO file of instances: every connected region is an object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.message import StudioError
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.exchange.coco_export import COCO_FILE
from unet_studio.storage.exchange.coco_file import read_coco
from unet_studio.storage.exchange.coco_rle import encode_part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable

Annotations = list[dict[str, Any]]


class CocoResults:
    """``OUT/instances.json``: images under their names, objects as run lengths.

    What the file says of other images stays.
    """

    def __init__(self, out: Path) -> None:
        self._path = out / COCO_FILE
        self._images: dict[str, tuple[tuple[int, int], Annotations]] = {}
        try:
            known = read_coco(self._path).images if self._path.exists() else {}
        except StudioError:
            known = {}  # torn; its images are predicted anew
        for name, image in known.items():
            if image.size is not None:
                self._images[name] = image.size, [dict(a) for a in image.annotations]

    def __contains__(self, name: str) -> bool:
        return name in self._images

    def add(self, name: str, mask: NDArray[np.uint8]) -> None:
        """The objects of one image, in place of what was known of it."""
        height, width = mask.shape
        self._images[name] = (height, width), found_objects(mask)

    def sort(self, names: Iterable[str]) -> None:
        """Bring the images into this order; others come behind them."""
        in_order = (name for name in dict.fromkeys((*names, *self._images)) if name in self)
        self._images = {name: self._images[name] for name in in_order}

    def write(self, classes: ClassTable) -> None:
        """Write the file; images are numbered from 1.

        Raises
        ------
        WriteError
            If it cannot be written.
        """
        images, annotations = [], Annotations()
        for number, (name, (size, objects)) in enumerate(self._images.items(), start=1):
            height, width = size
            images.append({"id": number, "file_name": name, "height": height, "width": width})
            for found in objects:
                identity = {"id": len(annotations) + 1, "image_id": number}
                annotations.append({**found, **identity})
        categories = [
            {"id": c.id, "name": c.name, "supercategory": "", "color": list(c.rgb)} for c in classes
        ]
        content = {"images": images, "annotations": annotations, "categories": categories}
        write_text(self._path, json.dumps(content, ensure_ascii=False))


def found_objects(mask: NDArray[np.uint8]) -> Annotations:
    """The connected regions of every class, as entries of "annotations" without ids.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids; pixels that touch by a corner belong together.
    """
    import cv2

    size = mask.shape[0], mask.shape[1]
    objects: Annotations = []
    for class_id in np.setdiff1d(np.unique(mask), (0, IGNORE_ID)).tolist():
        covered = cv2.inRange(mask, class_id, class_id)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(covered, connectivity=8)
        for number in range(1, count):
            left, top, width, height, area = stats[number].tolist()
            part = labels[top : top + height, left : left + width] == number
            objects.append(
                {
                    "category_id": class_id,
                    "segmentation": encode_part(part, left, top, size),
                    "area": area,
                    "bbox": [left, top, width, height],
                    "iscrowd": 0,
                }
            )
    return objects
