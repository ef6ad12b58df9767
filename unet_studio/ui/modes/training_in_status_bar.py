"""Shows the training in the status bar, whatever the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.train.training_status import now_text
from unet_studio.ui.translations import translate
from unet_studio.workspace.training.training_run import TrainingState

if TYPE_CHECKING:
    from unet_studio.domain.report import TrainingReport
    from unet_studio.ui.parts.status_strip import StatusStrip
    from unet_studio.workspace.training.training_run import TrainingRun

_PARTS = 1000


class TrainingInStatusBar(QObject):
    """Keeps a strip up to date, and stops the training from it."""

    def __init__(self, strip: StatusStrip, training: TrainingRun) -> None:
        super().__init__(strip)
        self._strip = strip
        self._training = training
        strip.cancel_requested.connect(training.stop)
        training.progressed.connect(self._show)
        training.state_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        training = self._training
        report = training.history.latest
        if not training.is_running:
            self._strip.show_work(None)
        elif training.state is TrainingState.STOPPING:
            self._strip.show_work(translate("train", "Stopping after this batch…"))
        elif training.state is TrainingState.PAUSED:
            self._strip.show_work(translate("train", "Paused"), _parts_done(report), _PARTS)
        elif report is None or report.remaining_s is None:
            self._strip.show_work(translate("train", "Training"))
        else:
            self._strip.show_work(now_text(report), _parts_done(report), _PARTS)


def _parts_done(report: TrainingReport | None) -> int:
    if report is None or report.remaining_s is None:
        return 0
    return round(_PARTS * report.elapsed_s / max(report.elapsed_s + report.remaining_s, 1e-9))
