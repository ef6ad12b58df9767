"""The dialog that asks how large a pixel is."""

from __future__ import annotations

from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.pixel_length import UNITS_UM, readable_length
from unet_studio.ui.translations import translate


class PixelSizeDialog(QDialog):
    """Shows a pixel size to be changed; `pixel_size_um` says what a person wants."""

    def __init__(self, pixel_size_um: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("pixel size", "Pixel size"))
        self._number = QLineEdit()
        self._number.setValidator(QDoubleValidator(0.0, 1e12, 12, self._number))
        self._number.setPlaceholderText(translate("pixel size", "unknown"))
        self._number.setAccessibleName(translate("pixel size", "Edge of a pixel"))
        self._unit = QComboBox()
        self._unit.addItems(list(UNITS_UM))
        self._unit.setAccessibleName(translate("pixel size", "Unit"))
        self._stated = QLabel(wordWrap=True)
        self._use = QPushButton(translate("pixel size", "Use this"))
        self._use.setAutoDefault(False)
        self._lay_out()
        self._show_size(pixel_size_um)

    def _lay_out(self) -> None:
        what = QLabel(
            translate(
                "pixel size",
                "How long is the edge of a pixel? The scale bar and the status bar then show "
                "lengths. It holds for all images of the project; leave it empty if you do not "
                "know.",
            ),
            wordWrap=True,
        )
        what.setMinimumWidth(380)
        size = QHBoxLayout()
        size.addWidget(self._number, 1)
        size.addWidget(self._unit)
        stated = QHBoxLayout()
        stated.addWidget(self._stated, 1)
        stated.addWidget(self._use)
        self._use.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(what)
        column.addLayout(size)
        column.addLayout(stated)
        column.addWidget(buttons)

    def show_stated(self, size_um: float | None) -> None:
        """Say what the picture files state themselves."""
        if size_um is None:
            self._stated.setText(translate("pixel size", "The files do not say it."))
            return
        text = translate("pixel size", "The files say {length}.")
        self._stated.setText(text.format(length=readable_length(size_um)))
        self._use.clicked.connect(lambda: self._show_size(size_um))
        self._use.show()

    def pixel_size_um(self) -> float | None:
        """Edge of a pixel in micrometres; None = unknown."""
        number, is_number = self._number.locale().toDouble(self._number.text())
        if not is_number or number <= 0:
            return None
        return float(number * UNITS_UM[self._unit.currentText()])

    def _show_size(self, size_um: float | None) -> None:
        if size_um is None:
            self._unit.setCurrentText("µm")
            self._number.clear()
            return
        unit = readable_length(size_um).rpartition(" ")[2]
        self._unit.setCurrentText(unit)
        locale = self._number.locale()
        number = float(f"{size_um / UNITS_UM[unit]:.12g}")
        text = locale.toString(number, "g", 12)
        self._number.setText(text.replace(locale.groupSeparator(), ""))
