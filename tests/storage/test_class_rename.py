"""Renaming a class in the project and in every label file."""

from pathlib import Path

import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.class_rename import rename_class
from unet_studio.storage.project_file import list_images, read_project
from unet_studio.storage.project_labels import read_annotation, read_mask, write_annotation


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three images: cells, cells and walls, nothing."""
    made = small_project(tmp_path / "p", 3, labelled=1, classes=["cell", "wall"])
    both = Annotation((square(4), square(20, "wall")))
    write_annotation(made, list_images(made)[1], both)
    return made


def rename(project: Project, class_id: int, name: str) -> tuple[list[ProgressReport], Project]:
    job, reports = rename_class(project, class_id, name), []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as stop:
            return reports, stop.value


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
    assert rename(project, 9, "ghost") == ([], project)


def test_closed_early_the_project_file_is_as_it_was(project: Project) -> None:
    job = rename_class(project, 1, "nucleus")
    next(job)
    job.close()
    assert read_project(project.root) == project
