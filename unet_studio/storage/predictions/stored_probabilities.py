"""Probabilities that an earlier prediction of a project left on disk."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import StudioError
from unet_studio.storage.pictures.image_folder import REPORT_NAME
from unet_studio.storage.predictions.prediction_report import DONE, Source
from unet_studio.storage.predictions.probability_file import read_probabilities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef, Project


class StoredProbabilities:
    """Finds what a model said of a project's images, if it was kept."""

    def __init__(self, project: Project, signature: str) -> None:
        """Look through the reports in the project's ``predictions``.

        Parameters
        ----------
        project
            Whose predictions are looked through.
        signature
            ``MODEL@HASH`` of the model; what any other one said, or several together, is not used.
        """
        reports = sorted((project.root / "predictions").glob(f"*/{REPORT_NAME}"))
        self._entries = [
            (report.parent, {str(e.get("name")): e for e in entries_of(report, signature)})
            for report in reports
        ]

    def read(self, image: ImageRef, shape: tuple[int, int, int]) -> NDArray[np.float16] | None:
        """The probabilities of an image; None if there are none of the picture as it is now.

        Parameters
        ----------
        image
            Which.
        shape
            How many classes with background, height and width there must be.

        Returns
        -------
        (K, H, W) float16, 0 to 1, background first.
        """
        source = Source.of(image)
        for folder, entries in self._entries:
            entry = entries.get(image.name)
            if entry is None or source is None or entry.get("source") != source.as_json():
                continue
            with suppress(StudioError):
                found = read_probabilities(folder / "probabilities" / f"{entry['output']}.tif")
                if found.shape == shape:
                    return found
        return None


def entries_of(report: Path, signature: str) -> Iterator[dict[str, Any]]:
    """The images that this model alone predicted; none if the report cannot be understood."""
    try:
        content = json.loads(report.read_text("utf-8"))
        for entry in content["files"]:
            how = entry.get("how", content["how"])
            is_whole = entry["status"] == DONE and isinstance(entry["output"], str)
            if is_whole and how["models"] == signature:
                yield entry
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
