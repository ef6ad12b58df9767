"""The film strip: the same images predicted again and again, to look back at how it learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from unet_studio.ui.train.duration import duration
from unet_studio.ui.train.film_pictures import FilmPicturesView
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon

    from unet_studio.domain.film import Film
    from unet_studio.workspace.training.film_view import FilmPictures

FRAME_MS = 250
"""How long each frame is shown when the film is played."""


class FilmStrip(QWidget):
    """Pictures, and a slider to go through the frames; the newest is shown unless one looks back.

    Attributes
    ----------
    film
        Whose frames can be looked at.

    Signals
    -------
    frame_wanted(int)
        This frame is to be drawn.
    step_shown(float)
        The frame in view was made after so many steps.
    """

    frame_wanted = Signal(int)
    step_shown = Signal(float)

    def __init__(self, icon: Callable[[str], QIcon]) -> None:
        super().__init__()
        self.film: Film | None = None
        self._icons = (icon("play"), icon("pause"))
        self._pictures = FilmPicturesView()
        self._play = QToolButton(autoRaise=True)
        self._play.setIcon(self._icons[0])
        self._play.setToolTip(translate("train", "Play the film from its beginning"))
        self._play.clicked.connect(self._on_play_clicked)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(translate("train", "Frame of the film"))
        self._slider.setToolTip(
            translate("train", "Drag to see what the model said at that time of the training.")
        )
        self._slider.valueChanged.connect(self._on_slid)
        self._said = QLabel()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_next)
        row = QHBoxLayout()
        row.addWidget(self._play)
        row.addWidget(self._slider, 1)
        row.addWidget(self._said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._pictures, 1)
        layout.addLayout(row)
        self.hide()

    def show_film(self, film: Film | None) -> None:
        """Show a film that is new, or has become longer."""
        is_same = film is not None and self.film is not None and film.images == self.film.images
        is_at_end = self._slider.value() == self._slider.maximum()
        self.film = film
        frames = len(film.frames) if film else 0
        self.setVisible(frames > 0)
        if not is_same:
            self._timer.stop()
            self._pictures.show_pictures(None)
            self._show_playing()
        if not frames:
            return
        follows = (is_at_end or not is_same) and not self._timer.isActive()
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, frames - 1)
            if follows:
                self._slider.setValue(frames - 1)
        if follows:
            self._on_slid(frames - 1)
        else:
            self._say(self._slider.value())

    def show_pictures(self, pictures: FilmPictures) -> None:
        """Show a frame that was drawn."""
        self._pictures.show_pictures(pictures)

    def go_to_step(self, step: float) -> None:
        """Show the network as it was after so many steps."""
        frame = self.film.frame_at(step) if self.film else None
        if frame is not None:
            self._timer.stop()
            self._show_playing()
            self._slider.setValue(frame)

    def _on_slid(self, frame: int) -> None:
        self._say(frame)
        self.frame_wanted.emit(frame)
        if self.film is not None:
            self.step_shown.emit(float(self.film.frames[frame].step))

    def _say(self, frame: int) -> None:
        if self.film is None or frame >= len(self.film.frames):
            return
        shown = self.film.frames[frame]
        text = translate("train", "step {step} · {time}").format(
            step=shown.step, time=duration(shown.elapsed_s)
        )
        if not self.film.is_held_out:
            text += " · " + translate("train", "training images: none is held out")
        self._said.setText(text)

    def _on_play_clicked(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            if self._slider.value() == self._slider.maximum():
                self._slider.setValue(0)
            self._timer.start()
        self._show_playing()

    def _on_next(self) -> None:
        self._slider.setValue(self._slider.value() + 1)
        if self._slider.value() == self._slider.maximum():
            self._timer.stop()
            self._show_playing()

    def _show_playing(self) -> None:
        self._play.setIcon(self._icons[self._timer.isActive()])
