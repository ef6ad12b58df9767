"""Noticing that another program changed a label file, and keeping what it wrote."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from unet_studio.storage.atomic_write import write_bytes
from unet_studio.storage.label_place import label_path

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project

EARLIER_LABELS = ".unet-studio/labels"
"""Below the project: label files as another program left them before ours replaced them."""


def label_version(project: Project, image: ImageRef) -> str | None:
    """Changes with every byte of the label file of an image; None if there is none."""
    content = _content(label_path(project, image))
    return None if content is None else hashlib.sha256(content).hexdigest()


def keep_foreign_labels(project: Project, image: ImageRef, known: str | None) -> Path | None:
    """Copy the label file of an image away if it is not the version that is known.

    Returns
    -------
    Path or None
        The copy; None if nobody else changed the file.

    Raises
    ------
    WriteError
        If it cannot be copied: the file must not be replaced then.
    """
    content = _content(label_path(project, image))
    if content is None:
        return None
    version = hashlib.sha256(content).hexdigest()
    if version == known:
        return None
    folder = project.root / EARLIER_LABELS / f"{version[:12]}"
    copy = folder / label_path(project, image).name
    write_bytes(copy, content)
    return copy


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # whoever reads or writes it next says why
