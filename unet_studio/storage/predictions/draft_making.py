"""Predicted masks as drafts in the label files of a project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.draft import with_drafts
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.labels.label_history import Deed
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.storage.runs.model_file import signature_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Annotation, Shape
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef, Project

MAKE_DRAFTS = say("undo", "Take predictions as drafts")


class Author(NamedTuple):
    """Who draws drafts.

    Attributes
    ----------
    card
        Of the model.
    path
        Its file; None if it is not known any more.
    """

    card: ModelCard
    path: Path | None

    @property
    def classes(self) -> ClassTable:
        """The classes of the model."""
        return ClassTable(self.card.classes)

    @property
    def signature(self) -> str:
        """``MODEL@HASH``, as every shape of it says; the name alone if the file is gone."""
        if self.path is None:
            return self.card.name
        try:
            return signature_of(self.card, self.path)
        except OSError:
            return self.card.name


def drafts_of(
    mask: NDArray[np.uint8], author: Author, image: ImageRef, size: tuple[int, int] | None = None
) -> list[Shape]:
    """A draft for each region of a predicted mask.

    Parameters
    ----------
    mask
        (H, W) uint8 ids of the model's classes.
    author
        Who predicted it.
    image, size
        What it was predicted for, and its height and width if they are known.

    Raises
    ------
    StudioError
        If the mask is one of another picture.
    """
    from unet_studio.imaging.draft_shapes import draft_shapes

    if mask.shape != (size or read_size(image.path, plane=image.plane)):
        text = say(
            "drafts", "The mask of {name} is not as large as the image any more; predict anew."
        )
        raise StudioError(text(name=image.name))
    return draft_shapes(mask, author.classes, author.signature)


def make_drafts(
    project: Project, predicted: Sequence[tuple[ImageRef, Path]], author: Author
) -> Generator[ProgressReport, None, int]:
    """Give images that no person has labelled the drafts of their predictions; a job.

    Drafts of an earlier model are replaced. What a label file held before is kept as an earlier
    version. Closed before its end, whole images have drafts or have none.

    Parameters
    ----------
    predicted
        Images of the project, each with its mask; labelled ones are passed over.
    author
        Who predicted them.

    Returns
    -------
    int
        How many images have drafts now.
    """
    made = 0
    for done, (image, mask_path) in enumerate(predicted, 1):
        problem = None
        try:
            made += _make(project, image, mask_path, author)
        except StudioError as error:
            problem = error.message
        message = say("drafts", "Looked at {name}")(name=image.name)
        yield ProgressReport(done, len(predicted), message, problem)
    return made


def _make(project: Project, image: ImageRef, mask_path: Path, author: Author) -> bool:
    before = read_annotation(project, image)
    if not is_unlabelled(before):
        return False
    size = read_size(image.path, plane=image.plane)
    drafts = drafts_of(read_mask(mask_path), author, image, size)
    if not (drafts or before.drafts):
        return False
    deed = Deed(author.card.name, (MAKE_DRAFTS(),))
    after = with_drafts(replace(before, shapes=()), drafts)
    write_annotation(project, image, after, size=size, deed=deed, always_keep=True)
    return bool(drafts)


def is_unlabelled(annotation: Annotation) -> bool:
    """Whether no person has said anything of an image: drafts may be put there unasked."""
    has_own = len(annotation.shapes) > len(annotation.drafts)
    stated = annotation.stated_extent
    says_nothing = stated in (None, LabelExtent.UNLABELLED)
    return not has_own and (says_nothing or bool(annotation.drafts))
