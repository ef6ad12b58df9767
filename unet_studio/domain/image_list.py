"""The image list: the images of a folder, however many, as their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from unet_studio.domain.project import ImageRef, split_plane

if TYPE_CHECKING:
    from pathlib import Path


class ImageList(Sequence[ImageRef]):
    """The images of a folder; each reference is made when it is asked for.

    Of 50,000 images one looks at a few dozen, and a path for each would cost more time and memory
    than all the names.

    Attributes
    ----------
    folder
        Where they lie.
    names
        Their names in natural order.
    """

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder = folder
        self.names = names

    def find(self, name: str | None) -> ImageRef | None:
        """The image of this name, if there is one."""
        try:
            return self[self.names.index(name)] if name is not None else None
        except ValueError:
            return None

    def nearest(self, image: ImageRef | None, before: ImageList) -> ImageRef | None:
        """The image that follows where one is gone, else the one that came before it.

        Parameters
        ----------
        image
            The one that is gone.
        before
            The images when it was there.
        """
        if image is None or image.name not in before.names:
            return self[0] if self else None
        at = before.names.index(image.name)
        left = set(self.names)
        following = (n for n in [*before.names[at:], *before.names[:at][::-1]] if n in left)
        return self.find(next(following, None))

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> ImageRef: ...
    @overload
    def __getitem__(self, at: slice) -> ImageList: ...
    def __getitem__(self, at: int | slice) -> ImageRef | ImageList:
        if isinstance(at, slice):
            return ImageList(self.folder, self.names[at])
        name = self.names[at]
        file_name, number = split_plane(name)
        return ImageRef(name, self.folder / file_name, int(number[1:]) - 1 if number else None)


def image_names(images: Sequence[ImageRef]) -> Sequence[str]:
    """The names of images, without making a reference to each where that can be saved."""
    return images.names if isinstance(images, ImageList) else [image.name for image in images]
