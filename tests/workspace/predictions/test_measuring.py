"""Measuring results and labels while somebody looks at them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.message import say
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card
from unet_studio.workspace.predictions.measuring import Whose
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.workspace import Workspace

NAMES = [f"cells-0{n}.png" for n in (1, 2, 4, 8)]


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> Workspace:
    """Four labelled images; the model held out the last two and one more is predicted later."""
    from dataclasses import replace

    project = small_project(tmp_path / "project", NAMES, labelled=4, classes=["membrane"])
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.states.is_complete)
    card = read_card(models_dir() / "starter.safetensors")
    card = replace(card, held_out=tuple(NAMES[1:]), trained_on=(NAMES[0],))
    results = ResultSet(card, project.root / "predictions" / "m", is_of_project=True)
    workspace.prediction.results.open(results)
    for image in list(workspace.images)[:3]:
        predict(workspace, image.name)
    return workspace


def predict(workspace: Workspace, name: str, edge: int = 16) -> Path:
    """A mask with one square, as a model might have written it."""
    current = workspace.prediction.results.current
    assert current is not None
    mask = np.zeros((48, 64), np.uint8)
    mask[5 : 5 + edge, 5 : 5 + edge] = 1
    path = current.folder / "masks" / name
    from unet_studio.domain.label_class import ClassTable

    write_mask(path, mask, ClassTable(current.card.classes))
    image = next(i for i in workspace.images if i.name == name)
    if workspace.prediction.results.find(name) is None:
        workspace.prediction.results.add(ResultImage(image, path))
    return path


def wait(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not workspace.measuring.is_busy)


def test_nothing_is_measured_as_long_as_nobody_looks(opened: Workspace, qtbot: QtBot) -> None:
    assert not opened.measuring.is_busy
    assert opened.measuring.progress(Whose.PREDICTIONS, None) == (0, 3)


def test_all_images_are_measured_and_those_that_come_later(opened: Workspace, qtbot: QtBot) -> None:
    measuring = opened.measuring
    measuring.look(Whose.PREDICTIONS, None)
    wait(opened, qtbot)
    assert [len(i.objects) for i in measuring.table(Whose.PREDICTIONS, None).images] == [1, 1, 1]
    assert measuring.biases["membrane"].area is None  # two held-out images are too few
    with qtbot.waitSignal(measuring.changed):
        predict(opened, NAMES[3])
    wait(opened, qtbot)
    assert measuring.progress(Whose.PREDICTIONS, None) == (4, 4)
    bias = measuring.biases["membrane"].area
    assert bias is not None
    assert bias.images == 3
    assert bias.bias == pytest.approx(256 / 289 - 1)


def test_one_image_comes_with_those_that_tell_how_totals_are_off(
    opened: Workspace, qtbot: QtBot
) -> None:
    opened.measuring.look(Whose.PREDICTIONS, NAMES[0])
    wait(opened, qtbot)
    assert len(opened.measuring.table(Whose.PREDICTIONS, NAMES[0])) == 1
    assert opened.measuring.progress(Whose.PREDICTIONS, None) == (3, 3)


def test_other_masks_are_measured_anew(opened: Workspace, qtbot: QtBot) -> None:
    measuring = opened.measuring
    measuring.look(Whose.PREDICTIONS, None)
    wait(opened, qtbot)
    path = predict(opened, NAMES[0], edge=3)
    os.utime(path, ns=(1, 1))
    measuring.forget()
    wait(opened, qtbot)
    assert measuring.table(Whose.PREDICTIONS, NAMES[0]).images[0].objects.area.tolist() == [9]


def test_labels_are_measured_and_again_when_they_are_saved(opened: Workspace, qtbot: QtBot) -> None:
    measuring = opened.measuring
    measuring.look(Whose.LABELS, None)
    wait(opened, qtbot)
    table = measuring.table(Whose.LABELS, None)
    assert [i.objects.area.tolist() for i in table.images] == [[289]] * 4
    project, image = opened.project, opened.images[0]
    assert project is not None
    drawn = Annotation((square(4, "membrane", 4),), stated_extent=LabelExtent.FULLY)
    write_annotation(project, image, drawn)
    opened.labels.saved.emit(image)
    wait(opened, qtbot)
    assert measuring.table(Whose.LABELS, image.name).images[0].objects.area.tolist() == [25]


def test_a_mask_that_cannot_be_read_has_no_objects(opened: Workspace, qtbot: QtBot) -> None:
    current = opened.prediction.results.current
    assert current is not None
    (current.folder / "masks" / NAMES[0]).write_bytes(b"torn")
    opened.measuring.look(Whose.PREDICTIONS, None)
    wait(opened, qtbot)
    assert opened.measuring.progress(Whose.PREDICTIONS, None) == (3, 3)
    assert len(opened.measuring.table(Whose.PREDICTIONS, NAMES[0])) == 0


def test_the_table_is_written_with_what_is_unlike(
    opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    results = opened.prediction.results.current
    assert results is not None
    first = results.images[0]
    results.images[0] = ResultImage(
        first.image, first.mask_path, unlike=(say("test", "much darker")(),)
    )
    opened.measuring.look(Whose.PREDICTIONS, None)
    wait(opened, qtbot)
    with qtbot.waitSignal(opened.measuring.noticed):
        opened.measuring.export(tmp_path / "o.csv", Whose.PREDICTIONS, None)
    lines = (tmp_path / "o.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("cells-01.png,membrane,1,much darker,256,")
    assert len(lines) == 4


def test_masks_that_are_decided_anew_are_measured_anew(qtbot: QtBot, opened: Workspace) -> None:
    name = NAMES[1]
    opened.measuring.look(Whose.PREDICTIONS, name)
    qtbot.waitUntil(lambda: len(opened.measuring.table(Whose.PREDICTIONS, name)) == 1)
    predict(opened, name, edge=20)
    opened.deciding.rewritten.emit()
    qtbot.waitUntil(
        lambda: (
            [
                m.objects.area.tolist()
                for m in opened.measuring.table(Whose.PREDICTIONS, name).images
            ]
            == [[400]]
        ),
    )
