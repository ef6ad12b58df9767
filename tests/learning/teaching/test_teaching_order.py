"""In which order images teach most."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.learning.teaching.teaching_order import teaching_order

NONE = np.zeros((0, 2))


def order(uncertainty, features, labelled=NONE, count=99):
    found = teaching_order(np.array(uncertainty, float), np.array(features, float), labelled, count)
    return [chosen.which for chosen in found]


def test_what_the_model_is_certain_of_comes_last():
    corners = [[0, 0], [0, 9], [9, 0], [9, 9]]
    assert order([0.5, 0.0, 0.4, 0.6], corners)[-1] == 1


def test_duplicates_do_not_follow_each_other():
    # two groups of three that look the same, the first of them a little more unsure
    features = [[0, 0]] * 3 + [[9, 9]] * 3
    found = order([0.9, 0.9, 0.9, 0.8, 0.8, 0.8], features)
    assert {found[0] // 3, found[1] // 3} == {0, 1}


def test_what_looks_like_labelled_images_waits():
    features = [[0, 0], [9, 9]]
    assert order([0.5, 0.5], features, np.array([[0.1, 0.0]])) == [1, 0]
    assert order([0.5, 0.5], features, np.array([[9.0, 9.1]])) == [0, 1]


def test_among_images_alike_the_less_certain_comes_first():
    assert order([0.1, 0.3, 0.2], [[1, 1]] * 3) == [1, 2, 0]


def test_the_novelty_of_a_duplicate_is_nothing():
    found = teaching_order(np.ones(3), np.array([[0.0], [0.0], [5.0]]), np.zeros((0, 1)), 3)
    assert found[0].novelty == 1.0
    assert found[-1].novelty == 0.0


def test_no_image_gives_no_order():
    assert order([], np.zeros((0, 2))) == []


@given(st.integers(1, 12), st.integers(0, 4), st.integers(1, 15), st.integers(0, 2**32 - 1))
def test_each_image_comes_once_whatever_the_scale(images, known, count, seed):
    rng = np.random.default_rng(seed)
    uncertainty, features = rng.random(images), rng.normal(size=(images, 3))
    labelled = rng.normal(size=(known, 3))
    found = order(uncertainty, features, labelled, count)
    assert len(found) == len(set(found)) == min(count, images)
    scaled = order(uncertainty * 7, features * [1, 50, 1000], labelled * [1, 50, 1000], count)
    assert scaled == found


def test_unlike_means_farther_off_than_labelled_images_are_from_each_other():
    labelled = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    found = teaching_order(np.ones(2), np.array([[0.5, 0.5], [7.0, 7.0]]), labelled, 2)
    assert {c.which: c.is_unlike for c in found} == {0: False, 1: True}
    assert not any(c.is_unlike for c in teaching_order(np.ones(1), np.full((1, 2), 9.0), NONE, 1))
