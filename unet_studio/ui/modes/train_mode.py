"""Connects the Train panel with the workspace."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from unet_studio.ui.modes.scoring_options import ScoringOptions
from unet_studio.ui.qt_types import make_types
from unet_studio.ui.train.beginning_choice import BeginningChoice
from unet_studio.workspace.training.planned_values import planned_lately
from unet_studio.workspace.training.recipe_choice import recipe_in_file
from unet_studio.workspace.training.training_run import TrainingWish

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.film import FilmFrame
    from unet_studio.ui.train.train_panel import TrainPanel
    from unet_studio.workspace.models.model_shelf import ShelvedModel
    from unet_studio.workspace.workspace import Workspace

PLOT_MODULE = "unet_studio.ui.train.loss_plot"

REDRAW_MS = 500
"""How long the curves stay as they are, for drawing them takes half a frame."""


class TrainMode(QObject):
    """Starts and stops the training, and shows its curves and its film."""

    def __init__(self, panel: TrainPanel, workspace: Workspace) -> None:
        super().__init__(panel)
        self._panel = panel
        self._workspace = workspace
        self._beginning = BeginningChoice()
        panel.add_option(self._beginning, self._beginning.applied)
        self._scoring = ScoringOptions(panel, workspace)
        self._frame: FilmFrame | None = None
        self._begun_with: Path | None = None  # the project whose latest run was shown by itself
        self._is_behind = False
        self._rest = QTimer(self, interval=REDRAW_MS, singleShot=True)
        self._rest.timeout.connect(self._on_rested)
        panel.set_minutes(workspace.settings.now.training_minutes)
        panel.shown.connect(self._prepare_plot)
        panel.shown.connect(self._show_latest)
        panel.start.recipe_chosen.connect(self._look_for_planned)
        panel.train_requested.connect(workspace.training_start.start)
        panel.pause_requested.connect(workspace.training.pause)
        panel.resume_requested.connect(workspace.training.resume)
        panel.stop_requested.connect(workspace.training.stop)
        panel.runs.continue_requested.connect(self._continue)
        panel.recipe_form.save_requested.connect(self._keep_recipe)
        panel.recipe_form.load_requested.connect(self._take_recipe)
        panel.runs.chosen.connect(workspace.runs.show)
        panel.film.frame_wanted.connect(workspace.film.draw)
        workspace.film.film_changed.connect(self._show_film)
        workspace.film.drawn.connect(panel.film.show_pictures)
        workspace.training.progressed.connect(self._on_progressed)
        workspace.training.state_changed.connect(self._on_state_changed)
        workspace.runs.listed.connect(self._show_runs)
        workspace.runs.listed.connect(self._look_for_planned)
        workspace.runs.listed.connect(self._show_latest)
        workspace.models.changed.connect(self._show_models)
        workspace.review.corrected.connect(self._suggest_training_on)
        workspace.runs.shown_changed.connect(self._on_run_shown)
        for signal in (
            workspace.states.changed,
            workspace.states.completed,
            workspace.project_opened,
            workspace.project_changed,
            workspace.task.changed,
        ):
            signal.connect(self._show_state)
        workspace.outcome.changed.connect(self._show_outcome)
        self._on_progressed()
        self._show_outcome()
        self._show_film()
        self._show_runs()
        self._show_models()
        self._on_run_shown()
        self._show_state()

    # ---- The training at hand ----

    def _on_state_changed(self) -> None:
        workspace = self._workspace
        if workspace.training.is_running and not workspace.training.history.curves.steps:
            workspace.runs.show(None)
            self._prepare_plot()
        if not workspace.training.is_running:
            workspace.runs.look(workspace.project)
            self._on_rested()
        self._show_state()

    def _prepare_plot(self) -> None:
        """Import it off the GUI thread: when there is something to plot the window would wait."""
        if self._panel.has_plot:
            return
        if not make_types():
            QTimer.singleShot(0, self, self._prepare_plot)
            return
        self._workspace.look_into(
            lambda: import_module(PLOT_MODULE), self._on_plot_imported, self._workspace.warn
        )

    def _on_plot_imported(self, _module: object) -> None:
        if isValid(self._panel):  # it may be another window by now
            self._panel.prepare_plot()
            self._show_latest()

    def _show_state(self) -> None:
        workspace = self._workspace
        labelled = workspace.states.labelled
        held_out = workspace.project.held_out if workspace.project else frozenset()
        self._panel.show_data(len(labelled), len(held_out.intersection(labelled)))
        can_train = workspace.training_start.is_possible
        self._panel.show_state(workspace.training.state, can_train=can_train)
        self._show_runs()

    def start_from(self, model: ShelvedModel) -> None:
        """Begin the next training with what a model has learnt."""
        self._beginning.choose(model)

    def _show_models(self) -> None:
        self._beginning.show_models(self._workspace.models.all)
        self._suggest_training_on()

    def _suggest_training_on(self) -> None:
        """After corrections, start from the model they were made of, unless a person chose."""
        model = self._workspace.models.in_use
        if self._workspace.review.has_corrected and model is not None:
            self._beginning.suggest(model)

    def _on_progressed(self) -> None:
        if self._rest.isActive():
            self._is_behind = True
            return
        self._rest.start()
        training, runs = self._workspace.training, self._workspace.runs
        self._panel.show_progress(training.history)
        if runs.shown is not None:
            return
        self._show_history()
        if training.history.film != self._frame:
            self._frame = training.history.film
            self._workspace.film.read_again()

    def _show_outcome(self) -> None:
        self._panel.show_outcome(self._workspace.outcome.notices)

    def _on_rested(self) -> None:
        """Show what has come meanwhile, if anything has."""
        self._rest.stop()
        if self._is_behind:
            self._is_behind = False
            self._on_progressed()

    # ---- The run that is looked at ----

    def _show_history(self) -> None:
        workspace = self._workspace
        project = workspace.project
        colours = {c.name: c.colour for c in project.classes} if project else {}
        is_own = workspace.runs.shown is None
        history = workspace.training.history if is_own else workspace.runs.history
        self._panel.show_history(history, colours)

    def _on_run_shown(self) -> None:
        workspace = self._workspace
        shown = workspace.runs.shown
        self._panel.runs.show_chosen(shown)
        workspace.film.show_run(shown or workspace.training.run)
        self._show_history()

    def _show_latest(self) -> None:
        """Until something is trained, the latest run of the project is what there is to see."""
        workspace, runs = self._workspace, self._workspace.runs
        root = workspace.project.root if workspace.project else None
        is_wanted = self._panel.isVisible() and self._panel.has_plot and root != self._begun_with
        if is_wanted and runs.runs and runs.shown is None and workspace.training.run is None:
            self._begun_with = root
            runs.show(runs.runs[0].path)

    def _show_runs(self) -> None:
        workspace, runs = self._workspace, self._workspace.runs
        own, can_train = workspace.training.run, workspace.training_start.is_possible
        self._panel.runs.show_runs(
            [run for run in runs.runs if run.path != own],
            own=own,
            resumable=runs.resumable if can_train else frozenset(),
        )

    def _show_film(self) -> None:
        self._panel.film.show_film(self._workspace.film.film)

    def _continue(self, run: Path) -> None:
        self._workspace.training_start.start(TrainingWish(minutes=None, resume=run))

    # ---- The recipe ----

    def _look_for_planned(self) -> None:
        """What a plan came to in the latest training, so that it can be read and changed."""
        form, runs = self._panel.recipe_form, tuple(self._workspace.runs.runs)
        known = form.draft.known

        def show(values: dict[str, object]) -> None:
            if isValid(form) and form.draft.known == known:
                form.show_planned(values)

        if known.recipe.plan is not None:
            self._workspace.look_into(
                lambda: planned_lately(runs, known.recipe.name), show, self._workspace.warn
            )

    def _keep_recipe(self, path: Path) -> None:
        workspace, draft, wish = self._workspace, self._panel.recipe_form.draft, self._panel.wish()
        workspace.look_into(
            lambda: draft.keep(path, minutes=wish.minutes, epochs=wish.epochs),
            lambda _nothing: None,
            workspace.warn,
        )

    def _take_recipe(self, path: Path) -> None:
        self._workspace.look_into(
            lambda: recipe_in_file(path), self._panel.start.choose, self._workspace.warn
        )
