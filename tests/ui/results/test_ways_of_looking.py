"""Swipe, side by side and blink, by mouse and keys; all of it is remembered."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from unet_studio.storage.settings_file import read_settings
from unet_studio.ui.actions import ActionKey as K

INSIDE, WALL = (25, 25), (55, 44)


def test_u_held_shows_the_original_alone(results) -> None:
    assert not results.is_grey(*INSIDE)
    QTest.keyPress(results.canvas, Qt.Key.Key_U)
    assert results.is_grey(*INSIDE)
    QTest.keyRelease(results.canvas, Qt.Key.Key_U)
    assert not results.is_grey(*INSIDE)


def test_blinking_goes_on_until_it_is_switched_off(results) -> None:
    results.key(Qt.Key.Key_9)
    seen = set()

    def both() -> bool:
        seen.add(results.is_grey(*INSIDE))
        return len(seen) == 2

    results.driver.wait_until(both, 5)
    results.key(Qt.Key.Key_9)
    assert not results.studio.window.actions_[K.BLINK].isChecked()
    for _ in range(8):
        results.driver.pause(0.1)
        assert not results.is_grey(*INSIDE)


def test_a_swipe_shows_the_original_left_and_the_result_right_of_the_divider(results) -> None:
    results.key(Qt.Key.Key_7)
    divider, canvas = results.view.divider, results.canvas
    assert divider.isVisible()
    assert abs(divider.geometry().center().x() - canvas.width() / 2) <= 1
    place = divider.rect().center()
    QTest.mousePress(divider, Qt.MouseButton.LeftButton, pos=place)
    goal = canvas.view_point(40, 20)
    QTest.mouseMove(divider, divider.mapFrom(canvas, QPoint(goal.x(), 20)))
    assert results.is_grey(*INSIDE)
    assert not results.is_grey(*WALL)
    goal = canvas.view_point(5, 20)
    QTest.mouseMove(divider, divider.mapFrom(canvas, QPoint(goal.x(), 20)))
    assert not results.is_grey(*INSIDE)
    QTest.mouseRelease(divider, Qt.MouseButton.LeftButton)
    assert abs(results.settings.swipe_place - goal.x() / canvas.width()) < 0.01


def test_the_divider_goes_with_keys(results) -> None:
    results.key(Qt.Key.Key_7)
    results.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert results.settings.swipe_place == 0.55
    assert results.view.divider.place == 0.55
    results.view.divider.setFocus()
    results.driver.key(Qt.Key.Key_Left, widget=results.view.divider)
    assert abs(results.settings.swipe_place - 0.53) < 1e-9
    results.canvas.setFocus()
    for _ in range(30):
        results.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert results.settings.swipe_place == 0


def test_a_swipe_may_be_against_the_labels(results) -> None:
    results.studio.workspace.settings.change(swipe_place=1.0, result_arrangement="swipe")
    assert results.is_grey(6, 6)
    choice = results.view.panel.look._reference
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert results.settings.result_reference == "labels"
    assert not results.is_grey(6, 6)
    assert results.is_grey(*INSIDE)


def test_side_by_side_both_move_together(results) -> None:
    results.key(Qt.Key.Key_8)
    left, right = results.view.reference_canvas, results.canvas
    results.driver.wait_until(lambda: left.isVisible() and abs(left.width() - right.width()) <= 2)
    assert results.is_grey(*INSIDE, left)
    assert not results.is_grey(*INSIDE)
    right.zoom_to(9.0)
    assert left.viewport.scale == 9.0
    start = QPoint(60, 60)
    QTest.mousePress(left, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(left, start + QPoint(25, 15))
    QTest.mouseRelease(left, Qt.MouseButton.LeftButton, pos=start + QPoint(25, 15))
    middles = [c.viewport.to_image(c.width() / 2, c.height() / 2) for c in (left, right)]
    np.testing.assert_allclose(*middles, atol=0.6)


def test_side_by_side_the_cursor_is_seen_in_both(results) -> None:
    results.key(Qt.Key.Key_8)
    left, right = results.view.reference_canvas, results.canvas
    results.driver.pause(0.1)
    before = results.pixels(right)
    results.hover(30, 20, left)
    row = right.view_point(30.5, 20.5).y()
    assert ((results.pixels(right) != before).any(axis=2)).mean(axis=1)[row] > 0.5
    assert "x 30  y 20" in results.studio.window.place.words.text()


def test_the_next_image_of_the_same_size_is_seen_at_the_same_place(results) -> None:
    results.canvas.zoom_to(12.0)
    results.canvas.pan(-40, 25)
    place = results.canvas.camera.place
    results.driver.key(Qt.Key.Key_PageDown)
    seen = results.studio.workspace.prediction.results
    results.driver.wait_until(
        lambda: seen.in_view is not None and seen.in_view.result.image.name == "1.png"
    )
    results.driver.wait_until(lambda: results.view.layers.mask.mask is not None)
    assert results.canvas.camera.place == place


def test_all_of_it_is_remembered(results) -> None:
    results.key(Qt.Key.Key_5)
    results.key(Qt.Key.Key_8)
    look = results.view.panel.look
    look._width.setValue(4)
    look._opacity.setValue(81)
    results.driver.wait_until(lambda: results.settings.fill_opacity == 0.81)
    kept, problems = read_settings(results.studio.workspace.settings._path)
    assert problems == []
    assert (kept.result_layer, kept.result_arrangement) == ("labels", "side_by_side")
    assert (kept.contour_px, kept.fill_opacity) == (4, 0.81)
    before = results.studio.window
    before.language_requested.emit("zh_CN")
    results.driver.wait_until(lambda: results.studio.window is not before)
    results.driver.click_tab(2)
    assert results.studio.window.actions_[K.SHOW_TRUTH].isChecked()
    assert results.view.reference_canvas.isVisible()
    results.driver.wait_until(lambda: results.view.layers.labels.mask is not None)
    assert results.view.layers.legend.legend.title == "您的标注"


def test_an_object_is_pointed_out(results) -> None:
    results.view.highlight((10, 10, 30, 30))
    assert (results.pixels() == 255).all(axis=2).sum() > 50
    results.view.highlight(None)
    assert (results.pixels() == 255).all(axis=2).sum() == 0


def test_the_picture_has_the_room_of_a_small_window(results) -> None:
    window, tabs = results.studio.window, results.view.tabs
    assert not tabs.is_folded
    window.resize(900, 600)
    results.driver.pause(0.2)
    assert tabs.is_folded
    assert results.canvas.height() > 300
    bar = tabs.tabBar()
    assert not bar.visibleRegion().isEmpty()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    results.driver.pause(0.1)
    assert not tabs.is_folded
    assert tabs.currentWidget().height() > 100
    picture, tables = results.view.parts.sizes()
    assert picture >= tables
    assert results.settings.tables_folded is False
    window.resize(1280, 800)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    window.resize(1280, 810)
    results.driver.pause(0.1)
    assert tabs.is_folded  # as a person wished


def test_the_tables_have_what_they_need_and_a_person_gives_them_more(results) -> None:
    window, parts = results.studio.window, results.view.parts
    window.resize(1280, 800)
    results.driver.pause(0.1)
    assert parts.sizes()[1] == parts.TABLES_PX
    handle = parts.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    up = handle.rect().center() - QPoint(0, 120)
    QTest.mouseMove(handle, up)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=up)
    assert parts.sizes()[1] > parts.TABLES_PX + 60
    share = parts.sizes()[1] / sum(parts.sizes())
    results.driver.wait_until(lambda: results.settings.tables_share)
    assert abs(results.settings.tables_share - share) < 0.01
    window.resize(1280, 1000)
    results.driver.pause(0.1)
    assert abs(parts.sizes()[1] / sum(parts.sizes()) - share) < 0.02


def test_room_and_folding_are_remembered_by_the_next_window(results) -> None:
    settings = results.studio.workspace.settings
    settings.change(tables_share=0.6, tables_folded=False)
    results.studio.prefer(language="zh_CN")  # another window takes the place of this one
    results.driver.wait_until(lambda: results.studio.window.isVisible())
    window = results.studio.window
    window.resize(900, 600)
    results.driver.click_tab(2)
    results.driver.pause(0.2)
    assert not results.view.tabs.is_folded
    picture, tables = results.view.parts.sizes()
    assert abs(tables / (picture + tables) - 0.6) < 0.02
