"""Recipe files: a recipe as TOML, and single values of it as ``key=value``."""

from __future__ import annotations

import difflib
import math
import tomllib
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.recipe import LIMITS, Recipe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


PLANNED = {
    "network.widths": "plan.width",
    "network.decoder_widths": "plan.width",
    "network.shrink": "plan.shrink",
    "data.patch_px": "plan.patch_px",
    "data.foreground_share": "plan.foreground_share",
    "augmentation.bend_share": "plan.bend_share",
    "batch": "plan.batch",
}
"""What the planner decides -> the wish that fixes it."""


def to_toml(recipe: Recipe) -> str:
    """The recipe as TOML; what is still to be planned is left out."""
    import tomli_w

    return tomli_w.dumps(_without_none(asdict(recipe)))


def read_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises
    ------
    StudioError
        If the file cannot be read, is no TOML, or has an unknown key or a wrong value.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StudioError(
            say("recipe", "Cannot read the recipe {path}: {detail}.")(path=path, detail=error)
        ) from error
    known = set(keys_of(Recipe))
    for key in _flat(values):
        if key not in known:
            raise _unknown(key, known)
    return _validated(values)


def with_values(recipe: Recipe, values: Mapping[str, object]) -> Recipe:
    """The recipe with some values changed.

    Parameters
    ----------
    values
        Dotted key, e.g. ``optimiser.learning_rate`` -> value; text is read as TOML writes it.

    Raises
    ------
    StudioError
        If there is no such key (near matches are named) or the value does not fit.
    """
    changed = asdict(recipe)
    known = set(keys_of(Recipe))
    for key, value in values.items():
        if key not in known:
            raise _unknown(key, known)
        _check_who_decides(recipe, key)
        *path, last = key.split(".")
        target = changed
        for part in path:
            if target[part] is None:
                target[part] = {}
            target = target[part]
        target[last] = _parsed(value) if isinstance(value, str) else value
    return _validated(changed)


def values_of(recipe: Recipe) -> dict[str, Any]:
    """Dotted key -> value, of all values of a recipe; a plan that it does not have has no keys."""
    return _flat(asdict(recipe))


def _check_who_decides(recipe: Recipe, key: str) -> None:
    """A value that the planner would overwrite, or a wish that no planner reads, is a mistake."""
    if recipe.plan is not None and key in PLANNED:
        raise StudioError(
            say("recipe", "The recipe {recipe} plans {key} itself; set {instead} to fix it.")(
                recipe=recipe.name, key=key, instead=PLANNED[key]
            )
        )
    if recipe.plan is None and key.startswith("plan."):
        instead = [fixed for fixed, wish in PLANNED.items() if wish == key]
        raise StudioError(
            say("recipe", "The recipe {recipe} plans nothing; set {instead} instead of {key}.")(
                recipe=recipe.name, key=key, instead=", ".join(instead) or "network.widths"
            )
        )


def keys_of(kind: type, prefix: str = "") -> list[str]:
    """All dotted keys of a dataclass."""
    from typing import get_args, get_type_hints

    hints = get_type_hints(kind)
    keys: list[str] = []
    for field in fields(kind):
        options = [hints[field.name], *get_args(hints[field.name])]
        part = next((o for o in options if isinstance(o, type) and is_dataclass(o)), None)
        dotted = f"{prefix}{field.name}"
        keys += keys_of(part, f"{dotted}.") if part else [dotted]
    return keys


def _validated(values: Mapping[str, Any]) -> Recipe:
    from unet_studio.storage.validation import TypeAdapter, ValidationError

    try:
        recipe = TypeAdapter(Recipe).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "value_error":  # each value might do, but not beside the others
            raise _at_odds(key, str(first.get("ctx", {}).get("error", first["msg"]))) from error
        raise _unfit(key, first["input"], first["msg"]) from error
    for key, value in _flat(asdict(recipe)).items():
        least, greatest = LIMITS.get(key, (-math.inf, math.inf))
        numbers = value if isinstance(value, tuple) else (value,)
        if not all(least <= n <= greatest for n in numbers if isinstance(n, int | float)):
            limits = say("recipe", "it must lie between {least:g} and {greatest:g}")
            raise _unfit(key, value, limits(least=least, greatest=greatest))
    return recipe


def _unfit(key: str, value: object, detail: object) -> StudioError:
    return StudioError(
        say("recipe", "The recipe's {key} cannot be {value}: {detail}.")(
            key=key, value=repr(value), detail=detail
        )
    )


def _at_odds(key: str, detail: str) -> StudioError:
    return StudioError(
        say("recipe", "The values of the recipe's {key} do not go together: {detail}.")(
            key=key, detail=detail
        )
    )


def _unknown(key: str, known: set[str]) -> StudioError:
    last = key.rsplit(".", 1)[-1]
    near = [k for k in sorted(known) if k.rsplit(".", 1)[-1] == last]
    near += [k for k in difflib.get_close_matches(key, sorted(known), n=3) if k not in near]
    return StudioError(
        say("recipe", "A recipe has no {key}; did you mean {near}?")(
            key=key, near=", ".join(near or sorted(known))
        )
    )


def _parsed(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text  # a bare word: --set precision=float32


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {
        k: _without_none(v) if isinstance(v, dict) else v
        for k, v in values.items()
        if v is not None
    }


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Dotted key -> value."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
