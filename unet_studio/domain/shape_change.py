"""The shape change: what becomes of some shapes, worked out apart from any document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.message import Message


@dataclass(frozen=True)
class ShapeChange:
    """What becomes of some shapes.

    Attributes
    ----------
    becomes
        By the id of a shape, what takes its place in the drawing order; the first of them has the
        same id. Nothing takes the place of a shape that goes.
    remark
        What a person should know of it, if anything.
    """

    becomes: Mapping[str, tuple[Shape, ...]]
    remark: Message | None = None
