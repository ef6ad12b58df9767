from __future__ import annotations

import pytest

from unet_studio.learning.course.clock import Clock


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
