"""Classes and the split of the open project: changed, written, adopted."""

import json
from dataclasses import replace
from pathlib import Path

from opened_workspace import Open, document_of, texts
from pytestqt.qtbot import QtBot
from small_project import small_project, square

from unet_studio.domain.annotation import LabelExtent
from unet_studio.storage.project.project_file import read_project, write_project
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.training.training_run import TrainingWish
from unet_studio.workspace.workspace import Workspace


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
