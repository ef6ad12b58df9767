"""Connects the Results view with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.modes.display_mode import DisplayMode
from unet_studio.ui.modes.picture_problem import PictureProblem
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.workspace.predictions.result_set import ShownResult
    from unet_studio.workspace.view.pictures import Picture
    from unet_studio.workspace.workspace import Workspace


class ResultsMode(QObject):
    """Shows the predicted image in view, its mask and its scores."""

    def __init__(
        self, view: ResultsView, workspace: Workspace, problem_actions: list[QAction]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._display = DisplayMode(view.canvas, view.display_panel, workspace.display, self)
        self._problem = PictureProblem(view.pictures, problem_actions)
        self._picture: Picture | None = None
        self._prediction = prediction = workspace.prediction
        panel = view.panel
        panel.model_chosen.connect(workspace.models.choose)
        workspace.models.changed.connect(self._show_models)
        results = prediction.results
        results.reset.connect(self._on_reset)
        results.read.connect(self._on_read)
        results.shown.connect(self._on_shown)
        results.show_failed.connect(self._on_show_failed)
        results.scored.connect(self._show_all_scores)
        prediction.pictures.loaded.connect(self._show_picture)
        prediction.pictures.failed.connect(self._on_picture_failed)
        self._show_models()
        self._on_reset()

    def _show_models(self) -> None:
        models = self._workspace.models
        self._view.panel.show_models(models.all, models.in_use)

    def _on_reset(self) -> None:
        self._view.show_anything(has_results=self._prediction.results.current is not None)
        self._show_picture(None)
        self._view.panel.show_image_scores(None, {}, {})
        self._show_all_scores()

    def _show_picture(self, picture: Picture | None) -> None:
        self._problem.show("", None)
        self._picture = picture
        self._view.show_picture(picture)
        self._display.set_picture(picture)
        self._show_mask()

    def _on_picture_failed(self, image: ImageRef, problem: Message) -> None:
        self._show_picture(None)  # the picture before it would be taken for this one
        self._problem.show(image.name, problem)

    def _on_read(self, _read: ShownResult) -> None:
        # no lambda: what the workspace still holds on to would speak to a window that is gone
        self._show_mask()

    def _show_mask(self) -> None:
        """Show the mask over its own picture: either may be there first."""
        results, picture = self._prediction.results, self._picture
        seen, current = results.in_view, results.current
        if seen is None or current is None or picture is None:
            return
        if picture.image == seen.result.image:
            self._view.show_mask(seen.mask, current.card)

    def _on_shown(self, shown: ShownResult) -> None:
        if self._prediction.results.current is not None:
            self._view.panel.show_image_scores(
                shown.role, shown.scores, self._colours(), is_one_sided=shown.is_one_sided
            )

    def _on_show_failed(self) -> None:
        self._view.panel.show_no_mask()

    def _show_all_scores(self) -> None:
        current = self._prediction.results.current
        if current is None:
            self._view.panel.show_all_scores(0, {}, {})
        else:
            held_out = current.means(Role.HELD_OUT)
            count = current.count(Role.HELD_OUT)
            intervals = current.intervals(Role.HELD_OUT)
            self._view.panel.show_all_scores(
                count,
                held_out,
                self._colours(),
                intervals,
                one_sided=current.one_sided_count(Role.HELD_OUT),
            )

    def _colours(self) -> dict[str, str]:
        current = self._prediction.results.current
        return {c.name: c.colour for c in current.card.classes} if current else {}
