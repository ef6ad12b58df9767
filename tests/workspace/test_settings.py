"""The settings in force."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from unet_studio.workspace.settings import SettingsKeeper, settings_path


def test_a_change_is_announced_once_and_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    keeper = SettingsKeeper(path)
    heard: list[str] = []
    keeper.changed.connect(lambda: heard.append(keeper.now.theme))
    assert keeper.change(theme="dark") == []
    assert keeper.change(theme="dark") == []
    assert heard == ["dark"]
    assert SettingsKeeper(path).now.theme == "dark"


def test_what_cannot_be_written_is_told_and_still_in_force(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    keeper = SettingsKeeper(tmp_path / "folder" / "settings.toml")
    (problem,) = keeper.change(theme="dark")
    assert "settings" in str(problem)
    assert keeper.now.theme == "dark"


def test_problems_of_the_file_are_kept_for_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\nlanguage = "zh_CN"\n')
    keeper = SettingsKeeper(path)
    assert "theme" in str(keeper.problems[0])
    assert (keeper.now.theme, keeper.now.language) == ("system", "zh_CN")


def test_the_file_lies_where_this_person_keeps_settings(qtbot: QtBot, settings_dir: Path) -> None:
    assert settings_path().is_relative_to(settings_dir)
