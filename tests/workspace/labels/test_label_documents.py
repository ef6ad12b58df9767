"""The labels being edited: read, kept, saved."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from small_project import small_project, square, write_image

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.draft import as_draft
from unet_studio.domain.message import say
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.journal.journal import JOURNAL_FOLDER, read_journal
from unet_studio.storage.labels.label_history import label_versions, read_version
from unet_studio.storage.project import project_labels
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.workspace.background import Background
from unet_studio.workspace.labels import label_saving
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.edit_journal import EditJournal
from unet_studio.workspace.labels.label_documents import LabelDocuments


class Bench(QObject):
    """The documents of one project, opened as a person would, and what they told."""

    def __init__(self, qtbot: QtBot, labels: LabelDocuments, project: Project) -> None:
        super().__init__()
        self.qtbot, self.labels, self.project = qtbot, labels, project
        self.images = list_images(project)
        self.told: list[tuple[str, str]] = []
        labels.save_failed.connect(lambda image, m: self.told.append((image.name, str(m))))
        labels.open_failed.connect(lambda image, m: self.told.append((image.name, str(m))))
        labels.set_project(project)

    def open(self, number: int) -> AnnotationDocument:
        with self.qtbot.waitSignal(self.labels.opened) as blocker:
            self.labels.request(self.images[number])
        image, document = blocker.args
        assert image == self.images[number]
        return document

    def file(self, number: int) -> Path:
        return self.images[number].path.with_suffix(".json")

    def squares_on_disk(self, number: int) -> list[list[list[float]]]:
        content = json.loads(self.file(number).read_text(encoding="utf-8"))
        return [shape["points"] for shape in content["shapes"]]


@pytest.fixture
def bench(qtbot: QtBot, background: Background, tmp_path: Path) -> Iterator[Bench]:
    journal = EditJournal(background)
    labels = LabelDocuments(background, journal)
    yield Bench(qtbot, labels, small_project(tmp_path / "project", 3))
    labels.close()
    labels.deleteLater()
    journal.deleteLater()


def points(at: float) -> list[list[float]]:
    return square(at).points.tolist()


@pytest.fixture
def no_room(bench: Bench) -> Iterator[None]:
    """The label files cannot be written: folders stand in their places."""
    for number in range(3):
        bench.file(number).mkdir()
    yield
    for number in range(3):
        if bench.file(number).is_dir():
            bench.file(number).rmdir()


def test_an_edit_is_on_disk_a_moment_later(bench: Bench, qtbot: QtBot) -> None:
    document = bench.open(0)
    with qtbot.waitSignal(bench.labels.edited, timeout=100):
        document.insert_shape(square(8))
    assert bench.labels.unsaved == ["0.png"]
    assert not bench.file(0).exists()
    with qtbot.waitSignal(bench.labels.saved):
        pass
    content = json.loads(bench.file(0).read_text(encoding="utf-8"))
    assert content["imagePath"] == "0.png"
    assert content["imageData"] is None
    assert (content["imageHeight"], content["imageWidth"]) == (48, 64)
    assert [(s["label"], s["shape_type"]) for s in content["shapes"]] == [("cell", "polygon")]
    assert bench.squares_on_disk(0) == [points(8)]
    assert bench.labels.unsaved == []
    assert not document.is_dirty


def test_edits_close_together_are_saved_together(bench: Bench, qtbot: QtBot) -> None:
    saved: list[ImageRef] = []
    bench.labels.saved.connect(saved.append)
    document = bench.open(0)
    for at in (2, 10, 20):
        document.insert_shape(square(at))
    qtbot.waitUntil(lambda: bool(saved))
    assert len(saved) == 1
    assert bench.squares_on_disk(0) == [points(2), points(10), points(20)]


def test_an_edit_during_saving_is_saved_as_well(bench: Bench, qtbot: QtBot) -> None:
    document = bench.open(0)
    document.insert_shape(square(8))
    bench.labels.saving._save_idle()
    document.insert_shape(square(20))
    with qtbot.waitSignal(bench.labels.saved):
        pass
    assert bench.labels.unsaved == ["0.png"]
    assert document.is_dirty
    qtbot.waitUntil(lambda: not bench.labels.unsaved)
    assert bench.squares_on_disk(0) == [points(8), points(20)]


def test_undo_survives_looking_at_other_images(bench: Bench) -> None:
    document = bench.open(0)
    document.insert_shape(square(8))
    other = bench.open(1)
    assert other is not document
    assert bench.open(0) is document
    document.undo_stack.undo()
    assert document.annotation.shapes == ()
    assert bench.labels.flush()
    assert not bench.file(0).exists()


def test_only_the_image_asked_for_last_is_announced(bench: Bench, qtbot: QtBot) -> None:
    opened: list[str] = []
    bench.labels.opened.connect(lambda image, _document: opened.append(image.name))
    for image in bench.images:
        bench.labels.request(image)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == ["2.png"]
    bench.labels.request(bench.images[0])  # read meanwhile: there at once
    assert opened == ["2.png", "0.png"]


@pytest.mark.parametrize("content", ["{broken", "[]", ""])
def test_a_broken_label_file_is_told_and_never_overwritten(
    bench: Bench, qtbot: QtBot, content: str
) -> None:
    bench.file(0).write_text(content, encoding="utf-8")
    with qtbot.waitSignal(bench.labels.open_failed):
        bench.labels.request(bench.images[0])
    assert bench.labels.annotation("0.png") is None
    assert bench.labels.flush()
    assert bench.file(0).read_text(encoding="utf-8") == content


def test_unusable_shapes_are_told_once_and_kept_in_the_file(bench: Bench, qtbot: QtBot) -> None:
    odd = {"label": "cell", "shape_type": "cuboid", "points": [[1, 2], [3, 4]]}
    content = {"shapes": [odd], "imagePath": "0.png", "imageHeight": 48, "imageWidth": 64}
    bench.file(0).write_text(json.dumps(content), encoding="utf-8")
    found: list[int] = []
    bench.labels.problems_found.connect(lambda _image, problems: found.append(len(problems)))
    document = bench.open(0)
    bench.open(1)
    bench.open(0)
    assert len(found) == 1
    document.insert_shape(square(8))
    assert bench.labels.flush()
    assert "cuboid" in bench.file(0).read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_room")
def test_what_cannot_be_saved_is_told_kept_and_tried_again(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_saving, "RETRY_DELAY_MS", 150)
    bench.file(1).rmdir()
    document = bench.open(1)
    bench.file(1).mkdir()
    document.insert_shape(square(8))
    with qtbot.waitSignal(bench.labels.save_failed):
        pass
    assert bench.told[0][0] == "1.png"
    assert bench.labels.unsaved == ["1.png"]
    assert len(document.annotation.shapes) == 1
    assert not bench.labels.flush()
    bench.file(1).rmdir()
    qtbot.waitUntil(lambda: not bench.labels.unsaved)
    assert bench.squares_on_disk(1) == [points(8)]
    assert bench.labels.flush()


def test_work_is_kept_even_if_the_picture_was_deleted_underneath(bench: Bench) -> None:
    document = bench.open(0)
    bench.images[0].path.unlink()
    document.insert_shape(square(8))
    assert bench.labels.flush()
    assert bench.squares_on_disk(0) == [points(8)]


def test_flush_saves_several_images_at_once(bench: Bench) -> None:
    for number in (0, 2):
        bench.open(number).insert_shape(square(8 + number))
    assert bench.labels.flush()
    assert bench.squares_on_disk(0) == [points(8)]
    assert bench.squares_on_disk(2) == [points(10)]


def test_another_project_with_images_of_the_same_names(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.open(0).insert_shape(square(8))
    assert bench.labels.flush()
    other = Bench(qtbot, bench.labels, small_project(tmp_path / "other", 1))
    document = other.open(0)
    assert document.annotation.shapes == ()
    document.insert_shape(square(20))
    assert bench.labels.flush()
    assert other.squares_on_disk(0) == [points(20)]
    assert bench.squares_on_disk(0) == [points(8)]


def test_an_answer_for_the_project_before_is_dropped(
    bench: Bench, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    opened: list[object] = []
    bench.labels.opened.connect(lambda *args: opened.append(args))
    bench.labels.request(bench.images[0])
    bench.labels.set_project(small_project(tmp_path / "other", 1))
    qtbot.waitUntil(lambda: background.pending == 0)
    assert not opened
    assert bench.labels.annotation("0.png") is None


def test_a_label_file_for_a_picture_of_another_size_is_questioned(
    bench: Bench, qtbot: QtBot
) -> None:
    content = {"shapes": [], "imagePath": "0.png", "imageHeight": 10, "imageWidth": 10}
    bench.file(0).write_text(json.dumps(content), encoding="utf-8")
    with qtbot.waitSignal(bench.labels.problems_found) as blocker:
        bench.labels.request(bench.images[0])
    assert "10 x 10" in str(blocker.args[1][0])


def test_an_image_in_a_sub_folder_with_a_foreign_name(bench: Bench, tmp_path: Path) -> None:
    project = small_project(tmp_path / "foreign", [])
    write_image(project.root / "第一 批" / "图像 1.png")
    other = Bench(bench.qtbot, bench.labels, project)
    other.open(0).insert_shape(square(8))
    assert other.labels.flush()
    assert len(project_labels.read_annotation(project, other.images[0]).shapes) == 1


def write_square(file: Path, at: float) -> None:
    """Write a label file as another program would."""
    shape = {"label": "cell", "points": points(at), "shape_type": "polygon"}
    content = {"shapes": [shape], "imagePath": file.with_suffix(".png").name}
    file.write_text(json.dumps(content), encoding="utf-8")


def test_labels_that_another_program_wrote_meanwhile_are_kept(bench: Bench) -> None:
    told: list[ImageRef] = []
    bench.labels.kept_foreign.connect(told.append)
    document = bench.open(0)
    document.insert_shape(square(8))
    assert bench.labels.flush()
    write_square(bench.file(0), 30)
    document.insert_shape(square(25))
    assert bench.labels.flush()
    bench.qtbot.waitUntil(lambda: bool(told))
    latest = label_versions(bench.project, bench.images[0])[0]
    content = json.loads(read_version(latest) or b"")
    assert [shape["points"] for shape in content["shapes"]] == [points(30)]
    assert latest.deed.who == ""
    assert bench.squares_on_disk(0) == [points(8), points(25)]


def test_labels_that_another_program_changed_are_taken_in_and_can_be_undone(
    bench: Bench, qtbot: QtBot
) -> None:
    document = bench.open(0)
    document.insert_shape(square(8))
    assert bench.labels.flush()
    qtbot.waitUntil(lambda: not bench.labels.unsaved)
    write_square(bench.file(0), 30)
    with qtbot.waitSignal(bench.labels.changed_outside):
        assert bench.open(0) is document
    assert [s.points.tolist() for s in document.annotation.shapes] == [points(30)]
    assert bench.labels.unsaved == []
    assert not document.is_dirty
    document.undo_stack.undo()
    assert [s.points.tolist() for s in document.annotation.shapes] == [points(8)]
    assert bench.labels.flush()
    assert bench.squares_on_disk(0) == [points(8)]
    document.undo_stack.undo()
    assert document.annotation.shapes == ()


def test_a_broken_label_file_can_be_set_aside_and_the_image_labelled(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.file(0).write_text("{broken", encoding="utf-8")
    with qtbot.waitSignal(bench.labels.open_failed):
        bench.labels.request(bench.images[0])
    assert bench.labels.is_broken("0.png")
    with qtbot.waitSignals([bench.labels.set_aside, bench.labels.opened]):
        bench.labels.set_broken_aside(bench.images[0])
    assert not bench.labels.is_broken("0.png")
    bench.open(0).insert_shape(square(8))
    assert bench.labels.flush()
    assert bench.squares_on_disk(0) == [points(8)]
    aside = bench.file(0).with_name("0.json.broken")
    assert aside.read_text(encoding="utf-8") == "{broken"


def test_a_file_that_another_program_breaks_while_it_is_drawn_on_is_left_alone(
    bench: Bench, qtbot: QtBot
) -> None:
    document = bench.open(0)
    document.insert_shape(square(8))
    assert bench.labels.flush()
    qtbot.waitUntil(lambda: not bench.labels.unsaved)
    bench.file(0).write_text("{broken", encoding="utf-8")
    with qtbot.waitSignal(bench.labels.save_failed):
        document.insert_shape(square(20))
    assert bench.file(0).read_text(encoding="utf-8") == "{broken"
    assert bench.labels.is_broken("0.png")
    assert len(document.annotation.shapes) == 2
    with qtbot.waitSignal(bench.labels.saved):
        bench.labels.set_broken_aside(bench.images[0])
    assert bench.squares_on_disk(0) == [points(8), points(20)]
    assert bench.file(0).with_name("0.json.broken").read_text(encoding="utf-8") == "{broken"


def test_every_edit_is_in_the_journal_until_it_is_saved(bench: Bench, qtbot: QtBot) -> None:
    document = bench.open(0)
    document.insert_shape(square(8))
    document.insert_shape(square(20))
    document.undo_stack.undo()
    (path,) = (bench.project.root / JOURNAL_FOLDER).iterdir()
    assert [line.get("do") for line in read_journal(path)[1:]] == ["begin", *["edit"] * 3]
    with qtbot.waitSignal(bench.labels.saved):
        pass
    assert len(read_journal(path)) == 1


def test_an_undo_back_to_what_is_on_disk_leaves_nothing_unsaved(bench: Bench, qtbot: QtBot) -> None:
    document = bench.open(0)
    document.insert_shape(square(8))
    assert bench.labels.flush()
    qtbot.waitUntil(lambda: not bench.labels.unsaved)
    document.replace_annotation(Annotation((square(20),)), say("undo", "Restore")())
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not bench.labels.unsaved)
    assert not document.is_dirty
    assert bench.squares_on_disk(0) == [points(8)]


def test_undoing_everything_brings_back_the_very_bytes_of_a_file(bench: Bench) -> None:
    foreign = (
        b'{"imagePath": "0.png", "mine":  1,\n\n "shapes": [{"label": "cell", "shape_type":'
        b' "rectangle", "points": [[1, 2.50], [9e0, 8]]}]}\r\n'
    )
    bench.file(0).write_bytes(foreign)
    document = bench.open(0)
    document.insert_shape(square())
    document.replace_shapes([document.annotation.shapes[0].moved(1, 1)], say("undo", "Move"))
    assert bench.labels.flush()
    assert bench.file(0).read_bytes() != foreign

    document.undo_stack.setIndex(0)

    assert bench.labels.flush()
    assert bench.file(0).read_bytes() == foreign
    document.undo_stack.redo()
    assert bench.labels.flush()
    assert len(bench.squares_on_disk(0)) == 2


def test_undoing_everything_leaves_no_file_where_there_was_none(bench: Bench) -> None:
    document = bench.open(0)
    document.insert_shape(square())
    assert bench.labels.flush()
    assert bench.file(0).exists()

    document.undo_stack.undo()

    assert bench.labels.flush()
    assert not bench.file(0).exists()
    document.undo_stack.redo()
    assert bench.labels.flush()
    assert len(bench.squares_on_disk(0)) == 1


def test_accepting_drafts_and_undoing_it_leaves_the_file_as_it_was(bench: Bench) -> None:
    drafts = tuple(as_draft(square(at), "net@12ab") for at in (4, 20, 30))
    write_annotation(bench.project, bench.images[0], Annotation((square(12), *drafts)))
    before = bench.file(0).read_bytes()
    document = bench.open(0)
    document.confirm_shapes([s.shape_id for s in document.annotation.drafts], say("undo", "A")())
    assert bench.labels.flush()
    assert b'"draft"' not in bench.file(0).read_bytes()
    assert b"net@12ab" in bench.file(0).read_bytes()
    assert document.undo_stack.count() == 1

    document.undo_stack.undo()

    assert bench.labels.flush()
    assert bench.file(0).read_bytes() == before
