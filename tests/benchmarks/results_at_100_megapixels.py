"""How results of 100 megapixels move in the real window: results_at_100_megapixels.py [FOLDER]

Makes two pictures of 10,000 x 10,000 pixels with labels, masks and probabilities of three classes
(about 1 GB, removed afterwards), opens them as results in a window of 1600 x 1000 pixels, and
prints, for each thing a person does, how long frames took (from the event to the painted window,
by the clock and as processor time: the clock also counts when other programs have their turn), how
late a timer of 5 ms came on the GUI thread meanwhile, and when everything was there.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(Path(__file__).parent)]
EDGE_PX, CELL_PX = 10_000, 125
INTERVAL_S = 0.005


def write_everything(folder: Path) -> None:
    import tifffile

    from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import Project
    from unet_studio.storage.pictures.mask_file import write_mask
    from unet_studio.storage.predictions.probability_file import write_probabilities
    from unet_studio.storage.project.project_file import list_images, write_project
    from unet_studio.storage.project.project_labels import write_annotation

    classes = ClassTable.of(("cell", "wall"))
    project = Project(folder, folder, folder, classes)
    write_project(project)
    y, x = np.mgrid[:EDGE_PX, :EDGE_PX].astype(np.int16) % CELL_PX - CELL_PX // 2
    away = np.hypot(x.astype(np.float32), y.astype(np.float32))
    del x, y
    cell = (1 / (1 + np.exp((away - 45) / 4))).astype(np.float16)
    wall = ((1 - cell) * (away > 58)).astype(np.float16)
    noise = np.random.default_rng(0).integers(0, 50, (EDGE_PX, EDGE_PX), np.uint8)
    image = noise + (120 * cell).astype(np.uint8)
    mask = np.where(cell > 0.5, 1, np.where(wall > 0.5, 2, 0)).astype(np.uint8)
    tifffile.imwrite(folder / "a.tif", image, tile=(512, 512), photometric="minisblack")
    out = folder / "predictions" / "made-up"
    write_mask(out / "masks" / "a.png", mask, classes)
    write_probabilities(out / "probabilities" / "a.tif", np.stack([1 - cell - wall, cell, wall]))
    for kind, suffix in (("masks", ".png"), ("probabilities", ".tif")):
        shutil.copyfile(out / kind / f"a{suffix}", out / kind / f"b{suffix}")
    shutil.copyfile(folder / "a.tif", folder / "b.tif")
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    round_ = np.stack([np.cos(turns), np.sin(turns)], axis=1) * 43
    shapes = tuple(
        Shape("cell", round_ + np.array([column * CELL_PX + 62, row * CELL_PX + 62]))
        for row in range(EDGE_PX // CELL_PX)
        for column in range(EDGE_PX // CELL_PX)
        if (row + column) % 9
    )
    for picture in list_images(project):
        drawn = Annotation(shapes, stated_extent=LabelExtent.FULLY)
        write_annotation(project, picture, drawn, size=(EDGE_PX, EDGE_PX))


class Watch:
    """Times frames, and how late a timer comes."""

    def __init__(self, driver: object) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.driver = driver
        self.view = driver.window.rooms.results.view
        self._frames: list[float] = []
        self._busy: list[float] = []
        self._late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=round(INTERVAL_S * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._late.append((now - self._last - INTERVAL_S) * 1000)
        self._last = now

    def frame(self, event: Callable[[], object]) -> None:
        start, busy = time.perf_counter(), time.thread_time()
        event()
        for canvas in (self.view.canvas, self.view.reference_canvas):
            if canvas.isVisible():
                canvas.repaint()
        self._frames.append((time.perf_counter() - start) * 1000)
        self._busy.append((time.thread_time() - busy) * 1000)
        self.driver.pause(0.012)

    def report(self, deed: str) -> None:
        frames, self._frames = self._frames, []
        busy, self._busy = self._busy, []
        late, self._late = self._late, []
        text = f"{deed}: timer late: 99 % {np.percentile(late, 99):.0f}, worst {max(late):.0f} ms"
        if frames:
            median, high, worst = np.percentile(frames, (50, 99, 100))
            text += f"; {len(frames)} frames: median {median:.1f}, 99 % {high:.1f}, worst "
            text += f"{worst:.1f} ms (processor: median {np.median(busy):.1f}, "
            text += f"worst {max(busy):.1f} ms)"
        print(text, flush=True)


def move(watch: Watch, kind: str) -> None:
    from big_picture import wheel
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    canvas = watch.view.canvas
    width, height = canvas.width(), canvas.height()
    for step in (*[1] * 14, *[-1] * 14):
        watch.frame(lambda step=step: wheel(canvas, width * 0.4, height * 0.6, step))
    watch.report(f"{kind}: zooming in and out")
    middle = Qt.MouseButton.MiddleButton
    for zoomed in (0, 6):
        for _ in range(zoomed):
            wheel(canvas, width / 2, height / 2, 1)
        QTest.mousePress(canvas, middle, pos=QPoint(width // 2, height // 2))
        for step in range(30):
            goal = QPoint(width // 2 + 9 * step, height // 2 - 6 * step)
            watch.frame(lambda goal=goal: QTest.mouseMove(canvas, goal))
        QTest.mouseRelease(canvas, middle, pos=goal)
    canvas.fit()
    watch.report(f"{kind}: panning all of it and at a quarter")
    slider = watch.view.panel.look._opacity
    for value in range(30, 90, 3):
        watch.frame(lambda value=value: slider.setValue(value))
    watch.driver.pause(0.4)
    watch.report(f"{kind}: changing the opacity")


def measure(driver: object, folder: Path) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.network_config import NetworkConfig
    from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet

    workspace = driver.workspace
    driver.window.open_path(folder)
    driver.wait_until(lambda: workspace.project, 60)
    driver.wait_until(lambda: workspace.states.is_complete, 60)
    driver.click_tab(2)
    driver.pause(2)
    card = ModelCard(
        "made-up", "auto", NetworkConfig(), tuple(workspace.project.classes), "per-image", 0
    )
    out = folder / "predictions" / "made-up"
    made = ResultSet(card, out, is_of_project=True)
    for image in workspace.images:
        stem = Path(image.name).stem
        kept = out / "probabilities" / f"{stem}.tif"
        made.images.append(ResultImage(image, out / "masks" / f"{stem}.png", None, kept))
    watch, maps = Watch(driver), workspace.prediction.maps
    results, view = workspace.prediction.results, driver.window.rooms.results.view
    driver.pause(0.5)
    watch.report("at rest")
    start = time.perf_counter()
    results.open(made)
    workspace.prediction.show(made.images[0].image.name)
    driver.wait_until(lambda: view.layers.mask.mask is not None, 120)
    print(f"mask seen after {time.perf_counter() - start:.1f} s")
    driver.wait_until(lambda: results.in_view and results.in_view.scores, 240)
    print(f"scores known after {time.perf_counter() - start:.1f} s")
    picture = view.canvas.image_layer.picture
    driver.wait_until(lambda: not (picture.tiles.is_preparing or picture.tiles.is_reading), 120)
    watch.report("opening")
    view.canvas.setFocus()
    move(watch, "mask")
    for key, name in ((Qt.Key.Key_2, "probability"), (Qt.Key.Key_3, "uncertainty")):
        start = time.perf_counter()
        watch.frame(lambda key=key: driver.key(key))
        watch.report(f"{name}: switching to it")
        driver.wait_until(lambda: maps._latest and maps._latest.levels.is_whole, 120)
        print(f"{name}: all of it after {time.perf_counter() - start:.1f} s")
        watch.report(f"{name}: while it was read")
        move(watch, name)
    start = time.perf_counter()
    watch.frame(lambda: driver.key(Qt.Key.Key_4))
    driver.wait_until(lambda: view.layers.errors.mask is not None, 120)
    print(f"errors: there after {time.perf_counter() - start:.1f} s")
    watch.report("errors: switching to them")
    move(watch, "errors")
    for key in (1, 2, 3, 4, 5) * 3:
        watch.frame(lambda key=key: driver.key(Qt.Key(Qt.Key.Key_0 + key)))
    driver.wait_until(lambda: view.layers.labels.mask is not None)
    watch.report("switching layers that are there")
    driver.key(Qt.Key.Key_1)
    driver.key(Qt.Key.Key_7)
    divider = view.divider
    QTest.mousePress(divider, Qt.MouseButton.LeftButton, pos=divider.rect().center())
    for step in range(30):
        goal = divider.rect().center() + QPoint(8 if step % 2 else -8, 0)
        watch.frame(lambda goal=goal: QTest.mouseMove(divider, goal))
    QTest.mouseRelease(divider, Qt.MouseButton.LeftButton)
    watch.report("swiping")
    driver.key(Qt.Key.Key_8)
    move(watch, "side by side")
    driver.key(Qt.Key.Key_6)
    start = time.perf_counter()
    driver.key(Qt.Key.Key_PageDown)
    driver.wait_until(lambda: view.canvas.image_layer.picture not in (None, picture), 120)
    print(f"the next picture after {time.perf_counter() - start:.1f} s")
    driver.wait_until(lambda: view.layers.mask.mask is not None, 120)
    print(f"its mask after {time.perf_counter() - start:.1f} s")
    driver.wait_until(lambda: results.in_view and results.in_view.scores, 240)
    watch.report("stepping to the next image")


def main(folder: Path) -> None:
    from PySide6.QtWidgets import QApplication
    from window_driver import WindowDriver

    from unet_studio.app import Studio

    studio = Studio(QApplication([]))
    studio.window.resize(1600, 1000)
    studio.window.show()
    driver = WindowDriver(studio)
    driver.come_to_front()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        # In a process of its own: making it takes memory that is not the window's.
        writing = get_context("spawn").Process(target=write_everything, args=(Path(place),))
        writing.start()
        writing.join()
        measure(driver, Path(place))
        studio.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()))
