"""Label next in the window: asks the chosen model, keeps the queue, leads to its spots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from unet_studio.domain.annotation import LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import BACKGROUND_ID, RESERVED_NAMES
from unet_studio.domain.message import say
from unet_studio.workspace.garbage import importing_torch

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.domain.suggestion import Box, LabelQueue, Suggestion
    from unet_studio.workspace.workspace import Workspace

FINISH_SPOT = say("commands", "The rest of the spot is background")
_BACKGROUND_SHAPE = next(name for name, id_ in RESERVED_NAMES.items() if id_ == BACKGROUND_ID)


class LabelNext(QObject):
    """The queue of what to label next.

    Attributes
    ----------
    queue
        What the model found when it was asked last; None = it was not asked yet.
    place
        Where in the queue one is; None = nowhere.
    is_open
        Whether anybody wants to see the queue.

    Signals
    -------
    changed()
        There is another queue, one is elsewhere in it, or something of it is done.
    reached(Suggestion)
        The image of the suggestion that was chosen is in view, with its labels.
    """

    changed = Signal()
    reached = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.is_open = False
        self._forget()
        workspace.project_opened.connect(self._on_project_opened)
        workspace.image_changed.connect(self._on_image_changed)
        workspace.labels.edited.connect(self._on_labels_edited)
        workspace.states.changed.connect(self._on_states_changed)

    def _forget(self) -> None:
        self.queue: LabelQueue | None = None
        self.place: int | None = None
        self._wanted: Suggestion | None = None
        self._edited: set[str] = set()
        self._stated: set[str] = set()

    # ---- the queue ----

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Those of the queue, what teaches most first."""
        return self.queue.suggestions if self.queue is not None else ()

    @property
    def current(self) -> Suggestion | None:
        """The one that is being labelled, if its image is in view."""
        image = self._workspace.image
        found = None if self.place is None else self.suggestions[self.place]
        return found if found and image is not None and image.name == found.image else None

    def find(self) -> None:
        """Ask the chosen model what to label next, as a task; `changed` follows."""
        workspace, project = self._workspace, self._workspace.project
        model = workspace.models.in_use
        if project is None or model is None or not workspace.labels.flush():
            return
        path = model.path

        def found(queue: LabelQueue) -> None:
            if workspace.project is not None and workspace.project.root == project.root:
                self._on_found(queue)

        title = say("tasks", "Looking for what to label next")
        workspace.task.start(title(), lambda: _looking(path, project), found)

    def _on_found(self, queue: LabelQueue) -> None:
        self._forget()
        self.queue, self.is_open = queue, True
        if not queue.suggestions:
            text = say("label next", "There is nothing to suggest: every image is fully labelled "
                       "or held out.")  # fmt: skip
            self._workspace.tell(text())
        self.changed.emit()
        self.choose(0)

    def close(self) -> None:
        """Nobody wants to see the queue any more."""
        self.is_open = False
        self.changed.emit()

    def is_done(self, suggestion: Suggestion) -> bool:
        """Whether the image was labelled since the queue was made."""
        state = self._workspace.states.states.get(suggestion.image)
        if state is None or state.extent is LabelExtent.UNLABELLED:
            return False
        return state.extent is LabelExtent.FULLY or suggestion.image in self._edited

    # ---- going there ----

    def choose(self, place: int) -> None:
        """Bring the spot of a suggestion into view; `reached` follows."""
        if not 0 <= place < len(self.suggestions):
            return
        suggestion = self.suggestions[place]
        image = self._workspace.images.find(suggestion.image)
        if image is None:
            text = say("doctor", "{name} is gone.")
            self._workspace.tell(text(name=suggestion.image))
            return
        self.place, self._wanted, self.is_open = place, suggestion, True
        self.changed.emit()
        self._workspace.show_image(image)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) suggestion that is not done, else to the next."""
        count = len(self.suggestions)
        if not count:
            return
        at = self.place if self.place is not None else (-1 if by > 0 else 0)
        places = [(at + by * n) % count for n in range(1, count + 1)]
        left = [place for place in places if not self.is_done(self.suggestions[place])]
        self.choose((left or places)[0])

    def _on_image_changed(self) -> None:
        workspace, wanted = self._workspace, self._wanted
        image = workspace.image
        if wanted is None or image is None:
            return
        if image.name != wanted.image:
            self._wanted = None
            self.changed.emit()
        elif workspace.document is not None and workspace.picture is not None:
            self._wanted = None
            self.changed.emit()
            self.reached.emit(wanted)

    # ---- labelling ----

    def finish_spot(self) -> None:
        """Say that what no shape covers in the spot is background; nothing is said of the rest."""
        document, current = self._workspace.document, self.current
        if document is None or current is None:
            return
        annotation = document.annotation
        if current.is_whole:
            finished = replace(annotation, stated_extent=LabelExtent.FULLY)
        else:
            finished = replace(
                annotation.inserted(0, _background(current.spot)),
                stated_extent=annotation.stated_extent or LabelExtent.PARTLY,
            )
        document.replace_annotation(finished, FINISH_SPOT())

    def _on_labels_edited(self, image: ImageRef) -> None:
        suggestion = next((s for s in self.suggestions if s.image == image.name), None)
        if suggestion is None:
            return
        self._edited.add(image.name)
        document, current = self._workspace.document, self.current
        is_in_view = current is suggestion and self.is_open and not suggestion.is_whole
        if is_in_view and document is not None and image.name not in self._stated:
            self._stated.add(image.name)  # once: what a person says or undoes afterwards holds
            if document.annotation.stated_extent is None and document.annotation.shapes:
                document.state_extent(LabelExtent.PARTLY)
        self.changed.emit()

    def _on_states_changed(self, names: list[str]) -> None:
        if not {s.image for s in self.suggestions}.isdisjoint(names):
            self.changed.emit()

    def _on_project_opened(self) -> None:
        self._forget()
        self.is_open = False
        self.changed.emit()


def _background(spot: Box) -> Shape:
    """A rectangle of no class, under everything, that covers the spot to the pixel."""
    left, top, right, bottom = spot
    corners = np.array([[left, top], [right - 1, bottom - 1]], float)
    return Shape(_BACKGROUND_SHAPE, corners, ShapeType.RECTANGLE)


def _looking(model: Path, project: Project) -> Generator[ProgressReport, None, LabelQueue]:
    # Imported here, on the job's thread: torch takes seconds, and the window must not wait for it.
    with importing_torch():
        from unet_studio.learning.teaching.label_next import label_next

    return (yield from label_next(model, project))
