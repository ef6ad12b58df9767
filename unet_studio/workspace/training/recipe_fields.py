"""Recipe fields: what of a recipe can be changed, found from the recipe's own types."""

from __future__ import annotations

import types
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.recipe import LIMITS, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELSEWHERE = {"name", "budget.minutes", "budget.epochs"}
"""Asked for by the start form."""


class FieldKind(StrEnum):
    """How a value is given."""

    CHOICE = "choice"
    SWITCH = "switch"
    WHOLE = "whole"
    NUMBER = "number"
    WHOLES = "wholes"  # several whole numbers


@dataclass(frozen=True)
class RecipeField:
    """One value of a recipe.

    Attributes
    ----------
    key
        Dotted, as on the command line.
    kind
        How it is given.
    choices
        Of a choice.
    least, greatest
        Of a number; None = any.
    may_be_empty
        Whether nothing may be said, so that the planner decides.
    """

    key: str
    kind: FieldKind
    choices: tuple[object, ...] = ()
    least: float | None = None
    greatest: float | None = None
    may_be_empty: bool = False

    @property
    def group(self) -> str:
        """What it belongs to: the part before the dot; empty for what concerns all."""
        return self.key.rpartition(".")[0]


@cache
def recipe_fields() -> tuple[RecipeField, ...]:
    """Everything that can be changed, in the order of the recipe."""
    return tuple(f for f in _fields_of(Recipe, "") if f.key not in _ELSEWHERE)


def parsed(field: RecipeField, text: str) -> object:
    """The value that a person typed into a field of numbers.

    Raises
    ------
    StudioError
        If it is no such number, or out of its limits.
    """
    text = text.strip()
    if not text and field.may_be_empty:
        return None
    if field.kind is FieldKind.WHOLES:
        return tuple(int(_number(field, part)) for part in text.replace(",", " ").split())
    value = _number(field, text)
    return int(value) if field.kind is FieldKind.WHOLE else value


def shown(value: object) -> str:
    """A number, or several, as text that `parsed` reads."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _number(field: RecipeField, text: str) -> float:
    is_whole = field.kind is not FieldKind.NUMBER
    try:
        value = float(int(text)) if is_whole else float(text)
    except ValueError as error:
        if is_whole:
            raise StudioError(say("recipe", "A whole number is needed here.")()) from error
        raise StudioError(
            say("recipe", "A number such as 0.5 or 1e-4 is needed here.")()
        ) from error
    least = field.least if field.least is not None else value
    greatest = field.greatest if field.greatest is not None else value
    if not least <= value <= greatest:  # NaN lies nowhere
        text_of = say("recipe", "It must lie between {least:g} and {greatest:g}.")
        raise StudioError(text_of(least=least, greatest=greatest))
    return value


def _fields_of(kind: type, prefix: str) -> Iterator[RecipeField]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        key, hint, is_optional = f"{prefix}{field.name}", *_without_none(hints[field.name])
        if isinstance(hint, type) and is_dataclass(hint):
            yield from _fields_of(hint, f"{key}.")
        else:
            yield _field(key, hint, may_be_empty=is_optional)


def _field(key: str, hint: Any, *, may_be_empty: bool) -> RecipeField:
    if get_origin(hint) is Literal:
        return RecipeField(key, FieldKind.CHOICE, get_args(hint))
    if hint is bool:
        return RecipeField(key, FieldKind.SWITCH)
    least, greatest = LIMITS.get(key, (None, None))
    if get_origin(hint) is tuple:
        return RecipeField(key, FieldKind.WHOLES, least=1, greatest=4096)
    kind = FieldKind.WHOLE if hint is int else FieldKind.NUMBER
    return RecipeField(key, kind, least=least, greatest=greatest, may_be_empty=may_be_empty)


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was among its kinds."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    kinds = [kind for kind in get_args(hint) if kind is not types.NoneType]
    return kinds[0], len(kinds) < len(get_args(hint))
