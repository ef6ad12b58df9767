"""Runs beside each other: a list to tick, their curves, scores and predictions."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.run_curves import Progress
from unet_studio.ui.theme import TRAIN_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.train.prediction_grid import PredictionGrid
from unet_studio.ui.train.run_list import RunList
from unet_studio.ui.train.score_overview import ScoreOverview, ScoreRow
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unet_studio.domain.run_curves import DrawnCurve
    from unet_studio.domain.run_entry import RunEntry
    from unet_studio.ui.train.compare_plot import ComparePlot


class CompareView(QWidget):
    """Shows what it is given, and says what a person wants; it reads and deletes nothing itself.

    Attributes
    ----------
    predictions
        The pictures side by side.

    Signals
    -------
    ticked(tuple[str, ...])
        Set these runs beside each other.
    compare_requested()
        Let their models predict the held-out images.
    page_requested(), table_requested()
        Write the comparison as HTML, as CSV.
    model_requested(str), recipe_requested(str), folder_requested(str), rename_requested(str)
        Use the model or the recipe of the run of this name, show its folder, ask for a new title.
    report_requested(str)
        Write the report of the run of this name.
    delete_requested(list[str])
        Ask whether these are to go.
    """

    ticked = Signal(object)
    compare_requested = Signal()
    page_requested = Signal()
    table_requested = Signal()
    model_requested = Signal(str)
    recipe_requested = Signal(str)
    folder_requested = Signal(str)
    rename_requested = Signal(str)
    report_requested = Signal(str)
    delete_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[RunEntry] = ()
        self._curves: Sequence[Mapping[str, DrawnCurve]] = ()
        self._runs = RunList()
        self._runs.ticked.connect(self.ticked)
        self._runs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._runs.customContextMenuRequested.connect(self._show_menu)
        self._compare = QPushButton(translate("compare", "Compare"))
        self._compare.setToolTip(
            translate(
                "compare",
                "Let the model of each ticked run predict the same held-out images, and score it.",
            )
        )
        self._compare.clicked.connect(self.compare_requested)
        self._export = QPushButton(translate("compare", "Export"))
        menu = QMenu(self._export)
        menu.addAction(translate("compare", "Page (HTML)…"), self.page_requested.emit)
        menu.addAction(translate("compare", "Table (CSV)…"), self.table_requested.emit)
        self._export.setMenu(menu)
        self._more = QPushButton(translate("compare", "Run"))
        self._more.setToolTip(translate("compare", "What can be done with the selected run"))
        self._more.setMenu(self._run_menu(self._more))
        self._runs.itemSelectionChanged.connect(self._offer)
        self._progress = QComboBox()
        for progress, text in (
            (Progress.STEPS, translate("compare", "steps")),
            (Progress.EPOCHS, translate("compare", "epochs")),
            (Progress.MINUTES, translate("compare", "minutes")),
        ):
            self._progress.addItem(text, progress)
        self._progress.currentIndexChanged.connect(self._draw)
        self._hint = QLabel(
            translate("compare", "Tick runs on the left to see their curves."), wordWrap=True
        )
        self._lines = QLabel(wordWrap=True)
        self._plot: ComparePlot | None = None
        self._scores = ScoreOverview()
        self._facts = QLabel(wordWrap=True)
        self.predictions = PredictionGrid()
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._runs, 1)
        buttons = QHBoxLayout()
        for button in (self._compare, self._export, self._more):
            buttons.addWidget(button)
        column.addLayout(buttons)
        curves = QWidget()
        self._curve_column = QVBoxLayout(curves)
        self._curve_column.setContentsMargins(4, 6, 4, 4)
        head = QHBoxLayout()
        head.addWidget(QLabel(translate("compare", "Over")))
        head.addWidget(self._progress)
        head.addWidget(self._lines, 1)
        self._curve_column.addLayout(head)
        self._curve_column.addWidget(self._hint)
        self._curve_column.addStretch()
        scores = QWidget()
        column = QVBoxLayout(scores)
        column.setContentsMargins(4, 6, 4, 4)
        column.addWidget(self._facts)
        column.addWidget(self._scores, 1)
        tabs = QTabWidget(documentMode=True)
        tabs.addTab(curves, translate("compare", "Curves"))
        tabs.addTab(scores, translate("compare", "Scores"))
        tabs.addTab(self.predictions, translate("compare", "Predictions"))
        self._tabs = tabs
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(tabs)
        split.setSizes([400, 600])
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # ---- What there is to show ----

    def show_runs(self, entries: Sequence[RunEntry], chosen: tuple[str, ...]) -> None:
        """List all runs."""
        self._entries = entries
        self._runs.show_runs(entries, chosen)
        self._compare.setEnabled(bool(chosen))
        self._offer()

    def show_curves(self, curves: Sequence[Mapping[str, DrawnCurve]]) -> None:
        """Draw the curves of the ticked runs, in their order."""
        is_same = len(curves) == len(self._curves) and all(map(is_, curves, self._curves))
        if not is_same:
            self._curves = curves
            self._draw()

    def show_scores(self, rows: Sequence[ScoreRow], facts: str, *, can_export: bool) -> None:
        """Show the table.

        Parameters
        ----------
        rows
            One for each ticked run.
        facts
            Where the scores come from.
        can_export
            Whether there is a comparison to write.
        """
        self._facts.setText(facts)
        self._scores.show_rows(rows)
        self._export.setEnabled(can_export)
        self._export.setToolTip("" if can_export else translate("compare", "Press Compare first."))

    def bring_scores_into_view(self) -> None:
        """Leave the curves: there are scores now."""
        if self._tabs.currentIndex() == 0:
            self._tabs.setCurrentIndex(1)

    def _draw(self) -> None:
        self._hint.setVisible(not self._curves)
        self._lines.setText(_lines_text(len(self._curves)))
        if self._plot is not None:
            self._plot.setVisible(bool(self._curves))
        if not self._curves:
            return
        if self._plot is None:
            # Imported when there is something to plot: it is a fifth of the program's start.
            from unet_studio.ui.train.compare_plot import ComparePlot

            self._plot = ComparePlot()
            self._curve_column.insertWidget(2, self._plot, 100)
        self._plot.show_runs(self._curves, Progress(self._progress.currentData()))

    # ---- What can be done with a run ----

    def _run_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for text, signal in (
            (translate("compare", "Use this model"), self.model_requested),
            (translate("compare", "Use this recipe"), self.recipe_requested),
            (translate("compare", "Report…"), self.report_requested),
            (translate("compare", "Open its folder"), self.folder_requested),
            (translate("compare", "Rename…"), self.rename_requested),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, s=signal: s.emit(self._runs.selected[0]))
        menu.addSeparator()
        delete = menu.addAction(translate("compare", "Delete…"))
        delete.triggered.connect(lambda: self.delete_requested.emit(self._runs.selected))
        return menu

    def _show_menu(self, place: QPoint) -> None:
        if self._runs.selected:
            menu = self._more.menu()
            menu.popup(self._runs.viewport().mapToGlobal(place))

    def _offer(self) -> None:
        selected = self._runs.selected
        self._more.setEnabled(bool(selected))
        models = {entry.name for entry in self._entries if entry.model is not None}
        actions = self._more.menu().actions()
        for action in actions[:5]:
            action.setEnabled(len(selected) == 1)
        actions[0].setEnabled(len(selected) == 1 and selected[0] in models)


def _lines_text(count: int) -> str:
    """What thin and dashed lines are; of one run alone, by their colours."""
    train = translate("train", "training loss")
    validation = translate("train", "validation loss (held-out images)")
    if count == 0:
        return ""
    if count == 1:
        return (
            f'<font color="{TRAIN_COLOUR}">—</font> {train}  '
            f'<font color="{VALIDATION_COLOUR}">– –</font> {validation}'
        )
    return f"— {train}   – – {validation}"
