"""Bringing back what only a journal holds."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.message import say
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.journal import journal_replay
from unet_studio.storage.journal.journal import JOURNAL_FOLDER, Journal
from unet_studio.storage.journal.journal_replay import Recovered, recover
from unet_studio.storage.journal.project_lock import Session
from unet_studio.storage.labels.journal_record import difference, message_json
from unet_studio.storage.labels.label_history import digest_of, label_versions, read_version
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.label_store import label_version
from unet_studio.storage.labels.labelme_file import parse_labels, write_labels
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

WHAT = message_json(say("undo", "Draw shape")())


class Crash:
    """A session that labels one image, saves now and then, and ends without a word."""

    def __init__(
        self, project: Project, image: ImageRef, *, after: Recovered | None = None
    ) -> None:
        known = [] if after is None else [path.name for path in after.journals]
        header = {**Session.begin().header(), "after": known}
        self.project, self.image, self.annotation = project, image, read_annotation(project, image)
        self.journal = Journal([project.root / JOURNAL_FOLDER], header)
        self.edits = 0
        base = label_version(self.path)
        begin = {"do": "begin", "image": image.name, "size": [48, 64], "base": base}
        self.journal.append(begin | ({"resumes": True} if after else {}))
        if after is not None:
            self.edit(after.unsaved[image])

    @property
    def path(self) -> Path:
        return label_path(self.project, self.image)

    def edit(self, after: Annotation) -> None:
        change = difference(self.annotation, after)
        self.journal.append({"do": "edit", "image": self.image.name, "what": WHAT, **change})
        self.annotation = after
        self.edits += 1

    def draw(self, at: float) -> None:
        count = len(self.annotation.shapes)
        self.edit(self.annotation.inserted(count, square(at)))

    def save(self, *, announced: bool = True, written: bool = True) -> None:
        old = self.path.read_bytes() if self.path.exists() else None
        write_annotation(self.project, self.image, self.annotation)
        digest = digest_of(self.path.read_bytes())
        if announced:
            entry = {"image": self.image.name, "digest": digest, "through": self.edits}
            self.journal.append({"do": "save", **entry})
        if not written and old is None:
            self.path.unlink()
        elif not written and old is not None:
            self.path.write_bytes(old)

    def crash(self) -> Path:
        self.journal._lines.append(b"so that the file stays")
        self.journal.close()
        return self.journal.path


def run(project: Project) -> Recovered:
    job = recover(project, [project.root / JOURNAL_FOLDER], list_images(project))
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Recovered = stop.value
            return result


def same(first: Annotation, second: Annotation) -> bool:
    """Files say what version of labelme they are of; what was drawn here does not."""
    return replace(first, extra={}).equals(replace(second, extra={}))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", 2, labelled=1)


@pytest.fixture(params=[0, 1])
def image(project: Project, request: pytest.FixtureRequest) -> ImageRef:
    """One that is labelled, and one that has no label file yet."""
    return list_images(project)[request.param]


def journals(project: Project) -> list[Path]:
    return list((project.root / JOURNAL_FOLDER).iterdir())


def no_room(*_args: Any, **_kwargs: Any) -> None:
    raise WriteError(say("storage", "no room")())


def test_edits_that_were_never_saved_are_brought_back(project: Project, image: ImageRef) -> None:
    crash = Crash(project, image)
    crash.draw(2)
    crash.edit(replace(crash.annotation, stated_extent=LabelExtent.PARTLY))
    crash.crash()
    found = run(project)
    assert (found.edits, found.images) == (2, (image.name,))
    assert same(read_annotation(project, image), crash.annotation)
    assert journals(project) == []
    assert run(project) == Recovered()


@pytest.mark.parametrize("written", [True, False])
def test_what_was_saved_is_not_brought_back_twice(
    project: Project, image: ImageRef, written: bool
) -> None:
    crash = Crash(project, image)
    crash.draw(2)
    crash.save()
    crash.draw(10)
    crash.save(written=written)  # False: it ended between the line and the file
    crash.draw(20)
    crash.crash()
    assert run(project).edits == (1 if written else 2)
    assert same(read_annotation(project, image), crash.annotation)


def test_nothing_is_told_of_a_session_that_had_saved_everything(project: Project) -> None:
    crash = Crash(project, list_images(project)[0])
    crash.draw(2)
    crash.save()
    crash.crash()
    assert run(project) == Recovered()
    assert journals(project) == []


def test_a_session_that_lives_is_left_alone(project: Project, image: ImageRef) -> None:
    crash = Crash(project, image)
    crash.draw(2)
    before = read_annotation(project, image)
    assert run(project) == Recovered()
    assert same(read_annotation(project, image), before)
    crash.crash()
    assert run(project).edits == 1


@pytest.mark.parametrize("base_is_kept", [True, False])
def test_labels_that_another_program_changed_since_are_not_overwritten(
    project: Project, base_is_kept: bool
) -> None:
    image = list_images(project)[0]
    crash = Crash(project, image)
    crash.draw(2)
    if base_is_kept:
        crash.save(announced=True)
        crash.draw(30)
    crash.crash()
    foreign = Annotation((square(40, edge=5),))
    write_labels(crash.path, foreign, image=image.path, size=(48, 64))
    found = run(project)
    assert found.edits == 0
    assert image.name in str(found.problems[0])
    assert same(read_annotation(project, image), foreign)
    kept = label_versions(project, image)
    contents = [parse_labels(v.path, read_version(v) or b"").annotation for v in kept]
    expected = crash.annotation if base_is_kept else Annotation(crash.annotation.shapes[-1:])
    assert any(same(content, expected) for content in contents)
    assert journals(project) == []


def test_what_cannot_be_saved_is_handed_over_and_the_journal_stays(
    project: Project, image: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = Crash(project, image)
    crash.draw(2)
    path = crash.crash()

    with monkeypatch.context() as full:
        full.setattr(journal_replay, "replace_labels", no_room)
        found = run(project)
        assert found.journals == (path,)
        assert same(found.unsaved[image], crash.annotation)
        later = Crash(project, image, after=found)  # the next session goes on from there
        later.draw(30)
        later.crash()
        assert same(run(project).unsaved[image], later.annotation)
    assert run(project).edits == 2
    assert same(read_annotation(project, image), later.annotation)
    assert journals(project) == []


def test_who_takes_over_what_cannot_be_saved_may_end_at_any_moment(
    project: Project, image: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_replay, "replace_labels", no_room)
    crash = Crash(project, image)
    crash.draw(2)
    path = crash.crash()
    later = Crash(project, image, after=run(project))
    later.draw(30)
    later_path = later.crash()
    content, later_content = path.read_bytes(), later_path.read_bytes()
    ends = [n for n, byte in enumerate(later_content, 1) if byte == ord("\n")]
    end = ends[-1]
    for cut in sorted({*range(0, end, 9), *ends, end - 2, end - 1}):
        path.write_bytes(content)
        later_path.write_bytes(later_content[:cut])
        is_whole = cut >= end - 1  # a line is whole without its end
        expected = later.annotation if is_whole else crash.annotation
        assert same(run(project).unsaved[image], expected), cut


@pytest.mark.parametrize("comes_after", [False, True])
def test_what_two_windows_drew_on_one_image_that_cannot_be_saved_is_all_handed_over(
    project: Project, image: ImageRef, monkeypatch: pytest.MonkeyPatch, comes_after: bool
) -> None:
    monkeypatch.setattr(journal_replay, "replace_labels", no_room)
    found = None
    if comes_after:  # both begin with what a crash before them left
        crash = Crash(project, image)
        crash.draw(2)
        crash.crash()
        found = run(project)
    windows = [Crash(project, image, after=found) for _ in range(2)]
    for at, window in enumerate(windows, 20):
        window.draw(at)
        window.crash()
    found = run(project)
    assert found.edits == 2 * (1 + comes_after)
    left = {shape.points.tobytes() for shape in found.unsaved[image].shapes}
    drawn = {shape.points.tobytes() for window in windows for shape in window.annotation.shapes}
    assert left == drawn


def test_recovering_may_end_at_any_moment(project: Project) -> None:
    first, second = list_images(project)
    crashes = [Crash(project, first), Crash(project, second)]
    for crash in crashes:
        crash.draw(2)
        crash.crash()
    job: Generator[Any, None, Any] = recover(
        project, [project.root / JOURNAL_FOLDER], [first, second]
    )
    next(job)
    job.close()
    found = run(project)
    assert found.problems == ()
    for crash in crashes:
        assert same(read_annotation(project, crash.image), crash.annotation)
