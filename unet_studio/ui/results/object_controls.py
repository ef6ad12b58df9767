"""What a person wants to see of the objects: whose, of which images, which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from unet_studio.domain.object_filter import AtBorder, ObjectFilter
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.measuring import Whose

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TYPING_MS = 250
"""After the last key the rows are looked through."""


class ObjectControls(QWidget):
    """Choices and fields above the table of objects.

    Signals
    -------
    wish_changed()
        Other images, or labels instead of predictions, are to be measured.
    filter_changed()
        Other rows are to be shown.
    unit_changed()
        Pixels or micrometres.
    export_requested()
        As a CSV file.
    """

    wish_changed = Signal()
    filter_changed = Signal()
    unit_changed = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unlike: frozenset[str] = frozenset()
        self._pixel_size_um: float | None = None
        self._scope = _choice(
            translate("objects", "Images measured"),
            [
                (translate("objects", "This image"), False),
                (translate("objects", "All images"), True),
            ],
        )
        self._whose = _choice(
            translate("objects", "Whose masks"),
            [
                (translate("objects", "Predictions"), Whose.PREDICTIONS),
                (translate("objects", "My labels"), Whose.LABELS),
            ],
        )
        self._class = _choice(
            translate("objects", "Class"), [(translate("objects", "All classes"), None)]
        )
        self._border = _choice(
            translate("objects", "At the border"),
            [
                (translate("objects", "All objects"), AtBorder.ALL),
                (translate("objects", "Whole objects"), AtBorder.INSIDE),
                (translate("objects", "Cut by the border"), AtBorder.CUT),
            ],
        )
        self._unit = _choice(translate("objects", "Units"), [("px", False), ("µm", True)])
        self._likeness = _choice(
            translate("objects", "Images shown"),
            [
                (translate("objects", "Any image"), False),
                (translate("objects", "⚠ Unlike the training"), True),
            ],
        )
        self._least = _number_field(translate("objects", "area from"))
        self._most = _number_field(translate("objects", "to"))
        self._text = QLineEdit(placeholderText=translate("objects", "Find image or class"))
        self._text.setClearButtonEnabled(True)
        self._text.setFixedWidth(140)
        self._export = QPushButton(translate("objects", "Export CSV…"))
        self._export.setToolTip(
            translate(
                "objects",
                "All objects of this image, or of all images, and a summary: filters hide rows "
                "here only.",
            )
        )
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        row = FlowLayout(self)
        row.setContentsMargins(6, 4, 6, 2)
        for widget in (
            self._scope, self._whose, self._class, self._least, self._most, self._border,
            self._likeness, self._text, self._unit, self._export,
        ):  # fmt: skip
            row.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self._scope.activated.connect(self.wish_changed)
        self._whose.activated.connect(self.wish_changed)
        for choice in (self._class, self._border, self._likeness):
            choice.activated.connect(self.filter_changed)
        self._unit.activated.connect(self.unit_changed)
        self._typing.timeout.connect(self.filter_changed)
        for field in (self._least, self._most, self._text):
            field.textChanged.connect(lambda _: self._typing.start())
        self._export.clicked.connect(self.export_requested)

    # ---- What is wanted ----

    @property
    def wants_all(self) -> bool:
        """Whether all images are wanted, not only the one in view."""
        return bool(self._scope.currentData())

    @property
    def whose(self) -> Whose:
        """Whose masks are wanted."""
        return Whose(self._whose.currentData())

    @property
    def filter(self) -> ObjectFilter:
        """Which objects are wanted."""
        unlike = self._likeness.currentData() and not self._likeness.isHidden()
        return ObjectFilter(
            class_name=self._class.currentData(),
            least_px=self._area_px(self._least),
            most_px=self._area_px(self._most),
            at_border=AtBorder(self._border.currentData()),
            text=self._text.text().strip(),
            images=self._unlike if unlike else None,
        )

    def _area_px(self, field: QLineEdit) -> float | None:
        value, is_number = QLocale.c().toDouble(field.text().replace(",", ""))
        if not is_number:
            return None
        size = self.shown_size_um
        return value / size**2 if size is not None else value

    @property
    def shown_size_um(self) -> float | None:
        """Edge of a pixel in micrometres if lengths are to be in these; None = in pixels."""
        return self._pixel_size_um if self._unit.currentData() else None

    @property
    def factor_and_unit(self) -> tuple[float, str]:
        """What areas are multiplied by, and their unit."""
        size = self.shown_size_um
        return (1.0, "px²") if size is None else (size**2, "µm²")

    # ---- What is offered ----

    def offer_micrometres(self, pixel_size_um: float | None) -> None:
        """Offer micrometres where it is known how large a pixel is."""
        if pixel_size_um is not None and self._pixel_size_um is None:
            self._unit.setCurrentIndex(1)
        self._pixel_size_um = pixel_size_um
        self._unit.setEnabled(pixel_size_um is not None)
        if pixel_size_um is None:
            self._unit.setCurrentIndex(0)
        self._unit.setToolTip(
            ""
            if pixel_size_um is not None
            else translate("objects", "For µm, say how large a pixel is: Image, Pixel size.")
        )

    def offer_unlike(self, unlike: Collection[str]) -> None:
        """Offer to see only these images, which are unlike the training images."""
        self._unlike = frozenset(unlike)
        self._likeness.setVisible(bool(unlike))

    def offer_classes(self, names: Sequence[str]) -> None:
        """Offer to see one of these classes; the one chosen stays so."""
        chosen = self._class.currentData()
        self._class.clear()
        self._class.addItem(translate("objects", "All classes"), None)
        for name in names:
            self._class.addItem(name, name)
        self._class.setCurrentIndex(max(0, self._class.findData(chosen)))

    def offer_export(self, *, is_possible: bool) -> None:
        """Offer to write a table, if there is anything in it."""
        self._export.setEnabled(is_possible)


def _choice(name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for text, data in items:
        box.addItem(text, data)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _number_field(name: str) -> QLineEdit:
    field = QLineEdit(placeholderText=name)
    field.setAccessibleName(name)
    validator = QDoubleValidator(0, 1e12, 6, field)
    validator.setLocale(QLocale.c())
    field.setValidator(validator)
    field.setFixedWidth(76)
    return field
