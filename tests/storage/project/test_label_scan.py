"""Looking through label files: what is read, in which order, and what is known the next time."""

import os
from pathlib import Path

import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.project import Project
from unet_studio.storage.labels.labelme_file import read_summary
from unet_studio.storage.labels.status_cache import CACHE_FILE
from unet_studio.storage.project import label_scan
from unet_studio.storage.project.label_scan import LabelScan, LabelState
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = small_project(tmp_path / "p", 6, labelled=4, classes=["cell", "wall"])
    for path in made.root.glob("*.json"):
        os.utime(path, (1e9, 1e9))  # else they are too young to be relied on
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the label files that were opened."""
    opened: list[str] = []

    def spy(path: Path) -> tuple[LabelExtent, frozenset[str]]:
        opened.append(path.name)
        return read_summary(path)

    monkeypatch.setattr(label_scan, "read_summary", spy)
    return opened


def names(project: Project) -> list[str]:
    return list(list_images(project).names)


def test_the_next_time_only_what_changed_is_read(project: Project, read: list[str]) -> None:
    first = dict(LabelScan(project, names(project)).states())
    assert sorted(read) == ["0.json", "1.json", "2.json", "3.json"]
    read.clear()
    assert dict(LabelScan(project, names(project)).states()) == first
    assert read == []
    image = list_images(project)[1]
    write_annotation(project, image, Annotation((square(),), stated_extent=LabelExtent.PARTLY))
    (project.root / "2.json").unlink()
    found = dict(LabelScan(project, names(project)).states())
    assert read == ["1.json"]
    assert found["1.png"] == LabelState(LabelExtent.PARTLY)
    assert found["2.png"] == LabelState(LabelExtent.UNLABELLED)


def test_a_file_written_just_now_is_not_relied_on(project: Project, read: list[str]) -> None:
    (project.root / "0.json").touch()
    list(LabelScan(project, names(project)).states())
    read.clear()
    list(LabelScan(project, names(project)).states())
    assert read == ["0.json"]


def test_images_without_a_label_file_come_first_then_those_looked_at(project: Project) -> None:
    looked_at = iter([["3.png", "5.png"], ["3.png"], ["2.png"], []])
    scan = LabelScan(project, names(project), lambda: next(looked_at))
    assert [name for name, _ in scan.states()] == [
        *("4.png", "5.png"),
        *("3.png", "0.png", "2.png", "1.png"),
    ]


def test_class_names_are_told_and_a_first_look_cut_short_is_not_kept(project: Project) -> None:
    scan = LabelScan(project, names(project))
    states = scan.states()
    for _ in range(4):
        next(states)
    states.close()
    assert not (project.root / CACHE_FILE).exists()
    again = LabelScan(project, names(project))
    list(again.states())
    assert again.class_names == {"cell"}
    assert (project.root / CACHE_FILE).exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 9}', '{"version": 1}'])
def test_a_broken_cache_costs_time_only(project: Project, content: str) -> None:
    before = dict(LabelScan(project, names(project)).states())
    (project.root / CACHE_FILE).write_text(content)
    assert dict(LabelScan(project, names(project)).states()) == before


def test_a_broken_label_file_is_a_problem_every_time(project: Project) -> None:
    (project.root / "0.json").write_text("{")
    os.utime(project.root / "0.json", (1e9, 1e9))
    for _ in range(2):
        state = dict(LabelScan(project, names(project)).states())["0.png"]
        assert state.extent is LabelExtent.UNLABELLED
        assert "0.json" in str(state.problem)
