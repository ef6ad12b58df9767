"""How a 30,000 x 30,000 picture moves in the real window: big_picture.py [FOLDER]

Makes a tiled and a stripped TIFF file (0.9 GB each, removed afterwards), opens them one after the
other in a window of 1600 x 1000 pixels, zooms with the wheel and pans with the mouse, and prints
for each how long frames took, when the picture was sharp, and how much memory it took above the
empty window. A frame is all the work of the GUI thread from the event to the painted window, by
the clock and as processor time: the clock also counts when other programs have their turn.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import tifffile

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
EDGE_PX, TILE_PX, ROWS_PER_STRIP = 30_000, 512, 20
FRAME_MS = 1000 / 60


def tiles() -> Iterator[np.ndarray]:
    noise = np.random.default_rng(0).integers(0, 60, (TILE_PX, TILE_PX))
    y, x = np.mgrid[:TILE_PX, :TILE_PX]
    for top in range(0, EDGE_PX, TILE_PX):
        for left in range(0, EDGE_PX, TILE_PX):
            checks = ((y + top) // 300 + (x + left) // 300) % 2 * 100
            yield (noise + checks + left * 90 // EDGE_PX).astype(np.uint8)


def write_tiled(path: Path, compression: str | None = None) -> None:
    shape = (EDGE_PX, EDGE_PX)
    tifffile.imwrite(
        *(path, tiles()),
        **{"shape": shape, "dtype": np.uint8, "tile": (TILE_PX, TILE_PX)},
        **{"photometric": "minisblack", "compression": compression},
    )


def write_stripped(path: Path, compression: str | None = None) -> None:
    across = -(-EDGE_PX // TILE_PX)
    image = np.empty((EDGE_PX, EDGE_PX), np.uint8)
    for number, tile in enumerate(tiles()):
        top, left = number // across * TILE_PX, number % across * TILE_PX
        part = image[top : top + TILE_PX, left : left + TILE_PX]
        part[:] = tile[: part.shape[0], : part.shape[1]]
    tifffile.imwrite(
        *(path, image),
        **{"rowsperstrip": ROWS_PER_STRIP, "photometric": "minisblack", "compression": compression},
    )


KINDS = {
    "tiled": (write_tiled,),
    "stripped": (write_stripped,),
    "tiled, deflate": (write_tiled, "deflate"),
    "stripped, LZW": (write_stripped, "lzw"),
}


class Memory:
    """Watches the memory of this process: now, and at most since `start`."""

    def __init__(self) -> None:
        self.most = 0
        self._goes_on = True
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def now(self) -> int:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20

    def stop(self) -> None:
        self._goes_on = False
        self._thread.join()

    def _watch(self) -> None:
        while self._goes_on:
            self.most = max(self.most, self.now())
            time.sleep(0.01)


class Frames:
    """Times frames of a canvas."""

    def __init__(self, canvas: object) -> None:
        self.canvas = canvas
        self.taken_ms: list[float] = []
        self.busy_ms: list[float] = []

    def one(self, event: Callable[[], None]) -> None:
        start, busy = time.perf_counter(), time.thread_time()
        event()
        self.canvas.repaint()
        self.taken_ms.append((time.perf_counter() - start) * 1000)
        self.busy_ms.append((time.thread_time() - busy) * 1000)

    def report(self, deed: str) -> None:
        taken, self.taken_ms = self.taken_ms, []
        busy, self.busy_ms = np.percentile(self.busy_ms, (50, 99)), []
        median, late, worst = np.percentile(taken, (50, 99, 100))
        in_time = np.mean(np.array(taken) <= FRAME_MS)
        print(
            f"  {deed}: {len(taken)} frames, median {median:.1f} ms, 99% {late:.1f} ms, "
            f"worst {worst:.1f} ms, {in_time:.0%} within 1/60 s "
            f"(processor: median {busy[0]:.1f} ms, 99% {busy[1]:.1f} ms)"
        )


def wheel(canvas: object, x: float, y: float, steps: int) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(x, y)
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def move(driver: object, frames: Frames) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    canvas = frames.canvas
    width, height = canvas.width(), canvas.height()
    for round_ in range(3):
        at = width * (0.3 + 0.2 * round_), height * (0.35 + 0.15 * round_)
        for _ in range(17):
            frames.one(lambda at=at: wheel(canvas, *at, 1))
            driver.pause(0.012)
        for _ in range(17):
            frames.one(lambda at=at: wheel(canvas, *at, -1))
            driver.pause(0.012)
    frames.report("zooming from all of it to its pixels and back")
    middle = Qt.MouseButton.MiddleButton
    for zoomed in (5, 6, 5):  # to about an eighth, a half, and full size
        for _ in range(zoomed):
            wheel(canvas, width / 2, height / 2, 1)
        for round_ in range(2):
            QTest.mousePress(canvas, middle, pos=QPoint(width // 2, height // 2))
            for step in range(40):
                turn = 1 if round_ == 0 else -1
                goal = QPoint(width // 2 + turn * 11 * step, height // 2 + turn * 7 * step)
                frames.one(lambda goal=goal: QTest.mouseMove(canvas, goal))
                driver.pause(0.012)
            QTest.mouseRelease(canvas, middle, pos=goal)
    frames.report("panning at an eighth, half and full size")


def is_sharp(picture: object) -> bool:
    tiles = picture.tiles
    return not (tiles.is_preparing or tiles.is_reading)


def measure(studio: object, folder: Path, name: str, memory: Memory, idle: int) -> None:
    from window_driver import WindowDriver

    driver = WindowDriver(studio)
    workspace = studio.workspace
    memory.most = 0
    start = time.perf_counter()
    studio.window.open_path(folder)
    driver.wait_until(lambda: workspace.project and workspace.project.root == folder, 60)
    opened = time.perf_counter()
    driver.wait_until(lambda: workspace.picture and workspace.document)
    shown = time.perf_counter()
    driver.wait_until(lambda: is_sharp(workspace.picture), 120)
    sharp = time.perf_counter()
    print(
        f"{name}: folder open after {opened - start:.2f} s, picture seen {shown - opened:.2f} s "
        f"later, as sharp as the window {sharp - opened:.2f} s later"
    )
    frames = Frames(driver.canvas)
    move(driver, frames)
    start = time.perf_counter()
    driver.wait_until(lambda: is_sharp(workspace.picture), 60)
    print(f"  sharp {time.perf_counter() - start:.2f} s after the last move")
    print(f"  at most {memory.most - idle} MiB above the empty window", flush=True)


def main(folder: Path) -> None:
    from PySide6.QtWidgets import QApplication
    from window_driver import WindowDriver

    from unet_studio.app import Studio

    studio = Studio(QApplication([]))
    studio.window.resize(1600, 1000)
    studio.window.show()
    driver = WindowDriver(studio)
    driver.come_to_front()
    driver.pause(1)
    memory = Memory()
    idle = memory.now()
    print(f"empty window: {idle} MiB")
    for name, (write, *compression) in KINDS.items():
        with tempfile.TemporaryDirectory(dir=folder) as place:
            path = Path(place) / "picture.tif"
            # In a process of its own: making it takes memory that is not the window's.
            writing = get_context("spawn").Process(target=write, args=(path, *compression))
            writing.start()
            writing.join()
            measure(studio, Path(place), name, memory, idle)
    memory.stop()
    studio.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()))
