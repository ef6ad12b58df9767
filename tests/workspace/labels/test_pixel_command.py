"""Painting a mask is undone and redone exactly, and remembered as no more than the part painted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.message import say
from unet_studio.domain.region import Region
from unet_studio.imaging.region_shapes import as_mask_shape
from unet_studio.workspace.labels.document import AnnotationDocument

PAINT = say("undo", "Add to shape")


def document_with(mask: np.ndarray, left: int, top: int) -> AnnotationDocument:
    height, width = mask.shape
    corners = [[left, top], [left + width - 1, top + height - 1]]
    shape = Shape("cell", corners, ShapeType.MASK, mask, group_id=3, description="kept")
    other = Shape("cell", [[0, 0], [9, 0], [9, 9]])
    return AnnotationDocument(Annotation((other, shape, other.moved(5, 5))), (3000, 3000))


def paint(document: AnnotationDocument, part: Region, *, erases: bool) -> None:
    shape = document.annotation.shapes[1]
    left, top = (int(v) for v in shape.points[0])
    covered = Region(left, top, shape.mask)
    after = covered.without(part) if erases else covered.united(part)
    if not after.is_empty:
        document.change_pixels(PAINT(), as_mask_shape(after, shape), part.box)


strokes = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.integers(0, 60),
        st.integers(1, 30),
        st.integers(1, 30),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(strokes, st.integers(0, 99))
def test_undo_and_redo_give_back_every_pixel(parts, seed: int) -> None:
    rng = np.random.default_rng(seed)
    document = document_with(np.pad(rng.random((18, 23)) < 0.5, 1, constant_values=True), 20, 30)
    versions = [document.annotation]
    for left, top, width, height, erases in parts:
        part = Region(left, top, rng.random((height, width)) < 0.7)
        before = document.undo_stack.count()
        paint(document, part, erases=erases)
        if document.undo_stack.count() > before:
            versions.append(document.annotation)
    for version in versions[-2::-1]:
        document.undo_stack.undo()
        assert document.annotation.equals(version)
    for version in versions[1:]:
        document.undo_stack.redo()
        assert document.annotation.equals(version)
    ids = [s.shape_id for s in versions[0].shapes]
    assert [s.shape_id for s in document.annotation.shapes] == ids


def test_a_small_stroke_on_a_large_mask_takes_little_memory() -> None:
    document = document_with(np.ones((2000, 2000), bool), 0, 0)
    for _ in range(2):
        paint(document, Region(900, 900, np.ones((100, 100), bool)), erases=True)
    command = document.undo_stack.command(0)
    assert command.kept_bytes <= 2 * 100 * 13
    assert str(document.undo_message) == "Add to shape"


def test_corners_that_are_no_whole_numbers_come_back() -> None:
    shape = Shape("cell", [[1.5, 2.25], [3.5, 4.25]], ShapeType.MASK, np.ones((3, 3), bool))
    document = AnnotationDocument(Annotation((shape.moved(0, 0), shape)), (40, 40))
    before = document.annotation
    paint(document, Region(2, 2, np.ones((9, 9), bool)), erases=False)
    document.undo_stack.undo()
    assert document.annotation.equals(before)


def test_what_lay_outside_the_image_comes_back_too() -> None:
    document = document_with(np.ones((9, 4), bool), -2, -3)
    before = document.annotation
    shape = before.shapes[1]
    inside = Region(0, 0, np.ones((6, 2), bool))  # as painting cuts it, far from the stroke
    document.change_pixels(PAINT(), as_mask_shape(inside, shape), (1, 5, 2, 6))
    document.undo_stack.undo()
    assert document.annotation.equals(before)
    document.undo_stack.redo()
    assert document.annotation.shapes[1].mask.shape == (6, 2)
