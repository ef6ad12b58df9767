from __future__ import annotations

import numpy as np
import pytest

from unet_studio.domain.recipe import AugmentationConfig
from unet_studio.learning import augmentation
from unet_studio.learning.dataset import IGNORED, LabelledImage
from unet_studio.learning.normalisation import Scaling
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
        pixels, target = augmentation.whole_image(shown, RECIPES["isbi-binary"].augmentation, rng)
        assert np.array_equal(pixels[..., 0] > 100, target == 1)
        found = np.ascontiguousarray(pixels[..., 0].astype(np.uint8)).tobytes()
        seen[next(name for name, content in flips.items() if content == found)] += 1
    assert min(seen.values()) > 70


@pytest.mark.parametrize("patch_px", [16, 17])
def test_unbent_patches_are_cut_from_the_image(patch_px: int) -> None:
    shown, rng = image(channels=3), np.random.default_rng(1)
    windows = np.lib.stride_tricks.sliding_window_view(shown.pixels, (patch_px, patch_px), (0, 1))
    for _ in range(20):
        pixels, target = augmentation.patch(shown, patch_px, PLAIN, rng)
        assert pixels.shape == (patch_px, patch_px, 3)
        wanted = np.moveaxis(pixels, 2, 0).astype(np.uint8)
        assert (windows == wanted).all(axis=(2, 3, 4)).any()
        assert np.array_equal(pixels[..., 0] > 100, target == 1)


def test_bent_patches_keep_labels_on_their_pixels() -> None:
    shown, rng = image(200, 200), np.random.default_rng(2)
    for _ in range(20):
        pixels, target = augmentation.patch(shown, 64, RECIPES["auto"].augmentation, rng)
        assert set(np.unique(target)) <= {0, 1}
        unscaled = pixels[..., 0]
        if target.any() and not target.all():
            assert unscaled[target == 1].mean() > unscaled[target == 0].mean() + 50


def test_patches_larger_than_the_image_are_mirrored() -> None:
    shown = image(5, 3)
    pixels, target = augmentation.patch(shown, 32, PLAIN, np.random.default_rng(0))
    assert pixels.shape == (32, 32, 1)
    assert np.array_equal(pixels[..., 0] > 100, target == 1)


def test_patches_are_cut_where_something_is_labelled() -> None:
    target = np.full((400, 400), IGNORED, np.uint8)
    target[300:320, 50:70] = 1
    shown = LabelledImage("x", np.zeros((400, 400, 1), np.uint8), target, STILL)
    rng = np.random.default_rng(0)
    labelled = [
        augmentation.has_labels(augmentation.patch(shown, 64, RECIPES["auto"].augmentation, rng)[1])
        for _ in range(40)
    ]
    assert np.mean(labelled) > 0.8


def test_rare_classes_are_seen_often() -> None:
    target = np.zeros((600, 600), np.uint8)
    target[10:20, 10:20] = 2
    shown = LabelledImage("x", np.zeros((600, 600, 1), np.uint8), target, STILL)
    rng = np.random.default_rng(0)
    seen = [(augmentation.patch(shown, 64, PLAIN, rng)[1] == 2).any() for _ in range(60)]
    assert np.mean(seen) > 0.3
