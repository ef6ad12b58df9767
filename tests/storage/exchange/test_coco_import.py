from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from coco_reference import encoded, region
from PIL import Image
from small_project import HEIGHT, WIDTH, small_project, square

from unet_studio.domain.annotation import LabelExtent, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.imaging.region_form import RegionForm
from unet_studio.storage.exchange.coco_export import export_coco
from unet_studio.storage.exchange.coco_import import CocoReader
from unet_studio.storage.exchange.label_source import CocoFile, LabelmeBeside
from unet_studio.storage.founding.project_new import new_project
from unet_studio.storage.pictures.image_folder import find_images
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, read_mask

if TYPE_CHECKING:
    from pathlib import Path

BOX = [4, 2, 10, 2, 10, 8, 4, 8]  # along the borders of 6 x 6 pixels
SLANTED = [20.5, 20.5, 40.25, 21.0, 30.0, 40.75]


def end(job: Any) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value


def coco(root: Path, annotations: list[Any], **content: Any) -> Path:
    (root / "images").mkdir(parents=True, exist_ok=True)
    for name in ("a", "b"):
        Image.new("L", (WIDTH, HEIGHT)).save(root / "images" / f"{name}.png")
    whole = {
        "images": [{"id": 7, "file_name": "a.png", "height": HEIGHT, "width": WIDTH}],
        "categories": [{"id": 90, "name": "nut"}, {"id": 3, "name": "fig"}],
        "annotations": [{"image_id": 7, "category_id": 90, "id": k} | a
                        for k, a in enumerate(annotations, 1)],
    }  # fmt: skip
    (root / "coco.json").write_text(json.dumps(whole | content), encoding="utf-8")
    return root / "coco.json"


def found(
    root: Path, annotations: list[Any], form: RegionForm | None = None, **content: Any
) -> Any:
    path = coco(root, annotations, **content)
    images = find_images(root / "images")
    reader = CocoReader(path, images, form)
    return reader, reader.read(images[0], (HEIGHT, WIDTH))


def test_polygons_keep_their_points_and_pixel_outlines_their_pixels(tmp_path: Path) -> None:
    reader, labels = found(tmp_path, [{"segmentation": [BOX]}, {"segmentation": [SLANTED]}])
    assert [(c.id, c.name) for c in reader.classes] == [(3, "fig"), (90, "nut")]
    first, second = labels.shapes
    assert first.points.min() == 2.5  # through the middle of the outermost pixels
    assert first.points.max() == 9.5
    np.testing.assert_array_equal(second.points.reshape(-1), SLANTED)
    assert labels.before["nut"].shapes == 2
    whole = region([BOX], (HEIGHT, WIDTH)) | region([SLANTED], (HEIGHT, WIDTH))
    assert abs(labels.before["nut"].pixels - int(whole.sum())) <= 4
    assert labels.losses == ()
    assert labels.extent is LabelExtent.FULLY


def test_run_lengths_compressed_or_not_are_masks(tmp_path: Path) -> None:
    ring = np.zeros((HEIGHT, WIDTH), bool)
    ring[5:15, 5:15] = True
    ring[8:12, 8:12] = False
    changes = np.flatnonzero(np.diff(ring.T.reshape(-1), prepend=False, append=True))
    counts = np.diff([0, *changes]).tolist()
    for number, given in enumerate((encoded(ring), counts)):
        _, labels = found(
            tmp_path / str(number),
            [{"segmentation": {"size": [HEIGHT, WIDTH], "counts": given}, "iscrowd": 1}],
        )
        (shape,) = labels.shapes
        assert shape.shape_type is ShapeType.MASK
        assert shape.flags == {"iscrowd": True}
        np.testing.assert_array_equal(shape.mask, ring[5:15, 5:15])


def test_parts_of_one_annotation_stay_together(tmp_path: Path) -> None:
    both = {"segmentation": [SLANTED, BOX], "attributes": {"occluded": True}}
    _, labels = found(tmp_path, [{"segmentation": [BOX]}, both])
    assert [shape.group_id for shape in labels.shapes] == [None, 2, 2]
    assert labels.shapes[1].extra == {"coco": {"attributes": {"occluded": True}}}
    _, masks = found(tmp_path / "m", [both], RegionForm.REGION_MASKS)
    assert len(masks.shapes) == 1
    assert masks.shapes[0].mask.sum() == masks.before["nut"].pixels


def test_boxes_without_outlines_are_rectangles(tmp_path: Path) -> None:
    _, labels = found(tmp_path, [{"bbox": [3, 4, 10, 5], "segmentation": []}])
    (shape,) = labels.shapes
    assert shape.shape_type is ShapeType.RECTANGLE
    assert shape.points.tolist() == [[3, 4], [13, 9]]


def test_what_cannot_be_understood_is_told_and_the_rest_taken_in(tmp_path: Path) -> None:
    odd = [
        {"segmentation": [[1, 2, 3]]},
        {"segmentation": [["x"] * 6]},
        {"segmentation": {"size": [2, 2], "counts": [4]}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": [HEIGHT * WIDTH]}},
        {"segmentation": None},
        {"segmentation": [BOX], "category_id": "x"},
        {"segmentation": [BOX], "image_id": 99},
        {"segmentation": [BOX], "category_id": 5},
    ]
    images = [
        {"id": 7, "file_name": "train/a.png"},
        {"id": 8, "file_name": "gone.png"},
        {"id": 9},
    ]
    categories = [{"id": 90, "name": "nut", "supercategory": "food"}, "odd"]
    reader, labels = found(tmp_path, odd, images=images, categories=categories)
    assert [shape.class_name for shape in labels.shapes] == ["class-5"]
    told = " ".join(map(str, (*reader.losses, *labels.losses)))
    for word in ("gone.png", "food", "1 annotation belongs to no image", "odd number", "no pixel",
                 "no numbers", "another size", "no category", "neither"):  # fmt: skip
        assert word in told, word


def test_a_picture_of_another_size_and_files_of_another_kind(tmp_path: Path) -> None:
    wrong = [{"id": 7, "file_name": "a.png", "height": 5, "width": 5}]
    with pytest.raises(StudioError, match="5 x 5"):
        found(tmp_path, [], images=wrong)
    with pytest.raises(StudioError, match="none of the images"):
        found(tmp_path, [], images=[{"id": 1, "file_name": "z.png"}])
    images = find_images(tmp_path / "images")
    for text in ("[]", "{", '{"images": 3}'):
        (tmp_path / "coco.json").write_text(text)
        with pytest.raises(StudioError, match=r"coco\.json"):
            CocoReader(tmp_path / "coco.json", images)


def test_pycocotools_sees_in_an_export_what_the_report_says(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 3, labelled=2, held_out=["1.png"])
    summary = end(export_coco(project, tmp_path / "out"))
    content = json.loads((tmp_path / "out" / "instances.json").read_text("utf-8"))
    assert [i["file_name"] for i in content["images"]] == ["0.png", "1.png"]
    assert [i["id"] for i in content["images"]] == [1, 2]
    assert content["categories"][0]["id"] == 1
    pixels = sum(int(region(a["segmentation"], (HEIGHT, WIDTH)).sum())
                 for a in content["annotations"])  # fmt: skip
    (row,) = summary.report.rows
    assert (row.before.pixels, row.after.pixels, pixels) == (578, 512, 512)
    assert row.is_same
    assert summary.report.note is not None
    again = end(
        new_project(
            tmp_path / "q",
            images_dir=tmp_path / "out" / "images",
            labels=CocoFile(tmp_path / "out" / "instances.json"),
        )
    )
    assert again.held_out == {"1.png"}
    for old, new in zip(list_images(project)[:2], list_images(again), strict=True):
        np.testing.assert_array_equal(read_mask(project, old), read_mask(again, new))


def test_labelmes_own_coco_file_is_read(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "labelme_examples/examples/instance_segmentation"
    reference = folder / "data_dataset_coco"
    theirs = end(
        new_project(
            tmp_path / "coco", images_dir=reference, labels=CocoFile(reference / "annotations.json")
        )
    )
    ours = end(
        new_project(tmp_path / "own", images_dir=folder / "data_annotated", labels=LabelmeBeside())
    )
    assert {c.name for c in ours.classes} <= {c.name for c in theirs.classes}
    for one, other in zip(list_images(theirs), list_images(ours), strict=True):
        drawn = [
            s.class_name for s in read_annotation(ours, other).shapes if s.class_name[0] != "_"
        ]
        taken = [
            s.class_name for s in read_annotation(theirs, one).shapes if s.class_name[0] != "_"
        ]
        assert sorted(taken) == sorted(drawn)


def test_shapes_without_area_for_coco_are_written_by_their_pixels(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 1, labelled=0)
    from unet_studio.domain.annotation import Annotation, Shape
    from unet_studio.storage.project.project_labels import write_annotation

    thin = Shape("cell", [[5, 5], [15, 5], [10, 5]])
    write_annotation(project, list_images(project)[0], Annotation((thin, square(20))))
    summary = end(export_coco(project, tmp_path / "out"))
    assert summary.report.rows[0].is_same


@pytest.mark.parametrize(
    "segmentation",
    [
        [[10**400, 1, 20, 1, 20, 20]],
        {"size": [10**9, 10**9], "counts": [10**18]},
        {"size": [10**5, 10**5], "counts": [10**10]},
    ],
    ids=["number beyond floats", "more pixels than memory", "ten thousand million pixels"],
)
def test_numbers_beyond_all_measure_are_left_out(tmp_path, segmentation) -> None:
    odd, whole = {"segmentation": segmentation}, {"segmentation": [BOX]}
    _, labels = found(tmp_path, [odd, whole])
    assert len(labels.shapes) == 1
    assert "1 annotation is left out" in str(labels.losses[0])


def test_names_become_one_line_that_can_be_written(tmp_path) -> None:
    names = [{"id": 90, "name": "wal\nnut"}, {"id": 3, "name": "fig\ud800"}]
    reader, labels = found(tmp_path, [{"segmentation": [BOX]}], categories=names)
    assert [c.name for c in reader.classes] == ["fig?", "wal nut"]
    assert labels.shapes[0].class_name == "wal nut"
