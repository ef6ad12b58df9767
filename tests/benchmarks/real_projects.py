"""Projects made of the shared data, with the images held out that its README names."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
sys.path[:0] = [str(ROOT)]

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from unet_studio.storage.founding.project_new import (  # noqa: E402
    LabelmeBeside,
    LabelSource,
    MaskFolder,
    new_project,
)
from unet_studio.storage.project.project_file import is_project  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ISBI_HELD_OUT = ("5", "11", "17", "23", "29")
MINERALS = {0x0000FF: "pore", 0x00FF00: "clay", 0xFF0000: "quartz", 0xFFFF00: "pyrite"}
TENTH = "Sandstone_Versa0180"
TENTH_GREYS = {33: 0x0000FF, 201: 0x00FF00, 231: 0xFF0000, 65: 0xFFFF00}
"""The tenth mask is grey; which grey is which colour follows from the brightness of the image."""


def isbi(folder: Path) -> None:
    data = SHARED / "isbi2012" / "train"
    masks = MaskFolder(data / "label", {0: "membrane", 255: "background"})
    _make(folder, data / "image", masks, ISBI_HELD_OUT)


def dsb2018_dev(folder: Path) -> None:
    data = SHARED / "dsb2018_dev"
    names = sorted(path.stem for path in (data / "images").glob("*.png"))
    masks = MaskFolder(data / "masks", {0: "background", 255: "nucleus"})
    _make(folder, data / "images", masks, tuple(names[4::5]))


def sandstone(folder: Path) -> None:
    data, gathered = SHARED / "sandstone", folder.parent / "sandstone-data"
    shutil.rmtree(gathered, ignore_errors=True)
    shutil.copytree(data / "Train_images", gathered / "images")
    shutil.copytree(data / "Train_masks", gathered / "masks")
    shutil.copy(data / f"{TENTH}_image.tif", gathered / "images" / f"{TENTH}.tif")
    grey = np.array(Image.open(data / f"{TENTH}_mask.png"))
    coloured = np.zeros((*grey.shape, 3), np.uint8)
    for value, colour in TENTH_GREYS.items():
        coloured[grey == value] = [colour >> 16, colour >> 8 & 255, colour & 255]
    Image.fromarray(coloured).save(gathered / "masks" / f"{TENTH}.tif")
    held_out = (TENTH, "Sandstone_Versa0200", "Sandstone_Versa0400")
    _make(folder, gathered / "images", MaskFolder(gathered / "masks", MINERALS), held_out)


def lm_fruit(folder: Path) -> None:
    """Polygons of several classes; every fifth photo is held out."""
    data = SHARED / "lm_fruit" / "images"
    names = sorted((path.stem for path in data.glob("*.jpg")), key=int)
    _make(folder, data, LabelmeBeside(), tuple(names[4::5]))


SETS: dict[str, Callable[[Path], None]] = {
    "isbi": isbi,
    "dsb2018_dev": dsb2018_dev,
    "sandstone": sandstone,
    "lm_fruit": lm_fruit,
}


def real_project(name: str, work: Path) -> Path:
    """The project folder of a set, made in the folder `work` if it is not there yet."""
    folder = work / name
    if not is_project(folder):
        if not SHARED.is_dir():
            sys.exit(f"The shared data {SHARED} are not there.")
        work.mkdir(parents=True, exist_ok=True)
        SETS[name](folder)
    return folder


def _make(folder: Path, images: Path, labels: LabelSource, held_out: tuple[str, ...]) -> None:
    job: Any = new_project(folder, images_dir=images, labels=labels, held_out=held_out)
    for _ in job:
        pass
