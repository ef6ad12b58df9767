"""The data doctor in the workspace: checks when watched, mends what is open, leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spoilt_projects import box, draw, fully, image_of, redraw, sound_project

from unet_studio.storage.labels.label_history import label_versions
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.project.project_labels import read_annotation
from unet_studio.workspace.training.training_run import TrainingWish

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.domain.finding import Finding
    from unet_studio.domain.project import Project
    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.project.data_doctor import DataDoctor
    from unet_studio.workspace.workspace import Workspace


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return sound_project(tmp_path / "p")


def opened(workspace: Workspace, project: Project, qtbot: QtBot) -> DataDoctor:
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.states.is_complete and workspace.document is not None)
    return workspace.doctor


def check(doctor: DataDoctor, qtbot: QtBot) -> None:
    doctor.check()
    settle(doctor, qtbot)


def settle(doctor: DataDoctor, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: doctor.findings is not None and not doctor.is_checking)


def finding(doctor: DataDoctor, key: str) -> Finding:
    return next(f for f in doctor.told if f.key == key)


def test_it_checks_by_itself_only_while_somebody_looks(workspace, project, qtbot) -> None:
    doctor = opened(workspace, project, qtbot)
    doctor.watch(is_watched=False)
    assert not doctor.is_checking
    assert doctor.findings is None
    doctor.watch(is_watched=True)
    settle(doctor, qtbot)
    assert doctor.told == []
    workspace.document.insert_shape(box(50, 40, 1, 1))
    qtbot.waitUntil(lambda: [f.key for f in doctor.told] == ["slivers"])


def test_an_image_that_is_open_is_mended_as_a_step_to_undo(workspace, project, qtbot) -> None:
    draw(project, "0.png", box(50, 40, 1, 1))
    doctor = opened(workspace, project, qtbot)
    check(doctor, qtbot)
    doctor.mend(finding(doctor, "slivers"))
    qtbot.waitUntil(lambda: len(workspace.document.annotation.shapes) == 1)
    settle(doctor, qtbot)
    image = image_of(project, "0.png")
    assert len(read_annotation(project, image).shapes) == 1
    assert label_versions(project, image)
    workspace.document.undo_stack.undo()
    assert workspace.labels.flush()
    assert len(read_annotation(project, image).shapes) == 2


def test_what_was_just_drawn_is_not_lost_by_mending(workspace, project, qtbot) -> None:
    draw(project, "0.png", box(50, 40, 1, 1))
    doctor = opened(workspace, project, qtbot)
    check(doctor, qtbot)
    workspace.document.insert_shape(box(2, 2, 9, 9))  # not on disk yet
    doctor.mend(finding(doctor, "slivers"))
    qtbot.waitUntil(lambda: len(workspace.document.annotation.shapes) == 2)
    settle(doctor, qtbot)
    assert len(read_annotation(project, image_of(project, "0.png")).shapes) == 2


def test_a_change_of_the_project_can_be_taken_back(workspace, project, qtbot) -> None:
    told: list[Notice] = []
    workspace.noticed.connect(told.append)
    redraw(project, "2.png", fully(box(4, 4, 9, 9), box(30, 30, 9, 9)))
    doctor = opened(workspace, project, qtbot)
    workspace.classes.add("vesicle")
    check(doctor, qtbot)
    doctor.mend(finding(doctor, "unused-class:vesicle"))
    assert "vesicle" not in read_project(project.root).classes
    offer = told[-1].offer
    assert offer is not None
    offer.accept()
    assert "vesicle" in read_project(project.root).classes
    settle(doctor, qtbot)


def test_what_a_person_found_right_is_told_no_more_until_asked_for(
    workspace, project, qtbot
) -> None:
    redraw(project, "2.png", fully())
    doctor = opened(workspace, project, qtbot)
    check(doctor, qtbot)
    doctor.accept(finding(doctor, "empty-labels"))
    assert (doctor.told, doctor.accepted) == ([], 1)
    check(doctor, qtbot)
    assert (doctor.told, doctor.accepted) == ([], 1)
    doctor.tell_all_again()
    settle(doctor, qtbot)
    assert [f.key for f in doctor.told] == ["empty-labels"]


def test_it_leads_to_the_shape(workspace, project, qtbot) -> None:
    draw(project, "3.png", box(50, 40, 1, 1))
    doctor = opened(workspace, project, qtbot)
    check(doctor, qtbot)
    with qtbot.waitSignal(doctor.spot_reached):
        doctor.show(finding(doctor, "slivers").spots[0])
    assert workspace.image.name == "3.png"
    assert workspace.document.selected_shapes[0].points.max() == 51


def test_a_training_that_cannot_begin_is_told_why(workspace, project, qtbot, monkeypatch) -> None:
    told: list[str] = []
    workspace.noticed.connect(lambda notice: told.append(str(notice.message)))
    doctor = opened(workspace, project, qtbot)
    monkeypatch.setattr(type(workspace.training), "start", lambda *_: told.append("started"))
    workspace.batch.toggle_held_out(list(workspace.images)[:1])
    for image in (workspace.images[k] for k in (2, 3, 5)):
        workspace.batch.toggle_held_out([image])
    check(doctor, qtbot)
    assert doctor.obstacle is not None
    workspace.training_start.start(TrainingWish("auto", minutes=1))
    assert "cannot begin" in told[-1]
    doctor.mend(finding(doctor, "all-held-out"))
    settle(doctor, qtbot)
    assert doctor.obstacle is None
