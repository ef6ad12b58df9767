"""File place: how a project notes where a file is, to find it again in a project that was moved."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath


def noted_place(path: Path, root: Path) -> str:
    """What to note of a file: its path from the project folder if it is in it, else all of it."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def noted_file(noted: str, root: Path) -> Path:
    """The file that was noted.

    A whole path may have been noted in a project folder that was elsewhere then, or on another
    system: where nothing is there any more, the same place in the project folder is looked at.

    Parameters
    ----------
    noted
        See `noted_place`; older notes have whole paths of files in the project too.
    root
        The project folder, as it is now.

    Returns
    -------
    Where it is, or where it should be if it is gone.
    """
    path = root / noted
    if path.is_file():
        return path
    parts = (PureWindowsPath if "\\" in noted else PurePosixPath)(noted).parts
    # Never by its name alone: every run has a model of the same name.
    places = (root.joinpath(*parts[first:]) for first in range(1, len(parts) - 1))
    return next((place for place in places if place.is_file()), path)
