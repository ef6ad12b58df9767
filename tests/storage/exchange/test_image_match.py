from __future__ import annotations

from pathlib import Path

import pytest

from unet_studio.domain.project import ImageRef
from unet_studio.storage.exchange.image_match import matched


def images(*names: str) -> list[ImageRef]:
    return [ImageRef(name, Path(name)) for name in names]


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("a.png", "a.png"),
        ("A.PNG", "a.png"),
        ("./train/a.png", "a.png"),
        ("C:\\data\\a.png", "a.png"),
        ("/data/images/a.png", "images/a.png"),
        ("a.jpg", "a.tif"),
        ("a", "sub/a.tif"),
        ("old/a.png", "new/a.png"),  # there is only one that it can be
    ],
)
def test_one_image_is_found_under_other_folders_cases_and_suffixes(name: str, image: str) -> None:
    assert matched([name], images(image, "b.png")) == ({image: name}, [], [])


def test_folders_tell_images_of_one_name_apart() -> None:
    found = matched(["val/a.png", "x/train/a.png"], images("train/a.png", "val/a.png"))
    assert found == ({"val/a.png": "val/a.png", "train/a.png": "x/train/a.png"}, [], [])


def test_what_fits_none_or_several_is_told() -> None:
    assert matched(["z.png"], images("a.png")) == ({}, ["z.png"], [])
    assert matched(["a.png"], images("x/a.png", "y/a.png")) == ({}, [], ["a.png"])
    found, unknown, unclear = matched(["1/a.png", "2/a.png"], images("a.png"))
    assert (len(found), unknown, len(unclear)) == (1, [], 1)
    assert matched(["a.gif"], images("a.png", "a.tif")) == ({}, [], ["a.gif"])
    assert matched(["a.png"], images("a.png", "a.tif"))[0] == {"a.png": "a.png"}
