from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from hypothesis import given
from hypothesis import strategies as st

from unet_studio.learning.data.sampling import Sampling

if TYPE_CHECKING:
    from unet_studio.learning.data.dataset import LabelledImage


def sampling(count: int, batch: int, seed: int = 0) -> Sampling:
    names: Any = tuple(range(count))  # what an image is does not matter here
    return Sampling(cast("tuple[LabelledImage, ...]", names), batch, seed)


@given(st.integers(1, 20), st.integers(1, 9), st.integers(0, 5))
def test_every_image_is_shown_as_often_as_any_other(count: int, batch: int, seed: int) -> None:
    drawn = sampling(count, batch, seed)
    shown = Counter(s.image for step in range(count) for s in drawn.samples(step))
    assert set(shown.values()) == {batch}


def test_a_step_draws_the_same_whatever_was_drawn_before() -> None:
    one, other = sampling(7, 3), sampling(7, 3)
    for step in range(5):
        one.samples(step)
    for a, b in zip(one.samples(9), other.samples(9), strict=True):
        assert a.image == b.image
        assert a.rng.random() == b.rng.random()


def test_seeds_and_samples_vary() -> None:
    draws = {
        s.rng.random()
        for seed in (0, 1)
        for step in (0, 1)
        for s in sampling(3, 2, seed).samples(step)
    }
    assert len(draws) == 8


def test_shares_of_a_batch_are_the_batch() -> None:
    whole = [s.image for s in sampling(5, 4).samples(2)]
    numbers = [whole[rank::2] for rank in range(2)]
    assert sorted(x for part in numbers for x in part) == sorted(whole)
