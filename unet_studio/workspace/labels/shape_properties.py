"""Shape properties: what shapes are called and marked with, apart from where they lie."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unet_studio.domain.annotation import Shape
    from unet_studio.workspace.labels.document import AnnotationDocument

CHANGE_PROPERTIES = say("undo", "Change properties")


@dataclass(frozen=True)
class PropertyWish:
    """What a person wants changed about some shapes.

    Attributes
    ----------
    class_name, description
        None = as they are.
    group_id
        The group they get, if `sets_group`; None = no group.
    sets_group
        Whether the group changes at all.
    flags
        Flags to set or clear; others stay as they are.
    removed_flags
        Names of flags to take away.
    """

    class_name: str | None = None
    description: str | None = None
    group_id: int | None = None
    sets_group: bool = False
    flags: Mapping[str, bool] = field(default_factory=dict)
    removed_flags: frozenset[str] = frozenset()

    def applied_to(self, shape: Shape) -> Shape:
        """The shape as wished."""
        flags = {k: v for k, v in shape.flags.items() if k not in self.removed_flags}
        return replace(
            shape,
            class_name=shape.class_name if self.class_name is None else self.class_name,
            description=shape.description if self.description is None else self.description,
            group_id=self.group_id if self.sets_group else shape.group_id,
            flags={**flags, **self.flags},
        )


def change_properties(document: AnnotationDocument, wish: PropertyWish) -> None:
    """Change the selected shapes, as one step to undo."""
    changed = [wish.applied_to(shape) for shape in document.selected_shapes]
    document.access.show(changed)
    document.replace_shapes(changed, CHANGE_PROPERTIES)


def flag_names(shapes: Iterable[Shape]) -> list[str]:
    """Names of all flags that shapes have, in the order of their first use."""
    return list(dict.fromkeys(name for shape in shapes for name in shape.flags))
