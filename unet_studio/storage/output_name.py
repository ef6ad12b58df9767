"""Names for the files made from images, so that no two images write the same one."""

from __future__ import annotations

from pathlib import PurePosixPath

from unet_studio.domain.project import split_plane


class OutputNames:
    """Gives each image a name of its own below an output folder.

    Sub-folders stay. An image has its stem; where another image took that already (``a.tif`` after
    ``a.png``, or ``A.png`` after ``a.png``), it has its full name. Planes of a stack keep their
    number: ``stack#0007``.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, image_name: str) -> str:
        """A relative path without suffix, the same whenever asked for the same image."""
        if image_name not in self._names:
            file_name, plane = split_plane(image_name)
            name = self._free(_inside(file_name), plane)
            self._taken.add(name.casefold())
            self._names[image_name] = name
        return self._names[image_name]

    def _free(self, path: PurePosixPath, plane: str) -> str:
        candidate, full = f"{path.with_suffix('')}{plane}", f"{path}{plane}"
        if not path.stem.strip("."):  # the stem of `...x` is `..`
            candidate = full
        number = 1
        while candidate.casefold() in self._taken:
            candidate = full if number == 1 else f"{full}-{number}"
            number += 1
        return candidate


def _inside(image_name: str) -> PurePosixPath:
    """The name without anything that leads out of the output folder."""
    parts = PurePosixPath(image_name.replace("\\", "/")).parts
    kept = [part for part in parts if part.strip("/.") and not part.endswith(":")]
    return PurePosixPath(*(kept or ["image"]))
