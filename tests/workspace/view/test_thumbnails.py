"""Small pictures for the browser."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from small_project import write_image

from unet_studio.domain.project import ImageRef
from unet_studio.workspace.background import Background
from unet_studio.workspace.view import thumbnails as module
from unet_studio.workspace.view.thumbnails import Thumbnails, to_qimage


@pytest.fixture
def thumbnails(background: Background) -> Thumbnails:
    return Thumbnails(background)


@pytest.fixture
def arrived(thumbnails: Thumbnails) -> list[str]:
    names: list[str] = []
    thumbnails.arrived.connect(names.append)
    return names


def refs(folder: Path, count: int) -> list[ImageRef]:
    return [ImageRef(f"{n}.png", write_image(folder / f"{n}.png")) for n in range(count)]


def test_a_thumbnail_is_ordered_once_and_then_at_hand(
    qtbot: QtBot, thumbnails: Thumbnails, arrived: list[str], tmp_path: Path
) -> None:
    (image,) = refs(tmp_path, 1)
    for _ in range(5):
        assert thumbnails.get(image) is None
    qtbot.waitUntil(lambda: bool(arrived))
    made = thumbnails.get(image)
    assert made is not None
    assert made.pixelColor(16, 16).red() > made.pixelColor(made.width() - 2, 2).red()
    assert arrived == ["0.png"]


def test_what_is_looked_at_last_comes_first(
    qtbot: QtBot,
    background: Background,
    thumbnails: Thumbnails,
    arrived: list[str],
    tmp_path: Path,
) -> None:
    images = refs(tmp_path, 12)
    may_go = threading.Event()
    background.submit(lambda: may_go.wait(5), print, print)
    for image in images:
        thumbnails.get(image)
    thumbnails.get(images[5])  # scrolled back to
    may_go.set()
    qtbot.waitUntil(lambda: len(arrived) == 12)
    running = [f"{n}.png" for n in range(4)]
    waiting = ["5.png", "11.png", "10.png", "9.png", "8.png", "7.png", "6.png", "4.png"]
    assert arrived == running + waiting


def test_an_unreadable_image_is_known_and_not_tried_again(
    qtbot: QtBot,
    background: Background,
    thumbnails: Thumbnails,
    arrived: list[str],
    tmp_path: Path,
) -> None:
    bad = ImageRef("bad.png", tmp_path / "bad.png")
    bad.path.write_bytes(b"no picture")
    thumbnails.get(bad)
    qtbot.waitUntil(lambda: arrived == ["bad.png"])
    assert "bad.png" in str(thumbnails.problem(bad))
    assert thumbnails.get(bad) is None
    assert background.pending == 0


def test_images_of_the_same_name_in_two_folders_are_told_apart(
    qtbot: QtBot, thumbnails: Thumbnails, arrived: list[str], tmp_path: Path
) -> None:
    good = ImageRef("0.png", write_image(tmp_path / "here" / "0.png"))
    bad = ImageRef("0.png", tmp_path / "there.png")
    bad.path.write_bytes(b"no picture")
    thumbnails.get(good)
    thumbnails.get(bad)
    qtbot.waitUntil(lambda: len(arrived) == 2)
    assert thumbnails.get(good) is not None
    assert thumbnails.get(bad) is None
    assert thumbnails.problem(good) is None
    assert thumbnails.problem(bad) is not None


def test_clearing_drops_what_is_under_way(
    qtbot: QtBot,
    background: Background,
    thumbnails: Thumbnails,
    arrived: list[str],
    tmp_path: Path,
) -> None:
    images = refs(tmp_path, 10)
    for image in images:
        thumbnails.get(image)
    thumbnails.clear()
    qtbot.waitUntil(lambda: background.pending == 0)
    assert not arrived
    thumbnails.get(images[3])
    qtbot.waitUntil(lambda: arrived == ["3.png"])


def test_only_so_many_are_kept(
    qtbot: QtBot,
    thumbnails: Thumbnails,
    arrived: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    images = refs(tmp_path, 3)
    for count, image in enumerate(images, 1):
        thumbnails.get(image)
        qtbot.waitUntil(lambda count=count: len(arrived) == count)
    assert thumbnails.get(images[2]) is not None
    assert thumbnails.get(images[1]) is not None
    assert thumbnails.get(images[0]) is None
    qtbot.waitUntil(lambda: len(arrived) == 4)


def test_an_image_for_qt_owns_its_pixels() -> None:
    pixels = np.zeros((3, 5, 3), np.uint8)  # 15 bytes a row: no multiple of four
    pixels[2, 4] = (10, 20, 30)
    image = to_qimage(pixels)
    pixels[:] = 255
    assert (image.width(), image.height()) == (5, 3)
    assert image.pixelColor(4, 2) == QColor(10, 20, 30)
    assert image.pixelColor(0, 0) == QColor(0, 0, 0)
