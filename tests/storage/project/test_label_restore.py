"""All images as they were at some moment."""

from pathlib import Path

import pytest
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.project import Project
from unet_studio.storage.labels import label_store
from unet_studio.storage.labels.label_history import Deed
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.project.label_restore import RestoreSummary, restore_labels
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", 3)


def restored(project: Project, moment: float) -> RestoreSummary:
    job = restore_labels(project, moment, Deed("ann", (), f"restoring {moment}"))
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: RestoreSummary = stop.value
            return result


def counts(project: Project) -> list[int]:
    return [len(read_annotation(project, image).shapes) for image in list_images(project)]


def test_back_and_forth_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_800_000_000, 1_900_000_000, 10))
    now = [0.0]
    monkeypatch.setattr(label_store.time, "time", lambda: now[0])
    moments = []
    first, second, _ = list_images(project)
    for image, count in ((first, 1), (second, 2), (first, 3), (first, 1), (second, 5)):
        now[0] = next(clock)
        shapes = tuple(square(k) for k in range(count))
        write_annotation(project, image, Annotation(shapes), deed=Deed("ann", (), f"{now[0]}"))
        moments.append((now[0] + 1, counts(project)))
    now[0] = next(clock)
    assert moments[-1][1] == [1, 5, 0]
    for moment, expected in (*moments, *reversed(moments)):
        before = counts(project)
        changed = restored(project, moment).changed
        assert counts(project) == expected
        differing = [f"{k}.png" for k in range(3) if before[k] != expected[k]]
        assert set(changed) >= set(differing)
        now[0] = next(clock)


def test_broken_label_files_are_told_and_left_alone(project: Project) -> None:
    image = list_images(project)[0]
    write_annotation(project, image, Annotation((square(3),)), deed=Deed("ann", (), "1"))
    write_annotation(project, image, Annotation(), deed=Deed("ann", (), "2"))
    path = label_path(project, image)
    path.write_bytes(b"{broken")
    reports = list(restore_labels(project, 0.0, Deed("ann")))
    assert "Cannot understand" in str(reports[0].problem)
    assert path.read_bytes() == b"{broken"
