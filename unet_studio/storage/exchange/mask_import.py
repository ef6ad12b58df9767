"""Masks that people already have, turned into label files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import (
    BACKGROUND_ID,
    BACKGROUND_NAME,
    IGNORE_ID,
    MAX_CLASS_ID,
    PALETTE,
    RESERVED_NAMES,
    ClassTable,
    LabelClass,
)
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import split_plane
from unet_studio.domain.region import Region
from unet_studio.imaging.region_count import class_tallies, tallies
from unet_studio.imaging.region_form import RegionForm, mask_shapes, parts, region_shape
from unet_studio.storage.exchange.label_reader import (
    BACKGROUND_NAMES,
    IGNORE_NAMES,
    FoundLabels,
    some,
    table_of,
)
from unet_studio.storage.pictures.image_folder import find_images
from unet_studio.storage.pictures.mask_file import read_mask_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.project import ImageRef

VOC_IMAGES, VOC_MASKS, VOC_NAMES = "JPEGImages", "SegmentationClass", "class_names.txt"

FOREGROUND_NAME = "foreground"

_MOST_LISTED = 12


@dataclass(frozen=True)
class MaskSource:
    """Where masks lie and what their values mean.

    Attributes
    ----------
    folder
        The masks, in the same sub-folders as the images.
    values
        Class names by value; None = the values are ids.
    names
        Names of ids, if known.
    instances
        If every value but 0 is an object of its own: the class of them all.
    """

    folder: Path
    values: Mapping[int, str] | None = None
    names: Mapping[int, str] | None = None
    instances: str | None = None


def voc_source(folder: Path) -> MaskSource:
    """The masks of a Pascal VOC folder as labelme and others write it.

    Raises
    ------
    StudioError
        If there is no ``SegmentationClass``.
    """
    if folder.name == VOC_IMAGES:
        folder = folder.parent
    if not (folder / VOC_MASKS).is_dir():
        raise StudioError(
            say("masks", "{folder} is no VOC folder: it has no {name}.")(
                folder=folder, name=VOC_MASKS
            )
        )
    return MaskSource(folder / VOC_MASKS, names=_voc_names(folder / VOC_NAMES))


class UnknownValuesError(StudioError):
    """A mask holds values that nobody gave a meaning; a person has to say what they are."""


class MaskReader:
    """Masks with the names of the images; see `LabelReader`.

    Parameters
    ----------
    source
        Where they lie and what their values mean.
    images_dir
        Where the images lie; masks among them are refused.
    images
        The images to find masks for.
    form
        As what shapes their pixels come in.

    Raises
    ------
    StudioError
        If no mask has the name of an image, or a mask holds values that mean nothing.
    """

    def __init__(
        self,
        source: MaskSource,
        images_dir: Path,
        images: Sequence[ImageRef],
        form: RegionForm = RegionForm.CLASS_MASKS,
    ) -> None:
        self._pairs, self._problems = _pairs(images_dir, images, source.folder)
        if not self._pairs:
            raise StudioError(
                say("masks", "No mask in {folder} has the name of an image in {images}.")(
                    folder=source.folder, images=images_dir
                )
            )
        self._form, self._instances = form, source.instances
        self.held_out: frozenset[str] = frozenset()
        self._values: Mapping[int, str] = {}
        if source.instances is not None:
            self.classes = table_of({1: source.instances})
        else:
            known = source.values
            self._values = _found_values(self._pairs, source) if known is None else known
            self.classes = _class_table(self._values, keep_ids=known is None)
        self.losses = _without_image(source.folder, self._pairs, self._problems)

    def has(self, image: ImageRef) -> bool:
        """Whether there is a mask of its name."""
        return image.name in self._pairs

    def problem(self, image: ImageRef) -> Message | None:
        """Why it is not clear which mask belongs to it, if so."""
        return self._problems.get(image.name)

    def read(self, image: ImageRef, size: tuple[int, int]) -> FoundLabels:
        """The regions of its mask."""
        path = self._pairs[image.name].path
        values = read_mask_values(path, plane=self._pairs[image.name].plane)
        if values.shape != size:
            raise _other_size(path, values.shape, size)
        if self._instances is not None:
            return _objects(values, self._instances, self._form)
        mask = _as_ids(values, self._values, self.classes, path)
        shapes = mask_shapes(mask, self.classes, self._form)
        return FoundLabels(shapes, class_tallies(mask, self.classes))


def _objects(values: NDArray[np.int32], name: str, form: RegionForm) -> FoundLabels:
    """Every value but 0 is an object of its own."""
    shapes: list[Shape] = []
    numbers = [value for value in _distinct(values) if value != BACKGROUND_ID]
    for group, value in enumerate(numbers, start=1):
        whole = region_shape(name, Region(0, 0, values == value))
        made = [whole] if form is RegionForm.CLASS_MASKS else list(parts(whole, form))
        shapes += [replace(s, group_id=group) for s in made] if len(made) > 1 else made
    found = tallies((values != BACKGROUND_ID).astype(np.uint8), {1: name})
    return FoundLabels(
        tuple(shapes), {n: replace(tally, shapes=len(numbers)) for n, tally in found.items()}
    )


def _other_size(path: Path, found: tuple[int, ...], size: tuple[int, int]) -> StudioError:
    return StudioError(
        say(
            "masks",
            "The mask {mask} has {mask_height} x {mask_width} pixels, its image {height} x "
            "{width}; the image stays unlabelled.",
        )(
            mask=path,
            mask_height=found[0],
            mask_width=found[1],
            height=size[0],
            width=size[1],
        )
    )


def _without_image(
    folder: Path, pairs: Mapping[str, ImageRef], problems: Mapping[str, Message]
) -> tuple[Message, ...]:
    used = {mask.name for mask in pairs.values()}
    left = [mask.name for mask in find_images(folder) if mask.name not in used]
    if not left or problems:
        return ()
    text = say("masks", "{count} {count:mask has|masks have} the name of no image: {names}")
    return (text(count=len(left), names=some(left)),)


def _pairs(
    images_dir: Path, images: Sequence[ImageRef], folder: Path
) -> tuple[dict[str, ImageRef], dict[str, Message]]:
    """Masks by image name, found by name: never by position, for names are seldom padded."""
    masks = find_images(folder)
    shared = {m.path for m in masks} & {i.path for i in images}
    is_same_pictures = len(shared) == len({mask.path for mask in masks})
    if shared and (folder != images_dir or is_same_pictures):
        raise StudioError(
            say(
                "masks",
                "The masks in {folder} lie among the images in {images}; please choose the folder "
                "that holds the images alone.",
            )(folder=folder, images=images_dir)
        )
    by_name = {mask.name.casefold(): mask for mask in masks}
    by_stem: dict[str, list[ImageRef]] = defaultdict(list)
    for mask in masks:
        by_stem[_without_suffix(mask.name)].append(mask)
    sharing: dict[str, int] = defaultdict(int)
    for image in images:
        sharing[_without_suffix(image.name)] += 1
    pairs: dict[str, ImageRef] = {}
    problems: dict[str, Message] = {}
    for image in images:
        stem = _without_suffix(image.name)
        exact = by_name.get(image.name.casefold())
        candidates = [exact] if exact else by_stem[stem]
        if len(candidates) == 1 and (exact or sharing[stem] == 1):
            pairs[image.name] = candidates[0]
        elif candidates:
            problems[image.name] = say(
                "masks", "It is not clear which mask belongs to {image}; it stays unlabelled."
            )(image=image.name)
    return pairs, problems


def _found_values(pairs: Mapping[str, ImageRef], source: MaskSource) -> dict[int, str]:
    """Names for all values that the masks hold, taken as class ids."""
    found: dict[int, Path] = {}
    for mask in pairs.values():
        path = mask.path
        try:
            values = _distinct(_grey_if_colourless(read_mask_values(path, plane=mask.plane)))
        except StudioError:
            continue  # reported when it is imported
        if path.suffix.lower() in (".jpg", ".jpeg") and not set(values) <= {0, 255}:
            raise _unknown_values(path, values)
        if values and values[-1] > IGNORE_ID:
            raise _unknown_values(path, [v for v in values if v > IGNORE_ID])
        found |= dict.fromkeys(values, path)
    if set(found) == {BACKGROUND_ID, IGNORE_ID} and source.names is None:
        return {0: BACKGROUND_NAME, 255: FOREGROUND_NAME}
    names = dict(source.names or {})
    names |= {v: names.get(v, f"class-{v}") for v in found if 0 < v <= MAX_CLASS_ID}
    return {**names, BACKGROUND_ID: BACKGROUND_NAME, IGNORE_ID: "ignore"}


def _class_table(values: Mapping[int, str], *, keep_ids: bool) -> ClassTable:
    classes = {
        value: name
        for value, name in values.items()
        if name not in BACKGROUND_NAMES and name not in IGNORE_NAMES
    }
    if not keep_ids or list(classes.values()) == [FOREGROUND_NAME]:
        return ClassTable.of(dict.fromkeys(classes.values()))
    ordered = sorted(classes.items())
    return ClassTable(
        tuple(LabelClass(v, name, PALETTE[(v - 1) % len(PALETTE)]) for v, name in ordered),
        next_id=max([v for v, _ in ordered], default=0) + 1,
    )


def _as_ids(
    values: NDArray[np.int32], names: Mapping[int, str], classes: ClassTable, path: Path
) -> NDArray[np.uint8]:
    ids = {value: _mask_id(name, classes) for value, name in names.items()}
    distinct = _distinct(values)
    if not set(distinct) <= set(ids):  # a grey mask kept as a colour picture
        values = _grey_if_colourless(values)
        distinct = _distinct(values)
    if unknown := [value for value in distinct if value not in ids]:
        raise _unknown_values(path, unknown)
    table = np.array([ids[value] for value in distinct], np.uint8)
    return table[np.searchsorted(np.array(distinct), values)]


def _mask_id(name: str, classes: ClassTable) -> int:
    if name in BACKGROUND_NAMES:
        return BACKGROUND_ID
    if name in IGNORE_NAMES:
        return IGNORE_ID
    found = classes.id_of(name)
    return IGNORE_ID if found is None else found


def _distinct(values: NDArray[np.int32]) -> list[int]:
    if values.size and values.min() >= 0 and values.max() < 1 << 16:
        return [int(v) for v in np.flatnonzero(np.bincount(values.reshape(-1)))]
    return [int(v) for v in np.unique(values)]


def _grey_if_colourless(values: NDArray[np.int32]) -> NDArray[np.int32]:
    blue = values & 255
    return blue if np.array_equal(values, blue * 0x010101) else values


def _unknown_values(path: Path, values: list[int]) -> UnknownValuesError:
    has_colours = max(values) > 0xFFFF
    listed = ", ".join(f"#{v:06x}" if has_colours else str(v) for v in values[:_MOST_LISTED])
    return UnknownValuesError(
        say(
            "masks",
            "The mask {path} holds values whose class is unknown: {values}. Please say what each "
            "value means; masks saved as JPEG are blurred and have to be saved as PNG again.",
        )(path=path, values=listed + (" ..." if len(values) > _MOST_LISTED else ""))
    )


def _voc_names(path: Path) -> dict[int, str] | None:
    """Names by id: one line each, ``_background_`` being 0, whatever stands before it."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StudioError(
            say("masks", "Cannot read {path}: {reason}.")(path=path, reason=error)
        ) from error
    names = [line.strip() for line in lines if line.strip()]
    first = names.index("_background_") if "_background_" in names else 0
    listed = dict(enumerate(names[first:]))
    return {v: name for v, name in listed.items() if name not in RESERVED_NAMES and v}


def _without_suffix(name: str) -> str:
    file_name, plane = split_plane(name)
    return f"{PurePosixPath(file_name).with_suffix('')}{plane}".casefold()
