"""Filter chips: a button for each kind of image, with how many there are of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from unet_studio.ui.browser.badge import filter_icon
from unet_studio.ui.item_models.image_status import StatusFilter, filter_text
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

ICON_PX = 16

_SELDOM = frozenset({StatusFilter.PROBLEM, StatusFilter.UNLIKE, StatusFilter.DRAFTS})
"""Kinds that there is no need to offer where no image is of them."""


class FilterChips(QWidget):
    """Says which kinds of images a person wants to see.

    Signals
    -------
    changed()
        Other kinds are wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {kind: self._chip(kind) for kind in StatusFilter}
        layout = FlowLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for chip in self._chips.values():
            layout.addWidget(chip)
        self.show_counts({})

    def _chip(self, kind: StatusFilter) -> QToolButton:
        chip = QToolButton(autoRaise=True)
        chip.setCheckable(True)
        chip.setIcon(filter_icon(kind, self.devicePixelRatioF()))
        chip.setIconSize(QSize(ICON_PX, ICON_PX))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.toggled.connect(self.changed)
        return chip

    @property
    def kinds(self) -> frozenset[StatusFilter]:
        """The kinds wanted; none = all."""
        return frozenset(kind for kind, chip in self._chips.items() if chip.isChecked())

    def show_kinds(self, kinds: frozenset[StatusFilter]) -> None:
        """Show what is wanted."""
        for kind, chip in self._chips.items():
            chip.setChecked(kind in kinds)

    def show_counts(self, counts: Mapping[StatusFilter, int]) -> None:
        """Show how many images there are of each kind."""
        for kind, chip in self._chips.items():
            count = counts.get(kind, 0)
            chip.setText(str(count))
            name = filter_text(kind)
            chip.setToolTip(translate("browser", "Show only: {kind}").format(kind=name))
            chip.setAccessibleName(f"{name}: {count}")
            chip.setVisible(kind not in _SELDOM or count > 0 or chip.isChecked())
