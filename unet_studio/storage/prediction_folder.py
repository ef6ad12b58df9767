"""What a model says of images, as files in a folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PIL import Image

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.draft import as_draft
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.prediction_files import SAVEABLE, SAVED_BY_DEFAULT
from unet_studio.imaging.contour_pair import contour_pair
from unet_studio.imaging.overlay import overlay
from unet_studio.imaging.vectorize import mask_to_shapes
from unet_studio.storage.atomic_write import atomic_path, write_text
from unet_studio.storage.image_folder import REPORT_NAME
from unet_studio.storage.labelme_file import write_labels
from unet_studio.storage.mask_file import write_mask
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.probability_file import write_probabilities

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable

DRAFT_TOLERANCE_PX = 0.7
DRAFT_MIN_AREA_PX = 10
"""Drafts are to be corrected by hand: fewer vertices, no specks."""


_SUFFIXES = {"drafts": ".json", "probabilities": ".tif"}


def beside(mask: Path, out: Path, kind: str) -> Path:
    """The file of another kind for the image that this mask is of.

    Parameters
    ----------
    mask
        Below ``OUT/masks``.
    out
        The prediction folder.
    kind
        "overlays", "probabilities", ...
    """
    name = mask.relative_to(out / "masks")
    return out / kind / name.with_suffix(_SUFFIXES.get(kind, ".png"))


class PredictionFolder:
    """Writes ``OUT/KIND/NAME.ext``, KIND = masks, overlays, ..., and ``OUT/report.json``.

    Sub-folders stay; images that share a stem get files of their own.
    """

    def __init__(self, out: Path, save: Collection[str] = SAVED_BY_DEFAULT) -> None:
        unknown = sorted(set(save).difference(SAVEABLE))
        if unknown:
            raise StudioError(
                say("predict", "Cannot save {unknown}; there are: {known}.")(
                    unknown=", ".join(unknown), known=", ".join(sorted(SAVEABLE))
                )
            )
        self.out = out
        self.save = frozenset(save)
        self._names = OutputNames()

    def path(self, kind: str, name: str) -> Path:
        """Where the file of this kind ("masks", ...) for this image lies."""
        return self.out / kind / f"{self._names.of(name)}{_SUFFIXES.get(kind, '.png')}"

    def begin(self, report: Mapping[str, Any]) -> None:
        """Make the folder, which its report tells from a folder of images: see `image_folder`.

        Raises
        ------
        WriteError
            If nothing can be written there.
        """
        if not (self.out / REPORT_NAME).exists():
            self.finish(report)

    def writing(
        self,
        name: str,
        image: NDArray[Any],
        mask: NDArray[np.uint8],
        probabilities: NDArray[np.float32] | None,
        classes: ClassTable,
        *,
        source: Path | None = None,
        drawn_by: str = "",
    ) -> Generator[None, None, None]:
        """Write the files of one image, each as a whole, one at each step.

        Parameters
        ----------
        name
            The image's name, with ``/``.
        image
            (H, W) or (H, W, 3), as `read_image` gives it.
        mask
            (H, W) uint8 class ids.
        probabilities
            (K, H, W) float32, 0 to 1, background first; None if they are not saved.
        classes
            The model's classes.
        source
            The picture file, which drafts refer to.
        drawn_by
            ``MODEL@HASH``; travels with each draft shape.

        Raises
        ------
        WriteError
            If a file cannot be written.
        """
        if "masks" in self.save:
            write_mask(self.path("masks", name), mask, classes)
            yield
        if "overlays" in self.save:
            shown = Image.fromarray(overlay(image, mask, classes))
            yield
            with atomic_path(self.path("overlays", name)) as temporary:
                shown.save(temporary, format="PNG", compress_level=3)
            yield
        if "contours" in self.save:
            pair = Image.fromarray(contour_pair(image, mask))
            yield
            with atomic_path(self.path("contours", name)) as temporary:
                pair.save(temporary, format="PNG", compress_level=3)
            yield
        if "drafts" in self.save:
            self._write_draft(name, mask, classes, source=source, drawn_by=drawn_by)
            yield
        if "probabilities" in self.save and probabilities is not None:
            write_probabilities(self.path("probabilities", name), probabilities)

    def finish(self, report: Mapping[str, Any]) -> Path:
        """Write ``report.json``; returns its path."""
        path = self.out / REPORT_NAME
        write_text(path, json.dumps(report, ensure_ascii=False, indent=2, default=str) + "\n")
        return path

    def _write_draft(
        self,
        name: str,
        mask: NDArray[np.uint8],
        classes: ClassTable,
        *,
        source: Path | None,
        drawn_by: str,
    ) -> None:
        shapes = mask_to_shapes(
            mask,
            classes,
            as_polygons=True,
            tolerance_px=DRAFT_TOLERANCE_PX,
            min_area_px=DRAFT_MIN_AREA_PX,
        )
        height, width = mask.shape
        path = self.path("drafts", name)
        write_labels(
            path,
            Annotation(tuple(as_draft(shape, drawn_by) for shape in shapes)),
            image=source or path.with_name(name.rpartition("/")[2]),
            size=(height, width),
        )
