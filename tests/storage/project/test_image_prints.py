"""Images that were renamed outside, found again by their content."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from small_project import small_project, write_image

from unet_studio.domain.project import Project
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.labels.labelme_file import read_image_name, read_labels
from unet_studio.storage.project.image_prints import (
    Renaming,
    find_renamings,
    missing_images,
    note_prints,
    read_prints,
    take_labels_along,
)
from unet_studio.storage.project.project_file import list_images


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = small_project(tmp_path / "p", 4, labelled=3, held_out=["1.png"])
    note_prints(made, ["0.png", "1.png", "2.png"], {})
    return made


def run(job: Generator[ProgressReport, None, frozenset[str]]) -> tuple[list, frozenset[str]]:
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return reports, end.value


def renamings(project: Project) -> list[Renaming]:
    return find_renamings(project, list_images(project).names, read_prints(project.root))


def test_a_renamed_image_is_known_again_also_in_another_folder(project: Project) -> None:
    (project.root / "sub").mkdir()
    (project.root / "0.png").rename(project.root / "new name.png")
    (project.root / "1.png").rename(project.root / "sub" / "1.png")
    (project.root / "3.png").rename(project.root / "4.png")  # had no labels
    expected = {Renaming("0.png", "new name.png"), Renaming("1.png", "sub/1.png")}
    assert set(renamings(project)) == expected
    assert set(missing_images(project, ["0.png", "1.png", "2.png", "3.png"])) == {"0.png", "1.png"}


def test_another_picture_of_the_same_time_and_size_is_not_taken_for_it(project: Project) -> None:
    old = project.root / "0.png"
    stat, content = old.stat(), old.read_bytes()
    old.unlink()
    other = project.root / "other.png"
    other.write_bytes(content[:-20] + bytes(20))
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert renamings(project) == []


def test_two_that_nobody_could_tell_apart_are_left_alone(project: Project) -> None:
    first, second = project.root / "0.png", project.root / "1.png"
    second.write_bytes(first.read_bytes())
    for path in (first, second):
        os.utime(path, ns=(10**18, 10**18))
    note_prints(project, ["0.png", "1.png"], {})
    first.rename(project.root / "a.png")
    second.rename(project.root / "b.png")
    assert renamings(project) == []


def test_an_image_with_labels_of_its_own_is_left_alone(project: Project) -> None:
    (project.root / "0.png").rename(project.root / "new.png")
    (project.root / "new.json").write_bytes((project.root / "1.json").read_bytes())
    assert renamings(project) == []


def test_labels_go_along_and_the_split_with_them(project: Project) -> None:
    before = read_labels(project.root / "1.json").annotation
    (project.root / "1.png").rename(project.root / "new.png")
    reports, held_out = run(take_labels_along(project, renamings(project)))
    assert [report.problem for report in reports] == [None]
    assert held_out == frozenset({"new.png"})
    after = read_labels(project.root / "new.json").annotation
    assert [s.class_name for s in after.shapes] == [s.class_name for s in before.shapes]
    assert (after.shapes[0].points == before.shapes[0].points).all()
    assert read_image_name(project.root / "new.json") == "new.png"
    assert not (project.root / "1.json").exists()
    assert renamings(project) == []


def test_prints_of_images_that_are_gone_stay_as_long_as_their_labels(project: Project) -> None:
    (project.root / "0.png").unlink()
    (project.root / "1.png").unlink()
    (project.root / "1.json").unlink()
    known = note_prints(project, ["2.png"], read_prints(project.root))
    assert set(known) == {"0.png", "2.png"}
    assert read_prints(project.root) == known


def test_unreadable_notes_are_no_notes(project: Project) -> None:
    (project.root / ".unet-studio" / "prints.json").write_text("[1]")
    assert read_prints(project.root) == {}
    write_image(project.root / "5.png")
    assert renamings(project) == []
