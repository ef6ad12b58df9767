"""Images that come, go or are renamed while the project is open."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project, write_image

from unet_studio.domain.annotation import LabelExtent
from unet_studio.workspace.notices import Notice
from unet_studio.workspace.workspace import Workspace

PATIENCE_MS = 8000


@pytest.fixture
def notices(workspace: Workspace) -> list[Notice]:
    heard: list[Notice] = []
    workspace.noticed.connect(heard.append)
    return heard


def opened(qtbot: QtBot, workspace: Workspace, root: Path) -> None:
    workspace.opening.open_project(root)
    qtbot.waitUntil(lambda: workspace.project is not None and workspace.document is not None)
    # The folder was looked at once: from now on changes are noticed.
    qtbot.waitUntil(lambda: workspace.folder._prints is not None)


def test_new_images_are_listed_and_deleted_ones_are_not(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 3)
    opened(qtbot, workspace, project.root)
    write_image(project.root / "10.png")
    (project.root / "0.png").unlink()
    qtbot.waitUntil(
        lambda: list(workspace.images.names) == ["1.png", "2.png", "10.png"], timeout=PATIENCE_MS
    )
    assert workspace.image.name == "1.png"  # the one in view is gone: its neighbour
    qtbot.waitUntil(lambda: "10.png" in workspace.states.states)


def test_a_labelled_image_that_is_gone_stays_listed_and_its_labels_stay(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 3, labelled=1)
    opened(qtbot, workspace, project.root)
    (project.root / "0.png").unlink()
    qtbot.waitUntil(
        lambda: workspace.states.states["0.png"].problem is not None, timeout=PATIENCE_MS
    )
    assert list(workspace.images.names) == ["0.png", "1.png", "2.png"]
    assert "0.png is gone" in str(workspace.states.states["0.png"].problem)
    assert workspace.states.states["0.png"].extent is LabelExtent.FULLY
    assert (project.root / "0.json").exists()


def test_a_renamed_image_is_offered_its_labels(
    qtbot: QtBot, workspace: Workspace, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 3, labelled=2, held_out=["1.png"])
    opened(qtbot, workspace, project.root)
    (project.root / "1.png").rename(project.root / "new.png")
    qtbot.waitUntil(lambda: any(n.offer for n in notices), timeout=PATIENCE_MS)
    (offer,) = [n.offer for n in notices if n.offer]
    offer.accept()
    qtbot.waitUntil(lambda: "new.png" in workspace.states.labelled, timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: list(workspace.images.names) == ["0.png", "2.png", "new.png"], timeout=PATIENCE_MS
    )
    assert workspace.project.held_out == {"new.png"}
    assert not (project.root / "1.json").exists()


def test_what_was_renamed_while_nobody_looked_is_found_on_opening(
    qtbot: QtBot, workspace: Workspace, notices: list[Notice], tmp_path: Path
) -> None:
    first = small_project(tmp_path / "p", 2, labelled=1)
    other = small_project(tmp_path / "other", 1)
    opened(qtbot, workspace, first.root)
    workspace.opening.open_project(other.root)
    qtbot.waitUntil(lambda: workspace.project.root == other.root)
    (first.root / "0.png").rename(first.root / "moved.png")
    workspace.opening.open_project(first.root)
    qtbot.waitUntil(lambda: any(n.offer for n in notices), timeout=PATIENCE_MS)
