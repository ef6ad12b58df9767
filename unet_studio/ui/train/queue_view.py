"""The queue of trainings: what was, is and will be trained, and buttons that add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.domain.run_queue import QueueState
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.train.queue_words import place_text, queue_state_text, title_text
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.run_queue import QueuedRun, RunQueue

_KEY = Qt.ItemDataRole.UserRole


class QueueView(QWidget):
    """Shows a queue, and says what a person wants of it.

    Signals
    -------
    set_requested(), loss_table_requested(), all_requested(), vary_requested()
        Add what is set above, the six runs of the loss table, all recipes, one value varied.
    moved(str, int)
        Put the training of this key so many places later.
    removed(str)
        Take it off.
    go_on_requested(), stop_current_requested(), stop_all_requested()
        A person pressed that button.
    """

    set_requested = Signal()
    loss_table_requested = Signal()
    all_requested = Signal()
    vary_requested = Signal()
    moved = Signal(str, int)
    removed = Signal(str)
    go_on_requested = Signal()
    stop_current_requested = Signal()
    stop_all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = QTableWidget(0, 3)
        self._table.setAccessibleName(translate("queue", "Queue of trainings"))
        self._table.setHorizontalHeaderLabels(
            [
                translate("queue", "Training"),
                translate("queue", "May take"),
                translate("queue", "State"),
            ]
        )
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 120)
        header.resizeSection(2, 160)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(26)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setShowGrid(False)
        self._table.itemSelectionChanged.connect(self._offer)
        note = EmptyNote(self._table)
        note.setText(
            translate(
                "queue",
                "Trainings to be made one after another, for example overnight. Add some with the "
                "buttons above: each may take as long as is set at the top.",
            )
        )
        self._note = note
        self._queue: RunQueue | None = None
        self._is_going = False
        self._place = QLabel()
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self._adding = [
            _button(
                translate("queue", "Add the recipe set above"),
                translate("queue", "With its changed values and its time."),
                self.set_requested,
            ),
            _button(
                translate("queue", "Loss table (6 runs)"),
                translate(
                    "queue",
                    "Cross-entropy, focal and Dice loss, each with and without augmentation, by "
                    "the recipe loss-comparison.",
                ),
                self.loss_table_requested,
            ),
            _button(
                translate("queue", "All recipes, equal time"),
                translate("queue", "Every recipe once, each for the time set above."),
                self.all_requested,
            ),
            _button(
                translate("queue", "Vary one value…"),
                translate("queue", "The recipe set above with several values of one setting."),
                self.vary_requested,
            ),
        ]
        self._up = _button(translate("queue", "Earlier"), "", None)
        self._up.clicked.connect(lambda: self.moved.emit(self._selected, -1))
        self._down = _button(translate("queue", "Later"), "", None)
        self._down.clicked.connect(lambda: self.moved.emit(self._selected, 1))
        self._remove = _button(translate("queue", "Remove"), "", None)
        self._remove.clicked.connect(lambda: self.removed.emit(self._selected))
        self._go_on = _button(
            translate("queue", "Go on"),
            translate("queue", "Start what waits, one after another."),
            self.go_on_requested,
        )
        self._stop = _button(
            translate("queue", "Stop this one"),
            translate("queue", "Keep its best model, and go on with the next."),
            self.stop_current_requested,
        )
        self._stop_all = _button(
            translate("queue", "Stop all"),
            translate("queue", "Stop this one and start none; the others go on waiting."),
            self.stop_all_requested,
        )

    def _lay_out(self) -> None:
        adding = QWidget()
        flow = FlowLayout(adding)
        flow.setContentsMargins(0, 0, 0, 0)
        for button in self._adding:
            flow.addWidget(button)
        acting = QHBoxLayout()
        for button in (self._up, self._down, self._remove):
            acting.addWidget(button)
        acting.addWidget(self._place, 1)
        for button in (self._go_on, self._stop, self._stop_all):
            acting.addWidget(button)
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(adding)
        layout.addWidget(self._table, 1)
        layout.addLayout(acting)

    # ---- What there is to show ----

    def show_queue(self, queue: RunQueue, *, is_going: bool, has_project: bool) -> None:
        """Show a queue, and whether the next of it starts by itself."""
        if queue != self._queue:
            self._fill(queue)
        self._queue, self._is_going = queue, is_going
        self._note.setVisible(not queue.runs)
        self._place.setText("" if queue.is_over else place_text(queue))
        for button in self._adding:
            button.setEnabled(has_project)
        self._go_on.setVisible(not is_going)
        self._go_on.setEnabled(queue.next is not None)
        self._stop.setEnabled(queue.running is not None)
        self._stop_all.setVisible(is_going or queue.running is not None)
        self._offer()

    def _fill(self, queue: RunQueue) -> None:
        selected = self._selected
        self._table.setRowCount(len(queue.runs))
        for row, queued in enumerate(queue.runs):
            head = QTableWidgetItem(title_text(queued))
            head.setData(_KEY, queued.key)
            values = "\n".join(f"{key} = {value}" for key, value in queued.values.items())
            head.setToolTip(f"{queued.recipe}\n{values}".strip())
            state = QTableWidgetItem(queue_state_text(queued.state))
            state.setToolTip(queued.problem)
            for column, item in enumerate((head, QTableWidgetItem(_budget(queued)), state)):
                self._table.setItem(row, column, item)
            if queued.key == selected:
                self._table.selectRow(row)

    @property
    def _selected(self) -> str:
        rows = {index.row() for index in self._table.selectedIndexes()}
        item = self._table.item(rows.pop(), 0) if rows else None
        return str(item.data(_KEY)) if item is not None else ""

    def _offer(self) -> None:
        queued = self._queue.find(self._selected) if self._queue else None
        waits = queued is not None and queued.state is QueueState.WAITING
        self._up.setEnabled(waits)
        self._down.setEnabled(waits)
        self._remove.setEnabled(queued is not None and queued.state is not QueueState.RUNNING)


def _budget(queued: QueuedRun) -> str:
    if queued.minutes is not None:
        return translate("queue", "{n} min").format(n=f"{queued.minutes:g}")
    if queued.epochs is not None:
        return filled(translate("queue", "{n} {n:epoch|epochs}"), n=queued.epochs)
    return translate("queue", "as the recipe says")


def _button(text: str, tip: str, signal: SignalInstance | None) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    if signal is not None:
        button.clicked.connect(signal)
    return button
