"""labelme files that lie in a folder of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.label_class import BACKGROUND_NAME, ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import natural_key
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.region_count import class_tallies, countable
from unet_studio.storage.exchange.image_match import matched
from unet_studio.storage.exchange.label_reader import FoundLabels, check_size, left_over
from unet_studio.storage.labels.labelme_file import LabelContent, read_image_name, read_labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef


class LabelmeReader:
    """labelme files of any version, found by the image they name or by their own name.

    Raises
    ------
    StudioError
        If none of them belongs to an image.
    """

    def __init__(self, folder: Path, images: Sequence[ImageRef]) -> None:
        files = {_image_of(path, folder): path for path in sorted(folder.rglob("*.json"))}
        found, unknown, unclear = matched(files, images)
        if not found:
            raise StudioError(
                say("import", "No labelme file in {folder} belongs to an image of the project.")(
                    folder=folder
                )
            )
        self._files = {image: files[name] for image, name in found.items()}
        self.held_out: frozenset[str] = frozenset()
        self.classes = _classes(list(self._files.values()))
        self.losses = left_over([*unknown, *unclear])

    def has(self, image: ImageRef) -> bool:
        """Whether there is a file for it."""
        return image.name in self._files

    def problem(self, _image: ImageRef) -> Message | None:
        """Nothing: what is unclear is among `losses`."""
        return None

    def read(self, image: ImageRef, size: tuple[int, int]) -> FoundLabels:
        """Its shapes, with everything that labelme says of them."""
        path = self._files[image.name]
        content = read_labels(path)
        check_size(content.image_size, size, image, path)
        annotation = content.annotation
        shapes = annotation.shapes
        before = class_tallies(
            rasterize(annotation, size, self.classes),
            self.classes,
            countable(s.class_name.strip() for s in shapes),
        )
        return FoundLabels(
            shapes,
            before,
            content.problems,
            annotation.settled_extent,  # drafts stay drafts, and mean what they mean
            annotation.flags,
            annotation.extra,
        )


def _image_of(path: Path, folder: Path) -> str:
    """The image that a file belongs to: the one it names, in the folder where the file lies."""
    inside = path.relative_to(folder)
    named = read_image_name(path)
    if named is None or named.casefold().endswith(".json"):
        return inside.with_suffix("").as_posix()
    return inside.with_name(named).as_posix()


def _classes(paths: list[Path]) -> ClassTable:
    names: set[str] = set()
    for path in paths:
        names |= {s.class_name.strip() for s in _read(path).annotation.shapes}
    ordered = sorted(names - {"", BACKGROUND_NAME}, key=lambda name: (natural_key(name), name))
    return ClassTable.of(ordered)


def _read(path: Path) -> LabelContent:
    try:
        return read_labels(path)
    except StudioError:
        return LabelContent(Annotation())  # told when it is taken in
