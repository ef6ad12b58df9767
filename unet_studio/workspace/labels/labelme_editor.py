"""Editing the labels of an image in labelme, in a process of its own, and seeing what it saves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from unet_studio.domain.message import say
from unet_studio.domain.shell_command import shell_command
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.label_store import label_version
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.workspace.workspace import Workspace

LOOK_EVERY_MS = 500
SETTLE_MS = 300
_MISLEADING = ("PLUGIN_PATH", "PLUGINS_PATH", "IMPORT_PATH", "QT_API", "STYLE_OVERRIDE")
_STDERR_LINES = 12


@dataclass
class _Session:
    """One labelme that is open."""

    project: Project
    image: ImageRef
    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]
    version: str | None

    @property
    def complaint(self) -> str:
        text = Path(self.folder.name, "stderr").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.strip().splitlines()[-_STDERR_LINES:])


class LabelmeEditor(QObject):
    """Opens labelme and brings what it saves back into the window.

    labelme outlives this program: what is unsaved in it is a person's work. That is why it is no
    `QProcess`, which would end it.

    Signals
    -------
    changed(ImageRef)
        labelme saved the labels of an image, and they are read again.
    ended(ImageRef)
        The labelme of an image was closed.
    noticed(Notice)
        It could not be opened, or something else is to be told.
    """

    changed = Signal(object)
    ended = Signal(object)
    noticed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._sessions: dict[str, _Session] = {}
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())
        self._watcher.fileChanged.connect(lambda _path: self._settle.start())
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look_for_ends)

    def open(self, image: ImageRef) -> None:
        """Save now, then open the labels of an image in labelme."""
        project = self._workspace.project
        if project is None or not self._workspace.labels.flush():
            return
        if image.name in self._sessions:
            text = say("labelme", "{image} is open in labelme already.")
            self.noticed.emit(Notice(text(image=image.name)))
            return
        program = find_labelme()
        if program is None:
            text = say(
                "labelme",
                "labelme is not installed where this program looks: beside {python} and on the "
                "PATH. Install it there with: {command}",
            )
            command = shell_command(sys.executable, "-m", "pip", "install", "labelme")
            told = text(python=sys.executable, command=command)
            self.noticed.emit(Notice(told, Severity.WARNING))
            return
        self._workspace.look_into(
            lambda: _started(program, project, image),
            lambda session: self._on_started(session),
            lambda message: self.noticed.emit(Notice(message, Severity.ERROR)),
        )

    @property
    def open_images(self) -> list[str]:
        """Names of the images that labelme has open."""
        return sorted(self._sessions)

    def close(self) -> None:
        """Look no more; labelme itself stays open."""
        self._timer.stop()
        self._settle.stop()
        for session in self._sessions.values():
            session.folder.cleanup()
        self._sessions.clear()

    def _on_started(self, session: _Session) -> None:
        self._sessions[session.image.name] = session
        place = label_path(session.project, session.image)
        self._watcher.addPaths([str(p) for p in (place.parent, place) if p.exists()])
        self._timer.start()
        text = say(
            "labelme",
            "{image} is open in labelme. What you save there appears here; draw in one of the two "
            "at a time.",
        )
        self.noticed.emit(Notice(text(image=session.image.name)))

    def _look(self) -> None:
        for session in self._sessions.values():
            self._look_at(session)

    def _look_at(self, session: _Session) -> None:
        """Read again what labelme has written; files are seen anew after each replacement."""
        place = label_path(session.project, session.image)
        if place.exists() and str(place) not in self._watcher.files():
            self._watcher.addPath(str(place))

        def compare(version: str | None) -> None:
            if version in (None, session.version):
                return
            session.version = version
            self._read_again(session)

        self._workspace.look_into(
            lambda: label_version(label_path(session.project, session.image)), compare, _nothing
        )

    def _read_again(self, session: _Session) -> None:
        workspace, image = self._workspace, session.image
        if workspace.project is None or workspace.project.root != session.project.root:
            return
        workspace.labels.look_again(image)
        workspace.look_into(
            lambda: read_annotation(session.project, image),
            lambda found: workspace.states.set(
                image.name, found.extent, has_drafts=bool(found.drafts)
            ),
            _nothing,  # a broken file is told when it is read
        )
        self.changed.emit(image)

    def _look_for_ends(self) -> None:
        for session in [s for s in self._sessions.values() if s.process.poll() is not None]:
            self._look_at(session)
            del self._sessions[session.image.name]
            if session.process.returncode:
                text = say("labelme", "labelme ended with an error (code {code}).")
                message = text(code=session.process.returncode)
                self.noticed.emit(Notice(message, Severity.WARNING, session.complaint))
            session.folder.cleanup()
            self.ended.emit(session.image)
        if not self._sessions:
            self._timer.stop()


def find_labelme() -> Path | None:
    """The labelme beside the Python that runs this program, else the one on the PATH."""
    name = "labelme.exe" if sys.platform == "win32" else "labelme"
    beside = Path(sys.executable).with_name(name)
    if beside.is_file():
        return beside
    found = shutil.which("labelme")
    return Path(found) if found else None


def child_environment() -> dict[str, str]:
    """The environment without what leads another program to our Qt."""
    return {
        name: value
        for name, value in os.environ.items()
        if not (name.startswith(("QT_", "QML")) and any(word in name for word in _MISLEADING))
    }


def _started(program: Path, project: Project, image: ImageRef) -> _Session:
    """Start labelme; not on the GUI thread."""
    place = label_path(project, image)
    if not place.exists() and place.name != f"{image.path.stem}.json":
        # labelme would give it the name of another image's labels.
        write_annotation(project, image, read_annotation(project, image))
    folder = tempfile.TemporaryDirectory(prefix="unet-studio-", ignore_cleanup_errors=True)
    labels = Path(folder.name, "labels.txt")
    labels.write_text("".join(f"{c.name}\n" for c in project.classes), encoding="utf-8")
    words = [str(program), str(place if place.exists() else image.path)]
    words += ["--labels", str(labels), "--no-sort-labels"] if len(project.classes) else []
    words += [] if place.parent == image.path.parent else ["--output", str(place.parent)]
    place.parent.mkdir(parents=True, exist_ok=True)
    version = label_version(label_path(project, image))
    with Path(folder.name, "stderr").open("wb") as stderr:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env=child_environment(),
            start_new_session=True,
        )
    return _Session(project, image, process, folder, version)


def _nothing(_answer: object) -> None:
    """Somebody else tells."""
