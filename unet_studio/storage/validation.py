"""The one door to pydantic: it is imported as a whole, by one thread, while all others wait."""

# pydantic imports its parts when they are first asked for, and the parts import one another. Two
# threads that begin at different parts wait for each other; Python then lets one of them go on with
# half a module, and whatever reads a project or a model fails until the program ends.

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

__all__ = ["BaseModel", "ConfigDict", "Field", "TypeAdapter", "ValidationError"]


@dataclass
class _Any:
    number: int


TypeAdapter(_Any)  # with the first one come the parts that no import above brings
