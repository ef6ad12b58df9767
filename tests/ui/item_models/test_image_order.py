"""Which images are listed, in which order, under which headings."""

from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import say
from unet_studio.ui.item_models.image_order import (
    Facts,
    Heading,
    HeadingKind,
    ListWish,
    SortKey,
    arrange,
    below,
    small_change,
    stack_of,
)
from unet_studio.ui.item_models.image_status import ImageStatus, StatusFilter

NAMES = ["a 1.png", "a 2.png", "a 10.png", "b/a 1.png", "b/c.png", "s.tif#0001", "s.tif#0002"]
STATUS = {
    "a 1.png": ImageStatus(LabelExtent.FULLY),
    "a 10.png": ImageStatus(LabelExtent.PARTLY, is_held_out=True),
    "b/c.png": ImageStatus(problem=say("test", "torn")()),
}
FACTS = Facts(
    lambda name: STATUS.get(name, ImageStatus(LabelExtent.UNLABELLED)), {"b/c.png": 2, "a 1.png": 1}
)


def listed(wish: ListWish, kept: str | None = None) -> list[str]:
    rows = arrange(NAMES, FACTS, wish, kept)
    return [row.path + ":" if isinstance(row, Heading) else row for row in rows]


def test_planes_stand_below_their_stack() -> None:
    assert listed(ListWish()) == [*NAMES[:5], "s.tif:", *NAMES[5:]]
    assert listed(ListWish(folded=frozenset({"stack:s.tif"}))) == [*NAMES[:5], "s.tif:"]
    assert stack_of("s.tif#0002") == "s.tif"
    assert stack_of("a#0002.png") is None


def test_orders_keep_the_names_in_order_among_equals() -> None:
    by_state = listed(ListWish(sort=SortKey.STATE))
    assert by_state == ["b/c.png", "a 2.png", "b/a 1.png", *NAMES[5:], "a 10.png", "a 1.png"]
    assert listed(ListWish(sort=SortKey.DATE))[:3] == ["b/c.png", "a 1.png", "a 2.png"]
    queued = FACTS._replace(queued={NAMES[2]: 0, NAMES[1]: 1})
    by_queue = arrange(NAMES, queued, ListWish(sort=SortKey.TEACHING))
    assert by_queue == [NAMES[2], NAMES[1], NAMES[0], *NAMES[3:]]
    backwards = listed(ListWish(sort=SortKey.STATE, is_reversed=True))
    assert backwards == by_state[::-1]


def test_folders_have_headings_that_count_and_fold() -> None:
    wish = ListWish(by_folder=True, folded=frozenset({"folder:"}))
    rows = arrange(NAMES, FACTS, wish)
    assert rows[0] == Heading(HeadingKind.FOLDER, "", 5, 2, is_folded=True)
    assert rows[1] == Heading(HeadingKind.FOLDER, "b", 2, 0, is_folded=False)
    assert rows[2:] == ["b/a 1.png", "b/c.png"]
    unfolded = arrange(NAMES, FACTS, ListWish(by_folder=True))
    assert below(unfolded, rows[0]) == [*NAMES[:3], *NAMES[5:]]
    assert below(unfolded, rows[1]) == ["b/a 1.png", "b/c.png"]
    only_one = arrange(NAMES[:3], FACTS, ListWish(by_folder=True))
    assert only_one == NAMES[:3]


def test_the_image_being_worked_on_stays_though_its_state_does_not_fit() -> None:
    wish = ListWish(kinds=frozenset({StatusFilter.PARTLY}))
    assert listed(wish) == ["a 10.png"]
    assert listed(wish, kept="a 1.png") == ["a 1.png", "a 10.png"]
    assert listed(ListWish("10", wish.kinds), kept="a 1.png") == ["a 10.png"]


@given(
    st.lists(st.sampled_from("abcdefgh"), unique=True),
    st.lists(st.sampled_from("abcdefgh"), unique=True),
)
def test_a_small_change_leads_from_one_list_to_the_other(old: list[str], new: list[str]) -> None:
    change = small_change(old, new)
    common = set(old) & set(new)
    if change is None:
        assert [x for x in old if x in common] != [x for x in new if x in common]
        return
    rows = list(old)
    for first, last in reversed(change.removed):
        del rows[first : last + 1]
    for first, last in change.inserted:
        rows[first:first] = new[first : last + 1]
    assert rows == new


def test_a_change_of_many_places_is_not_small() -> None:
    old = [str(k) for k in range(1000)]
    assert small_change(old, old[::2]) is None
    assert small_change(old, old[:400] + old[600:]).removed == [(400, 599)]
