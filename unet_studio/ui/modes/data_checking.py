"""Connects the verdict on the data and its dialog with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from unet_studio.ui.actions import Mode
from unet_studio.ui.train.data_verdict import DataVerdict

if TYPE_CHECKING:
    from unet_studio.domain.finding import Spot
    from unet_studio.ui.dialogs.data_doctor_dialog import DataDoctorDialog
    from unet_studio.ui.main_window import MainWindow
    from unet_studio.ui.train.train_panel import TrainPanel

_ROOM = 3.0  # around a place that is shown: the view, times its own size


class DataChecking(QObject):
    """Shows what was found in the data, passes on what to do about it, and leads to the place."""

    def __init__(self, window: MainWindow, panel: TrainPanel) -> None:
        super().__init__(window)
        self._verdict = verdict = DataVerdict()
        panel.add_check(verdict)
        self._window = window
        self._doctor = window.workspace.doctor
        self._dialog: DataDoctorDialog | None = None
        verdict.details_requested.connect(self.show_dialog)
        verdict.watched_changed.connect(lambda shown: self._doctor.watch(is_watched=shown))
        self._doctor.changed.connect(self._show)
        self._doctor.spot_reached.connect(self._on_spot_reached)
        window.workspace.task.changed.connect(self._show_model)
        window.workspace.models.changed.connect(self._show_model)
        self._show()

    def show_dialog(self) -> None:
        """Open the list of findings, or bring it to the front."""
        if self._dialog is None:
            from unet_studio.ui.dialogs.data_doctor_dialog import DataDoctorDialog

            dialog = self._dialog = DataDoctorDialog(self._window)
            dialog.spot_chosen.connect(self._doctor.show)
            dialog.mend_requested.connect(self._doctor.mend)
            dialog.accept_requested.connect(self._doctor.accept)
            dialog.check_requested.connect(self._doctor.check)
            dialog.model_requested.connect(self._doctor.ask_model)
            dialog.all_requested.connect(self._doctor.tell_all_again)
            dialog.destroyed.connect(self._on_dialog_destroyed)
            if not self._window.workspace.models.all:
                self._window.workspace.models.look()
        self._show()
        self._dialog.show()
        self._dialog.raise_()
        if self._doctor.findings is None and not self._doctor.is_checking:
            self._doctor.check()

    def _on_dialog_destroyed(self) -> None:
        self._dialog = None

    def _show(self) -> None:
        doctor = self._doctor
        told = None if doctor.findings is None else doctor.told
        self._verdict.show_verdict(
            told, is_checking=doctor.is_checking, done=doctor.done, total=doctor.total
        )
        if self._dialog is not None:
            images = len(self._window.workspace.images)
            self._dialog.show_findings(told, accepted=doctor.accepted, images=images)
            self._dialog.show_progress(
                is_checking=doctor.is_checking, done=doctor.done, total=doctor.total
            )
            self._show_model()

    def _show_model(self) -> None:
        if self._dialog is not None:
            self._dialog.show_model(can_ask=self._doctor.can_ask)

    def _on_spot_reached(self, spot: Spot) -> None:
        self._window.set_mode(Mode.LABEL)
        # Not before the canvas, too, was told that there is another picture.
        QTimer.singleShot(0, self, lambda: self._look_at(spot))

    def _look_at(self, spot: Spot) -> None:
        camera = self._window.label_view.canvas.camera
        if spot.box is None:
            camera.fit()
        else:
            camera.look_at_box(*spot.box, room=_ROOM)
