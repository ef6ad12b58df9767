from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from unet_studio.storage.project_check import check_project

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.domain.finding import Level
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.project_file import list_images, write_project
from unet_studio.storage.project_labels import write_annotation

TRIANGLE = [[2, 2], [20, 2], [2, 20]]


@pytest.fixture
def project(tmp_path):
    """Six images, a triangle of class "cell" on each, one held out."""
    for number in range(6):
        pixels = np.full((24, 32), 40 * number, np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
    project = Project(tmp_path, tmp_path, tmp_path, ClassTable.of(["cell"]), frozenset({"3.png"}))
    write_project(project)
    for image in list_images(project):
        write_annotation(project, image, Annotation((Shape("cell", TRIANGLE),)))
    return project


def checked(project):
    job = check_project(project)
    steps = 0
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return steps, end.value
        steps += 1
        assert report.done == steps


def bad(findings):
    return [(f.level, str(f.message)) for f in findings if f.level is not Level.OK]


def test_a_sound_project(project):
    steps, findings = checked(project)
    assert steps == 6
    assert not bad(findings)


def test_everything_that_is_not_ok_has_a_fix(project, tmp_path):
    (tmp_path / "0.png").write_bytes(b"")
    (tmp_path / "1.json").write_text("[]", "utf-8")
    spoilt = replace(project, classes=ClassTable.of(["nucleus"]), held_out=frozenset({"9.png"}))
    _, findings = checked(spoilt)
    assert len(bad(findings)) >= 6
    assert all(f.fix or f.level is Level.WARNING for f in findings if f.level is not Level.OK)


def test_a_picture_cut_short_is_named(project, tmp_path):
    whole = (tmp_path / "2.png").read_bytes()
    (tmp_path / "2.png").write_bytes(whole[:45])
    _, findings = checked(project)
    assert any("2.png" in text for level, text in bad(findings) if level is Level.PROBLEM)


def test_a_class_nobody_drew(project):
    _, findings = checked(replace(project, classes=project.classes.added("vesicle")))
    assert bad(findings) == [(Level.WARNING, "Class vesicle is in no image")]


def test_shapes_of_an_unknown_class(project):
    _, findings = checked(replace(project, classes=ClassTable.of(["nucleus"])))
    assert (
        Level.PROBLEM,
        "Shapes in 6 images have the class cell, which the project does not know",
    ) in bad(findings)


@pytest.mark.parametrize(
    ("held_out", "level"),
    [
        (set(), Level.WARNING),
        ({"gone.png"}, Level.WARNING),
        ({f"{n}.png" for n in range(6)}, Level.PROBLEM),
    ],
)
def test_held_out_images_that_cannot_serve(project, held_out, level):
    _, findings = checked(replace(project, held_out=frozenset(held_out)))
    assert level in [found for found, _ in bad(findings)]


@pytest.mark.parametrize(("left", "level"), [(4, Level.WARNING), (1, Level.PROBLEM)])
def test_few_labels(project, tmp_path, left, level):
    for number in range(left, 6):
        (tmp_path / f"{number}.json").unlink()
    _, findings = checked(project)
    assert (level, f"Labelled images: {left} of 6") in bad(findings)


def test_no_images(tmp_path):
    project = Project(tmp_path, tmp_path / "gone", tmp_path)
    _, findings = checked(project)
    assert any("There are no images" in text for _, text in bad(findings))
