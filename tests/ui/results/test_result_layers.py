"""What lies over a result: each layer paints what it says, and says what it paints."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from unet_studio.imaging.colour_map import magma, viridis
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.results.looks import Layer
from unet_studio.ui.results.result_layers import ERROR_COLOURS

INSIDE, OUTSIDE, WALL = (25, 25), (34, 8), (55, 44)


def mostly(colour, wanted) -> bool:
    return np.abs(np.array(colour) - wanted).max() <= 3


def errors_there(results) -> None:
    results.key(Qt.Key.Key_4)
    results.driver.wait_until(lambda: results.view.layers.errors.mask is not None)


def entries(results) -> dict[str, str]:
    return {text: colour for colour, text in results.view.layers.legend.legend.entries}


def test_the_mask_has_the_colours_of_the_classes(results) -> None:
    results.studio.workspace.settings.change(fill_opacity=1.0)
    assert results.colour(*INSIDE) == (255, 0, 0)
    assert results.colour(*WALL) == (0, 0, 255)
    assert results.is_grey(*OUTSIDE)
    assert results.view.layers.legend.legend is None


def test_classes_are_switched_one_by_one_and_all_together(results) -> None:
    look = results.view.panel.look
    results.studio.workspace.settings.change(fill_opacity=1.0)
    rows = {look._classes.item(k).text(): k for k in range(look._classes.count())}
    assert set(rows) == {"wall", "cell"}
    item = look._classes.item(rows["cell"])
    place = look._classes.visualItemRect(item)
    left = place.center()
    left.setX(place.left() + 8)
    QTest.mouseClick(look._classes.viewport(), Qt.MouseButton.LeftButton, pos=left)
    assert item.checkState() is Qt.CheckState.Unchecked
    assert results.is_grey(*INSIDE)
    assert results.colour(*WALL) == (0, 0, 255)
    for text, grey in (("None", True), ("All", False)):
        (button,) = [b for b in look.findChildren(QPushButton) if b.text() == text]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert results.is_grey(*INSIDE) is grey
        assert results.is_grey(*WALL) is grey


def test_probability_is_a_map_with_a_scale(results) -> None:
    results.studio.workspace.settings.change(heat_opacity=1.0, contours_visible=False)
    results.key(Qt.Key.Key_2)
    heat = results.view.layers.heat
    results.driver.wait_until(lambda: heat._pyramid is not None)
    assert results.view.layers.legend.legend.title == "Probability of wall"
    assert mostly(results.colour(*WALL), viridis()[255])
    assert mostly(results.colour(*INSIDE), viridis()[0])
    results.key(Qt.Key.Key_0)
    results.driver.wait_until(lambda: heat._pyramid is not None)
    assert results.view.layers.legend.legend.title == "Probability of cell"
    assert results.view.panel.look.class_choice.currentText() == "cell"
    assert mostly(results.colour(*INSIDE), viridis()[191])
    assert mostly(results.colour(*WALL), viridis()[0])
    results.key(Qt.Key.Key_0)
    assert results.view.layers.legend.legend.title == "Probability of background"


def test_uncertainty_is_where_nothing_is_certain(results) -> None:
    results.studio.workspace.settings.change(heat_opacity=1.0)
    results.key(Qt.Key.Key_3)
    results.driver.wait_until(lambda: results.view.layers.heat._pyramid is not None)
    entropy = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25)) / np.log(3)
    assert mostly(results.colour(*INSIDE), magma()[round(255 * entropy)])
    assert mostly(results.colour(*WALL), magma()[0])
    assert results.view.layers.legend.legend.ramp is not None


def test_errors_are_missed_or_extra_and_counted(results) -> None:
    errors_there(results)
    colours = {text.split(":")[0]: colour for text, colour in entries(results).items()}
    assert list(colours) == ["Missed", "Extra", "Wrong class"]
    assert list(colours.values()) == list(ERROR_COLOURS.values())
    # A person drew 4:21, the model saw a cell at 10:30 and a wall in the corner.
    texts = list(entries(results))
    assert texts[0] == f"Missed: {17**2 - 11**2} px, 5.47 %"
    assert texts[1] == f"Extra: {20**2 - 11**2 + 8 * 24} px, 15.33 %"
    assert texts[2] == "Wrong class: 0 px, 0.00 %"
    assert results.is_grey(15, 15)  # both agree
    assert not results.is_grey(6, 6)
    assert not results.is_grey(*INSIDE)
    assert results.colour(6, 6)[0] > results.colour(6, 6)[2]  # vermilion
    assert results.colour(*INSIDE)[2] > results.colour(*INSIDE)[0]  # sky blue


def test_errors_of_classes_that_are_off_do_not_count(results) -> None:
    errors_there(results)
    results.view.panel.look.hidden_changed.emit(frozenset({"wall"}))
    results.driver.wait_until(lambda: "Extra: 279 px, 9.08 %" in entries(results))
    assert results.is_grey(*WALL)


def test_errors_follow_a_mask_that_changes(results) -> None:
    errors_there(results)
    card = results.studio.workspace.prediction.results.current.card
    truth = results.studio.workspace.prediction.results.in_view.truth
    results.view.show_mask(np.where(truth == 1, 2, 0).astype(np.uint8), card)
    results.driver.wait_until(lambda: "Missed: 0 px, 0.00 %" in entries(results))
    assert results.is_grey(6, 6)


def test_labels_are_the_persons_own(results) -> None:
    results.studio.workspace.settings.change(fill_opacity=1.0, contours_visible=False)
    results.key(Qt.Key.Key_5)
    cell = results.studio.workspace.project.classes.by_name("cell")
    assert results.colour(6, 6) == cell.rgb
    assert results.is_grey(*INSIDE)
    assert results.view.layers.legend.legend.title == "Your labels"


def test_what_is_missing_is_said_and_the_mask_shown(results) -> None:
    actions = results.studio.window.actions_
    errors_there(results)
    results.show("2.png")
    assert "no labels" in results.view.layers.legend.legend.note
    assert not actions[K.SHOW_ERRORS].isEnabled()
    assert "no labels" in actions[K.SHOW_ERRORS].toolTip()
    assert not results.is_grey(*INSIDE)
    results.key(Qt.Key.Key_2)
    results.show("1.png")
    assert "Predict again" in results.view.layers.legend.legend.note
    assert not actions[K.SHOW_PROBABILITY].isEnabled()
    results.show("0.png")  # and it is back where it can be shown
    assert results.view.layers.legend.legend.title.startswith("Probability")


def test_a_broken_file_of_probabilities_is_told_of(results) -> None:
    current = results.studio.workspace.prediction.results.current
    current.images[0].probabilities_path.write_bytes(b"torn")
    results.key(Qt.Key.Key_2)
    results.driver.wait_until(lambda: "0.tif" in results.view.layers.legend.legend.note)


def test_the_strip_shows_and_changes_the_layer(results) -> None:
    (button,) = [b for b in results.view.findChildren(QToolButton) if b.text() == "Your labels"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert results.settings.result_layer == Layer.LABELS
    assert button.isChecked()
    results.key(Qt.Key.Key_1)
    assert not button.isChecked()


@pytest.mark.parametrize("key", ["masks_filled", "contours_visible"])
def test_fill_and_contours_are_switched_apart(results, key: str) -> None:
    look = results.view.panel.look
    before = results.pixels()
    box = look._fill if key == "masks_filled" else look._contours
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert getattr(results.settings, key) is False
    assert (results.pixels() != before).any()
    assert results.is_grey(*INSIDE) is (key == "masks_filled")


def test_contours_are_as_wide_as_wished(results) -> None:
    results.studio.workspace.settings.change(masks_filled=False)

    def coloured() -> int:
        return int((results.pixels() == (255, 0, 0)).all(axis=2).sum())

    thin = coloured()
    results.view.panel.look._width.setValue(6)
    assert results.settings.contour_px == 6
    assert coloured() > 2 * thin


def test_the_status_bar_says_class_probabilities_and_label(results) -> None:
    results.hover(*INSIDE)
    place = results.studio.window.place.words
    results.driver.wait_until(lambda: "cell 75 %" in place.text())
    assert "background 25 %" in place.text()
    assert "label" not in place.text()
    results.hover(15, 15)
    assert "label: cell" in place.text()
