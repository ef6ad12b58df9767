from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.project import ImageRef, choose_held_out, natural_key, resolve_names

file_names = st.lists(st.integers(0, 9999).map(lambda n: f"{n}.png"), unique=True, max_size=60)


def test_two_comes_before_ten():
    listed = ["10.png", "B2.png", "2.png", "b10.png", "1.png"]
    assert sorted(listed, key=natural_key) == ["1.png", "2.png", "10.png", "B2.png", "b10.png"]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_can_be_sorted(listed):
    assert Counter(sorted(listed, key=natural_key)) == Counter(listed)


@given(file_names, st.floats(0, 1))
def test_something_is_held_out_and_something_is_left(listed, share):
    held_out = choose_held_out(listed, share)
    assert held_out <= set(listed)
    if len(listed) < 2 or share == 0:
        assert not held_out
    else:
        assert 1 <= len(held_out) < len(listed)
        assert len(held_out) == min(max(1, round(len(listed) * share)), len(listed) - 1)


@given(file_names, st.floats(0, 1), st.randoms())
def test_the_choice_does_not_depend_on_the_order(listed, share, random):
    shuffled = random.sample(listed, len(listed))
    assert choose_held_out(shuffled, share) == choose_held_out(listed, share)


def test_the_choice_is_spread_evenly():
    listed = [f"{n}.png" for n in range(1, 31)]
    assert choose_held_out(listed) == {"5.png", "10.png", "15.png", "20.png", "25.png", "30.png"}


@pytest.fixture
def images():
    return [ImageRef(name, Path("/x") / name) for name in ["a/1.png", "b/1.png", "b/2.tif"]]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("a/1.png", {"a/1.png"}),
        ("1.png", {"a/1.png", "b/1.png"}),
        ("1", {"a/1.png", "b/1.png"}),
        ("2", {"b/2.tif"}),
        ("2.tif", {"b/2.tif"}),
    ],
)
def test_images_are_found_by_what_people_call_them(images, word, found):
    assert resolve_names([word], images) == (found, [])


def test_words_that_fit_nothing_are_told(images):
    assert resolve_names(["2", "3", "a"], images) == ({"b/2.tif"}, ["3", "a"])


def test_an_image_is_its_name_wherever_it_lies():
    assert ImageRef("a.png", Path("/here/a.png")) == ImageRef("a.png", Path("/there/a.png"))
    assert ImageRef("cells/a.b.png", Path("x")).stem == "a.b"
