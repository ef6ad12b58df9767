"""Edits as lines of the journal: exact, small, and quick to make."""

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.message import say
from unet_studio.storage.labels.journal_record import (
    UnfitRecordError,
    applied,
    difference,
    message_json,
    message_of,
)

numbers = st.floats(allow_nan=True, width=64)
points = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    mask = None
    kind = draw(st.sampled_from(ShapeType))
    if kind is ShapeType.MASK:
        size = draw(st.tuples(st.integers(1, 9), st.integers(1, 9)))
        bits = draw(st.integers(0, 2 ** (size[0] * size[1]) - 1))
        mask = np.array([bits >> k & 1 for k in range(size[0] * size[1])], bool).reshape(size)
    return Shape(
        draw(st.text(max_size=4)),
        np.array(draw(points)),
        kind,
        mask,
        draw(st.none() | st.integers(0, 9)),
        draw(st.dictionaries(st.text(max_size=3), st.booleans(), max_size=2)),
        draw(st.text(max_size=3)),
        draw(st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)),
    )


annotations = st.builds(
    Annotation,
    st.lists(shapes(), max_size=5).map(tuple),
    st.dictionaries(st.text(max_size=3), st.booleans(), max_size=2),
    st.none() | st.sampled_from(LabelExtent),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Annotation, Annotation]:
    """An annotation, and what any mixture of removing, adding and moving makes of it."""
    before, other = draw(annotations), draw(annotations)
    mixed = draw(st.permutations([*before.shapes, *other.shapes]))
    return before, replace(other, shapes=tuple(mixed[: draw(st.integers(0, len(mixed)))]))


def through_json(change: object) -> dict[str, object]:
    return json.loads(json.dumps(change))  # type: ignore[no-any-return]


@given(edits())
def test_the_difference_applied_gives_the_annotation_after(
    edit: tuple[Annotation, Annotation],
) -> None:
    before, after = edit
    assert applied(before, through_json(difference(before, after))).equals(after)


def squares(count: int) -> Annotation:
    corners = np.array([[0, 0], [4, 0], [4, 4], [0, 4]], float)
    return Annotation(tuple(Shape("cell", corners + k) for k in range(count)))


@pytest.mark.parametrize(
    "edit",
    [
        lambda a: a.removed(a.shapes[500].shape_id),
        lambda a: a.replaced(a.shapes[500].moved(1, 1)),
        lambda a: a.inserted(500, a.shapes[3].moved(1, 1)),
        lambda a: replace(a, shapes=(*a.shapes[1:], a.shapes[0])),
        lambda a: replace(a, stated_extent=LabelExtent.PARTLY),
    ],
)
def test_a_small_edit_of_many_shapes_is_a_short_line(
    edit: Callable[[Annotation], Annotation],
) -> None:
    before = squares(1000)
    after = edit(before)
    change = through_json(difference(before, after))
    assert len(json.dumps(change)) < 400
    assert applied(before, change).equals(after)


def test_an_edit_does_not_fit_another_annotation() -> None:
    change = difference(squares(3), squares(2))
    with pytest.raises(UnfitRecordError):
        applied(squares(2), change)
    with pytest.raises(UnfitRecordError):
        applied(squares(3), {"count": 3, "shapes": [{"label": "cell"}]})


def test_sentences_can_be_read_back_and_shown_in_any_language() -> None:
    inner = say("undo", "Delete {count:shape|{count} shapes}")(count=3)
    message = say("labels", "{what} in {name}, {size:.1f}")(what=inner, name="a.png", size=2.0)
    back = message_of(through_json(message_json(message)))
    assert back == message
    assert str(back) == "Delete 3 shapes in a.png, 2.0"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"context": "a", "template": "{gap}", "values": {}},
        {"context": "a", "template": "{n:shape|shapes}", "values": {"n": "many"}},
        {"context": "a", "template": "{n:a|b|c}", "values": {"n": 1}},
        3,
    ],
)
def test_what_is_no_sentence_is_none(raw: object) -> None:
    assert message_of(raw) is None


def test_what_is_done_to_very_many_shapes_is_one_part_and_exact() -> None:
    rng = np.random.default_rng(3)
    plain = [Shape(f"c{k % 5}", rng.uniform(0, 999, (3 + k % 4, 2))) for k in range(400)]
    odd = Shape("odd", rng.uniform(0, 9, (3, 2)), description="looked at twice", group_id=3)
    before = Annotation((*plain[:200], odd, *plain[200:]))
    deeds: dict[str, Callable[[Shape], Shape]] = {
        "moved": lambda shape: shape.moved(0.1, -1 / 3),
        "of one class": lambda shape: shape if shape.class_name == "c2" else shape.of_class("c2"),
    }
    for deed in deeds.values():
        after = Annotation(tuple(deed(shape) for shape in before.shapes))
        change = json.loads(json.dumps(difference(before, after)))
        assert len(change["shapes"]) == 3
        assert applied(before, change).equals(after)


def test_a_few_changed_ones_among_very_many_are_all_that_is_written() -> None:
    before = Annotation(tuple(Shape("a", np.full((3, 2), k)) for k in range(1000)))
    ends = {*range(60), *range(940, 1000)}
    after = Annotation(
        tuple(s.moved(1, 1) if k in ends else s for k, s in enumerate(before.shapes))
    )
    change = difference(before, after)
    assert change["shapes"][1] == [60, 940]
    assert applied(before, change).equals(after)
