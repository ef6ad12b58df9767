"""The list of all runs: a check box for those to compare, and what each reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from unet_studio.domain.message import filled
from unet_studio.domain.run_curves import RUN_COLOURS
from unet_studio.domain.run_entry import RunState
from unet_studio.domain.scored_model import UNLIKE
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from unet_studio.domain.run_entry import RunEntry

_NAME = Qt.ItemDataRole.UserRole
_RUN, _DICE, _STATE = range(3)


class RunList(QTableWidget):
    """Shows runs, and says which are ticked.

    Signals
    -------
    ticked(tuple[str, ...])
        Names of the runs that are ticked now.
    """

    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels(
            [
                translate("compare", "Run"),
                translate("compare", "Dice (images)"),
                translate("compare", "State"),
            ]
        )
        self.setAccessibleName(translate("compare", "Runs"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(_RUN, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(_DICE, 96)
        header.resizeSection(_STATE, 80)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self._note = EmptyNote(self)
        self._note.setText(translate("compare", "There is no run yet. Every training becomes one."))
        self._listed: list[RunEntry] = []
        self._chosen: tuple[str, ...] = ()
        self.itemChanged.connect(self._on_item_changed)

    def show_runs(self, entries: Sequence[RunEntry], chosen: tuple[str, ...]) -> None:
        """Show these, those chosen ticked and in their colours."""
        if list(entries) == self._listed and chosen == self._chosen:
            return
        is_other = list(entries) != self._listed
        self._listed, self._chosen = list(entries), chosen
        with QSignalBlocker(self):
            if is_other:
                self.setRowCount(len(entries))
                scored = next((entry for entry in entries if entry.dice), None)
                for row, entry in enumerate(entries):
                    self._fill(row, entry, scored)
            for row, entry in enumerate(entries):
                self._tick(row, entry.name)
        self._note.setVisible(not entries)

    @property
    def selected(self) -> list[str]:
        """Names of the selected runs, from top to bottom."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self._listed[row].name for row in rows]

    def _fill(self, row: int, entry: RunEntry, against: RunEntry | None) -> None:
        head = QTableWidgetItem(render(entry.short_title))
        head.setData(_NAME, entry.name)
        head.setToolTip(f"{render(entry.short_title)}\n{run_tip(entry)}")
        score = QTableWidgetItem(_dice_text(entry, against))
        score.setToolTip(_dice_tip(entry, against))
        score.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        state = QTableWidgetItem(state_text(entry.state))
        if entry.record.problem:
            state.setToolTip(entry.record.problem)
        for column, item in ((_RUN, head), (_DICE, score), (_STATE, state)):
            self.setItem(row, column, item)

    def _tick(self, row: int, name: str) -> None:
        is_chosen = name in self._chosen
        item = self._head(row)
        item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        item.setIcon(swatch(self._chosen.index(name)) if is_chosen else QIcon())

    def _head(self, row: int) -> QTableWidgetItem:
        item = self.item(row, _RUN)
        assert item is not None
        return item

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _RUN:
            heads = (self._head(row) for row in range(self.rowCount()))
            checked = Qt.CheckState.Checked
            self.ticked.emit(tuple(h.data(_NAME) for h in heads if h.checkState() is checked))


def _dice_text(entry: RunEntry, against: RunEntry | None) -> str:
    """Its Dice and on how many images; marked if it cannot be set beside that of the other run."""
    if entry.mean_dice is None:
        return "–"
    count = entry.scored
    text = f"{entry.mean_dice:.3f}" + (f" ({count})" if count else "")
    return text if against is None or entry.is_scored_as(against) else f"{UNLIKE} {text}"


def _dice_tip(entry: RunEntry, against: RunEntry | None) -> str:
    if entry.mean_dice is None:
        return translate("compare", "It was not scored.")
    held_out = entry.record.held_out
    text = filled(_measured_on(entry), names=", ".join(held_out) or "?", n=entry.scored)
    if against is None or entry.is_scored_as(against):
        return text
    unlike = translate(
        "compare",
        "Other images or classes than those of {name}: the two numbers cannot be set beside each "
        "other. Tick both and press Compare.",
    )
    return f"{text}\n{unlike.format(name=render(against.short_title))}"


def _measured_on(entry: RunEntry) -> str:
    if entry.scored >= len(entry.record.held_out):
        return translate("compare", "On these held-out images: {names}.")
    return translate(
        "compare",
        "On {n} of these held-out images: {names}. Of 20 and more, one half chooses the weights "
        "and the other scores them; where time is short, fewer are looked at. "
        "Compare looks at all.",
    )


def swatch(place: int) -> QIcon:
    """The colour of the run in this place of those chosen."""
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(RUN_COLOURS[place % len(RUN_COLOURS)]))
    return QIcon(pixmap)


def state_text(state: RunState) -> str:
    """How a run stands, in a word."""
    return {
        RunState.RUNNING: translate("compare", "running"),
        RunState.FINISHED: translate("compare", "finished"),
        RunState.STOPPED: translate("compare", "stopped"),
        RunState.FAILED: translate("compare", "failed"),
        RunState.INTERRUPTED: translate("compare", "interrupted"),
    }[state]


def run_tip(entry: RunEntry) -> str:
    """What else is known of a run."""
    when = f"{entry.started:%Y-%m-%d %H:%M}" if entry.started else "–"
    text = translate(
        "compare",
        "{name}\nRecipe {recipe}, seed {seed}, started {when}\n{minutes} min, {steps} "
        "{steps:step|steps}",
    )
    return filled(
        text,
        name=entry.name,
        recipe=entry.recipe or "–",
        seed=entry.record.seed,
        when=when,
        minutes=f"{entry.minutes:.1f}",
        steps=entry.steps,
    )
