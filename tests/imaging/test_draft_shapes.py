"""From a predicted mask to drafts, and back once they are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.draft import confirmed, drawn_by
from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.draft_shapes import MIN_AREA_PX, draft_shapes, news
from unet_studio.imaging.rasterize import rasterize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

CLASSES = ClassTable.of(["cell", "dust"])
SIZE = 60, 80


def accepted(drafts: Iterable[Shape]) -> NDArray[np.uint8]:
    shapes = tuple(map(confirmed, drafts))
    return rasterize(Annotation(shapes, stated_extent=LabelExtent.FULLY), SIZE, CLASSES)


def iou(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float((one & other).sum() / max((one | other).sum(), 1))


def discs(*places: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """A mask of discs: row, column, radius and class of each."""
    mask = np.zeros(SIZE, np.uint8)
    y, x = np.mgrid[: SIZE[0], : SIZE[1]]
    for row, column, radius, value in places:
        mask[(y - row) ** 2 + (x - column) ** 2 <= radius**2] = value
    return mask


@given(
    places=st.lists(
        st.tuples(
            st.integers(0, 59), st.integers(0, 79), st.integers(2, 25), st.sampled_from([0, 1, 2])
        ),
        max_size=8,
    )
)
@settings(deadline=None)
def test_accepting_all_gives_back_the_predicted_mask(places: list[tuple[int, ...]]) -> None:
    mask = discs(*places)  # type: ignore[arg-type]
    drafts = draft_shapes(mask, CLASSES, "net@12ab")

    assert len({draft.shape_id for draft in drafts}) == len(drafts)
    assert all(draft.is_draft and drawn_by(draft) == "net@12ab" for draft in drafts)
    back = accepted(drafts)
    for value in (1, 2):
        if (mask == value).sum() > 200:
            assert iou(back == value, mask == value) > 0.93
    exact = accepted(draft_shapes(mask, CLASSES, "net@12ab", tolerance_px=0))
    assert (exact != mask).sum() <= 4 * MIN_AREA_PX * len(places)  # specks that others cut off


def test_each_region_is_one_draft_and_one_with_a_hole_a_mask() -> None:
    mask = discs((30, 20, 14, 1), (30, 20, 6, 0), (30, 60, 10, 1), (30, 60, 3, 2))
    mask[0, 0] = 1  # a speck

    drafts = draft_shapes(mask, CLASSES, "net@12ab")

    kinds = [(draft.class_name, draft.shape_type) for draft in drafts]
    assert kinds == [
        ("cell", ShapeType.MASK),
        ("cell", ShapeType.MASK),
        ("dust", ShapeType.POLYGON),
    ]
    assert len(drafts[2].points) < 24
    back = accepted(drafts)
    assert back[30, 20] == 0
    assert back[30, 60] == 2
    assert iou(back > 0, mask > 0) > 0.98


def test_an_empty_mask_has_no_drafts() -> None:
    assert draft_shapes(np.zeros(SIZE, np.uint8), CLASSES, "net@12ab") == []
    assert draft_shapes(np.full(SIZE, 255, np.uint8), CLASSES, "net@12ab") == []


def test_only_what_the_labels_lack_is_news() -> None:
    labels = accepted_shapes(discs((15, 15, 10, 1), (15, 60, 10, 1)))
    predicted = discs((16, 16, 9, 1), (15, 60, 10, 2), (45, 40, 8, 1))

    fresh = news(draft_shapes(predicted, CLASSES, "net@12ab"), labels, SIZE)

    assert [draft.class_name for draft in fresh] == ["cell", "dust"]
    assert fresh[0].points.mean(axis=0).round().tolist() in ([40, 45], [41, 46], [40, 46])


def test_drafts_are_no_labels_that_others_could_be_compared_with() -> None:
    drafts = draft_shapes(discs((15, 15, 10, 1)), CLASSES, "net@12ab")

    assert news(drafts, drafts, SIZE) == drafts
    assert news(drafts, [confirmed(draft) for draft in drafts], SIZE) == []


def accepted_shapes(mask: NDArray[np.uint8]) -> list[Shape]:
    return [confirmed(draft) for draft in draft_shapes(mask, CLASSES, "older@99")]
