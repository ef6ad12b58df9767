"""Kill a scripted labelling 1,000 times and see what is lost: kill_nine.py [ROUNDS] [SEED]

Half of the rounds are on a disk that works, the rest on one that fills up, one that is full from
the start (a small disk in memory; only where this script may mount one), in a folder that becomes
read-only, and in one that was so before. After each kill labelme opens every label file, and the
next child, opening the project as the program does, must find every edit that was reported.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from labelme_process import LabelmeProcess  # noqa: E402
from scripted_labelling import KillBench, check_label_files  # noqa: E402
from small_project import small_project  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARES = {"normal": 0.5, "full": 0.15, "read_only": 0.15, "always_read_only": 0.1, "no_room": 0.1}
BALLAST = "ballast"


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of one mebibyte, if one can be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    is_mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, *, leave: int) -> None:
    """Leave so many bytes of room on a disk."""
    state = os.statvfs(folder)
    room = state.f_bavail * state.f_frsize
    with (folder / BALLAST).open("ab") as file:
        file.write(bytes(max(room - leave, 0)))


def kill_often(mode: str, rounds: int, seed: int, folder: Path, labelme: LabelmeProcess) -> None:
    project = small_project(folder / "disk" / "project", 3)
    bench = KillBench(project.root, folder / "home", mode, seed)
    start = time.monotonic()
    known: dict[Path, int] = {}
    if mode == "no_room":
        fill(folder / "disk", leave=16384)
    try:
        for _ in range(rounds):
            bench.round()
            check_label_files(project.root, labelme, known)
        if mode == "no_room":
            (folder / "disk" / BALLAST).unlink()
        bench.settle()
    finally:
        bench.close()
    check_label_files(project.root, labelme)
    seconds = time.monotonic() - start
    seen = ", ".join(f"{what} {count}" for what, count in sorted(bench.counts.items()))
    print(f"{mode}: {seen}; {seconds:.0f} s", flush=True)


def main(rounds: int, seed: int) -> None:
    labelme = LabelmeProcess()
    for mode, share in SHARES.items():
        with tempfile.TemporaryDirectory() as folder:
            if mode == "no_room":
                with small_disk(Path(folder) / "disk") as is_mounted:
                    if is_mounted:
                        kill_often(mode, round(rounds * share), seed, Path(folder), labelme)
                    else:
                        print("no_room: left out, no disk can be mounted here")
            else:
                kill_often(mode, round(rounds * share), seed, Path(folder), labelme)
    labelme.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int((sys.argv[2:] or ["0"])[0]))
