"""The button that asks what more labels would bring."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from unet_studio.domain.message import filled
from unet_studio.ui.translations import translate

LEAST_IMAGES = 4


class ForecastButton(QPushButton):
    """Explains itself, and why it cannot be pressed yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("train", "What would more labels bring?"), parent)
        self.show_state(0, is_possible=False)

    def show_state(self, learning: int, *, is_possible: bool) -> None:
        """Offer a forecast, if there are enough images.

        Parameters
        ----------
        learning
            Labelled images to learn from.
        is_possible
            Whether a training could start now.
        """
        is_enough = learning >= LEAST_IMAGES
        self.setEnabled(is_possible and is_enough)
        self.setToolTip(
            translate(
                "train",
                "Trains several times on a quarter, a half and all of your images, in the time "
                "set above, and says how much Dice further labelled images would bring, and how "
                "sure that is. No model is kept.",
            )
            if is_enough
            else filled(
                translate("train", "This takes {n} labelled {n:image|images} to learn from."),
                n=LEAST_IMAGES,
            )
        )
