from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.learning.data.dataset import Dataset, LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.planning.data_profile import DataProfile, profile_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def labelled(target: NDArray[np.uint8], name: str = "a") -> LabelledImage:
    pixels = np.zeros((*target.shape, 1), np.uint16)
    return LabelledImage(name, pixels, target, Scaling(0.0, 1.0))


def profile(*targets: NDArray[np.uint8], classes: tuple[str, ...] = ("one", "two")) -> DataProfile:
    return profile_of(Dataset(1, [labelled(t, str(n)) for n, t in enumerate(targets)]), classes)


def disc(radius: float, edge: int = 128) -> NDArray[np.uint8]:
    rows, columns = np.mgrid[:edge, :edge] + 0.5 - edge / 2
    return (rows**2 + columns**2 < radius**2).astype(np.uint8)


@pytest.mark.parametrize("width", [6, 12, 30])
def test_thickness_of_a_line_is_its_width(width: int) -> None:
    target = np.zeros((200, 200), np.uint8)
    target[80 : 80 + width] = 1
    assert profile(target).classes[0].thickness_px == pytest.approx(width, rel=0.2)


def test_object_size_is_the_diameter_of_a_disc_and_specks_do_not_count() -> None:
    target = disc(20.0)
    target[::9, 0] = 1  # single pixels at the edge
    found = profile(target).classes[0]
    assert found.object_px == pytest.approx(40, rel=0.05)
    assert found.thickness_px == pytest.approx(40 * 2 / 3, rel=0.15)


def test_shares_are_of_what_is_labelled() -> None:
    target = np.full((10, 10), 255, np.uint8)
    target[:5, :4] = 0
    target[0, :4] = 1
    found = profile(target)
    assert found.labelled_share == pytest.approx(0.2)
    assert found.classes[0].share == pytest.approx(0.2)
    assert found.classes[1].share == found.classes[1].object_px == 0


def test_sizes_depth_and_channels() -> None:
    found = profile(np.zeros((64, 80), np.uint8), np.zeros((50, 90), np.uint8))
    assert (found.smallest_px, found.largest_px, found.count) == (50, 90, 2)
    assert found.is_mixed
    assert not profile(np.zeros((64, 80), np.uint8)).is_mixed
    assert (found.depth, found.channels) == ("uint16", 1)


def test_ground_below_makes_images_upright() -> None:
    rng = np.random.default_rng(0)

    def scene() -> NDArray[np.uint8]:
        target = np.zeros((40, 60), np.uint8)
        target[rng.integers(18, 26) :] = 1
        return target

    scenes = [scene() for _ in range(12)]
    assert profile(*scenes).is_upright
    assert not profile(*scenes[:3]).is_upright  # too few to tell
    turned = [np.ascontiguousarray(t[::-1]) if n % 2 else t for n, t in enumerate(scenes)]
    assert not profile(*turned).is_upright


def test_scattered_objects_are_not_upright() -> None:
    rng = np.random.default_rng(0)
    targets = [(rng.random((40, 40)) < 0.1).astype(np.uint8) for _ in range(20)]
    assert not profile(*targets).is_upright


def test_nothing_labelled_at_all_is_no_trouble() -> None:
    found = profile(np.full((8, 8), 255, np.uint8))
    assert found.labelled_share == 0
    assert all(c.share == 0 for c in found.classes)
