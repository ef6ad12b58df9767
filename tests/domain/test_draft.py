from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unet_studio.domain.annotation import OUR_KEY, Annotation, LabelExtent, Shape
from unet_studio.domain.draft import (
    as_draft,
    confirmed,
    drawn_by,
    edited,
    is_edited,
    with_drafts,
    without_drafts,
)

DRAWN = Shape("cell", np.array([[0, 0], [4, 0], [4, 4]]), extra={"other": 1})
DRAFT = as_draft(DRAWN, "net@12ab")
UNLABELLED, PARTLY, FULLY = LabelExtent.UNLABELLED, LabelExtent.PARTLY, LabelExtent.FULLY


def test_what_a_person_drew_is_no_draft() -> None:
    assert not DRAWN.is_draft
    assert drawn_by(DRAWN) is None
    assert confirmed(DRAWN) is DRAWN
    assert edited(DRAWN) is DRAWN


def test_a_draft_says_which_model_drew_it_and_goes_on_saying_so() -> None:
    assert DRAFT.is_draft
    assert drawn_by(DRAFT) == "net@12ab"
    assert DRAFT.shape_id == DRAWN.shape_id
    assert not confirmed(DRAFT).is_draft
    assert drawn_by(confirmed(DRAFT)) == "net@12ab"
    assert confirmed(DRAFT).extra["other"] == 1
    assert not is_edited(confirmed(DRAFT))


@pytest.mark.parametrize("shape", [DRAFT, confirmed(DRAFT)])
def test_what_a_person_changed_is_confirmed_and_says_so(shape: Shape) -> None:
    changed = edited(shape)

    assert not changed.is_draft
    assert is_edited(changed)
    assert drawn_by(changed) == "net@12ab"
    assert edited(changed) is changed


def test_odd_values_in_a_file_make_no_draft() -> None:
    for ours in ("draft", {"draft": "yes"}, {"draft": 1}, None):
        assert not DRAWN.with_extra({OUR_KEY: ours}).is_draft


@pytest.mark.parametrize(
    ("shapes", "stated", "extent", "settled"),
    [
        ((DRAFT,), None, UNLABELLED, FULLY),
        ((DRAFT,), FULLY, UNLABELLED, FULLY),
        ((DRAFT,), PARTLY, UNLABELLED, PARTLY),
        ((DRAWN, DRAFT), None, PARTLY, FULLY),
        ((DRAWN, DRAFT), FULLY, PARTLY, FULLY),
        ((DRAWN, DRAFT), PARTLY, PARTLY, PARTLY),
        ((DRAWN, DRAFT), UNLABELLED, UNLABELLED, UNLABELLED),
        ((DRAWN, confirmed(DRAFT)), None, FULLY, FULLY),
    ],
)
def test_how_much_an_image_says_while_drafts_are_left(
    shapes: tuple[Shape, ...], stated: LabelExtent | None, extent: LabelExtent, settled: LabelExtent
) -> None:
    annotation = Annotation(shapes, stated_extent=stated)

    assert annotation.extent is extent
    assert annotation.settled_extent is settled
    assert without_drafts(annotation).extent is extent
    assert without_drafts(annotation).drafts == ()


def test_drafts_on_an_image_said_to_be_unlabelled_can_be_accepted() -> None:
    before = Annotation(stated_extent=UNLABELLED)

    after = with_drafts(before, [DRAFT])

    assert after.extent is UNLABELLED
    assert replace(after, shapes=(confirmed(DRAFT),)).extent is FULLY


def test_a_statement_of_a_person_outlives_drafts() -> None:
    assert with_drafts(Annotation(stated_extent=PARTLY), [DRAFT]).stated_extent is PARTLY


def test_without_drafts_nothing_is_copied() -> None:
    annotation = Annotation((DRAWN,))

    assert without_drafts(annotation) is annotation
