"""Noticing that images came, went or were renamed while the project is open."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from unet_studio.domain.image_list import ImageList
from unet_studio.domain.project import natural_key
from unet_studio.storage.project.image_prints import (
    Prints,
    Renaming,
    find_renamings,
    missing_images,
    note_prints,
    read_prints,
)
from unet_studio.storage.project.project_file import list_images

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unet_studio.domain.project import Project
    from unet_studio.workspace.background import Background

SETTLE_MS = 400
"""Whoever copies images copies many; the list is made anew when nothing moved for so long."""

MOST_WATCHED = 128
"""Folders that the system is asked to watch; of further ones one learns on coming back."""

REST_FACTOR = 30
"""A look that takes long is repeated seldom: after so many times what it took."""


class _Look(NamedTuple):
    images: ImageList  # the missing ones among them
    missing: frozenset[str]
    renamings: list[Renaming]
    prints: Prints
    took_s: float


class FolderWatch(QObject):
    """Lists the images again when a folder changed, and when a person comes back to the window.

    Signals
    -------
    listed(ImageList, frozenset)
        Other images are there than before; among them, named once more, those whose pictures are
        gone while their labels are there.
    came_back()
        A person has come back to the window, perhaps from another program that labels.
    renamed(list)
        Renamings: images whose labels still bear the old name; each is told once.
    """

    listed = Signal(object, object)
    came_back = Signal()
    renamed = Signal(list)

    def __init__(
        self,
        background: Background,
        labelled: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._labelled = labelled
        self._project: Project | None = None
        self._names: Sequence[str] = ()
        self._has_begun = False
        self._missing: frozenset[str] = frozenset()
        self._prints: Prints | None = None
        self._told: set[Renaming] = set()
        self._is_looking = False
        self._rested_at = 0.0
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self.check())
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._look)
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state_changed)

    def set_project(self, project: Project, images: ImageList) -> None:
        """Watch another project, from `begin` on."""
        self._project, self._names = project, images.names
        self._prints, self._missing, self._has_begun = None, frozenset(), False
        self._told.clear()
        self._rested_at = 0.0
        self._timer.stop()

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project

    def begin(self) -> None:
        """The labels are known by now: watch, and look for what was renamed earlier."""
        if not self._has_begun:
            self._has_begun = True
            self._watch_folders()
            self._look()

    def check(self) -> None:
        """Look soon."""
        if self._has_begun:
            self._timer.start(max(SETTLE_MS, round(1000 * (self._rested_at - time.monotonic()))))

    def close(self) -> None:
        """Look no more."""
        self._project = None
        self._timer.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())

    def _watch_folders(self) -> None:
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if self._project is not None:
            folders = {name.rpartition("/")[0] for name in self._names} | {""}
            root = self._project.images_dir
            paths = [str(root / folder) for folder in sorted(folders)[:MOST_WATCHED]]
            if there := [path for path in paths if Path(path).is_dir()]:  # else Qt warns
                self._watcher.addPaths(there)

    def _look(self) -> None:
        project, known = self._project, self._prints
        if project is None:
            return
        if self._is_looking:
            self._timer.start()
            return
        self._is_looking = True
        labelled = self._labelled()
        self._background.submit(
            lambda: _look(project, labelled, known),
            lambda look: self._on_looked(project, look),
            lambda _error: self._on_failed(),
        )

    def _on_failed(self) -> None:
        self._is_looking = False  # the folder is out of reach: what is shown stays

    def _on_looked(self, project: Project, look: _Look) -> None:
        self._is_looking = False
        if self._project is None or project.root != self._project.root:
            return
        self._rested_at = time.monotonic() + REST_FACTOR * look.took_s
        self._prints = look.prints
        if (look.images.names, look.missing) != (self._names, self._missing):
            self._names, self._missing = look.images.names, look.missing
            self._watch_folders()
            self.listed.emit(look.images, look.missing)
        fresh = [renaming for renaming in look.renamings if renaming not in self._told]
        if fresh:
            self._told.update(fresh)
            self.renamed.emit(fresh)

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._has_begun:
            self.check()
            self.came_back.emit()


def _look(project: Project, labelled: Sequence[str], known: Prints | None) -> _Look:
    began = time.monotonic()
    images = list_images(project)
    took_s = time.monotonic() - began
    prints = read_prints(project.root) if known is None else known
    prints = note_prints(project, labelled, prints)
    renamings = find_renamings(project, images.names, prints)
    present = set(images.names)
    gone = {*labelled, *prints} - present
    missing = frozenset(missing_images(project, gone))
    if missing:
        names = sorted(present | missing)
        names.sort(key=natural_key)
        images = ImageList(images.folder, names)
    return _Look(images, missing, renamings, prints, took_s)
