"""The rooms of the window: what is made of a mode when it is first wanted, and not before."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from unet_studio.ui.qt_types import make_types

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.ui.main_window import MainWindow
    from unet_studio.ui.results.results_room import ResultsRoom
    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.ui.train.train_room import TrainRoom


class Rooms(QObject):
    """Holds the modes Train and Results, for the window is to be there before they are.

    Signals
    -------
    results_made(ResultsView)
        The Results mode was made just now.
    """

    results_made = Signal(object)

    def __init__(self, window: MainWindow, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window, self._stack = window, stack

    @cached_property
    def train(self) -> TrainRoom:
        """The Train mode; made when it is first wanted."""
        from unet_studio.ui.train.train_room import TrainRoom

        room = TrainRoom(self._window)
        self._stack.addWidget(room.panel)
        return room

    @cached_property
    def results(self) -> ResultsRoom:
        """The Results mode; made when it is first wanted."""
        from unet_studio.ui.results.results_room import ResultsRoom

        room = ResultsRoom(self._window)
        self._stack.addWidget(room.view)
        self.results_made.emit(room.view)
        return room

    @property
    def views(self) -> list[LabelView | ResultsView]:
        """The views with a canvas that have been made so far."""
        label_view = self._window.label_view
        return [label_view, self.results.view] if "results" in self.__dict__ else [label_view]

    def prepare(self) -> None:
        """Make what is not there yet: read the modules off the GUI thread, then the widgets.

        Before that, all types of Qt are made; see `make_types`.
        """
        if not make_types():
            QTimer.singleShot(0, self, self.prepare)
            return
        self._load()

    def _load(self) -> None:
        def load() -> None:
            for name in ("results.results_room", "train.train_room", "train.loss_plot"):
                import_module(f"unet_studio.ui.{name}")

        workspace = self._window.workspace
        workspace.look_into(load, lambda _: self._make(), workspace.warn)

    def _make(self) -> None:
        if isValid(self):  # a window that was closed meanwhile needs none
            _ = self.results
            QTimer.singleShot(0, self, lambda: self.train)  # later, for keys and mouse
