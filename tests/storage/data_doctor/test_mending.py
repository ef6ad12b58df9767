"""What remedies do to label files and to the project, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from spoilt_projects import (
    box,
    checked,
    draw,
    finished,
    found,
    fully,
    image_of,
    keys,
    picture,
    redraw,
    sound_project,
)

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import say
from unet_studio.domain.polygon import outline
from unet_studio.domain.remedy import LabelRemedy, ProjectRemedy, Repair, undone
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.shape_flaws import clipped, without_duplicates
from unet_studio.storage.data_doctor.accepted import (
    accept,
    forget_accepted,
    not_accepted,
    read_accepted,
)
from unet_studio.storage.data_doctor.mending import mend_labels
from unet_studio.storage.labels.label_history import Deed, label_versions, read_version
from unet_studio.storage.project.project_labels import read_annotation

SIZE = (48, 64)
CLASSES = ClassTable.of(["cell", "nucleus"])
DEED = Deed("somebody", (say("t", "Mend")(),), "now")


@pytest.fixture
def project(tmp_path):
    return sound_project(tmp_path / "p")


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        ("duplicate-shapes", picture(2)[1]),
        ("slivers", box(30, 30, 1, 1)),
        ("shapes-outside", box(100, 100, 9, 9)),
        ("shapes-beyond-border", box(55, 20, 30, 9)),
    ],
)
def test_a_repair_mends_one_file_and_leaves_the_others_byte_for_byte(project, key, shape):
    draw(project, "2.png", shape)
    before = {path.name: path.read_bytes() for path in project.root.glob("*.json")}
    remedy = found(project, key).remedy
    assert finished(mend_labels(project, remedy, DEED)) == ("2.png",)
    assert key not in keys(checked(project))
    after = {path.name: path.read_bytes() for path in project.root.glob("*.json")}
    assert {name for name in before if before[name] != after[name]} == {"2.json"}
    kept = label_versions(project, image_of(project, "2.png"))[0]
    assert read_version(kept) == before["2.json"]
    assert finished(mend_labels(project, remedy, DEED)) == ()  # once is enough
    assert after["2.json"] == (project.root / "2.json").read_bytes()


def test_an_empty_image_becomes_unlabelled_and_one_with_shapes_does_not(project):
    redraw(project, "2.png", fully())
    remedy = found(project, "empty-labels").remedy
    both = replace(remedy, images=("2.png", "3.png"))
    assert finished(mend_labels(project, both, DEED)) == ("2.png",)
    extent = read_annotation(project, image_of(project, "2.png")).extent
    assert extent is LabelExtent.UNLABELLED


def test_an_image_stays_labelled_when_its_last_shape_goes(project):
    redraw(project, "2.png", Annotation((box(30, 30, 1, 1),)))
    finished(mend_labels(project, found(project, "slivers").remedy, DEED))
    assert read_annotation(project, image_of(project, "2.png")).extent is LabelExtent.FULLY


def test_a_broken_file_is_reported_and_left(project):
    (project.root / "2.json").write_text("{ no", "utf-8")
    remedy = LabelRemedy(say("t", "Mend")(), Repair.REMOVE_SLIVERS, ("2.png", "gone.png"))
    reports = list(mend_labels(project, remedy, DEED))
    assert [report.problem is not None for report in reports] == [True]
    assert (project.root / "2.json").read_text("utf-8") == "{ no"


def test_a_project_remedy_is_taken_back_without_what_came_after(project):
    remedy = ProjectRemedy(
        say("t", "Mend")(), frozenset({"0.png"}), frozenset({"1.png"}), ("vesicle",), ("cell",)
    )
    after = remedy.applied(project)
    assert after.held_out == {"0.png", "4.png"}
    assert [known.name for known in after.classes] == ["vesicle"]
    assert remedy.applied(after) == after
    later = replace(after, held_out=after.held_out | {"5.png"})
    back = undone(project, after, later)
    assert back.held_out == project.held_out | {"5.png"}
    assert back.classes.classes == project.classes.classes
    assert back.classes.next_id == after.classes.next_id  # ids are never given twice


def test_an_accepted_finding_is_told_again_when_it_spreads(project):
    redraw(project, "2.png", fully())
    accept(project, found(project, "empty-labels"))
    told = not_accepted(checked(project), read_accepted(project))
    assert "empty-labels" not in keys(told)
    redraw(project, "3.png", fully())
    assert "empty-labels" in keys(not_accepted(checked(project), read_accepted(project)))
    accept(project, found(project, "empty-labels"))
    forget_accepted(project)
    assert "empty-labels" in keys(not_accepted(checked(project), read_accepted(project)))


def test_a_problem_cannot_be_accepted(project):
    (project.root / "2.json").write_text("{ no", "utf-8")
    accept(project, found(project, "broken-labels"))
    assert "broken-labels" in keys(not_accepted(checked(project), read_accepted(project)))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"version": 9}', b'{"version": 1}', b"\xff"])
def test_a_damaged_note_of_what_was_accepted_accepts_nothing(project, content):
    accept(project, found(project, "images"))
    (project.root / ".unet-studio" / "accepted-findings.json").write_bytes(content)
    assert read_accepted(project) == {}


# ---- laws ----

coordinates = st.floats(-40, 110, width=32)
boxes = st.builds(box, coordinates, coordinates, st.floats(2, 60), st.floats(2, 60),
                  st.sampled_from(["cell", "nucleus"]))  # fmt: skip
triangles = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=3).map(
    lambda points: Shape("cell", np.array(points))
)
masks = st.tuples(st.integers(-9, 60), st.integers(-9, 60)).map(
    lambda at: Shape(
        "cell",
        np.array([at, (at[0] + 7, at[1] + 5)]),
        ShapeType.MASK,
        mask=np.arange(48).reshape(6, 8) % 3 > 0,
    )
)
annotations = st.lists(st.one_of(boxes, triangles, masks), max_size=6).map(lambda s: fully(*s))


def assert_on_outlines(differs, annotation):
    """A slanted edge gets a corner at the border: Pillow may round the pixels under it anew."""
    rows, columns = np.nonzero(differs)
    lines = shapely.union_all([shapely.LinearRing(outline(s)) for s in annotation.shapes])
    centres = shapely.points(columns + 0.5, rows + 0.5)
    assert np.all(shapely.distance(centres, lines) <= 2)


@settings(max_examples=50)
@given(annotations)
def test_clipping_changes_hardly_a_pixel_and_twice_is_once(annotation):
    once = clipped(annotation, SIZE)
    assert clipped(once, SIZE) is once
    before, after = (rasterize(a, SIZE, CLASSES) for a in (annotation, once))
    assert_on_outlines(before != after, annotation)


@settings(max_examples=50)
@given(annotations, st.data())
def test_removing_doubles_leaves_the_mask_and_twice_is_once(annotation, data):
    shapes = annotation.shapes
    chosen = data.draw(st.lists(st.sampled_from(shapes), max_size=4)) if shapes else []
    turned = [
        replace(s, points=np.roll(s.points, 1, axis=0)) if s.shape_type == "polygon" else s
        for s in chosen
    ]
    doubled = fully(*shapes, *turned)
    once = without_duplicates(doubled)
    assert without_duplicates(once) is once
    assert len(once.shapes) <= len(shapes)
    assert {s.shape_id for s in once.shapes} <= {s.shape_id for s in shapes}
