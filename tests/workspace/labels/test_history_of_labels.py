"""Earlier versions of the image in view."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project, square

from unet_studio.storage.project.project_labels import read_annotation
from unet_studio.workspace.notices import Notice
from unet_studio.workspace.workspace import Workspace


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> Workspace:
    """A project whose first image had one shape before, then three, then none."""
    small_project(tmp_path / "project", 2, labelled=1)
    workspace.opening.open_project(tmp_path / "project")
    qtbot.waitUntil(lambda: workspace.document is not None)
    document = workspace.document
    assert document is not None
    for at in (20, 22, 24, 26):
        document.insert_shape(square(at))
    save(workspace, qtbot)
    document.remove_shapes([shape.shape_id for shape in document.annotation.shapes])
    save(workspace, qtbot)
    return workspace


def save(workspace: Workspace, qtbot: QtBot) -> None:
    assert workspace.labels.flush()
    qtbot.waitUntil(lambda: not workspace.labels.unsaved)


def look_at(workspace: Workspace, qtbot: QtBot, number: int) -> None:
    history = workspace.history
    if not history.is_open:
        history.set_open(is_open=True)
    qtbot.waitUntil(lambda: len(history.versions) > number)
    history.look_at(history.versions[number])
    qtbot.waitUntil(
        lambda: history.comparison is not None and not history.comparison.difference.is_empty,
    )


def test_versions_are_listed_only_while_somebody_wants_them(
    opened: Workspace, qtbot: QtBot
) -> None:
    history = opened.history
    assert history.versions == []
    history.set_open(is_open=True)
    qtbot.waitUntil(lambda: len(history.versions) == 2)
    assert [sum(v.counts.values()) for v in history.versions] == [5, 1]
    assert history.versions[0].deed.who == opened.journal.session.user
    history.set_open(is_open=False)
    assert history.versions == []


def test_a_version_is_compared_with_the_present_labels_and_follows_them(
    opened: Workspace, qtbot: QtBot
) -> None:
    look_at(opened, qtbot, 0)
    comparison = opened.history.comparison
    assert comparison is not None
    assert len(comparison.difference.removed) == 5
    assert opened.document is not None
    opened.document.insert_shape(square(40))
    qtbot.waitUntil(
        lambda: (
            opened.history.comparison is not None
            and len(opened.history.comparison.difference.added) == 1
        ),
    )


def test_restoring_is_one_edit_that_can_be_undone(opened: Workspace, qtbot: QtBot) -> None:
    look_at(opened, qtbot, 0)
    document = opened.document
    assert document is not None
    opened.history.restore()
    assert len(document.annotation.shapes) == 5
    assert "Restore" in str(document.undo_message)
    document.undo_stack.undo()
    assert document.annotation.shapes == ()
    document.undo_stack.redo()
    save(opened, qtbot)
    assert opened.project is not None
    assert len(read_annotation(opened.project, opened.images[0]).shapes) == 5


def test_another_image_has_versions_of_its_own(opened: Workspace, qtbot: QtBot) -> None:
    look_at(opened, qtbot, 0)
    opened.show_image(opened.images[1])
    assert opened.history.comparison is None
    assert opened.history.versions == []


def test_the_whole_project_goes_back_and_open_images_show_it(
    opened: Workspace, qtbot: QtBot, notices: list[Notice]
) -> None:
    look_at(opened, qtbot, 0)
    document = opened.document
    assert document is not None
    opened.history.restore_all(opened.history.versions[0].moment)
    qtbot.waitUntil(lambda: len(document.annotation.shapes) == 5)
    assert not document.is_dirty
    assert "1 image has the labels of" in str(notices[-1].message)
    document.undo_stack.undo()
    save(opened, qtbot)
    assert opened.project is not None
    assert read_annotation(opened.project, opened.images[0]).shapes == ()
