"""The right end of the status bar: what is happening now, how far it is, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from unet_studio.ui.translations import translate


class StatusStrip(QWidget):
    """Shows one piece of work; hidden when there is none.

    Signals
    -------
    cancel_requested()
        A person pressed Cancel.
    """

    cancel_requested = Signal()

    def __init__(self, cancel: str = "", parent: QWidget | None = None) -> None:
        """The button says `cancel`, or Cancel if that is empty."""
        super().__init__(parent)
        self._text = QLabel()
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._cancel = QPushButton(cancel or translate("status", "Cancel"))
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._text, self._progress, self._cancel):
            layout.addWidget(widget)
        self.hide()

    def show_work(self, text: str | None, done: int = 0, total: int = 0) -> None:
        """Show this piece of work, or none.

        Parameters
        ----------
        text
            What is being done; None = nothing.
        done, total
            How far it is; total 0 = nobody knows.
        """
        self.setVisible(text is not None)
        if text is None:
            self._cancel.setEnabled(True)
            return
        self._text.setText(text)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_requested.emit()
