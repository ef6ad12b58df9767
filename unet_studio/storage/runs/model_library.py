"""The folder of a person's own models: files taken in, and given another name."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.atomic_write import WriteError, atomic_path
from unet_studio.storage.runs.model_file import read_card

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".safetensors"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 80


def take_in(path: Path, folder: Path) -> Path:
    """Copy a model into the folder, so that it is there next time.

    Parameters
    ----------
    path
        A model file; one of a run, always called ``best``, is called after its run.
    folder
        Of a person's models; made if it is not there.

    Returns
    -------
    The copy; the same model is not copied twice.

    Raises
    ------
    ModelFileError
        If it is no model; nothing of it was executed.
    WriteError
        If it cannot be copied.
    """
    read_card(path)
    stem = path.parent.name if path.stem == "best" else path.stem
    if path.resolve().parent == folder.resolve():
        return path
    target, n = folder / f"{stem}{SUFFIX}", 1
    while target.exists():
        if _is_same(path, target):
            return target
        n += 1
        target = folder / f"{stem}-{n}{SUFFIX}"
    with atomic_path(target) as temporary:
        shutil.copyfile(path, temporary)
    return target


def renamed(path: Path, name: str) -> Path:
    """Give a model file another name; its bytes stay, by which drafts know who drew them.

    Raises
    ------
    StudioError
        If nothing is left of the name, or another file has it.
    WriteError
        If the system does not let it be renamed.
    """
    stem = _UNSAFE.sub("-", name).strip(" .-")[:_LONGEST]
    target = path.with_name(f"{stem}{SUFFIX}")
    if not stem:
        raise StudioError(say("models", "{name} cannot be the name of a file.")(name=repr(name)))
    if target == path:
        return path
    if target.exists():
        raise StudioError(
            say("models", "There is a model called {name} already.")(name=target.stem)
        )
    try:
        path.rename(target)
    except OSError as error:
        raise WriteError(
            say("models", "Cannot rename {path}: {reason}.")(
                path=path, reason=error.strerror or error
            )
        ) from error
    return target


def _is_same(one: Path, other: Path) -> bool:
    import filecmp

    return filecmp.cmp(one, other, shallow=False)
