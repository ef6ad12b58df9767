"""The language of the window."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from unet_studio.storage.resource_files import resources_dir
from unet_studio.ui.translations import Language, translate, without_mnemonic


@pytest.mark.parametrize(
    ("text", "plain"), [("&Open folder…", "Open folder…"), ("打开文件夹(&O)…", "打开文件夹…")]
)
def test_buttons_are_named_without_the_letter_of_the_menu(text: str, plain: str) -> None:
    assert without_mnemonic(text) == plain


def test_qt_speaks_the_language_of_the_window(qtbot: QtBot) -> None:
    language = Language(resources_dir() / "translations")
    try:
        language.switch("zh_CN")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
        assert translate("window", "Train") == "训练"
    finally:
        language.switch("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert translate("window", "Train") == "Train"
