"""Whether a long training keeps its memory: memory_over_epochs.py [EPOCHS]

Trains a small network on the sample project and prints the resident memory as it goes on (Linux).
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.storage.founding.sample_project import write_sample

SETTINGS = {"plan.width": 8, "plan.levels": 3, "plan.patch_px": 64, "plan.batch": 4}
SHOWN = 10


def main(epochs: int, folder: Path) -> None:
    project = write_sample(folder / "sample")
    seen: dict[int, float] = {}
    for report in train(
        project, recipe_named("auto", **SETTINGS), epochs=epochs, device="cpu", seed=0
    ):
        seen[report.epoch] = resident_mb()
    for epoch in sorted(seen)[:: max(1, len(seen) // SHOWN)]:
        print(f"epoch {epoch}: {seen[epoch]:.0f} MB")
    half = sorted(seen)[len(seen) // 2]
    last = max(seen)
    print(f"from epoch {half} to {last}: {seen[last] - seen[half]:+.1f} MB")


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, Path(folder))
