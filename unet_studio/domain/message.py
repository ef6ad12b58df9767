"""Sentences for people: said once in English, translatable wherever they are shown."""

from __future__ import annotations

import operator
import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Text:
    """A sentence with named gaps, e.g. ``"Cannot read {path}."``.

    Attributes
    ----------
    context
        The feature it belongs to; the translator's heading.
    template
        The English sentence, as `filled` reads it.
    """

    context: str
    template: str

    def __call__(self, **values: object) -> Message:
        """Fill the gaps."""
        return Message(self, values)


@dataclass(frozen=True)
class Message:
    """A `Text` and what goes into its gaps; ``str()`` gives it in English."""

    text: Text
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.rendered(lambda text: text.template)

    def rendered(self, translated: Callable[[Text], str]) -> str:
        """The sentence in another language; a message inside a gap is rendered likewise."""
        values = {
            name: value.rendered(translated) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return filled(translated(self.text), **values)


class _Filler(string.Formatter):
    """Fills gaps as `str.format` does, and picks words that go with a number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One gap; for ``one|many`` the words that go with the number."""
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, many = format_spec.split("|")
        return one if operator.index(value) == 1 else many


_FILLER = _Filler()


def filled(template: str, /, **values: object) -> str:
    """Fill the gaps of a sentence, whose words may depend on a number.

    A gap ``{count:image|images}`` becomes *image* if the number is 1, else *images*; the words may
    have gaps themselves. A translation picks words of its own, or none.

    Parameters
    ----------
    template
        In the syntax of `str.format`, for instance
        ``"{count} {count:image is|images are} predicted."``
    values
        What goes into the gaps; where words depend on it, a whole number.

    Raises
    ------
    KeyError
        If a value is missing.
    TypeError
        If words depend on anything but a whole number, for instance on one written out already.
    """
    return _FILLER.vformat(template, (), values)


def say(context: str, template: str) -> Text:
    """Mark a sentence for translation; the translation tools look for calls of this name.

    Both arguments must be string literals: ``say("storage", "Cannot read {path}.")(path=path)``.
    """
    return Text(context, template)


class StudioError(Exception):
    """Work failed for a reason a person can act on; anything else is a defect.

    Its message says what happened, to which file, what was kept, and what to do.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class StoppedError(StudioError):
    """A job was asked to stop, and did; what it had finished is kept."""

    def __init__(self) -> None:
        super().__init__(say("jobs", "Stopped before the end.")())
