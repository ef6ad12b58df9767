"""How far each image of the project is labelled, found out off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import StudioError
from unet_studio.storage.label_place import label_paths
from unet_studio.storage.labelme_file import read_extent
from unet_studio.workspace.job import Job

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project


@dataclass(frozen=True)
class LabelState:
    """What is known of one image's labels.

    Attributes
    ----------
    extent
        How much of it is labelled.
    problem
        Why its label file cannot be read, if it cannot.
    """

    extent: LabelExtent
    problem: Message | None = None


def scan_label_states(
    project: Project, images: Sequence[ImageRef]
) -> Generator[tuple[str, LabelState], None, None]:
    """Look at the labels of each image in turn; a job."""
    for name, path in label_paths(project, images).items():
        try:
            extent = read_extent(path) if path.exists() else LabelExtent.UNLABELLED
            yield name, LabelState(extent)
        except StudioError as error:
            yield name, LabelState(LabelExtent.UNLABELLED, error.message)


class LabelStates(QObject):
    """The states known so far.

    Signals
    -------
    changed(list)
        Names of the images whose state became known or changed.
    completed()
        Every image of the project was looked at.
    failed(Message, str)
        Looking came to an end for a reason nobody foresaw, with its details.
    """

    changed = Signal(list)
    completed = Signal()
    failed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: dict[str, LabelState] = {}
        self._scan: Job | None = None

    @property
    def states(self) -> Mapping[str, LabelState]:
        """Name -> state, of the images looked at so far."""
        return self._states

    @property
    def is_complete(self) -> bool:
        """Whether every image of the project was looked at."""
        return self._scan is None or self._scan.isFinished()

    def names(self, *extents: LabelExtent) -> list[str]:
        """Names of the images known to be labelled to one of these extents."""
        return [name for name, state in self._states.items() if state.extent in extents]

    def has(self, *extents: LabelExtent) -> bool:
        """Whether an image is known to be labelled to one of these extents."""
        return any(state.extent in extents for state in self._states.values())

    def set(self, name: str, extent: LabelExtent) -> None:
        """An image was just labelled."""
        if self._states.get(name) != LabelState(extent):
            self._states[name] = LabelState(extent)
            self.changed.emit([name])

    def scan(self, project: Project, images: Sequence[ImageRef]) -> None:
        """Start over with the images of a project."""
        self.stop()
        self._states.clear()
        self._scan = Job(lambda: scan_label_states(project, images), self)
        self._scan.reported.connect(self._on_scan_reported)
        self._scan.failed.connect(self.failed)
        self._scan.finished.connect(self._on_scan_finished)
        self._scan.start()

    def stop(self) -> None:
        """Stop looking and wait until the thread is gone."""
        if self._scan is not None:
            self._scan.cancel()
            self._scan.wait()
            self._scan.deleteLater()
            self._scan = None

    def _on_scan_reported(self, reports: list[tuple[str, LabelState]]) -> None:
        if self.sender() is not self._scan:
            return  # a report of an older scan that was under way when it was stopped
        fresh = {name: state for name, state in reports if name not in self._states}
        self._states.update(fresh)
        self.changed.emit(list(fresh))

    def _on_scan_finished(self) -> None:
        if self.sender() is self._scan:  # else it was stopped when this was under way already
            self.completed.emit()
