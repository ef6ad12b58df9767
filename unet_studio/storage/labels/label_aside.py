"""A way out for label files that cannot be understood: another name, and nothing is lost."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

from unet_studio.domain.message import say
from unet_studio.storage.atomic_write import WriteError, sync_folder
from unet_studio.storage.labels.label_place import label_path

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project


def set_labels_aside(project: Project, image: ImageRef) -> Path:
    """Rename the label file of an image to ``<name>.json.broken`` beside it.

    Returns
    -------
    Path
        Where it is now; an older one of that name stays, and this one has a number.

    Raises
    ------
    WriteError
        If it cannot be renamed.
    """
    path = label_path(project, image)
    names = (f"{path.name}.broken{number or ''}" for number in count())
    aside = next(path.with_name(name) for name in names if not os.path.lexists(path.parent / name))
    try:
        path.rename(aside)
    except OSError as error:
        text = say("labels", "Cannot rename {path}: {reason}.")
        raise WriteError(text(path=path, reason=error.strerror or error)) from error
    sync_folder(path.parent)
    return aside
