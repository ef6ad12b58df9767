"""Connects the controls that decide masks with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.results.decision_box import DecisionBox
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.ui.results.results_panel import ResultsPanel
    from unet_studio.workspace.predictions.result_set import ShownResult
    from unet_studio.workspace.workspace import Workspace


class DecidingMode(QObject):
    """Shows how masks are decided, and passes on what a person wants changed."""

    def __init__(self, panel: ResultsPanel, workspace: Workspace) -> None:
        super().__init__(panel)
        self._workspace = workspace
        self._deciding = deciding = workspace.deciding
        self.box = DecisionBox()
        panel.add_page(translate("decision", "Refine"), self.box)
        self.box.decided.connect(deciding.decide)
        self.box.reset_requested.connect(deciding.reset)
        self.box.best_requested.connect(deciding.find_best)
        self.box.all_requested.connect(deciding.use_for_all)
        self.box.predict_requested.connect(deciding.predict_again)
        deciding.changed.connect(self._show)
        workspace.project_changed.connect(self._show)
        workspace.prediction.results.shown.connect(self._on_shown)
        self._show()

    def _show(self) -> None:
        self.box.show_state(self._deciding.state, self._workspace.pixel_size.um)

    def _on_shown(self, shown: ShownResult) -> None:
        self.box.show_note(can_decide=shown.can_decide)
