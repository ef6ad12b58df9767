"""What labelling costs: clicks, way of the mouse, seconds and overlap for each tool.

labelling_effort.py [--things 4] [--shared DIR]

On five real images of different kinds a careful person is played by real mouse events in the real
window. The labels that come with the images say where the borders are; the overlap (intersection
over union) is that of what lies in the document in the end.

Seconds are estimated by the keystroke-level model (Card, Moran and Newell, The keystroke-level
model for user performance time with interactive systems, Communications of the ACM 23, 1980):
pointing 0.8 + 0.1 log2(D / S + 0.5) for a way D to a target of size S, a button down or up 0.1, a
key 0.2, drawing 0.9 for each straight stroke and 0.16 for each centimetre, 1.35 to make up one's
mind: once for each thing, and once more wherever a result is looked at before it is kept.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests"), str(ROOT)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2  # noqa: E402
from PySide6.QtCore import QPointF, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from real_things import Thing, fruit, grains, nerve_cells, nuclei, outlined, overlap  # noqa: E402
from window_driver import WindowDriver  # noqa: E402

from unet_studio.app import Studio  # noqa: E402
from unet_studio.imaging.rasterize import shape_mask  # noqa: E402
from unet_studio.imaging.smart_select.wand import LARGEST_TOLERANCE  # noqa: E402
from unet_studio.workspace.tools.wand import PER_PX  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

MIND_S, BUTTON_S, KEY_S, STROKE_S, CENTIMETRE_S = 1.35, 0.1, 0.2, 0.9, 0.16
PX_PER_CM = 96 / 2.54
SEEN_PX = 250  # one zooms until a thing is this large on the screen, before all tools alike
GOOD = 0.9
LEFT = Qt.MouseButton.LeftButton

PICTURES: dict[str, Callable[[Path], list[Thing]]] = {
    "nuclei (dsb2018)": lambda data: list(nuclei(data, "2c61fdcb36fd")),
    "nerve cells (isbi2012)": lambda data: list(nerve_cells(data, "0")),
    "grains (sandstone)": lambda data: list(grains(data, "0000")),
    "fruit (lm_fruit)": lambda data: list(fruit(data, "0")),
    "photograph (labelme)": lambda data: list(
        outlined(
            data / "labelme_examples/examples/instance_segmentation/data_annotated/2011_000003.jpg"
        )
    ),
}


@dataclass
class Effort:
    """What one thing took with one tool."""

    clicks: int = 0
    way_px: float = 0
    seconds: float = MIND_S
    overlap: float = 0
    at: tuple[float, float] | None = field(default=None)

    def point(self, x: float, y: float, target_px: float) -> None:
        """The mouse goes to a target, from the middle of the screen at first."""
        way = 300.0 if self.at is None else float(np.hypot(x - self.at[0], y - self.at[1]))
        self.seconds += 0.8 + 0.1 * max(np.log2(way / max(target_px, 1) + 0.5), 0)
        self.way_px += way
        self.at = (x, y)

    def click(self, x: float, y: float, target_px: float) -> None:
        """Go there and click."""
        self.point(x, y, target_px)
        self.clicks += 1
        self.seconds += 2 * BUTTON_S

    def stroke(self, points: list[tuple[float, float]]) -> None:
        """Draw with the button down, from where the mouse is."""
        way = float(np.hypot(*np.diff([self.at, *points], axis=0).T).sum())
        straight = cv2.approxPolyDP(np.array([self.at, *points], np.float32), 8.0, False)
        self.seconds += 2 * BUTTON_S + STROKE_S * (len(straight) - 1)
        self.seconds += CENTIMETRE_S * way / PX_PER_CM
        self.clicks += 1
        self.way_px += way
        self.at = points[-1]


class Person:
    """Hands that label things in the window, and eyes that see what came of it."""

    def __init__(self, driver: WindowDriver) -> None:
        self.driver = driver
        self.thing: Thing
        self.effort = Effort()

    @property
    def scale(self) -> float:
        """Screen pixels for each image pixel."""
        return self.driver.canvas.viewport.scale

    def look_at(self, thing: Thing) -> None:
        """Zoom until the thing fills a good part of the screen."""
        canvas = self.driver.canvas
        self.thing = thing
        left, top, right, bottom = thing.box
        canvas.fit()
        at = QPointF(self.driver.at((left + right) / 2, (top + bottom) / 2))
        canvas.zoom_to(min(max(SEEN_PX / max(right - left, bottom - top), self.scale), 12), at)
        middle = canvas.rect().center()
        canvas.pan(middle.x() - at.x(), middle.y() - at.y())

    def label(self, way: Callable[[Person], None], key: Qt.Key) -> Effort:
        """Label the thing, and take the shape away again."""
        self.effort = Effort()
        self.driver.key(key, widget=self.driver.canvas)
        way(self)
        self.wait()
        self.effort.overlap = self.reached()
        self.clear()
        return self.effort

    def reached(self) -> float:
        """How well what is in the document covers the thing."""
        found = np.zeros(self.thing.mask.shape, bool)
        for shape in self.driver.workspace.document.annotation.shapes:
            found |= shape_mask(shape, found.shape)
        return overlap(found, self.thing.mask)

    def clear(self) -> None:
        """Take everything away."""
        document = self.driver.workspace.document
        document.remove_shapes([shape.shape_id for shape in document.annotation.shapes])

    def wait(self) -> None:
        """Until the tool has nothing to work out."""
        self.driver.wait_until(lambda: not self.driver.canvas.tool.is_computing)

    def click(self, x: float, y: float, target_px: float) -> None:
        """Click a point of the image."""
        where = self.driver.at(x, y)
        self.driver.click(x, y)
        self.effort.click(where.x(), where.y(), target_px)
        self.wait()

    def key(self, key: Qt.Key) -> None:
        """Press a key."""
        self.driver.key(key, widget=self.driver.canvas)
        self.effort.seconds += KEY_S

    def press(self, x: float, y: float, target_px: float) -> None:
        """Go there and hold the button down."""
        where = self.driver.at(x, y)
        QTest.mouseMove(self.driver.canvas, where)
        QTest.mousePress(self.driver.canvas, LEFT, pos=where)
        self.effort.point(where.x(), where.y(), target_px)
        self.wait()

    def drag_to(self, points: list[tuple[float, float]]) -> None:
        """Move along points of the image and let go."""
        places = [self.driver.at(*point) for point in points]
        for place in places:
            QTest.mouseMove(self.driver.canvas, place)
            self.driver.pause(0.005)
        QTest.mouseRelease(self.driver.canvas, LEFT, pos=places[-1])
        self.effort.stroke([(p.x(), p.y()) for p in places])
        self.wait()


def by_polygon(person: Person) -> None:
    """Corners of the outline within 1.5 px, clicked one by one."""
    rim = _rim(person.thing.mask)
    for x, y in cv2.approxPolyDP(rim, 1.5, True)[:, 0].tolist():
        person.click(x + 0.5, y + 0.5, 3 * person.scale)
    person.key(Qt.Key.Key_Return)


def by_wand(person: Person) -> None:
    """Press in the middle; drag only if that is clearly better than a plain click."""
    x, y = (value + 0.5 for value in person.thing.middle)
    inward = cv2.distanceTransform(np.pad(person.thing.mask, 1).astype(np.uint8), cv2.DIST_L2, 5)
    tool = person.driver.canvas.tool
    person.press(x, y, float(inward.max()) * person.scale)

    def seen() -> float:
        region = tool.preview.region.region.clipped(person.thing.mask.shape)
        found = np.zeros(person.thing.mask.shape, bool)
        found[region.top : region.bottom, region.left : region.right] = region.mask
        return overlap(found, person.thing.mask)

    first, start = seen(), float(tool.option("tolerance"))
    best, best_way = first, 0.0
    for tolerance in range(4, LARGEST_TOLERANCE // 2, 4):
        way = (tolerance - start) / PER_PX / person.scale
        QTest.mouseMove(person.driver.canvas, person.driver.at(x + way, y))
        person.wait()
        if seen() > max(best, first + 0.02):
            best, best_way = seen(), way
    if best_way:
        person.effort.seconds += MIND_S
        person.drag_to([(x + best_way, y)])
    else:
        person.driver.key(Qt.Key.Key_Escape, widget=person.driver.canvas)
        QTest.mouseRelease(person.driver.canvas, LEFT, pos=person.driver.at(x, y))
        person.effort.at, person.effort.way_px, person.effort.seconds = None, 0, MIND_S
        person.click(x, y, float(inward.max()) * person.scale)


def by_live_wire(person: Person) -> None:
    """As many clicks on the rim as a good outline needs; what failed does not count."""
    rim = _rim(person.thing.mask)[:, 0]
    for count in (3, 4, 6, 8, 12, 16, 24):
        person.effort = Effort()
        for index in range(count):
            x, y = rim[len(rim) * index // count].tolist()
            person.click(x + 0.5, y + 0.5, 10)
        person.key(Qt.Key.Key_Return)
        person.wait()
        if person.reached() >= GOOD or count == 24:
            return
        person.clear()


def by_brush(person: Person) -> None:
    """Along the inside of the rim with a tip half as wide as the thing allows, then inwards."""
    inward = cv2.distanceTransform(np.pad(person.thing.mask, 1).astype(np.uint8), cv2.DIST_L2, 5)
    inward = inward[1:-1, 1:-1]
    radius = max(float(inward.max()) / 2, 1.0)
    person.driver.canvas.tool.set_option("size", round(2 * radius))
    person.effort.seconds += KEY_S
    depth = radius
    while True:
        deep = inward >= depth
        if not deep.any():
            return
        lines, _ = cv2.findContours(deep.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for line in lines:
            points = [(x + 0.5, y + 0.5) for x, y in [*line[::2, 0].tolist(), line[0, 0].tolist()]]
            person.press(*points[0], 2 * radius * person.scale / 2)
            person.drag_to(points)
        depth += 2 * radius


def by_box(person: Person) -> None:
    """A box about two pixels around the thing, and Enter."""
    left, top, right, bottom = person.thing.box
    person.press(left - 2, top - 2, 4 * person.scale)
    person.drag_to([((left + right) / 2, (top + bottom) / 2), (right + 2, bottom + 2)])
    person.effort.seconds += MIND_S
    person.key(Qt.Key.Key_Return)


WAYS: dict[str, tuple[Qt.Key, Callable[[Person], None]]] = {
    "polygon": (Qt.Key.Key_P, by_polygon),
    "wand": (Qt.Key.Key_W, by_wand),
    "brush": (Qt.Key.Key_B, by_brush),
    "live-wire": (Qt.Key.Key_L, by_live_wire),
    "box to outline": (Qt.Key.Key_G, by_box),
}


def _rim(mask: np.ndarray) -> np.ndarray:
    lines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return max(lines, key=len)


def _typical(things: list[Thing], count: int) -> list[Thing]:
    """Some things of middling size that do not touch the rim of the image, always the same."""
    whole = [t for t in things if not (t.mask[[0, -1]].any() or t.mask[:, [0, -1]].any())]
    whole.sort(key=lambda thing: int(thing.mask.sum()))
    if len(whole) <= count:
        return whole
    places = np.linspace(0.25, 0.75, count) * (len(whole) - 1)
    return [whole[round(place)] for place in places]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--things", type=int, default=4)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "settings")
        app = QApplication(sys.argv[:1])
        print("| picture | tool | clicks | mouse way, px | seconds | overlap |")
        print("|---|---|---:|---:|---:|---:|")
        for number, (name, things_of) in enumerate(PICTURES.items()):
            things = _typical(things_of(options.shared), options.things)
            _label_all(app, Path(folder) / str(number), name, things)


def _label_all(app: QApplication, folder: Path, name: str, things: list[Thing]) -> None:
    folder.mkdir()
    shutil.copyfile(things[0].path, folder / things[0].path.name)
    studio = Studio(app)
    studio.window.resize(1280, 800)
    studio.window.show()
    driver = WindowDriver(studio)
    try:
        driver.come_to_front()
        driver.answer_folder_dialog(folder, lambda: driver.ctrl(Qt.Key.Key_O))
        driver.wait_for_picture()
        driver.draw_polygon([(3, 3)], close=False)  # asks for a class
        for key in (Qt.Key.Key_T, Qt.Key.Key_H, Qt.Key.Key_I, Qt.Key.Key_N, Qt.Key.Key_G):
            driver.key(key)
        driver.key(Qt.Key.Key_Return)
        driver.key(Qt.Key.Key_Escape, widget=driver.canvas)
        person = Person(driver)
        for tool, (key, way) in WAYS.items():
            efforts = []
            for thing in things:
                person.look_at(thing)
                efforts.append(person.label(way, key))
            print(_row(name, tool, efforts), flush=True)
    finally:
        studio.close()
        studio.deleteLater()


def _row(name: str, tool: str, efforts: list[Effort]) -> str:
    clicks, way, seconds, reached = (
        float(np.median([getattr(effort, key) for effort in efforts]))
        for key in ("clicks", "way_px", "seconds", "overlap")
    )
    return f"| {name} | {tool} | {clicks:.0f} | {way:.0f} | {seconds:.1f} | {reached:.2f} |"


if __name__ == "__main__":
    main()
