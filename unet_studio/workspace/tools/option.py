"""Options of a tool: what can be set about it, and what it is set to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unet_studio.domain.message import Text

OptionValue = float | bool | str


@dataclass(frozen=True)
class NumberOption:
    """A number within limits.

    Attributes
    ----------
    key
        Names it within the tool.
    text, unit
        What people call it, and its unit, e.g. "px".
    low, high, default, step
        Its limits, its first value, and how far one turn of the wheel goes.
    is_exponential
        Whether equal ways on its slider multiply rather than add.
    tip
        One sentence for those whom its name does not tell enough.
    """

    key: str
    text: Text
    low: float
    high: float
    default: float
    step: float = 1.0
    unit: str = ""
    is_exponential: bool = False
    tip: Text | None = None

    def allowed(self, value: OptionValue) -> OptionValue:
        """The nearest value within the limits."""
        return min(max(float(value), self.low), self.high)


@dataclass(frozen=True)
class ChoiceOption:
    """One of a few values, each with the text people read."""

    key: str
    text: Text
    choices: tuple[tuple[str, Text], ...]
    tip: Text | None = None

    @property
    def default(self) -> OptionValue:
        """The first value."""
        return self.choices[0][0]

    def allowed(self, value: OptionValue) -> OptionValue:
        """The value, or the default if it is none of the choices."""
        return value if value in {key for key, _text in self.choices} else self.default


@dataclass(frozen=True)
class SwitchOption:
    """Yes or no."""

    key: str
    text: Text
    default: OptionValue = False
    tip: Text | None = None

    def allowed(self, value: OptionValue) -> OptionValue:
        """The value as yes or no."""
        return bool(value)


Option = NumberOption | ChoiceOption | SwitchOption


class Options:
    """What the options of one tool are set to."""

    def __init__(self, options: Iterable[Option]) -> None:
        self._options = {option.key: option for option in options}
        self._values = {key: option.default for key, option in self._options.items()}

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> OptionValue:
        return self._values[key]

    def set(self, key: str, value: OptionValue) -> bool:
        """Set one within its limits; whether that made a difference."""
        allowed = self._options[key].allowed(value)
        differs = allowed != self._values[key]
        self._values[key] = allowed
        return differs
