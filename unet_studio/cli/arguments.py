"""What people type after a command, read into values; anything wrong ends with exit code 2."""

import re
from collections.abc import Mapping
from pathlib import Path

import typer

from unet_studio.domain.message import StudioError, say

DEVICE_PATTERN = r"auto|cpu|cuda(:\d+)?"


def names_in(text: str | None) -> list[str]:
    """The words of a list separated by commas; empty for none."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def mask_values(text: str | None) -> Mapping[int, str] | None:
    """Read what the values in mask files mean.

    Parameters
    ----------
    text
        ``VALUE=NAME,...``; a value is a grey or index number, or a colour as ``#rrggbb``.

    Returns
    -------
    Value to class name, colours packed as 0xRRGGBB; None if nothing was said.

    Examples
    --------
    >>> mask_values("0=membrane,255=background,#ff0000=cell wall")
    {0: 'membrane', 255: 'background', 16711680: 'cell wall'}
    """
    if text is None:
        return None
    return dict(_mask_value(pair) for pair in names_in(text))


def _mask_value(pair: str) -> tuple[int, str]:
    value, found, name = (part.strip() for part in pair.partition("="))
    if not found or not name:
        raise typer.BadParameter(f"{pair!r} is not of the form VALUE=NAME, for example 255=cell.")
    if re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return int(value[1:], 16), name
    if re.fullmatch(r"\d+", value):
        return int(value), name
    raise typer.BadParameter(f"{value!r} is neither a number nor a colour such as #ff0000.")


def device_name(text: str) -> str:
    """Check the name of a device."""
    if not re.fullmatch(DEVICE_PATTERN, text):
        raise typer.BadParameter(f"{text!r} is not one of auto, cpu, cuda, cuda:0, cuda:1, ...")
    return text


def settings_in(pairs: list[str]) -> dict[str, str]:
    """Read ``key=value`` words."""
    settings = {}
    for pair in pairs:
        key, found, value = (part.strip() for part in pair.partition("="))
        if not found or not key:
            raise typer.BadParameter(f"{pair!r} is not of the form key=value.")
        settings[key] = value
    return settings


def model_file(model: Path) -> Path:
    """The file meant by MODEL: the file itself, or the best model of a project folder."""
    if not model.is_dir():
        return model
    from unet_studio.storage.project_file import read_project
    from unet_studio.storage.run_folder import best_model

    best = best_model(read_project(model))
    if best is None:
        raise StudioError(
            say(
                "command line",
                "The project {project} has no model yet. Train one: unet-studio train {project}",
            )(project=model)
        )
    return best
