"""Connects the table of objects with the results and the picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.measurement import totals_of
from unet_studio.domain.message import filled
from unet_studio.ui.parts.where_to_write import where_to_write
from unet_studio.ui.results.totals_text import totals_text
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.predictions.measuring import Whose

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.item_models.object_list import ObjectRow
    from unet_studio.ui.results.objects_view import ObjectsView
    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.workspace.predictions.result_set import ShownResult
    from unet_studio.workspace.view.pictures import Picture
    from unet_studio.workspace.workspace import Workspace


class ObjectsMode(QObject):
    """Has measured what is looked at, and points out the object that was chosen.

    Parameters
    ----------
    view
        The table.
    results_view
        The picture.
    workspace
        Measures.
    show_image
        Brings the image of this name into view.
    """

    def __init__(
        self,
        view: ObjectsView,
        results_view: ResultsView,
        workspace: Workspace,
        show_image: Callable[[str], object],
    ) -> None:
        super().__init__(view)
        self._view, self._results_view, self._workspace = view, results_view, workspace
        self._show_image = show_image
        self._chosen: ObjectRow | None = None
        self._shown: ShownResult | None = None
        self._name: str | None = None
        self._unlike: dict[str, str] = {}
        results = workspace.prediction.results
        view.wish_changed.connect(self._look)
        view.object_chosen.connect(self._on_object_chosen)
        view.controls.export_requested.connect(self._export)
        workspace.measuring.changed.connect(self._show)
        workspace.project_opened.connect(self._show_pixel_size)
        workspace.project_changed.connect(self._show_pixel_size)
        results.reset.connect(self._on_reset)
        results.added.connect(self._show_unlike)
        results.shown.connect(self._on_shown)
        workspace.prediction.pictures.loaded.connect(self._on_picture_loaded)
        self._show_pixel_size()
        self._on_reset()

    @property
    def _scope(self) -> str | None:
        return None if self._view.controls.wants_all else (self._name or "")

    def _look(self) -> None:
        measuring = self._workspace.measuring
        if self._view.is_looked_at:
            measuring.look(self._view.controls.whose, self._scope)
        else:
            measuring.look_away()
        self._show()

    def _show(self) -> None:
        view, measuring = self._view, self._workspace.measuring
        if not view.is_looked_at:
            return
        table = measuring.table(view.controls.whose, self._scope)
        view.show_objects(table, self._colours())
        done, total = measuring.progress(view.controls.whose, self._scope)
        view.show_note(None if len(table) else self._note(done, total))
        is_predicted = view.controls.whose is Whose.PREDICTIONS
        text, details = totals_text(
            totals_of(table.images),
            measuring.biases if is_predicted else None,
            *view.controls.factor_and_unit,
        )
        if done < total:
            counted = filled(
                translate("objects", "Measuring: {done} of {total} {total:image|images}"),
                done=done,
                total=total,
            )
            text = f"{counted}\n{text}" if text else counted
        view.show_totals(text, details)

    def _note(self, done: int, total: int) -> str:
        if done < total:
            return translate("objects", "Measuring…")
        if self._view.controls.whose is Whose.LABELS:
            return translate(
                "objects",
                "Nothing is labelled here. In Label (F2) you draw around things; each connected "
                "region of a class is an object then.",
            )
        return translate(
            "objects",
            "No object was found here. Each connected region of a class in a predicted mask is an "
            "object; predict, or look at another image.",
        )

    def _colours(self) -> dict[str, str]:
        results, project = self._workspace.prediction.results.current, self._workspace.project
        known = {c.name: c.colour for c in project.classes} if project else {}
        return known | ({c.name: c.colour for c in results.card.classes} if results else {})

    def _show_pixel_size(self) -> None:
        self._view.show_pixel_size(self._workspace.pixel_size.um)
        self._show()

    def _show_unlike(self) -> None:
        results = self._workspace.prediction.results.current
        unlike = {
            r.image.name: "; ".join(map(render, r.unlike))
            for r in (results.images if results else [])
            if r.unlike
        }
        if unlike != self._unlike:
            self._unlike = unlike
            self._view.show_unlike(unlike)

    # ---- The picture ----

    def _on_reset(self) -> None:
        self._chosen = self._shown = self._name = None
        self._show_unlike()
        self._look()

    def _on_shown(self, shown: ShownResult) -> None:
        self._shown = shown
        self._take_name(shown.result.image.name)
        self._point_out()

    def _on_picture_loaded(self, picture: Picture | None) -> None:
        if picture is not None:
            self._take_name(picture.image.name)
            self._point_out()

    def _take_name(self, name: str) -> None:
        if name == self._name:
            return
        self._name = name
        if self._chosen is not None and self._chosen.image != name:
            self._chosen = None
        if not self._view.controls.wants_all:
            self._look()

    def _on_object_chosen(self, chosen: ObjectRow) -> None:
        self._chosen = chosen
        if chosen.image != self._name:
            self._show_image(chosen.image)
        else:
            self._point_out()

    def _point_out(self) -> None:
        """Show the outline of the chosen object, or its box if the mask is not at hand."""
        chosen = self._chosen
        if chosen is None or chosen.image != self._name:
            return
        left, top, width, height = chosen.box
        outline = None
        shown = self._shown
        is_predicted = self._view.controls.whose is Whose.PREDICTIONS
        if is_predicted and shown is not None and shown.result.image.name == chosen.image:
            from unet_studio.imaging.object_outline import object_outline

            outline = object_outline(shown.mask, chosen.class_id, chosen.box)
        if outline is None:
            self._results_view.highlight((left, top, left + width, top + height))
        else:
            self._results_view.highlight(outline)

    # ---- Writing ----

    def _export(self) -> None:
        results = self._workspace.prediction.results.current
        project = self._workspace.project
        folder = results.folder if results else project.root if project else Path()
        title = translate("objects", "Write a table of the objects")
        path = where_to_write(self._view, title, folder / "objects.csv")
        if path is not None:
            self._workspace.measuring.export(path, self._view.controls.whose, self._scope)
