"""The Results mode as a whole: its view, and what connects it with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.modes.deciding_mode import DecidingMode
from unet_studio.ui.modes.learn_mode import LearnMode
from unet_studio.ui.modes.objects_mode import ObjectsMode
from unet_studio.ui.modes.ranking_mode import RankingMode
from unet_studio.ui.modes.result_looks_mode import ResultLooksMode
from unet_studio.ui.modes.results_mode import ResultsMode
from unet_studio.ui.modes.table_room import TableRoom
from unet_studio.ui.results.learn_box import LearnBox
from unet_studio.ui.results.objects_view import ObjectsView
from unet_studio.ui.results.results_panel import ResultsPanel
from unet_studio.ui.results.results_view import ResultsView
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.ui.main_window import MainWindow

_MODEL_ACTIONS = (
    K.PREDICT_PROJECT,
    K.PREDICT_FOLDER,
    K.PREDICT_OPTIONS,
    K.MODEL_SHELF,
    K.EXPORT_MODEL,
)
_LEARN_ACTIONS = (K.CORRECT_RESULT, K.MAKE_DRAFTS, K.LABEL_NEXT, K.TRAIN_ON)
_SCORE_ACTIONS = (K.RUN_REPORT,)


class ResultsRoom:
    """Made when the Results mode is first wanted, for the window is to be there soon.

    Attributes
    ----------
    view
        What is seen.
    objects
        The table of objects.
    """

    def __init__(self, window: MainWindow) -> None:
        actions, workspace = window.actions_, window.workspace
        panel = ResultsPanel(
            [actions[key] for key in _MODEL_ACTIONS], [actions[key] for key in _SCORE_ACTIONS]
        )
        self.view = ResultsView(
            panel, [actions[key] for key in (K.PREDICT_PROJECT, K.PREDICT_FOLDER)]
        )
        TableRoom(self.view, workspace.settings)
        self._looks = ResultLooksMode(self.view, actions, workspace)
        self._modes = [
            ResultsMode(self.view, workspace, [actions[K.SHOW_IN_FOLDER]]),
            DecidingMode(panel, workspace),
            RankingMode(self.view, workspace, window.browsing.show_result),
        ]
        learning = LearnBox([actions[key] for key in _LEARN_ACTIONS])
        panel.add_page(translate("results", "Learn"), learning)
        self._modes.append(LearnMode(learning, workspace.models))
        self.objects = ObjectsView()
        self.view.add_tab(self.objects, translate("objects", "Objects"))
        self._modes.append(
            ObjectsMode(self.objects, self.view, workspace, window.browsing.show_result)
        )

    def words_at(self, x: float, y: float) -> str | None:
        """What is known of a point of the image: its class, how probable, and what labels say."""
        return self._looks.words_at(x, y)

    def show_next_probability(self) -> None:
        """Show how probable the next class is."""
        self._looks.show_next_probability()
