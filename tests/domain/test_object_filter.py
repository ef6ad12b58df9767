"""Which objects of a table are shown."""

import numpy as np
import pytest

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.measurement import ObjectTable
from unet_studio.domain.object_filter import AtBorder, ObjectFilter
from unet_studio.imaging.measure import measured

CLASSES = ClassTable.of(["cell", "dirt"])


@pytest.fixture
def table() -> ObjectTable:
    """In ``A.png`` a cell of 4 and dirt of 1 at the border; in ``b.png`` a cell of 9 inside."""
    first, second = np.zeros((2, 8, 8), np.uint8)
    first[2:4, 2:4] = 1
    first[7, 7] = 2
    second[2:5, 2:5] = 1
    return ObjectTable(
        [measured(n, m, None, CLASSES) for n, m in (("A.png", first), ("b.png", second))]
    )


@pytest.mark.parametrize(
    ("wish", "rows"),
    [
        (ObjectFilter(), [0, 1, 2]),
        (ObjectFilter(class_name="cell"), [0, 2]),
        (ObjectFilter(class_name="gone"), []),
        (ObjectFilter(least_px=4), [0, 2]),
        (ObjectFilter(least_px=1, most_px=4), [0, 1]),
        (ObjectFilter(at_border=AtBorder.CUT), [1]),
        (ObjectFilter(at_border=AtBorder.INSIDE), [0, 2]),
        (ObjectFilter(text="a.P"), [0, 1]),
        (ObjectFilter(text="DIRT"), [1]),
        (ObjectFilter(images=frozenset({"b.png"})), [2]),
        (ObjectFilter(class_name="cell", text="a.png", most_px=3), []),
    ],
)
def test_a_wish_lets_through_what_meets_all_of_it(
    table: ObjectTable, wish: ObjectFilter, rows: list[int]
) -> None:
    assert wish.rows(table).tolist() == rows


def test_of_nothing_nothing_is_shown() -> None:
    wish = ObjectFilter("cell", 1, 2, AtBorder.CUT, "x", frozenset({"a"}))
    assert wish.rows(ObjectTable()).tolist() == []
