from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unet_studio.storage.runs.file_place import noted_file, noted_place

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "runs/2026-11-21-1432-auto/best.safetensors"


def project_at(root: Path) -> Path:
    (root / PLACE).parent.mkdir(parents=True)
    (root / PLACE).write_bytes(b"")
    return root


def test_a_file_of_the_project_is_found_where_the_project_is_now(tmp_path: Path) -> None:
    before, now = project_at(tmp_path / "before"), tmp_path / "elsewhere" / "now"
    noted = noted_place(before / PLACE, before)
    assert noted == PLACE
    now.parent.mkdir()
    before.rename(now)
    assert noted_file(noted, now) == now / PLACE


def test_a_file_outside_is_noted_whole(tmp_path: Path) -> None:
    outside = tmp_path / "other.safetensors"
    outside.write_bytes(b"")
    project = project_at(tmp_path / "project")
    noted = noted_place(outside, project)
    assert noted == str(outside.resolve())
    assert noted_file(noted, project) == outside.resolve()


@pytest.mark.parametrize(
    "noted", [f"/home/ada/cells/{PLACE}", "C:\\Users\\Ada\\cells\\" + PLACE.replace("/", "\\")]
)
def test_whole_paths_of_older_notes_are_found_in_the_moved_project(
    tmp_path: Path, noted: str
) -> None:
    project = project_at(tmp_path / "project")
    assert noted_file(noted, project) == project / PLACE


def test_a_file_that_is_gone_is_no_other_of_its_name(tmp_path: Path) -> None:
    project = project_at(tmp_path / "project")
    (project / "best.safetensors").write_bytes(b"")
    gone = "/home/ada/cells/runs/2026-11-20-0900-auto/best.safetensors"
    assert not noted_file(gone, project).exists()
    assert noted_file("runs/x/best.safetensors", project) == project / "runs/x/best.safetensors"
