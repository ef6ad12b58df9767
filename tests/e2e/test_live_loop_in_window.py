from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from small_project import small_project

from unet_studio.ui.actions import ActionKey
from unet_studio.ui.label.live_bar import LiveBar
from unet_studio.workspace.training import live_loop
from unet_studio.workspace.training.live_loop import LiveState

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_person_sees_what_is_learnt_while_labelling(
    driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_loop, "ROUND_MINUTES", 0.02)
    project = small_project(tmp_path / "project", 4, labelled=3)
    window, live = driver.window, driver.workspace.live
    window.open_path(project.root)
    driver.wait_for_picture()
    driver.wait_until(lambda: driver.workspace.states.is_complete)
    bar = window.label_view.findChild(LiveBar)
    assert bar is not None
    assert not bar.isVisible()

    window.actions_[ActionKey.LIVE_LOOP].trigger()
    driver.wait_until(lambda: live.mask is not None, 60)

    assert bar.isVisible()
    assert window.actions_[ActionKey.LIVE_LOOP].isChecked()
    workspace = driver.workspace
    workspace.show_image(workspace.images[3])  # the one that is not labelled
    driver.wait_until(lambda: live.mask is not None and live.mask.image == workspace.image, 60)
    take = next(b for b in bar.findChildren(QPushButton) if b.text() == "Take as drafts")
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    driver.wait_until(lambda: workspace.document.annotation.drafts or window.banner.notice, 10)

    window.actions_[ActionKey.LIVE_LOOP].trigger()
    assert live.state is LiveState.OFF
    assert not bar.isVisible()
