"""Class statistics: how much of a project each class makes up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ClassUse:
    """What one class makes up.

    Attributes
    ----------
    name
        Of the class; background has an entry of its own.
    images
        How many images show it.
    shapes
        How many shapes are of it; 0 for background.
    pixels
        How many pixels it covers where labels are drawn over one another as in a mask.
    """

    name: str
    images: int = 0
    shapes: int = 0
    pixels: int = 0


@dataclass(frozen=True)
class ClassStatistics:
    """All classes of a project.

    Attributes
    ----------
    uses
        One for each class in the order of the class table, background last.
    images
        How many images are labelled, fully or partly.
    ignored_pixels
        Pixels of these images that are neither background nor of a class.
    """

    uses: tuple[ClassUse, ...]
    images: int
    ignored_pixels: int

    @property
    def labelled_pixels(self) -> int:
        """Pixels that are background or of a class."""
        return sum(use.pixels for use in self.uses)

    def share(self, use: ClassUse) -> float:
        """The part of the labelled pixels that a class makes up, 0 to 1."""
        return use.pixels / self.labelled_pixels if self.labelled_pixels else 0.0
