"""Every edit can be taken back and done again; no application is needed for that."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.workspace.labels.commands import MOVE_SHAPES
from unet_studio.workspace.labels.document import AnnotationDocument

SIZE = (100, 120)
coordinates = st.integers(0, 100)
shapes = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=6).map(
    lambda points: Shape("cell", points)
)
annotations = st.lists(shapes, max_size=5).map(lambda drawn: Annotation(tuple(drawn)))


def an_edit(draw, document: AnnotationDocument) -> None:
    """Do one edit of any kind."""
    ids = [shape.shape_id for shape in document.annotation.shapes]
    some = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    kind = draw(st.sampled_from(["insert", "remove", "move", "class", "extent"]))
    if kind == "insert":
        document.insert_shape(draw(shapes))
    elif kind == "remove":
        document.remove_shapes(some)
    elif kind == "move":
        moved = [document.shape(i).moved(draw(coordinates), draw(coordinates)) for i in some]
        document.replace_shapes(moved, MOVE_SHAPES, merge=draw(st.booleans()))
    elif kind == "class":
        document.change_class(some, draw(st.sampled_from(["cell", "wall"])))
    else:
        document.state_extent(draw(st.sampled_from(list(LabelExtent))))


def ids_of(annotation: Annotation) -> list[str]:
    return [shape.shape_id for shape in annotation.shapes]


@given(annotations, st.data())
def test_undoing_everything_gives_the_beginning_and_redoing_the_end(start, data) -> None:
    document = AnnotationDocument(start, SIZE)
    for _ in range(data.draw(st.integers(0, 6))):
        an_edit(data.draw, document)
    end = document.annotation
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.annotation.equals(start)
    assert ids_of(document.annotation) == ids_of(start)
    assert not document.is_dirty
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.annotation.equals(end)
    assert ids_of(document.annotation) == ids_of(end)


@given(annotations, st.data())
def test_each_step_back_is_the_state_before_it(start, data) -> None:
    document = AnnotationDocument(start, SIZE)
    states = [document.annotation]
    for _ in range(data.draw(st.integers(1, 5))):
        count = document.undo_stack.count()
        an_edit(data.draw, document)
        if document.undo_stack.count() > count:
            states.append(document.annotation)
        else:
            states[-1] = document.annotation  # merged, or nothing to do
    for state in reversed(states[:-1]):
        document.undo_stack.undo()
        assert document.annotation.equals(state)


def three() -> AnnotationDocument:
    drawn = tuple(Shape("cell", [[i, 0], [i + 5, 0], [i, 5]]) for i in (0, 10, 20))
    return AnnotationDocument(Annotation(drawn), SIZE)


def test_removed_shapes_come_back_to_their_places() -> None:
    document = three()
    before = ids_of(document.annotation)
    document.remove_shapes([before[2], before[0]])
    assert ids_of(document.annotation) == [before[1]]
    document.undo_stack.undo()
    assert ids_of(document.annotation) == before


def test_nudges_in_a_row_are_one_step_and_drags_are_not() -> None:
    document = three()
    first = document.annotation.shapes[0]
    for step in (1, 2, 3):
        document.replace_shapes([first.moved(step, 0)], MOVE_SHAPES, merge=True)
    assert document.undo_stack.count() == 1
    document.replace_shapes([first.moved(9, 0)], MOVE_SHAPES)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.annotation.shapes[0] is first


def test_nudges_of_other_shapes_are_another_step() -> None:
    document = three()
    for shape in document.annotation.shapes:
        document.replace_shapes([shape.moved(1, 0)], MOVE_SHAPES, merge=True)
    assert document.undo_stack.count() == 3


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    document = three()
    ids = ids_of(document.annotation)
    document.change_class(ids, "cell")
    document.remove_shapes([])
    document.remove_shapes(["unknown"])
    document.replace_shapes([document.annotation.shapes[0].moved(0, 0)], MOVE_SHAPES)
    assert document.undo_stack.count() == 0


def test_stating_the_extent_that_holds_anyway_is_a_step_once() -> None:
    document = three()
    document.state_extent(LabelExtent.FULLY)
    document.state_extent(LabelExtent.FULLY)
    assert document.undo_stack.count() == 1
    assert document.annotation.stated_extent is LabelExtent.FULLY


@pytest.mark.parametrize("count", [1, 3])
def test_steps_tell_what_they_do(count: int) -> None:
    document = three()
    document.remove_shapes(ids_of(document.annotation)[:count])
    assert str(document.undo_message) == ("Delete shape" if count == 1 else "Delete 3 shapes")
    assert document.redo_message is None
    document.undo_stack.undo()
    assert document.undo_message is None
    assert document.redo_message is not None
    assert document.undo_stack.redoText() == str(document.redo_message)


def test_what_the_file_said_besides_shapes_stays() -> None:
    start = Annotation(flags={"checked": True}, extra={"camera": 7})
    document = AnnotationDocument(start, SIZE)
    document.insert_shape(Shape("cell", [[0, 0], [5, 0], [0, 5]]))
    assert replace(document.annotation, shapes=()).equals(start)
