from __future__ import annotations

import pytest

from unet_studio.learning.clock import WARM_UP, Clock, one_cycle


def test_one_cycle_rises_and_falls_to_nearly_0() -> None:
    rates = [one_cycle(k / 100) for k in range(101)]
    top = rates.index(max(rates))
    assert rates[:top] == sorted(rates[:top])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert one_cycle(WARM_UP) == pytest.approx(1)
    assert 0 < rates[-1] < 0.01


def test_steps_count() -> None:
    clock = Clock(None, steps=10)
    clock.start_training()
    assert clock.remaining_s(0) is None
    assert [clock.fraction(step) for step in (0, 5, 10, 20)] == [0, 0.5, 1, 1]
    assert clock.remaining_s(10) == clock.reserve_s


def test_minutes_count_and_leave_a_reserve() -> None:
    clock = Clock(100.0, reserve_s=20.0)
    clock.start_training()
    assert clock.fraction(1) == pytest.approx(0, abs=0.01)
    assert clock.remaining_s(1) == pytest.approx(100, abs=1)
    clock.reserve_s = 100.0
    assert clock.fraction(1) == 1
