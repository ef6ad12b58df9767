"""Model export: handing a model on to other programs, as a task a person waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.workspace.garbage import importing_torch

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.model_export import ExportedModel, ModelExportWish, ModelFormat
    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.workspace.models.model_shelf import ShelvedModel
    from unet_studio.workspace.task import Task


class ModelExport(QObject):
    """Grants wishes to hand a model on.

    Signals
    -------
    exported(ExportedModel)
        A model was handed on; the file is there and was compared with torch.
    """

    exported = Signal(object)

    def __init__(self, task: Task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task

    def export(self, model: Path, wish: ModelExportWish) -> None:
        """Write the file, compare it with torch, and tell."""
        title = say("tasks", "Exporting the model")()
        self._task.start(title, lambda: _exporting(model, wish), self.exported.emit)


def suggested_file(project: Project, model: ShelvedModel, form: ModelFormat) -> Path:
    """Where to suggest to write a model to."""
    return project.root / "exports" / f"{model.name}{form.suffixes[0]}"


def depends_on_pixels(card: ModelCard) -> bool:
    """Whether the type of the pixels changes what a model sees; see `ModelExportWish.pixels`."""
    return card.normalisation == "unit" or card.fit != "none"


def _exporting(
    model: Path, wish: ModelExportWish
) -> Generator[ProgressReport, None, ExportedModel]:
    with importing_torch():
        from unet_studio.learning.export.export_model import export_model

    exported = yield from export_model(model, wish)
    return exported
