"""What lies in a folder a person wants to open."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from small_project import small_project, write_image

from unet_studio.storage.founding.folder_inspection import first_pair, inspect_folder, mask_values


def write_masks(folder: Path, *names: str, values: tuple[int, ...] = (0, 255)) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        mask = np.resize(np.array(values, np.uint8), (8, 8))
        Image.fromarray(mask).save(folder / name)


def write_images(folder: Path, *names: str) -> None:
    for name in names:
        write_image(folder / name)


def test_images_and_labels_side_by_side_as_isbi_has_them(tmp_path: Path) -> None:
    names = [f"{n}.png" for n in range(5)]
    write_images(tmp_path / "image", *names)
    write_masks(tmp_path / "label", *names)
    found = inspect_folder(tmp_path)
    assert (found.images_dir, found.masks_dir) == (tmp_path / "image", tmp_path / "label")
    assert found.needs_questions
    assert not found.is_voc
    assert inspect_folder(tmp_path.parent).images_dir is not None  # one level higher as well


def test_voc(tmp_path: Path) -> None:
    write_images(tmp_path / "JPEGImages", "a.jpg", "b.jpg")
    write_masks(tmp_path / "SegmentationClass", "a.png")
    found = inspect_folder(tmp_path)
    assert found.is_voc
    assert found.images_dir == tmp_path / "JPEGImages"
    assert found.masks_dir == tmp_path / "SegmentationClass"
    assert found.needs_questions


def test_labelme_files_beside_images_need_no_questions(tmp_path: Path) -> None:
    made = small_project(tmp_path / "p", ["图像 1.png", "b.png"], labelled=2)
    (made.root / "unet-studio.toml").unlink()
    found = inspect_folder(made.root)
    assert (found.images, found.labelme_files) == (2, 2)
    assert not found.is_project
    assert not found.needs_questions


def test_a_project_needs_no_questions_whatever_lies_in_it(tmp_path: Path) -> None:
    made = small_project(tmp_path / "p", 2)
    write_images(made.root / "image", "x.png")
    write_masks(made.root / "label", "x.png")
    found = inspect_folder(made.root)
    assert found.is_project
    assert not found.needs_questions


def test_an_empty_folder(tmp_path: Path) -> None:
    found = inspect_folder(tmp_path)
    assert found.images == 0
    assert found.images_dir is None


def test_folders_of_images_alone_are_no_masks(tmp_path: Path) -> None:
    write_images(tmp_path / "monday", "1.png", "2.png")
    write_images(tmp_path / "tuesday", "1.png", "2.png")
    found = inspect_folder(tmp_path)
    assert found.images == 4
    assert not found.needs_questions


def test_masks_that_mostly_fit_no_image_are_no_pair(tmp_path: Path) -> None:
    write_images(tmp_path / "images", "1.png", "2.png")
    write_masks(tmp_path / "masks", "1.png", "a.png", "b.png", "c.png")
    assert inspect_folder(tmp_path).masks_dir is None


def test_the_pair_with_most_names_is_chosen(tmp_path: Path) -> None:
    write_images(tmp_path / "all", "1.png", "2.png", "3.png")
    write_images(tmp_path / "some", "1.png")
    write_masks(tmp_path / "masks", "1.png", "2.png", "3.png")
    assert inspect_folder(tmp_path).images_dir == tmp_path / "all"


def test_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    write_images(tmp_path / ".cache", "1.png")
    assert inspect_folder(tmp_path).images == 0


def test_a_folder_that_is_gone_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect_folder(tmp_path / "gone")


def test_values_of_masks_and_their_shares(tmp_path: Path) -> None:
    write_masks(tmp_path, "a.png", values=(0, 0, 0, 7))
    write_masks(tmp_path, "b.png", values=(0, 255, 255, 7))
    assert mask_values(tmp_path) == {0: 0.5, 7: 0.25, 255: 0.25}


def test_of_very_many_values_the_most_frequent_are_given(tmp_path: Path) -> None:
    pixels = np.arange(200, dtype=np.uint8).reshape(10, 20)
    pixels[:5] = 9
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    shares = mask_values(tmp_path)
    assert len(shares) == 32
    assert shares[9] == 0.5
    assert list(shares) == sorted(shares)


def test_the_first_pair_is_the_first_in_natural_order(tmp_path: Path) -> None:
    write_images(tmp_path / "image", "10.png", "9.png", "2.png")
    write_masks(tmp_path / "label", "10.png", "9.png")
    pair = first_pair(tmp_path / "image", tmp_path / "label")
    assert pair == (tmp_path / "image" / "9.png", tmp_path / "label" / "9.png")
    shutil.rmtree(tmp_path / "label")
    write_masks(tmp_path / "label", "z.png")
    assert first_pair(tmp_path / "image", tmp_path / "label") is None
