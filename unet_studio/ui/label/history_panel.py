"""The history panel: earlier versions of the labels in view, looked at over the picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.canvas.history_layer import COME_COLOUR, GONE_COLOUR
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.labels.label_history import spoken_deeds, spoken_time

if TYPE_CHECKING:
    from unet_studio.workspace.labels.label_history import Comparison, LabelVersion

_MAX_DEEDS = 3


class HistoryPanel(QWidget):
    """A list of versions with what distinguishes the chosen one; wishes go out.

    Signals
    -------
    version_chosen(LabelVersion)
        This one is to be shown over the picture.
    restore_requested()
        The image is to have the chosen labels again.
    restore_all_requested(float)
        All images are to have the labels of this moment, in seconds since 1970.
    close_requested()
        Nobody wants to see it any more.
    """

    version_chosen = Signal(object)
    restore_requested = Signal()
    restore_all_requested = Signal(float)
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: list[LabelVersion] = []
        self._comparison: Comparison | None = None
        self._title = QLabel()
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setAlternatingRowColors(True)
        self.list.setSpacing(2)
        self._legend = QLabel(wordWrap=True)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self.restore_button = QPushButton()
        self.restore_all_button = QPushButton()
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)
        self.restore_button.clicked.connect(self.restore_requested)
        self.restore_all_button.clicked.connect(self._on_restore_all_button_clicked)
        self._close.clicked.connect(self.close_requested)
        self._retranslate()
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._legend)
        layout.addWidget(self.restore_button)
        layout.addWidget(self.restore_all_button)
        self.setMinimumWidth(210)

    def set_versions(self, versions: list[LabelVersion]) -> None:
        """List other versions, the latest first; the chosen one stays chosen if it is there."""
        chosen = self._chosen()
        self._versions = list(versions)
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        for version in self._versions:
            self.list.addItem(_item(version))
        if chosen in self._versions:
            self.list.setCurrentRow(self._versions.index(chosen))
        blocker.unblock()
        self._show_legend()

    def set_comparison(self, comparison: Comparison | None) -> None:
        """Say how the chosen version differs from the present labels."""
        self._comparison = comparison
        if comparison is None:
            blocker = QSignalBlocker(self.list)
            self.list.setCurrentRow(-1)
            blocker.unblock()
        self._show_legend()

    def _chosen(self) -> LabelVersion | None:
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _on_list_current_row_changed(self, _row: int) -> None:
        self.version_chosen.emit(self._chosen())

    def _on_restore_all_button_clicked(self) -> None:
        version = self._chosen()
        if version is None:
            return
        text = translate(
            "HistoryPanel",
            "Give every image of the project the labels it had at {when}?\n\nWhat the images have "
            "now is kept among their earlier versions, so this can be taken back.",
        ).format(when=spoken_time(version.moment))
        box = QMessageBox(
            QMessageBox.Icon.Question,
            translate("HistoryPanel", "Restore all images"),
            text,
            QMessageBox.StandardButton.Cancel,
            self,
        )
        accept = box.addButton(
            translate("HistoryPanel", "Restore all images"), QMessageBox.ButtonRole.AcceptRole
        )
        accept.clicked.connect(partial(self.restore_all_requested.emit, version.moment))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _show_legend(self) -> None:
        comparison = self._comparison
        self.restore_button.setEnabled(comparison is not None)
        self.restore_all_button.setEnabled(comparison is not None)
        self._legend.setText(self._explanation() if comparison is None else _legend(comparison))

    def _explanation(self) -> str:
        if not self._versions:
            return translate(
                "HistoryPanel",
                "There is no earlier version yet. One is kept whenever another person, program or "
                "session changes the labels, every five minutes of work, and before shapes are "
                "lost.",
            )
        return translate("HistoryPanel", "Choose a version to see it over the picture.")

    def _retranslate(self) -> None:
        self._title.setText(translate("HistoryPanel", "Earlier versions"))
        self._close.setToolTip(translate("HistoryPanel", "Close"))
        self._close.setAccessibleName(translate("HistoryPanel", "Close"))
        self.restore_button.setText(translate("HistoryPanel", "Restore this version"))
        self.restore_all_button.setText(translate("HistoryPanel", "Restore all images…"))
        self.restore_all_button.setToolTip(
            translate("HistoryPanel", "Give every image the labels it had at that time.")
        )
        self.set_versions(self._versions)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()


def _item(version: LabelVersion) -> QListWidgetItem:
    lines = [spoken_time(version.written), _author(version), _counts(version)]
    deeds = [
        f"{render(message)} ×{count}" if count > 1 else render(message)
        for message, count in spoken_deeds(version)
    ]
    if deeds:
        lines.append(", ".join(deeds[-_MAX_DEEDS:]) + ("…" if len(deeds) > _MAX_DEEDS else ""))
    item = QListWidgetItem("\n".join(lines))
    item.setToolTip("\n".join(deeds))
    return item


def _author(version: LabelVersion) -> str:
    return version.deed.who or translate("HistoryPanel", "another program, or earlier")


def _counts(version: LabelVersion) -> str:
    if not version.counts:
        return translate("HistoryPanel", "no shapes")
    return ", ".join(f"{name}: {count}" for name, count in sorted(version.counts.items()))


def _legend(comparison: Comparison) -> str:
    difference = comparison.difference
    if difference.is_empty:
        return translate("HistoryPanel", "The shapes are the same as now.")
    changed = len(difference.changed)
    rows = (
        (
            GONE_COLOUR,
            "╌╌",
            translate("HistoryPanel", "only then: {count}"),
            len(difference.removed),
        ),
        (COME_COLOUR, "━━", translate("HistoryPanel", "only now: {count}"), len(difference.added)),
        (
            "",
            f"<span style='color:{GONE_COLOUR}'>╌</span><span style='color:{COME_COLOUR}'>━</span>",
            translate("HistoryPanel", "changed: {count}"),
            changed,
        ),
    )
    return "<br>".join(
        f"<b style='color:{colour}'>{mark}</b> {text.format(count=count)}"
        for colour, mark, text, count in rows
    )
