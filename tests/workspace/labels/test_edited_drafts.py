"""A draft that a person changes, with whatever tool, is a draft no more; undo makes it one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_project import square

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.draft import as_draft, drawn_by, is_edited
from unet_studio.domain.message import say
from unet_studio.workspace.labels.document import AnnotationDocument

if TYPE_CHECKING:
    from collections.abc import Callable

DEED = say("undo", "Anything")
MASK = Shape("cell", [[2, 2], [5, 5]], ShapeType.MASK, np.ones((4, 4), bool))


@pytest.fixture
def document() -> AnnotationDocument:
    drafts = (as_draft(square(10), "net@12ab"), as_draft(MASK, "net@12ab"))
    return AnnotationDocument(Annotation((square(30), *drafts)), (48, 64))


def move(document: AnnotationDocument) -> None:
    document.replace_shapes([s.moved(1, 0) for s in document.annotation.shapes], DEED)


def change_class(document: AnnotationDocument) -> None:
    document.change_class([s.shape_id for s in document.annotation.shapes], "other")


def cut(document: AnnotationDocument) -> None:
    pieces = {s.shape_id: (s.moved(1, 0), square(2)) for s in document.annotation.shapes}
    document.exchange_shapes(DEED(), pieces)


def paint(document: AnnotationDocument) -> None:
    before = document.annotation.drafts[1]
    after = Shape(
        "cell", [[2, 2], [5, 6]], ShapeType.MASK, np.ones((5, 4), bool), extra=before.extra,
        shape_id=before.shape_id,
    )  # fmt: skip
    document.change_pixels(DEED(), after, (2, 2, 6, 7))
    document.replace_shapes([document.annotation.drafts[0].moved(1, 0)], DEED)


@pytest.mark.parametrize("change", [move, change_class, cut, paint])
def test_a_changed_draft_is_confirmed(
    document: AnnotationDocument, change: Callable[[AnnotationDocument], None]
) -> None:
    before = document.annotation

    change(document)

    assert document.annotation.drafts == ()
    assert document.annotation.extent is LabelExtent.FULLY
    by_model = [s for s in document.annotation.shapes if drawn_by(s)]
    assert len(by_model) == 2
    assert all(is_edited(s) for s in by_model)
    after = document.annotation
    document.undo_stack.setIndex(0)
    assert document.annotation.equals(before)
    assert document.annotation.extent is LabelExtent.PARTLY
    document.undo_stack.setIndex(document.undo_stack.count())
    assert document.annotation.equals(after)


def test_pieces_of_a_draft_are_confirmed_and_copies_of_one_are_not(
    document: AnnotationDocument,
) -> None:
    draft = document.annotation.drafts[0]
    document.change_shapes(DEED(), inserted=[(3, as_draft(square(1), "net@12ab"))])
    assert len(document.annotation.drafts) == 3
    piece = as_draft(square(5), "net@12ab")

    document.change_shapes(DEED(), removed=[draft.shape_id], inserted=[(2, piece)])

    assert not document.shape(piece.shape_id).is_draft
    assert len(document.annotation.drafts) == 2


def test_drafts_in_another_order_are_drafts_still(document: AnnotationDocument) -> None:
    document.place_shapes(DEED(), [document.annotation.drafts[1].shape_id], 0)

    assert len(document.annotation.drafts) == 2
    assert document.undo_stack.count() == 1


def test_drafts_are_added_in_one_step_and_may_take_the_place_of_others(
    document: AnnotationDocument,
) -> None:
    before = document.annotation
    fresh = [as_draft(square(3), "net@34cd")]

    document.add_drafts(fresh, DEED(), in_place_of=[s.shape_id for s in before.drafts])

    assert document.annotation.drafts == tuple(fresh)
    assert len(document.annotation.shapes) == 2
    document.undo_stack.undo()
    assert document.annotation is before
