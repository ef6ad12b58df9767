"""What a run's model says of the held-out images, kept in the run folder until anything changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from unet_studio.storage.atomic_write import WriteError, write_text
from unet_studio.storage.labels.label_place import label_paths
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.pictures.mask_file import read_mask, write_mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project

FOLDER = "comparison"
_SCORES = "scores.json"


class ComparisonCache:
    """Predicted masks and scores of one run.

    Attributes
    ----------
    folder
        Where they lie, inside the run folder.
    problem
        Why they could not be kept, if so; without masks there is nothing to show side by side.
    """

    def __init__(self, project: Project, run: Path) -> None:
        self.folder = run / FOLDER
        self._classes = project.classes
        self._names = OutputNames()
        self._masks: dict[str, str] = {}
        self.problem: Message | None = None

    def scores(self, key: str) -> Mapping[str, Any] | None:
        """What is kept under this key, as ``evaluate --json`` prints it; None if nothing is.

        What is kept under another key is out of date: it is removed.
        """
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads((self.folder / _SCORES).read_text("utf-8"))
            masks = {str(name): str(file) for name, file in kept["masks"].items()}
            if kept["key"] == key and all((self.folder / f).is_file() for f in masks.values()):
                self._masks = masks
                scores: Mapping[str, Any] = kept["scores"]
                return scores
        shutil.rmtree(self.folder, ignore_errors=True)
        return None

    def add(self, image: ImageRef, mask: NDArray[np.uint8]) -> None:
        """Keep the predicted mask of an image.

        Parameters
        ----------
        image
            Of the project.
        mask
            (H, W) uint8 class ids of the project.
        """
        file = f"{self._names.of(image.name)}.png"
        try:
            write_mask(self.folder / file, mask, self._classes)
        except WriteError as error:  # the scores are worth having all the same
            self.problem = error.message
        else:
            self._masks[image.name] = file

    def finish(self, key: str, scores: Mapping[str, Any]) -> None:
        """Keep the scores: everything is there now."""
        content = {"key": key, "masks": self._masks, "scores": scores}
        try:
            if self.problem is None:
                write_text(self.folder / _SCORES, json.dumps(content, ensure_ascii=False))
        except WriteError as error:
            self.problem = error.message

    @property
    def masks(self) -> dict[str, Path]:
        """Image name -> mask file."""
        return {name: self.folder / file for name, file in self._masks.items()}

    def mask(self, name: str) -> NDArray[np.uint8] | None:
        """(H, W) uint8 class ids of the project; None if there is no mask of this image."""
        file = self._masks.get(name)
        return read_mask(self.folder / file) if file else None


def cache_key(project: Project, images: Sequence[ImageRef], model: Path, software: str) -> str:
    """Changes when the model, a class, an image or its label file does, or the program.

    Files are looked at by size and time, not read.
    """
    labels = label_paths(project, images)
    parts: list[object] = [software, [(c.id, c.name) for c in project.classes], _stamp(model)]
    parts += [(i.name, i.plane, _stamp(i.path), _stamp(labels[i.name])) for i in images]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)
