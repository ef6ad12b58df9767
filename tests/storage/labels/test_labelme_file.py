from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.rasterize import rasterize
from unet_studio.storage.labels.labelme_file import (
    BrokenLabelFileError,
    read_extent,
    read_labels,
    write_labels,
)
from unet_studio.storage.pictures.image_file import read_size

if TYPE_CHECKING:
    from labelme_process import LabelmeProcess

SIZE = (40, 50)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "图 片 1.png"
    Image.new("L", (SIZE[1], SIZE[0])).save(path)
    return path


def write_json(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def shape(**changes: Any) -> dict[str, Any]:
    return {"label": "a", "points": [[1, 1], [9, 1], [5, 9]], "shape_type": "polygon"} | changes


def content(*shapes: Any, **changes: Any) -> dict[str, Any]:
    return {"shapes": list(shapes), "imagePath": "图 片 1.png", "imageData": None} | changes


def keys_of(found: Any) -> Any:
    """The keys of both levels, to see that none is lost."""
    return set(found), [set(shape) for shape in found["shapes"]]


# -- everything labelme ever wrote ---------------------------------------------------------------


def examples(shared_data: Path) -> list[Path]:
    paths = [
        path
        for folder in ("labelme_examples", "lm_fruit")
        for path in (shared_data / folder).rglob("*.json")
        if path.parent.name != "data_dataset_coco"
    ]
    assert len(paths) > 30
    return sorted(paths)


def picture_of(path: Path, shared_data: Path) -> Path:
    """The picture of an example; those of the old versions lie with the newer ones only."""
    beside = path.with_suffix(".jpg")
    if beside.exists():
        return beside
    newer = shared_data / "labelme_examples" / "examples"
    return next(newer.rglob(beside.name))


def test_all_examples_are_kept_whole_and_open_in_labelme(
    shared_data: Path, tmp_path: Path, labelme: LabelmeProcess
) -> None:
    for number, path in enumerate(examples(shared_data)):
        original = json.loads(path.read_text(encoding="utf-8"))
        read = read_labels(path)
        assert read.problems == ()
        assert len(read.annotation.shapes) == len(original["shapes"])

        picture = picture_of(path, shared_data)
        folder = tmp_path / str(number)
        folder.mkdir()
        image = Path(shutil.copy(picture, folder))
        written = folder / path.name
        write_labels(written, read.annotation, image=image, size=read_size(image))

        saved = json.loads(written.read_text(encoding="utf-8"))
        assert set(original) <= set(saved)
        for before, after in zip(original["shapes"], saved["shapes"], strict=True):
            assert set(before) <= set(after)
            for key in set(before) - {"mask"}:
                assert (after[key] or None) == (before[key] or None)  # labelme 5: null, 6: ""
        assert saved.get("version") == original.get("version", "6.3.1")
        assert saved["imageData"] is None
        assert saved["imagePath"] == image.name
        again = read_labels(written).annotation.shapes
        assert all(a.equals(b) for a, b in zip(again, read.annotation.shapes, strict=True))

        opened = labelme.open(written)
        assert opened["labels"] == [shape["label"] for shape in original["shapes"]]


def test_all_examples_draw_what_labelme_draws(
    shared_data: Path, tmp_path: Path, labelme: LabelmeProcess
) -> None:
    for path in examples(shared_data):
        read = read_labels(path)
        names = dict.fromkeys(s.class_name for s in read.annotation.shapes)
        if not names:
            continue
        image = picture_of(path, shared_data)
        size = read_size(image)
        written = tmp_path / "a.json"
        written.unlink(missing_ok=True)
        write_labels(written, read.annotation, image=image, size=size)
        classes = ClassTable.of(names)
        values = {name: classes.id_of(name) or 0 for name in names}
        np.testing.assert_array_equal(
            rasterize(read.annotation, size, classes), labelme.draw_file(written, values)
        )


def test_an_embedded_picture_without_a_file_stays_embedded(
    shared_data: Path, tmp_path: Path, labelme: LabelmeProcess
) -> None:
    source = shared_data / "labelme_examples/old_v3.0.0/examples/tutorial/apc2016_obj3.json"
    read = read_labels(source)
    path = tmp_path / "a.json"
    write_labels(path, read.annotation, image=tmp_path / "gone.jpg", size=(907, 1210))
    original = json.loads(source.read_text(encoding="utf-8"))
    assert json.loads(path.read_text(encoding="utf-8"))["imageData"] == original["imageData"]
    assert len(labelme.open(path)["labels"]) == 4


# -- anything a person can draw ------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
numbers = st.floats(-1e6, 1e6, allow_nan=False)
own_keys = {
    *("label", "points", "group_id", "shape_type", "flags", "description", "mask"),
    *("version", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth", "unet_studio"),
}
extras = st.dictionaries(texts.filter(lambda key: key not in own_keys), json_values, max_size=2)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    shape_type = draw(st.sampled_from(ShapeType))
    mask = None
    points = draw(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5))
    if shape_type is ShapeType.MASK:
        height, width = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        mask = np.random.default_rng(draw(st.integers(0, 99))).random((height, width)) < 0.5
        left, top = draw(st.integers(-5, 50)), draw(st.integers(-5, 50))
        points = [(left, top), (left + width - 1, top + height - 1)]
    return Shape(
        class_name=draw(texts),
        points=np.array(points, float),
        shape_type=shape_type,
        mask=mask,
        group_id=draw(st.none() | st.integers(0, 10**6)),
        flags=draw(st.dictionaries(texts, st.booleans(), max_size=2)),
        description=draw(texts),
        extra=draw(extras),
    )


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    return Annotation(
        shapes=tuple(draw(st.lists(shapes(), max_size=4))),
        flags=draw(st.dictionaries(texts, st.booleans(), max_size=2)),
        stated_extent=draw(st.none() | st.sampled_from(LabelExtent)),
        extra=draw(extras),
    )


def has_odd_number(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_odd_number(v) for v in value.values())
    if isinstance(value, list):
        return any(has_odd_number(v) for v in value)
    return isinstance(value, float) and not math.isfinite(value)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(annotation=annotations())
def test_whatever_is_drawn_comes_back_and_opens_in_labelme(
    picture: Path, labelme: LabelmeProcess, annotation: Annotation
) -> None:
    path = picture.with_suffix(".json")
    path.unlink(missing_ok=True)
    write_labels(path, annotation, image=picture, size=SIZE)
    read = read_labels(path)
    extras_of = [annotation.extra, *(s.extra for s in annotation.shapes)]
    if not any(has_odd_number(dict(extra)) for extra in extras_of):
        assert Annotation(
            read.annotation.shapes,
            read.annotation.flags,
            read.annotation.stated_extent,
            {k: v for k, v in read.annotation.extra.items() if k != "version"},
        ).equals(annotation)
    assert read.image_size == SIZE
    assert read_extent(path) == read.annotation.extent
    opened = labelme.open(path)
    assert opened["labels"] == [s.class_name for s in annotation.shapes]
    assert opened["image_path"] == picture.name


# -- broken and odd files ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"null",
        b'{"images": [], "annotations": []}',
        b'{"shapes": 3, "imagePath": "a.png"}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_says_nothing_is_refused_and_never_overwritten(
    picture: Path, broken: bytes
) -> None:
    path = picture.with_suffix(".json")
    path.write_bytes(broken)
    for read in (read_labels, read_extent):
        with pytest.raises(BrokenLabelFileError, match=r"图 片 1\.json"):
            read(path)
    with pytest.raises(BrokenLabelFileError):
        write_labels(path, Annotation(), image=picture, size=SIZE)
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    "odd",
    [
        "no dict",
        None,
        shape(label=None),
        shape(points=None),
        shape(points=[]),
        shape(points=[["1", "2"]]),
        shape(shape_type="ellipse"),
        shape(shape_type=7),
        shape(shape_type="mask"),
        shape(shape_type="mask", mask="no base64!", points=[[1, 1], [2, 2]]),
        shape(points=[[10**400, 1], [math.nan, 2]]),
        {},
    ],
)
def test_a_shape_nobody_understands_is_reported_and_kept(
    picture: Path, labelme: LabelmeProcess, odd: Any
) -> None:
    path = write_json(picture.with_suffix(".json"), content(shape(), odd, shape(label="b")))
    for _ in range(2):  # the second time from the file we wrote
        read = read_labels(path)
        assert [s.class_name for s in read.annotation.shapes] == ["a", "b"]
        assert read.problems
        assert read_extent(path) is read.annotation.extent
        write_labels(path, read.annotation, image=picture, size=SIZE)
        saved = path.read_text(encoding="utf-8")
        assert "NaN" not in saved.replace('"nan"', "")
        kept = json.loads(saved)
        everything = [*kept["shapes"], *kept.get("unet_studio", {}).get("kept_shapes", [])]
        assert len(everything) == 3
        if not has_odd_number(odd):
            assert odd in everything
        labelme.open(path)


def test_a_file_of_nothing_but_such_shapes_is_unlabelled(picture: Path) -> None:
    path = write_json(picture.with_suffix(".json"), content(shape(shape_type="ellipse")))
    assert read_labels(path).annotation.extent is LabelExtent.UNLABELLED
    assert read_extent(path) is LabelExtent.UNLABELLED


def test_points_that_are_no_numbers_are_left_out_but_kept_in_the_file(picture: Path) -> None:
    points = [[1, 1], [9, 1], [math.nan, 4], [9, 9], [1, math.inf]]
    path = write_json(picture.with_suffix(".json"), content(shape(points=points)))
    read = read_labels(path)
    assert read.annotation.shapes[0].points.tolist() == [[1, 1], [9, 1], [9, 9]]
    assert read.annotation.shapes[0].is_drawable
    assert read.problems
    write_labels(path, read.annotation, image=picture, size=SIZE)
    saved = json.loads(path.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert saved["unet_studio"]["kept_shapes"][0]["points"][2] == ["nan", 4]
    again = read_labels(path)
    assert len(again.annotation.shapes) == 1


def test_shapes_with_too_few_points_are_reported_and_written_back(
    picture: Path, labelme: LabelmeProcess
) -> None:
    path = write_json(picture.with_suffix(".json"), content(shape(points=[[1, 2], [3, 4]])))
    read = read_labels(path)
    assert not read.annotation.shapes[0].is_drawable
    assert "polygon" in str(read.problems[0])
    write_labels(path, read.annotation, image=picture, size=SIZE)
    assert labelme.open(path)["points"] == [[[1.0, 2.0], [3.0, 4.0]]]


def test_optional_keys_with_odd_content_are_kept(picture: Path, labelme: LabelmeProcess) -> None:
    odd = {"flags": ["x"], "group_id": "one", "description": 5}
    path = write_json(picture.with_suffix(".json"), content(shape(**odd), flags=3))
    read = read_labels(path)
    assert len(read.problems) == 2
    write_labels(path, read.annotation, image=picture, size=SIZE)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["shapes"][0]["unet_studio"]["unreadable"] == odd
    assert saved["unet_studio"]["unreadable"] == {"flags": 3}
    labelme.open(path)


def test_windows_paths_and_byte_order_marks(picture: Path) -> None:
    path = picture.with_suffix(".json")
    text = json.dumps(content(shape(), imagePath="..\\bilder\\图 片 1.png"))
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_labels(path).image_path == "../bilder/图 片 1.png"


def test_a_number_as_label_becomes_its_text(picture: Path) -> None:
    path = write_json(picture.with_suffix(".json"), content(shape(label=3)))
    assert read_labels(path).annotation.shapes[0].class_name == "3"


def test_a_mask_larger_than_its_box_counts(picture: Path, labelme: LabelmeProcess) -> None:
    path = picture.with_suffix(".json")
    mask = Shape("a", [[3, 4], [4, 5]], ShapeType.MASK, mask=np.ones((5, 6), bool))
    write_labels(path, Annotation((mask,)), image=picture, size=SIZE)
    assert read_labels(path).annotation.shapes[0].points.tolist() == [[3, 4], [8, 8]]
    assert labelme.draw_file(path, {"a": 1}).sum() == 30


def test_a_mask_off_the_pixel_grid_opens_in_labelme(picture: Path, labelme: LabelmeProcess) -> None:
    path = picture.with_suffix(".json")
    for left in (2.4, 2.6, -0.5):
        points = [[left, left], [left + 2, left + 2]]
        mask = Shape("a", points, ShapeType.MASK, mask=np.ones((3, 3), bool))
        write_labels(path, Annotation((mask,)), image=picture, size=SIZE)
        expected = rasterize(Annotation((mask,)), SIZE, ClassTable.of(["a"]))
        np.testing.assert_array_equal(labelme.draw_file(path, {"a": 1}), expected)


@pytest.mark.parametrize("extent", [None, *LabelExtent])
def test_the_stated_extent_travels(picture: Path, extent: LabelExtent | None) -> None:
    path = picture.with_suffix(".json")
    annotation = Annotation((Shape("a", [[1, 1], [5, 1], [5, 5]]),), stated_extent=extent)
    write_labels(path, annotation, image=picture, size=SIZE)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved.get("unet_studio") == (None if extent is None else {"extent": str(extent)})
    assert read_labels(path).annotation.stated_extent == extent
    assert read_extent(path) == annotation.extent


def test_an_unknown_extent_is_reported_and_kept(picture: Path) -> None:
    ours = {"extent": "mostly", "more": [1]}
    path = write_json(picture.with_suffix(".json"), content(shape(), unet_studio=ours))
    read = read_labels(path)
    assert read.annotation.stated_extent is None
    assert "unet_studio.extent" in str(read.problems[0])
    write_labels(path, read.annotation, image=picture, size=SIZE)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["unet_studio"] == {"more": [1], "unreadable": {"extent": "mostly"}}


def test_the_picture_is_stated_relative_to_the_label_file(picture: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels" / "deep" / "a.json"
    write_labels(path, Annotation(), image=picture, size=SIZE)
    assert read_labels(path).image_path == "../../图 片 1.png"


def test_half_a_surrogate_pair_does_not_stop_saving(picture: Path) -> None:
    path = picture.with_suffix(".json")
    path.write_text('{"shapes": [], "imagePath": "a.png", "note": "\\ud800"}', encoding="utf-8")
    write_labels(path, read_labels(path).annotation, image=picture, size=SIZE)
    assert json.loads(path.read_text(encoding="utf-8"))["note"] == "\ud800"
