"""The journal of the open project."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.message import Message, say
from unet_studio.domain.project import Project
from unet_studio.storage.journal import journal as journal_file
from unet_studio.storage.journal.journal import JOURNAL_FOLDER, Journal, read_journal
from unet_studio.storage.journal.journal_replay import Recovered
from unet_studio.storage.journal.project_lock import Session
from unet_studio.storage.project.project_file import list_images
from unet_studio.workspace.background import Background
from unet_studio.workspace.labels.edit_journal import EditJournal, journal_folders


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", 1)


@pytest.fixture
def journal(qtbot: QtBot, background: Background, project: Project) -> Iterator[EditJournal]:
    made = EditJournal(background)
    made.begin(project)
    yield made
    made.end()
    made.deleteLater()


def lines(project: Project) -> list[dict[str, Any]]:
    (path,) = (project.root / JOURNAL_FOLDER).iterdir()
    return read_journal(path)[1:]


def edit(journal: EditJournal, count: int = 1) -> None:
    if not journal.has_started("0.png"):
        journal.note_start("0.png", (48, 64), None)
    before = Annotation()
    after = Annotation(tuple(square(k) for k in range(count)))
    journal.note_edit("0.png", before, after, say("undo", "Draw shape")())


def test_an_edit_is_in_the_file_before_the_call_returns(
    journal: EditJournal, project: Project
) -> None:
    edit(journal)
    begin, entry = lines(project)
    assert begin["base"] is None
    assert entry["what"]["template"] == "Draw shape"
    assert (entry["do"], entry["image"], entry["count"]) == ("edit", "0.png", 0)
    assert journal.count("0.png") == 1
    journal.note_save("0.png", "digest", 1)
    assert lines(project)[-1]["through"] == 1


def test_once_everything_is_saved_the_journal_is_empty_and_begins_anew(
    journal: EditJournal, project: Project
) -> None:
    edit(journal)
    journal.settle()
    assert lines(project) == []
    edit(journal)
    assert [line["do"] for line in lines(project)] == ["begin", "edit"]


def test_the_journal_goes_with_the_session(journal: EditJournal, project: Project) -> None:
    edit(journal)
    journal.settle()
    journal.end()
    assert list((project.root / JOURNAL_FOLDER).iterdir()) == []
    journal.begin(project)
    edit(journal)
    journal.end()
    assert [line["do"] for line in lines(project)] == ["begin", "edit"]


def test_a_session_says_what_it_goes_on_from(journal: EditJournal, project: Project) -> None:
    (image,) = list_images(project)
    left = [folder / "left.journal" for folder in journal_folders(project)]
    journal.begin(
        project, Recovered(unsaved={image: Annotation((square(2),))}, journals=tuple(left))
    )
    edit(journal)
    (path,) = (project.root / JOURNAL_FOLDER).iterdir()
    header, begin, _edit = read_journal(path)
    assert (header["after"], begin["resumes"]) == (["left.journal"], True)


def test_what_can_be_written_nowhere_is_told_once_and_withdrawn(
    journal: EditJournal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[Message] = []
    journal.failed.connect(failures.append)

    def full(*_args: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(journal_file.os, "write", full)
        edit(journal)
        edit(journal)
    assert len(failures) == 1
    assert "No space left" in str(failures[0])
    assert not journal.is_safe
    with qtbot.waitSignal(journal.recovered):
        journal.look_around()
    assert journal.is_safe


def test_another_window_is_noticed_and_forgotten(
    journal: EditJournal, project: Project, qtbot: QtBot
) -> None:
    other = Session.begin()
    with qtbot.waitSignal(journal.others_changed) as blocker:
        elsewhere = Journal([project.root / JOURNAL_FOLDER], other.header())
        journal.look_around()
    assert blocker.args == [[other]]
    elsewhere.close()
    with qtbot.waitSignal(journal.others_changed) as blocker:
        journal.look_around()
    assert blocker.args == [[]]


def test_journals_of_two_projects_have_folders_of_their_own(tmp_path: Path) -> None:
    first, second = (journal_folders(small_project(tmp_path / name, 1)) for name in "ab")
    assert not set(first) & set(second)
    assert journal_folders(small_project(tmp_path / "a", 1)) == first
