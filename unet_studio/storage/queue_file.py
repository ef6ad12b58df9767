"""``.unet-studio/queue.json``: the trainings that wait, so that they outlive the program."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from unet_studio.domain.run_queue import RunQueue
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.project_file import CACHE_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

_QUEUE = "queue.json"


def read_queue(root: Path) -> RunQueue:
    """The queue of the project in a folder, what ran put back; empty if none can be read."""
    from unet_studio.storage.validation import TypeAdapter, ValidationError

    try:
        content = (root / CACHE_FOLDER / _QUEUE).read_bytes()
        return TypeAdapter(RunQueue).validate_json(content).put_back()
    except (OSError, ValidationError):
        return RunQueue()


def write_queue(root: Path, queue: RunQueue) -> None:
    """Keep a queue.

    Raises
    ------
    WriteError
        If the disk is full or the folder cannot be written to.
    """
    write_text(
        root / CACHE_FOLDER / _QUEUE, json.dumps(asdict(queue), ensure_ascii=False, indent=1)
    )
