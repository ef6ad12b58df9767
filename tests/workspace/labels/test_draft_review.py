"""Looking through drafts one after the other, in reading order, and all at once."""

from __future__ import annotations

import pytest
from small_project import square

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.domain.draft import as_draft
from unet_studio.domain.message import say
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.draft_review import DraftReview

SIZE = 80, 120


def draft_at(x: float, y: float) -> Shape:
    return as_draft(square(0, edge=8).moved(x, y), "net@12ab")


TOP_LEFT, TOP_RIGHT, MIDDLE, BOTTOM = (
    draft_at(*place) for place in ((4, 3), (80, 1), (40, 40), (10, 70))
)
OWN = square(20)


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation((BOTTOM, OWN, TOP_RIGHT, MIDDLE, TOP_LEFT)), SIZE)


@pytest.fixture
def review(document: AnnotationDocument) -> DraftReview:
    made = DraftReview(document)
    made.set_document(document)
    return made


def left(review: DraftReview) -> set[str]:
    return {shape.shape_id for shape in review.drafts}


def test_the_next_one_is_the_next_in_reading_order(
    review: DraftReview, document: AnnotationDocument
) -> None:
    brought: list[tuple[float, ...]] = []
    review.brought.connect(brought.append)
    seen = []
    for _ in range(5):
        review.step(1)
        seen.append(document.selection[0])
    assert seen == [s.shape_id for s in (TOP_LEFT, TOP_RIGHT, MIDDLE, BOTTOM, TOP_LEFT)]
    review.step(-1)
    assert document.selection == (BOTTOM.shape_id,)
    assert brought[0] == (4, 3, 12, 11)
    assert len(brought) == 6


def test_accepting_goes_to_the_next_and_can_be_undone_one_by_one(
    review: DraftReview, document: AnnotationDocument
) -> None:
    before = document.annotation
    review.accept()  # nothing is selected: the first one is to be looked at, not accepted unseen
    assert document.selection == (TOP_LEFT.shape_id,)
    assert len(review.drafts) == 4

    for _ in range(4):
        review.accept()

    assert review.drafts == ()
    assert review.is_done
    assert document.annotation.extent is LabelExtent.FULLY
    assert document.undo_stack.count() == 4
    document.undo_stack.undo()
    assert left(review) == {BOTTOM.shape_id}
    assert document.selection == (BOTTOM.shape_id,)
    document.undo_stack.setIndex(0)
    assert document.annotation.equals(before)
    assert [s.is_draft for s in document.annotation.shapes] == [True, False, True, True, True]


def test_after_a_rejected_one_comes_the_next(
    review: DraftReview, document: AnnotationDocument
) -> None:
    review.step(1)
    review.step(1)
    document.remove_shapes(document.selection)
    assert document.selection == (MIDDLE.shape_id,)
    document.remove_shapes(document.selection)
    document.remove_shapes(document.selection)
    assert document.selection == (TOP_LEFT.shape_id,)
    document.undo_stack.undo()
    assert document.selection == (BOTTOM.shape_id,)


def test_a_mended_one_stays_selected(review: DraftReview, document: AnnotationDocument) -> None:
    review.step(1)
    document.replace_shapes([TOP_LEFT.moved(1, 0)], say("undo", "Move"))
    assert left(review) == {s.shape_id for s in (TOP_RIGHT, MIDDLE, BOTTOM)}
    assert document.selection == (TOP_LEFT.shape_id,)
    review.accept()  # it is no draft any more: on to the next
    assert document.selection == (TOP_RIGHT.shape_id,)


def test_all_at_once_is_one_step(review: DraftReview, document: AnnotationDocument) -> None:
    before = document.annotation
    review.accept_all()
    assert review.drafts == ()
    assert len(document.annotation.shapes) == 5
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.annotation.equals(before)

    review.reject_all()
    assert document.annotation.shapes == (OWN,)
    assert document.annotation.extent is LabelExtent.FULLY
    document.undo_stack.undo()
    assert document.annotation.equals(before)


def test_it_goes_on_from_where_a_person_clicked(
    review: DraftReview, document: AnnotationDocument
) -> None:
    document.select([MIDDLE.shape_id])
    review.accept()
    assert document.selection == (BOTTOM.shape_id,)


def test_hidden_drafts_are_not_looked_at(review: DraftReview, document: AnnotationDocument) -> None:
    document.access.hide([TOP_LEFT])
    review.step(1)
    assert document.selection == (TOP_RIGHT.shape_id,)


def test_another_image_has_nothing_to_do_with_it(review: DraftReview) -> None:
    review.accept_all()
    assert review.is_done
    assert review.authors == []

    review.set_document(AnnotationDocument(Annotation((OWN,)), SIZE))

    assert not review.is_done
    review.step(1)
    review.accept()
    review.set_document(None)
    review.accept_all()
    review.reject_all()
