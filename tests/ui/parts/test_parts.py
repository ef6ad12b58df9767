"""Banner, status strip, action buttons, empty states."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from unet_studio.domain.message import say
from unet_studio.ui.parts import banner as banner_module
from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.parts.banner import Banner
from unet_studio.ui.parts.cover_note import CoverNote
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.parts.status_strip import StatusStrip
from unet_studio.workspace.notices import Notice, Severity

INFORMATION = Notice(say("test", "Saved.")())
WARNING = Notice(say("test", "One is odd.")(), Severity.WARNING, "a.png: odd\nb.png: odd")
ERROR = Notice(say("test", "No room on {disk}.")(disk="D"), Severity.ERROR)


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    made = Banner()
    qtbot.addWidget(made)
    return made


def text_of(banner: Banner) -> str:
    return banner.findChild(QLabel).text()


def test_a_notice_is_shown_and_dismissed_with_a_click(banner: Banner, qtbot: QtBot) -> None:
    assert banner.isHidden()
    banner.show_notice(ERROR)
    assert banner.isVisible()
    assert text_of(banner) == "No room on D."
    close = next(b for b in banner.findChildren(QToolButton) if b.text() == "✕")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    assert banner.notice is None


def test_what_is_louder_is_not_covered(banner: Banner) -> None:
    for notice, expected in (
        (INFORMATION, INFORMATION),
        (WARNING, WARNING),
        (INFORMATION, WARNING),
        (ERROR, ERROR),
        (WARNING, ERROR),
        (Notice(say("test", "Another.")(), Severity.ERROR), None),
    ):
        banner.show_notice(notice)
        assert banner.notice == (expected or notice)
    banner.dismiss()
    banner.show_notice(INFORMATION)
    assert banner.notice == INFORMATION


def test_details_unfold_and_are_folded_for_the_next_notice(banner: Banner, qtbot: QtBot) -> None:
    banner.show_notice(WARNING)
    details = banner.findChild(QPlainTextEdit)
    unfold = next(b for b in banner.findChildren(QToolButton) if b.isCheckable())
    assert details.isHidden()
    qtbot.mouseClick(unfold, Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert details.toPlainText() == "a.png: odd\nb.png: odd"
    banner.show_notice(ERROR)
    assert details.isHidden()
    assert unfold.isHidden()


def test_information_goes_by_itself_and_a_warning_stays(
    banner: Banner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(banner_module, "INFORMATION_MS", 30)
    banner.show_notice(INFORMATION)
    qtbot.waitUntil(banner.isHidden)
    banner.show_notice(INFORMATION)
    banner.show_notice(WARNING)
    assert not banner._timer.isActive()


def test_only_the_message_on_show_is_withdrawn(banner: Banner) -> None:
    banner.show_notice(ERROR)
    banner.withdraw(WARNING.message)
    assert banner.notice == ERROR
    banner.withdraw(say("test", "No room on {disk}.")(disk="D"))
    assert banner.notice is None


def test_each_severity_has_its_colour(banner: Banner) -> None:
    banner.resize(300, 40)
    colours = set()
    for notice in (INFORMATION, WARNING, ERROR):
        banner.show_notice(notice)
        colours.add(banner.grab().toImage().pixelColor(1, 20).name())
    assert len(colours) == 3


def test_the_strip_shows_work_and_asks_for_cancel_once(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    asked: list[int] = []
    strip.cancel_requested.connect(lambda: asked.append(1))
    assert strip.isHidden()
    strip.show_work("Predicting", 3, 12)
    progress, cancel = strip.findChild(QProgressBar), strip.findChild(QPushButton)
    assert strip.isVisible()
    assert strip.findChild(QLabel).text() == "Predicting"
    assert (progress.value(), progress.maximum()) == (3, 12)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert asked == [1]
    strip.show_work("Predicting", 4, 12)
    assert not cancel.isEnabled()
    strip.show_work(None)
    assert strip.isHidden()
    strip.show_work("Exporting", 0, 0)
    assert cancel.isEnabled()
    assert progress.maximum() == 0  # nobody knows how long


def test_a_button_follows_its_action(qtbot: QtBot) -> None:
    action = QAction("&Open folder…")
    done: list[int] = []
    action.triggered.connect(lambda: done.append(1))
    button = ActionButton(action)
    qtbot.addWidget(button)
    assert button.text() == "Open folder…"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]
    action.setEnabled(False)
    assert not button.isEnabled()


def test_an_empty_state_offers_its_actions(qtbot: QtBot) -> None:
    actions = [QAction("First"), QAction("Second")]
    state = EmptyState("Nothing here", "Do something.", actions)
    qtbot.addWidget(state)
    buttons = state.findChildren(QPushButton)
    assert [b.text() for b in buttons] == ["First", "Second"]
    assert [b.isDefault() for b in buttons] == [True, False]
    assert {label.text() for label in state.findChildren(QLabel)} == {
        "Nothing here", "Do something.",
    }  # fmt: skip


@pytest.mark.parametrize("width_px", [320, 900])
def test_a_long_text_of_an_empty_state_is_shown_whole(width_px: int, qtbot: QtBot) -> None:
    state = EmptyState("Nothing here", "Do something, and then do something else. " * 6, [])
    qtbot.addWidget(state)
    state.resize(width_px, 500)
    state.show()
    qtbot.waitExposed(state)
    text = max(state.findChildren(QLabel), key=lambda label: len(label.text()))
    assert text.height() >= text.heightForWidth(text.width())


def test_a_cover_lies_over_its_view_and_wraps_long_paths(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    cover = CoverNote(view, [])
    assert not cover.isVisible()
    path = "/".join(["folder"] * 40)
    cover.say("It cannot be shown", path)
    assert cover.isVisible()
    assert cover.geometry() == view.rect()
    text = next(label for label in cover.findChildren(QLabel) if label.wordWrap())
    assert text.text().replace("\u200b", "") == path
    assert text.height() > 3 * text.fontMetrics().height()  # no path is cut off
    high = text.height()
    cover.say("It cannot be shown", "Gone.")
    assert text.height() < high / 2
    view.resize(500, 300)
    qtbot.waitUntil(lambda: cover.geometry() == view.rect())
