from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from new_projects import fingerprint, make, pixels, save, save_images
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.storage.founding.project_new import (
    LabelmeBeside,
    MaskFolder,
    NoLabels,
    VocFolder,
    new_project,
    parse_values,
)
from unet_studio.storage.labels.labelme_file import write_labels
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask as read_mask_file
from unet_studio.storage.project.project_file import is_project, list_images, read_project
from unet_studio.storage.project.project_labels import (
    labelled_images,
    read_annotation,
    read_extents,
    read_mask,
)

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.report import ProgressReport


# -- real data -----------------------------------------------------------------------------------


def test_isbi_2012(shared_data: Path, tmp_path: Path) -> None:
    train = shared_data / "isbi2012" / "train"
    project, problems = make(
        tmp_path,
        train / "image",
        MaskFolder(train / "label", parse_values("0=membrane,255=background")),
        held_out=["5", "11", "17", "23", "29"],
    )
    assert problems == []
    assert project.held_out == {f"{k}.png" for k in (5, 11, 17, 23, 29)}
    assert [(c.id, c.name) for c in project.classes] == [(1, "membrane")]
    assert len(labelled_images(project)) == 30
    assert list_images(project)[2].name == "2.png"
    for image in list_images(project)[::7]:
        truth = read_image(train / "label" / image.name) == 0
        np.testing.assert_array_equal(read_mask(project, image), truth.astype(np.uint8))
    assert project.labels_dir == tmp_path / "labels"
    assert read_project(tmp_path) == project


def test_voc_as_labelme_writes_it(shared_data: Path, tmp_path: Path) -> None:
    voc = shared_data / "labelme_examples/examples/semantic_segmentation/data_dataset_voc"
    project, problems = make(tmp_path, voc, VocFolder(voc))
    assert problems == []
    assert project.images_dir == (voc / "JPEGImages").resolve()
    assert [(c.id, c.name) for c in project.classes][4] == (5, "bottle")
    assert project.classes.id_of("tv/monitor") == 20
    for image in list_images(project):
        truth = read_mask_file(voc / "SegmentationClass" / f"{image.stem}.png")
        np.testing.assert_array_equal(read_mask(project, image), truth)


def test_labelme_files_elsewhere_are_imported_and_left_alone(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "lm_fruit" / "images"
    before = fingerprint(folder)
    project, problems = make(tmp_path, folder, LabelmeBeside())
    assert problems == []
    assert [c.name for c in project.classes] == ["date", "fig", "hazelnut"]
    assert len(project.held_out) == 4
    assert len(labelled_images(project)) == 18
    assert len(list((tmp_path / "labels").iterdir())) == 18
    assert fingerprint(folder) == before


def test_labelme_files_in_the_project_folder_stay_where_they_are(
    shared_data: Path, tmp_path: Path
) -> None:
    source = shared_data / "labelme_examples/examples/semantic_segmentation/data_annotated"
    folder = tmp_path / "data"
    shutil.copytree(source, folder)
    before = fingerprint(folder)
    project, _ = make(folder, folder, LabelmeBeside())
    assert project.labels_dir == folder
    assert [c.name for c in project.classes] == ["bottle", "bus", "car", "chair", "person", "sofa"]
    after = fingerprint(folder)
    assert {name: after[name] for name in before} == before


def test_sandstone_masks_are_colours(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "sandstone"
    colours = {0x0000FF: "clay", 0x00FF00: "quartz", 0xFF0000: "pyrite", 0xFFFF00: "pore"}
    project, problems = make(
        tmp_path, folder / "Train_images", MaskFolder(folder / "Train_masks", colours)
    )
    assert problems == []
    assert len(labelled_images(project)) == 9
    assert [c.name for c in project.classes] == ["clay", "quartz", "pyrite", "pore"]


def test_dsb_masks_of_0_and_255_show_a_foreground(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dsb2018_dev"
    project, problems = make(tmp_path, folder / "images", MaskFolder(folder / "masks"))
    assert problems == []
    assert [(c.id, c.name) for c in project.classes] == [(1, "foreground")]
    tiles = {"6c67b78e", "708eb41a"}  # two halves of one picture, which no name tells
    assert 9 <= len(project.held_out) <= 11
    assert len(tiles & {name[:8] for name in project.held_out}) in (0, 2)


# -- folders -------------------------------------------------------------------------------------


def test_without_labels(tmp_path: Path) -> None:
    images = save_images(tmp_path / "图像", "a.png", "b.png")
    project, _ = make(tmp_path / "p", images, NoLabels())
    assert len(project.classes) == 0
    assert project.held_out == frozenset()
    assert not (tmp_path / "p" / "labels").exists()


def test_a_folder_without_images(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudioError, match=r"no image in .*empty"):
        make(tmp_path / "p", tmp_path / "empty", NoLabels())
    assert not is_project(tmp_path / "p")


def test_an_existing_project_is_left_alone(tmp_path: Path) -> None:
    save_images(tmp_path, "a.png")
    make(tmp_path, tmp_path, NoLabels())
    before = fingerprint(tmp_path)
    with pytest.raises(StudioError, match="already"):
        make(tmp_path, tmp_path, NoLabels())
    assert fingerprint(tmp_path) == before


def test_existing_labels_are_kept_by_an_import(tmp_path: Path) -> None:
    save_images(tmp_path, "a.png", "b.png")
    shape = Shape("mine", [[1, 1], [2, 2]], ShapeType.RECTANGLE)
    write_labels(tmp_path / "a.json", Annotation((shape,)), image=tmp_path / "a.png", size=(4, 6))
    save(tmp_path / "masks" / "a.png", pixels(1))
    save(tmp_path / "masks" / "b.png", pixels(1))
    project, problems = make(tmp_path, tmp_path, MaskFolder(tmp_path / "masks"))
    assert "kept" in problems[0]
    assert [c.name for c in project.classes] == ["class-1", "mine"]
    assert read_annotation(project, list_images(project)[0]).shapes[0].equals(shape)


def test_held_out_names_that_fit_nothing_are_named_before_anything_is_written(
    tmp_path: Path,
) -> None:
    images = save_images(tmp_path / "images", "a.png", "b.png")
    with pytest.raises(StudioError, match=r"image z .*a\.png"):
        make(tmp_path / "p", images, NoLabels(), held_out=["a", "z"])
    assert list((tmp_path / "p").iterdir()) == []


def test_broken_label_files_are_reported_and_left_alone(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png", "b.png")
    (images / "a.json").write_text("{")
    write_labels(
        images / "b.json",
        Annotation((Shape("background", [[0, 0], [1, 1], [2, 0]]), Shape(" x ", [[1, 1]]))),
        image=images / "b.png",
        size=(4, 6),
    )
    project, problems = make(tmp_path / "p", images, LabelmeBeside())
    assert len(problems) == 2  # a broken file, and a polygon of one point
    assert [c.name for c in project.classes] == ["x"]
    assert (images / "a.json").read_text() == "{"
    assert not (tmp_path / "p" / "labels" / "a.json").exists()


@pytest.mark.parametrize("is_beside", [True, False])
def test_partial_labelme_files(tmp_path: Path, is_beside: bool) -> None:
    images = save_images(tmp_path / "images", "a.png", "b.png", "c.png")
    shape = Shape("x", [[1, 1], [2, 2]], ShapeType.RECTANGLE)
    for name, extent in (("a", None), ("b", LabelExtent.FULLY)):
        annotation = Annotation((shape,), stated_extent=extent, extra={"note": 1})
        write_labels(images / f"{name}.json", annotation, image=images / "a.png", size=(4, 6))
    before = fingerprint(images)
    root = images if is_beside else tmp_path / "p"
    project, _ = make(root, images, LabelmeBeside(), partial=True)
    extents = read_extents(project, list_images(project))
    assert list(extents.values()) == [LabelExtent.PARTLY, LabelExtent.FULLY, LabelExtent.UNLABELLED]
    assert read_annotation(project, list_images(project)[0]).extra["note"] == 1
    changed = {name for name, digest in before.items() if fingerprint(images)[name] != digest}
    assert changed == ({"a.json"} if is_beside else set())


def test_label_files_of_no_image_are_reported(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png")
    write_labels(images / "sub/b.json", Annotation(), image=images / "a.png", size=(4, 6))
    (images / "other.json").write_text('{"images": []}')
    write_labels(images / "a.json", Annotation(), image=images / "a.png", size=(4, 6))
    _, problems = make(images / "p", images, LabelmeBeside())
    assert len(problems) == 1
    assert "1 label file has" in problems[0]
    assert "b.json" in problems[0]


def test_closing_the_job_leaves_no_project_and_whole_files(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png", "b.png", "c.png")
    for name in ("a.png", "b.png", "c.png"):
        save(tmp_path / "masks" / name, pixels(1))
    labels = MaskFolder(tmp_path / "masks")
    job = new_project(tmp_path / "p", images_dir=images, labels=labels)
    first: ProgressReport = next(job)
    assert (first.done, first.total) == (1, 3)
    job.close()
    assert not is_project(tmp_path / "p")
    project, problems = make(tmp_path / "p", images, labels)
    assert len(problems) == 1  # the first one was labelled already
    assert len(labelled_images(project)) == 3


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="an administrator may write anywhere",
)
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png")
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(StudioError, match="locked"):
        make(tmp_path / "locked" / "p", images, NoLabels())


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png")
    (tmp_path / "p").write_text("")
    with pytest.raises(StudioError, match="Cannot write into"):
        make(tmp_path / "p", images, NoLabels())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0=membrane,255=background", {0: "membrane", 255: "background"}),
        (" #ff0000 = a b , ", {0xFF0000: "a b"}),
        ("1=x=y", {1: "x=y"}),
        ("", {}),
    ],
)
def test_values_as_text(text: str, values: dict[int, str]) -> None:
    assert parse_values(text) == values


@pytest.mark.parametrize("text", ["membrane", "0=", "=a", "-1=a", "#ff=a", "1.5=a", "#gg0000=a"])
def test_values_nobody_understands(text: str) -> None:
    with pytest.raises(StudioError, match="Cannot understand"):
        parse_values(text)


def test_instance_masks_are_objects_of_one_class(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dsb2018_dev"
    labels = MaskFolder(folder / "instances16", instances="nucleus")
    project, problems = make(tmp_path, folder / "images", labels)
    assert problems == []
    union, _ = make(tmp_path / "union", folder / "images", MaskFolder(folder / "masks"))
    for image, same in list(zip(list_images(project), list_images(union), strict=True))[:10]:
        np.testing.assert_array_equal(read_mask(project, image), read_mask(union, same))
        objects = {shape.group_id or id(shape) for shape in read_annotation(project, image).shapes}
        with Image.open(folder / "instances16" / f"{image.stem}.png") as values:
            assert len(objects) == len(np.unique(np.asarray(values))) - 1
