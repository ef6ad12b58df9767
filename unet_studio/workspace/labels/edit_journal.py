"""The journal of the open project: told of every edit before the next one can start."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from unet_studio.storage.journal.journal import JOURNAL_FOLDER, Journal
from unet_studio.storage.journal.project_lock import (
    HEARTBEAT_S,
    Session,
    give_sign_of_life,
    living_sessions,
)
from unet_studio.storage.labels.journal_record import difference, message_json

if TYPE_CHECKING:
    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.storage.journal.journal_replay import Recovered
    from unet_studio.workspace.background import Background


class EditJournal(QObject):
    """Writes edits at once and syncs them behind; knows who else has the project open.

    Attributes
    ----------
    session
        Of this window with the open project.

    Signals
    -------
    failed(Message)
        Edits are in memory only, until they are saved or written after all.
    recovered()
        They are in a file again.
    others_changed(list)
        These sessions have the project open too.
    """

    failed = Signal(object)
    recovered = Signal()
    others_changed = Signal(list)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._journal: Journal | None = None
        self._folders: list[Path] = []
        self._others: list[Session] = []
        self._counts: dict[str, int] = {}  # image name -> edits since its chain was begun
        self._awaited: set[str] = set()  # images whose recovered labels are not in the journal yet
        self._leftovers: tuple[Path, ...] = ()
        self._told = False
        self.session = Session.begin()
        self._heartbeat = QTimer(self, interval=round(HEARTBEAT_S * 1000))
        self._heartbeat.timeout.connect(self.look_around)

    @property
    def is_safe(self) -> bool:
        """Whether everything noted would survive the end of the program."""
        return self._journal is None or self._journal.problem is None

    def begin(self, project: Project, recovered: Recovered | None = None) -> None:
        """Begin the journal of another project; the one before is ended.

        Parameters
        ----------
        project
            The project.
        recovered
            What earlier sessions left; their journals are deleted when this one has taken over
            what could not be saved, and saved it.
        """
        self.end()
        self.session = Session.begin()
        self._folders = journal_folders(project)
        self._leftovers = recovered.journals if recovered else ()
        self._awaited = {image.name for image in recovered.unsaved} if recovered else set()
        after = sorted({path.name for path in self._leftovers})
        self._journal = Journal(self._folders, {**self.session.header(), "after": after})
        self._counts.clear()
        self._others, self._told = [], False
        self._heartbeat.start()
        self.look_around()

    def end(self) -> None:
        """End the session; what is still in the journal is brought back at the next opening."""
        self._heartbeat.stop()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    # ---- what is noted ----

    def note_start(self, name: str, size: tuple[int, int], base: str | None) -> None:
        """The edits of an image that follow are made on this label file.

        Parameters
        ----------
        name, size
            Of the image, and its height and width.
        base
            Digest of the label file; None if there is none.
        """
        self._counts[name] = 0
        start = {"do": "begin", "image": name, "size": list(size), "base": base}
        self._append(start | ({"resumes": True} if name in self._awaited else {}))
        self._awaited.discard(name)

    def has_started(self, name: str) -> bool:
        """Whether it is known what the edits of an image are made on."""
        return name in self._counts

    def count(self, name: str) -> int:
        """How many edits of an image are noted since it was started."""
        return self._counts.get(name, 0)

    def note_edit(
        self, name: str, before: Annotation, after: Annotation, what: Message | None
    ) -> None:
        """Write down an edit; it is in the file when this returns."""
        self._counts[name] += 1
        self._append(
            {
                "do": "edit",
                "image": name,
                "at": round(time.time(), 3),
                "what": message_json(what) if what is not None else None,
                **difference(before, after),
            }
        )
        self._sync()

    def note_save(self, name: str, digest: str | None, through: int) -> None:
        """A label file with this digest will hold so many of the edits; on any thread."""
        journal = self._journal
        if journal is not None:
            entry = {"do": "save", "image": name, "digest": digest, "through": through}
            journal.append(entry)
            journal.sync()

    def forget(self, name: str) -> None:
        """The next edit of this image is made on another label file."""
        self._counts.pop(name, None)

    def settle(self) -> None:
        """All that was noted is in the label files now."""
        if self._awaited:
            return
        for path in self._leftovers:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self._leftovers = ()
        self._counts.clear()
        if self._journal is not None and not self._journal.is_empty:
            self._journal.clear()
            self._tell()

    def _append(self, record: dict[str, object]) -> None:
        if self._journal is not None:
            self._journal.append(record)
            self._tell()

    def _sync(self) -> None:
        journal = self._journal
        if journal is not None:
            self._background.submit(journal.sync, lambda _none: None, lambda _error: None)

    def _tell(self) -> None:
        problem = self._journal.problem if self._journal else None
        if problem is not None and not self._told:
            self._told = True
            self.failed.emit(problem)
        elif problem is None and self._told:
            self._told = False
            self.recovered.emit()

    # ---- who else is there ----

    def look_around(self) -> None:
        """Give a sign of life, and look who else has the project open."""
        journal, folders, own = self._journal, self._folders, self.session.session
        if journal is None:
            return

        def look() -> list[Session]:
            journal.retry()
            give_sign_of_life(journal.paths)
            return living_sessions(folders, own)

        self._background.submit(
            look, lambda found: self._on_looked(own, found), lambda _error: None
        )

    def _on_looked(self, own: str, found: list[Session]) -> None:
        if own != self.session.session or self._journal is None:
            return
        self._tell()
        if found != self._others:
            self._others = found
            self.others_changed.emit(found)


def journal_folders(project: Project) -> list[Path]:
    """Where journals of a project lie: in the project, or with the person if that is read-only."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    key = hashlib.sha256(str(project.root.resolve()).encode()).hexdigest()[:16]
    return [project.root / JOURNAL_FOLDER, Path(data) / "journal" / key]
