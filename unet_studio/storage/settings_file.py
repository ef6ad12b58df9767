"""Settings: what a person prefers, in one small file that never stops the program from starting."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import tomli_w

from unet_studio.domain.message import Message, say
from unet_studio.domain.prediction_files import SAVEABLE, SAVED_BY_DEFAULT
from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

VERSION = 1
MAX_RECENT = 10


@dataclass(frozen=True)
class Settings:
    """Everything a person can prefer; only what differs from the defaults is written.

    Attributes
    ----------
    language
        Of the window: ``system``, ``en`` or ``zh_CN``.
    theme
        Colours of the window: ``system``, ``light`` or ``dark``.
    fill_opacity
        How strongly masks cover the picture, 0 to 1.
    contours_visible
        Whether results show the outline of each region.
    masks_filled, contour_px
        Whether results show regions as coloured areas, and how wide their outlines are.
    heat_opacity
        How strongly maps of probability and uncertainty cover the picture, 0 to 1.
    result_layer
        What of a result lies over its picture: ``mask``, ``probability``, ``uncertainty``,
        ``errors`` or ``labels``.
    result_arrangement
        ``single``, ``swipe`` or ``side_by_side``.
    result_reference
        What a result is held against in a swipe or side by side: ``original`` or ``labels``.
    swipe_place
        Where the divider of a swipe is, as a share of the width.
    tables_share, tables_folded
        How much of the height the tables below a result have, 0 = as they need, and whether they
        are folded, None = where there is little room.
    label_opacity
        How strongly labels cover the picture while labelling, 0 to 1.
    labels_filled
        Whether labels are filled, or outlines only.
    scale_bar, pixel_grid, crosshair
        Whether these are shown over pictures.
    training_minutes
        The time budget last asked for.
    prediction_kinds, prediction_augment
        What is written of a predicted image, and whether it is looked at flipped and turned, too.
    recent_projects
        Project folders, the latest first.
    last_images
        Project folder -> name of the image shown last.
    last_places
        Project folder -> scale, and x and y of the image point in the middle, where the image did
        not simply fit.
    image_sort, image_sort_reversed, images_by_folder
        How the browser lists the images.
    """

    language: str = "system"
    theme: str = "system"
    fill_opacity: float = 0.35
    contours_visible: bool = True
    masks_filled: bool = True
    contour_px: int = 2
    heat_opacity: float = 0.75
    result_layer: str = "mask"
    result_arrangement: str = "single"
    result_reference: str = "original"
    swipe_place: float = 0.5
    tables_share: float = 0.0
    tables_folded: bool | None = None
    label_opacity: float = 0.35
    labels_filled: bool = True
    scale_bar: bool = True
    pixel_grid: bool = True
    crosshair: bool = False
    training_minutes: float = 10.0
    prediction_kinds: tuple[str, ...] = SAVED_BY_DEFAULT
    prediction_augment: bool = False
    recent_projects: tuple[str, ...] = ()
    last_images: Mapping[str, str] = field(default_factory=dict)
    last_places: Mapping[str, Sequence[float]] = field(default_factory=dict)
    image_sort: str = "name"
    image_sort_reversed: bool = False
    images_by_folder: bool = False

    def with_recent(self, folder: str) -> Settings:
        """After this project was opened."""
        others = tuple(f for f in self.recent_projects if f != folder)
        return replace(self, recent_projects=(folder, *others)[:MAX_RECENT])


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
    known = {f.name for f in fields(Settings)}
    wrong = [key for key in sorted(known & set(values)) if not _FITS[key](values[key])]
    text = say("settings", "The setting {key} in {path} is invalid and was ignored.")
    good = {key: value for key, value in values.items() if key in known and key not in wrong}
    for key in {"recent_projects", "prediction_kinds"} & good.keys():
        good[key] = tuple(good[key])
    return Settings(**good), [text(key=key, path=path) for key in wrong]


def write_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults.

    The window waits for it, at every step of a slider: so it does not wait for the disk.

    Raises
    ------
    StudioError
        If the file cannot be written.
    """
    default = asdict(Settings())
    values = {key: value for key, value in asdict(settings).items() if value != default[key]}
    write_text(path, tomli_w.dumps({"version": VERSION, **values}), durable=False)


def _is_number(value: object, least: float, most: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and least <= float(value) <= most  # type: ignore[arg-type]


def _are_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(v, str) for v in values)


def _is_place(value: object) -> bool:
    is_list = isinstance(value, list) and len(value) == 3
    return is_list and all(_is_number(part, -1e9, 1e9) for part in value)  # type: ignore[attr-defined]


# Checked by hand: the library that checks our other files takes longer to load than Qt, and
# settings are read before the window is there.
_FITS: dict[str, Callable[[Any], bool]] = {
    "language": lambda v: v in ("system", "en", "zh_CN"),
    "theme": lambda v: v in ("system", "light", "dark"),
    "fill_opacity": lambda v: _is_number(v, 0, 1),
    "contours_visible": lambda v: isinstance(v, bool),
    "masks_filled": lambda v: isinstance(v, bool),
    "contour_px": lambda v: isinstance(v, int) and _is_number(v, 1, 8),
    "heat_opacity": lambda v: _is_number(v, 0, 1),
    "result_layer": lambda v: v in ("mask", "probability", "uncertainty", "errors", "labels"),
    "result_arrangement": lambda v: v in ("single", "swipe", "side_by_side"),
    "result_reference": lambda v: v in ("original", "labels"),
    "swipe_place": lambda v: _is_number(v, 0, 1),
    "tables_share": lambda v: _is_number(v, 0, 0.75),
    "tables_folded": lambda v: isinstance(v, bool),
    "label_opacity": lambda v: _is_number(v, 0, 1),
    "labels_filled": lambda v: isinstance(v, bool),
    "scale_bar": lambda v: isinstance(v, bool),
    "pixel_grid": lambda v: isinstance(v, bool),
    "crosshair": lambda v: isinstance(v, bool),
    "training_minutes": lambda v: _is_number(v, 0.01, 10_000),
    "prediction_kinds": lambda v: _are_texts(v) and set(v) <= set(SAVEABLE),
    "prediction_augment": lambda v: isinstance(v, bool),
    "recent_projects": _are_texts,
    "last_images": lambda v: isinstance(v, dict) and _are_texts(list(v.values())),
    "last_places": lambda v: isinstance(v, dict) and all(map(_is_place, v.values())),
    "image_sort": lambda v: v in ("name", "state", "date", "teaching"),
    "image_sort_reversed": lambda v: isinstance(v, bool),
    "images_by_folder": lambda v: isinstance(v, bool),
}
