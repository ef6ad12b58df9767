"""What every kind of labels from elsewhere offers to those who take them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.label_class import (
    BACKGROUND_NAME,
    MAX_CLASS_ID,
    PALETTE,
    RESERVED_NAMES,
    ClassTable,
    LabelClass,
)
from unet_studio.domain.message import Message, StudioError, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.conversion_report import Tallies
    from unet_studio.domain.project import ImageRef

IGNORE_NAMES = frozenset({"ignore", "__ignore__"})
BACKGROUND_NAMES = frozenset({BACKGROUND_NAME, "_background_"})


@dataclass(frozen=True, eq=False)
class FoundLabels:
    """What a source says of one image.

    Attributes
    ----------
    shapes
        In drawing order, with the class names of the source.
    before
        How much the source shows, counted by its own rules.
    losses
        What of it these shapes cannot say.
    extent
        How much of the image the source speaks of.
    flags, extra
        What else it says of the image, as `Annotation` keeps it.
    """

    shapes: tuple[Shape, ...]
    before: Tallies = field(default_factory=dict)
    losses: tuple[Message, ...] = ()
    extent: LabelExtent = LabelExtent.FULLY
    flags: Mapping[str, bool] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


class LabelReader(Protocol):
    """Labels from elsewhere, image by image.

    Attributes
    ----------
    classes
        Its classes, under the ids that a new project should give them.
    losses
        What cannot be taken in and belongs to no image of the project.
    held_out
        Names of the images that the source keeps from training.
    """

    classes: ClassTable
    losses: tuple[Message, ...]
    held_out: frozenset[str]

    def has(self, image: ImageRef) -> bool:
        """Whether it says anything of this image."""

    def problem(self, image: ImageRef) -> Message | None:
        """Why it cannot be said what belongs to this image, if so."""

    def read(self, image: ImageRef, size: tuple[int, int]) -> FoundLabels:
        """What it says of an image of this height and width.

        Raises
        ------
        StudioError
            If that cannot be read, or was made for another picture.
        """


def shape_name(name: str) -> str:
    """The class name of a shape: the reserved names as labelme has them, others as they are."""
    if name in BACKGROUND_NAMES:
        return "_background_"
    return "__ignore__" if name in IGNORE_NAMES else name


def table_of(names: Mapping[int, str]) -> ClassTable:
    """A class table that keeps the ids where all of them can be ids, else numbers from 1."""
    shown = {n: name for n, name in sorted(names.items()) if shape_name(name) not in RESERVED_NAMES}
    can_keep = all(1 <= n <= MAX_CLASS_ID for n in shown) and len({*shown.values()}) == len(shown)
    if not can_keep:
        return ClassTable.of(dict.fromkeys(shown.values()))
    kept = [LabelClass(n, name, PALETTE[(n - 1) % len(PALETTE)]) for n, name in shown.items()]
    return ClassTable(tuple(kept), next_id=max(shown, default=0) + 1)


def check_size(
    stated: tuple[int, int] | None, size: tuple[int, int], image: ImageRef, source: Path | str
) -> None:
    """Refuse labels that were made for a picture of another size.

    Raises
    ------
    StudioError
        If both sizes are known and differ.
    """
    if stated is not None and stated != size:
        raise StudioError(
            say(
                "import",
                "{source} is for a picture of {stated_height} x {stated_width} pixels, but {image} "
                "has {height} x {width}; it stays as it is.",
            )(
                source=source,
                stated_height=stated[0],
                stated_width=stated[1],
                image=image.name,
                height=size[0],
                width=size[1],
            )
        )


def left_over(files: Sequence[str]) -> tuple[Message, ...]:
    """What is said of label files by these names that cannot be taken in."""
    text = say(
        "import",
        "{count} {count:label file belongs|label files belong} to no image, or to several: {names}",
    )
    return (text(count=len(files), names=some(files)),) if files else ()


def some(names: Iterable[str], most: int = 5) -> str:
    """The first of these names, and dots if there are more."""
    listed = list(names)
    return ", ".join(listed[:most]) + (", ..." if len(listed) > most else "")
