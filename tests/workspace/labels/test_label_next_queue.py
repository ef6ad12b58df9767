"""Label next in the workspace: the queue, its spots, and what counts as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from models_looked_at import use_another
from PIL import Image
from small_models import untrained_model

from unet_studio.domain.annotation import LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import write_project
from unet_studio.storage.project.project_labels import read_mask

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.labels.label_next import LabelNext
    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace

SIZE = (300, 400)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "p", tmp_path / "p", tmp_path / "p", ClassTable.of(("disc",)))
    made.root.mkdir()
    for n in range(3):
        pixels = np.random.default_rng(n).integers(0, 256, SIZE, np.uint8)
        Image.fromarray(pixels).save(made.root / f"{n}.png")
    write_project(made)
    return made


@pytest.fixture
def label_next(workspace: Workspace, project: Project, qtbot: QtBot, tmp_path: Path) -> LabelNext:
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.states.is_complete and workspace.document is not None)
    use_another(qtbot, workspace.models, untrained_model(tmp_path / "m.safetensors"))
    return workspace.label_next


def found(label_next: LabelNext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(label_next.reached, timeout=30_000):
        label_next.find()


def draw(workspace: Workspace) -> None:
    corners = np.array([[60, 60], [90, 90]])
    workspace.document.insert_shape(Shape("disc", corners, ShapeType.RECTANGLE))


def test_the_first_suggestion_comes_into_view(label_next, workspace, qtbot) -> None:
    found(label_next, qtbot)
    first = label_next.suggestions[0]
    assert label_next.is_open
    assert len(label_next.suggestions) == 3
    assert label_next.current is first
    assert workspace.image.name == first.image


def test_one_goes_round_and_what_is_done_is_passed_over(label_next, workspace, qtbot) -> None:
    found(label_next, qtbot)
    for place in (1, 2, 0):
        with qtbot.waitSignal(label_next.reached):
            label_next.step(1)
        assert label_next.place == place
    with qtbot.waitSignal(label_next.reached):
        label_next.step(1)
    draw(workspace)
    assert label_next.is_done(label_next.suggestions[1])
    with qtbot.waitSignal(label_next.reached):
        label_next.step(-1)
    with qtbot.waitSignal(label_next.reached):
        label_next.step(1)
    assert label_next.place == 2


def test_an_image_of_the_queue_stays_partly_labelled(label_next, workspace, qtbot) -> None:
    found(label_next, qtbot)
    draw(workspace)
    assert workspace.document.annotation.extent is LabelExtent.PARTLY
    workspace.document.state_extent(LabelExtent.FULLY)  # but a person's word holds
    draw(workspace)
    assert workspace.document.annotation.extent is LabelExtent.FULLY


def test_elsewhere_drawing_means_what_it_always_did(label_next, workspace, qtbot) -> None:
    found(label_next, qtbot)
    label_next.close()
    draw(workspace)
    assert workspace.document.annotation.extent is LabelExtent.FULLY


def test_the_rest_of_the_spot_becomes_background(label_next, workspace, project, qtbot) -> None:
    found(label_next, qtbot)
    draw(workspace)
    label_next.finish_spot()
    assert workspace.labels.flush()
    left, top, right, bottom = label_next.current.spot
    mask = read_mask(project, workspace.image)
    inside = np.zeros(SIZE, bool)
    inside[top:bottom, left:right] = True
    inside[60:91, 60:91] = True
    assert (mask[60:91, 60:91] == 1).all()
    assert (mask[~inside] == 255).all()
    assert set(np.unique(mask[top:bottom, left:right])) <= {0, 1}
    assert [c.name for c in workspace.project.classes] == ["disc"]


def test_finishing_a_spot_is_one_step_to_undo(label_next, workspace, qtbot) -> None:
    found(label_next, qtbot)
    before = workspace.document.annotation
    label_next.finish_spot()
    assert label_next.is_done(label_next.current)
    workspace.document.undo_stack.undo()
    assert workspace.document.annotation.equals(before)
    assert not label_next.is_done(label_next.current)


def test_held_out_images_are_not_in_the_queue(label_next, workspace, qtbot) -> None:
    workspace.batch.toggle_held_out([workspace.images[1]])
    found(label_next, qtbot)
    assert sorted(s.image for s in label_next.suggestions) == ["0.png", "2.png"]


def test_another_project_has_no_queue_yet(label_next, workspace, project, qtbot) -> None:
    found(label_next, qtbot)
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_project(project.root)
    assert label_next.queue is None
    assert not label_next.is_open


def test_that_nothing_is_left_is_told(
    label_next: LabelNext, workspace: Workspace, notices: list[Notice], qtbot: QtBot
) -> None:
    workspace.batch.toggle_held_out(list(workspace.images))
    notices.clear()
    with qtbot.waitSignal(workspace.noticed, timeout=30_000):
        label_next.find()
    assert "nothing to suggest" in str(notices[-1].message)
