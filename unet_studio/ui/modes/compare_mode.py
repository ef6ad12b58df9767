"""Connects the comparison of runs with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QMessageBox

from unet_studio.domain.message import filled
from unet_studio.ui.parts.where_to_write import where_to_write
from unet_studio.ui.train.picture_grid import Tile
from unet_studio.ui.train.score_overview import ScoreRow
from unet_studio.ui.translations import page_language, render, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unet_studio.ui.train.compare_view import CompareView
    from unet_studio.workspace.training.run_comparison import ShownPictures
    from unet_studio.workspace.workspace import Workspace

_EDGE_PX = 1024
_MOST_WARNINGS = 4


class CompareMode(QObject):
    """Shows runs, and does what a person wants with them.

    Signals
    -------
    model_used()
        The model of a run is in use now.
    recipe_wanted(KnownRecipe)
        Start from the recipe of this run.
    """

    model_used = Signal()
    recipe_wanted = Signal(object)

    def __init__(self, view: CompareView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._runs = workspace.comparison
        self._compared: object = None
        view.ticked.connect(self._runs.choose)
        view.compare_requested.connect(self._runs.compare)
        view.page_requested.connect(self._export_page)
        view.table_requested.connect(self._export_table)
        view.model_requested.connect(self._use_model)
        view.recipe_requested.connect(self._use_recipe)
        view.folder_requested.connect(self._open_folder)
        view.rename_requested.connect(self._rename)
        view.report_requested.connect(self._report)
        view.delete_requested.connect(self._delete)
        view.predictions.image_wanted.connect(
            lambda place, fill: self._runs.draw(place, _EDGE_PX, fill=fill)
        )
        self._runs.changed.connect(self._show)
        self._runs.pictures_drawn.connect(self._show_pictures)
        self._show()

    # ---- Showing ----

    def _show(self) -> None:
        shown, view = self._runs.shown, self._view
        view.show_runs(shown.entries, shown.chosen)
        is_read = set(shown.chosen) <= set(shown.read)
        view.show_curves([shown.read[name].curves for name in shown.chosen] if is_read else [])
        rows = [row for name in shown.chosen if (row := self._row(name)) is not None]
        view.show_scores(rows, self._facts(rows), can_export=shown.comparison is not None)
        if shown.comparison is not self._compared:
            self._compared = shown.comparison
            images = shown.comparison.images if shown.comparison else ()
            view.predictions.show_images([image.name for image in images])
            if images:
                view.bring_scores_into_view()

    def _row(self, name: str) -> ScoreRow | None:
        entry, shown = self._runs.find(name), self._runs.shown
        if entry is None:
            return None
        read = shown.read.get(name)
        compared = shown.comparison.runs if shown.comparison else ()
        scores: dict[str, dict[str, float | None]] = {c: {"dice": d} for c, d in entry.dice.items()}
        scores = next((run.class_scores for run in compared if run.entry.name == name), scores)
        different = {key: values.get(name) for key, values in shown.differences.items()}
        best_step = read.best_step if read else None
        return ScoreRow(entry, scores, best_step, different, self._runs.remarks(name))

    def _facts(self, rows: Sequence[ScoreRow]) -> str:
        """Where the scores come from, and which of them may not be set beside the others."""
        warnings = [
            f"⚠ {render(r.entry.short_title)}: {render(text)}" for r in rows for text in r.remarks
        ]
        return "\n".join([self._source(), *warnings[:_MOST_WARNINGS]])

    def _source(self) -> str:
        comparison = self._runs.shown.comparison
        if comparison is None:
            return translate(
                "compare",
                "Dice as each run measured it while it learnt. Press Compare to score all of them "
                "on the same held-out images.",
            )
        return translate("compare", "Scores on the same held-out images: {names}.").format(
            names=", ".join(image.name for image in comparison.images)
        )

    def _show_pictures(self, pictures: ShownPictures) -> None:
        runs = {
            name: Tile(self._title(name), _dice_text(pictures.dice[name]), pixels)
            for name, pixels in pictures.predictions.items()
        }
        self._view.predictions.show_pictures(
            Tile(pictures.name, "", pictures.original),
            Tile(translate("compare", "Labels"), "", pictures.label),
            runs,
            self._runs.loss_table,
        )

    def _title(self, name: str) -> str:
        entry = self._runs.find(name)
        return render(entry.short_title) if entry else name

    # ---- Doing ----

    def _export_page(self) -> None:
        path = self._asked_for(translate("compare", "Write a page"), "html")
        if path is not None:
            self._runs.export(html=path, table=None, render=render)

    def _export_table(self) -> None:
        path = self._asked_for(translate("compare", "Write a table"), "csv")
        if path is not None:
            self._runs.export(html=None, table=path, render=render)

    def _asked_for(self, title: str, suffix: str) -> Path | None:
        project = self._workspace.project
        if project is None:
            return None
        return where_to_write(self._view, title, project.root / f"comparison.{suffix}")

    def _use_model(self, name: str) -> None:
        if self._runs.use_model(name):
            self.model_used.emit()

    def _use_recipe(self, name: str) -> None:
        recipe = self._runs.recipe_of(name)
        if recipe is not None:
            self.recipe_wanted.emit(recipe)

    def _open_folder(self, name: str) -> None:
        entry = self._runs.find(name)
        if entry is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.path)))

    def _report(self, name: str) -> None:
        entry = self._runs.find(name)
        if entry is not None:
            language = page_language(self._workspace.settings.now.language)
            self._workspace.study.write(entry.path, render, language)

    def _rename(self, name: str) -> None:
        title, is_wanted = QInputDialog.getText(
            self._view,
            translate("compare", "Rename the run"),
            translate("compare", "Its new name:"),
            text=self._title(name),
        )
        if is_wanted and title != self._title(name):
            self._runs.rename(name, title)

    def _delete(self, names: list[str]) -> None:
        question = filled(
            translate(
                "compare",
                "Move {count} {count:run, with its|runs, with their} models and curves, to the bin "
                "of this computer?",
            ),
            count=len(names),
        )
        if self._runs.has_model_besides(names):
            warning = ""
        else:
            warning = translate(
                "compare", "After that the project has no model any more: there are no others."
            )
        box = QMessageBox(
            QMessageBox.Icon.Warning if warning else QMessageBox.Icon.Question,
            "UNet Studio",
            f"{question}\n\n{warning}".strip(),
            parent=self._view,
        )
        delete = box.addButton(
            translate("compare", "Move to the bin"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is delete:
            self._runs.delete(names)


def _dice_text(dice: Mapping[str, float | None]) -> str:
    values = [f"{name} {'–' if d is None else f'{d:.3f}'}" for name, d in dice.items()]
    return "Dice " + ", ".join(values) if values else ""
