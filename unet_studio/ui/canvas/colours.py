"""Colours on the canvas: by class, and for what belongs to no class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from unet_studio.domain.label_class import IGNORE_ID, RESERVED_NAMES

if TYPE_CHECKING:
    from unet_studio.domain.label_class import ClassTable

UNKNOWN_RGB = (160, 160, 160)
IGNORE_RGB = (255, 255, 255)
BACKGROUND_RGB = (70, 70, 70)


def rgb_of(class_name: str, classes: ClassTable) -> tuple[int, int, int]:
    """Red, green, blue of a class; grey for a name that the table does not know."""
    found = classes.by_name(class_name)
    if found is not None:
        return found.rgb
    if class_name in RESERVED_NAMES:
        return IGNORE_RGB if RESERVED_NAMES[class_name] == IGNORE_ID else BACKGROUND_RGB
    return UNKNOWN_RGB


def colour_of(class_name: str, classes: ClassTable, opacity: float = 1.0) -> QColor:
    """The same as a Qt colour."""
    colour = QColor(*rgb_of(class_name, classes))
    colour.setAlphaF(opacity)
    return colour
