"""The pixels of images as shown."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from small_project import write_image

from unet_studio.domain.project import ImageRef
from unet_studio.workspace.background import Background
from unet_studio.workspace.view import pictures as module
from unet_studio.workspace.view.pictures import Picture, Pictures


def refs(folder: Path, count: int) -> list[ImageRef]:
    return [ImageRef(f"{n}.png", write_image(folder / f"{n}.png", at=2 * n)) for n in range(count)]


@pytest.fixture
def pictures(background: Background) -> Pictures:
    return Pictures(background)


@pytest.fixture
def loaded(pictures: Pictures) -> list[Picture]:
    arrived: list[Picture] = []
    pictures.loaded.connect(arrived.append)
    return arrived


def test_only_the_picture_asked_for_last_is_announced(
    qtbot: QtBot, background: Background, pictures: Pictures, loaded: list[Picture], tmp_path: Path
) -> None:
    images = refs(tmp_path, 4)
    may_go = threading.Event()
    background.submit(lambda: may_go.wait(5), print, print)
    for image in images:
        pictures.request(image)
    may_go.set()
    qtbot.waitUntil(lambda: background.pending == 0)
    assert [p.image.name for p in loaded] == ["3.png"]
    assert loaded[0].size == (48, 64)
    shown = loaded[0].crop(-5, 0, 70, 48)
    assert shown.shape == (48, 64, 3)
    assert shown[10, 10].tolist() == [200, 200, 200]


def test_a_picture_seen_before_is_there_at_once(
    qtbot: QtBot, pictures: Pictures, loaded: list[Picture], tmp_path: Path
) -> None:
    (image,) = refs(tmp_path, 1)
    pictures.request(image)
    qtbot.waitUntil(lambda: len(loaded) == 1)
    image.path.unlink()
    pictures.request(image)
    assert loaded[1] is loaded[0]


def test_the_oldest_pictures_are_forgotten_first(
    qtbot: QtBot,
    pictures: Pictures,
    loaded: list[Picture],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 3 * 48 * 64)
    images = refs(tmp_path, 3)
    for count, image in enumerate(images, 1):
        pictures.request(image)
        qtbot.waitUntil(lambda count=count: len(loaded) == count)
    pictures.request(images[1])
    assert len(loaded) == 4
    pictures.request(images[0])
    assert len(loaded) == 4  # it has to be read again
    qtbot.waitUntil(lambda: len(loaded) == 5)


def test_sixteen_bits_are_stretched_for_the_eye(
    qtbot: QtBot, pictures: Pictures, loaded: list[Picture], tmp_path: Path
) -> None:
    path = tmp_path / "deep.png"
    Image.fromarray(np.linspace(1000, 1400, 64 * 64).astype(np.uint16).reshape(64, 64)).save(path)
    pictures.request(ImageRef("deep.png", path))
    qtbot.waitUntil(lambda: bool(loaded))
    shown = loaded[0].crop(0, 0, 64, 64)
    assert shown.dtype == np.uint8
    assert np.ptp(shown) > 200


def test_an_unreadable_picture_is_told_if_it_is_still_wanted(
    qtbot: QtBot, background: Background, pictures: Pictures, tmp_path: Path
) -> None:
    bad = ImageRef("bad.png", tmp_path / "bad.png")
    bad.path.write_bytes(b"\x89PNG nothing")
    told: list[str] = []
    pictures.failed.connect(lambda image, message: told.append(f"{image.name}: {message}"))
    pictures.request(bad)
    pictures.request(None)
    qtbot.waitUntil(lambda: background.pending == 0)
    assert not told
    pictures.request(bad)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("bad.png: ")
    assert str(bad.path) in told[0]
