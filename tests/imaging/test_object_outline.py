"""The outline of one object among others."""

import numpy as np

from unet_studio.imaging import object_outline as outlining
from unet_studio.imaging.object_outline import object_outline


def test_an_outline_is_that_of_the_object_with_this_box() -> None:
    mask = np.zeros((12, 12), np.uint8)
    mask[1:9, 1] = mask[8, 1:9] = 1  # an L
    mask[2:4, 5:7] = 1  # another object inside its box
    mask[5, 5] = 2
    found = object_outline(mask, 1, (1, 1, 8, 8))
    assert found is not None
    corners = {(1, 1), (2, 1), (2, 8), (9, 8), (9, 9), (1, 9)}
    assert set(map(tuple, found.astype(int).tolist())) == corners
    inner = object_outline(mask, 1, (5, 2, 2, 2))
    assert inner is not None
    assert (inner.min(), inner.max()) == (2, 7)


def test_what_is_gone_or_too_large_has_no_outline(monkeypatch) -> None:
    mask = np.zeros((9, 9), np.uint8)
    mask[2:5, 2:5] = 1
    assert object_outline(mask, 2, (2, 2, 3, 3)) is None
    assert object_outline(mask, 1, (2, 2, 4, 4)) is None
    assert object_outline(mask, 1, (7, 7, 5, 5)) is None
    monkeypatch.setattr(outlining, "MOST_PIXELS", 8)
    assert object_outline(mask, 1, (2, 2, 3, 3)) is None
