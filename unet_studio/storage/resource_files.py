"""Where the files that travel with the program lie: in the wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Icons, theme, translations."""
    return _travelling("resources")


def models_dir() -> Path:
    """Models that come with the program."""
    return _travelling("models")


def _travelling(name: str) -> Path:
    inside_wheel = _PACKAGE / name
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent / name
