"""How long the window keeps a person waiting while it works: window_delay.py [MINUTES]

Drives the real window on the sample project and prints, for each kind of work, the 99th percentile
and the worst of how late a timer of 5 ms comes on the GUI thread, in milliseconds.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
INTERVAL_S = 0.005


@contextmanager
def delays_of(work: str) -> Iterator[None]:
    from PySide6.QtCore import Qt, QTimer

    late: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append((now - last - INTERVAL_S) * 1000)
        last = now

    timer = QTimer(interval=round(INTERVAL_S * 1000), timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    yield
    timer.stop()
    print(f"{work}: 99th percentile {np.percentile(late, 99):.0f} ms, worst {max(late):.0f} ms")


def main(minutes: float, folder: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication
    from window_driver import WindowDriver

    from unet_studio.app import Studio
    from unet_studio.storage.founding.sample_project import write_sample

    root = write_sample(folder / "sample").root
    studio = Studio(QApplication([]))
    studio.window.show()
    driver, workspace = WindowDriver(studio), studio.workspace
    driver.come_to_front()
    with delays_of("opening a project"):
        studio.window.open_path(root)
        driver.wait_until(lambda: workspace.project)
        driver.wait_for_picture()
    driver.wait_until(lambda: workspace.states.is_complete)
    driver.click_tab(1)
    studio.window.rooms.train.panel.set_minutes(minutes)
    with delays_of("starting to train"):
        driver.ctrl(Qt.Key.Key_T)
        driver.wait_until(lambda: workspace.training.history.curves.steps, 60)
    with delays_of("training"):
        driver.wait_until(lambda: not workspace.training.is_running, 60 * minutes + 60)
    with delays_of("predicting"):
        driver.ctrl(Qt.Key.Key_R)
        driver.wait_until(lambda: workspace.prediction.results.current)
        driver.wait_until(lambda: not workspace.task.is_running, 60)
    with delays_of("paging through the results"):
        for _ in range(11):
            driver.key(Qt.Key.Key_PageDown)
            driver.pause(0.1)
    studio.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.5, Path(home))
