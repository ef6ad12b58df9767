"""A box around a thing gives its outline, by colours or by edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_things import Thing, fruit, nerve_cells, nuclei, overlap

from unet_studio.imaging.smart_select.box_outline import OutlineBy, boxed_outline, likeness
from unet_studio.imaging.smart_select.boxed_thing import BoxedThing, Hint


@pytest.fixture
def blob():
    """A red ellipse on a green ground, both with noise, and a box around it."""
    rows, columns = np.ogrid[:90, :120]
    inside = ((columns - 60) / 35) ** 2 + ((rows - 45) / 22) ** 2 <= 1
    rgb = np.where(inside[..., None], (170, 60, 60), (60, 150, 60))
    noisy = rgb + np.random.default_rng(1).normal(0, 12, rgb.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8), inside, (23, 21, 98, 70)


@pytest.fixture
def cell():
    """A cell within a dark membrane; the same grey inside and outside."""
    rows, columns = np.ogrid[:100, :100]
    far = np.hypot(rows - 50, columns - 50)
    grey = np.where(np.abs(far - 27) <= 2, 60, 160) + np.random.default_rng(1).normal(
        0, 6, (100, 100)
    )
    rgb = np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    return BoxedThing(rgb, (20, 20, 81, 81)), far <= 27


@pytest.mark.parametrize("by", list(OutlineBy))
def test_a_blob_is_found(blob, by):
    rgb, inside, box = blob
    assert overlap(boxed_outline(BoxedThing(rgb, box), by), inside) > 0.95


def test_colours_that_tell_nothing_are_left_aside(cell, blob):
    thing, inside = cell
    assert likeness(thing) > 0.9
    assert likeness(BoxedThing(blob[0], blob[2])) < 0.2
    assert overlap(boxed_outline(thing), inside) > 0.85


def test_the_same_box_gives_the_same_outline(blob):
    rgb, _inside, box = blob
    thing = BoxedThing(rgb, box)
    assert np.array_equal(boxed_outline(thing), boxed_outline(thing))


@pytest.mark.parametrize("by", [OutlineBy.COLOURS, OutlineBy.EDGES])
def test_hints_are_obeyed(blob, by):
    rgb, _inside, box = blob
    rgb = rgb.copy()
    rgb[40:50, 50:70] = (60, 150, 60)  # a hole
    wrong = Hint(60, 45, 4, is_inside=False)
    corner = Hint(28, 26, 2, is_inside=True)
    found = boxed_outline(BoxedThing(rgb, box, (wrong, corner)), by)
    assert not found[45, 60]
    assert found[26, 28]


@settings(max_examples=25)
@given(
    size=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    seed=st.integers(0, 2**32 - 1),
    by=st.sampled_from(OutlineBy),
)
def test_it_stays_in_the_box_and_off_what_is_blocked(size, seed, by):
    random = np.random.default_rng(seed)
    rgb = random.integers(0, 256, (*size, 3), dtype=np.uint8)
    left, right = sorted(random.integers(0, size[1] + 1, 2).tolist())
    top, bottom = sorted(random.integers(0, size[0] + 1, 2).tolist())
    blocked = random.random(size) < 0.2
    found = boxed_outline(BoxedThing(rgb, (left, top, right, bottom), blocked=blocked), by)
    assert found.shape == size
    assert not (found & blocked).any()
    found[top:bottom, left:right] = False
    assert not found.any()


def test_a_large_box_takes_no_longer_than_a_small_one():
    import cv2

    rgb = np.full((1500, 2000, 3), 60, np.uint8)
    inside = np.zeros((1500, 2000), np.uint8)
    cv2.ellipse(inside, (1000, 750), (600, 400), 0, 0, 360, 1, cv2.FILLED)
    rgb[inside > 0] = (180, 90, 90)
    thing = BoxedThing(rgb, (380, 330, 1620, 1170))
    found = boxed_outline(thing, OutlineBy.COLOURS)
    assert overlap(found, inside.astype(bool)) > 0.97


@pytest.mark.parametrize(
    ("things", "least"),
    [
        (lambda data: nuclei(data, "2c61fdcb36fd"), 0.85),
        (lambda data: fruit(data, "0"), 0.85),
        (lambda data: nerve_cells(data, "0"), 0.75),
    ],
)
def test_boxes_around_real_things_give_their_outlines(shared_data, things, least):
    reached = [_reached(thing) for thing in list(things(shared_data))[:8]]
    assert np.median(reached) >= least, reached


def _reached(thing: Thing) -> float:
    height, width = thing.mask.shape
    left, top, right, bottom = thing.box
    left, top = max(left - 2, 0), max(top - 2, 0)
    right, bottom = min(right + 2, width), min(bottom + 2, height)
    margin = max(round(0.4 * max(right - left, bottom - top)), 12)
    x, y = max(left - margin, 0), max(top - margin, 0)
    part = np.s_[y : bottom + margin, x : right + margin]
    boxed = BoxedThing(
        np.ascontiguousarray(thing.rgb[part]), (left - x, top - y, right - x, bottom - y)
    )
    return overlap(boxed_outline(boxed), thing.mask[part])
