"""Earlier versions: which are kept, for how long, and what was in force when."""

import json
from pathlib import Path

import pytest
from small_project import small_project

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.labels import label_history
from unet_studio.storage.labels.label_history import (
    Deed,
    history_folder,
    keep_version,
    label_versions,
    read_version,
    version_at,
)
from unet_studio.storage.project.project_file import list_images

NOW = 1_800_000_000.0
DEED = Deed("ann", (say("undo", "Draw shape")(), say("undo", "Delete {count} shapes")(count=2)))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", ["a/图像 1.png"])


@pytest.fixture
def image(project: Project) -> ImageRef:
    return list_images(project)[0]


def content(*labels: str) -> bytes:
    return json.dumps({"shapes": [{"label": label} for label in labels]}).encode()


def keep(project: Project, image: ImageRef, what: bytes | None, at: float = NOW) -> None:
    folder = history_folder(project, image)
    keep_version(folder, what, written=at - 60, replaced=at, deed=DEED)


def test_a_version_says_who_what_when_and_how_many(project: Project, image: ImageRef) -> None:
    keep(project, image, content("cell", "cell", "rim"))
    (version,) = label_versions(project, image)
    assert (version.written, version.replaced) == (NOW - 60, NOW)
    assert version.deed == DEED
    assert version.counts == {"cell": 2, "rim": 1}
    assert read_version(version) == content("cell", "cell", "rim")


@pytest.mark.parametrize("what", [b"{broken", b"", b"[]", None])
def test_whatever_was_in_the_file_is_kept(
    project: Project, image: ImageRef, what: bytes | None
) -> None:
    keep(project, image, what)
    (version,) = label_versions(project, image)
    assert read_version(version) == what
    assert version.counts == {}


def test_a_damaged_version_is_left_out_and_the_others_stay(
    project: Project, image: ImageRef
) -> None:
    keep(project, image, content("a"), NOW)
    keep(project, image, content("b"), NOW + 1)
    latest, earlier = label_versions(project, image)
    latest.path.write_bytes(b"damaged")
    assert label_versions(project, image) == [earlier]
    with pytest.raises(StudioError, match="cannot be read"):
        read_version(latest)


def test_old_versions_thin_out(project: Project, image: ImageRef) -> None:
    for minute in range(0, 3 * 24 * 60, 10):
        keep(project, image, content(f"{minute}"), NOW + minute * 60)
    ages_h = [(NOW + 3 * 86400 - 600 - v.replaced) / 3600 for v in label_versions(project, image)]
    assert sum(age < 1 for age in ages_h) == 6
    assert 22 <= sum(1 <= age < 24 for age in ages_h) <= 24
    assert 2 <= sum(age >= 24 for age in ages_h) <= 3


def test_versions_take_up_so_much_room_at_most(
    project: Project, image: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_history, "_MAX_BYTES", 1000)
    for second in range(30):
        keep(project, image, content(f"{second}"), NOW + second)
    versions = label_versions(project, image)
    assert 3 <= len(versions) < 10
    assert versions[0].replaced == NOW + 29


def test_the_version_in_force_at_a_moment(project: Project, image: ImageRef) -> None:
    for k in (1, 2, 3):
        keep(project, image, content(f"{k}"), NOW + 1000 * k)
    versions = label_versions(project, image)

    def in_force(moment: float) -> bytes | None:
        version = version_at(versions, moment)
        return read_version(version) if version else None

    assert in_force(NOW) == content("1")
    assert in_force(NOW + 1000) == content("2")
    assert in_force(NOW + 2999) == content("3")
    assert in_force(NOW + 3000) is None
    for version in versions:
        assert version_at(versions, version.moment) == version


def test_files_of_other_names_do_not_keep_a_version_from_being_kept(
    project: Project, image: ImageRef
) -> None:
    folder = history_folder(project, image)
    folder.mkdir(parents=True)
    for name in ("notes.version.gz", "a-b-c.version.gz", "1-2.version.gz"):
        (folder / name).write_bytes(b"somebody else's")
    keep(project, image, content("cell"))
    keep(project, image, content("rim"), NOW + 1)
    assert len(label_versions(project, image)) == 2
    assert (folder / "notes.version.gz").exists()


def test_two_windows_that_let_go_of_the_same_version_at_once(
    project: Project, image: ImageRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, image, content("cell"))
    files = label_history._files

    def files_one_of_them_gone(folder: Path) -> list[Path]:
        return [*files(folder), folder / "00000000000001-00000000000002-0.version.gz"]

    monkeypatch.setattr(label_history, "_files", files_one_of_them_gone)
    keep(project, image, content("rim"), NOW + 1)
    monkeypatch.undo()
    assert len(label_versions(project, image)) == 2
