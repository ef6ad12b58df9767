"""Bringing back what only a journal holds."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.message import say
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage import journal_replay
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.journal import JOURNAL_FOLDER, Journal, decoded_line, encoded_line
from unet_studio.storage.journal_record import difference, message_json
from unet_studio.storage.journal_replay import Recovered, chains_of, recover
from unet_studio.storage.label_history import digest_of, label_versions, read_version
from unet_studio.storage.label_place import label_path
from unet_studio.storage.label_store import label_version
from unet_studio.storage.labelme_file import parse_labels, write_labels
from unet_studio.storage.project_file import list_images
from unet_studio.storage.project_labels import read_annotation, write_annotation
from unet_studio.storage.project_lock import Session

if TYPE_CHECKING:
    from collections.abc import Generator

WHAT = message_json(say("undo", "Draw shape")())


class Crash:
    """A session that labels one image, saves now and then, and ends without a word."""

    def __init__(self, project: Project, image: ImageRef, *, resumes: bool = False) -> None:
        session = Session.begin()
        self.project, self.image, self.annotation = project, image, read_annotation(project, image)
        self.journal = Journal([project.root / JOURNAL_FOLDER], session.header())
        self.edits = 0
        base = label_version(self.path)
        begin = {"do": "begin", "image": image.name, "size": [48, 64], "base": base}
        self.journal.append(begin | ({"resumes": True} if resumes else {}))

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

    def no_room(*_args: Any, **_kwargs: Any) -> None:
        raise WriteError(say("storage", "no room")())

    with monkeypatch.context() as full:
        full.setattr(journal_replay, "replace_labels", no_room)
        found = run(project)
        assert found.journals == (path,)
        assert same(found.unsaved[image], crash.annotation)
        later = Crash(project, image, resumes=True)  # the next session goes on from there
        later.edit(found.unsaved[image])
        later.draw(30)
        later.crash()
        assert same(run(project).unsaved[image], later.annotation)
    assert run(project).edits == 2
    assert same(read_annotation(project, image), later.annotation)
    assert journals(project) == []


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


@given(st.lists(st.tuples(st.sampled_from("imdx"), st.integers(0, 99)), max_size=8), st.data())
def test_a_journal_cut_anywhere_gives_the_annotation_after_its_whole_lines(
    deeds: list[tuple[str, int]], data: st.DataObject
) -> None:
    states, lines = [Annotation()], []
    for number, (deed, chance) in enumerate(deeds, 2):
        after = edited(states[-1], deed, chance)
        entry = {"n": number, "do": "edit", "image": "a", **difference(states[-1], after)}
        lines.append(encoded_line(entry))
        states.append(after)
    begin = {"n": 1, "do": "begin", "image": "a", "size": [9, 9], "base": None}
    content = encoded_line(begin) + b"".join(lines)
    cut = content[: data.draw(st.integers(len(encoded_line(begin)), len(content)))]
    records = [r for line in cut.split(b"\n") if (r := decoded_line(line))]
    whole = cut.count(b"\n") - 1
    chain = chains_of(records)["a"]
    assert len(chain.records) >= whole
    assert chain.edited(Annotation(), 0).equals(states[len(chain.records)])


def edited(before: Annotation, deed: str, chance: int) -> Annotation:
    mask = np.random.default_rng(chance).random((3, 4)) < 0.5
    corners = np.array([[0.0, 0.0], [3.0, 2.0]])
    if deed == "m":
        brushed = Shape("cell", corners, ShapeType.MASK, mask=mask)
        return before.inserted(0, brushed)
    if deed == "x":
        return replace(before, stated_extent=list(LabelExtent)[chance % 3])
    if deed == "i" or not before.shapes:
        return before.inserted(chance % (len(before.shapes) + 1), square(chance / 7))
    chosen = before.shapes[chance % len(before.shapes)]
    return before.removed(chosen.shape_id)
