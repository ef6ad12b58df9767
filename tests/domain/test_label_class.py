from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.label_class import (
    BACKGROUND_ID,
    IGNORE_ID,
    MAX_CLASS_ID,
    PALETTE,
    RESERVED_NAMES,
    ClassTable,
    LabelClass,
    as_one_line,
    is_one_line,
)
from unet_studio.domain.message import StudioError

names = st.lists(
    st.text(min_size=1, max_size=8).map(str.strip).filter(
        lambda name: name and is_one_line(name) and name not in {*RESERVED_NAMES, "background"}
    ),
    unique=True,
    max_size=20,
)  # fmt: skip


@given(names)
def test_ids_count_from_1_in_the_order_given(listed):
    table = ClassTable.of(listed)
    assert [c.name for c in table] == listed
    assert [c.id for c in table] == list(range(1, len(listed) + 1))
    assert all(table.id_of(c.name) == c.id for c in table)


@given(names, st.data())
def test_an_id_is_never_given_again(listed, data):
    table = ClassTable.of(listed)
    kept = data.draw(
        st.lists(st.sampled_from(table.classes), unique=True) if listed else st.just([])
    )
    fewer = ClassTable(tuple(c for c in table if c in kept), table.next_id)
    added = fewer.added("one more, surely new")
    assert added.classes[-1].id not in {c.id for c in table}


def test_reserved_names_are_drawn_but_are_no_classes():
    table = ClassTable.of(["_background_", "cell", "__ignore__"])
    assert [c.name for c in table] == ["cell"]
    assert table.id_of("_background_") == BACKGROUND_ID
    assert table.id_of("__ignore__") == IGNORE_ID
    assert table.id_of("unknown") is None


@pytest.mark.parametrize(
    "name",
    ["", "  ", "background", "_background_", "__ignore__", "cell", "two\nlines", "\ud800", "a\0b"],
)
def test_some_names_are_refused(name):
    table = ClassTable.of(["cell"])
    with pytest.raises(StudioError):
        table.added(name)


def test_a_class_may_keep_its_name_but_not_take_anothers():
    table = ClassTable.of(["cell", "wall"])
    assert table.renamed(1, " cell ") == table
    renamed = table.renamed(1, "nucleus")
    assert [(c.id, c.name) for c in renamed] == [(1, "nucleus"), (2, "wall")]
    with pytest.raises(StudioError, match="wall"):
        table.renamed(1, "wall")


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "e69f00", "#e69f00 "])
def test_other_colours_are_refused(colour):
    with pytest.raises(StudioError):
        ClassTable().added("cell", colour)
    with pytest.raises(StudioError):
        ClassTable.of(["cell"]).recoloured(1, colour)


def test_the_first_colours_differ():
    table = ClassTable.of([f"class {n}" for n in range(len(PALETTE))])
    assert len({c.colour for c in table}) == len(PALETTE)


def test_there_are_254_classes_at_most():
    table = ClassTable.of([f"class {n}" for n in range(MAX_CLASS_ID)])
    assert table.classes[-1].id == MAX_CLASS_ID
    with pytest.raises(StudioError, match="254"):
        table.added("one too many")


def test_a_colour_in_numbers():
    assert LabelClass(1, "cell", "#e69f00").rgb == (230, 159, 0)


@given(names.filter(bool), st.data())
def test_moving_a_class_changes_its_place_and_no_id(listed, data):
    table = ClassTable.of(listed)
    moving = data.draw(st.sampled_from(table.classes))
    place = data.draw(st.integers(0, len(listed) - 1))
    moved = table.moved(moving.id, place)
    assert moved.classes[place] == moving
    assert sorted(c.id for c in moved) == [c.id for c in table]
    assert [c for c in moved if c != moving] == [c for c in table if c != moving]
    assert moved.next_id == table.next_id


def test_a_removed_class_leaves_its_id_unused():
    table = ClassTable.of(["cell", "wall"]).removed(2)
    assert [c.name for c in table] == ["cell"]
    assert table.added("new").classes[-1].id == 3


def test_a_table_is_made_of_the_names_that_can_stand_in_a_list():
    table = ClassTable.of(["two\nlines", "cell", "half \ud800"])
    assert [c.name for c in table] == ["cell"]


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_one_line(text):
    assert is_one_line(as_one_line(text))
