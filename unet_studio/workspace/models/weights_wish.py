"""Weights wish: which weights of a published script a person wants as a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.workspace.garbage import importing_torch

if TYPE_CHECKING:
    from pathlib import Path

RECIPES = ("isbi-binary", "labelme-multiclass", "loss-comparison")
"""Whose weights can be imported, as `learning.network.foreign_weights` says; it imports torch."""


@dataclass(frozen=True)
class WeightsWish:
    """What a person wants to import.

    Attributes
    ----------
    file
        The weights.
    recipe
        Whose script saved them.
    classes
        Their names; empty = numbered.
    """

    file: Path
    recipe: str
    classes: tuple[str, ...] = ()

    def import_to(self, out: Path) -> None:
        """Write the model file; call off the GUI thread.

        Raises
        ------
        StudioError
            If these are no such weights.
        """
        with importing_torch():
            from unet_studio.learning.network.foreign_weights import import_weights

        import_weights(self.file, self.recipe, out, self.classes)
