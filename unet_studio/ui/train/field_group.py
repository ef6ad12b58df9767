"""A group of recipe fields under a heading that folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.ui.train.recipe_field import RecipeFieldRow


class FieldGroup(QWidget):
    """Rows side by side where there is room for two.

    Attributes
    ----------
    rows
        The fields.
    """

    def __init__(self, heading: str, rows: Sequence[RecipeFieldRow]) -> None:
        super().__init__()
        self.rows = list(rows)
        self._heading = heading
        self._fold = QToolButton(autoRaise=True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        font = self._fold.font()
        font.setBold(True)
        self._fold.setFont(font)
        self._body = QWidget()
        self._fold.clicked.connect(self._on_clicked)
        flow = FlowLayout(self._body)
        flow.setSpacing(24)
        flow.setContentsMargins(8, 0, 0, 4)
        for row in rows:
            flow.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(self._fold)
        layout.addWidget(self._body)
        self.show_count(0)
        self._show_open(is_open=True)

    def show_count(self, changed: int) -> None:
        """Say how many of its values differ from the recipe."""
        changes = translate("recipe form", "{count} changed").format(count=changed)
        self._fold.setText(f"{self._heading}  ·  {changes}" if changed else self._heading)

    def unfold(self) -> None:
        """Show the fields."""
        self._show_open(is_open=True)

    def _on_clicked(self) -> None:
        self._show_open(is_open=self._body.isHidden())

    def _show_open(self, *, is_open: bool) -> None:
        self._body.setVisible(is_open)
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self._fold.setArrowType(arrow)
