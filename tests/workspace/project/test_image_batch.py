"""What is done to several images at once."""

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project, write_image

from unet_studio.domain.annotation import LabelExtent
from unet_studio.storage.project.project_file import read_project
from unet_studio.workspace.project import project_opening as module
from unet_studio.workspace.workspace import Workspace


@pytest.fixture
def bench(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Workspace:
    project = small_project(tmp_path / "p", 4, labelled=3)
    workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.document is not None)
    qtbot.waitUntil(lambda: workspace.states.is_complete)
    return workspace


def test_images_are_held_out_together_and_released_together(bench: Workspace) -> None:
    told: list[str] = []
    bench.noticed.connect(lambda notice: told.append(str(notice.message)))
    bench.batch.toggle_held_out([bench.images[0]])
    bench.batch.toggle_held_out(bench.images[:3])
    assert read_project(bench.project.root).held_out == {"0.png", "1.png", "2.png"}
    assert "3 images are held out" in told[-1]
    bench.batch.toggle_held_out(bench.images[:2])
    assert bench.project.held_out == {"2.png"}


def test_labels_of_many_are_deleted_and_the_window_shows_it(qtbot: QtBot, bench: Workspace) -> None:
    assert len(bench.document.annotation.shapes) == 1
    bench.batch.delete_labels(bench.images[:2])
    qtbot.waitUntil(lambda: bench.states.labelled == ["2.png"])
    qtbot.waitUntil(lambda: not bench.document.annotation.shapes)


def test_extents_of_many_are_stated(qtbot: QtBot, bench: Workspace) -> None:
    bench.batch.state_extent(bench.images, LabelExtent.PARTLY)
    qtbot.waitUntil(lambda: len(bench.states.names(LabelExtent.PARTLY)) == 4)


def test_a_large_plain_folder_is_shown_before_its_labels_are_read(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MANY_IMAGES", 5)
    made = small_project(tmp_path / "p", 6, labelled=5, classes=["zebra"])
    (made.root / "unet-studio.toml").unlink()
    write_image(made.root / "x.png")
    began = time.monotonic()
    workspace.opening.open_folder(made.root)
    qtbot.waitUntil(lambda: workspace.project is not None)
    assert time.monotonic() - began < 5
    qtbot.waitUntil(lambda: workspace.states.is_complete)
    assert [c.name for c in workspace.project.classes] == ["zebra"]
    qtbot.waitUntil(lambda: bool(workspace.project.held_out))
    assert len(workspace.project.held_out) == 1  # as for a small folder: chosen once
