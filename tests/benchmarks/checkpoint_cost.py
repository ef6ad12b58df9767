"""What checkpoints of a large network cost, and how soon it stops: checkpoint_cost.py [SECONDS]

Trains the recipe `isbi-binary` (13.4 million weights) on images of 512 x 512 on the CPU, stops it
in the middle of a step, and prints seconds per step, how long the training stood still for a
checkpoint, how much a kill would have lost, and how long stopping took.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "learning")]

import discs  # noqa: E402

from unet_studio.domain.message import StoppedError  # noqa: E402
from unet_studio.domain.report import TrainingPhase  # noqa: E402
from unet_studio.learning.course.control import Control  # noqa: E402
from unet_studio.learning.course.last_checkpoint import LastCheckpoint  # noqa: E402
from unet_studio.learning.recipes import recipe_named  # noqa: E402
from unet_studio.learning.training.train import train  # noqa: E402

EDGE_PX = 512
MINUTES = 60  # more than this will ever take


class Watch:
    """Notes when checkpoints are begun and done."""

    def __init__(self) -> None:
        self.begun: list[float] = []
        self.done: list[float] = []
        self.stood_still: list[float] = []
        self._begin, self._write = LastCheckpoint.write, LastCheckpoint._write
        LastCheckpoint.write = self._timed_begin()  # type: ignore[method-assign]
        LastCheckpoint._write = self._timed_write()  # type: ignore[method-assign]

    def _timed_begin(self):  # type: ignore[no-untyped-def]
        def write(last, state):  # type: ignore[no-untyped-def]
            self.begun.append(perf_counter())
            self._begin(last, state)
            self.stood_still.append(perf_counter() - self.begun[-1])

        return write

    def _timed_write(self):  # type: ignore[no-untyped-def]
        def write(last, state):  # type: ignore[no-untyped-def]
            self._write(last, state)
            self.done.append(perf_counter())

        return write

    def most_lost_s(self) -> float:
        """A kill just before a checkpoint is done loses all since the one before was begun."""
        pairs = zip(self.begun, self.done[1:], strict=False)
        return max((done - begun for begun, done in pairs), default=0.0)


def main(seconds: float, folder: Path) -> None:
    discs.HEIGHT = discs.WIDTH = EDGE_PX
    project = discs.disc_project_in(folder / "project", 4, held_out=("3.png",))
    control, watch = Control(), Watch()
    job = train(
        project, recipe_named("isbi-binary"), minutes=MINUTES, device="cpu", control=control
    )
    asked_at: list[float] = []

    def stop() -> None:
        asked_at.append(perf_counter())
        control.stop()

    timer, steps, before = threading.Timer(seconds, stop), [], None
    try:
        for report in job:
            now = perf_counter()
            if report.phase is TrainingPhase.TRAINING:
                steps += [now - before] if before is not None else []
                if report.step == 1:
                    timer.start()
            before = now
    except StoppedError:
        ended_at = perf_counter()
    print(f"{len(steps)} steps: median {median(steps):.2f} s")
    still = watch.stood_still
    print(f"{len(still)} checkpoints; the training stood still for {median(still):.3f} s for one")
    print(f"a kill would have lost {watch.most_lost_s():.0f} s at most")
    print(f"stopped: after {watch.begun[-1] - asked_at[0]:.2f} s it computed no more,")
    print(f"after {ended_at - asked_at[0]:.2f} s model and checkpoint were on disk")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 90.0, Path(temporary))
