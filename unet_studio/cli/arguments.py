"""What people type after a command, read into values; anything wrong ends with exit code 2."""

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.shell_command import studio_command

if TYPE_CHECKING:
    from collections.abc import Mapping

DEVICE_PATTERN = r"auto|cpu|cuda(:\d+)?"
SHARED_DEVICE_PATTERN = rf"{DEVICE_PATTERN}|cpu:\d+|cuda:\d+(,\d+)+"


def names_in(text: str | None) -> list[str]:
    """The words of a list separated by commas; empty for none."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def mask_values(text: str | None) -> "Mapping[int, str] | None":
    """What the values in mask files mean; see `parse_values`. None if nothing was said."""
    if text is None:
        return None
    from unet_studio.storage.founding.project_new import parse_values

    try:
        return parse_values(text)
    except StudioError as error:
        raise typer.BadParameter(str(error)) from error


def device_name(text: str) -> str:
    """Check the name of a device."""
    if not re.fullmatch(DEVICE_PATTERN, text):
        raise typer.BadParameter(f"{text!r} is not one of auto, cpu, cuda, cuda:0, cuda:1, ...")
    return text


def shared_device_name(text: str) -> str:
    """Check the name of a device, or of several that share a training."""
    if not re.fullmatch(SHARED_DEVICE_PATTERN, text):
        raise typer.BadParameter(f"{text!r} is not one of auto, cpu, cuda, cuda:0, cuda:0,1, ...")
    return text


def finite(number: float | None) -> float | None:
    """Check a number: Python reads ``inf`` and ``nan`` as such, and no limit holds ``nan`` off."""
    if number is not None and not math.isfinite(number):
        raise typer.BadParameter(f"{number} is not a number that can be used here.")
    return number


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
    from unet_studio.storage.project.project_file import read_project
    from unet_studio.storage.runs.run_folder import best_model

    best = best_model(read_project(model))
    if best is None:
        raise StudioError(
            say(
                "command line",
                "The project {project} has no model yet. Train one: {command}",
            )(project=model, command=studio_command("train", model))
        )
    return best
