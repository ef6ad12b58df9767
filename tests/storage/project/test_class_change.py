"""Renaming, merging and deleting a class in the project and in every label file."""

from collections.abc import Generator
from pathlib import Path

import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.project.class_change import (
    PLAN,
    ClassChange,
    change_classes,
    deleting,
    finish_class_change,
    merging,
    renaming,
)
from unet_studio.storage.project.project_file import list_images, read_project
from unet_studio.storage.project.project_labels import read_annotation, read_mask, write_annotation


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three images: cells, cells and walls, nothing."""
    made = small_project(tmp_path / "p", 3, labelled=1, classes=["cell", "wall"])
    both = Annotation((square(4), square(20, "wall")))
    write_annotation(made, list_images(made)[1], both)
    return made


def carry_out(project: Project, change: ClassChange) -> tuple[list[ProgressReport], Project]:
    job, reports = change_classes(project, change), []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as stop:
            return reports, stop.value


def result_of(job: Generator[ProgressReport, None, Project]) -> Project:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Project = stop.value
            return result


def rename(project: Project, class_id: int, name: str) -> tuple[list[ProgressReport], Project]:
    return carry_out(project, renaming(project.classes, class_id, name))


def names(project: Project, number: int) -> list[str]:
    shapes = read_annotation(project, list_images(project)[number]).shapes
    return [shape.class_name for shape in shapes]


def test_the_name_changes_everywhere_and_nothing_else_does(project: Project) -> None:
    image = list_images(project)[1]
    before = read_mask(project, image)
    untouched = (project.root / "0.json").read_bytes()
    reports, renamed = rename(project, 2, "membrane")
    assert [r.done for r in reports] == [1, 2, 3]
    assert {r.total for r in reports} == {3}
    assert read_project(project.root) == renamed
    assert [(c.id, c.name) for c in renamed.classes] == [(1, "cell"), (2, "membrane")]
    assert names(renamed, 1) == ["cell", "membrane"]
    assert (read_mask(renamed, image) == before).all()
    assert (project.root / "0.json").read_bytes() == untouched
    assert not (project.root / "2.json").exists()


@pytest.mark.parametrize("name", ["wall", "", "  ", "background", "__ignore__"])
def test_a_name_that_cannot_be_taken_changes_nothing(project: Project, name: str) -> None:
    files = {p: p.read_bytes() for p in project.root.glob("*.*")}
    with pytest.raises(StudioError):
        rename(project, 1, name)
    assert {p: p.read_bytes() for p in project.root.glob("*.*")} == files


def test_a_broken_label_file_is_told_and_the_rest_is_done(project: Project) -> None:
    (project.root / "0.json").write_text("{broken")
    reports, renamed = rename(project, 1, "nucleus")
    assert [r.problem is None for r in reports] == [False, True, True]
    assert names(renamed, 1) == ["nucleus", "wall"]
    assert (project.root / "0.json").read_text() == "{broken"


def test_an_unknown_class_changes_nothing(project: Project) -> None:
    with pytest.raises(StudioError, match="gone"):
        rename(project, 9, "ghost")
    assert read_project(project.root) == project


def test_closed_early_the_project_file_is_as_it_was(project: Project) -> None:
    job = change_classes(project, renaming(project.classes, 1, "nucleus"))
    next(job)
    job.close()
    assert read_project(project.root) == project


def test_merged_shapes_are_of_the_other_class_and_the_id_is_not_given_again(
    project: Project,
) -> None:
    _reports, merged = carry_out(project, merging(project.classes, 2, 1))
    assert names(merged, 1) == ["cell", "cell"]
    assert [(c.id, c.name) for c in read_project(project.root).classes] == [(1, "cell")]
    assert merged.classes.added("new").classes[-1].id == 3


def test_a_deleted_class_takes_its_shapes_along_and_labelled_images_stay_labelled(
    project: Project,
) -> None:
    _reports, left = carry_out(project, deleting(project.classes, 1))
    assert [names(left, number) for number in range(3)] == [[], ["wall"], []]
    mask = read_mask(left, list_images(left)[0])
    assert mask is not None
    assert not mask.any()
    assert read_mask(left, list_images(left)[2]) is None


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_change_is_finished_when_the_program_ended_in_the_middle(
    project: Project, steps: int
) -> None:
    job = change_classes(project, renaming(project.classes, 1, "nucleus"))
    for _ in range(steps):
        next(job)
    plan = (project.root / PLAN).read_bytes()
    job.close()
    assert not (project.root / PLAN).exists()  # cancelled: a person wanted that
    (project.root / PLAN).write_bytes(plan)  # killed: nobody took it away
    finished = result_of(finish_class_change(read_project(project.root)))
    assert finished == read_project(project.root)
    assert [c.name for c in finished.classes] == ["nucleus", "wall"]
    assert (names(finished, 0), names(finished, 1)) == (["nucleus"], ["nucleus", "wall"])
    assert not (project.root / PLAN).exists()


@pytest.mark.parametrize("plan", [None, b"", b"{}", b"[1]", b'{"classes": 3}'])
def test_without_a_plan_there_is_nothing_to_finish(project: Project, plan: bytes | None) -> None:
    if plan is not None:
        (project.root / PLAN).parent.mkdir(parents=True)
        (project.root / PLAN).write_bytes(plan)
    assert result_of(finish_class_change(project)) == project
