"""What stands in a project file, entry by entry."""

from __future__ import annotations

from typing import Annotated

from unet_studio.domain.label_class import MAX_CLASS_ID
from unet_studio.storage.project.project_file import BESIDE
from unet_studio.storage.validation import BaseModel, ConfigDict, Field


class ClassEntry(BaseModel):
    """One class."""

    model_config = ConfigDict(extra="allow", strict=True)

    id: Annotated[int, Field(ge=1, le=MAX_CLASS_ID)]
    name: Annotated[str, Field(min_length=1)]
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class ProjectEntries(BaseModel):
    """The whole file; entries that this program does not know are kept."""

    model_config = ConfigDict(extra="allow", strict=True)

    version: int
    images: str = "."
    labels: str = BESIDE
    classes: list[ClassEntry] = Field(default_factory=list)
    next_id: Annotated[int, Field(ge=1, le=MAX_CLASS_ID + 1)] = 1
    held_out: list[str] = Field(default_factory=list)
    pixel_size_um: Annotated[float, Field(gt=0, strict=False, allow_inf_nan=False)] | None = None
