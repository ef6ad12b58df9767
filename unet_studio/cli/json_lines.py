"""Values as JSON for scripts to read, one object per line."""

import json
import math
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

import typer

from unet_studio.domain.message import Message


def print_json(value: object) -> None:
    """Print one value as one line on standard output."""
    typer.echo(json.dumps(as_json(value), ensure_ascii=False, allow_nan=False))


def as_json(value: object) -> Any:
    """The value in terms of JSON.

    Dataclasses become objects, sentences and paths text; what has no finite value becomes null.
    Whatever else there is (pictures in a report, say) is left out.
    """
    if is_dataclass(value) and not isinstance(value, type | Message):
        value = {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, dict):
        return {str(k): as_json(v) for k, v in value.items() if _fits(v)}
    if isinstance(value, list | tuple):
        return [as_json(v) for v in value if _fits(v)]
    if isinstance(value, Enum):
        return as_json(value.value)
    if isinstance(value, Message | PurePath):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _fits(value: object) -> bool:
    plain = (type(None), bool, int, float, str, dict, list, tuple, Enum, Message, PurePath)
    return isinstance(value, plain) or is_dataclass(value)
