from __future__ import annotations

import pytest

from unet_studio.domain.recipe import OptimiserConfig
from unet_studio.learning.network.schedule import WARM_UP, one_cycle, rate_of


def test_one_cycle_rises_and_falls_to_nearly_0() -> None:
    rates = [one_cycle(k / 100) for k in range(101)]
    top = rates.index(max(rates))
    assert rates[:top] == sorted(rates[:top])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert one_cycle(WARM_UP) == pytest.approx(1)
    assert 0 < rates[-1] < 0.01


def test_exponential_divides_with_every_epoch() -> None:
    config = OptimiserConfig(schedule="exponential", decay=1.0)
    assert [rate_of(config, fraction=0.5, step=9, epoch=n) for n in range(3)] == [1, 0.5, 0.25]


def test_inverse_time_counts_steps() -> None:
    config = OptimiserConfig(schedule="inverse-time", decay=0.5)
    assert rate_of(config, fraction=0, step=2, epoch=0) == pytest.approx(0.5)


def test_cosine_only_falls_and_constant_stays() -> None:
    falling = [
        rate_of(OptimiserConfig(schedule="cosine"), fraction=k / 10, step=0, epoch=0)
        for k in range(11)
    ]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] == pytest.approx(1)
    assert rate_of(OptimiserConfig(schedule="constant"), fraction=0.9, step=5, epoch=5) == 1
