"""Making drafts of what a model predicted: for the image in view, or for all unlabelled ones."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.draft_making import (
    MAKE_DRAFTS,
    Author,
    drafts_of,
    is_unlabelled,
    make_drafts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.predictions.result_set import ResultSet
    from unet_studio.workspace.workspace import Workspace

_NO_OWN_IMAGE = say(
    "drafts",
    "{name} is not an image of the open project: open its folder as a project to correct it.",
)
_NOTHING_FOUND = say("drafts", "The model found nothing in {name}; draw what it missed.")
_NO_NEWS = say("drafts", "The labels of {name} have everything that the model found.")


class Taking(StrEnum):
    """What becomes of the labels that an image has when a prediction is taken as drafts."""

    ADD = "add"  # they stay; regions that they do not have become drafts
    REPLACE = "replace"  # they go, and all regions become drafts


class _Found(NamedTuple):
    image: ImageRef
    drafts: list[Shape]


class DraftMaking(QObject):
    """Turns predictions of the open project into drafts.

    Signals
    -------
    choice_needed(ImageRef)
        The image has labels: `take` has to say what becomes of them.
    made(ImageRef)
        It has drafts now, or there was nothing to make any of.
    """

    choice_needed = Signal(object)
    made = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._found: _Found | None = None
        workspace.image_changed.connect(self._go_on)

    @property
    def is_possible(self) -> bool:
        """Whether predictions of the open project are there."""
        results = self._workspace.prediction.results.current
        return self._workspace.project is not None and results is not None and results.is_of_project

    # ---- one image ----

    def correct(self, name: str) -> None:
        """Bring an image of the results into view, its prediction as drafts over it.

        The mask is the one that is seen, if it is in view, however it was decided on.
        """
        workspace, results = self._workspace, self._workspace.prediction.results
        found = results.find(name)
        if results.current is None or found is None or found.mask_path is None:
            return
        image = workspace.images.find(name) if self.is_possible else None
        if image is None:
            workspace.warn(_NO_OWN_IMAGE(name=name))
            return
        mask_path, seen = found.mask_path, results.in_view
        shown = seen.mask if seen is not None and seen.result is found else None
        self._take_mask(
            image,
            lambda: read_mask(mask_path) if shown is None else shown,
            _author(results.current),
        )

    def take_mask(self, image: ImageRef, mask: NDArray[np.uint8], author: Author) -> None:
        """Take a mask of the image in view, (H, W) uint8 ids of the model's classes, as drafts."""
        self._take_mask(image, lambda: mask, author)

    def _take_mask(
        self, image: ImageRef, mask: Callable[[], NDArray[np.uint8]], author: Author
    ) -> None:
        self._found = None
        self._workspace.look_into(
            lambda: drafts_of(mask(), author, image),
            lambda drafts: self._on_found(image, drafts),
            self._workspace.warn,
        )

    def _on_found(self, image: ImageRef, drafts: list[Shape]) -> None:
        workspace = self._workspace
        self._found = _Found(image, drafts)
        if workspace.image == image:
            self._go_on()
        else:
            workspace.show_image(image)

    def _go_on(self) -> None:
        """Make the drafts as soon as the labels of the image are there."""
        found, workspace = self._found, self._workspace
        document = workspace.document
        if found is None or document is None or workspace.image != found.image:
            return
        if is_unlabelled(document.annotation):
            self._found = None
            self._put(document, found, found.drafts)
        else:
            self.choice_needed.emit(found.image)

    def take(self, how: Taking | None) -> None:
        """Go on with the image that has labels; None = leave it as it is."""
        found, document = self._found, self._workspace.document
        self._found = None
        if found is None or document is None or how is None or found.image != self._workspace.image:
            return
        if how is Taking.REPLACE:
            self._put(document, found, found.drafts, replaces=True)
            return
        labels, size = document.annotation.shapes, document.image_size

        def look() -> list[Shape]:
            from unet_studio.imaging.draft_shapes import news

            return news(found.drafts, labels, size)

        self._workspace.look_into(
            look, lambda fresh: self._put(document, found, fresh), self._workspace.warn
        )

    def _put(
        self,
        document: AnnotationDocument,
        found: _Found,
        drafts: list[Shape],
        *,
        replaces: bool = False,
    ) -> None:
        gone = document.annotation.shapes if replaces else document.annotation.drafts
        if drafts:
            ids = [shape.shape_id for shape in gone]
            document.add_drafts(drafts, MAKE_DRAFTS(), in_place_of=ids)
            self._workspace.classes.adopt(shape.class_name for shape in drafts)
        else:
            text = _NO_NEWS if found.drafts else _NOTHING_FOUND
            self._workspace.tell(text(name=found.image.name))
        self.made.emit(found.image)

    # ---- all images ----

    def make_for_unlabelled(self) -> None:
        """Make drafts of all predictions of images that nobody has labelled, as a task."""
        workspace, results = self._workspace, self._workspace.prediction.results.current
        project = workspace.project
        if project is None or results is None or not self.is_possible:
            return
        predicted = [(r.image, r.mask_path) for r in results.images if r.mask_path is not None]
        if not predicted or not workspace.labels.flush():
            return
        author = _author(results)
        title = say("tasks", "Making drafts of {n} {n:prediction|predictions}")(n=len(predicted))
        workspace.task.start(
            title,
            lambda: make_drafts(project, predicted, author),
            self._tell_made,
            over=self._show_files,
        )

    def _show_files(self) -> None:
        """Show what the label files say now."""
        workspace = self._workspace
        workspace.labels.look_at_all(MAKE_DRAFTS())
        workspace.look_at_labels_again()
        workspace.folder.check()

    def _tell_made(self, made: int) -> None:
        workspace = self._workspace
        text = say(
            "drafts",
            "{n} {n:image has|images have} drafts to look through now. Nothing learns from a draft "
            "before you accept it.",
        )
        problems = workspace.task.problems
        if problems:
            workspace.warn(text(n=made), "\n".join(map(str, problems)))
        else:
            workspace.tell(text(n=made))


def _author(results: ResultSet) -> Author:
    return Author(results.card, results.model)
