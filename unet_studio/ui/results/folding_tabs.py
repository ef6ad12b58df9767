"""Tabs below the picture that fold up to their titles, where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from unet_studio.ui.translations import translate

_NO_LIMIT = (1 << 24) - 1  # Qt's own largest size


class FoldingTabs(QTabWidget):
    """Folded or not as there is room, until a person says which.

    Signals
    -------
    folded(bool)
        They are now, or no longer.
    decided(bool)
        A person folded or unfolded them.
    """

    folded = Signal(bool)
    decided = Signal(bool)

    LEAST_ROOM_PX = 600
    """In a place lower than this they are folded at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._is_folded = False
        self._is_decided = False
        self._arrow = QToolButton(autoRaise=True)
        self._arrow.setToolTip(translate("results", "Show the tables, or the picture alone."))
        self._arrow.setAccessibleName(translate("results", "Fold the tables"))
        self._arrow.clicked.connect(self._toggle)
        self.setCornerWidget(self._arrow)
        self.tabBarClicked.connect(self._on_tab_clicked)
        self._show_state()

    @property
    def is_folded(self) -> bool:
        """Whether only the titles are seen."""
        return self._is_folded

    def fit_into(self, height_px: int) -> None:
        """Say how much room there is for the picture and the tabs."""
        if not self._is_decided:
            self._fold(height_px < self.LEAST_ROOM_PX)

    def decide(self, *, folded: bool) -> None:
        """Fold them or not, as a person wished earlier, whatever room there is."""
        self._is_decided = True
        self._fold(folded)

    def _on_tab_clicked(self, index: int) -> None:
        if self._is_folded or index == self.currentIndex():
            self._toggle()

    def _toggle(self) -> None:
        self.decide(folded=not self._is_folded)
        self.decided.emit(self._is_folded)

    def _fold(self, folded: bool) -> None:
        if folded != self._is_folded:
            self._is_folded = folded
            self._show_state()

    def _show_state(self) -> None:
        self._arrow.setArrowType(
            Qt.ArrowType.UpArrow if self._is_folded else Qt.ArrowType.DownArrow
        )
        self.setMaximumHeight(self._titles_px() if self._is_folded else _NO_LIMIT)
        self.updateGeometry()
        self.folded.emit(self._is_folded)

    def _titles_px(self) -> int:
        return max(self.tabBar().sizeHint().height(), self._arrow.sizeHint().height())

    # ---- Qt overrides ----

    def minimumSizeHint(self) -> QSize:
        """Qt: folded, no more than the titles need."""
        size = super().minimumSizeHint()
        return QSize(size.width(), self._titles_px()) if self._is_folded else size
