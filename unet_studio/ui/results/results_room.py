"""The Results mode as a whole: its view, and what connects it with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.modes.deciding_mode import DecidingMode
from unet_studio.ui.modes.ranking_mode import RankingMode
from unet_studio.ui.modes.results_mode import ResultsMode
from unet_studio.ui.results.results_panel import ResultsPanel
from unet_studio.ui.results.results_view import ResultsView

if TYPE_CHECKING:
    from unet_studio.ui.main_window import MainWindow


class ResultsRoom:
    """Made when the Results mode is first wanted, for the window is to be there soon.

    Attributes
    ----------
    view
        What is seen.
    """

    def __init__(self, window: MainWindow) -> None:
        actions, workspace = window.actions_, window.workspace
        panel = ResultsPanel(
            [actions[key] for key in (K.PREDICT_PROJECT, K.PREDICT_FOLDER, K.OPEN_MODEL)]
        )
        self.view = ResultsView(
            panel, [actions[key] for key in (K.PREDICT_PROJECT, K.PREDICT_FOLDER)]
        )
        self._modes = [
            ResultsMode(self.view, workspace),
            DecidingMode(panel, workspace),
            RankingMode(self.view, workspace, window.browser.choose),
        ]
