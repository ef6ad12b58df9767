"""The composition root: settings, workspace, window, and what happens when something breaks."""

from __future__ import annotations

import gc
import logging
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from unet_studio import __version__
from unet_studio.storage.resource_files import resources_dir
from unet_studio.ui.main_window import MainWindow
from unet_studio.ui.theme import apply_theme, icon
from unet_studio.ui.translations import Language, system_language
from unet_studio.workspace.garbage import GarbageCollector
from unet_studio.workspace.job import unexpected
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

NAME = "UNet Studio"

SWITCH_INTERVAL_S = 0.00005
"""How long a busy thread may keep Python to itself. Every call into Qt gives Python up, so drawing
one plot asks for it hundreds of times: with half a millisecond each it took 0.3 s while a thread
imported torch. Where nobody waits for Python, nothing is switched and nothing is slower."""

RENEW_AGAIN_MS = 300
"""How often is looked whether the window, which a dialog keeps as it is, can be made anew."""


class Studio(QObject):
    """Owns the workspace and the window; makes the window anew in another language or theme.

    Attributes
    ----------
    workspace
        Lives as long as the program.
    window
        The window of the moment.
    """

    def __init__(self, app: QApplication, settings: SettingsKeeper | None = None) -> None:
        super().__init__(app)
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._app = app
        self._garbage = GarbageCollector(self)
        self._settings = settings or SettingsKeeper(parent=self)
        self._language = Language(resources_dir() / "translations")
        self.workspace = Workspace(self._settings, self)
        self._renewal = QTimer(self, singleShot=True, interval=RENEW_AGAIN_MS)
        self._renewal.timeout.connect(self._renew_window)
        self._dress()
        self.window = self._new_window()
        scheme_changed = QGuiApplication.styleHints().colorSchemeChanged
        scheme_changed.connect(self._on_color_scheme_changed)

    def _dress(self) -> None:
        chosen = self._settings.now.language
        self._language.switch(system_language() if chosen == "system" else chosen)
        apply_theme(self._app, self._settings.now.theme)
        self._app.setWindowIcon(icon(resources_dir() / "icons", "sample", self._app.palette()))

    def _new_window(self) -> MainWindow:
        window = MainWindow(self.workspace, resources_dir() / "icons")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        window.show_preferences(self._language.code, self._settings.now.theme)
        window.language_requested.connect(lambda code: self.prefer(language=code))
        window.theme_requested.connect(lambda theme: self.prefer(theme=theme))
        window.restore_geometry()
        return window

    def prefer(self, **values: str) -> None:
        """Change settings and show the window accordingly."""
        for problem in self._settings.change(**values):
            self.workspace.warn(problem)
        self._renew_window()

    def _on_color_scheme_changed(self) -> None:
        if self._settings.now.theme == "system":
            self._renew_window()

    def _renew_window(self) -> None:
        """Everything a person has open is the workspace's, so a new window shows the same.

        A dialog or menu belongs to its window, with whatever was typed: while one is open, the
        window stays.
        """
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._renewal.start()
            return
        old = self.window
        old.save_geometry()
        self._dress()
        self.window = self._new_window()
        self.window.set_mode(old.mode)
        if old.banner.notice is not None:
            self.window.banner.show_notice(old.banner.notice)
        if old.isVisible():
            self.window.show()
        old.discard()

    def close(self) -> None:
        """Stop all work; call when the window is closed."""
        self._renewal.stop()
        self.workspace.close()
        self.window.discard()
        # The window goes now, not with the event loop: it must not outlive what it shows.
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self._garbage.close()


def run(project: Path | None = None) -> int:
    """Open the window and stay until it is closed.

    Parameters
    ----------
    project
        A project, or any folder of images, to open at once.

    Returns
    -------
    int
        Exit code.
    """
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setOrganizationName(NAME)
    app.setApplicationVersion(__version__)
    studio = Studio(app)
    _tell_of_defects(studio)
    studio.window.show()
    gc.freeze()  # what the start has made stays until the end: no use looking for garbage in it
    for problem in studio.workspace.settings.problems:
        studio.workspace.warn(problem)
    if project is not None:
        studio.window.open_path(project.resolve())
    code = app.exec()
    studio.close()
    return code


def _tell_of_defects(studio: Studio) -> None:
    """Show what nobody caught in the banner, and log it; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger(__name__).error("%s", details)
        studio.workspace.noticed.emit(Notice(unexpected(error), Severity.ERROR, details))

    sys.excepthook = hook
