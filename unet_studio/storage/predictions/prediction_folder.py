"""What a model says of images, as files in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.draft import as_draft
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.prediction_files import OF_ALL, SAVEABLE, SAVED_BY_DEFAULT
from unet_studio.domain.steps import result_of
from unet_studio.imaging.contour_pair import contour_pair
from unet_studio.imaging.measure import measuring
from unet_studio.imaging.overlay import overlay
from unet_studio.imaging.vectorize import mask_to_shapes
from unet_studio.storage.atomic_write import atomic_path
from unet_studio.storage.exchange.coco_results import CocoResults
from unet_studio.storage.labels.labelme_file import write_labels
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.predictions.measured_images import objects_of_prediction
from unet_studio.storage.predictions.objects_file import OBJECTS_NAME, write_tables
from unet_studio.storage.predictions.probability_file import write_probabilities

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.measurement import MeasuredImage
    from unet_studio.domain.project import ImageRef

DRAFT_TOLERANCE_PX = 0.7
DRAFT_MIN_AREA_PX = 10
"""Drafts are to be corrected by hand: fewer vertices, no specks."""


_SUFFIXES = {"drafts": ".json", "probabilities": ".tif", "results": "_res.png"}


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
    name = str(mask.relative_to(out / "masks")).removesuffix(".png")
    return out / kind / f"{name}{_SUFFIXES.get(kind, '.png')}"


class PredictionFolder:
    """Writes ``OUT/KIND/NAME.ext``, KIND = masks, overlays, ..., and ``OUT/instances.json``.

    Sub-folders stay; images that share a stem get files of their own.
    """

    def __init__(
        self,
        out: Path,
        save: Collection[str] = SAVED_BY_DEFAULT,
        pixel_size_um: float | None = None,
    ) -> None:
        """Write nothing as yet.

        Parameters
        ----------
        save
            Some of `domain.prediction_files.SAVEABLE`.
        pixel_size_um
            Edge of a pixel, for the table of objects; None = it is in pixels alone.

        Raises
        ------
        StudioError
            If `save` names something unknown.
        """
        unknown = sorted(set(save).difference(SAVEABLE))
        if unknown:
            raise StudioError(
                say("predict", "Cannot save {unknown}; there are: {known}.")(
                    unknown=", ".join(unknown), known=", ".join(sorted(SAVEABLE))
                )
            )
        self.out = out
        self.save = frozenset(save)
        self._pixel_size_um = pixel_size_um
        self._names = OutputNames()
        self._coco = CocoResults(out) if "coco" in self.save else None
        self._measured: dict[str, MeasuredImage] = {}

    def path(self, kind: str, name: str) -> Path:
        """Where the file of this kind ("masks", ...) for this image lies."""
        return self.out / kind / f"{self.output_name(name)}{_SUFFIXES.get(kind, '.png')}"

    def output_name(self, name: str) -> str:
        """What the files of this image are called, without suffix."""
        return self._names.of(name)

    def has_all(self, name: str) -> bool:
        """Whether all there is to save of this image is there."""
        is_in_coco = self._coco is None or name in self._coco
        kinds = (self.save - OF_ALL) | ({"masks"} if "objects" in self.save else set())
        return is_in_coco and all(self.path(kind, name).is_file() for kind in kinds)

    def writing(
        self,
        name: str,
        image: NDArray[Any],
        mask: NDArray[np.uint8],
        probabilities: NDArray[np.floating] | None,
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
            (K, H, W), 0 to 1, background first; None if they are not saved.
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
            yield
        if "results" in self.save:
            _write_result(self.path("results", name), mask)
            yield
        if self._coco is not None:
            self._coco.add(name, mask)
            yield
        if "objects" in self.save:
            self._measured[name] = yield from measuring(name, mask, image, classes)

    def finish(
        self,
        images: Sequence[ImageRef],
        classes: ClassTable,
        unlike: Mapping[str, str] | None = None,
    ) -> None:
        """Write what is one file for all images.

        Parameters
        ----------
        images
            In the order in which they are to be listed; those that were not written now have been
            before.
        classes
            The model's.
        unlike
            Image name -> in what it is unlike the training images; empty if it is like them.

        Raises
        ------
        WriteError
            If it cannot be written.
        """
        if self._coco is not None:
            self._coco.sort(image.name for image in images)
        self.keep(classes)
        if "objects" in self.save:
            self._write_objects(images, classes, unlike or {})

    def keep(self, classes: ClassTable) -> None:
        """Write what is needed to go on later; see `finish`."""
        if self._coco is not None:
            self._coco.write(classes)

    def _write_objects(
        self, images: Sequence[ImageRef], classes: ClassTable, unlike: Mapping[str, str]
    ) -> None:
        objects = []
        for image in images:
            mask = self.path("masks", image.name)
            found = self._measured.get(image.name)
            if found is None and mask.is_file():
                found = result_of(objects_of_prediction(self.out, image, mask, classes))
            if found is not None:
                objects.append(found)
        write_tables(self.out / OBJECTS_NAME, objects, self._pixel_size_um, unlike)

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


def _write_result(path: Path, mask: NDArray[np.uint8]) -> None:
    """0 where there is background and 255 elsewhere, as the script of `isbi-binary` saves it."""
    shown = Image.fromarray(np.where(mask > 0, np.uint8(255), np.uint8(0)))
    with atomic_path(path) as temporary:
        shown.save(temporary, format="PNG", compress_level=3)
