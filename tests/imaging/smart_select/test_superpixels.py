"""Superpixels are connected, of the size asked for, and keep to edges."""

import cv2
import numpy as np
import pytest
from real_things import grains

from unet_studio.imaging.smart_select.superpixels import borders, superpixels


@pytest.fixture
def halves():
    """Dark left, bright right, both with noise."""
    grey = np.where(np.arange(160)[None, :] < 83, 60, 160) + np.random.default_rng(1).normal(
        0, 8, (120, 160)
    )
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def test_each_is_one_connected_part(halves):
    numbers = superpixels(halves, 16)
    assert numbers.min() == 0
    for number in np.unique(numbers):
        count, _ = cv2.connectedComponents((numbers == number).astype(np.uint8), connectivity=4)
        assert count == 2


@pytest.mark.parametrize("size_px", [8, 16, 40])
def test_they_are_about_as_large_as_asked(halves, size_px):
    areas = np.bincount(superpixels(halves, size_px).ravel())
    assert 0.5 * size_px**2 < np.median(areas) < 2 * size_px**2


def test_none_crosses_an_edge(halves):
    numbers = superpixels(halves, 16)
    crossing = np.intersect1d(numbers[:, :81], numbers[:, 86:])
    assert len(crossing) == 0


def test_a_picture_smaller_than_a_superpixel_is_one():
    assert np.unique(superpixels(np.zeros((5, 7, 3), np.uint8), 100)).tolist() == [0]


def test_borders_lie_between_parts(halves):
    numbers = np.zeros((4, 6), int)
    numbers[:, 3:] = 1
    assert np.flatnonzero(borders(numbers)[0]).tolist() == [2]
    assert not borders(np.zeros((4, 6), int)).any()


def test_real_grains_can_be_put_together_from_superpixels(shared_data):
    reached = []
    for thing in list(grains(shared_data, "0000"))[:6]:
        left, top, right, bottom = thing.box
        part = np.s_[max(top - 16, 0) : bottom + 16, max(left - 16, 0) : right + 16]
        numbers, mask = superpixels(np.ascontiguousarray(thing.rgb[part]), 8), thing.mask[part]
        inside = np.bincount(numbers.ravel(), weights=mask.ravel())
        mostly = inside > 0.5 * np.bincount(numbers.ravel())
        found = mostly[numbers]
        reached.append((found & mask).sum() / (found | mask).sum())
    assert np.median(reached) > 0.75, reached
