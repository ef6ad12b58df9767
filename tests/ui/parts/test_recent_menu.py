"""What was open last, offered again."""

from pytestqt.qtbot import QtBot

from unet_studio.ui.parts.recent_menu import RecentMenu


def test_what_was_open_is_offered_the_last_one_first(qtbot: QtBot) -> None:
    folders: list[str] = []
    menu = RecentMenu(lambda: folders)
    qtbot.addWidget(menu)
    assert menu.last() == []
    menu.aboutToShow.emit()
    (nothing,) = menu.actions()
    assert not nothing.isEnabled()
    folders += ["/data/one & two", "/data/three"]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["one && two", "three"]
    for action in (menu.actions()[0], *menu.last()):
        with qtbot.waitSignal(menu.chosen) as told:
            action.trigger()
        assert told.args == ["/data/one & two"]
