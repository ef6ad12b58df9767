from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.kinship import (
    Kinship,
    Leak,
    Relation,
    groups_of,
    leaks_between,
    numbered_series,
    picture_of_tile,
)
from unet_studio.domain.project import choose_held_out

names = [f"{n}.png" for n in range(12)]
relations = st.lists(
    st.tuples(st.sampled_from(names), st.sampled_from(names)).map(
        lambda pair: Relation(*sorted(pair), Kinship.TILES)
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("liver_r0_c1.png", "liver"),
        ("a/liver-row03-col12.tif", "a/liver"),
        ("liver_x0_y512.png", "liver"),
        ("liver_y512_x0.png", "liver"),
        ("liver_c1_r0.png", "liver"),
        ("liver_01_02.png", None),
        ("liver-01.png", None),
        ("7.png", None),
        ("max3_y2.png", None),
    ],
)
def test_names_that_say_row_and_column(name: str, picture: str | None) -> None:
    assert picture_of_tile(name) == picture


def test_names_with_numbers_at_their_end() -> None:
    assert numbered_series("a/liver-01.png") == numbered_series("a/liver-7.png") == "a/liver"
    assert numbered_series("liver_0_512.png") == "liver"
    assert numbered_series("7.png") is None


@given(relations)
def test_every_name_is_in_one_group_and_no_relation_crosses(found: list[Relation]) -> None:
    groups = groups_of(names, found)
    assert sorted(name for group in groups for name in group) == sorted(names)
    place = {name: n for n, group in enumerate(groups) for name in group}
    assert all(place[r.first] == place[r.second] for r in found)


@given(relations, st.floats(0.01, 0.99))
def test_what_is_held_out_never_leaks_unless_all_belong_together(
    found: list[Relation], share: float
) -> None:
    groups = groups_of(names, found)
    held_out = choose_held_out(names, share, groups=groups)
    assert held_out
    assert set(names) - held_out
    if len(groups) > 1:
        assert not leaks_between(found, held_out)


def test_of_one_stack_the_last_planes_are_held_out() -> None:
    assert choose_held_out(names, 0.25, groups=[names]) == set(names[-3:])


def test_a_group_larger_than_what_is_to_be_held_out_is_learnt_from() -> None:
    assert choose_held_out(names, 0.25, groups=[names[:8]]) <= set(names[8:])


def test_a_leak_names_the_held_out_image_first() -> None:
    found = [
        Relation("1.png", "2.png", Kinship.DUPLICATE),
        Relation("2.png", "3.png", Kinship.TILES),
    ]
    assert leaks_between(found, {"2.png", "3.png"}) == [Leak("2.png", "1.png", Kinship.DUPLICATE)]
