"""What the classes of labels from elsewhere are likely to be in the open project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.label_class import BACKGROUND_ID, BACKGROUND_NAME, IGNORE_ID

if TYPE_CHECKING:
    from collections.abc import Collection

    from unet_studio.domain.label_class import ClassTable

IGNORE = "ignore"


def likely_class(name: str, classes: ClassTable) -> str:
    """The class of the project with this name, whatever its case; else a new one of this name."""
    if name in classes:
        return name
    same = [known.name for known in classes if known.name.casefold() == name.casefold()]
    return same[0] if len(same) == 1 else name


def likely_meaning(value: int, values: Collection[int], classes: ClassTable) -> str:
    """What a value of masks is likely to stand for.

    Parameters
    ----------
    value
        A grey value, palette index or packed colour (0xRRGGBB).
    values
        All that were found in the masks.
    classes
        Of the project.
    """
    if value == BACKGROUND_ID:
        return BACKGROUND_NAME
    if are_colours(values):
        same = (known.name for known in classes if value == int(known.colour[1:], 16))
        return next(same, f"class-{value:06x}")
    for known in classes:
        if value == known.id:
            return known.name
    if value == IGNORE_ID and set(values) != {BACKGROUND_ID, IGNORE_ID}:
        return IGNORE
    if value == IGNORE_ID:
        return next((known.name for known in classes), "foreground")
    return f"class-{value}"


def are_colours(values: Collection[int]) -> bool:
    """Whether values of masks are packed colours: pure blue alone looks like the value 255."""
    return max(values, default=0) > 0xFFFF
