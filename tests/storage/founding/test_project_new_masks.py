"""Projects made of masks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from new_projects import make, masks_of, pixels, save, save_images

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import StudioError
from unet_studio.storage.founding.project_new import (
    MaskFolder,
    VocFolder,
)
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.project.project_file import is_project, list_images
from unet_studio.storage.project.project_labels import (
    labelled_images,
    read_annotation,
    read_extents,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.project import Project


def import_mask(
    tmp_path: Path, mask: Any, values: Mapping[int, str] | None = None, **options: Any
) -> tuple[Project, Any]:
    save_images(tmp_path / "images", "a.png", "b.png")
    save(tmp_path / "masks" / "a.png", mask)
    project, _ = make(
        tmp_path / "project", tmp_path / "images", MaskFolder(tmp_path / "masks", values), **options
    )
    return project, masks_of(project)["a.png"]


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
