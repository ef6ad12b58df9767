"""Connects the tabs of the worst images and of all scores with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.parts.where_to_write import where_to_write
from unet_studio.ui.results.score_tab import ScoreTab
from unet_studio.ui.results.worst_gallery import WorstGallery
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.workspace.predictions.result_set import ShownResult
    from unet_studio.workspace.workspace import Workspace


class RankingMode(QObject):
    """Shows which images are worst and what all scores are; a click brings an image into view."""

    def __init__(
        self, view: ResultsView, workspace: Workspace, show_image: Callable[[str], object]
    ) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace
        self._ranking = ranking = workspace.ranking
        self.gallery = WorstGallery(ranking.thumbnail)
        self.scores = ScoreTab()
        view.add_tab(self.gallery, translate("ranking", "Worst first"))
        view.add_tab(self.scores, translate("ranking", "Scores"))
        self.gallery.image_chosen.connect(show_image)
        self.scores.image_chosen.connect(show_image)
        self.scores.export_requested.connect(self._export)
        ranking.changed.connect(self._show)
        ranking.thumbnail_arrived.connect(self.gallery.refresh)
        workspace.prediction.results.shown.connect(self._on_shown)
        self._show()

    def _show(self) -> None:
        images = self._ranking.ranked()
        self.gallery.show_images(images)
        self.scores.show_images(images)

    def _on_shown(self, shown: ShownResult) -> None:
        self.gallery.mark(shown.result.image.name)

    def _export(self) -> None:
        current = self._workspace.prediction.results.current
        if current is None:
            return
        title = translate("ranking", "Export the scores")
        path = where_to_write(self._view, title, current.folder / "scores.csv")
        if path is not None:
            self._ranking.export(path)
