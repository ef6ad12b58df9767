"""Trains in a process of its own and kills it, as hard as can be, at a chosen moment.

Usage: python killed_training.py PROJECT RUN MOMENT COUNT, with MOMENT one of `MOMENTS`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import safetensors.numpy
import torch

from unet_studio.learning.course import last_checkpoint
from unet_studio.learning.network import learner
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training import train
from unet_studio.learning.watching import curves
from unet_studio.storage import atomic_write
from unet_studio.storage.project.project_file import read_project

MOMENTS = ("step", "checkpoint", "replacing", "best", "curves")
EPOCHS, SEED = 4, 3
PLAN = {
    "plan.width": 4,
    "plan.levels": 3,
    "plan.batch": 2,
    "plan.patch_px": 48,
    "network.dropout": 0.2,
    "optimiser.average": 0.9,
}


def die_at(name: str, owner: Any, count: int, half: Any = None) -> None:
    """Kill the process in the `count`-th call of a function, half of its work done."""
    honest = getattr(owner, name)
    calls = 0

    def dying(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == count:
            if half is not None:
                half(*arguments, **named)
            os.kill(os.getpid(), signal.SIGKILL)
        return honest(*arguments, **named)

    setattr(owner, name, dying)


def half_a_file(arrays: Any, path: Path, metadata: Any) -> None:
    content = safetensors.numpy.save(arrays, metadata)
    path.write_bytes(content[: len(content) // 2])


def arm(moment: str, count: int) -> None:
    if moment == "step":
        die_at("step", learner.Learner, count)
    elif moment == "checkpoint":
        die_at("save_file", safetensors.numpy, count, half_a_file)
    elif moment == "replacing":
        die_at("_flush_to_disk", atomic_write, count)
    elif moment == "best":
        die_at("write", train.BestModel, count)
    else:
        die_at("append_metrics", curves, count)


if __name__ == "__main__":
    torch.set_num_threads(1)
    last_checkpoint._LEAST_S, last_checkpoint._SHARE = 0.0, 1e9  # a checkpoint after every step
    arm(sys.argv[3], int(sys.argv[4]))
    job = train.train(
        read_project(Path(sys.argv[1])),
        recipe_named("auto", **PLAN),
        epochs=EPOCHS,
        seed=SEED,
        run_dir=Path(sys.argv[2]),
    )
    for _ in job:
        pass
