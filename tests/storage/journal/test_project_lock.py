"""Who has a project open: the living, the dead and those far away."""

import os
import platform
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from unet_studio.storage.file_lock import take_lock
from unet_studio.storage.journal import project_lock
from unet_studio.storage.journal.journal import Journal, encoded_line
from unet_studio.storage.journal.project_lock import (
    Session,
    held,
    is_living,
    journals_in,
    living_sessions,
    read_session,
)


def far_away(folder: Path, *, silent_s: float) -> Session:
    session = replace(Session.begin(), host="another computer")
    path = folder / f"{session.session}.journal"
    path.write_bytes(encoded_line(session.header()))
    heard = time.time() - silent_s
    os.utime(path, (heard, heard))
    return session


def test_sessions_of_this_computer_live_as_long_as_their_journal_is_open(tmp_path: Path) -> None:
    own, other = Session.begin(), Session.begin()
    journals = [Journal([tmp_path], session.header()) for session in (own, other)]
    assert living_sessions([tmp_path], own.session) == [other]
    assert (other.host, other.pid) == (platform.node(), os.getpid())
    journals[1].append({})
    journals[1].close()
    assert living_sessions([tmp_path], own.session) == []
    assert read_session(journals[1].path) == other
    journals[0].close()


def test_a_process_that_was_killed_does_not_live(tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from unet_studio.storage.journal.journal import Journal\n"
        "from unet_studio.storage.journal.project_lock import Session\n"
        f"journal = Journal([Path({str(tmp_path)!r})], Session.begin().header())\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    assert [s.pid for s in living_sessions([tmp_path], "own")] == [process.pid]
    process.kill()
    process.communicate()
    assert living_sessions([tmp_path], "own") == []


def test_sessions_of_other_computers_live_as_long_as_they_are_heard_of(tmp_path: Path) -> None:
    heard = far_away(tmp_path, silent_s=20)
    far_away(tmp_path, silent_s=200)
    assert living_sessions([tmp_path], "own") == [heard]


def test_where_there_are_no_locks_the_process_and_its_signs_of_life_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_lock, "take_lock", lambda _descriptor: None)
    session = Session.begin()
    path = tmp_path / "one.journal"
    path.write_bytes(encoded_line(session.header()))
    assert is_living(path, session)
    assert not is_living(path, replace(session, pid=2**22 + 1))
    os.utime(path, (0, 0))
    assert not is_living(path, session)


def test_a_journal_that_has_just_begun_is_not_taken_for_dead(tmp_path: Path) -> None:
    path = tmp_path / "one.journal"
    path.write_bytes(b"")
    assert read_session(path) is None
    assert is_living(path, None)
    os.utime(path, (0, 0))
    assert not is_living(path, None)


def test_a_lock_is_one_persons(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"")
    with path.open("rb+") as file:
        assert take_lock(file.fileno())
        with held(path) as lock:
            assert lock is False
    with held(path) as lock:
        assert lock is True
    with held(tmp_path / "missing") as lock:
        assert lock is None


def test_folders_that_are_not_there_hold_no_journals(tmp_path: Path) -> None:
    assert journals_in([tmp_path / "nowhere", tmp_path]) == []
