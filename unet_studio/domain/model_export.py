"""Model export: in which form a model is handed on to other programs, and how well that went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

PixelType = Literal["uint8", "uint16", "float32"]
PIXEL_TYPES: tuple[PixelType, ...] = ("uint8", "uint16", "float32")


class ModelFormat(StrEnum):
    """A form that other programs read."""

    ONNX = "onnx"
    TORCHSCRIPT = "torchscript"
    BIOIMAGEIO = "bioimageio"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How names of such files may end, the usual end first."""
        return {
            ModelFormat.ONNX: (".onnx",),
            ModelFormat.TORCHSCRIPT: (".pt", ".torchscript"),
            ModelFormat.BIOIMAGEIO: (".zip",),
        }[self]


@dataclass(frozen=True)
class ModelExportWish:
    """How a person wants a model handed on.

    Attributes
    ----------
    format
        The form.
    out
        The file to write.
    pixels
        Of the pictures that it will be given: models that scale by the greatest value of the type
        (255, 65535) have that built in, since the file sees numbers without a type.
    picture
        A picture to check it with and to put into a bioimage.io package; None = a drawn one.
    authors
        Names for the package.
    licence
        Of the weights, as SPDX writes it; empty = as the card says.
    has_examples
        Whether Python examples are written beside it.
    """

    format: ModelFormat
    out: Path
    pixels: PixelType = "uint8"
    picture: Path | None = None
    authors: tuple[str, ...] = ()
    licence: str = ""
    has_examples: bool = True


@dataclass(frozen=True)
class ExportedModel:
    """A model handed on.

    Attributes
    ----------
    path
        The file.
    format
        Its form.
    difference
        The greatest difference, over all pixels and classes of all pictures that it was checked
        with, between its probabilities and those of UNet Studio in 32 bits; 0 to 1.
    sizes
        Height and width of those pictures.
    examples
        Python files written beside it.
    snippet
        The shortest way to use it in Python.
    """

    path: Path
    format: ModelFormat
    difference: float
    sizes: tuple[tuple[int, int], ...]
    examples: tuple[Path, ...] = ()
    snippet: str = ""
