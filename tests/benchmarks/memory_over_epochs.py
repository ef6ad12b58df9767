"""Whether a long training keeps its memory: memory_over_epochs.py [EPOCHS] [window]

Trains a small network on the sample project for EPOCHS (200, at least 20) and prints the resident
memory as it goes on (Linux); with `window`, in the real window with the Train mode open, its curves
and film strip growing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
SETTINGS = {
    **{"plan.width": 8, "plan.levels": 3, "plan.patch_px": 64, "plan.batch": 4},
    "budget.patience": 0,  # a flat curve must not end it early
}
SHOWN = 10


def trained_alone(epochs: int, folder: Path) -> dict[int, float]:
    """Epoch -> MB at its last report."""
    from unet_studio.learning.recipes import recipe_named
    from unet_studio.learning.training.train import train
    from unet_studio.storage.founding.sample_project import write_sample

    project = write_sample(folder / "sample")
    recipe = recipe_named("auto", **SETTINGS)
    reports = train(project, recipe, epochs=epochs, device="cpu", seed=0)
    return {report.epoch: resident_mb() for report in reports}


def trained_in_window(epochs: int, folder: Path) -> dict[int, float]:
    """Epoch -> MB at its last report."""
    from PySide6.QtWidgets import QApplication
    from window_driver import WindowDriver

    from unet_studio.app import Studio
    from unet_studio.storage.founding.sample_project import write_sample
    from unet_studio.workspace.training.training_run import TrainingWish

    root = write_sample(folder / "sample").root
    studio = Studio(QApplication([]))
    studio.window.show()
    driver, training = WindowDriver(studio), studio.workspace.training
    studio.window.open_path(root)
    driver.wait_for_picture()
    driver.click_tab(1)
    seen: dict[int, float] = {}
    training.progressed.connect(lambda: seen.update({training.history.latest.epoch: resident_mb()}))
    wish = TrainingWish(minutes=None, epochs=epochs, device="cpu", values=SETTINGS)
    training.start(studio.workspace.project, wish)
    driver.wait_until(lambda: not training.is_running, 3600)
    studio.close()
    return seen


def show(seen: dict[int, float], epochs: int) -> None:
    for epoch in sorted(seen)[:: max(1, len(seen) // SHOWN)]:
        print(f"epoch {epoch}: {seen[epoch]:.0f} MB")
    last = max(seen)
    assert last >= epochs - 1, f"it ended at epoch {last}"
    # The last epoch is not compared: scoring the model comes with memory of its own.
    for first, second in ((0.1, 0.5), (0.5, 1.0)):
        start, end = round(first * epochs), round(second * epochs) - 2
        print(f"from epoch {start} to {end}: {seen[end] - seen[start]:+.1f} MB")
    print(f"at the end, scores included: {seen[last]:.0f} MB")


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(epochs: int, *, in_window: bool, folder: Path) -> None:
    trained = trained_in_window if in_window else trained_alone
    show(trained(epochs, folder), epochs)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        words = sys.argv[1:]
        numbers = [int(word) for word in words if word.isdecimal()]
        main(*(numbers or [200]), in_window="window" in words, folder=Path(home))
