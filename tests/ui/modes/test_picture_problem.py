"""Pictures that cannot be read: the view says so in the place of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from small_project import HEIGHT, WIDTH, small_project
from window_driver import WindowDriver

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.message import say
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.project.project_file import list_images
from unet_studio.ui.actions import Mode
from unet_studio.ui.parts.cover_note import CoverNote
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from unet_studio.app import Studio
    from unet_studio.ui.results.results_view import ResultsView

CLASSES = (LabelClass(1, "cell", "#ff0000"),)


def note_of(view: QWidget) -> str:
    """What covers a view; empty if nothing does."""
    (note,) = view.findChildren(CoverNote)
    labels = [label.text().replace("\u200b", "") for label in note.findChildren(QLabel)]
    return "\n".join(labels) if note.isVisible() else ""


def spoil(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\nnothing")


def test_label_mode_says_why_there_is_no_picture(studio: Studio, tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 3, labelled=1)
    spoil(tmp_path / "p" / "1.png")
    driver, workspace, window = WindowDriver(studio), studio.workspace, studio.window
    driver.come_to_front()
    window.open_path(project.root)
    driver.wait_for_picture()
    canvas = window.label_view.canvas
    assert not note_of(canvas)
    workspace.show_image(workspace.images[1])
    driver.wait_until(lambda: note_of(canvas))
    assert "1.png cannot be shown" in note_of(canvas)
    assert str(tmp_path / "p" / "1.png") in note_of(canvas)
    assert "Put a file that can be read in its place" in note_of(canvas)
    assert studio.window.banner.notice is None  # it would stay when another image is in view
    (note,) = canvas.findChildren(CoverNote)
    (button,) = note.findChildren(QPushButton)
    assert button.text().replace("&", "") == "Show in its folder"
    window.resize(1000, 700)
    driver.wait_until(lambda: note.size() == canvas.size())
    workspace.show_image(workspace.images[2])
    driver.wait_until(lambda: workspace.picture)
    assert not note_of(canvas)


def results_of(root: Path, studio: Studio) -> ResultSet:
    """Masks of all images but the second, which had too few channels."""
    project = small_project(root, 4, labelled=1)
    out = root / "predictions" / "made-up"
    card = ModelCard("made-up", "auto", NetworkConfig(), CLASSES, "per-image", 0)
    made = ResultSet(card, out, True)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[10:30, 10:30] = 1
    for k, image in enumerate(list_images(project)):
        path = out / "masks" / image.name
        write_mask(path, mask, CLASSES)
        problem = say("t", "It has too few channels.")() if k == 1 else None
        made.images.append(ResultImage(image, None if k == 1 else path, problem))
    return made


def shown(studio: Studio, root: Path, made: ResultSet) -> tuple[WindowDriver, ResultsView]:
    """Results that are open in the window, the first of them with its mask."""
    driver, window = WindowDriver(studio), studio.window
    driver.come_to_front()
    window.open_path(root)
    driver.wait_for_picture()
    window.set_mode(Mode.RESULTS)
    studio.workspace.prediction.results.open(made)
    view = window.rooms.results.view
    driver.wait_until(lambda: view.layers.mask.mask is not None)
    return driver, view


def test_results_show_no_other_picture_in_its_place(studio: Studio, tmp_path: Path) -> None:
    made = results_of(tmp_path / "p", studio)
    spoil(tmp_path / "p" / "2.png")
    driver, view = shown(studio, tmp_path / "p", made)
    assert not note_of(view.pictures)

    studio.window.browsing.show_result("2.png")
    driver.wait_until(lambda: note_of(view.pictures))
    assert "2.png cannot be shown" in note_of(view.pictures)
    assert view.layers.mask.mask is None
    QTest.keyClick(view.canvas, Qt.Key.Key_8)  # side by side: both are covered
    driver.pause(0.1)
    (note,) = view.pictures.findChildren(CoverNote)
    assert note.geometry() == view.pictures.rect()

    studio.window.browsing.show_result("3.png")
    driver.wait_until(lambda: view.layers.mask.mask is not None)
    assert not note_of(view.pictures)


def test_a_picture_without_a_mask_says_why_it_has_none(studio: Studio, tmp_path: Path) -> None:
    made = results_of(tmp_path / "p", studio)
    driver, view = shown(studio, tmp_path / "p", made)
    assert view.layers.legend.legend is None

    studio.window.browsing.show_result("1.png")
    driver.wait_until(lambda: view.layers.mask.mask is None)
    assert view.layers.legend.legend.note == "It has too few channels."
    assert not note_of(view.pictures)
    said = [label.text() for label in view.panel.findChildren(QLabel)]
    assert "This image has no mask, so it has no scores." in said

    studio.window.browsing.show_result("3.png")
    driver.wait_until(lambda: view.layers.mask.mask is not None)
    driver.wait_until(lambda: view.layers.legend.legend is None)
