"""Label next, by mouse and keyboard: ask, go there, label the spot, go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_models import untrained_model

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import write_project
from unet_studio.storage.project.project_labels import read_mask
from unet_studio.ui.actions import Mode
from unet_studio.ui.canvas.spot_layer import SpotLayer
from unet_studio.ui.label.suggestion_strip import SuggestionStrip
from unet_studio.ui.parts.action_button import ActionButton

if TYPE_CHECKING:
    from pathlib import Path

LEFT = Qt.MouseButton.LeftButton
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def asked(driver, tmp_path: Path):
    """A window with a project of three pictures, in Results, where label next was clicked."""
    project = Project(tmp_path / "p", tmp_path / "p", tmp_path / "p", ClassTable.of(("disc",)))
    project.root.mkdir()
    for n in range(3):
        pixels = np.random.default_rng(n).integers(0, 256, (400, 600), np.uint8)
        Image.fromarray(pixels).save(project.root / f"{n}.png")
    write_project(project)
    driver.window.open_path(project.root)
    driver.wait_for_picture()
    model = untrained_model(tmp_path / "m.safetensors")
    driver.workspace.models.add(model)
    driver.wait_until(lambda: driver.workspace.models.find(model))
    driver.click_tab(2)
    (button,) = [
        b for b in driver.window.rooms.results.view.findChildren(ActionButton) if "next" in b.text()
    ]
    QTest.mouseClick(button, LEFT)
    driver.wait_until(lambda: driver.workspace.label_next.current)
    driver.wait_for_picture()
    return driver


def strip_of(driver) -> SuggestionStrip:
    (strip,) = driver.window.findChildren(SuggestionStrip)
    return strip


def go_on(driver, by: Qt.Key) -> None:
    before = driver.workspace.image
    driver.key(by, CTRL_ALT)
    driver.wait_until(lambda: driver.workspace.image != before)
    driver.wait_for_picture()


def test_asking_leads_to_the_first_spot(asked) -> None:
    first = asked.workspace.label_next.suggestions[0]
    assert asked.window.mode is Mode.LABEL
    assert strip_of(asked).isVisible()
    assert strip_of(asked).list.count() == 3
    (layer,) = asked.canvas.findChildren(SpotLayer)
    assert layer.box == first.spot
    asked.pause(0.1)
    left, top, right, bottom = first.spot
    for x, y in ((left, top), (right, bottom)):
        assert asked.canvas.rect().contains(asked.at(x, y))
    assert asked.at(right, 0).x() - asked.at(left, 0).x() > 0.5 * asked.canvas.height()


def test_the_spot_is_labelled_and_ticked_off(asked) -> None:
    label_next = asked.workspace.label_next
    left, top, _, _ = label_next.current.spot
    corners = [(20, 20), (120, 25), (110, 120), (30, 110)]
    asked.draw_polygon([(left + x, top + y) for x, y in corners])
    asked.key(Qt.Key.Key_Return, CTRL_ALT)
    asked.wait_until(lambda: not asked.workspace.labels.unsaved)
    mask = read_mask(asked.workspace.project, asked.workspace.image)
    assert (mask == 255).sum() == 400 * 600 - 256 * 256
    assert (mask == 1).sum() > 5000
    assert "done" in strip_of(asked).list.item(0).text()
    go_on(asked, Qt.Key.Key_PageDown)
    assert label_next.place == 1


def test_keys_and_clicks_go_through_the_queue(asked) -> None:
    label_next = asked.workspace.label_next
    go_on(asked, Qt.Key.Key_PageDown)
    assert label_next.place == 1
    go_on(asked, Qt.Key.Key_PageUp)
    assert label_next.place == 0
    strip = strip_of(asked)
    place = strip.list.visualItemRect(strip.list.item(2)).center()
    QTest.mouseClick(strip.list.viewport(), LEFT, pos=place)
    asked.wait_until(lambda: label_next.current is label_next.suggestions[2])


def test_a_window_made_anew_shows_the_queue(asked) -> None:
    asked.studio.prefer(language="zh_CN")
    asked.pause(0.1)
    assert strip_of(asked).isVisible()
    assert strip_of(asked).list.count() == 3
    asked.studio.prefer(language="en")


def test_the_strip_can_be_closed(asked) -> None:
    asked.workspace.label_next.close()
    assert not strip_of(asked).isVisible()
    (layer,) = asked.canvas.findChildren(SpotLayer)
    assert layer.box is None
