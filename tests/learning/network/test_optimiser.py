"""Every optimiser against a few steps computed here by its formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import numpy as np
import pytest
import torch
from torch import nn

from unet_studio.domain.recipe import OptimiserConfig, Recipe
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.data.batches import Batch
from unet_studio.learning.data.dataset import LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.data.sampling import Sampling
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.network.optimiser import optimiser_of
from unet_studio.learning.recipes import RECIPES, recipe_named

RATE, DECAY, MOMENTUM = 0.1, 0.01, 0.9
Steps = Callable[[float], Iterator[float]]


def gradient(w: float) -> float:
    """Of (w - 3)^2."""
    return 2 * (w - 3)


def sgd(w: float) -> Iterator[float]:
    velocity = None
    while True:
        g = gradient(w) + DECAY * w
        velocity = g if velocity is None else MOMENTUM * velocity + g
        w -= RATE * velocity
        yield w


def adagrad(w: float) -> Iterator[float]:
    total = 0.0
    while True:
        g = gradient(w) + DECAY * w
        total += g**2
        w -= RATE * g / (total**0.5 + 1e-10)
        yield w


def rmsprop(w: float) -> Iterator[float]:
    square = velocity = 0.0
    while True:
        g = gradient(w) + DECAY * w
        square = 0.99 * square + 0.01 * g**2
        velocity = MOMENTUM * velocity + g / (square**0.5 + 1e-8)
        w -= RATE * velocity
        yield w


def adam(w: float, *, is_decoupled: bool = False) -> Iterator[float]:
    first = second = 0.0
    for t in count(1):
        g = gradient(w)
        if is_decoupled:
            w -= RATE * DECAY * w
        else:
            g += DECAY * w
        first, second = 0.9 * first + 0.1 * g, 0.999 * second + 0.001 * g**2
        w -= RATE * first / (1 - 0.9**t) / ((second / (1 - 0.999**t)) ** 0.5 + 1e-8)
        yield w


def adamw(w: float) -> Iterator[float]:
    return adam(w, is_decoupled=True)


@pytest.mark.parametrize("formula", [sgd, adagrad, rmsprop, adam, adamw])
def test_steps_are_those_of_the_formula(formula: Steps) -> None:
    network = nn.Linear(1, 1, bias=False)
    nn.init.constant_(network.weight, 1.0)
    config = OptimiserConfig(
        name=formula.__name__,  # type: ignore[arg-type]
        learning_rate=RATE,
        weight_decay=DECAY,
        momentum=MOMENTUM,
    )
    optimiser = optimiser_of(network, config)  # type: ignore[arg-type]
    expected = formula(1.0)
    for _ in range(5):
        optimiser.zero_grad()
        ((network.weight - 3) ** 2).sum().backward()
        optimiser.step()
        assert network.weight.item() == pytest.approx(next(expected), rel=1e-4)


def small(name: str = "isbi-binary", **values: object) -> Recipe:
    recipe = recipe_named(
        name, **{"network.widths": [2, 4], "network.decoder_widths": [2], **values}
    )
    return replace(recipe, network=replace(recipe.network, in_channels=1, out_channels=1))


def images(count: int) -> tuple[LabelledImage, ...]:
    rng = np.random.default_rng(0)
    return tuple(
        LabelledImage(
            str(n),
            rng.integers(0, 255, (12, 16, 1), np.uint8),
            rng.integers(0, 2, (12, 16), np.uint8),
            Scaling(128.0, 64.0),
        )
        for n in range(count)
    )


def weights_after(recipe: Recipe, batches: list[Batch]) -> torch.Tensor:
    learner = Learner(recipe, choose_device("cpu"), seed=0)
    for batch in batches:
        learner.step(batch)
    return torch.cat([p.detach().flatten() for p in learner.network.parameters()])


def plain_sgd(batch: int, **values: object) -> Recipe:
    """Without normalisation by batches, of which the three ways of batching see different ones."""
    return small(
        **{
            "network.normalisation": "none",
            "augmentation.flips": False,
            "optimiser.name": "sgd",
            "optimiser.momentum": 0.0,
            "optimiser.learning_rate": 0.1,
            "precision": "float32",
            "batch": batch,
            **values,
        }
    )


def test_full_batch_follows_the_mean_of_all_images() -> None:
    shown = images(3)
    learner = Learner(plain_sgd(3), choose_device("cpu"), seed=0)
    together = learner.batch(Sampling(shown, 3, seed=0).samples(0))
    full, mini = (weights_after(plain_sgd(n), [together]) for n in (0, 3))
    assert torch.allclose(full, mini, atol=1e-6)
    one = [slice(n, n + 1) for n in range(3)]
    singles = [Batch(together.pixels[n], together.target[n], 1) for n in one]
    start = weights_after(plain_sgd(1), [])
    moves = [weights_after(plain_sgd(1), [single]) - start for single in singles]
    assert torch.allclose(full - start, sum(moves) / 3, atol=1e-6)


def test_single_samples_take_a_step_each() -> None:
    shown = images(3)
    learner = Learner(plain_sgd(1), choose_device("cpu"), seed=0)
    batches = [learner.batch(Sampling(shown, 1, seed=0).samples(n)) for n in range(3)]
    assert [len(batch.target) for batch in batches] == [1, 1, 1]
    together = weights_after(plain_sgd(3), [learner.batch(Sampling(shown, 3, 0).samples(0))])
    assert not torch.allclose(weights_after(plain_sgd(1), batches), together, atol=1e-5)


def test_long_gradients_are_shortened() -> None:
    batch = [
        Learner(plain_sgd(1), choose_device("cpu"), seed=0).batch(
            Sampling(images(1), 1, seed=0).samples(0)
        )
    ]
    start = weights_after(plain_sgd(1), [])
    free = weights_after(plain_sgd(1), batch) - start
    clipped = weights_after(plain_sgd(1, **{"optimiser.clip_norm": 0.01}), batch) - start
    assert free.norm() > 0.1 * 0.01
    assert clipped.norm().item() == pytest.approx(0.1 * 0.01, rel=1e-2)
    assert torch.allclose(clipped / clipped.norm(), free / free.norm(), atol=1e-3)
    loose = weights_after(plain_sgd(1, **{"optimiser.clip_norm": 1e6}), batch) - start
    assert torch.equal(loose, free)


def test_the_recipes_name_the_optimisers_of_their_facts() -> None:
    kinds = {
        name: type(Learner(small(name), choose_device("cpu"), seed=0)._optimiser).__name__
        for name in RECIPES
        if name != "auto"
    }
    assert kinds == {
        "isbi-binary": "RMSprop",
        "labelme-multiclass": "Adam",
        "unet-2015": "SGD",
        "dice-unet": "Adam",
        "retina-patch": "SGD",
        "loss-comparison": "Adam",
    }
