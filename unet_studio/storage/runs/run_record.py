"""``run.json``: what a run notes of itself while it goes on, and whether it still does."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from unet_studio.domain.message import StoppedError, StudioError
from unet_studio.domain.run_entry import RunRecord, RunState
from unet_studio.storage.atomic_write import WriteError, write_text
from unet_studio.storage.file_lock import take_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pydantic import TypeAdapter

RECORD = "run.json"
_LOCK = ".running"


def write_record(run: Path, record: RunRecord) -> None:
    """Note this of a run.

    Raises
    ------
    WriteError
        If the disk is full or the folder is gone.
    """
    write_text(run / RECORD, json.dumps(asdict(record), ensure_ascii=False, indent=1))


def read_record(run: Path) -> RunRecord | None:
    """What a run noted of itself; None if there is nothing, or nothing that can be understood."""
    from unet_studio.storage.validation import ValidationError

    try:
        return _adapter().validate_json((run / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


@contextmanager
def recording(
    run: Path, record: RunRecord, progress: Callable[[], tuple[int, float]]
) -> Iterator[None]:
    """Note that a run has begun, and at the end how it ended.

    As long as the block lasts the folder holds a locked file, by which others know that the run
    goes on: the system takes the lock off however the process ends.

    Parameters
    ----------
    run
        Its folder.
    record
        What is known at the start. A run that is resumed keeps the time it first started at.
    progress
        Asked at the end for the steps made and the seconds taken, of all parts of a resumed run.
    """
    before = read_record(run)
    record = replace(record, started=before.started if before and before.started else now())
    write_record(run, record)
    state, problem = RunState.FINISHED, ""
    with _locked(run / _LOCK):
        try:
            yield
        except (GeneratorExit, KeyboardInterrupt, StoppedError):
            state = RunState.STOPPED
            raise
        except BaseException as error:
            state = RunState.FAILED
            problem = str(error.message) if isinstance(error, StudioError) else repr(error)
            raise
        finally:
            steps, seconds = progress()
            with suppress(WriteError):  # the curves and the model have said so, or will
                write_record(
                    run,
                    replace(
                        record,
                        state=state,
                        problem=problem,
                        ended=now(),
                        steps=steps,
                        seconds=round(seconds, 2),
                    ),
                )


def is_going_on(run: Path) -> bool:
    """Whether a process that runs now holds the lock of a run."""
    try:
        descriptor = os.open(run / _LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return take_lock(descriptor) is False
    finally:
        os.close(descriptor)


def now() -> str:
    """Local time with its offset, ISO 8601."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = None
    with suppress(OSError):  # a disk without room; nobody can tell then that the run goes on
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        take_lock(descriptor)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)
        with suppress(OSError):
            path.unlink()


@cache
def _adapter() -> TypeAdapter[RunRecord]:
    # Made once: that takes longer than reading a record, and a project may have hundreds.
    from unet_studio.storage.validation import TypeAdapter

    return TypeAdapter(RunRecord)
