"""Noticing at once that another program changed the labels of the image in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.labels.label_documents import LabelDocuments

INTERVAL_MS = 1500


class LabelWatch(QObject):
    """Looks at the label file now and then, and whenever a person comes back to the window.

    Files are asked for when they were written rather than watched by the system: that works on
    network drives, and for programs that replace files instead of writing into them.
    """

    def __init__(self, labels: LabelDocuments, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._image: ImageRef | None = None
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._look)
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state_changed)

    def set_image(self, image: ImageRef | None) -> None:
        """Watch the labels of another image, or of none."""
        self._image = image
        if image is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _look(self) -> None:
        if self._image is not None:
            self._labels.look_again(self._image)

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._look()
