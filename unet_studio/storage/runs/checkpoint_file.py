"""Checkpoint files: what a training needs to go on, in a file that cannot carry code.

A ``.ckpt`` is a safetensors file whose header holds everything that is no array, as JSON, and a
checksum: a training that goes on from a single changed bit would be another one.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.atomic_write import WriteError, atomic_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

STATE_KEY = "unet_studio_checkpoint"
SUM_KEY = "crc32"
_ARRAY = "array in this file"


class CheckpointFileError(StudioError):
    """A file is no checkpoint, or a damaged one."""


def write_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write or replace a checkpoint: there is the old one or the new one, never half of one.

    Parameters
    ----------
    path
        Ends in ``.ckpt``.
    state
        Nested mappings and lists of arrays in C order, numbers, texts, booleans and None.

    Raises
    ------
    WriteError
        If the disk is full or the folder is gone.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    arrays: dict[str, NDArray[Any]] = {}
    header = json.dumps(_packed(state, arrays, ""))
    try:
        with atomic_path(path) as temporary:
            about = {STATE_KEY: header, SUM_KEY: _checksum(header, arrays)}
            save_file(arrays, temporary, metadata=about)
    except SafetensorError as error:  # how this library tells of a full disk
        raise WriteError(
            say("storage", "Cannot write {path}: {reason}. What was there before is unchanged.")(
                path=path, reason=error
            )
        ) from error


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read a whole checkpoint; lists come back as lists, and keys as texts.

    Raises
    ------
    CheckpointFileError
        If it is none, or damaged.
    """
    return _read(path, with_arrays=True)


def read_checkpoint_header(path: Path) -> dict[str, Any]:
    """As `read_checkpoint`, with None in place of every array: quick, however large it is."""
    return _read(path, with_arrays=False)


def _read(path: Path, *, with_arrays: bool) -> dict[str, Any]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as opened:
            about = opened.metadata() or {}
            names = list(opened.keys()) if with_arrays else []
            arrays = {name: opened.get_tensor(name) for name in names}
            if with_arrays and about[SUM_KEY] != _checksum(about[STATE_KEY], arrays):
                raise ValueError("its checksum is another")
            found = _unpacked(json.loads(about[STATE_KEY]), arrays)
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        raise CheckpointFileError(
            say("training", "Cannot go on from {path}: it is damaged or no checkpoint ({detail}).")(
                path=path, detail=error
            )
        ) from error
    if not isinstance(found, dict):
        raise CheckpointFileError(
            say("training", "Cannot go on from {path}: it is no checkpoint.")(path=path)
        )
    return found


def _checksum(header: str, arrays: Mapping[str, NDArray[Any]]) -> str:
    found = zlib.crc32(header.encode())
    for name in sorted(arrays):
        found = zlib.crc32(name.encode(), found)
        found = zlib.crc32(np.ascontiguousarray(arrays[name]).data, found)
    return f"{found:08x}"


def _packed(node: Any, arrays: dict[str, NDArray[Any]], name: str) -> Any:
    """The same tree with a note in place of every array, which goes to `arrays`."""
    if isinstance(node, np.ndarray):
        arrays[name] = node
        return {_ARRAY: name}
    if isinstance(node, dict):
        return {str(key): _packed(part, arrays, f"{name}/{key}") for key, part in node.items()}
    if isinstance(node, list | tuple):
        return [_packed(part, arrays, f"{name}/{n}") for n, part in enumerate(node)]
    return node


def _unpacked(node: Any, arrays: Mapping[str, NDArray[Any]]) -> Any:
    if isinstance(node, dict):
        if node.keys() == {_ARRAY}:
            return arrays.get(node[_ARRAY])
        return {key: _unpacked(part, arrays) for key, part in node.items()}
    if isinstance(node, list):
        return [_unpacked(part, arrays) for part in node]
    return node
