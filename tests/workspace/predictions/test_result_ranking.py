"""The worst images first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from small_project import HEIGHT, WIDTH, small_project

from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.data.dataset import short_hash
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.predictions.prediction_folder import PredictionFolder
from unet_studio.storage.predictions.probability_file import write_probabilities
from unet_studio.storage.predictions.undecided_cache import read_undecided
from unet_studio.storage.project.project_file import list_images
from unet_studio.workspace.predictions.result_ranking import RankedImage
from unet_studio.workspace.predictions.result_scoring import score_results
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet, Role

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.domain.project import Project
    from unet_studio.workspace.workspace import Workspace

CELL = LabelClass(1, "cell", "#e69f00")
CARD = ModelCard(
    "m", "auto", NetworkConfig(), (CELL,), "per-image", 0,
    held_out=("1.png",), trained_on=("0.png", "2.png"),
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Six images, three of them labelled."""
    return small_project(tmp_path / "project", 6, labelled=3, held_out=["1.png"])


@pytest.fixture
def results(project: Project, tmp_path: Path) -> ResultSet:
    """Probabilities that are the less certain, the higher the number of the image."""
    made = ResultSet(CARD, tmp_path / "out", True)
    folder = PredictionFolder(made.folder, [])
    for n, image in enumerate(list_images(project)):
        likely = np.full((HEIGHT, WIDTH), 0.9, np.float32)
        likely[: 4 * n] = 0.4
        path = folder.path("masks", image.name)
        write_mask(path, np.asarray(likely >= 0.5, np.uint8), ClassTable((CELL,)))
        write_probabilities(
            folder.path("probabilities", image.name), np.stack([1 - likely, likely])
        )
        made.images.append(ResultImage(image, path))
    return made


def scores(dice: float) -> dict[str, ClassScores]:
    return {"cell": ClassScores(dice, dice, dice, dice)}


def test_without_labels_the_most_undecided_come_first(
    qtbot: QtBot, workspace: Workspace, results: ResultSet
) -> None:
    ranking, opened = workspace.ranking, workspace.prediction.results
    results.scores = {"0.png": scores(0.7), "1.png": scores(0.9), "2.png": scores(0.2)}
    opened.open(results)
    opened.added.emit()
    qtbot.waitUntil(lambda: len(ranking._undecided) == 3)
    ordered = ranking.ranked()
    assert [i.name for i in ordered] == ["1.png", "5.png", "4.png", "3.png", "2.png", "0.png"]
    assert [i.role for i in ordered] == [Role.HELD_OUT, *[Role.NEW] * 3, *[Role.TRAINED_ON] * 2]
    assert ordered[1].undecided == pytest.approx(20 / HEIGHT)
    qtbot.waitUntil(lambda: len(read_undecided(results.folder)) == 3)


def test_an_image_without_probabilities_is_last_of_its_kind(
    qtbot: QtBot, workspace: Workspace, results: ResultSet
) -> None:
    (results.folder / "probabilities" / "5.tif").write_bytes(b"torn")
    (results.folder / "probabilities" / "4.tif").unlink()
    ranking, opened = workspace.ranking, workspace.prediction.results
    opened.open(replace(results, is_of_project=False))
    opened.added.emit()
    qtbot.waitUntil(lambda: len(ranking._undecided) == 4)
    assert [i.name for i in ranking.ranked()][:4] == ["3.png", "2.png", "1.png", "0.png"]
    opened.open(None)
    assert ranking.ranked() == []
    assert ranking.thumbnail("3.png") is None


def test_small_pictures_are_of_the_overlays_if_there_are_some(
    qtbot: QtBot, workspace: Workspace, results: ResultSet
) -> None:
    ranking = workspace.ranking
    (results.folder / "overlays").mkdir()
    Image.new("RGB", (64, 48), "red").save(results.folder / "overlays" / "0.png")
    workspace.prediction.results.open(results)
    for name, red in (("0.png", 255), ("1.png", 40)):
        qtbot.waitUntil(lambda name=name: ranking.thumbnail(name) is not None)
        found = ranking.thumbnail(name)
        assert found is not None
        assert found.pixelColor(0, 0).red() == red
    workspace.deciding.rewritten.emit()
    assert ranking.thumbnail("0.png") is None  # made anew


@pytest.mark.parametrize(
    ("precision", "recall", "said"),
    [(1.0, 0.7, "cell: 30% missed"), (0.4, 0.9, "cell: 60% too much"), (0.99, 0.98, None)],
)
def test_the_hint_says_what_is_wrong(precision: float, recall: float, said: str | None) -> None:
    found = {"cell": ClassScores(0.5, 0.4, precision, recall), "wall": scores(0.9)["cell"]}
    hint = RankedImage("a", Role.NEW, found, 0.5, None).hint
    assert (str(hint) if hint else None) == said


def test_roles_come_from_what_images_show_if_the_card_tells(
    project: Project, results: ResultSet
) -> None:
    shown = {i.name: short_hash(read_image(i.path)) for i in list_images(project)}
    card = replace(
        CARD, trained_on_pictures=(shown["1.png"],), held_out_pictures=(shown["0.png"],)
    )  # whatever they are called now
    known = replace(results, card=card)
    list(score_results(known, project))
    roles = [known.role(f"{n}.png") for n in range(4)]
    assert roles == [Role.HELD_OUT, Role.TRAINED_ON, Role.NEW, Role.NEW]


def test_the_table_is_written(
    qtbot: QtBot, workspace: Workspace, results: ResultSet, tmp_path: Path
) -> None:
    results.scores = {"0.png": scores(0.7), "1.png": scores(0.9)}
    workspace.prediction.results.open(results)
    with qtbot.waitSignal(workspace.ranking.noticed):
        workspace.ranking.export(tmp_path / "s.csv")
    lines = (tmp_path / "s.csv").read_text().splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["1.png", "held-out", "cell"],
        ["0.png", "trained-on", "cell"],
    ]
