"""Drafts: shapes that a model drew and no person has confirmed; nothing ever learns from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.annotation import DRAFT_KEY, OUR_KEY, LabelExtent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unet_studio.domain.annotation import Annotation, Shape

_DRAWN_BY = "drawn_by"
_EDITED = "edited"


def as_draft(shape: Shape, drawn_by: str) -> Shape:
    """The shape as one that a model drew.

    Parameters
    ----------
    shape
        As it was drawn.
    drawn_by
        ``MODEL@HASH``, which stays with the shape for good.
    """
    return shape.with_extra({OUR_KEY: {**_ours(shape), _DRAWN_BY: drawn_by, DRAFT_KEY: True}})


def confirmed(shape: Shape) -> Shape:
    """The shape as one that a person has looked at and takes for right; who drew it stays."""
    return shape.with_extra({OUR_KEY: _without_mark(shape)}) if shape.is_draft else shape


def edited(shape: Shape) -> Shape:
    """The shape as one that a model drew and a person then changed, and so confirmed.

    One that a person drew is the same object.
    """
    if drawn_by(shape) is None or (is_edited(shape) and not shape.is_draft):
        return confirmed(shape)
    return shape.with_extra({OUR_KEY: {**_without_mark(shape), _EDITED: True}})


def is_edited(shape: Shape) -> bool:
    """Whether a person changed what a model drew."""
    return _ours(shape).get(_EDITED) is True


def drawn_by(shape: Shape) -> str | None:
    """``MODEL@HASH`` of the model that drew it first; None for a person."""
    found = _ours(shape).get(_DRAWN_BY)
    return found if isinstance(found, str) else None


def with_drafts(annotation: Annotation, drafts: Iterable[Shape]) -> Annotation:
    """The annotation with drafts drawn over everything else.

    A statement that the image is unlabelled is taken back: it would hold once the drafts are
    accepted, and nothing could ever be learnt from them.
    """
    stated = annotation.stated_extent
    return replace(
        annotation,
        shapes=(*annotation.shapes, *drafts),
        stated_extent=None if stated is LabelExtent.UNLABELLED else stated,
    )


def without_drafts(annotation: Annotation) -> Annotation:
    """The annotation as everything that learns, measures or exports has to see it.

    What is left says the same of every pixel as before; without drafts it is the same object.
    """
    if not annotation.drafts:
        return annotation
    kept = tuple(shape for shape in annotation.shapes if not shape.is_draft)
    return replace(annotation, shapes=kept, stated_extent=annotation.extent)


def _without_mark(shape: Shape) -> dict[str, Any]:
    return {key: value for key, value in _ours(shape).items() if key != DRAFT_KEY}


def _ours(shape: Shape) -> Mapping[str, Any]:
    found = shape.extra.get(OUR_KEY)
    return found if isinstance(found, dict) else {}
