from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile

from unet_studio.domain.project import ImageRef
from unet_studio.imaging.display_settings import automatic
from unet_studio.imaging.display_wish import thinned
from unet_studio.storage.pictures.picture_source import open_picture
from unet_studio.workspace.view.display import Display, ShownPixels
from unet_studio.workspace.view.pictures import Picture

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def picture_of(path: Path, values: np.ndarray) -> Picture:
    tifffile.imwrite(path, values)
    source = open_picture(path)
    sample = source.sample()
    image = ImageRef(path.name, path)
    return Picture(image, source, source.levels, automatic(sample), thinned(sample, 1000))


@pytest.fixture
def series(tmp_path: Path) -> list[Picture]:
    ramp = np.linspace(0, 1000, 40 * 50).reshape(40, 50)
    return [
        picture_of(tmp_path / "a.tif", ramp.astype(np.uint16)),
        picture_of(tmp_path / "b.tif", (ramp + 3000).astype(np.uint16)),
        picture_of(tmp_path / "c.tif", (ramp / 4).astype(np.uint8)),
    ]


def test_what_is_set_by_hand_holds_for_the_series_and_no_other_pictures(
    qtbot: QtBot, series: list[Picture]
) -> None:
    display = Display()
    first, second, other = series
    chosen = display.settings_for(first).changed((0,), low=10.0, high=20.0)
    with qtbot.waitSignal(display.changed):
        display.fix(first, chosen)
    assert display.settings_for(second) == chosen
    assert display.settings_for(other) == other.settings
    with qtbot.assertNotEmitted(display.changed):
        display.fix(second, chosen)
    display.reset(second)
    assert display.settings_for(first) == first.settings


def test_gamma_stays_when_pictures_are_stretched(series: list[Picture]) -> None:
    display = Display()
    first, second, _ = series
    display.look(first, first.settings.changed((0,), gamma=2.0))
    assert display.settings_for(second).channels[0].low == second.settings.channels[0].low
    display.stretch(first, (5, 95))
    shown = display.settings_for(second).channels[0]
    assert shown.gamma == 2.0
    assert shown.low == pytest.approx(3050, abs=30)


def test_tools_see_what_is_shown_and_raw_values_stay(series: list[Picture]) -> None:
    display = Display()
    first = series[0]
    pixels = ShownPixels(first, display)
    display.fix(first, first.settings.changed((0,), low=5000.0, high=6000.0))
    assert pixels.size == (40, 50)
    assert not pixels.crop(0, 0, 50, 40).any()
    value = first.value_at(49, 39)
    assert value is not None
    assert value.tolist() == [1000]
    assert first.value_at(50, 0) is None
    assert first.value_at(0, -1) is None
