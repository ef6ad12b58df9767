"""How far each image is labelled."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.image_list import image_names
from unet_studio.domain.project import ImageRef
from unet_studio.storage.project.label_scan import LabelScan, LabelState
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.workspace.labels.label_states import LabelStates


@pytest.fixture
def states(qtbot: QtBot) -> Iterator[LabelStates]:
    made = LabelStates()
    yield made
    made.stop()


def test_scanning_tells_the_extents_and_a_broken_file(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 4, labelled=1)
    images = list_images(project)
    partly = Annotation((square(),), stated_extent=LabelExtent.PARTLY)
    write_annotation(project, images[1], partly)
    images[2].path.with_suffix(".json").write_text("{", encoding="utf-8")
    found = dict(LabelScan(project, image_names(images)).states())
    assert found["0.png"] == LabelState(LabelExtent.FULLY)
    assert found["1.png"] == LabelState(LabelExtent.PARTLY)
    assert found["2.png"].extent is LabelExtent.UNLABELLED
    assert "2.json" in str(found["2.png"].problem)
    assert found["3.png"] == LabelState(LabelExtent.UNLABELLED)


def test_a_scan_completes_and_names_can_be_asked_for(
    qtbot: QtBot, states: LabelStates, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "project", 5, labelled=2)
    assert states.is_complete
    changed: list[str] = []
    states.changed.connect(changed.extend)
    with qtbot.waitSignal(states.completed):
        states.scan(project, list_images(project))
        assert not states.is_complete or states.states
    assert states.is_complete
    assert sorted(changed) == [f"{n}.png" for n in range(5)]
    assert states.names(LabelExtent.FULLY, LabelExtent.PARTLY) == ["0.png", "1.png"]
    assert states.names(LabelExtent.UNLABELLED) == ["2.png", "3.png", "4.png"]


def test_what_was_just_drawn_is_not_overruled_by_a_scan(
    qtbot: QtBot, states: LabelStates, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "project", 3)
    states.scan(project, list_images(project))
    states.set("1.png", LabelExtent.FULLY)
    with qtbot.waitSignal(states.completed):
        pass
    assert states.names(LabelExtent.FULLY) == ["1.png"]


def test_setting_the_same_again_tells_nobody(qtbot: QtBot, states: LabelStates) -> None:
    changed: list[list[str]] = []
    states.changed.connect(changed.append)
    for _ in range(3):
        states.set("a.png", LabelExtent.FULLY)
    states.set("a.png", LabelExtent.UNLABELLED)
    assert changed == [["a.png"], ["a.png"]]


def test_another_project_starts_over_and_the_old_scan_says_nothing_more(
    qtbot: QtBot, states: LabelStates, tmp_path: Path
) -> None:
    first = small_project(tmp_path / "first", [f"old{n}.png" for n in range(30)])
    second = small_project(tmp_path / "second", 2, labelled=1)
    states.scan(first, list_images(first))
    with qtbot.waitSignal(states.completed):
        states.scan(second, list_images(second))
    assert sorted(states.states) == ["0.png", "1.png"]


def test_an_old_scan_that_ended_a_moment_ago_completes_nothing(
    qtbot: QtBot, states: LabelStates, tmp_path: Path
) -> None:
    first, second = (small_project(tmp_path / name, 2) for name in "ab")
    known: list[int] = []
    states.completed.connect(lambda: known.append(len(states.states)))
    states.scan(first, list_images(first))
    for job in states.findChildren(QThread):
        job.wait()  # its signals are on their way
    with qtbot.waitSignal(states.completed):
        states.scan(second, list_images(second))
    assert known == [2]


def test_five_hundred_images_are_quick(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 1, labelled=1)
    label = (project.root / "0.json").read_bytes()
    images = [ImageRef(f"{n}.png", project.root / f"{n}.png") for n in range(500)]
    for image in images:
        image.path.touch()
        image.path.with_suffix(".json").write_bytes(label)
    started = time.perf_counter()
    found = dict(LabelScan(project, image_names(images)).states())
    assert time.perf_counter() - started < 2  # 0.05 s on a quiet machine
    assert {state.extent for state in found.values()} == {LabelExtent.FULLY}
    assert len(found) == 500
