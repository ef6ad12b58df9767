"""Shapes as text, and what is found in texts from elsewhere."""

import json

import numpy as np
import pytest

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.storage.labels.labelme_text import labelme_text, shapes_in_text

POLYGON = Shape(
    "细胞", [[1.5, 2], [9, 2], [9, 9]], group_id=3, flags={"blurred": True}, description="x",
    extra={"unknown": [1]},
)  # fmt: skip
MASK = Shape("cell", [[2, 3], [4, 4]], ShapeType.MASK, mask=np.array([[1, 0, 1], [0, 1, 1]], bool))


def test_shapes_come_back_as_they_were_with_other_ids() -> None:
    back = shapes_in_text(labelme_text([POLYGON, MASK], (20, 30)))
    assert [a.equals(b) for a, b in zip(back, (POLYGON, MASK), strict=True)] == [True, True]
    assert {s.shape_id for s in back}.isdisjoint({POLYGON.shape_id, MASK.shape_id})


def test_the_text_is_a_labelme_file() -> None:
    content = json.loads(labelme_text([POLYGON], (20, 30)))
    assert (content["imageHeight"], content["imageWidth"]) == (20, 30)
    assert set(content) == {
        *("version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth")
    }


@pytest.mark.parametrize(
    "text",
    ["", "a letter", "[1, 2]", '{"shapes": 3}', '{"shapes": [1, {}]}', '"shapes"', '{"shapes": ['],
)
def test_other_texts_hold_no_shapes(text: str) -> None:
    assert shapes_in_text(text) == ()


def test_what_cannot_be_drawn_is_left_out() -> None:
    text = labelme_text([POLYGON, Shape("cell", [[1, 1]])], (20, 30))
    assert len(shapes_in_text(text)) == 1
