from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.storage.output_name import OutputNames


def test_images_keep_their_folders_and_stems() -> None:
    names = OutputNames()
    assert names.of("sub/deep/图 1.png") == "sub/deep/图 1"
    assert names.of("a.b.tif") == "a.b"


def test_images_of_one_stem_get_names_of_their_own() -> None:
    names = OutputNames()
    asked = ["a.png", "a.tif", "A.png", "a.tif.bmp", "sub/a.png"]
    given_names = [names.of(name) for name in asked]
    assert given_names == ["a", "a.tif", "A.png", "a.tif.bmp", "sub/a"]
    assert [names.of(name) for name in asked] == given_names


@pytest.mark.parametrize(
    ("image", "name"),
    [("../../a.png", "a"), ("/etc/a.png", "etc/a"), ("C:\\x\\a.png", "x/a"), ("..", "image")],
)
def test_nothing_leads_out_of_the_folder(image: str, name: str) -> None:
    assert OutputNames().of(image) == name


@given(st.lists(st.text(st.sampled_from("aA./-1"), min_size=1, max_size=6), unique=True))
def test_no_two_images_share_a_name(images: list[str]) -> None:
    names = OutputNames()
    found = [names.of(image).casefold() for image in images]
    assert len(set(found)) == len(images)
    assert not any(".." in PurePosixPath(name).parts for name in found)
