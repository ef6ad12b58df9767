from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.domain.decision import Decision
from unet_studio.domain.metrics import mean, scores
from unet_studio.imaging.deciding import decided_places
from unet_studio.imaging.decision_search import (
    BIASES,
    THRESHOLDS,
    best_biases,
    best_threshold,
    sample_of,
)

NAMES = ["a", "b"]


def image(seed: int, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities that are somewhat right, and the truth as places."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, classes + 1, (24, 30)).astype(np.uint8)
    raw = rng.random((classes + 1, 24, 30)) + 0.8 * (truth == np.arange(classes + 1)[:, None, None])
    raw[1] *= 0.6  # found too seldom, unless helped
    return (raw / raw.sum(axis=0)).astype(np.float16), truth


def mean_dice(images: list[tuple[np.ndarray, np.ndarray]], decision: Decision) -> float:
    each = [
        s.dice
        for found, truth in images
        for s in scores(
            truth, decided_places(found, decision, NAMES), range(1, len(found))
        ).values()
    ]
    return mean(each) or 0.0


@settings(max_examples=15)
@given(st.integers(0, 1000))
def test_no_other_threshold_is_better(seed: int) -> None:
    images = [image(seed + n, 1) for n in range(3)]
    found = best_threshold([sample_of(p, t, [1]) for p, t in images])

    assert found is not None
    every = [mean_dice(images, Decision(threshold=float(t))) for t in THRESHOLDS]
    assert mean_dice(images, Decision(threshold=found)) >= max(every) - 2e-3
    assert mean_dice(images, Decision(threshold=found)) >= mean_dice(images, Decision())


@settings(max_examples=15)
@given(st.integers(0, 1000))
def test_no_other_bias_of_one_class_is_better(seed: int) -> None:
    images = [image(seed + n, 2) for n in range(2)]
    found = best_biases([sample_of(p, t, [1, 2]) for p, t in images])

    assert found is not None
    chosen = dict(zip(NAMES, found, strict=True))
    reached = mean_dice(images, Decision(bias=chosen))
    assert reached >= mean_dice(images, Decision()) - 1e-6
    for name in NAMES:
        every = [mean_dice(images, Decision(bias={**chosen, name: float(b)})) for b in BIASES[::4]]
        assert reached >= max(every) - 2e-3


def test_what_needs_no_help_gets_none() -> None:
    truth = np.repeat([[0, 1]], 20, axis=0).repeat(10, axis=1).astype(np.uint8)
    sure = np.stack([1 - truth * 0.98 - 0.01, truth * 0.98 + 0.01]).astype(np.float16)
    assert best_threshold([sample_of(sure, truth, [1])]) == 0.5
    three = np.concatenate([sure, np.zeros_like(sure[:1])])
    assert best_biases([sample_of(three, truth, [1, 2])]) == [0.0, 0.0]


def test_where_nothing_is_labelled_there_is_nothing_to_find() -> None:
    found, truth = image(0, 2)
    nothing = sample_of(found, np.full_like(truth, 255), [1, 2])
    empty = sample_of(found, np.zeros_like(truth), [1, 2])
    assert best_biases([nothing, empty]) is None
    assert best_threshold([nothing]) is None
    assert best_biases([]) is None


def test_ids_are_the_projects_and_ignored_pixels_do_not_count() -> None:
    found, truth = image(3, 2)
    ids = np.array([0, 9, 4], np.uint8)[truth]
    ids[:5] = 255
    sample = sample_of(found, ids, [9, 4])
    assert np.array_equal(sample.truth, truth[5:].ravel())
    assert sample.odds.shape == (3, truth[5:].size)
