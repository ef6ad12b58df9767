"""Drafts: shapes that a model drew and no person has confirmed; nothing ever learns from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unet_studio.domain.annotation import OUR_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.annotation import Shape

_DRAFT = "draft"
_DRAWN_BY = "drawn_by"


def as_draft(shape: Shape, drawn_by: str) -> Shape:
    """The shape as one that a model drew.

    Parameters
    ----------
    shape
        As it was drawn.
    drawn_by
        ``MODEL@HASH``, which stays with the shape for good.
    """
    return shape.with_extra({OUR_KEY: {**_ours(shape), _DRAWN_BY: drawn_by, _DRAFT: True}})


def confirmed(shape: Shape) -> Shape:
    """The shape as one that a person has looked at and takes for right; who drew it stays."""
    if not is_draft(shape):
        return shape
    ours = {key: value for key, value in _ours(shape).items() if key != _DRAFT}
    return shape.with_extra({OUR_KEY: ours})


def is_draft(shape: Shape) -> bool:
    """Whether a model drew it and nobody has confirmed it."""
    return _ours(shape).get(_DRAFT) is True


def drawn_by(shape: Shape) -> str | None:
    """``MODEL@HASH`` of the model that drew it first; None for a person."""
    found = _ours(shape).get(_DRAWN_BY)
    return found if isinstance(found, str) else None


def _ours(shape: Shape) -> Mapping[str, Any]:
    found = shape.extra.get(OUR_KEY)
    return found if isinstance(found, dict) else {}
