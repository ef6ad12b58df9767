"""Asks which model to fetch when the prompt tool needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.workspace.tools.toolbox import ToolKey

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from unet_studio.imaging.smart_select.prompt import PromptModel
    from unet_studio.workspace.tools.prompt import PromptTool
    from unet_studio.workspace.workspace import Workspace


class PromptAsking(QObject):
    """Connects the prompt tool, the models on this computer and the dialog between them."""

    def __init__(self, parent: QWidget, workspace: Workspace) -> None:
        super().__init__(parent)
        self._parent = parent
        self._models = workspace.prompt_models
        self._toolbox = workspace.toolbox
        self._tool: PromptTool | None = None  # until it is first taken in hand
        self._models.listed.connect(self._ask)
        self._toolbox.tool_changed.connect(self._on_tool_changed)
        self._on_tool_changed()

    def _on_tool_changed(self) -> None:
        if self._tool is not None or self._toolbox.key is not ToolKey.PROMPT:
            return
        from unet_studio.workspace.tools.prompt import PromptTool

        tool = self._toolbox.tool
        assert isinstance(tool, PromptTool)
        self._tool = tool
        tool.model_needed.connect(self._models.look)
        self._models.fetched.connect(tool.model_arrived)

    def _ask(self, models: tuple[PromptModel, ...]) -> None:
        from unet_studio.ui.dialogs.prompt_model_dialog import PromptModelDialog
        from unet_studio.workspace.tools.prompt import MODEL

        if self._tool is None:
            return
        wanted = str(self._tool.option(MODEL.key))
        dialog = PromptModelDialog(models, MODEL, wanted, self._parent)
        if dialog.exec() == PromptModelDialog.DialogCode.Accepted:
            chosen = dialog.chosen
            if chosen.is_here:
                self._tool.set_option(MODEL.key, chosen.name)
            elif self._models.fetch(chosen.name):
                self._tool.await_model(chosen.name)
        else:
            self._tool.cancel()
        dialog.deleteLater()
