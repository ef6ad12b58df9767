"""The journal file: whole lines, whatever happens to the disk or the program."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from unet_studio.storage.journal.journal import Journal, decoded_line, encoded_line, read_journal

HEADER = {"journal": 1, "session": "one"}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal([tmp_path / "home", tmp_path / "away"], HEADER)
    yield made
    made.close()


def numbers(path: Path) -> list[int]:
    return [line["n"] for line in read_journal(path) if "n" in line]


class FullDisk:
    """Writes only so many bytes more into files of some folders."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *folders: Path, room: int = 0) -> None:
        self.room = room
        self._write = os.write
        self._folders = [os.path.realpath(folder) for folder in folders]
        monkeypatch.setattr(os, "write", self.write)

    def write(self, descriptor: int, content: bytes) -> int:
        path = os.path.realpath(f"/proc/self/fd/{descriptor}")
        if not any(path.startswith(folder) for folder in self._folders):
            return self._write(descriptor, content)
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = self._write(descriptor, bytes(content[: self.room]))
        self.room -= written
        return written


def test_a_line_is_in_the_file_when_append_returns(journal: Journal) -> None:
    journal.append({"do": "edit", "name": "图像\n1.png"})
    header, line = read_journal(journal.path)
    assert header == HEADER
    assert line == {"n": 1, "do": "edit", "name": "图像\n1.png"}


def test_torn_lines_are_left_out_wherever_the_file_ends(journal: Journal, tmp_path: Path) -> None:
    for k in range(4):
        journal.append({"k": k})
    content = journal.path.read_bytes()
    cut = tmp_path / "cut"
    for length in range(len(content) + 1):
        cut.write_bytes(content[:length])
        whole = content[:length].count(b"\n")
        seen = read_journal(cut)
        assert len(seen) >= whole
        assert seen == [HEADER, *({"n": k + 1, "k": k} for k in range(4))][: len(seen)]


@pytest.mark.parametrize("line", [b"", b"zz {}", b"00000000 {}", b"[]", encoded_line({})[:-3]])
def test_what_is_no_line_is_none(line: bytes) -> None:
    assert decoded_line(line) is None


def test_clearing_leaves_whose_it_is_and_numbers_go_on(journal: Journal) -> None:
    journal.append({"k": 0})
    journal.clear()
    assert journal.is_empty
    assert read_journal(journal.path) == [HEADER]
    journal.append({"k": 1})
    assert read_journal(journal.path) == [HEADER, {"n": 2, "k": 1}]


def test_the_file_goes_with_the_session_unless_it_is_still_needed(tmp_path: Path) -> None:
    done, needed = (Journal([tmp_path], {"session": name}) for name in ("done", "needed"))
    done.append({})
    done.clear()
    needed.append({})
    done.close()
    needed.close()
    assert [path.name for path in tmp_path.iterdir()] == ["needed.journal"]


def test_on_a_full_disk_the_journal_goes_on_elsewhere_with_every_line(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append({"k": "before"})
    FullDisk(monkeypatch, tmp_path / "home", room=10)
    journal.append({"k": "while"})
    assert journal.problem is None
    home, away = journal.paths
    assert journal.path == away
    assert numbers(home) == [1]
    assert numbers(away) == [1, 2]
    journal.append({"k": "after"})
    assert numbers(away) == [1, 2, 3]


def test_what_can_be_written_nowhere_is_kept_and_written_later(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch, tmp_path, room=5)
    for k in range(3):
        journal.append({"k": k})
        assert journal.problem is not None
        assert str(journal.path) in str(journal.problem)
    disk.room = 1 << 20
    journal.retry()
    assert journal.problem is None
    assert numbers(journal.path) == [1, 2, 3]


def test_a_folder_that_cannot_be_made_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"in the way")
    journal = Journal([tmp_path / "home", tmp_path / "away"], HEADER)
    journal.append({})
    assert numbers(tmp_path / "away" / "one.journal") == [1]
    (tmp_path / "home").unlink()
    journal.clear()
    assert journal.path == journal.paths[0]
    journal.close()
    assert not list(tmp_path.rglob("*.journal"))


def test_a_file_that_never_held_anything_is_begun_anew_when_the_journal_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch, tmp_path / "home")
    journal = Journal([tmp_path / "home", tmp_path / "away"], HEADER)
    journal.append({"k": 0})
    disk.room = 1 << 20
    journal.clear()
    journal.append({"k": 1})
    home, away = journal.paths
    assert read_journal(home) == [HEADER, {"n": 2, "k": 1}]
    assert read_journal(away) == [HEADER]
    journal.close()
