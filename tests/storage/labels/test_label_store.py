"""Replacing label files: when a version is kept, and when another program's work is noticed."""

import errno
import os
from pathlib import Path

import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.labels import label_store
from unet_studio.storage.labels.label_history import Deed, label_versions, read_version
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.label_store import Replaced, label_version, replace_labels
from unet_studio.storage.labels.labelme_file import label_bytes
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation

ANN = Deed("ann", (say("undo", "Draw shape")(),), "session 1")
BOB = Deed("bob", (), "session 2")


class Store:
    """The label file of one image, and a clock that is set by hand."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = project
        self.image: ImageRef = list_images(project)[0]
        self.path = label_path(project, self.image)
        self.now = 1_800_000_000.0
        self.known: str | None = None
        monkeypatch.setattr(label_store.time, "time", lambda: self.now)

    def write(self, count: int, deed: Deed = ANN) -> Replaced:
        annotation = Annotation(tuple(square(k) for k in range(count)))
        content = label_bytes(self.path, annotation, image=self.image.path, size=(48, 64))
        done = replace_labels(
            self.project,
            self.image,
            self.path,
            content,
            shapes=count,
            deed=deed,
            known=self.known,
        )
        self.known = done.digest
        assert self.path.read_bytes() == content
        return done

    @property
    def kept(self) -> list[tuple[str, int]]:
        versions = label_versions(self.project, self.image)
        return [(v.deed.who, sum(v.counts.values())) for v in versions]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    return Store(small_project(tmp_path / "project", 1), monkeypatch)


def test_saves_of_one_piece_of_work_make_one_version(store: Store) -> None:
    for count in range(1, 6):
        store.now += 20
        store.write(count)
    assert store.kept == [("", 0)]  # before anything was drawn
    store.write(6, BOB)
    deed = label_versions(store.project, store.image)[0].deed
    assert (deed.who, len(deed.what)) == ("ann", 5)


def test_another_author_or_session_makes_a_version(store: Store) -> None:
    store.write(1)
    store.write(2, BOB)
    assert store.kept == [("ann", 1), ("", 0)]
    store.write(3, Deed("bob", (), "session 3"))
    assert store.kept == [("bob", 2), ("ann", 1), ("", 0)]


def test_there_is_a_version_every_five_minutes(store: Store) -> None:
    for count in range(1, 12):
        store.write(count)
        store.now += 61
    assert store.kept == [("ann", 10), ("ann", 5), ("", 0)]


def test_there_is_a_version_before_shapes_disappear(store: Store) -> None:
    store.write(9)
    store.write(8)
    store.write(2)
    assert store.kept == [("ann", 8), ("", 0)]


def test_what_another_program_wrote_is_kept_and_told(store: Store) -> None:
    store.write(1)
    foreign = store.path.read_bytes().replace(b"cell", b"rim")
    store.path.write_bytes(foreign)
    assert store.write(2).was_foreign
    latest = label_versions(store.project, store.image)[0]
    assert read_version(latest) == foreign
    assert latest.deed.who == ""
    assert not store.write(3).was_foreign


def test_labels_of_others_are_not_replaced_if_they_cannot_be_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(1)
    store.path.write_bytes(foreign := store.path.read_bytes().replace(b"cell", b"rim"))

    def no_room(*_args: object, **_kwargs: object) -> None:
        raise WriteError(say("storage", "no room")())

    monkeypatch.setattr(label_store, "keep_version", no_room)
    with pytest.raises(WriteError):
        store.write(2)
    assert store.path.read_bytes() == foreign


def test_own_work_is_saved_even_if_no_version_can_be_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(9)
    folder = store.project.root / ".unet-studio" / "labels"
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.is_relative_to(folder):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    store.write(1)
    assert store.kept == [("", 0)]


def test_labels_that_others_write_become_versions_as_well(store: Store) -> None:
    write_annotation(store.project, store.image, Annotation((square(3),)))
    assert not store.project.root.joinpath(".unet-studio", "labels").exists()
    write_annotation(store.project, store.image, Annotation())
    assert store.kept == [("", 1)]
    assert label_version(store.path) is not None


def test_a_label_file_that_is_a_folder_is_an_error(store: Store) -> None:
    store.path.mkdir()
    with pytest.raises(StudioError):
        store.write(1)
