from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from unet_studio.domain.kinship import Kinship, Relation
from unet_studio.domain.project import Project
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project import related_images
from unet_studio.storage.project.likeness_cache import CACHE_FILE
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.related_images import find_relations

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def texture(seed: int, shape: tuple[int, int] = (90, 120)) -> NDArray[np.uint8]:
    noise = cv2.GaussianBlur(np.random.default_rng(seed).normal(0, 1, shape), (0, 0), 4)
    return (128 + 90 * noise / np.abs(noise).max()).astype(np.uint8)


def relations_in(root: Path) -> list[Relation]:
    project = Project(root, root, root)
    job = find_relations(project, list(list_images(project)))
    while True:
        try:
            next(job)
        except StopIteration as end:
            found: list[Relation] = end.value
            return found


def test_copies_are_found_whatever_they_are_called(tmp_path: Path) -> None:
    for n in range(4):
        Image.fromarray(texture(n)).save(tmp_path / f"{n}.png")
    Image.fromarray(texture(2)).save(tmp_path / "again.jpg", quality=40)
    assert relations_in(tmp_path) == [Relation("2.png", "again.jpg", Kinship.DUPLICATE)]


def test_tiles_that_say_row_and_column_need_no_content(tmp_path: Path) -> None:
    for n, name in enumerate(["a_r0_c0", "a_r0_c1", "b_r0_c0"]):
        Image.fromarray(texture(n)).save(tmp_path / f"{name}.png")
    assert relations_in(tmp_path) == [Relation("a_r0_c0.png", "a_r0_c1.png", Kinship.TILES)]


def test_a_numbered_series_is_one_picture_only_if_its_borders_say_so(tmp_path: Path) -> None:
    whole = texture(1, (180, 360))
    for n in range(6):
        row, column = divmod(n, 3)
        tile = whole[row * 90 : (row + 1) * 90, column * 120 : (column + 1) * 120]
        Image.fromarray(tile).save(tmp_path / f"tile-{n}.png")
        Image.fromarray(texture(n + 10)).save(tmp_path / f"field-{n}.png")
    found = relations_in(tmp_path)
    assert {name for r in found for name in (r.first, r.second)} == {
        f"tile-{n}.png" for n in range(6)
    }


def test_planes_of_a_stack_belong_together_without_being_read(tmp_path: Path) -> None:
    planes = np.stack([texture(n) for n in range(3)])
    tifffile.imwrite(tmp_path / "stack.tif", planes, photometric="minisblack")
    found = relations_in(tmp_path)
    assert [r.kinship for r in found] == [Kinship.STACK] * 2
    assert not (tmp_path / CACHE_FILE).exists()


def test_images_are_read_once_and_again_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(path: Path) -> object:
        read.append(path.name)
        return read_image(path)

    monkeypatch.setattr(related_images, "read_image", noting)
    for n in range(3):
        Image.fromarray(texture(n)).save(tmp_path / f"{n}.png")
    first = relations_in(tmp_path)
    assert sorted(read) == ["0.png", "1.png", "2.png"]
    assert relations_in(tmp_path) == first == []
    assert len(read) == 3
    Image.fromarray(texture(0)[::-1]).resize((60, 45)).save(tmp_path / "1.png")
    assert relations_in(tmp_path) == [Relation("0.png", "1.png", Kinship.DUPLICATE)]
    assert read[3:] == ["1.png"]


@pytest.mark.parametrize("content", [b"", b"no cache", b"PK\x03\x04 broken"])
def test_a_broken_cache_is_no_reason_to_stop(tmp_path: Path, content: bytes) -> None:
    for n in range(2):
        Image.fromarray(texture(7)).save(tmp_path / f"{n}.png")
    (tmp_path / CACHE_FILE).parent.mkdir()
    (tmp_path / CACHE_FILE).write_bytes(content)
    assert len(relations_in(tmp_path)) == 1


def test_an_unreadable_image_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    Image.fromarray(texture(1)).save(tmp_path / "1.png")
    assert relations_in(tmp_path) == []
