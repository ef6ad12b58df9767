"""The dialog that asks which model the AI selection should use, before it is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.translations import translate, translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.imaging.smart_select.prompt import PromptModel
    from unet_studio.workspace.tools.option import ChoiceOption


class PromptModelDialog(QDialog):
    """Lists the models with their licences; nothing is fetched without a word."""

    def __init__(
        self,
        models: Sequence[PromptModel],
        names: ChoiceOption,
        chosen: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("PromptModel", "AI selection"))
        self._group = QButtonGroup(self)
        self._models = list(models)
        column = QVBoxLayout(self)
        text = translate(
            "PromptModel",
            "Selecting by point and box needs a model, which is fetched once from the internet "
            "and kept on this computer. Your images never leave it.",
        )
        column.addWidget(QLabel(text, wordWrap=True))
        titles = {key: translated(title) for key, title in names.choices}
        for number, model in enumerate(self._models):
            button = QRadioButton(_line(model, titles[model.name]))
            button.setToolTip(model.source)
            button.setChecked(model.name == chosen)
            self._group.addButton(button, number)
            column.addWidget(button)
        buttons = ChoiceButtons(translate("PromptModel", "Use this model"), self)
        column.addWidget(buttons)
        self.setMinimumWidth(460)

    @property
    def chosen(self) -> PromptModel:
        """The model that is marked."""
        return self._models[self._group.checkedId()]


def _line(model: PromptModel, title: str) -> str:
    if model.is_here:
        text = translate("PromptModel", "{name} – on this computer; {licence}")
    else:
        text = translate("PromptModel", "{name} – to be fetched; {licence}")
    return text.format(name=title, licence=model.licence)
