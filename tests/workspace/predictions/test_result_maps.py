"""Maps of probability and uncertainty are made off the GUI thread, the one asked for last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.imaging.uncertainty import uncertainty
from unet_studio.storage.predictions.probability_file import write_probabilities
from unet_studio.workspace.predictions.map_making import MapGrowth, MapKind, MapWish, make_map
from unet_studio.workspace.predictions.result_maps import ResultMaps

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.background import Background

HEIGHT, WIDTH = 1500, 70


@pytest.fixture
def probabilities() -> np.ndarray:
    weights = np.random.default_rng(1).random((3, HEIGHT, WIDTH)) ** 4 + 1e-3
    return (weights / weights.sum(axis=0)).astype(np.float16)


@pytest.fixture
def path(tmp_path: Path, probabilities: np.ndarray) -> Path:
    write_probabilities(tmp_path / "a.tif", probabilities)
    return tmp_path / "a.tif"


@pytest.fixture
def maps(qtbot: QtBot, background: Background) -> ResultMaps:
    return ResultMaps(background)


class Told:
    def __init__(self, maps: ResultMaps) -> None:
        self.grown: list[tuple[MapWish, MapGrowth]] = []
        self.failed: list[str] = []
        maps.grown.connect(lambda *told: self.grown.append(told))
        maps.failed.connect(lambda _wish, message: self.failed.append(str(message)))

    @property
    def is_whole(self) -> bool:
        return bool(self.grown) and self.grown[-1][1].levels.is_whole


def test_a_map_is_of_one_class_or_of_the_uncertainty(path: Path, probabilities: np.ndarray) -> None:
    *_, last = make_map(MapWish(path, MapKind.PROBABILITY, 2))
    seen = last.levels.region(0, 0, 0, WIDTH, HEIGHT) / 255
    assert np.abs(seen - probabilities[2]).max() < 0.003
    *_, last = make_map(MapWish(path, MapKind.UNCERTAINTY))
    seen = last.levels.region(0, 0, 0, WIDTH, HEIGHT) / 255
    assert np.abs(seen - uncertainty(probabilities, 3)).max() < 0.003


def test_it_comes_band_by_band_and_is_kept(
    qtbot: QtBot, maps: ResultMaps, background: Background, path: Path
) -> None:
    told, wish = Told(maps), MapWish(path, MapKind.PROBABILITY, 1)
    maps.request(wish)
    assert told.grown == []  # not on this thread
    qtbot.waitUntil(lambda: told.is_whole and background.pending == 0)
    assert [(g.top, g.bottom) for _, g in told.grown] == [(0, 1024), (1024, 1500)]
    maps.request(wish)  # a view made anew asks for the same
    assert len(told.grown) == 3
    maps.request(None)
    path.unlink()
    maps.request(wish)
    assert told.grown[-1][1].levels is told.grown[0][1].levels
    maps.forget()
    maps.request(wish)
    qtbot.waitUntil(lambda: bool(told.failed))
    assert "a.tif" in told.failed[0]


def test_only_the_map_asked_for_last_is_told_of(
    qtbot: QtBot, maps: ResultMaps, background: Background, path: Path
) -> None:
    told = Told(maps)
    for position in (0, 1, 2):
        maps.request(MapWish(path, MapKind.PROBABILITY, position))
    qtbot.waitUntil(lambda: told.is_whole and background.pending == 0)
    assert {wish.position for wish, _ in told.grown} == {2}


def test_values_at_a_pixel_arrive(
    qtbot: QtBot, maps: ResultMaps, path: Path, probabilities: np.ndarray
) -> None:
    assert maps.values_at(path, 65, 1300) is None
    with qtbot.waitSignal(maps.values_arrived):
        pass
    found = maps.values_at(path, 65, 1300)
    assert found is not None
    assert np.array_equal(found, probabilities[:, 1300, 65])
    assert maps.values_at(path, 200, 1300) is None  # outside the image
