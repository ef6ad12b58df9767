"""The language of the window: Qt's translators and the sentences of the layers below."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.message import Message, Text

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Language codes and what their speakers call them."""


def translate(context: str, text: str) -> str:
    """A sentence in the language of the window; both arguments must be string literals."""
    return QCoreApplication.translate(context, text)


def translated(text: Text) -> str:
    """A marked sentence of another layer, gaps unfilled, in the language of the window."""
    return QCoreApplication.translate(text.context, text.template)


def render(message: Message) -> str:
    """A sentence of another layer in the language of the window."""
    return message.rendered(translated)


def page_language(code: str) -> str:
    """How HTML names the language of the window.

    Parameters
    ----------
    code
        As the settings have it.
    """
    return "zh" if (system_language() if code == "system" else code) == "zh_CN" else "en"


def renderer(folder: Path, code: str) -> Callable[[Message], str]:
    """What gives sentences in a language, where there is no window.

    Parameters
    ----------
    folder
        Of the translations.
    code
        A key of `LANGUAGES`.
    """
    translator = QTranslator()
    translator.load(str(folder / f"unet_studio_{code}.qm"))

    def spoken(text: Text) -> str:
        return translator.translate(text.context, text.template) or text.template

    return lambda message: message.rendered(spoken)


def without_mnemonic(text: str) -> str:
    """A menu's text as it reads on a button: ``&Open…``, or ``打开(&O)…``, without its letter."""
    return re.sub(r"\(&.\)", "", text).replace("&", "")


def system_language() -> str:
    """The known language nearest to the system's."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


class Language:
    """The language in force.

    Attributes
    ----------
    code
        A key of `LANGUAGES`.
    """

    def __init__(self, folder: Path) -> None:
        self.code = "en"
        self._folder = folder
        self._translators: list[QTranslator] = []

    def switch(self, code: str) -> None:
        """Speak another language from the next sentence on."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        self.code = code if code in LANGUAGES else "en"
        if self.code != "en":
            # Qt's own words are those of Close, Cancel, and the file dialog.
            self._load(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)), "qtbase")
            self._load(self._folder, "unet_studio")

    def _load(self, folder: Path, name: str) -> None:
        translator = QTranslator()
        if translator.load(str(folder / f"{name}_{self.code}.qm")):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)
