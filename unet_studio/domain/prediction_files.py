"""What a prediction can write for each image."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SAVEABLE = ("masks", "overlays", "contours", "drafts", "probabilities")
"""Sub-folders of a prediction folder. Contours are pictures, the original beside one with green
outlines; drafts are labelme files to correct."""

SAVED_BY_DEFAULT = ("masks", "overlays", "drafts")


def probabilities_beside(mask: Path, out: Path) -> Path:
    """The file of probabilities of the image whose mask is ``OUT/masks/NAME.png``."""
    return out / "probabilities" / mask.relative_to(out / "masks").with_suffix(".tif")
