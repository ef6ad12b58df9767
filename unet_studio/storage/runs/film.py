"""``film/`` of a run: pictures, labels and predicted masks of a film strip, as small PNGs."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from unet_studio.domain.film import Film, FilmFrame
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError, say
from unet_studio.storage.atomic_write import atomic_path, write_text
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask, write_mask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from pydantic import TypeAdapter

FILM = "film"
_INDEX = "film.json"
_PICTURES = "pictures.png"
_LABELS = "labels.png"


class FilmWriter:
    """Adds to the film of a run; every file is whole at any moment, and the index comes last.

    Attributes
    ----------
    film
        As it is on disk.
    """

    def __init__(
        self,
        run: Path,
        film: Film,
        pictures: Sequence[NDArray[np.uint8]],
        labels: Sequence[NDArray[np.uint8]],
    ) -> None:
        """Begin a film; one of the same images that is there already is gone on with.

        Parameters
        ----------
        run
            The run folder.
        film
            Without frames.
        pictures
            (H, W, 3) as a screen shows them, one for each image of the film.
        labels
            (H, W) class ids, likewise.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone.
        """
        self._folder = run / FILM
        before = read_film(run)
        if before is not None and replace(before, frames=()) == film:
            self.film = before
            return
        self.film = film
        with atomic_path(self._folder / _PICTURES) as path:
            Image.fromarray(_side_by_side(pictures)).save(path, format="PNG")
        write_mask(self._folder / _LABELS, _side_by_side(labels), self._table)
        self._write_index()

    @property
    def _table(self) -> ClassTable:
        return ClassTable(self.film.classes)

    def add(self, step: int, elapsed_s: float, masks: Sequence[NDArray[np.uint8]]) -> None:
        """Add a frame; later ones, of a training that went on from an earlier step, go.

        Parameters
        ----------
        step, elapsed_s
            See `FilmFrame`.
        masks
            (H, W) class ids, one for each image of the film.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone.
        """
        frame = FilmFrame(step, round(elapsed_s, 2), f"{step:07d}.png")
        write_mask(self._folder / frame.file, _side_by_side(masks), self._table)
        kept = tuple(f for f in self.film.frames if f.step < step)
        self.film = replace(self.film, frames=(*kept, frame))
        self._write_index()

    def _write_index(self) -> None:
        write_text(self._folder / _INDEX, json.dumps(asdict(self.film), ensure_ascii=False))


def read_film(run: Path) -> Film | None:
    """The film of a run; None if there is none, or none that can be understood."""
    from unet_studio.storage.validation import ValidationError

    try:
        return _adapter().validate_json((run / FILM / _INDEX).read_bytes())
    except (OSError, ValidationError):
        return None


def read_film_pictures(run: Path, film: Film) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The pictures (H, W, 3) and their labels (H, W) of a film, side by side.

    Raises
    ------
    StudioError
        If a file is gone or damaged.
    """
    pictures = _fitting(read_image(run / FILM / _PICTURES), film)
    return pictures, _fitting(read_mask(run / FILM / _LABELS), film)


def read_film_masks(run: Path, film: Film, frame: FilmFrame) -> NDArray[np.uint8]:
    """The predicted masks (H, W) of one frame, side by side.

    Raises
    ------
    StudioError
        If the file is gone or damaged.
    """
    return _fitting(read_mask(run / FILM / frame.file), film)


def _fitting(pixels: NDArray[np.uint8], film: Film) -> NDArray[np.uint8]:
    if pixels.shape[:2] != film.size:
        raise StudioError(say("training", "The film strip of this run is damaged.")())
    return pixels


def _side_by_side(parts: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    height = max(part.shape[0] for part in parts)
    padded = []
    for part in parts:
        missing = [(0, height - part.shape[0])] + [(0, 0)] * (part.ndim - 1)
        padded.append(np.pad(part, missing))
    return np.concatenate(padded, axis=1)


@cache
def _adapter() -> TypeAdapter[Film]:
    from unet_studio.storage.validation import TypeAdapter

    return TypeAdapter(Film)
