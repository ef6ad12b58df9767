from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.learning.data import augmentation
from unet_studio.learning.data.dataset import IGNORED, LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.recipes import RECIPES

PLAIN = AugmentationConfig(flips=False)
STILL = Scaling(0.0, 1.0)


def image(height: int = 40, width: int = 60, channels: int = 1) -> LabelledImage:
    """Target 1 exactly where the first channel is above 100."""
    pixels = np.random.default_rng(0).integers(0, 100, (height, width, channels), dtype=np.uint8)
    target = np.zeros((height, width), np.uint8)
    target[height // 3 : height // 2, width // 4 : width // 2] = 1
    pixels[target == 1] += 150
    return LabelledImage("x", pixels, target, STILL)


def test_whole_images_are_flipped_in_four_ways_equally_often() -> None:
    shown, rng = image(), np.random.default_rng(0)
    flips = {
        name: np.ascontiguousarray(flipped).tobytes()
        for name, flipped in (
            ("none", shown.pixels[..., 0]),
            ("vertical", shown.pixels[::-1, :, 0]),
            ("horizontal", shown.pixels[:, ::-1, 0]),
            ("both", shown.pixels[::-1, ::-1, 0]),
        )
    }
    seen = dict.fromkeys(flips, 0)
    for _ in range(400):
        pixels, target, _ = augmentation.whole_image(
            shown, RECIPES["isbi-binary"].augmentation, rng
        )
        assert np.array_equal(pixels[..., 0] > 100, target == 1)
        found = np.ascontiguousarray(pixels[..., 0].astype(np.uint8)).tobytes()
        seen[next(name for name, content in flips.items() if content == found)] += 1
    assert min(seen.values()) > 70


@pytest.mark.parametrize("patch_px", [16, 17])
def test_unbent_patches_are_cut_from_the_image(patch_px: int) -> None:
    shown, rng = image(channels=3), np.random.default_rng(1)
    windows = np.lib.stride_tricks.sliding_window_view(shown.pixels, (patch_px, patch_px), (0, 1))
    for _ in range(20):
        pixels, target, _ = augmentation.patch(shown, patch_px, PLAIN, rng)
        assert pixels.shape == (patch_px, patch_px, 3)
        wanted = np.moveaxis(pixels, 2, 0).astype(np.uint8)
        assert (windows == wanted).all(axis=(2, 3, 4)).any()
        assert np.array_equal(pixels[..., 0] > 100, target == 1)


def test_in_the_end_images_are_shown_as_they_are() -> None:
    shown, auto = image(channels=3), RECIPES["auto"].augmentation
    config = replace(auto, as_is_share=0.25, contrast=0.0, brightness=0.0)
    windows = np.lib.stride_tricks.sliding_window_view(shown.pixels, (16, 16), (0, 1))

    def cut_as_they_are(done: float) -> int:
        rng, count = np.random.default_rng(0), 0
        for _ in range(20):
            pixels, _, _ = augmentation.patch(shown, 16, config.at(done), rng)
            wanted = np.moveaxis(pixels, 2, 0).astype(np.uint8)
            count += int((windows == wanted).all(axis=(2, 3, 4)).any())
        return count

    assert cut_as_they_are(0.0) < 10
    assert cut_as_they_are(0.74) < 10
    assert cut_as_they_are(0.75) == 20
    assert config.at(1.0).contrast == config.contrast
    assert replace(config, as_is_share=0.0).at(0.999) == replace(config, as_is_share=0.0)


def test_bent_patches_keep_labels_on_their_pixels() -> None:
    shown, rng = image(200, 200), np.random.default_rng(2)
    for _ in range(20):
        pixels, target, _ = augmentation.patch(shown, 64, RECIPES["auto"].augmentation, rng)
        assert set(np.unique(target)) <= {0, 1}
        unscaled = pixels[..., 0]
        if target.any() and not target.all():
            assert unscaled[target == 1].mean() > unscaled[target == 0].mean() + 50


def test_patches_larger_than_the_image_are_mirrored() -> None:
    shown = image(5, 3)
    pixels, target, _ = augmentation.patch(shown, 32, PLAIN, np.random.default_rng(0))
    assert pixels.shape == (32, 32, 1)
    assert np.array_equal(pixels[..., 0] > 100, target == 1)


def test_patches_are_cut_where_something_is_labelled() -> None:
    target = np.full((400, 400), IGNORED, np.uint8)
    target[300:320, 50:70] = 1
    shown = LabelledImage("x", np.zeros((400, 400, 1), np.uint8), target, STILL)
    rng = np.random.default_rng(0)
    labelled = [
        augmentation.has_labels(
            augmentation.patch(shown, 64, RECIPES["auto"].augmentation, rng).target
        )
        for _ in range(40)
    ]
    assert np.mean(labelled) > 0.8


def test_rare_classes_are_seen_often() -> None:
    target = np.zeros((600, 600), np.uint8)
    target[10:20, 10:20] = 2
    shown = LabelledImage("x", np.zeros((600, 600, 1), np.uint8), target, STILL)
    rng = np.random.default_rng(0)
    seen = [(augmentation.patch(shown, 64, PLAIN, rng).target == 2).any() for _ in range(60)]
    assert np.mean(seen) > 0.3


@pytest.mark.parametrize("channels", [1, 2, 5])
@pytest.mark.parametrize("name", ["loss-comparison", "unet-2015", "auto"])
def test_whole_images_vary_like_their_labels(name: str, channels: int) -> None:
    shown, rng = image(80, 100, channels), np.random.default_rng(3)
    config = replace(RECIPES[name].augmentation, contrast=0.0, brightness=0.0)
    seen = set()
    for _ in range(10):
        pixels, target, weights = augmentation.whole_image(shown, config, rng)
        assert (pixels.shape, target.shape, weights) == ((80, 100, channels), (80, 100), None)
        assert (pixels[..., -1][target == 1] > 70).mean() > 0.9
        assert (pixels[..., -1][target == 0] > 130).mean() < 0.1
        seen.add(target.tobytes())
    assert len(seen) == 10


def test_rotation_is_by_any_angle_with_black_background_beyond() -> None:
    shown = LabelledImage(
        "x", np.full((60, 60, 3), 200, np.uint8), np.ones((60, 60), np.uint8), STILL
    )
    rng, corners, covered = np.random.default_rng(4), [], []
    for _ in range(200):
        pixels, target, _ = augmentation.whole_image(
            shown, RECIPES["loss-comparison"].augmentation, rng
        )
        assert ((pixels[..., 0] > 100) == (target == 1)).mean() > 0.98  # on the edge, either
        assert set(np.unique(target)) <= {0, 1}
        assert pixels.min() <= 100 or target.all()  # a corner may be half covered
        assert target[30, 30] == 1
        corners.append(target[0, 0])
        covered.append(target.mean())
    assert np.mean(corners) < 0.1
    # What two squares have in common is least where one is turned by 45 degrees.
    assert min(covered) == pytest.approx(2 * np.sqrt(2) - 2, abs=0.02)
    assert max(covered) > 0.97


def test_a_quarter_turn_is_exact() -> None:
    shown = image(41, 41)
    config = AugmentationConfig(flips=False, rotation_deg=90)

    class QuarterTurn:
        """Draws the greatest angle, and the middle of everything else."""

        def uniform(self, low, high, size=None):
            return np.full(size or (), high if high == 90 else (low + high) / 2)

    pixels, target, _ = augmentation.whole_image(shown, config, QuarterTurn())
    turns = [np.rot90(shown.target, k) for k in (1, 3)]
    assert any(np.array_equal(target, turned) for turned in turns)
    assert any(np.array_equal(pixels, np.rot90(shown.pixels, k)) for k in (1, 3))


def test_weights_vary_like_the_label_they_belong_to() -> None:
    shown = image(80, 100)
    weighted = replace(shown, weights=(2 + 3 * shown.target).astype(np.float16))
    rng = np.random.default_rng(5)
    for name in ("isbi-binary", "unet-2015", "loss-comparison"):
        for take in (
            partial(augmentation.whole_image, weighted),
            partial(augmentation.patch, weighted, 48),
        ):
            _, target, weights = take(RECIPES[name].augmentation, rng)
            assert weights is not None
            assert weights.dtype == np.float32
            assert np.array_equal(weights, 2 + 3.0 * target)


@pytest.mark.parametrize("name", ["isbi-binary", "unet-2015"])
def test_pixels_reach_past_the_label_by_the_margin(name: str) -> None:
    shown, config = image(70, 90), RECIPES[name].augmentation
    for take, size in (
        (partial(augmentation.whole_image, shown, size_px=(76, 92)), (76, 92)),
        (partial(augmentation.patch, shown, 30), (30, 30)),
    ):
        # The same chance gives the same picture, whether or not a part of it is a margin.
        pixels, target, _ = take(replace(config, elastic_px=0), np.random.default_rng(6))
        wider = take(replace(config, elastic_px=0), np.random.default_rng(6), margin_px=12)
        assert target.shape == wider.target.shape == size
        assert wider.pixels.shape[:2] == (size[0] + 24, size[1] + 24)
        assert np.allclose(wider.pixels[12:-12, 12:-12], pixels, atol=1e-3)
        assert np.array_equal(wider.target, target)


def test_displacements_have_the_grid_and_the_spread_of_the_recipe() -> None:
    config = replace(RECIPES["unet-2015"].augmentation, flips=False, rotation_deg=0, shift_px=0)
    ramp = np.tile(np.arange(0, 4000, 10, dtype=np.float32), (400, 1))[..., None]
    shown = LabelledImage("x", ramp, np.zeros((400, 400), np.uint8), STILL)
    config = replace(config, contrast=0.0, brightness=0.0)
    rng, moved = np.random.default_rng(7), []
    for _ in range(100):
        pixels, _, _ = augmentation.whole_image(shown, config, rng)
        displaced = (pixels[..., 0] - ramp[..., 0]) / 10  # in pixels, along x
        # Middle of each of the 3 x 3 cells; those at the sides are mirrored there.
        moved.append(displaced[200, 200])
        smooth = np.abs(np.diff(displaced[:, 100:300], n=2, axis=0)).max()
        assert smooth < 0.1
    assert np.std(moved) == pytest.approx(10, rel=0.2)


def test_shift_moves_by_no_more_than_it_says() -> None:
    shown = image(60, 60)
    config = AugmentationConfig(flips=False, shift_px=8)
    rng, moved = np.random.default_rng(8), []
    before = np.argwhere(shown.target).mean(0)
    for _ in range(100):
        target = augmentation.whole_image(shown, config, rng).target
        moved.append(np.argwhere(target).mean(0) - before)
    assert np.abs(moved).max() == pytest.approx(8, abs=1)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.1), (1.0, 0.6, 1.0)])
def test_the_share_of_patches_around_classes_is_the_recipes(
    share: float, least: float, most: float
) -> None:
    target = np.zeros((600, 600), np.uint8)
    target[300:304, 300:304] = 1
    shown = LabelledImage("x", np.zeros((600, 600, 1), np.uint8), target, STILL)
    rng = np.random.default_rng(0)
    seen = [
        augmentation.patch(shown, 48, PLAIN, rng, foreground_share=share).target.any()
        for _ in range(100)
    ]
    assert least <= np.mean(seen) <= most


def test_rare_classes_are_chosen_as_often_as_common_ones() -> None:
    target = np.zeros((600, 600), np.uint8)
    target[:, 300:] = 1
    target[5:10, 5:10] = 7
    shown = LabelledImage("x", np.zeros((600, 600, 1), np.uint8), target, STILL)
    rng = np.random.default_rng(0)
    patches = [
        augmentation.patch(shown, 32, PLAIN, rng, foreground_share=1.0).target for _ in range(200)
    ]
    assert np.mean([(p == 7).any() for p in patches]) > 0.35
    assert np.mean([(p == 1).any() for p in patches]) > 0.35


@pytest.mark.parametrize("divisor", [1.0, 255.0])
def test_brightness_shifts_by_deviations_of_what_the_network_sees(divisor: float) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 1), np.uint8)
    shown = LabelledImage("x", pixels, np.zeros((64, 64), np.uint8), Scaling(0.0, divisor))
    config, rng = AugmentationConfig(flips=False, brightness=0.5), np.random.default_rng(9)
    still = pixels / divisor
    shifts = [
        float((augmentation.whole_image(shown, config, rng).pixels - still).mean())
        for _ in range(200)
    ]
    assert np.abs(shifts).max() == pytest.approx(0.5 * still.std(), rel=0.1)


def test_patches_that_are_not_bent_lie_in_all_eight_positions() -> None:
    config = AugmentationConfig(flips=True, rotation_deg=180, elastic_px=5, bend_share=0)
    pixels = np.arange(16.0).reshape(4, 4, 1)
    image = LabelledImage("a", pixels, pixels[..., 0].astype(np.uint8), Scaling(0.0, 1.0))
    rng = np.random.default_rng(0)
    seen = {augmentation.whole_image(image, config, rng).target.tobytes() for _ in range(200)}
    assert len(seen) == 8
    shown = augmentation.whole_image(image, config, rng)
    assert np.array_equal(shown.pixels[..., 0], shown.target)


def test_the_share_that_is_bent_is_the_recipes() -> None:
    config = AugmentationConfig(flips=False, rotation_deg=10, bend_share=0.3)
    pixels = np.random.default_rng(1).integers(0, 9999, (9, 9, 1)).astype(np.float32)
    image = LabelledImage("a", pixels, np.zeros((9, 9), np.uint8), Scaling(0.0, 1.0))
    rng = np.random.default_rng(0)
    shown = [augmentation.whole_image(image, config, rng).pixels for _ in range(300)]
    whole = sum(np.array_equal(one, pixels) for one in shown)
    assert 0.6 < whole / len(shown) < 0.8
