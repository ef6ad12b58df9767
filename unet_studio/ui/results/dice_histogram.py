"""How many images have which Dice, held-out and trained-on ones apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from unet_studio.ui.theme import GOOD_COLOUR, HELD_OUT_COLOUR, TRAIN_COLOUR
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.result_ranking import ROLE_ORDER
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from unet_studio.workspace.predictions.result_ranking import RankedImage

BINS = 20
ROLE_COLOURS = {
    Role.HELD_OUT: HELD_OUT_COLOUR,
    Role.NEW: GOOD_COLOUR,
    Role.TRAINED_ON: TRAIN_COLOUR,
}


def dice_counts(images: Iterable[RankedImage]) -> dict[Role, list[int]]:
    """How many images of each role have a mean Dice in each of `BINS` equal steps from 0 to 1."""
    counts: dict[Role, list[int]] = {}
    for image in images:
        if image.dice is not None:
            row = counts.setdefault(image.role, [0] * BINS)
            row[min(int(image.dice * BINS), BINS - 1)] += 1
    return counts


class DiceHistogram(QWidget):
    """Bars side by side, each kind of image in its colour, and the ends of the scale below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[Role, Sequence[int]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate("ranking", "Histogram of Dice"))
        self.setToolTip(translate("ranking", "How many images have which mean Dice, from 0 to 1."))

    def show_counts(self, counts: Mapping[Role, Sequence[int]]) -> None:
        """Show these, see `dice_counts`."""
        self._counts = counts
        self.update()

    # ---- Qt ----

    def sizeHint(self) -> QSize:
        """Qt: enough to see where most are."""
        return QSize(240, 110)

    def minimumSizeHint(self) -> QSize:
        """Qt: small enough for a small window."""
        return QSize(160, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: bars and scale; the means beside them say which colour is which."""
        painter = QPainter(self)
        line = painter.fontMetrics().height()
        plot = QRectF(self.rect()).adjusted(2, line + 4, -2, -line - 2)
        painter.fillRect(plot, self.palette().color(QPalette.ColorRole.Base))
        roles = [role for role in ROLE_ORDER if role in self._counts]
        most = max((max(self._counts[role]) for role in roles), default=0)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        self._paint_most(painter, most)
        below = QRectF(plot.left(), plot.bottom() + 1, plot.width(), line)
        for place, text in (("Left", "0"), ("HCenter", "Dice"), ("Right", "1")):
            painter.drawText(below, getattr(Qt.AlignmentFlag, f"Align{place}"), text)
        width = plot.width() / BINS
        for number, role in enumerate(roles):
            for n, count in enumerate(self._counts[role]):
                height = plot.height() * count / most
                bar = max(1.0, (width - 1) / len(roles))
                left = plot.left() + n * width + number * bar
                painter.fillRect(
                    QRectF(left, plot.bottom() - height, bar, height), QColor(ROLE_COLOURS[role])
                )

    def _paint_most(self, painter: QPainter, most: int) -> None:
        text = translate("ranking", "highest: {count}").format(count=most)
        place = QRectF(self.rect()).adjusted(0, 0, -2, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, text if most else "")
