"""The region tool: regions become shapes, or change the selected ones."""

import numpy as np
import pytest
from tool_pointer import ALT, NONE, SHIFT

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.message import say
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.region_shapes import region_of
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.region import RESULT, Combine, RegionTool, combination
from unet_studio.workspace.tools.tool import PointerEvent

SIZE = (80, 100)
HINT = say("hint", "Click where the line starts.")


class StampTool(RegionTool):
    """Puts down regions as they are."""

    OPTIONS = (RESULT,)

    @property
    def hint(self):
        return HINT()


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


@pytest.fixture
def stamp(document: AnnotationDocument) -> StampTool:
    tool = StampTool(document)
    tool.set_document(document)
    tool.set_class_name("cell")
    return tool


def block(left: int, top: int, width: int, height: int) -> Region:
    return Region(left, top, np.ones((height, width), bool))


def covered(document: AnnotationDocument) -> np.ndarray:
    masks = [shape_mask(shape, SIZE) for shape in document.annotation.shapes]
    return np.any(masks, axis=0) if masks else np.zeros(SIZE, bool)


def filled(*regions: Region) -> np.ndarray:
    mask = np.zeros(SIZE, bool)
    for r in regions:
        mask[max(r.top, 0) : r.bottom, max(r.left, 0) : r.right] = True
    return mask


def test_the_keys_held_say_what_becomes_of_a_region() -> None:
    assert combination(PointerEvent(0, 0, modifiers=NONE)) is Combine.NEW
    assert combination(PointerEvent(0, 0, modifiers=SHIFT)) is Combine.ADD
    assert combination(PointerEvent(0, 0, modifiers=ALT)) is Combine.TAKE
    assert combination(PointerEvent(0, 0, modifiers=ALT | SHIFT)) is Combine.TAKE


@pytest.mark.parametrize("result", ["polygon", "mask"])
def test_a_region_becomes_what_the_option_says(document, stamp, result: str) -> None:
    stamp.set_option("result", result)
    stamp.commit(block(10, 10, 20, 30))
    (shape,) = document.annotation.shapes
    assert shape.shape_type == result
    assert (covered(document) == filled(block(10, 10, 20, 30))).all()
    assert document.selection == (shape.shape_id,)
    assert document.undo_stack.count() == 1


def test_parts_become_polygons_of_their_own_in_one_step(document, stamp) -> None:
    both = block(5, 5, 10, 10).united(block(40, 40, 20, 20))
    stamp.commit(both)
    assert [s.shape_type for s in document.annotation.shapes] == [ShapeType.POLYGON] * 2
    assert document.undo_stack.count() == 1
    assert set(document.selection) == {s.shape_id for s in document.annotation.shapes}


def test_a_part_with_a_hole_becomes_a_mask(document, stamp) -> None:
    stamp.commit(block(10, 10, 40, 40).without(block(20, 20, 10, 10)))
    assert document.annotation.shapes[0].shape_type is ShapeType.MASK
    assert not covered(document)[25, 25]


def test_what_lies_outside_the_image_is_cut_off_and_nothing_is_no_step(document, stamp) -> None:
    stamp.commit(block(-50, -50, 20, 20))
    stamp.commit(Region.empty())
    assert document.undo_stack.count() == 0
    stamp.commit(block(-5, 70, 20, 30))
    assert (covered(document) == filled(block(0, 70, 15, 10))).all()


def test_adding_unites_with_the_one_selected_shape(document, stamp) -> None:
    stamp.commit(block(10, 10, 20, 20))
    first = document.annotation.shapes[0]
    stamp.commit(block(20, 15, 40, 10), Combine.ADD)
    (grown,) = document.annotation.shapes
    assert grown.shape_id == first.shape_id
    assert (covered(document) != filled(block(10, 10, 20, 20), block(20, 15, 40, 10))).sum() < 6


@pytest.mark.parametrize("selected", ["none", "line", "two"])
def test_adding_to_no_single_area_draws_a_new_shape(document, stamp, selected: str) -> None:
    document.insert_shape(Shape("cell", [[70, 10], [90, 10], [90, 30]]))
    document.insert_shape(Shape("cell", [[70, 40], [90, 60]], ShapeType.LINE))
    if selected == "none":
        document.select(())
    elif selected == "two":
        document.select_all()
    stamp.commit(block(10, 10, 20, 20), Combine.ADD)
    assert len(document.annotation.shapes) == 3


def test_taking_keeps_places_in_the_drawing_order(document, stamp) -> None:
    stamp.set_option("result", "polygon")
    for at in (10, 30, 50):
        stamp.commit(block(at, 10, 16, 40))
    names = [s.shape_id for s in document.annotation.shapes]
    document.select_all()
    stamp.commit(block(0, 25, 50, 4), Combine.TAKE)  # cuts the first two in two
    shapes = document.annotation.shapes
    assert [shapes[0].shape_id, shapes[2].shape_id, shapes[4].shape_id] == names
    assert [s.points[:, 0].min() < 30 for s in shapes] == [True, True, False, False, False]
    assert not covered(document)[25:29, 10:46].any()
    document.undo_stack.undo()
    assert [s.shape_id for s in document.annotation.shapes] == names


def test_taking_all_of_a_shape_removes_it(document, stamp) -> None:
    stamp.commit(block(10, 10, 20, 20))
    stamp.commit(block(40, 10, 20, 20))
    document.select_all()
    stamp.commit(block(5, 5, 30, 30), Combine.TAKE)
    (left,) = document.annotation.shapes
    assert region_of(left, SIZE).left == 40


def test_taking_what_is_not_there_is_no_step(document, stamp) -> None:
    stamp.commit(block(10, 10, 20, 20))
    stamp.commit(block(60, 60, 10, 10), Combine.TAKE)
    document.select(())
    stamp.commit(block(10, 10, 5, 5), Combine.TAKE)
    assert document.undo_stack.count() == 1


def test_without_a_class_one_is_asked_for(document, stamp, qtbot) -> None:
    stamp.set_class_name(None)
    with qtbot.waitSignal(stamp.class_needed):
        stamp.commit(block(10, 10, 20, 20))
    assert document.annotation.shapes == ()


def test_changing_to_the_top_keeps_the_order_of_the_rest(document, stamp) -> None:
    for at in (10, 30, 50, 70):
        stamp.commit(block(at, 10, 16, 16))
    first, second, third, fourth = document.annotation.shapes
    regions = {s: region_of(s, SIZE) for s in (first, third)}
    stamp._change(regions, (0, 0, 100, 80), HINT(), to_top=True)
    ids = [s.shape_id for s in document.annotation.shapes]
    assert ids == [s.shape_id for s in (second, fourth, first, third)]
