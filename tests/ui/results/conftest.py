"""Results made up of small squares, open in the real window."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from small_project import HEIGHT, WIDTH, small_project

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.predictions.probability_file import write_probabilities
from unet_studio.storage.project.project_file import list_images
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet

if TYPE_CHECKING:
    from unet_studio.app import Studio
    from unet_studio.ui.canvas.canvas_view import CanvasView

ROOT = Path(__file__).resolve().parents[3]
MODEL_CLASSES = (LabelClass(1, "wall", "#0000ff"), LabelClass(2, "cell", "#ff0000"))
"""The project knows both by other ids."""

FOUND = np.s_[10:30, 10:30]
"""Where the made-up model sees a cell; a person drew it at 4:20 of the first picture."""


class Results:
    """The window with results, and hands and eyes for it."""

    def __init__(self, studio: Studio, driver: object) -> None:
        self.studio, self.driver = studio, driver

    @property
    def view(self):
        return self.studio.window.rooms.results.view

    @property
    def canvas(self) -> CanvasView:
        return self.view.canvas

    @property
    def settings(self):
        return self.studio.workspace.settings.now

    def key(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.driver.key(key, modifier, widget=self.canvas)

    def pixels(self, canvas: CanvasView | None = None) -> np.ndarray:
        """(H, W, 3) RGB as on the screen."""
        image = (canvas or self.canvas).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        found = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
        return found[..., 2::-1].astype(int)

    def colour(self, x: float, y: float, canvas: CanvasView | None = None) -> tuple[int, ...]:
        """Of the middle of a pixel of the image."""
        canvas = canvas or self.canvas
        at = canvas.view_point(x + 0.5, y + 0.5)
        return tuple(self.pixels(canvas)[at.y(), at.x()].tolist())

    def is_grey(self, x: float, y: float, canvas: CanvasView | None = None) -> bool:
        """Whether nothing but the picture is seen."""
        red, green, blue = self.colour(x, y, canvas)
        return red == green == blue

    def show(self, name: str) -> None:
        workspace = self.studio.workspace
        workspace.prediction.show(name)
        self.driver.wait_until(
            lambda: (
                (seen := workspace.prediction.results.in_view) and seen.result.image.name == name
            )
        )
        self.driver.wait_until(lambda: self.view.layers.mask.mask is not None)

    def hover(self, x: float, y: float, canvas: CanvasView | None = None) -> None:
        canvas = canvas or self.canvas
        QTest.mouseMove(canvas, canvas.view_point(x + 0.5, y + 0.5))
        self.driver.pause(0.02)


@pytest.fixture(scope="session")
def driver_class():
    path = ROOT / "scripts" / "window_driver.py"
    spec = importlib.util.spec_from_file_location("window_driver", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.WindowDriver


@pytest.fixture
def results(studio: Studio, driver_class, tmp_path: Path) -> Results:
    """Three pictures, the first two labelled; of the second no probabilities were kept."""
    project = small_project(tmp_path / "p", 3, labelled=2, classes=("cell", "wall"))
    out = tmp_path / "p" / "predictions" / "made-up"
    made = ResultSet(
        ModelCard("made-up", "auto", NetworkConfig(), MODEL_CLASSES, "per-image", 0), out, True
    )
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[FOUND] = 2
    mask[40:, 40:] = 1
    probabilities = np.full((3, HEIGHT, WIDTH), 0.0)
    probabilities[2][FOUND] = 0.75
    probabilities[1, 40:, 40:] = 1
    probabilities[0] = 1 - probabilities.sum(axis=0)
    for image in list_images(project):
        stem = Path(image.name).stem
        path, kept = out / "masks" / image.name, out / "probabilities" / f"{stem}.tif"
        write_mask(path, mask, MODEL_CLASSES)
        if stem != "1":
            write_probabilities(kept, probabilities)
        made.images.append(ResultImage(image, path, None, kept if stem != "1" else None))
    driver = driver_class(studio)
    driver.come_to_front()
    studio.window.open_path(project.root)
    driver.wait_until(lambda: studio.workspace.project)
    driver.click_tab(2)
    studio.workspace.prediction.results.open(made)
    driver.wait_until(lambda: studio.workspace.prediction.results.in_view)
    driver.wait_until(lambda: studio.window.rooms.results.view.layers.mask.mask is not None)
    studio.workspace.settings.change(scale_bar=False, pixel_grid=False)
    found = Results(studio, driver)
    found.canvas.setFocus()
    return found
