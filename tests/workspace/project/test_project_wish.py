"""What a person wants a new project to be."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from small_project import HEIGHT, WIDTH, small_project, write_image

from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import read_project
from unet_studio.workspace.project.project_wish import LabelOrigin, ProjectWish, find_mask_values


def fulfil(wish: ProjectWish) -> Project:
    job = wish.fulfil()
    while True:
        try:
            next(job)
        except StopIteration as stop:
            made: Project = stop.value
            return made


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """Images and masks of the same names in two folders: 0 = membrane, 255 = background."""
    for n in range(3):
        write_image(tmp_path / "image" / f"{n}.png")
        mask = np.full((HEIGHT, WIDTH), 255, np.uint8)
        mask[:, : WIDTH // 4] = 0
        (tmp_path / "label").mkdir(exist_ok=True)
        Image.fromarray(mask).save(tmp_path / "label" / f"{n}.png")
    return tmp_path


def test_no_labels(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png")
    project = fulfil(ProjectWish(tmp_path, tmp_path))
    assert len(project.classes) == 0
    assert read_project(tmp_path) == project


def test_labelme_files_beside_the_images(tmp_path: Path) -> None:
    made = small_project(tmp_path / "p", 5, labelled=5, classes=["nucleus"])
    (made.root / "unet-studio.toml").unlink()
    project = fulfil(ProjectWish(made.root, made.root, LabelOrigin.LABELME))
    assert [c.name for c in project.classes] == ["nucleus"]
    assert len(project.held_out) == 1


def test_masks_with_the_names_a_person_gave(pair: Path) -> None:
    wish = ProjectWish(
        pair / "project",
        pair / "image",
        LabelOrigin.MASKS,
        pair / "label",
        {0: "membrane", 255: "background"},
        held_out_share=0,
    )
    project = fulfil(wish)
    assert [c.name for c in project.classes] == ["membrane"]
    assert project.held_out == frozenset()


def test_voc_is_taken_by_its_images_folder(tmp_path: Path) -> None:
    write_image(tmp_path / "JPEGImages" / "a.png")
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[5:20, 5:20] = 1
    (tmp_path / "SegmentationClass").mkdir()
    Image.fromarray(mask).save(tmp_path / "SegmentationClass" / "a.png")
    (tmp_path / "class_names.txt").write_text("_background_\nnucleus\n")
    project = fulfil(ProjectWish(tmp_path / "project", tmp_path / "JPEGImages", LabelOrigin.VOC))
    assert [c.name for c in project.classes] == ["nucleus"]


def test_mask_values_are_shown_in_colours_beside_a_picture(pair: Path) -> None:
    found = find_mask_values(pair / "image", pair / "label")
    assert found.shares == {0: pytest.approx(0.25), 255: pytest.approx(0.75)}
    assert found.image is not None
    assert found.mask is not None
    assert found.image.shape == found.mask.shape == (HEIGHT, WIDTH, 3)
    shown = "#" + bytes(found.mask[0, 0]).hex()
    assert shown == found.colours[0] != found.colours[255]


def test_masks_without_a_partner_have_values_and_no_picture(pair: Path, tmp_path: Path) -> None:
    write_image(tmp_path / "elsewhere" / "other.png")
    found = find_mask_values(tmp_path / "elsewhere", pair / "label")
    assert set(found.shares) == {0, 255}
    assert found.image is None
