"""Film view: reads the film strip of a run and draws its frames, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.overlay import overlay
from unet_studio.storage.runs.film import read_film, read_film_masks, read_film_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.film import Film
    from unet_studio.workspace.background import Background

_KEPT = 100
_BROAD_PX = 160
"""Pictures larger than this are shown smaller than they are; thin contours would get lost."""


@dataclass(frozen=True)
class FilmPictures:
    """One frame, drawn.

    Attributes
    ----------
    frame
        Its place in the film.
    labels, predictions
        One picture each for every image of the film: what a person drew, what the model says.
    """

    frame: int
    labels: tuple[QImage, ...]
    predictions: tuple[QImage, ...]


class FilmView(QObject):
    """The film of one run.

    Attributes
    ----------
    film
        None if there is none.

    Signals
    -------
    film_changed()
        There is another film, or a longer one.
    drawn(FilmPictures)
        A frame that was asked for.
    """

    film_changed = Signal()
    drawn = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.film: Film | None = None
        self._background = background
        self._run: Path | None = None
        self._kept: dict[str, FilmPictures] = {}
        self._labels: tuple[QImage, ...] = ()
        self._wanted: int | None = None
        self._is_drawing = False
        self._is_reading = False
        self._is_stale = False

    def show_run(self, run: Path | None) -> None:
        """Show the film of this run, or of none."""
        self._run, self.film = run, None
        self._kept, self._labels = {}, ()
        self.film_changed.emit()
        self.read_again()

    def read_again(self) -> None:
        """Look for new frames."""
        run = self._run
        if run is None:
            return
        self._is_stale = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            self._background.submit(
                lambda: read_film(run), lambda film: self._on_read(run, film), self._on_unreadable
            )

    def draw(self, frame: int) -> None:
        """Ask for a frame; of several asked for in a hurry, the last one is drawn."""
        film, run = self.film, self._run
        if film is None or run is None or not 0 <= frame < len(film.frames):
            return
        known = self._kept.get(film.frames[frame].file)
        if known is not None:
            self._wanted = None
            self.drawn.emit(known)
        elif self._is_drawing:
            self._wanted = frame
        else:
            self._is_drawing = True
            labels = self._labels
            self._background.submit(
                lambda: _drawn(run, film, frame, labels),
                lambda pictures: self._on_drawn(run, film, pictures),
                self._on_undrawable,
            )

    def _on_read(self, run: Path, film: Film | None) -> None:
        self._is_reading = False
        if run != self._run or self._is_stale:
            self.read_again()
        elif film != self.film:
            self.film = film
            self.film_changed.emit()

    def _on_unreadable(self, _error: BaseException) -> None:
        self._is_reading = False

    def _on_drawn(self, run: Path, film: Film, pictures: FilmPictures) -> None:
        self._is_drawing = False
        if run == self._run:
            self._labels = pictures.labels
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[film.frames[pictures.frame].file] = pictures
            self.drawn.emit(pictures)
        self._draw_what_is_wanted()

    def _on_undrawable(self, _error: BaseException) -> None:
        """A damaged frame is left out; the others can still be seen."""
        self._is_drawing = False
        self._draw_what_is_wanted()

    def _draw_what_is_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.draw(wanted)


def _drawn(run: Path, film: Film, frame: int, labels: tuple[QImage, ...]) -> FilmPictures:
    pictures, truth = read_film_pictures(run, film)
    masks = read_film_masks(run, film, film.frames[frame])
    return FilmPictures(
        frame, labels or _overlaid(film, pictures, truth), _overlaid(film, pictures, masks)
    )


def _overlaid(
    film: Film, pictures: NDArray[np.uint8], masks: NDArray[np.uint8]
) -> tuple[QImage, ...]:
    classes = ClassTable(film.classes)
    drawn = []
    for image, left in zip(film.images, film.lefts, strict=True):
        area = slice(0, image.height), slice(left, left + image.width)
        contour_px = 2 if max(image.width, image.height) > _BROAD_PX else 1
        part = np.ascontiguousarray(pictures[area])
        mask = np.ascontiguousarray(masks[area])
        drawn.append(_as_image(overlay(part, mask, classes, opacity=0.3, contour_px=contour_px)))
    return tuple(drawn)


def _as_image(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    tight = np.ascontiguousarray(pixels)
    # Copied, because Qt would go on reading memory that numpy frees.
    return QImage(tight.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
