"""The dialog that shows all models at hand: what they are, how good, and what can be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.domain.scored_model import UNLIKE, why_unlike
from unet_studio.ui.dialogs.model_scores import ModelScores
from unet_studio.ui.dialogs.model_words import card_text, origin_text, row_texts
from unet_studio.ui.parts.column_fit import ColumnFit
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from unet_studio.workspace.models.shelf_entry import ShelfEntry

PICTURE_PX = 230
_SIZE = (1040, 620)
_PATH = Qt.ItemDataRole.UserRole


class ModelShelfDialog(QDialog):
    """Lists models; says what a person wants with them.

    Signals
    -------
    chosen(Path)
        This one is looked at.
    use_requested(Path), rename_requested(Path), folder_requested(Path)
        Of one model.
    compare_requested(list[Path]), delete_requested(list[Path])
        Of the selected ones.
    added(list[Path])
        These files are to be taken in.
    """

    chosen = Signal(object)
    use_requested = Signal(object)
    rename_requested = Signal(object)
    folder_requested = Signal(object)
    compare_requested = Signal(list)
    delete_requested = Signal(list)
    added = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("shelf", "All models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._entries: Sequence[ShelfEntry] = ()
        self._used: Path | None = None
        self._table = _table()
        self._table.itemSelectionChanged.connect(self._on_selected)
        self._table.itemDoubleClicked.connect(lambda _: self._emit_one(self.use_requested))
        self._columns = ColumnFit(self._table, _NAMES, _MOST_FOR)
        self._note = EmptyNote(self._table)
        self._unlike = QLabel(wordWrap=True)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setMinimumHeight(PICTURE_PX // 2)
        self._title = QLabel(wordWrap=True)
        self._text = QLabel(wordWrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.scores = ModelScores()
        self._use = _button(
            translate("shelf", "Use this model"), lambda: self._emit_one(self.use_requested)
        )
        self._rename = _button(
            translate("shelf", "Rename…"), lambda: self._emit_one(self.rename_requested)
        )
        self._folder = _button(
            translate("shelf", "Show in folder"), lambda: self._emit_one(self.folder_requested)
        )
        self._delete = _button(
            translate("shelf", "Delete…"), lambda: self.delete_requested.emit(self.selected)
        )
        self._compare = _button(
            translate("shelf", "Compare on held-out images"),
            lambda: self.compare_requested.emit(self.selected),
        )
        self._add = _button(translate("shelf", "Add a file…"), self._ask_for_files)
        self._lay_out()
        self.show_entries((), None)
        room = parent.size() if parent is not None else QSize(*_SIZE)
        self.resize(QSize(*_SIZE).boundedTo(room))

    def _lay_out(self) -> None:
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(8, 0, 0, 0)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._text)
        column.addWidget(scroll, 1)
        grid = QGridLayout()
        for place, button in enumerate((self._use, self._rename, self._folder, self._delete)):
            grid.addWidget(button, place // 2, place % 2)
        column.addLayout(grid)
        details.setFixedWidth(300)
        models = QWidget()
        column = QVBoxLayout(models)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._unlike)
        lists = QSplitter(Qt.Orientation.Vertical)
        lists.addWidget(models)
        lists.addWidget(self.scores)
        lists.setStretchFactor(0, 1)
        lists.setCollapsible(0, False)
        self.scores.hide()
        middle = QHBoxLayout()
        middle.addWidget(lists, 1)
        middle.addWidget(details)
        bottom = QHBoxLayout()
        bottom.addWidget(self._add)
        bottom.addWidget(self._compare)
        bottom.addStretch()
        bottom.addWidget(_button(translate("shelf", "Close"), self.close))
        layout = QVBoxLayout(self)
        layout.addWidget(
            QLabel(
                translate(
                    "shelf",
                    "Models of this project, your own, and those of the program. Drop a model "
                    "file here to have it in every project.",
                ),
                wordWrap=True,
            )
        )
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)

    # ---- What there is to show ----

    def show_entries(self, entries: Sequence[ShelfEntry], used: Path | None) -> None:
        """List models, the one in use in bold; what was selected stays selected."""
        selected = self.selected or ([used] if used else [])
        self._entries, self._used = entries, used
        against = _measure_of_all(entries, used)
        reasons = [_unlike_text(entry, against) for entry in entries]
        self._table.blockSignals(True)
        self._table.setRowCount(len(entries))
        for row, (entry, reason) in enumerate(zip(entries, reasons, strict=True)):
            self._fill(row, entry, reason)
        self._columns.fit()
        self._tell_unlike(against.title if against is not None and any(reasons) else None)
        self._table.clearSelection()
        for row, entry in enumerate(entries):
            if entry.path in selected:
                self._select(row)
        self._table.blockSignals(False)
        self._note.setText(translate("shelf", "Looking for models…") if not entries else "")
        self._note.setVisible(not entries)
        self._on_selected()

    def show_picture(self, path: Path, pixels: NDArray[np.uint8] | None) -> None:
        """Show what a model does, (H, W, 3) uint8, if it is still looked at."""
        entry = self._looked_at
        if entry is None or entry.path != path:
            return
        if pixels is None:
            self._picture.setText(translate("shelf", "No picture"))
            return
        height, width = pixels.shape[:2]
        image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        fitted = QPixmap.fromImage(image).scaled(
            280,
            PICTURE_PX,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._picture.setPixmap(fitted)

    @property
    def selected(self) -> list[Path]:
        """The files of the selected models, from top to bottom."""
        rows = sorted({index.row() for index in self._table.selectedIndexes()})
        return [self._entries[row].path for row in rows if row < len(self._entries)]

    @property
    def _looked_at(self) -> ShelfEntry | None:
        selected = self.selected
        if len(selected) != 1:
            return None
        return next(entry for entry in self._entries if entry.path == selected[0])

    def _tell_unlike(self, title: str | None) -> None:
        """Say what the mark before a score means, if there is one."""
        text = translate(
            "shelf",
            "{mark} This Dice cannot be set beside that of {name}: other images or classes were "
            "scored. To know which model is better, select them and press “Compare on held-out "
            "images”.",
        )
        self._unlike.setText(text.format(mark=UNLIKE, name=title) if title else "")
        self._unlike.setVisible(title is not None)

    def _fill(self, row: int, entry: ShelfEntry, unlike: str) -> None:
        for column, text in enumerate(row_texts(entry)):
            is_marked = bool(unlike) and column == _DICE
            item = QTableWidgetItem(f"{UNLIKE} {text}" if is_marked else text)
            item.setToolTip((unlike if is_marked else text) if column else str(entry.path))
            if column == 0:
                item.setData(_PATH, entry.path)
            if column in _NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not entry.is_usable:
                item.setForeground(self.palette().placeholderText())
            if entry.path == self._used:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self._table.setItem(row, column, item)

    def _select(self, row: int) -> None:
        for column in range(self._table.columnCount()):
            item = self._table.item(row, column)
            if item is not None:
                item.setSelected(True)

    def _on_selected(self) -> None:
        entry, count = self._looked_at, len(self.selected)
        self._picture.clear()
        if entry is None:
            text = translate("shelf", "{count} {count:model is|models are} selected.")
            self._title.setText(filled(text, count=count) if count else "")
            self._text.setText("")
        else:
            self._title.setText(f"{entry.title} ({origin_text(entry.origin)})")
            self._text.setText(card_text(entry))
            self._picture.setText(translate("shelf", "Finding out what it does…"))
            self.chosen.emit(entry.path)
        self._offer(entry)

    def _offer(self, entry: ShelfEntry | None) -> None:
        chosen = [e for e in self._entries if e.path in self.selected]
        may_change = bool(chosen) and all(e.may_change for e in chosen)
        self._use.setEnabled(entry is not None and entry.is_usable)
        self._rename.setEnabled(entry is not None and may_change)
        self._folder.setEnabled(entry is not None)
        self._delete.setEnabled(may_change)
        self._compare.setEnabled(any(e.card is not None for e in chosen))

    # ---- What a person wants ----

    def _emit_one(self, signal: object) -> None:
        entry = self._looked_at
        if entry is not None:
            signal.emit(entry.path)  # type: ignore[attr-defined]  # a bound signal

    def _ask_for_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            translate("shelf", "Add models"),
            "",
            translate("window", "Models (*.safetensors)"),
        )
        if chosen:
            self.added.emit([Path(name) for name in chosen])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: names need room before what stands beside the picture too."""
        super().resizeEvent(event)
        for column, room in _ROOM_FOR.items():
            self._table.setColumnHidden(column, self.width() < room)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: take in what was dropped; what is no model is refused with the reason."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.added.emit([Path(url.toLocalFile()) for url in urls])


_DICE = 2
_NAMES, _NUMBERS = (0, 1, 5), (2, 3, 4, 7)
_FINDS, _SIZE_COLUMN = 5, 7
_ROOM_FOR = {_FINDS: 960, _SIZE_COLUMN: 1200}
"""In a narrower dialog they are told beside the picture only."""

_MOST_FOR = {_FINDS: 100}


def _measure_of_all(entries: Sequence[ShelfEntry], used: Path | None) -> ShelfEntry | None:
    """The model that others are held against: the one in use, or else the first with a score."""
    scored = [entry for entry in entries if entry.card is not None and entry.card.scores]
    return next((entry for entry in scored if entry.path == used), scored[0] if scored else None)


def _unlike_text(entry: ShelfEntry, against: ShelfEntry | None) -> str:
    """Why its Dice cannot be set beside the other's; empty if it can, or if there is none."""
    if entry.card is None or not entry.card.scores or against is None or against.card is None:
        return ""
    reason = why_unlike(entry.card, against.card, against.title)
    return render(reason) if reason is not None else ""


def _table() -> QTableWidget:
    table = QTableWidget(0, 8)
    table.setHorizontalHeaderLabels(
        [
            translate("shelf", "Model"),
            translate("shelf", "From"),
            translate("shelf", "Dice"),
            translate("shelf", "Scored on"),
            translate("shelf", "Learnt from"),
            translate("shelf", "Finds"),
            translate("shelf", "Date"),
            translate("shelf", "Size"),
        ]
    )
    table.setAccessibleName(translate("shelf", "Models"))
    table.horizontalHeader().setHighlightSections(False)
    for column, tip in (
        (3, translate("shelf", "How many held-out images its Dice is the mean of")),
        (4, translate("shelf", "How many images it learnt from")),
    ):
        table.model().setHeaderData(
            column, Qt.Orientation.Horizontal, tip, Qt.ItemDataRole.ToolTipRole
        )
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setShowGrid(False)
    return table


def _button(text: str, deed: object) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: deed())  # type: ignore[operator]
    return button
