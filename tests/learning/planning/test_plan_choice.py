from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.recipe import LIMITS, PlanConfig
from unet_studio.learning.planning.data_profile import ClassProfile, DataProfile
from unet_studio.learning.planning.plan_choice import ENOUGH_STEPS, Choice, Means, choose
from unet_studio.learning.planning.planner import with_plan
from unet_studio.learning.recipes import RECIPES

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBRANES = DataProfile(
    count=25,
    name="0.png",
    height_px=512,
    width_px=512,
    smallest_px=512,
    largest_px=512,
    pixel_count=25 * 512**2,
    channels=1,
    depth="uint8",
    labelled_share=1.0,
    classes=(ClassProfile("membrane", 0.22, 200.0, 4.0),),
)
OPEN = PlanConfig()


def quadratic(unit_s: float) -> Callable[[PlanConfig], float]:
    """A machine on which time grows with the square of the width."""
    return lambda plan: unit_s * (plan.width or 0) ** 2 * (plan.batch or 0)


def chosen(
    profile: DataProfile = MEMBRANES,
    wish: PlanConfig = OPEN,
    *,
    seconds: float | None = 180.0,
    step_s: Callable[[PlanConfig], float] | None = None,
    is_cuda: bool = False,
) -> Choice:
    return choose(profile, wish, Means(is_cuda, seconds, step_s or quadratic(1.5e-4)))


def test_more_time_buys_a_wider_network() -> None:
    widths = [chosen(seconds=minutes * 60.0).plan.width for minutes in (0.5, 3, 15, 60, 600)]
    assert widths == sorted(widths)
    assert widths[0] == 8
    assert widths[-1] == 64


def test_a_wider_network_still_takes_enough_steps() -> None:
    choice = chosen(seconds=1200.0)
    assert choice.plan.width is not None
    assert choice.plan.width > 16
    assert choice.step_s is not None
    assert 1200.0 / choice.step_s >= ENOUGH_STEPS


def test_width_that_is_nearly_free_is_taken() -> None:
    seconds_of = {8: 0.11, 16: 0.15, 32: 0.41, 64: 1.5}
    choice = chosen(seconds=60.0, step_s=lambda plan: seconds_of[plan.width or 0])
    assert choice.plan.width == 16
    seconds_of[8] = 0.06
    choice = chosen(seconds=60.0, step_s=lambda plan: seconds_of[plan.width or 0])
    assert choice.plan.width == 8


def test_what_does_not_fit_into_memory_is_not_chosen() -> None:
    choice = chosen(seconds=1e6, step_s=lambda plan: math.inf if (plan.width or 0) > 16 else 0.01)
    assert choice.plan.width == 16


def test_little_time_is_spent_in_smaller_batches() -> None:
    assert chosen(seconds=5.0, step_s=quadratic(3e-4)).plan.batch == 1
    assert chosen(seconds=500.0).plan.batch == 4


def test_without_a_time_nothing_is_measured() -> None:
    def never(_plan: PlanConfig) -> float:
        raise AssertionError

    choice = chosen(seconds=None, step_s=never)
    assert (choice.plan.width, choice.step_s) == (16, None)


def test_a_gpu_gets_larger_patches_and_batches() -> None:
    slow, fast = chosen(), chosen(is_cuda=True, step_s=quadratic(1e-7))
    assert (fast.plan.patch_px or 0) > (slow.plan.patch_px or 0)
    assert (fast.plan.batch or 0) > (slow.plan.batch or 0)
    assert fast.plan.width == 64


@pytest.mark.parametrize(("edge", "patch"), [(64, 64), (20, 64), (100, 112), (4000, 256)])
def test_patches_fit_the_images(edge: int, patch: int) -> None:
    profile = replace(MEMBRANES, height_px=edge, width_px=edge)
    assert chosen(profile).plan.patch_px == patch


def test_images_without_thin_things_are_looked_at_in_half_the_resolution() -> None:
    thick = replace(MEMBRANES, classes=(ClassProfile("nucleus", 0.2, 40.0, 25.0),))
    assert chosen(thick).plan.shrink == 2
    assert chosen().plan.shrink == 1
    assert chosen(replace(thick, height_px=100, width_px=100)).plan.shrink == 1
    middling = replace(thick, classes=(ClassProfile("clay", 0.2, 30.0, 8.0),))
    assert chosen(middling).plan.shrink == 1
    assert chosen(replace(middling, height_px=1024, width_px=996)).plan.shrink == 2
    both = replace(thick, classes=thick.classes + MEMBRANES.classes)
    assert chosen(both).plan.shrink == 1
    assert any("1/2 of their resolution" in str(note) for note in chosen(thick).notes)


def test_tiny_objects_are_shown_more_often() -> None:
    tiny = replace(MEMBRANES, classes=(ClassProfile("spot", 0.001, 5.0, 3.0),))
    share, usual = chosen(tiny).plan.foreground_share, chosen().plan.foreground_share
    assert share is not None
    assert usual is not None
    assert share > usual


def test_images_shown_often_are_varied_more() -> None:
    few = chosen(seconds=60.0, step_s=lambda _: 0.2).plan.bend_share
    many = chosen(seconds=36_000.0, step_s=lambda _: 0.2).plan.bend_share
    assert few is not None
    assert many is not None
    assert few < many


def test_upright_images_are_not_turned_upside_down() -> None:
    choice = chosen(replace(MEMBRANES, is_upright=True))
    recipe = with_plan(RECIPES["auto"], choice.plan)
    assert not recipe.augmentation.flips
    assert recipe.augmentation.rotation_deg <= 15
    assert any("upside down" in str(note) for note in choice.notes)
    assert with_plan(RECIPES["auto"], chosen().plan).augmentation.flips


@given(
    st.builds(
        PlanConfig,
        width=st.integers(1, 64),
        levels=st.integers(2, 6),
        shrink=st.integers(1, 4),
        patch_px=st.integers(16, 512),
        batch=st.integers(1, 16),
        foreground_share=st.floats(0, 1),
        bend_share=st.floats(0, 1),
        upright=st.sampled_from(["yes", "no"]),
    )
)
def test_what_was_wished_for_is_kept(wish: PlanConfig) -> None:
    assert chosen(wish=wish).plan == wish


@given(
    st.integers(1, 10_000),
    st.integers(1, 30_000),
    st.integers(1, 30_000),
    st.integers(1, 12),
    st.floats(0, 1),
    st.one_of(st.none(), st.floats(1, 36_000)),
    st.floats(1e-6, 100),
)
def test_every_plan_is_complete_and_possible(
    count: int,
    height: int,
    width: int,
    channels: int,
    share: float,
    seconds: float | None,
    unit_s: float,
) -> None:
    profile = replace(
        MEMBRANES,
        count=count,
        height_px=height,
        width_px=width,
        channels=channels,
        classes=(ClassProfile("a", share, 9.0, 3.0),),
    )
    choice = chosen(profile, seconds=seconds, step_s=quadratic(unit_s))
    for key, (least, greatest) in LIMITS.items():
        if key.startswith("plan."):
            value = getattr(choice.plan, key.removeprefix("plan."))
            assert least <= value <= greatest, key
    assert with_plan(RECIPES["auto"], choice.plan).plan is None
    assert all(str(note) for note in choice.notes)


def test_the_notes_say_what_was_found_and_chosen() -> None:
    profile = replace(
        MEMBRANES,
        smallest_px=256,
        depth="uint16",
        labelled_share=0.4,
        classes=(*MEMBRANES.classes, ClassProfile("rare", 0.0, 0.0, 0.0)),
    )
    said = "\n".join(str(note) for note in chosen(profile).notes)
    for part in (
        "16-bit",
        "256 to 512",
        "40%",
        "22.0%",
        "4 pixels thick",
        "rare",
        "channels wide",
    ):
        assert part in said, part
