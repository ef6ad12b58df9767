from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.storage.image_file import read_image
from unet_studio.storage.label_place import label_path
from unet_studio.storage.labelme_file import write_labels
from unet_studio.storage.mask_file import read_mask as read_mask_file
from unet_studio.storage.project_file import is_project, list_images, read_project
from unet_studio.storage.project_labels import (
    labelled_images,
    read_annotation,
    read_extents,
    read_mask,
)
from unet_studio.storage.project_new import (
    LabelmeBeside,
    LabelSource,
    MaskFolder,
    NoLabels,
    VocFolder,
    new_project,
    parse_values,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport


def make(
    root: Path, images_dir: Path, labels: LabelSource, **options: Any
) -> tuple[Project, list[str]]:
    """The project, and the problems on the way."""
    problems = []
    job = new_project(root, images_dir=images_dir, labels=labels, **options)
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value, problems
        assert 1 <= report.done <= report.total
        if report.problem:
            problems.append(str(report.problem))


def save(path: Path, array: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.asarray(array, np.uint8)).save(path)


def save_images(folder: Path, *names: str) -> Path:
    for name in names:
        save(folder / name, np.zeros((4, 6)))
    return folder


def masks_of(project: Project) -> dict[str, Any]:
    return {image.name: read_mask(project, image) for image in list_images(project)}


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


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


# -- masks ---------------------------------------------------------------------------------------


def import_mask(
    tmp_path: Path, mask: Any, values: Mapping[int, str] | None = None, **options: Any
) -> tuple[Project, Any]:
    save_images(tmp_path / "images", "a.png", "b.png")
    save(tmp_path / "masks" / "a.png", mask)
    project, _ = make(
        tmp_path / "project", tmp_path / "images", MaskFolder(tmp_path / "masks", values), **options
    )
    return project, masks_of(project)["a.png"]


def pixels(*values: int) -> np.ndarray:
    """A mask of 4 x 6 pixels with these values and zeros."""
    mask = np.zeros((4, 6), np.uint8)
    mask.reshape(-1)[: len(values)] = values
    return mask


def test_values_without_names_are_ids(tmp_path: Path) -> None:
    project, mask = import_mask(tmp_path, pixels(7, 3, 3, 255))
    assert [(c.id, c.name) for c in project.classes] == [(3, "class-3"), (7, "class-7")]
    assert project.classes.next_id == 8
    np.testing.assert_array_equal(mask, pixels(7, 3, 3, 255))


def test_ignored_values_and_two_values_of_one_class(tmp_path: Path) -> None:
    values = {9: "b", 4: "a", 5: "b", 0: "background", 6: "ignore"}
    project, mask = import_mask(tmp_path, pixels(9, 4, 5, 6), values)
    assert [(c.id, c.name) for c in project.classes] == [(1, "b"), (2, "a")]
    np.testing.assert_array_equal(mask, pixels(1, 2, 1, 255))


def test_an_image_of_background_alone_is_labelled(tmp_path: Path) -> None:
    project, mask = import_mask(tmp_path, pixels(), {0: "background", 1: "a"})
    assert (mask == 0).all()
    extents = read_extents(project, list_images(project))
    assert extents == {"a.png": LabelExtent.FULLY, "b.png": LabelExtent.UNLABELLED}


def test_partial_masks_leave_the_rest_ignored(tmp_path: Path) -> None:
    project, mask = import_mask(tmp_path, pixels(1), {0: "background", 1: "a"}, partial=True)
    assert (mask.reshape(-1)[0], mask[3, 5]) == (1, 255)
    assert read_annotation(project, list_images(project)[0]).extent is LabelExtent.PARTLY


def test_a_grey_mask_kept_as_colours(tmp_path: Path) -> None:
    _, mask = import_mask(
        tmp_path, np.repeat(pixels(255)[..., None], 3, -1), {255: "a", 0: "background"}
    )
    np.testing.assert_array_equal(mask, pixels(1))


@pytest.mark.parametrize(
    ("mask", "values", "listed"),
    [
        (pixels(1, 2, 3), {0: "background", 1: "a"}, "2, 3"),
        (np.dstack([pixels(255), pixels(0, 9), pixels()]), {0: "background"}, "#ff0000"),
        (np.dstack([pixels(255), pixels(0, 9), pixels()]), None, "#ff0000"),
    ],
)
def test_values_that_mean_nothing_are_listed_with_the_file(
    tmp_path: Path, mask: Any, values: Any, listed: str
) -> None:
    with pytest.raises(StudioError, match=r"a\.png") as caught:
        import_mask(tmp_path, mask, values)
    assert listed in str(caught.value)
    assert not is_project(tmp_path / "project")


@pytest.mark.parametrize("values", [None, {0: "background", 255: "a"}])
def test_masks_blurred_by_jpeg_are_refused(tmp_path: Path, values: Any) -> None:
    save_images(tmp_path / "images", "a.png")
    noisy = np.random.default_rng(0).integers(0, 2, (4, 6)) * 255
    save(tmp_path / "masks" / "a.jpg", noisy)
    with pytest.raises(StudioError, match="JPEG"):
        make(tmp_path / "p", tmp_path / "images", MaskFolder(tmp_path / "masks", values))


def test_masks_are_paired_by_name_never_by_position(tmp_path: Path) -> None:
    images = save_images(
        tmp_path / "images", "1.png", "2.png", "10.png", "sub/1.png", "c.png", "c.tif"
    )
    masks = tmp_path / "masks"
    save(masks / "10.tif", pixels(1))
    save(masks / "2.PNG", pixels(1, 1))
    save(masks / "sub" / "1.png", pixels(1, 1, 1))
    save(masks / "c.tif", pixels(1, 1, 1, 1))
    save(masks / "99.png", pixels(1))
    project, problems = make(tmp_path / "p", images, MaskFolder(masks))
    sums = {name: None if m is None else int(m.sum()) for name, m in masks_of(project).items()}
    assert sums == {
        "1.png": None, "2.png": 2, "10.png": 1, "c.png": None, "c.tif": 4, "sub/1.png": 3
    }  # fmt: skip
    assert any("c.png" in problem for problem in problems)


def test_masks_of_another_size_are_reported(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png", "b.png", "c.png")
    save(tmp_path / "masks" / "a.png", np.ones((4, 7)))
    save(tmp_path / "masks" / "b.png", np.ones((4, 6)))
    (tmp_path / "masks" / "c.png").write_bytes(b"broken")
    project, problems = make(tmp_path / "p", images, MaskFolder(tmp_path / "masks"))
    assert len(problems) == 2
    assert "4 x 7" in problems[0]
    assert [image.name for image in labelled_images(project)] == ["b.png"]


def test_masks_for_no_image_and_masks_among_images(tmp_path: Path) -> None:
    images = save_images(tmp_path / "images", "a.png")
    save(tmp_path / "masks" / "b.png", pixels(1))
    with pytest.raises(StudioError, match="name of an image"):
        make(tmp_path / "p", images, MaskFolder(tmp_path / "masks"))
    save(images / "label" / "a.png", pixels(1))
    with pytest.raises(StudioError, match="among the images"):
        make(tmp_path / "p", images, MaskFolder(images / "label"))


def test_masks_inside_the_project_folder_can_be_imported(tmp_path: Path) -> None:
    save_images(tmp_path, "a.png")
    save(tmp_path / "masks" / "a.png", pixels(1))
    project, _ = make(tmp_path, tmp_path, MaskFolder(tmp_path / "masks"))
    assert label_path(project, list_images(project)[0]) == tmp_path / "a.json"


def test_voc_without_names(tmp_path: Path) -> None:
    save_images(tmp_path / "voc" / "JPEGImages", "a.jpg")
    save(tmp_path / "voc" / "SegmentationClass" / "a.png", pixels(2, 255))
    project, _ = make(tmp_path / "p", tmp_path / "voc", VocFolder(tmp_path / "voc"))
    assert [(c.id, c.name) for c in project.classes] == [(2, "class-2")]
    images = tmp_path / "voc" / "JPEGImages"
    again, _ = make(tmp_path / "again", images, VocFolder(images))
    assert again.classes == project.classes
    with pytest.raises(StudioError, match="SegmentationClass"):
        make(tmp_path / "q", tmp_path / "voc", VocFolder(tmp_path))


@pytest.mark.parametrize("first", [[], ["__ignore__"]])
def test_voc_names_with_and_without_ignore_first(tmp_path: Path, first: list[str]) -> None:
    save_images(tmp_path / "voc" / "JPEGImages", "a.jpg")
    save(tmp_path / "voc" / "SegmentationClass" / "a.png", pixels(2, 255))
    names = [*first, "_background_", "one", "two"]
    (tmp_path / "voc" / "class_names.txt").write_text("\n".join(names), encoding="utf-8")
    project, _ = make(tmp_path / "p", tmp_path / "voc", VocFolder(tmp_path / "voc"))
    assert [(c.id, c.name) for c in project.classes] == [(1, "one"), (2, "two")]


def test_instance_masks_are_refused(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dsb2018_dev"
    with pytest.raises(StudioError, match=r"\.png holds values") as caught:
        make(tmp_path, folder / "images", MaskFolder(folder / "instances16", {0: "background"}))
    assert "1, 2, 3" in str(caught.value)


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
