"""The language of the window: Qt's translators and the sentences of the layers below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

if TYPE_CHECKING:
    from pathlib import Path

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
        self._translator: QTranslator | None = None

    def switch(self, code: str) -> None:
        """Speak another language from the next sentence on."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        self.code = code if code in LANGUAGES else "en"
        if self.code != "en":
            translator = QTranslator()
            if translator.load(str(self._folder / f"unet_studio_{self.code}.qm")):
                QCoreApplication.installTranslator(translator)
                self._translator = translator
