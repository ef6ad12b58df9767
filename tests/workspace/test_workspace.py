"""The workspace: what is open, and what is done with it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project, square, write_image

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.project import Project
from unet_studio.imaging.roi import RoiSettings
from unet_studio.storage.project_file import read_project, write_project
from unet_studio.workspace import label_saving
from unet_studio.workspace.document import AnnotationDocument
from unet_studio.workspace.exchange_wish import ExportForm, ExportWish, ImportKind, ImportWish
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.project_wish import LabelOrigin, ProjectWish
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.training_run import TrainingWish
from unet_studio.workspace.workspace import Workspace

Open = Callable[[Project], None]


@pytest.fixture
def open_(qtbot: QtBot, workspace: Workspace) -> Open:
    """Open a project and wait until everything about its first image is there."""

    def do(project: Project) -> None:
        with qtbot.waitSignal(workspace.states.completed):
            assert workspace.opening.open_project(project.root)
        qtbot.waitUntil(lambda: workspace.picture is not None and workspace.document is not None)

    return do


def document_of(workspace: Workspace) -> AnnotationDocument:
    assert workspace.document is not None
    return workspace.document


def texts(notices: list[Notice]) -> str:
    return "\n".join(str(n.message) for n in notices)


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


def test_closing_is_refused_loudly_while_labels_are_unsaved(
    qtbot: QtBot,
    workspace: Workspace,
    open_: Open,
    notices: list[Notice],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(label_saving, "RETRY_DELAY_MS", 100)
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
    withdrawn: list[str] = []
    workspace.withdrawn.connect(lambda message: withdrawn.append(str(message)))
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
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(label_saving, "RETRY_DELAY_MS", 100)
    project = small_project(tmp_path / "p", 2, labelled=1)
    open_(project)
    workspace.show_image(workspace.images[1])
    qtbot.waitUntil(lambda: workspace.document is not None)
    blocked = project.root / "1.json"
    blocked.mkdir()
    document_of(workspace).insert_shape(square(8))
    qtbot.waitUntil(lambda: "saving is tried again" in texts(notices))
    withdrawn: list[str] = []
    workspace.withdrawn.connect(lambda message: withdrawn.append(str(message)))
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


# ---- Classes and split ----


def test_adding_and_recolouring_classes_is_written(
    workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1)
    open_(project)
    workspace.classes.add("细胞核")
    workspace.classes.recolour(1, "#123456")
    found = [(c.id, c.name, c.colour) for c in read_project(project.root).classes]
    assert found[0] == (1, "cell", "#123456")
    assert found[1][:2] == (2, "细胞核")
    workspace.classes.add("cell")
    assert "already" in texts(notices)
    assert len(read_project(project.root).classes) == 2


def test_renaming_a_class_reaches_the_label_files_and_the_open_document(
    qtbot: QtBot, workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 2, labelled=1)
    open_(project)
    document_of(workspace).insert_shape(square(20))
    shown = workspace.image
    with qtbot.waitSignal(workspace.project_opened):
        workspace.classes.rename(1, "nucleus")
        assert workspace.document is None  # what is drawn now would bring the old name back
    assert workspace.image == shown
    qtbot.waitUntil(lambda: workspace.document is not None)
    names = [s.class_name for s in document_of(workspace).annotation.shapes]
    assert names == ["nucleus", "nucleus"]
    assert [c.name for c in read_project(project.root).classes] == ["nucleus"]


def test_a_project_that_is_gone_is_not_made_anew_for_its_labels(
    qtbot: QtBot, workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1)
    open_(project)
    project.root.rename(tmp_path / "elsewhere")
    with qtbot.waitSignal(workspace.labels.save_failed):
        document_of(workspace).insert_shape(square(20))
    assert "not there any more" in texts(notices)
    assert not (project.root / "0.json").exists()
    assert workspace.labels.unsaved == ["0.png"]
    project.root.mkdir(exist_ok=True)  # the journal may have begun anew there
    for name in ("0.png", "unet-studio.toml"):
        (tmp_path / "elsewhere" / name).rename(project.root / name)
    assert workspace.labels.flush()
    assert (project.root / "0.json").exists()


def test_what_another_window_wrote_into_the_project_file_stays(
    workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1)
    open_(project)
    theirs = read_project(project.root)
    write_project(replace(theirs, classes=theirs.classes.added("y"), held_out=frozenset({"0.png"})))
    workspace.classes.add("x")
    now = read_project(project.root)
    assert [(c.id, c.name) for c in now.classes] == [(1, "cell"), (2, "y"), (3, "x")]
    assert workspace.project == now
    assert now.held_out == {"0.png"}


def test_a_cancelled_renaming_shows_the_image_again(
    qtbot: QtBot, workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    open_(small_project(tmp_path / "p", 9, labelled=9))
    shown = workspace.image
    with qtbot.waitSignal(workspace.project_opened):
        workspace.classes.rename(1, "nucleus")
        workspace.task.cancel()
    assert workspace.image == shown
    qtbot.waitUntil(lambda: workspace.document is not None)


def test_classes_that_another_program_writes_are_adopted_one_by_one(
    qtbot: QtBot, workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1, labelled=1)
    open_(project)
    path = project.root / "0.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    (shape,) = content["shapes"]
    names = ["two\nlines", "background", " cell ", "vessel", "_background_"]
    content["shapes"] = [shape | {"label": name} for name in names]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert workspace.image is not None
    with qtbot.waitSignal(workspace.labels.changed_outside):
        workspace.labels.look_again(workspace.image)
    assert [c.name for c in read_project(project.root).classes] == ["cell", "vessel"]
    assert "two\\nlines" in texts(notices)
    assert "background" not in texts(notices)


def test_a_name_that_cannot_be_taken_is_told(
    qtbot: QtBot, workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    open_(small_project(tmp_path / "p", 1, classes=["cell", "wall"]))
    workspace.classes.rename(1, "wall")
    assert "wall already" in texts(notices)
    assert workspace.image is not None


def test_holding_out_is_written_and_taken_back(
    workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 2)
    open_(project)
    workspace.batch.toggle_held_out([workspace.images[1]])
    assert read_project(project.root).held_out == {"1.png"}
    workspace.batch.toggle_held_out([workspace.images[1]])
    assert read_project(project.root).held_out == frozenset()


def test_a_project_file_that_cannot_be_written_changes_nothing(
    workspace: Workspace, open_: Open, notices: list[Notice], tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 2)
    open_(project)
    (project.root / "unet-studio.toml").unlink()
    (project.root / "unet-studio.toml").mkdir()
    workspace.batch.toggle_held_out([workspace.images[1]])
    workspace.classes.add("wall")
    assert workspace.project == project
    assert [n.severity for n in notices] == [Severity.ERROR, Severity.WARNING] or [
        n.severity for n in notices
    ] == [Severity.ERROR] * 2


def test_the_split_that_a_training_chooses_is_kept(
    workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 6, labelled=5)
    open_(project)
    started: list[frozenset[str]] = []
    workspace.training.start = lambda p, _wish: started.append(p.held_out)  # type: ignore[method-assign]
    workspace.training_start.start(TrainingWish(minutes=3))
    workspace.classes.add("wall")  # meanwhile
    workspace.training.held_out_chosen.emit(frozenset({"4.png"}))
    kept = read_project(project.root)
    assert kept.held_out == {"4.png"}
    assert "wall" in kept.classes
    assert workspace.settings.now.training_minutes == 3
    workspace.states.set("5.png", LabelExtent.FULLY)
    workspace.training_start.start(TrainingWish(minutes=3))
    assert started == [frozenset(), {"4.png"}]


def test_a_split_a_person_made_is_respected(
    workspace: Workspace, open_: Open, tmp_path: Path
) -> None:
    open_(small_project(tmp_path / "p", 4, labelled=4, held_out=["0.png", "1.png"]))
    started: list[frozenset[str]] = []
    workspace.training.start = lambda p, _wish: started.append(p.held_out)  # type: ignore[method-assign]
    workspace.training_start.start(TrainingWish())
    assert started == [{"0.png", "1.png"}]


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
