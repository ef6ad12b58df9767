"""Kill a training again and again and see whether anything is lost: kill_training.py [KILLS] [SEED]

A process of its own trains on the sample project, with dropout and weight averaging, and gets
SIGKILL at a random moment: half of the kills anywhere, half of them while a file is being written.
Another one goes on from its last checkpoint, and so on. In the end all weights must be, bit for
bit, those of a training that nobody disturbed.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import torch

from unet_studio.domain.message import StudioError
from unet_studio.learning.course import last_checkpoint
from unet_studio.learning.course.last_checkpoint import read_last
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.resume import resume_training
from unet_studio.learning.training.train import train
from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.runs.model_file import read_model
from unet_studio.storage.runs.run_folder import BEST, LAST

PLAN = {
    "plan.width": 16,
    "plan.levels": 4,
    "plan.patch_px": 96,
    "plan.batch": 2,
    "network.dropout": 0.2,
    "optimiser.average": 0.98,
}
SEED = 5
MOST_STEPS = (
    30  # from one kill to the next; an epoch, of which there are as many as kills, has more
)
LONGEST_S = 0.3  # after the last of these steps
LEAST_S = 0.3  # between two checkpoints: a hundred times as often as usual, to meet them often
LOOK_EVERY_S = 0.0005


def learn(project: Path, run: Path, epochs: int) -> None:
    """Train, or go on; a line for each step. This is what gets killed."""
    torch.set_num_threads(1)
    last_checkpoint._LEAST_S, last_checkpoint._SHARE = LEAST_S, 1.0
    opened = read_project(project)
    if (run / LAST).is_file():
        job = resume_training(opened, run)
    else:
        recipe = recipe_named("auto", **PLAN)
        job = train(opened, recipe, epochs=epochs, seed=SEED, device="cpu", run_dir=run)
    for report in job:
        print(report.step, flush=True)


def command(project: Path, run: Path, epochs: int) -> list[str]:
    return [sys.executable, __file__, "--learn", str(project), str(run), str(epochs)]


def kill_once(words: list[str], run: Path, chance: random.Random) -> tuple[str, int] | None:
    """Start it, and kill it; when, and after how many steps; None if it came to its end."""
    left = unfinished(run)
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = [process.stdout.readline() for _ in range(chance.randint(1, MOST_STEPS))]
        kill_at = time.monotonic() + chance.uniform(0, LONGEST_S)
        in_writing = chance.random() < 0.5
        while process.poll() is None:
            is_time = time.monotonic() >= kill_at
            if is_time and (not in_writing or unfinished(run) - left):
                break
            time.sleep(LOOK_EVERY_S)
    finally:
        process.kill()
        process.wait()
        said += process.stdout.readlines()
        process.stdout.close()
    if process.returncode == 0:
        return None
    if process.returncode > 0:
        sys.exit(f"It ended by itself with {process.returncode}.")
    moment = "while writing" if unfinished(run) - left else "elsewhere"
    return moment, max(int(line) for line in said if line.strip())


def unfinished(run: Path) -> set[str]:
    """Names of files that are not whole yet, or never will be."""
    return {path.name for path in run.iterdir() if path.name.startswith(".")}


def same(run: Path, whole: Path) -> dict[str, bool]:
    """What is compared -> whether it is the same bit for bit."""
    states = [read_last(folder)[1] for folder in (run, whole)]
    models = [read_model(folder / BEST)[1] for folder in (run, whole)]
    weights = [state["learner"]["network"] for state in states]
    means = [state["learner"]["averaging"]["model"] for state in states]
    return {
        "final weights": all(torch.equal(weights[0][n], weights[1][n]) for n in weights[1]),
        "averaged weights": all(torch.equal(means[0][n], means[1][n]) for n in means[1]),
        "best model": all(np.array_equal(models[0][n], models[1][n]) for n in models[1]),
    }


def main(kills: int, seed: int, folder: Path) -> bool:
    project = write_sample(folder / "sample").root
    chance, run, whole = random.Random(seed), folder / "killed", folder / "whole"
    run.mkdir()
    words = command(project, run, kills)
    lost, moments = [], []
    while len(moments) < kills:
        killed = kill_once(words, run, chance)
        if killed is None:
            print(f"It came to its end after {len(moments)} kills; train longer for more.")
            break
        moment, step = killed
        try:
            kept = read_last(run)[1]["loop"]["step"] if (run / LAST).is_file() else 0
        except StudioError as error:
            sys.exit(f"The checkpoint does not open after a kill {moment}: {error}")
        moments.append(moment)
        lost.append(max(0, step - kept))  # it may be killed before it says a step
        print(f"kill {len(moments)}: at step {step}, {moment}; goes on at {kept}", flush=True)
    for each in (run, whole):
        subprocess.run(command(project, each, kills), check=True, stdout=subprocess.DEVNULL)
    found = same(run, whole)
    print(f"{len(moments)} kills, {moments.count('while writing')} of them while writing")
    print(f"steps to take again: median {median(lost):g}, most {max(lost)}")
    for what, is_same in found.items():
        print(f"{what}: {'the same bit for bit' if is_same else 'NOT the same'}")
    return all(found.values())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--learn"]:
        learn(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        numbers = [int(word) for word in sys.argv[1:]]
        with tempfile.TemporaryDirectory() as temporary:
            is_good = main(*(numbers + [10, 0][len(numbers) :]), Path(temporary))
        sys.exit(not is_good)
