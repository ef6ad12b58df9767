from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile

from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.labels.label_place import label_path, label_paths
from unet_studio.storage.project.project_file import list_images

if TYPE_CHECKING:
    from pathlib import Path


def project_with(root: Path, *names: str) -> Project:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return Project(root, root, root)


def write_label(path: Path, image_path: str | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"shapes": [], "imagePath": image_path}), encoding="utf-8")


def places(project: Project) -> dict[str, str]:
    images = list_images(project)
    at_once = label_paths(project, images)
    assert at_once == {image.name: label_path(project, image) for image in images}
    return {name: path.relative_to(project.labels_dir).as_posix() for name, path in at_once.items()}


def test_labels_lie_beside_under_the_stem(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png", "sub/a.png", "b.c.tif")
    assert places(project) == {
        "a.png": "a.json",
        "sub/a.png": "sub/a.json",
        "b.c.tif": "b.c.json",
    }


def test_labels_in_a_folder_of_their_own_mirror_the_images(tmp_path: Path) -> None:
    project_with(tmp_path / "images", "sub/a.png")
    project = Project(tmp_path, tmp_path / "images", tmp_path / "labels")
    assert places(project) == {"sub/a.png": "sub/a.json"}


def test_images_of_one_stem_have_their_own_labels(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png", "a.tif", "b.png")
    assert places(project) == {"a.png": "a.png.json", "a.tif": "a.tif.json", "b.png": "b.json"}


def test_images_differing_in_case_have_their_own_labels(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png", "A.tif")
    if len(list_images(project)) == 2:
        assert places(project) == {"a.png": "a.png.json", "A.tif": "A.tif.json"}


@pytest.mark.parametrize("owner", ["a.png", "a.tif"])
def test_an_existing_file_belongs_to_the_image_it_names(tmp_path: Path, owner: str) -> None:
    project = project_with(tmp_path, "a.png", "a.tif")
    write_label(tmp_path / "a.json", f"..\\x\\{owner}")
    other = "a.tif" if owner == "a.png" else "a.png"
    assert places(project) == {owner: "a.json", other: f"{other}.json"}


def test_an_existing_file_that_names_none_is_not_lost(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png", "a.tif")
    write_label(tmp_path / "a.json", "a.json")
    assert places(project) == {"a.png": "a.json", "a.tif": "a.tif.json"}


def test_a_file_of_the_full_name_wins(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png")
    write_label(tmp_path / "a.json", "a.png")
    write_label(tmp_path / "a.png.json", "a.png")
    assert places(project) == {"a.png": "a.png.json"}


def test_a_stem_that_is_another_image_does_not_share(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png", "a.png.tif")
    assert places(project) == {"a.png": "a.json", "a.png.tif": "a.png.tif.json"}
    write_label(tmp_path / "a.png.json", "a.png.tif")
    assert places(project) == {"a.png": "a.json", "a.png.tif": "a.png.json"}


def test_the_answer_stays_the_same_once_labels_are_written(tmp_path: Path) -> None:
    project = project_with(tmp_path, "a.png", "a.tif", "a.png.tif", "b.png", "B.tif", "b.png.png")
    before = places(project)
    assert len(set(before.values())) == len(before)
    for name, place in before.items():
        write_label(tmp_path / place, name)
        assert places(project) == before


def test_many_images_take_no_time(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    for k in range(3000):
        (tmp_path / f"{k}.png").touch()
    images = list_images(project)
    start = time.perf_counter()
    label_paths(project, images)
    assert time.perf_counter() - start < 1


def test_an_image_that_is_gone_still_has_a_place(tmp_path: Path) -> None:
    image = ImageRef("gone/a.png", tmp_path / "gone" / "a.png")
    assert label_path(Project(tmp_path, tmp_path, tmp_path), image) == tmp_path / "gone" / "a.json"


def test_planes_of_a_stack_have_labels_of_their_own(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((3, 4, 5), np.uint8), photometric="minisblack")
    project = project_with(tmp_path, "b.png")
    assert places(project) == {
        **{f"a.tif#000{k}": f"a.tif#000{k}.json" for k in (1, 2, 3)},
        "b.png": "b.json",
    }


def test_what_others_said_of_a_stack_is_said_of_its_first_plane(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((2, 4, 5), np.uint8), photometric="minisblack")
    project = project_with(tmp_path)
    write_label(tmp_path / "a.json", "a.tif")
    assert places(project) == {"a.tif#0001": "a.json", "a.tif#0002": "a.tif#0002.json"}
    write_label(tmp_path / "a.tif#0001.json", "a.tif")
    assert places(project)["a.tif#0001"] == "a.tif#0001.json"
