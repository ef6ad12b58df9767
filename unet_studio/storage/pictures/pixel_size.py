"""How large a pixel is, as far as a picture file says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from unet_studio.domain.pixel_length import UNITS_UM
from unet_studio.storage.pictures import tiff_page
from unet_studio.storage.pictures.image_file import DECODER_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_X_RESOLUTION, _RESOLUTION_UNIT = 282, 296
_UM_PER_UNIT = {2: 25_400.0, 3: 10_000.0}  # inch, centimetre
_NAMES_UM = UNITS_UM | {"micron": 1.0, "um": 1.0, "μm": 1.0, "inch": 25_400.0}

LARGEST_BELIEVED_UM = 20.0
"""Resolutions that programs for photographs note are those of printers and screens: 300 or 72 dots
per inch, whatever is in the picture. What has smaller pixels than this was measured."""

_MOST_ASKED = 8


def read_pixel_size_um(path: Path) -> float | None:
    """Edge of a pixel in micrometres as ImageJ, OME or the TIFF tags state it; None if unknown."""
    import tifffile

    try:
        if not tiff_page.is_tiff(path):
            return None
        with tifffile.TiffFile(path) as file:
            page = file.pages[0].aspage()
            size = _by_ome(page.description) or _by_tags(page)
    except DECODER_ERRORS:
        return None
    return size if size is not None and 0 < size < 1e6 else None


def common_pixel_size_um(paths: Iterable[Path]) -> float | None:
    """The pixel size that some of these files agree upon, if one states any at all."""
    found = {
        float(f"{size:.6g}")
        for path, _ in zip(paths, range(_MOST_ASKED), strict=False)
        if (size := read_pixel_size_um(path)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _by_ome(description: str) -> float | None:
    found = re.search(r"<Pixels\b[^>]*>", description) if "<OME" in description[:2000] else None
    if found is None:
        return None
    values = dict(re.findall(r'\b(\w+)="([^"]*)"', found.group()))
    unit = _NAMES_UM.get(values.get("PhysicalSizeXUnit", "µm"))
    size = float(values.get("PhysicalSizeX", 0))
    return size * unit if unit is not None and size > 0 else None


def _by_tags(page: Any) -> float | None:
    """From pixels per unit: the unit is ImageJ's, or an inch or a centimetre."""
    tag = page.tags.get(_X_RESOLUTION)
    if tag is None or not tag.value[0] or not tag.value[1]:
        return None
    per_unit = tag.value[0] / tag.value[1]
    if page.description.startswith("ImageJ="):
        named = re.search(r"^unit=(.+)$", page.description, re.MULTILINE)
        unit = _NAMES_UM.get(named[1].strip()) if named else None
        return None if unit is None else unit / per_unit
    unit_tag = page.tags.get(_RESOLUTION_UNIT)
    unit = _UM_PER_UNIT.get(int(unit_tag.value)) if unit_tag is not None else None
    size = None if unit is None else unit / per_unit
    return size if size is not None and size <= LARGEST_BELIEVED_UM else None
