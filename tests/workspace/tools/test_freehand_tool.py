"""The freehand tool: outlines and lines drawn in one go."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from tool_pointer import ALT, NONE, SHIFT, Pointer

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.polygon import area_px
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.freehand import FreehandTool

SIZE = (200, 300)


def around(x: float, y: float, radius: float, count: int = 300) -> list[tuple[float, float]]:
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return [(x + radius * np.cos(a), y + radius * np.sin(a)) for a in angles]


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


@pytest.fixture
def pointer(document: AnnotationDocument) -> Pointer:
    tool = FreehandTool(document)
    tool.set_document(document)
    tool.set_class_name("cell")
    return Pointer(tool)


@pytest.mark.parametrize("scale", [0.5, 1, 8])
def test_a_drag_around_closes_and_has_few_vertices(document, pointer, scale: float) -> None:
    pointer.scale = scale
    pointer.drag(around(150, 100, 60))
    (shape,) = document.annotation.shapes
    assert shape.shape_type is ShapeType.POLYGON
    assert 8 <= len(shape.points) < 60
    assert area_px(shape.points) == pytest.approx(np.pi * 60**2, rel=0.03)
    radii = np.hypot(*(shape.points - (150, 100)).T)
    assert np.abs(radii - 60).max() <= 1.01
    assert document.undo_stack.count() == 1


def test_a_click_a_move_and_a_click_draw_as_well(document, pointer) -> None:
    way = around(150, 100, 60)
    pointer.click(way[0])
    assert pointer.tool.is_drawing
    pointer.move(*way[1:])
    draft = pointer.tool.preview.draft
    assert draft.is_traced
    assert len(draft.points) > 50
    pointer.click(way[-1])
    assert len(document.annotation.shapes) == 1
    assert not pointer.tool.is_drawing


def test_shift_adds_to_the_selected_shape_and_alt_takes_from_it(document, pointer) -> None:
    pointer.drag(around(120, 100, 40))
    (first,) = document.annotation.shapes
    before = shape_mask(first, SIZE)
    pointer.drag(around(170, 100, 40), SHIFT)
    (grown,) = document.annotation.shapes
    assert grown.shape_id == first.shape_id
    assert shape_mask(grown, SIZE)[100, 190]
    assert (shape_mask(grown, SIZE) >= before).mean() > 0.999
    pointer.drag(around(190, 100, 30), ALT)
    (less,) = document.annotation.shapes
    assert not shape_mask(less, SIZE)[100, 190]
    assert less.shape_type is ShapeType.POLYGON
    assert document.undo_stack.count() == 3


def test_shift_without_a_selection_draws_a_new_shape(document, pointer) -> None:
    pointer.drag(around(120, 100, 40), SHIFT)
    pointer.drag(around(220, 60, 30))
    assert [s.shape_type for s in document.annotation.shapes] == [ShapeType.POLYGON] * 2


def test_it_becomes_a_line_or_a_mask_if_asked_for(document, pointer) -> None:
    pointer.tool.set_option("result", "line")
    pointer.drag([(x, 50 + 0.1 * (x % 3)) for x in range(10, 200, 3)])
    pointer.tool.set_option("result", "mask")
    pointer.drag(around(120, 100, 40))
    line, mask = document.annotation.shapes
    assert line.shape_type is ShapeType.LINESTRIP
    assert len(line.points) == 2
    assert line.points[0] == pytest.approx([10, 50.1], abs=1e-3)
    assert mask.shape_type is ShapeType.MASK
    assert mask.mask.sum() == pytest.approx(np.pi * 40**2, rel=0.05)


def test_scribbles_without_an_area_draw_nothing(document, pointer) -> None:
    pointer.drag([(10, 10), (60, 10)])
    pointer.click((50, 50), (50, 50))
    assert document.annotation.shapes == ()
    assert not pointer.tool.is_drawing


def test_enter_ends_a_line_that_follows_the_pointer(document, pointer) -> None:
    way = around(150, 100, 60)
    pointer.click(way[0])
    pointer.move(*way[1:])
    assert pointer.tool.key_press(Qt.Key.Key_Return, NONE)
    assert len(document.annotation.shapes) == 1


def test_the_selected_shape_of_another_kind_is_left_alone(document, pointer) -> None:
    document.insert_shape(Shape("cell", [[10, 10], [50, 50]], ShapeType.LINE))
    pointer.drag(around(120, 100, 40), SHIFT)
    line, outline = document.annotation.shapes
    assert line.points.tolist() == [[10, 10], [50, 50]]
    assert outline.shape_type is ShapeType.POLYGON
