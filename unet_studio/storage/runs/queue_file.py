"""``.unet-studio/queue.json``: the trainings that wait, so that they outlive the program."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.run_queue import RunQueue
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.project.project_file import CACHE_FOLDER
from unet_studio.storage.runs.file_place import noted_file, noted_place

if TYPE_CHECKING:
    from collections.abc import Callable

_QUEUE = "queue.json"


def read_queue(root: Path) -> RunQueue:
    """The queue of the project in a folder, what ran put back; empty if none can be read."""
    from unet_studio.storage.validation import TypeAdapter, ValidationError

    try:
        content = (root / CACHE_FOLDER / _QUEUE).read_bytes()
        queue = TypeAdapter(RunQueue).validate_json(content).put_back()
    except (OSError, ValidationError):
        return RunQueue()
    return _with_files(queue, lambda noted: str(noted_file(noted, root)))


def write_queue(root: Path, queue: RunQueue) -> None:
    """Keep a queue.

    Raises
    ------
    WriteError
        If the disk is full or the folder cannot be written to.
    """
    noted = _with_files(queue, lambda path: noted_place(Path(path), root))
    write_text(
        root / CACHE_FOLDER / _QUEUE, json.dumps(asdict(noted), ensure_ascii=False, indent=1)
    )


def _with_files(queue: RunQueue, place: Callable[[str], str]) -> RunQueue:
    """The queue with its models, and the recipes that are files and not names, elsewhere."""
    return RunQueue(
        tuple(
            replace(
                run,
                recipe=place(run.recipe) if run.recipe.endswith(".toml") else run.recipe,
                from_model=run.from_model and place(run.from_model),
            )
            for run in queue.runs
        )
    )
