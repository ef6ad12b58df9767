"""Saying one thing about the labels of many images."""

from pathlib import Path

from small_project import small_project

from unet_studio.domain.annotation import LabelExtent
from unet_studio.storage.project.label_batch import delete_labels, state_extents
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, read_extents


def finished(job) -> tuple[int, list[str]]:
    problems = []
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value, problems
        if report.problem is not None:
            problems.append(str(report.problem))


def test_extents_are_stated_and_shapes_stay(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 4, labelled=2)
    images = list_images(project)
    changed, problems = finished(state_extents(project, images[:3], LabelExtent.PARTLY))
    assert (changed, problems) == (3, [])
    assert list(read_extents(project, images).values()) == [LabelExtent.PARTLY] * 3 + [
        LabelExtent.UNLABELLED
    ]
    assert len(read_annotation(project, images[0]).shapes) == 1
    assert finished(state_extents(project, images[:3], LabelExtent.PARTLY))[0] == 0


def test_labels_are_deleted_and_a_broken_file_is_left_alone(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 3, labelled=3)
    images = list_images(project)
    (project.root / "1.json").write_text("{broken")
    changed, problems = finished(delete_labels(project, images))
    assert changed == 2
    assert len(problems) == 1
    assert "1.json" in problems[0]
    assert (project.root / "1.json").read_text() == "{broken"
    assert read_annotation(project, images[0]).shapes == ()
    assert read_annotation(project, images[0]).extent is LabelExtent.UNLABELLED
