"""How closely the canvas follows the hand while a training runs: canvas_drag.py [SECONDS] [ROUNDS]

In the real window, on an image of the sample project and on one of 400 polygons, the mouse drags a
corner, drags a polygon and pans, 62.5 moves a second, SECONDS for each (8); first while nothing
else goes on, then while a network is trained on the CPU; ROUNDS times (1). Letting go after every
second is part of it, with the command, the journal and the saving that follow.

Prints the median, the 99th percentile and the worst, alone and while training, and the ratio of the
99th percentiles:

* seen after: from the moment a move was due to the end of the painting that shows it; a move that
  comes late, because the window was busy, counts from when it was due;
* not in line: the same without the time that the GUI thread stood in line for a processor (Linux):
  on a machine that others work on, that is mostly their doing; what the training waited for a
  processor while the GUI thread waited for Python is still in it;
* busy: processor time of the GUI thread for each painting, with all that led to it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from bisect import bisect
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
INTERVAL_MS = 16
MOVES, RADIUS_PX, NEARBY_PX = 60, 40, 6
SIZE_PX, ACROSS, CORNERS = 640, 20, 12
MANY = "many.png"
SAMPLE = "cells-08.png"
PAINTED = QEvent.Type(QEvent.registerEventType())


@dataclass(frozen=True)
class Deed:
    """What the hand does: once around a circle, to a place nearby, where it lets go; and back."""

    button: Qt.MouseButton
    start: QPointF

    def events(self, strokes: int) -> Iterator[QMouseEvent]:
        ends = self.start, self.start + QPointF(NEARBY_PX, 0)
        for stroke in range(strokes):
            yield from self._stroke(*(ends if stroke % 2 == 0 else reversed(ends)))

    def _stroke(self, start: QPointF, end: QPointF) -> Iterator[QMouseEvent]:
        none = Qt.MouseButton.NoButton
        kind = QEvent.Type
        yield self._event(kind.MouseButtonPress, start, self.button, self.button)
        for part in np.linspace(0, 1, MOVES + 1)[1:].tolist():
            turn = 2 * np.pi * part
            around = QPointF(RADIUS_PX * (np.cos(turn) - 1), RADIUS_PX * np.sin(turn))
            at = start + around + (end - start) * part
            yield self._event(kind.MouseMove, at, none, self.button)
        yield self._event(kind.MouseButtonRelease, end, self.button, none)

    def _event(
        self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> QMouseEvent:
        return QMouseEvent(kind, at, at, button, held, Qt.KeyboardModifier.NoModifier)


@dataclass
class Delays:
    """Milliseconds, as told above.

    Attributes
    ----------
    seen_after, not_in_line
        One for each move.
    busy
        One for each painting.
    """

    seen_after: list[float] = field(default_factory=list)
    not_in_line: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)


def show(deed: str, alone: Delays, training: Delays) -> None:
    print(f"{deed}, {len(alone.seen_after)} and {len(training.seen_after)} moves")
    for kind in fields(Delays):
        both = [
            np.percentile(getattr(each, kind.name), (50, 99, 100)) for each in (alone, training)
        ]
        before, after = (" / ".join(f"{ms:5.1f}" for ms in found) for found in both)
        ratio = both[1][1] / both[0][1]
        print(f"  {kind.name.replace('_', ' '):12}{before} ms, training {after} ms, x {ratio:.1f}")


class Hand(QObject):
    """Moves the mouse by the clock and sees when the canvas has followed.

    Events are posted, not sent: they reach the canvas by the event loop, which gives Python up in
    between as it does in real life, and so does what paints.
    """

    def __init__(self, canvas: QObject) -> None:
        super().__init__()
        self._canvas = canvas
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._post_what_is_due)
        self._loop = QEventLoop()
        self._under_way: list[float] = []  # when moves were due that have not reached the canvas
        self._arrived: list[float] = []  # when those were due that are not seen yet
        canvas.installEventFilter(self)

    def does(self, deed: Deed, seconds: float) -> Delays:
        strokes = max(1, round(seconds * 1000 / INTERVAL_MS / (MOVES + 2)))
        self._events = deed.events(strokes)
        self._posted, self._is_over = 0, False
        self._delays, self._busy_s = Delays(), time.thread_time()
        self._start = time.perf_counter()
        self._painted, self._stood_s = [self._start], [_in_line_s()]
        self._timer.start()
        self._loop.exec()
        return self._delays

    def _post_what_is_due(self) -> None:
        past_ms = (time.perf_counter() - self._start) * 1000
        while not self._is_over and (self._posted + 1) * INTERVAL_MS <= past_ms + 1:
            event = next(self._events, None)
            if event is None:
                self._is_over = True
                self._timer.stop()
                QTimer.singleShot(300, self._loop.quit)
                return
            self._posted += 1
            if event.type() is QEvent.Type.MouseMove:
                self._under_way.append(self._start + self._posted * INTERVAL_MS / 1000)
            QCoreApplication.postEvent(self._canvas, event)

    def _note_painted(self, arrived: int) -> None:
        now, in_line_s = time.perf_counter(), _in_line_s()
        busy_s = time.thread_time()
        self._delays.busy.append((busy_s - self._busy_s) * 1000)
        self._busy_s = busy_s
        for due in self._arrived[:arrived]:
            stood_s = in_line_s - self._stood_s[bisect(self._painted, due) - 1]
            self._delays.seen_after.append((now - due) * 1000)
            self._delays.not_in_line.append(max(now - due - stood_s, 0) * 1000)
        del self._arrived[:arrived]
        self._painted.append(now)
        self._stood_s.append(in_line_s)

    # ---- Qt overrides ----

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A move is about to be handled, or all handled ones are about to be painted."""
        if event.type() is QEvent.Type.MouseMove and self._under_way:
            self._arrived.append(self._under_way.pop(0))
        elif event.type() is QEvent.Type.Paint and self._arrived:
            painted = QEvent(PAINTED)
            self._painting = len(self._arrived)
            QCoreApplication.postEvent(self, painted, Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        """What came after the painting, which is on the screen now."""
        if event.type() == PAINTED:
            self._note_painted(self._painting)
            return True
        return super().event(event)


def _in_line_s() -> float:
    """How long this thread has stood in line for a processor; 0 where the system does not say."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) * 1e-9
    except OSError:
        return 0.0


# ---- The window ----


def add_many(folder: Path) -> None:
    """An image of 400 polygons beside those of the sample project."""
    from PIL import Image

    from unet_studio.domain.annotation import Annotation, Shape
    from unet_studio.storage.labels.labelme_file import write_labels

    pixels = np.random.default_rng(0).integers(60, 180, (SIZE_PX, SIZE_PX), np.uint8)
    Image.fromarray(pixels).save(folder / MANY)
    cell, turns = SIZE_PX / ACROSS, np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    around = 0.42 * cell * np.stack([np.cos(turns), np.sin(turns)], 1)
    middles = (np.stack(np.mgrid[:ACROSS, :ACROSS], -1).reshape(-1, 2) + 0.5) * cell
    shapes = tuple(Shape("mitochondrion", middle + around) for middle in middles)
    label = (folder / MANY).with_suffix(".json")
    write_labels(label, Annotation(shapes), image=folder / MANY, size=(SIZE_PX, SIZE_PX))


class Bench:
    """The real window, one image after the other."""

    def __init__(self, root: Path) -> None:
        from window_driver import WindowDriver

        from unet_studio.app import Studio

        self.studio = Studio(QApplication([]))
        self.studio.window.resize(1280, 800)
        self.studio.window.show()
        self.driver = WindowDriver(self.studio)
        self.driver.come_to_front()
        self.workspace = self.studio.workspace
        self.studio.window.open_path(root)
        self.driver.wait_for_picture()
        self.driver.wait_until(lambda: self.workspace.states.is_complete)
        self.driver.pause(3)
        self.canvas = self.driver.canvas
        self.hand = Hand(self.canvas)

    def delays(self, seconds: float) -> dict[tuple[str, str], Delays]:
        found = {}
        for name in (SAMPLE, MANY):
            for deed, prepared in self._deeds().items():
                self._show(name)
                found[name, deed] = self._checked(prepared(), seconds, is_edit=deed != "panning")
        return found

    def _deeds(self) -> dict[str, Callable[[], Deed]]:
        left, middle = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
        return {
            "dragging a corner": lambda: Deed(left, self._place_of_corner()),
            "dragging a polygon": lambda: Deed(left, self._place_of_body()),
            "panning": lambda: Deed(middle, self._place_to_pan()),
        }

    def _show(self, name: str) -> None:
        (image,) = [image for image in self.workspace.images if image.name == name]
        self.workspace.show_image(image)
        self.driver.wait_until(lambda: self.workspace.image == image)
        self.driver.wait_for_picture()
        self.canvas.fit()
        self.driver.key(Qt.Key.Key_V, widget=self.canvas)
        shapes = self.document.annotation.shapes
        polygons = [shape for shape in shapes if shape.mask is None]
        self.shape = polygons[len(polygons) // 2]
        self.document.select([self.shape.shape_id])
        self.driver.pause(0.5)

    @property
    def document(self) -> object:
        return self.workspace.document

    def _place_of_corner(self) -> QPointF:
        return QPointF(self.canvas.view_point(*self.shape.points[0]))

    def _place_of_body(self) -> QPointF:
        return QPointF(self.canvas.view_point(*self.shape.points.mean(axis=0)))

    def _place_to_pan(self) -> QPointF:
        self.canvas.zoom_to(2 * self.canvas.viewport.scale, QPointF(self.canvas.rect().center()))
        self.driver.pause(0.3)
        return QPointF(self.canvas.rect().center())

    def _checked(self, deed: Deed, seconds: float, *, is_edit: bool) -> Delays:
        steps = self.document.undo_stack.count()
        delays = self.hand.does(deed, seconds)
        made = self.document.undo_stack.count() - steps
        strokes = len(delays.seen_after) / MOVES
        assert strokes >= 1
        assert made == (strokes if is_edit else 0), f"{made} edits by {strokes} strokes"
        return delays

    def start_training(self) -> None:
        self.driver.click_tab(1)
        self.studio.window.rooms.train.panel.set_minutes(60)
        self.driver.ctrl(Qt.Key.Key_T)
        self.driver.wait_until(lambda: self.workspace.training.history.curves.steps, 120)
        self.driver.click_tab(0)
        self.driver.pause(1)

    def stop_training(self) -> int:
        """How many steps it made."""
        training = self.workspace.training
        assert training.is_running
        steps = training.history.latest.step
        training.stop()
        self.driver.wait_until(lambda: not training.is_running, 60)
        return steps


def main(seconds: float, rounds: int, folder: Path) -> None:
    from unet_studio.storage.founding.sample_project import write_sample

    root = write_sample(folder / "sample").root
    add_many(root)
    bench = Bench(root)
    for number in range(1, rounds + 1):
        idle = bench.delays(seconds)
        bench.start_training()
        training = bench.delays(seconds)
        steps = bench.stop_training()
        print(f"round {number}: {steps} training steps, load {os.getloadavg()[0]:.1f}")
        for (name, deed), delays in training.items():
            show(f"{name}, {deed}", idle[name, deed], delays)
        sys.stdout.flush()
    bench.studio.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        numbers = sys.argv[1:]
        wanted_s = float(numbers[0]) if numbers else 8.0
        main(wanted_s, int(numbers[1]) if len(numbers) > 1 else 1, Path(home))
