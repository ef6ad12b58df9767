from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.domain.recipe import LossConfig
from unet_studio.learning.data import pixel_weights
from unet_studio.learning.data.dataset import Dataset, LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.data.pixel_weights import (
    border_weights,
    class_shares,
    class_weights,
    weighted,
)
from unet_studio.learning.data.split import Split
from unet_studio.learning.recipes import RECIPES

BORDERS = RECIPES["unet-2015"].loss


def by_the_formula(target: np.ndarray, sigma_px: float) -> np.ndarray:
    """Distances to every object, sorted: slow and plain."""
    distances = []
    for class_id in set(np.unique(target)) - {0, 255}:
        labels, count = ndimage.label(target == class_id, np.ones((3, 3)))
        distances += [ndimage.distance_transform_edt(labels != n) for n in range(1, count + 1)]
    if len(distances) < 2:
        return np.zeros(target.shape)
    d1, d2 = np.sort(distances, axis=0)[:2]
    return np.exp(-((d1 + d2) ** 2) / (2 * sigma_px**2))


@given(seed=st.integers(0, 2**31), sigma_px=st.floats(0.5, 8), spots=st.integers(0, 12))
def test_border_weights_are_the_papers_formula(seed: int, sigma_px: float, spots: int) -> None:
    rng = np.random.default_rng(seed)
    target = np.zeros((40, 53), np.uint8)
    for _ in range(spots):
        r, c = rng.integers(0, 40), rng.integers(0, 53)
        target[r : r + rng.integers(1, 9), c : c + rng.integers(1, 9)] = rng.choice([1, 2, 255])
    found = border_weights(target, sigma_px)
    assert found.dtype == np.float32
    assert np.allclose(found, by_the_formula(target, sigma_px), atol=1e-5)


def test_two_squares_four_pixels_apart_by_hand() -> None:
    target = np.zeros((10, 20), np.uint8)
    target[2:8, 2:7] = target[2:8, 10:15] = 1
    weights = border_weights(target, 5.0)
    # Between them, in column 8: 2 pixels to either. In the first, column 4: 0 and 6 pixels.
    assert weights[5, 8] == pytest.approx(np.exp(-(4**2) / 50))
    assert weights[5, 4] == pytest.approx(np.exp(-(6**2) / 50))


def image(target: np.ndarray) -> LabelledImage:
    return LabelledImage("x", np.zeros((*target.shape, 1), np.uint8), target, Scaling(0.0, 1.0))


def split_of(tmp_path, training: np.ndarray, held_out: np.ndarray) -> Split:
    project = Project(tmp_path, tmp_path, tmp_path, ClassTable.of(("a", "b")))
    return Split(project, Dataset(1, [image(training)]), Dataset(1, [image(held_out)]))


def run(job):
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value


def test_balanced_classes_count_alike_in_sum() -> None:
    target = np.zeros((10, 10), np.uint8)
    target[:, 0], target[0, 0], target[5] = 2, 1, 255
    weights = class_weights(class_shares([image(target)]))[target]
    sums = [weights[target == k].sum() for k in (0, 1, 2)]
    assert np.allclose(sums, (target != 255).sum() / 3)


def test_weights_are_balance_plus_border(tmp_path) -> None:
    target = np.zeros((30, 30), np.uint8)
    target[5:12, 5:25] = target[15:20, 5:25] = 1
    split = run(weighted(split_of(tmp_path, target, target[::-1].copy()), BORDERS))
    share = (target == 1).mean()
    balance = np.where(target == 1, 1 / (2 * share), 1 / (2 * (1 - share)))
    expected = balance + 10 * by_the_formula(target, 5.0)
    assert np.allclose(split.training.images[0].weights, expected, atol=1e-4)
    assert np.allclose(split.held_out.images[0].weights, expected[::-1], atol=1e-4)


def test_held_out_images_are_balanced_as_the_training_images_are(tmp_path) -> None:
    training, held_out = np.zeros((2, 8, 8), np.uint8)
    training[0], held_out[:4] = 1, 1
    loss = LossConfig(class_balance=True)
    split = run(weighted(split_of(tmp_path, training, held_out), loss))
    assert split.held_out.images[0].weights[0, 0] == split.training.images[0].weights[0, 0] == 4


@pytest.mark.parametrize("loss", [LossConfig(), LossConfig(0, dice=1, class_balance=True)])
def test_a_loss_without_weights_leaves_the_images(tmp_path, loss: LossConfig) -> None:
    split = split_of(tmp_path, *np.zeros((2, 8, 8), np.uint8))
    assert run(weighted(split, loss)) is split


def test_weights_of_large_images_take_half_the_memory(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pixel_weights, "_LARGE_PX", 50)
    target = np.zeros((8, 8), np.uint8)
    target[0, 0] = 1
    split = run(weighted(split_of(tmp_path, target, target), BORDERS))
    weights = split.training.images[0].weights
    assert weights.dtype == np.float16
    assert weights[0, 0] == pytest.approx(32)
