"""The film strip of a training."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from discs import run_through
from PIL import Image

from unet_studio.domain.film import Film, FilmFrame, FilmImage
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.learning.course.clock import Clock
from unet_studio.learning.data.dataset import Dataset, LabelledImage
from unet_studio.learning.data.normalisation import scaling_of
from unet_studio.learning.data.split import Split
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.learning.watching.film_strip import EDGE_PX, FilmStrip
from unet_studio.storage.runs.film import (
    FILM,
    FilmWriter,
    read_film,
    read_film_masks,
    read_film_pictures,
)

SMALL = {
    "plan.width": 4,
    "plan.levels": 2,
    "plan.patch_px": 32,
    "plan.batch": 2,
    "optimiser.learning_rate": 0.03,
}


def trained(project: Project, run: Path, **more: object) -> list:
    recipe = recipe_named("auto", **SMALL)
    job = train(project, recipe, device="cpu", run_dir=run, **{"epochs": 6, **more})
    return run_through(job)[0]


def test_a_training_leaves_a_film_of_its_held_out_images(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    project = disc_project(4, held_out=("1.png", "3.png"))
    reports = trained(project, tmp_path / "run", epochs=40)
    told = [report.film for report in reports if report.film is not None]
    film = read_film(tmp_path / "run")
    assert film is not None
    assert list(film.frames) == told
    assert [image.name for image in film.images] == ["1.png", "3.png"]
    assert film.is_held_out
    steps = [frame.step for frame in film.frames]
    assert steps == sorted(set(steps))
    assert steps[:2] == [0, 1]
    pictures, labels = read_film_pictures(tmp_path / "run", film)
    assert pictures.shape == (56, 144, 3)
    assert set(np.unique(labels)) == {0, 1}
    masks = [read_film_masks(tmp_path / "run", film, frame) for frame in film.frames]
    assert all(mask.shape == (56, 144) for mask in masks)
    assert (masks[-1] == labels).mean() > (masks[0] == labels).mean()
    files = list((tmp_path / "run" / FILM).iterdir())
    assert len(files) == 3 + len(steps)
    assert sum(file.stat().st_size for file in files) < 200_000


def test_training_images_are_shown_and_called_so_if_none_is_held_out(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    trained(disc_project(1), tmp_path / "run", epochs=1)
    film = read_film(tmp_path / "run")
    assert film is not None
    assert not film.is_held_out
    assert [image.name for image in film.images] == ["0.png"]


def test_of_a_large_image_the_labelled_part_is_shown(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    project = disc_project(1)
    pixels = np.zeros((600, 900, 1), np.uint8)
    target = np.zeros((600, 900), np.uint8)
    target[500:520, 800:820] = 1
    image = LabelledImage("big.png", pixels, target, scaling_of(pixels, "per-image"))
    split = Split(project, Dataset(1, [image]), Dataset(1))
    strip = FilmStrip(tmp_path, split, Clock(10), whole=False)
    (box,) = strip._film.images
    assert (box.width, box.height) == (EDGE_PX, EDGE_PX)
    assert box.left <= 800 <= 820 <= box.left + box.width <= 900
    assert box.top <= 500 <= 520 <= box.top + box.height <= 600
    whole = FilmStrip(tmp_path, split, Clock(10), whole=True)
    assert (whole._film.images[0].width, whole._film.images[0].height) == (900, 600)


def test_frames_take_little_of_the_time(
    disc_project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = disc_project(4, held_out=("1.png", "3.png"))
    spent: list[float] = []
    frame = FilmStrip.frame

    def timed(strip: FilmStrip, *given: object) -> object:
        began = perf_counter()
        taken = frame(strip, *given)
        spent.append(perf_counter() - began)
        return taken

    monkeypatch.setattr(FilmStrip, "frame", timed)
    reports = trained(project, tmp_path / "run", epochs=None, minutes=0.08)
    film = read_film(tmp_path / "run")
    assert film is not None
    assert 3 <= len(film.frames) <= len(spent)
    assert sum(spent) < 0.03 * reports[-1].elapsed_s + 0.3


def test_a_film_changes_nothing_of_the_training(
    disc_project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = disc_project(3, held_out=("2.png",))
    trained(project, tmp_path / "with", epochs=3)
    monkeypatch.setattr(FilmStrip, "frame", lambda *_: None)
    trained(project, tmp_path / "without", epochs=3)
    assert not (tmp_path / "without" / FILM).exists()
    models = [tmp_path / run / "best.safetensors" for run in ("with", "without")]
    # The header holds the moment of making, the weights follow it.
    assert models[0].read_bytes()[-4000:] == models[1].read_bytes()[-4000:]


def test_going_on_from_an_earlier_step_drops_what_came_later(tmp_path: Path) -> None:
    film = Film((FilmImage("a.png", 0, 0, 6, 4), FilmImage("b.png", 0, 0, 3, 5)), (), True)
    pictures = [np.zeros((i.height, i.width, 3), np.uint8) for i in film.images]
    masks = [np.zeros((i.height, i.width), np.uint8) for i in film.images]
    writer = FilmWriter(tmp_path, film, pictures, masks)
    for step in (0, 5, 9):
        writer.add(step, 1.0, masks)
    again = FilmWriter(tmp_path, film, pictures, masks)
    assert again.film == writer.film
    again.add(5, 1.0, masks)
    assert [frame.step for frame in read_film(tmp_path).frames] == [0, 5]
    assert film.size == (5, 9)
    assert film.lefts == (0, 6)
    other = FilmWriter(tmp_path, replace(film, is_held_out=False), pictures, masks)
    assert not other.film.frames


def test_a_damaged_film_is_refused_in_words_or_not_there(tmp_path: Path) -> None:
    assert read_film(tmp_path) is None
    film = Film((FilmImage("a.png", 0, 0, 6, 4),), (), True)
    mask = np.zeros((4, 6), np.uint8)
    FilmWriter(tmp_path, film, [np.zeros((4, 6, 3), np.uint8)], [mask]).add(1, 0.5, [mask])
    found = read_film(tmp_path)
    Image.fromarray(np.zeros((9, 9), np.uint8)).save(tmp_path / FILM / found.frames[0].file)
    with pytest.raises(StudioError, match="damaged"):
        read_film_masks(tmp_path, found, found.frames[0])
    (tmp_path / FILM / "film.json").write_text("{")
    assert read_film(tmp_path) is None


def test_the_frame_of_a_step_is_the_last_one_made_until_then() -> None:
    film = Film((), (), True, tuple(FilmFrame(step, 0, "") for step in (2, 5, 9)))
    assert [film.frame_at(s) for s in (0, 2, 4.9, 5, 100)] == [0, 0, 0, 1, 2]
    assert Film((), (), True).frame_at(3) is None
