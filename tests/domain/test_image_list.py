from __future__ import annotations

from pathlib import Path

import pytest

from unet_studio.domain.image_list import ImageList

FOLDER = Path("images")
BEFORE = ImageList(FOLDER, ["1.png", "2.png", "3.png", "4.png"])


@pytest.mark.parametrize(
    ("gone", "left", "nearest"),
    [
        ("2.png", ["1.png", "3.png", "4.png"], "3.png"),
        ("2.png", ["1.png", "4.png"], "4.png"),
        ("4.png", ["1.png", "2.png"], "2.png"),
        ("9.png", ["2.png", "3.png"], "2.png"),
        ("2.png", [], None),
    ],
)
def test_the_nearest_follows_what_is_gone_else_came_before_it(
    gone: str, left: list[str], nearest: str | None
) -> None:
    (image,) = ImageList(FOLDER, [gone])
    found = ImageList(FOLDER, left).nearest(image, BEFORE)
    assert (found.name if found else None) == nearest


def test_where_none_was_in_view_the_first_is_the_nearest() -> None:
    found = ImageList(FOLDER, ["3.png"]).nearest(None, BEFORE)
    assert found is not None
    assert found.name == "3.png"


def test_a_plane_of_a_stack_is_found_by_its_name() -> None:
    planes = ImageList(FOLDER, ["stack.tif#0001", "stack.tif#0002"])
    found = planes.find("stack.tif#0002")
    assert found is not None
    assert (found.path, found.plane) == (FOLDER / "stack.tif", 1)
    assert planes.find("stack.tif") is None
