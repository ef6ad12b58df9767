"""The dialog for the properties of one or several shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.ui.parts.flags_editor import FlagsEditor
from unet_studio.ui.translations import translate
from unet_studio.workspace.labels.shape_properties import PropertyWish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.annotation import Shape

_GROUP_PATTERN = QRegularExpression(r"-?\d{0,9}")
_DESCRIPTION_HEIGHT_PX = 80


class ShapeDialog(QDialog):
    """Asks for class, group, flags and description; what differs among the shapes stays so."""

    def __init__(
        self,
        shapes: Sequence[Shape],
        class_names: Sequence[str],
        known_flags: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shapes = shapes
        title = translate("shape dialog", "Properties of {n:the shape|{n} shapes}")
        self.setWindowTitle(filled(title, n=len(shapes)))
        self.setMinimumWidth(380)
        self._class = QComboBox()
        self._group = QLineEdit()
        self._group.setValidator(QRegularExpressionValidator(_GROUP_PATTERN, self))
        self._group.setToolTip(
            translate("shape dialog", "Shapes with the same number belong to one object.")
        )
        self._description = QPlainTextEdit()
        self._description.setMaximumHeight(_DESCRIPTION_HEIGHT_PX)
        self._description.setTabChangesFocus(True)
        self._flags = FlagsEditor({name: self._common_flag(name) for name in known_flags})
        self._lay_out()
        self._show_class(class_names)
        self._show_group()
        self._show_description()

    @property
    def wish(self) -> PropertyWish:
        """What a person wants changed."""
        group = self._group.text().strip()
        sets_group = self._group.isModified()
        described = self._description.document().isModified()
        return PropertyWish(
            class_name=self._class.currentData(),
            description=self._description.toPlainText() if described else None,
            group_id=int(group) if sets_group and group.lstrip("-") else None,
            sets_group=sets_group,
            flags=self._flags.flags,
            removed_flags=self._flags.removed,
        )

    def accept(self) -> None:
        """Take in a flag that is still being typed."""
        self._flags.add_typed()
        super().accept()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("shape dialog", "&Class"), self._class)
        form.addRow(translate("shape dialog", "&Group number"), self._group)
        form.addRow(translate("shape dialog", "&Description"), self._description)
        form.addRow(translate("shape dialog", "&Flags"), self._flags)
        form.addRow(buttons)

    def _show_class(self, class_names: Sequence[str]) -> None:
        used = list(dict.fromkeys(shape.class_name for shape in self._shapes))
        if len(used) > 1:
            self._class.addItem(_several(), None)
        for name in dict.fromkeys([*class_names, *used]):
            self._class.addItem(name, name)
        if len(used) == 1:
            self._class.setCurrentIndex(self._class.findData(used[0]))

    def _show_group(self) -> None:
        groups = {shape.group_id for shape in self._shapes}
        if len(groups) > 1:
            self._group.setPlaceholderText(_several())
            return
        group = groups.pop() if groups else None
        self._group.setText("" if group is None else str(group))
        self._group.setPlaceholderText(translate("shape dialog", "none"))

    def _show_description(self) -> None:
        texts = {shape.description for shape in self._shapes}
        if len(texts) > 1:
            self._description.setPlaceholderText(_several())
        else:
            self._description.setPlainText(texts.pop() if texts else "")
        self._description.document().setModified(False)

    def _common_flag(self, name: str) -> bool | None:
        values = {shape.flags.get(name, False) for shape in self._shapes}
        return values.pop() if len(values) == 1 else None


def _several() -> str:
    return translate("shape dialog", "(several; left as they are)")
