"""Probabilities that an earlier prediction of a project left on disk."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError
from unet_studio.storage.image_folder import REPORT_NAME
from unet_studio.storage.prediction_folder import PredictionFolder
from unet_studio.storage.probability_file import read_probabilities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import Project

_KIND = "probabilities"


class StoredProbabilities:
    """Finds what a model said of a project's images, if it was kept."""

    def __init__(self, project: Project, model: Path) -> None:
        """Look for prediction folders of this very model file.

        Parameters
        ----------
        project
            Its ``predictions`` are looked through.
        model
            The model file; what is older than it was said by another model of the same name.
        """
        self._since_s = model.stat().st_mtime
        folders = sorted((project.root / "predictions").glob(f"*/{REPORT_NAME}"))
        self._folders = [
            PredictionFolder(report.parent, {_KIND})
            for report in folders
            if _model_of(report) == model.resolve()
        ]

    def read(self, name: str, size: tuple[int, int], classes: int) -> NDArray[np.float16] | None:
        """The probabilities of an image; None if there are none that fit it.

        Parameters
        ----------
        name
            The image's name.
        size
            Height and width of the picture.
        classes
            How many the model knows, background not counted.

        Returns
        -------
        (1 + classes, H, W) float16, 0 to 1, background first.
        """
        for folder in self._folders:
            with suppress(StudioError, OSError):
                path = folder.path(_KIND, name)
                if path.stat().st_mtime >= self._since_s:
                    found = read_probabilities(path)
                    if found.shape == (1 + classes, *size):
                        return found
        return None


def _model_of(report: Path) -> Path | None:
    try:
        content = json.loads(report.read_text("utf-8"))
        said = None if len(content.get("models", ())) > 1 else content.get("model")
    except (OSError, ValueError, AttributeError):
        return None
    return Path(said).resolve() if isinstance(said, str) else None
