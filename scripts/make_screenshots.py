"""Make the pictures of the window: the main road, driven by mouse and keys, a picture per step.

make_screenshots.py [--out DIR] [--language en|zh_CN] [--theme light|dark] [--scale 2]
                    [--images DIR --predict DIR] [--minutes M]

Without --images, the sample project's pictures are used. The README shows what a plain call makes.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1280, 800)


def main() -> None:
    options = _options()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "settings")
        _walk(options, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--language", choices=["en", "zh_CN"], default="en")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--images", type=Path, help="plain pictures to label")
    parser.add_argument("--predict", type=Path, help="plain pictures to predict")
    parser.add_argument("--minutes", type=float, default=1)
    return parser.parse_args()


def _walk(options: argparse.Namespace, folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from unet_studio.app import Studio

    app = QApplication(sys.argv[:1])
    app.setApplicationName("UNet Studio")
    app.setOrganizationName("UNet Studio")
    studio = Studio(app)
    studio.prefer(language=options.language, theme=options.theme)
    studio.window.resize(*SIZE)
    studio.window.show()
    try:
        _Walk(studio, options, folder).all_steps()
    finally:
        studio.close()


class _Walk:
    """The steps, in order."""

    def __init__(self, studio, options: argparse.Namespace, folder: Path) -> None:
        from window_driver import WindowDriver

        self.driver = WindowDriver(studio)
        self.options = options
        self.to_label, self.to_predict = _folders(options, folder)
        self.is_sample = options.images is None
        self.outlines = _ORGANELLES if self.is_sample else _OUTLINES
        self.exported = folder / "masks"
        self.exported.mkdir()

    def all_steps(self) -> None:
        self.driver.come_to_front()
        self.shoot("1-start")
        self.open_and_draw()
        self.select_smartly()
        self.look_back()
        self.export()
        self.train()
        self.predict()
        self.look_at_the_worst()
        self.measure()
        self.correct()

    def shoot(self, name: str) -> None:
        path = self.options.out / f"{name}.png"
        self.driver.grab(path)
        print(path)

    def open_and_draw(self) -> None:
        from PySide6.QtCore import Qt

        driver = self.driver
        driver.answer_folder_dialog(self.to_label, lambda: driver.ctrl(Qt.Key.Key_O))
        driver.wait_for_picture()
        driver.wait_until(lambda: driver.workspace.states.is_complete)
        driver.pause(0.5)
        if not len(driver.workspace.project.classes):
            driver.draw_polygon([self.point(0.4, 0.4)], close=False)
            for key in (Qt.Key.Key_C, Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_L):
                driver.key(key)
            driver.key(Qt.Key.Key_Return)
        if self.is_sample:
            driver.key(Qt.Key.Key_2, widget=driver.canvas)  # the second class: mitochondria
        outline = self.outlines[0]
        driver.draw_polygon([self.point(*p) for p in outline[:-1]], close=False)
        driver.hover(*self.point(*outline[-1]))
        self.shoot("2-drawing")
        driver.key(Qt.Key.Key_Return, widget=driver.canvas)
        driver.draw_polygon([self.point(*p) for p in self.outlines[1]])
        driver.key(Qt.Key.Key_V, widget=driver.canvas)
        inside = [sum(axis) / len(self.outlines[1]) for axis in zip(*self.outlines[1], strict=True)]
        driver.click(*self.point(*inside))
        x, y = self.outlines[1][2]
        driver.drag(self.point(x, y), self.point(x + 0.005, y + 0.01))
        self.shoot("3-correcting")
        driver.wait_until(lambda: not driver.workspace.labels.unsaved)
        for _ in range(0 if self.is_sample else 2):
            driver.key(Qt.Key.Key_PageDown)
            driver.wait_for_picture()
            driver.draw_polygon([self.point(*p) for p in self.outlines[0]])
        driver.wait_until(lambda: not driver.workspace.labels.unsaved)

    def select_smartly(self) -> None:
        """On an image that is not labelled: boxes become outlines; the last one is not kept yet."""
        from PySide6.QtCore import Qt

        driver, workspace = self.driver, self.driver.workspace
        driver.ctrl(Qt.Key.Key_PageDown)
        driver.wait_for_picture()
        driver.key(Qt.Key.Key_G, widget=driver.canvas)
        boxes = _BOXES if self.is_sample else _BOXES[:1]
        for count, (left, top, right, bottom) in enumerate(boxes, 1):
            driver.drag(self.point(left, top), self.point(right, bottom))
            driver.wait_until(lambda: workspace.toolbox.tool.preview.region is not None)
            driver.pause(0.5)
            if count < len(boxes):
                driver.key(Qt.Key.Key_Return, widget=driver.canvas)
        self.shoot("4-smart-selection")
        driver.key(Qt.Key.Key_Escape, widget=driver.canvas)
        for _ in boxes[1:]:
            driver.ctrl(Qt.Key.Key_Z)
        workspace.show_image(workspace.images[0])
        driver.wait_for_picture()

    def look_back(self) -> None:
        """What the labels of the first image were before, over the picture."""
        from PySide6.QtCore import Qt

        driver, history = self.driver, self.driver.workspace.history
        driver.wait_until(lambda: not driver.workspace.labels.unsaved)
        history.set_open(is_open=True)
        driver.wait_until(lambda: history.versions)
        versions = driver.window.label_view.history_panel.list
        versions.setFocus()
        driver.key(Qt.Key.Key_End, widget=versions)
        driver.wait_until(lambda: history.comparison)
        self.shoot("5-earlier-versions")
        history.set_open(is_open=False)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the image, given in parts of its width and height."""
        height, width = self.driver.workspace.picture.size
        return x * width, y * height

    def export(self) -> None:
        from PySide6.QtCore import Qt

        driver = self.driver
        driver.answer_folder_dialog(self.exported, lambda: driver.ctrl(Qt.Key.Key_E))
        driver.wait_until(lambda: driver.window.banner.notice)
        self.shoot("6-exported")
        driver.window.banner.dismiss()

    def train(self) -> None:
        from PySide6.QtCore import Qt

        driver, training = self.driver, self.driver.workspace.training
        driver.click_tab(1)
        self.shoot("7-before-training")
        driver.window.rooms.train.panel.set_minutes(self.options.minutes)
        driver.ctrl(Qt.Key.Key_T)
        driver.wait_until(lambda: training.history.curves.validation_losses, 600)
        driver.pause(1)
        driver.window.banner.dismiss()
        self.shoot("8-training")
        driver.click_tab(0)
        driver.ctrl(Qt.Key.Key_PageDown)  # the next unlabelled image
        driver.wait_for_picture()
        driver.draw_polygon([self.point(*p) for p in self.outlines[1]])
        self.shoot("9-drawing-while-training")
        driver.click_tab(1)
        driver.wait_until(lambda: not training.is_running, 60 * self.options.minutes + 60)
        self.shoot("10-trained")

    def predict(self) -> None:
        from PySide6.QtCore import Qt

        driver, workspace = self.driver, self.driver.workspace
        driver.answer_folder_dialog(self.to_predict, lambda: driver.ctrl(Qt.Key.Key_R, shift=True))
        driver.wait_until(lambda: workspace.prediction.results.current)
        driver.wait_until(lambda: not workspace.task.is_running, 300)
        driver.pause(1)
        self.shoot("11-predicted")
        driver.key(Qt.Key.Key_PageDown)
        driver.pause(1)
        driver.window.banner.dismiss()
        driver.ctrl(Qt.Key.Key_R)
        driver.pause(0.5)
        driver.wait_until(lambda: not workspace.task.is_running, 300)
        driver.pause(1.5)
        driver.window.banner.dismiss()
        driver.key(Qt.Key.Key_PageDown)
        driver.pause(1)
        self.shoot("12-results")

    def look_at_the_worst(self) -> None:
        """The image with the lowest Dice of those held out, and where it is wrong."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from unet_studio.ui.results.worst_gallery import WorstGallery

        driver, view = self.driver, self.driver.window.rooms.results.view
        self.show_tab(0)
        gallery = view.findChild(WorstGallery)
        driver.wait_until(lambda: gallery.model().rowCount() > 1)
        driver.pause(0.5)
        worst = gallery.visualRect(gallery.model().index(1, 0))  # the first is a heading
        QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=worst.center())
        driver.pause(0.5)
        driver.key(Qt.Key.Key_4, widget=view.canvas)
        driver.pause(1.5)
        self.shoot("13-worst-first")
        driver.key(Qt.Key.Key_1, widget=view.canvas)

    def measure(self) -> None:
        self.show_tab(2)
        self.driver.pause(1.5)
        self.shoot("15-objects")

    def correct(self) -> None:
        """An image that nobody labelled, as drafts; one of them is confirmed."""
        from PySide6.QtCore import Qt

        driver, workspace = self.driver, self.driver.workspace
        unlabelled = [n for n in workspace.images.names if n not in workspace.states.labelled]
        driver.window.browsing.show_result(unlabelled[-1])
        driver.wait_until(lambda: workspace.prediction.results.in_view is not None)
        driver.pause(1)
        driver.ctrl(Qt.Key.Key_Return)
        driver.wait_for_picture()
        driver.pause(1)
        driver.key(Qt.Key.Key_Space, widget=driver.canvas)
        driver.pause(0.5)
        self.shoot("14-drafts")

    def show_tab(self, place: int) -> None:
        """One of the tabs below the picture."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        tabs = self.driver.window.rooms.results.view.tabs
        if tabs.currentIndex() == place:
            return  # a click would fold them
        bar = tabs.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        self.driver.pause(0.3)


def _ellipse(x: float, y: float, rx: float, ry: float) -> list[tuple[float, float]]:
    angles = [2 * math.pi * k / 8 for k in range(8)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


_ORGANELLES = (_ellipse(0.386, 0.395, 0.032, 0.06), _ellipse(0.636, 0.624, 0.056, 0.036))
"""Two mitochondria of the first sample picture, in parts of its width and height."""

_OUTLINES = (
    [(0.30, 0.28), (0.42, 0.24), (0.50, 0.33), (0.47, 0.45), (0.36, 0.48), (0.28, 0.39)],
    [(0.58, 0.55), (0.70, 0.52), (0.76, 0.62), (0.71, 0.73), (0.60, 0.70)],
)


_BOXES = (
    (0.40, 0.05, 0.50, 0.20),
    (0.56, 0.08, 0.66, 0.22),
    (0.33, 0.21, 0.41, 0.35),
    (0.72, 0.765, 0.85, 0.90),
)
"""Left, top, right and bottom around four of the first picture that is not labelled."""


def _folders(options: argparse.Namespace, folder: Path) -> tuple[Path, Path]:
    """The folder to label, as a copy that may be written to, and the one to predict."""
    from unet_studio.storage.founding.sample_project import write_sample

    if options.images is None:
        sample = write_sample(folder / "cells")
        return sample.root, sample.images_dir
    copy = folder / options.images.name
    shutil.copytree(options.images, copy, copy_function=shutil.copyfile)
    copy.chmod(0o755)
    return copy, options.predict or options.images


if __name__ == "__main__":
    main()
