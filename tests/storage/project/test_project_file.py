from __future__ import annotations

import os
import time
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import (
    PROJECT_FILE,
    is_project,
    list_images,
    read_project,
    write_project,
)

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = ClassTable.of(["细胞", "b"])


def project_at(root: Path, images_dir: Path | None = None) -> Project:
    images_dir = images_dir or root
    return Project(root, images_dir, images_dir, CLASSES, frozenset({"b.png", "a.png"}), 0.5)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def names(project: Project) -> list[str]:
    return [image.name for image in list_images(project)]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert not is_project(tmp_path)
    project = project_at(tmp_path)
    write_project(project)
    assert is_project(tmp_path)
    assert read_project(tmp_path) == project
    toml = tomllib.loads((tmp_path / PROJECT_FILE).read_text(encoding="utf-8"))
    assert toml["version"] == 1
    assert toml["images"] == "."
    assert toml["labels"] == "beside"
    assert toml["held_out"] == ["a.png", "b.png"]
    assert toml["classes"][0] == {"id": 1, "name": "细胞", "colour": "#e69f00"}


def test_images_elsewhere_are_stated_relative_and_move_along(tmp_path: Path) -> None:
    images = tmp_path / "one" / "bilder"
    root = tmp_path / "one" / "project"
    images.mkdir(parents=True)
    root.mkdir()
    write_project(replace(project_at(root, images), labels_dir=root / "labels"))
    toml = tomllib.loads((root / PROJECT_FILE).read_text(encoding="utf-8"))
    assert (toml["images"], toml["labels"]) == ("../bilder", "labels")
    (tmp_path / "one").rename(tmp_path / "two")
    project = read_project(tmp_path / "two" / "project")
    assert project.images_dir == tmp_path / "two" / "bilder"
    assert project.labels_dir == tmp_path / "two" / "project" / "labels"


def test_removed_ids_are_not_given_again(tmp_path: Path) -> None:
    classes = ClassTable((CLASSES.classes[0],), next_id=9)
    write_project(replace(project_at(tmp_path), classes=classes))
    assert read_project(tmp_path).classes == classes


def test_unknown_entries_are_kept(tmp_path: Path) -> None:
    write_project(project_at(tmp_path))
    path = tmp_path / PROJECT_FILE
    text = path.read_text(encoding="utf-8").replace('name = "b"', 'name = "b", note = "x"')
    path.write_text('theme = "dark"\n' + text, encoding="utf-8")
    write_project(replace(read_project(tmp_path), held_out=frozenset(), pixel_size_um=None))
    toml = tomllib.loads(path.read_text(encoding="utf-8"))
    assert toml["theme"] == "dark"
    assert toml["classes"][1]["note"] == "x"
    assert "pixel_size_um" not in toml


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("version = 2", "newer"),
        ("", "version"),
        ("version = 'one'", "version"),
        ("version = 1\nnext_id = 0", "next_id"),
        ("version = 1\nheld_out = [1]", r"held_out\.0"),
        ("version = 1\npixel_size_um = -2", "pixel_size_um"),
        ("version = 1\npixel_size_um = inf", "pixel_size_um"),
        ("version = 1\npixel_size_um = nan", "pixel_size_um"),
        ("version = 1\nimages = 3", "images"),
        ("version = 1\n[[classes]]\nid = 0\nname = 'a'\ncolour = '#000000'", r"classes\.0\.id"),
        ("version = 1\n[[classes]]\nid = 1\nname = 'a'\ncolour = 'red'", r"classes\.0\.colour"),
        ("version = 1\n[[classes]]\nid = 1\nname = 'a'", r"classes\.0\.colour"),
        (
            "version = 1\n" + "[[classes]]\nid = 1\nname = 'a'\ncolour = '#000000'\n" * 2,
            r"classes\.id",
        ),
        ("version = ", "Cannot understand"),
        ("\0", "Cannot understand"),
    ],
)
def test_wrong_entries_are_named_and_never_overwritten(
    tmp_path: Path, text: str, named: str
) -> None:
    path = tmp_path / PROJECT_FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudioError, match=named):
        read_project(tmp_path)
    with pytest.raises(StudioError, match=named):
        write_project(project_at(tmp_path))
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_without_a_project(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=PROJECT_FILE):
        read_project(tmp_path)


def test_images_are_listed_in_natural_order_whatever_their_suffix(tmp_path: Path) -> None:
    touch(tmp_path, "10.png", "2.PNG", "1.jpeg", "sub/3.TIF", "sub/deep/4.webp", "图 1.bmp")
    touch(tmp_path, "readme.txt", "1.json", ".hidden.png", "._1.png", ".git/a.png", "Thumbs.db")
    found = names(project_at(tmp_path))
    assert found == ["1.jpeg", "2.PNG", "10.png", "sub/3.TIF", "sub/deep/4.webp", "图 1.bmp"]
    assert all(image.path.is_file() for image in list_images(project_at(tmp_path)))


def test_results_of_the_project_are_no_images(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "masks/a.png", "runs/x/a.png", "predictions/a.png", "labels/a.png")
    touch(tmp_path, ".unet-studio/a.png", "sub/masks/b.png")
    assert names(project_at(tmp_path)) == ["a.png", "sub/masks/b.png"]


def test_a_project_inside_its_image_folder_is_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "masks/b.png", "project/predictions/a.png")
    assert names(project_at(tmp_path / "project", tmp_path)) == ["a.png", "masks/b.png"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    touch(tmp_path, "sub/a.png")
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    assert names(project_at(tmp_path)) == ["sub/a.png"]


def test_a_missing_image_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="gone"):
        list_images(project_at(tmp_path, tmp_path / "gone"))


def test_many_images_are_listed_quickly(tmp_path: Path) -> None:
    for k in range(3000):
        (tmp_path / f"image-{k}.png").touch()
    start = time.perf_counter()
    found = names(project_at(tmp_path))
    assert time.perf_counter() - start < 1  # about 0.03 s; 50,000 take half a second
    assert found[:3] == ["image-0.png", "image-1.png", "image-2.png"]
    assert len(found) == 3000


def test_classes_keep_the_order_in_which_people_see_them(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    moved = replace(project, classes=project.classes.moved(2, 0))
    write_project(moved)
    assert [c.id for c in read_project(tmp_path).classes] == [2, 1]
