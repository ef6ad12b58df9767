"""What a prediction can write for each image."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "masks": "index PNGs of class ids, in the classes' colours",
    "overlays": "the originals tinted with what was found",
    "contours": "each original beside a copy with green outlines",
    "drafts": "labelme files to correct",
    "probabilities": "float16 TIFFs, one page per class, background first",
    "results": "NAME_res.png of 0 and 255, as the script of isbi-binary writes them",
    "coco": "instances.json with the objects of all images",
    "objects": "objects.csv, a table of all objects and their measures",
}
"""Sub-folder of a prediction folder, or what is one file for all images -> what it holds."""

SAVEABLE = tuple(KINDS)

OF_ALL = frozenset({"coco", "objects"})
"""Of these there is one file for all images."""

SAVED_BY_DEFAULT = ("masks", "overlays", "drafts")


def probabilities_beside(mask: Path, out: Path) -> Path:
    """The file of probabilities of the image whose mask is ``OUT/masks/NAME.png``."""
    return out / "probabilities" / mask.relative_to(out / "masks").with_suffix(".tif")
