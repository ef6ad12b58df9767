"""The workspace: what is open, and what is done with it."""

import json
from pathlib import Path

import pytest
from opened_workspace import Open, document_of, texts
from pytestqt.qtbot import QtBot
from small_project import small_project, square, write_image

from unet_studio.imaging.roi import RoiSettings
from unet_studio.storage.project.project_file import read_project
from unet_studio.workspace.labels import label_saving
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.project.exchange_wish import (
    ExportForm,
    ExportWish,
    ImportKind,
    ImportWish,
)
from unet_studio.workspace.project.project_wish import LabelOrigin, ProjectWish
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.training.training_run import TrainingWish
from unet_studio.workspace.workspace import Workspace

# ---- Opening ----


def test_opening_shows_the_first_image(
    workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    heard: list[str] = []
    workspace.project_opened.connect(lambda: heard.append("opened"))
    open_(small_project(tmp_path / "p", ["图像 10.png", "图像 2.png"], labelled=1))
    assert heard == ["opened"]
    assert [image.name for image in workspace.images] == ["图像 2.png", "图像 10.png"]
    assert workspace.image == workspace.images[0]
    assert workspace.picture is not None
    assert workspace.picture.image == workspace.image
    assert len(document_of(workspace).annotation.shapes) == 1
    assert workspace.states.labelled == ["图像 2.png"]
    assert not notices


def test_what_is_no_project_leaves_the_open_one_open(
    qtbot: QtBot, workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1)
    open_(project)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "unet-studio.toml").write_text("[[[")
    for number, name in enumerate(("broken", "nowhere"), 1):
        workspace.opening.open_project(tmp_path / name)
        qtbot.waitUntil(lambda number=number: len(notices) == number)  # type: ignore[misc]
    assert workspace.project == project
    assert [n.severity for n in notices] == [Severity.ERROR] * 2


def test_what_was_drawn_while_another_project_is_read_is_saved(
    qtbot: QtBot, workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    first, second = small_project(tmp_path / "first", 1), small_project(tmp_path / "second", 1)
    open_(first)
    with qtbot.waitSignal(workspace.project_opened):
        assert workspace.opening.open_project(second.root)
        assert workspace.project == first  # answers come with the event loop
        document_of(workspace).insert_shape(square(8))
    assert workspace.project == second
    assert len(json.loads((first.root / "0.json").read_text())["shapes"]) == 1


def test_nothing_is_opened_any_more_when_the_program_ends(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    assert workspace.opening.open_project(small_project(tmp_path / "p", 1).root)
    assert workspace.task._job is not None
    workspace.task._job.wait(3000)  # it has answered, and nobody has heard it yet
    workspace.close()
    qtbot.wait(100)
    assert workspace.project is None


def test_one_reopens_where_one_left_off(
    qtbot: QtBot, workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    first = small_project(tmp_path / "first", 3)
    open_(first)
    workspace.show_image(workspace.images[2])
    open_(small_project(tmp_path / "second", 1))
    open_(first)
    assert workspace.image is not None
    assert workspace.image.name == "2.png"
    assert workspace.settings.now.recent_projects == (
        str(first.root), str(tmp_path / "second"),
    )  # fmt: skip
    on_disk = SettingsKeeper(tmp_path / "private" / "settings.toml").now
    assert on_disk.last_images[str(first.root)] == "2.png"


def test_a_plain_folder_becomes_a_project_with_its_labelme_files(
    qtbot: QtBot, workspace: Workspace, notices: list[Notice], tmp_path: Path
) -> None:
    made = small_project(tmp_path / "p", 3, labelled=2, classes=["nucleus"])
    (made.root / "unet-studio.toml").unlink()
    (made.root / "1.json").write_text("{broken")
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_plain_folder(made.root)
    assert workspace.project is not None
    assert [c.name for c in workspace.project.classes] == ["nucleus"]
    qtbot.waitUntil(lambda: bool(notices))
    assert "1 label could not be taken over" in texts(notices)
    assert "1.json" in notices[0].details


def test_a_project_that_cannot_be_made_is_told(
    qtbot: QtBot, workspace: Workspace, notices: list[Notice], tmp_path: Path
) -> None:
    write_image(tmp_path / "images" / "a.png")
    wish = ProjectWish(
        tmp_path / "new", tmp_path / "images", LabelOrigin.MASKS, tmp_path / "images", {3: "x"}
    )
    workspace.opening.make_project(wish)
    qtbot.waitUntil(lambda: bool(notices))
    assert notices[0].severity is Severity.ERROR
    assert workspace.project is None


def test_the_picture_and_labels_are_those_of_the_image_shown_last(
    qtbot: QtBot, workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    open_(small_project(tmp_path / "p", 3, labelled=3))
    for image in (*workspace.images, workspace.images[1]):
        workspace.show_image(image)
    qtbot.waitUntil(lambda: workspace.picture is not None and workspace.document is not None)
    assert workspace.picture is not None
    assert workspace.picture.image.name == "1.png"
    assert document_of(workspace).annotation.shapes[0].points[0, 0] == 7


def test_why_an_image_is_unreadable_is_known_and_the_next_one_works(
    qtbot: QtBot, workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 2)
    (project.root / "1.png").write_bytes(b"torn")
    open_(project)
    torn = workspace.images[1]
    workspace.show_image(torn)
    qtbot.waitUntil(lambda: workspace.pictures.problem_of(torn) is not None)
    assert "1.png" in str(workspace.pictures.problem_of(torn))
    assert not notices  # it is said in the place of the picture
    assert workspace.picture is None
    workspace.show_image(workspace.images[0])
    qtbot.waitUntil(lambda: workspace.picture is not None)


# ---- Labels ----


def test_drawing_makes_an_image_labelled_at_once(
    workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    open_(small_project(tmp_path / "p", 2))
    assert not workspace.training_start.is_possible
    document_of(workspace).insert_shape(square(8))
    assert workspace.states.labelled == ["0.png"]
    assert workspace.training_start.is_possible
    document_of(workspace).undo_stack.undo()
    assert workspace.states.labelled == []


def test_classes_another_program_used_become_classes_of_the_project(
    qtbot: QtBot, workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 2)
    shapes = [
        {"label": name, "shape_type": "polygon", "points": [[1, 1], [9, 1], [9, 9]]}
        for name in ("vesicle", "__ignore__", "cell", "vesicle")
    ]
    content = {"shapes": shapes, "imagePath": "1.png", "imageHeight": 48, "imageWidth": 64}
    (project.root / "1.json").write_text(json.dumps(content))
    open_(project)
    qtbot.waitUntil(lambda: len(workspace.project.classes) == 2)
    assert [c.name for c in read_project(project.root).classes] == ["cell", "vesicle"]


@pytest.fixture
def withdrawn(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is taken back, where saving is tried again after a moment."""
    monkeypatch.setattr(label_saving, "RETRY_DELAY_MS", 100)
    found: list[str] = []
    workspace.withdrawn.connect(lambda message: found.append(str(message)))
    return found


def test_closing_is_refused_loudly_while_labels_are_unsaved(
    qtbot: QtBot,
    workspace: Workspace,
    open_: Open,
    notices: list[Notice],
    tmp_path: Path,
    withdrawn: list[str],
) -> None:
    project = small_project(tmp_path / "p", 1)
    open_(project)
    blocked = project.root / "0.json"
    blocked.mkdir()
    document_of(workspace).insert_shape(square(8))
    assert not workspace.close_project()
    assert "0.png" in texts(notices)
    assert notices[0].severity is Severity.ERROR
    assert not workspace.opening.open_project(small_project(tmp_path / "other", 1).root)
    assert workspace.project == project
    qtbot.waitUntil(lambda: "saving is tried again" in texts(notices))
    blocked.rmdir()
    qtbot.waitUntil(lambda: bool(withdrawn))
    assert withdrawn[0] in texts(notices)
    assert workspace.close_project()
    assert blocked.is_file()


def test_what_needs_saved_labels_says_why_it_does_not_begin(
    qtbot: QtBot,
    workspace: Workspace,
    open_: Open,
    notices: list[Notice],
    tmp_path: Path,
    withdrawn: list[str],
) -> None:
    project = small_project(tmp_path / "p", 2, labelled=1)
    open_(project)
    workspace.show_image(workspace.images[1])
    qtbot.waitUntil(lambda: workspace.document is not None)
    blocked = project.root / "1.json"
    blocked.mkdir()
    document_of(workspace).insert_shape(square(8))
    qtbot.waitUntil(lambda: "saving is tried again" in texts(notices))
    notices.clear()
    workspace.predict_project()
    assert "has to wait until the labels of 1.png are saved" in texts(notices)
    assert notices[-1].severity is Severity.ERROR
    assert "1.json" in notices[-1].details
    assert not workspace.task.is_running
    said = str(notices[-1].message)
    blocked.rmdir()
    qtbot.waitUntil(lambda: said in withdrawn)


def test_the_end_of_the_program_saves_what_was_drawn_just_now(
    workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1)
    open_(project)
    document_of(workspace).insert_shape(square(8))
    workspace.close()
    assert len(json.loads((project.root / "0.json").read_text())["shapes"]) == 1


# ---- Work ----


def test_exporting_says_where_and_takes_in_what_was_drawn_just_now(
    qtbot: QtBot, workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    open_(small_project(tmp_path / "p", 2, labelled=1))
    workspace.show_image(workspace.images[1])
    qtbot.waitUntil(lambda: workspace.document is not None)
    document_of(workspace).insert_shape(square(8))
    workspace.exchange.export(ExportWish(ExportForm.MASKS, tmp_path / "out"))
    qtbot.waitUntil(lambda: bool(notices))
    assert "images: 2" in texts(notices)
    masks = tmp_path / "out" / "SegmentationClass"
    assert sorted(p.name for p in masks.glob("*.png")) == ["0.png", "1.png"]
    notices.clear()
    workspace.exchange.export(ExportWish(ExportForm.LABELME_FOUR, tmp_path / "four"))
    qtbot.waitUntil(lambda: bool(notices))
    assert len(list((tmp_path / "four").rglob("label.png"))) == 2


def test_nothing_is_done_without_a_project(
    workspace: Workspace, notices: list[Notice], tmp_path: Path
) -> None:
    workspace.training_start.start(TrainingWish())
    workspace.exchange.export(ExportWish(ExportForm.MASKS, tmp_path / "out"))
    workspace.exchange.import_labels(ImportWish(ImportKind.COCO, tmp_path / "none.json"))
    workspace.exchange.crop(tmp_path / "crops", RoiSettings())
    workspace.predict_project()
    workspace.classes.rename(1, "x")
    workspace.classes.add("x")
    assert workspace.close_project()
    assert not workspace.task.is_running
    assert not notices
