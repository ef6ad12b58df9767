"""Many polygons on 4096 x 4096, labelme and ours in one run: many_polygons.py [PART...]

PART is any of `canvas` (load, repaint and hover of 10,000 polygons next to labelme), `move`
(frame times of dragging, panning and zooming, also of 1,000,000 vertices), `edit` (how long edits
of 10,000 and 50,000 shapes hold up the window) and `mask` (1,000 polygons to a mask); none = all.
labelme runs in a process of its own, by the yardstick ../shared/bench/labelme_canvas.py.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests"), str(Path(__file__).parent)]
YARDSTICKS = Path(os.environ.get("UNET_STUDIO_SHARED", ROOT.parent / "shared")) / "bench"
CLASSES, SIZE_PX = 5, 4096
MOST = "many50000"


def write_polygons(count: int, stem: Path) -> None:
    script = str(YARDSTICKS / "many_polygons.py")
    subprocess.run([sys.executable, script, str(count), str(stem)], check=True)


class Bench:
    """The real window with one image of many shapes after the other."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication
        from window_driver import WindowDriver

        from unet_studio.app import Studio

        self.folder = folder
        self.studio = Studio(QApplication.instance() or QApplication([]))
        self.studio.window.resize(1600, 1000)
        self.studio.window.show()
        self.driver = WindowDriver(self.studio)
        self.driver.come_to_front()
        self.workspace = self.studio.workspace
        self.canvas = self.driver.canvas

    def open(self) -> None:
        self.studio.window.open_path(self.folder)
        self.driver.wait_until(lambda: self.workspace.images, 60)
        self.show(self.workspace.images[0].name)

    def show(self, name: str) -> float:
        """Seconds until an image is seen with all its shapes."""
        (image,) = [image for image in self.workspace.images if image.name == name]
        start = time.perf_counter()
        self.workspace.show_image(image)
        self.wait_until_drawn()
        return time.perf_counter() - start

    def show_shapes(self, count: int, points: int) -> None:
        """Put shapes into the open document without a file."""
        from unet_studio.domain.annotation import Annotation
        from unet_studio.workspace.labels.document import AnnotationDocument

        document = AnnotationDocument(Annotation(tuple(shapes(count, points))), (SIZE_PX, SIZE_PX))
        self.studio.window.label_view.set_document(document)
        self.wait_until_drawn()

    def wait_until_drawn(self) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        timer = QTimer(interval=1)
        timer.timeout.connect(lambda: loop.quit() if self.is_drawn() else None)
        timer.start()
        loop.exec()

    def is_drawn(self) -> bool:
        layer = self.canvas.label_layer
        shown = self.workspace.picture and self.workspace.document
        return bool(shown) and layer.is_drawn(self.canvas.viewport)

    def move_mouse(self, x: float, y: float) -> None:
        from PySide6.QtCore import QPoint
        from PySide6.QtTest import QTest

        QTest.mouseMove(self.canvas, QPoint(round(x), round(y)))


def shapes(count: int, points: int) -> list[object]:
    from unet_studio.domain.annotation import Shape

    rng = np.random.default_rng(0)
    side = int(np.ceil(count**0.5))
    cell = SIZE_PX / side
    angles = np.linspace(0, 2 * np.pi, points, endpoint=False)
    made = []
    for k in range(count):
        radius = cell * 0.45 * rng.uniform(0.9 if points > 100 else 0.7, 1.0, points)
        x = (k % side + 0.5) * cell + radius * np.cos(angles)
        y = (k // side + 0.5) * cell + radius * np.sin(angles)
        made.append(Shape(f"c{k % CLASSES}", np.stack([x, y], 1)))
    return made


def seconds(call: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return median(taken)


# ---- Load, repaint, hover ----


def canvas_of_labelme(file: Path) -> dict[str, float]:
    script = str(YARDSTICKS / "labelme_canvas.py")
    done = subprocess.run([sys.executable, script, str(file)], check=True, stdout=subprocess.PIPE)
    units = {"s": 1.0, "ms": 1e-3}
    found = re.findall(r"(load|repaint|hover) ([\d.]+) (m?s)", done.stdout.decode())
    return {word: float(value) * units[unit] for word, value, unit in found}


def compare_canvas(folder: Path, bench: Bench) -> None:
    ours = {"load": median(bench.show(f"many{n}.png") for n in range(1, 4))}
    canvas = bench.canvas
    ours["repaint"] = seconds(canvas.repaint, 50)
    places = iter(np.linspace(100, 1000, 60).tolist())

    def hover() -> None:
        bench.move_mouse(next(places), 200)
        canvas.repaint()

    ours["hover"] = seconds(hover, 50)
    theirs = canvas_of_labelme(folder / "many0.json")
    print("10,000 polygons of 20 points")
    for word in ("load", "repaint", "hover"):
        ratio = theirs[word] / ours[word]
        print(
            f"  {word}: labelme {theirs[word] * 1e3:.0f} ms, ours {ours[word] * 1e3:.2f} ms, "
            f"{ratio:.0f} times as fast"
        )


# ---- Frames ----


def measure_frames(bench: Bench) -> None:
    for count, points in ((10_000, 20), (10_000, 100), (100, 10_000), (50_000, 20)):
        print(f"{count:,} polygons of {points:,} points")
        bench.show_shapes(count, points)
        measure_moves(bench)


def measure_moves(bench: Bench) -> None:
    from big_picture import Frames, wheel
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    canvas, driver = bench.canvas, bench.driver
    frames = Frames(canvas)
    canvas.fit()
    bench.wait_until_drawn()
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)

    def drag(button: Qt.MouseButton, start: QPoint) -> None:
        QTest.mousePress(canvas, button, pos=start)
        for step in range(1, 61):
            goal = start + QPoint(round(120 * np.sin(step / 9)), 2 * step)
            frames.one(lambda goal=goal: QTest.mouseMove(canvas, goal))
            driver.pause(0.005)
        QTest.mouseRelease(canvas, button, pos=goal)
        bench.wait_until_drawn()

    driver.key(Qt.Key.Key_V, widget=canvas)
    document = canvas.label_layer.document
    shape = document.annotation.shapes[len(document.annotation.shapes) // 2]
    at = canvas.view_point(*shape.points.mean(axis=0))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    bench.wait_until_drawn()
    drag(Qt.MouseButton.LeftButton, at)
    frames.report("dragging one")
    document.undo_stack.undo()
    if len(document.annotation.shapes) <= 10_000:
        document.select_all()
        bench.wait_until_drawn()
        drag(Qt.MouseButton.LeftButton, at)
        frames.report("dragging all")
        document.undo_stack.undo()
    document.select([])
    for x in np.linspace(10, canvas.width() - 10, 60):
        frames.one(lambda x=x: bench.move_mouse(x, 300))
        driver.pause(0.005)
    frames.report("hovering")
    drag(Qt.MouseButton.MiddleButton, middle)
    frames.report("panning all of it")
    canvas.zoom_to(1.0)
    bench.wait_until_drawn()
    drag(Qt.MouseButton.MiddleButton, middle)
    frames.report("panning at full size")
    canvas.fit()
    for turn in (1, -1, 1, -1):
        for _ in range(15):
            frames.one(lambda turn=turn: wheel(canvas, middle.x(), middle.y(), turn))
            driver.pause(0.005)
    frames.report("zooming")
    bench.wait_until_drawn()


# ---- Edits ----


def measure_edits(bench: Bench) -> None:
    """Of images with files, so that each edit is written to the journal and saved, too."""
    bench.driver.wait_until(lambda: bench.workspace.states.is_complete, 60)
    for name, count in (("many0", 10_000), (MOST, 50_000)):
        bench.show(f"{name}.png")
        bench.driver.pause(1)
        print(f"{count:,} shapes: longest time the window was held up by")
        measure_edits_of(bench)


def measure_edits_of(bench: Bench) -> None:
    from unet_studio.domain.annotation import Shape, moved_shapes
    from unet_studio.workspace.labels.commands import MOVE_SHAPES

    document = bench.canvas.label_layer.document
    one = document.annotation.shapes[len(document.annotation.shapes) // 3]
    drawn = Shape("c1", one.points + 3)
    moved = one.moved(5, 5)
    deeds: dict[str, Callable[[], object]] = {
        "drawing one": lambda: document.insert_shape(drawn),
        "moving one": lambda: document.replace_shapes([moved], MOVE_SHAPES),
        "undo": document.undo_stack.undo,
        "another class for one": lambda: document.change_class([one.shape_id], "c4"),
        "deleting one": lambda: document.remove_shapes([one.shape_id]),
        "undoing that": document.undo_stack.undo,
        "selecting all": document.select_all,
        "nudging all": lambda: document.replace_shapes(
            moved_shapes(document.selected_shapes, 1, 0), MOVE_SHAPES
        ),
        "undoing all": document.undo_stack.undo,
        "another class for all": lambda: document.change_class(document.selection, "c2"),
        "deleting all": lambda: document.remove_shapes(document.selection),
        "bringing all back": document.undo_stack.undo,
    }
    for name, deed in deeds.items():
        held_up, worked = longest_hold_up(bench, deed)
        print(f"  {name}: {held_up * 1e3:.0f} ms, {worked * 1e3:.0f} of them busy", flush=True)


def longest_hold_up(bench: Bench, deed: Callable[[], object]) -> tuple[float, float]:
    """The longest the event loop did not turn, from a deed until all is drawn again.

    As seconds by the clock, and as processor time of the GUI thread: on a machine that others work
    on, the clock also counts when it was their turn.
    """
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop = QEventLoop()
    longest = [0.0, 0.0]
    last = [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        now = [time.perf_counter(), time.thread_time()]
        for kind in range(2):
            longest[kind] = max(longest[kind], now[kind] - last[kind])
        last[:] = now

    timer = QTimer(interval=0, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    QTimer.singleShot(20, deed)
    QTimer.singleShot(600, lambda: check())

    def check() -> None:
        if bench.is_drawn():
            loop.quit()
        else:
            QTimer.singleShot(50, check)

    loop.exec()
    return longest[0], longest[1]


# ---- Masks ----


def compare_masks(folder: Path) -> None:
    from labelme_process import LabelmeProcess

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.imaging.rasterize import rasterize
    from unet_studio.storage.labels.labelme_file import read_labels

    write_polygons(1000, folder / "mask")
    file = folder / "mask.json"
    names = [f"c{k}" for k in range(CLASSES)]
    classes = reduce(ClassTable.added, names, ClassTable())
    annotation = read_labels(file).annotation
    ours_s = seconds(lambda: rasterize(annotation, (SIZE_PX, SIZE_PX), classes), 20)
    labelme = LabelmeProcess()
    values = {name: classes.id_of(name) for name in names}
    start = time.perf_counter()
    theirs = labelme.draw_file(file, values)
    theirs_s = time.perf_counter() - start
    labelme.close()
    same = bool((theirs == rasterize(annotation, (SIZE_PX, SIZE_PX), classes)).all())
    assert same
    print(
        f"1,000 polygons to a mask: labelme {theirs_s:.1f} s, ours {ours_s * 1e3:.1f} ms, "
        f"{theirs_s / ours_s:.0f} times as fast, the same pixels"
    )


def main(parts: list[str], folder: Path) -> None:
    wanted = parts or ["canvas", "move", "edit", "mask"]
    if "mask" in wanted:
        (folder / "mask").mkdir()
        compare_masks(folder / "mask")
    if {"canvas", "move", "edit"} & set(wanted):
        images = folder / "images"
        images.mkdir()
        for number in range(4):
            write_polygons(10_000, images / f"many{number}")
        if "edit" in wanted:
            write_polygons(50_000, images / MOST)
        bench = Bench(images)
        bench.open()
        if "canvas" in wanted:
            compare_canvas(images, bench)
        if "move" in wanted:
            measure_frames(bench)
        if "edit" in wanted:
            measure_edits(bench)
        bench.studio.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        main(sys.argv[1:], Path(home))
