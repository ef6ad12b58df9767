"""The Train mode as a whole: its views, and what connects them with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey, Mode
from unet_studio.ui.modes.compare_mode import CompareMode
from unet_studio.ui.modes.data_checking import DataChecking
from unet_studio.ui.modes.queue_mode import QueueMode
from unet_studio.ui.modes.train_mode import TrainMode
from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.train.compare_view import CompareView
from unet_studio.ui.train.queue_view import QueueView
from unet_studio.ui.train.train_panel import TrainPanel
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.ui.main_window import MainWindow


class TrainRoom:
    """Made when the Train mode is first wanted, for the window is to be there soon.

    Attributes
    ----------
    panel
        What is seen: recipe, curves and film strip, with the two views below as tabs.
    compare_view, queue_view
        Runs side by side, and those still to be made.
    training
        Connects the panel; what a training starts from is chosen there.
    """

    def __init__(self, window: MainWindow) -> None:
        workspace = window.workspace
        self.panel = TrainPanel(window.icon)
        self.compare_view = CompareView()
        self.queue_view = QueueView()
        self.panel.add_tab(self.compare_view, translate("train", "Compare runs"))
        self.panel.add_tab(self.queue_view, translate("train", "Queue"))
        self.panel.offer(ActionButton(window.actions_[ActionKey.PREDICT_PROJECT]))
        compare = CompareMode(self.compare_view, workspace)
        compare.model_used.connect(lambda: window.set_mode(Mode.RESULTS))
        compare.recipe_wanted.connect(self.panel.start.choose)
        self.training = TrainMode(self.panel, workspace)
        self._modes = [
            DataChecking(window, self.panel),
            QueueMode(self.queue_view, self.panel, workspace),
            compare,
        ]
