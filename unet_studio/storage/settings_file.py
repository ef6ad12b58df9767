"""Settings: what a person prefers, in one small file that never stops the program from starting."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from unet_studio.domain.message import Message, say
from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from pathlib import Path

MAX_RECENT = 10


class Settings(BaseModel):
    """Everything a person can prefer; only what differs from the defaults is written."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Literal[1] = 1
    language: Literal["system", "en", "zh_CN"] = "system"
    """Language of the window."""
    theme: Literal["system", "light", "dark"] = "system"
    """Colours of the window."""
    fill_opacity: float = Field(default=0.35, ge=0, le=1)
    """How strongly shapes and masks cover the picture."""
    contours_visible: bool = True
    """Whether results show the outline of each region."""
    training_minutes: float = Field(default=10, gt=0, le=10_000)
    """The time budget last asked for."""
    recent_projects: tuple[str, ...] = ()
    """Project folders, the latest first."""
    last_images: dict[str, str] = Field(default_factory=dict)
    """Project folder -> name of the image shown last."""

    def with_recent(self, folder: str) -> Settings:
        """After this project was opened."""
        others = tuple(f for f in self.recent_projects if f != folder)
        return self.model_copy(update={"recent_projects": (folder, *others)[:MAX_RECENT]})


def read_settings(path: Path) -> tuple[Settings, list[Message]]:
    """Read the settings; what is invalid falls back to its default and is reported.

    Returns
    -------
    settings, problems
        Always usable; the problems say which keys were ignored.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = say("settings", "The settings in {path} cannot be read: {reason}.")
        return Settings(), [problem(path=path, reason=error)]
    problems: list[Message] = []
    while True:
        try:
            return Settings.model_validate(values), problems
        except ValidationError as error:
            key = str(error.errors()[0]["loc"][0])
            problem = say("settings", "The setting {key} in {path} is invalid and was ignored.")
            problems.append(problem(key=key, path=path))
            del values[key]


def write_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults."""
    values = settings.model_dump(mode="json", exclude_defaults=True)
    write_text(path, tomli_w.dumps({"version": settings.version, **values}))
