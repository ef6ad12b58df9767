from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from unet_studio.domain.message import StudioError
from unet_studio.storage.atomic_write import (
    WriteError,
    atomic_path,
    remove_leftovers,
    write_bytes,
    write_text,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "新" / "deep" / "a.txt"
    write_text(path, "ä\nb")
    assert path.read_bytes() == "ä\nb".encode()
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_the_old_file_stays_when_the_block_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def write_half() -> None:
        with atomic_path(path) as temporary:
            temporary.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(WriteError, match=r"a\.txt.*space.*unchanged"), atomic_path(path):
        raise OSError(28, "No space left on device")
    assert path.read_text() == "old"


def test_the_temporary_file_has_the_suffix_and_lies_beside(tmp_path: Path) -> None:
    with atomic_path(tmp_path / "a.png") as temporary:
        assert temporary.suffix == ".png"
        assert temporary.parent == tmp_path
        temporary.write_bytes(b"")


def test_names_of_full_length(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".json")
    write_text(path, "1")
    assert path.read_text() == "1"


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(StudioError, match="Cannot write"):
        write_text(tmp_path / "a", "text")
    (tmp_path / "b").write_text("")
    with pytest.raises(WriteError):
        write_text(tmp_path / "b" / "c", "text")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are POSIX")
def test_links_and_modes_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_text(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert os.stat(real).st_mode & 0o777 == 0o640  # noqa: PTH116 - the mode itself


def test_leftovers_of_a_program_that_ended_while_writing_go(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (".0123456789ab.json", ".ba9876543210.json", ".hidden.json")
    )
    for path in (old, young, other):
        path.write_bytes(b"")
    for path in (old, other):
        os.utime(path, (0, 0))
    remove_leftovers(tmp_path)
    remove_leftovers(tmp_path / "nowhere")
    assert sorted(tmp_path.iterdir()) == sorted([young, other])
