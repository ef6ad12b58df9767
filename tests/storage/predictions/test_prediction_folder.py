from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.draft import confirmed, drawn_by
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import ImageRef
from unet_studio.imaging.rasterize import rasterize
from unet_studio.storage.exchange.coco_file import read_coco
from unet_studio.storage.exchange.coco_rle import decode
from unet_studio.storage.labels.labelme_file import read_labels
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.prediction_folder import SAVEABLE, PredictionFolder

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = ClassTable.of(["a", "b"])
IMAGE = np.full((30, 40), 90, np.uint8)
MASK = np.zeros((30, 40), np.uint8)
MASK[4:20, 5:25] = 1
MASK[8:14, 9:16] = 0
MASK[22:28, 30:38] = 2
MASK[1, 1] = 2  # a speck
PROBABILITIES = np.stack([k == MASK for k in range(3)]).astype(np.float32)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def write(folder: PredictionFolder, *what: Any, **more: Any) -> None:
    for _ in folder.writing(*what, **more):
        pass


def test_everything_is_kept_under_the_name_of_the_image(tmp_path: Path) -> None:
    source = tmp_path / "in" / "sub" / "图 1.png"
    source.parent.mkdir(parents=True)
    Image.fromarray(IMAGE).save(source)
    folder = PredictionFolder(tmp_path / "out", SAVEABLE)
    write(
        folder,
        "sub/图 1.png",
        IMAGE,
        MASK,
        PROBABILITIES,
        CLASSES,
        source=source,
        drawn_by="m@12ab",
    )
    folder.finish([ImageRef("sub/图 1.png", source)], CLASSES)
    assert files(tmp_path / "out") == {
        "masks/sub/图 1.png",
        "overlays/sub/图 1.png",
        "contours/sub/图 1.png",
        "drafts/sub/图 1.json",
        "probabilities/sub/图 1.tif",
        "results/sub/图 1_res.png",
        "instances.json",
        "objects.csv",
        "objects_summary.csv",
    }
    np.testing.assert_array_equal(read_mask(folder.path("masks", "sub/图 1.png")), MASK)
    with Image.open(folder.path("overlays", "sub/图 1.png")) as shown:
        assert (shown.mode, shown.size) == ("RGB", (40, 30))
    pages = tifffile.imread(folder.path("probabilities", "sub/图 1.png"))
    np.testing.assert_array_equal(pages, PROBABILITIES)
    with Image.open(folder.path("results", "sub/图 1.png")) as result:
        np.testing.assert_array_equal(np.asarray(result), np.where(MASK > 0, 255, 0))
    coco = read_coco(tmp_path / "out" / "instances.json").images["sub/图 1.png"]
    drawn = np.zeros_like(MASK)
    for found in coco.annotations:
        drawn[decode(found["segmentation"])] = found["category_id"]
    np.testing.assert_array_equal(drawn, MASK)
    assert [found["area"] for found in coco.annotations] == [278, 1, 48]
    rows = (tmp_path / "out" / "objects.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + 3


def test_drafts_are_polygons_that_say_who_drew_them(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.fromarray(IMAGE).save(source)
    folder = PredictionFolder(tmp_path / "out", {"drafts"})
    write(folder, "a.png", IMAGE, MASK, None, CLASSES, source=source, drawn_by="m@12ab")
    content = read_labels(folder.path("drafts", "a.png"))
    assert content.problems == ()
    assert content.image_path == "../../a.png"
    shapes = content.annotation.shapes
    assert [shape.class_name for shape in shapes] == ["a", "b", "_background_"]
    assert all(shape.is_draft and drawn_by(shape) == "m@12ab" for shape in shapes)
    assert content.annotation.extent is LabelExtent.UNLABELLED  # until somebody confirms them
    accepted = Annotation(tuple(confirmed(shape) for shape in shapes))
    drawn = rasterize(accepted, MASK.shape, CLASSES)
    assert (drawn != MASK).sum() <= 1  # the speck


def test_images_of_one_stem_and_runs_anew(tmp_path: Path) -> None:
    for _ in range(2):
        folder = PredictionFolder(tmp_path, {"masks"})
        for name in ("a.png", "a.tif", "b.png"):
            write(folder, name, IMAGE, MASK, None, CLASSES)
    assert files(tmp_path) == {"masks/a.png", "masks/a.tif.png", "masks/b.png"}


def test_unknown_kinds_are_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="pictures"):
        PredictionFolder(tmp_path, {"masks", "pictures"})
