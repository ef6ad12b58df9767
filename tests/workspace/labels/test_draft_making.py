"""Drafts of predictions: for the image in view, and for all unlabelled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_project import HEIGHT, WIDTH, small_project

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.draft import drawn_by
from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.storage.labels.label_history import label_versions, read_version
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.project.project_labels import read_annotation, read_mask
from unet_studio.workspace.labels.draft_making import Taking
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace

CARD = ModelCard(
    "net",
    "auto",
    NetworkConfig(),
    (LabelClass(1, "cell", "#112233"), LabelClass(2, "dust", "#332211")),
    "per-image",
    0,
)


@pytest.fixture
def opened(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Workspace:
    """Four images, the first labelled; each is predicted: a cell as there is, and some dust."""
    project = small_project(tmp_path / "project", 4, labelled=1)
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.document is not None)
    qtbot.waitUntil(lambda: workspace.states.is_complete)
    model = tmp_path / "net.safetensors"
    model.write_bytes(b"weights")
    results = ResultSet(CARD, tmp_path / "out", True, model=model)
    for k, image in enumerate(workspace.images):
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        at = 4 + 3 * k
        mask[at : at + 16, at : at + 16] = 1
        mask[40:44, 50:58] = 2
        path = tmp_path / "out" / image.name
        write_mask(path, mask, project.classes.added("dust"))
        results.images.append(ResultImage(image, path))
    workspace.prediction.results.open(results)
    return workspace


def image(workspace: Workspace, number: int) -> ImageRef:
    return workspace.images[number]


def names_of_drafts(workspace: Workspace) -> list[str]:
    return [draft.class_name for draft in workspace.review.drafts]


def test_an_unlabelled_image_gets_all_regions(qtbot: QtBot, opened: Workspace) -> None:
    with qtbot.waitSignal(opened.drafts.made):
        opened.drafts.correct("2.png")

    assert opened.image == image(opened, 2)
    assert names_of_drafts(opened) == ["cell", "dust"]
    assert {drawn_by(d) for d in opened.review.drafts} == {"net@" + _hash()}
    assert opened.review.authors == ["net"]
    assert "dust" in opened.project.classes  # type: ignore[union-attr]
    assert opened.labels.flush()
    assert opened.states.states["2.png"].has_drafts
    assert opened.states.states["2.png"].extent is LabelExtent.UNLABELLED
    assert read_mask(opened.project, image(opened, 2)) is None  # type: ignore[arg-type]
    opened.review.accept_all()
    assert opened.labels.flush()
    mask = read_mask(opened.project, image(opened, 2))  # type: ignore[arg-type]
    assert mask is not None
    assert [int((mask == value).sum()) for value in (1, 2, 255)] == [256, 32, 0]


def test_taking_it_twice_leaves_each_once(qtbot: QtBot, opened: Workspace) -> None:
    for _ in range(2):
        with qtbot.waitSignal(opened.drafts.made):
            opened.drafts.correct("2.png")
    assert names_of_drafts(opened) == ["cell", "dust"]


def test_labels_are_kept_or_replaced_as_a_person_says(qtbot: QtBot, opened: Workspace) -> None:
    own = opened.document.annotation.shapes  # type: ignore[union-attr]
    for how, drafts, kept in (
        (Taking.ADD, ["dust"], own),
        (Taking.REPLACE, ["cell", "dust"], ()),
        (None, [], own),
    ):
        with qtbot.waitSignal(opened.drafts.choice_needed):
            opened.drafts.correct("0.png")
        assert names_of_drafts(opened) == []
        opened.drafts.take(how)
        qtbot.waitUntil(lambda drafts=drafts: names_of_drafts(opened) == drafts)
        shapes = opened.document.annotation.shapes  # type: ignore[union-attr]
        assert tuple(s for s in shapes if not s.is_draft) == kept
        opened.document.undo_stack.setIndex(0)  # type: ignore[union-attr]


def test_where_the_labels_lack_nothing_it_is_said(
    qtbot: QtBot, opened: Workspace, notices: list[Notice]
) -> None:
    mask = opened.prediction.results.find("0.png").mask_path  # type: ignore[union-attr]
    write_mask(mask, np.zeros((HEIGHT, WIDTH), np.uint8), opened.project.classes)  # type: ignore
    with qtbot.waitSignal(opened.drafts.choice_needed):
        opened.drafts.correct("0.png")
    with qtbot.waitSignal(opened.drafts.made):
        opened.drafts.take(Taking.ADD)
    assert "found nothing in 0.png" in str(notices[-1].message)


def test_a_mask_of_another_size_is_refused(
    qtbot: QtBot, opened: Workspace, notices: list[Notice]
) -> None:
    mask = opened.prediction.results.find("2.png").mask_path  # type: ignore[union-attr]
    write_mask(mask, np.zeros((5, 5), np.uint8), opened.project.classes)  # type: ignore
    opened.drafts.correct("2.png")
    qtbot.waitUntil(lambda: bool(notices))
    assert "not as large as the image" in str(notices[-1].message)
    assert opened.review.drafts == ()


def test_images_of_another_folder_are_not_corrected_here(
    opened: Workspace, notices: list[Notice]
) -> None:
    opened.prediction.results.current.is_of_project = False  # type: ignore[union-attr]
    opened.drafts.correct("2.png")
    assert "not an image of the open project" in str(notices[-1].message)
    assert not opened.drafts.is_possible


def test_all_unlabelled_images_get_drafts_and_labelled_ones_none(
    qtbot: QtBot, opened: Workspace, notices: list[Notice]
) -> None:
    labels = image(opened, 0).path.with_suffix(".json")
    before = labels.read_bytes()
    opened.drafts.make_for_unlabelled()
    qtbot.waitUntil(lambda: not opened.task.is_running)
    qtbot.waitUntil(lambda: len(opened.states.with_drafts) == 3)
    assert "3 images have drafts" in " ".join(str(notice.message) for notice in notices)
    assert labels.read_bytes() == before
    project = opened.project
    assert project is not None
    for number in (1, 2, 3):
        annotation = read_annotation(project, image(opened, number))
        assert len(annotation.drafts) == len(annotation.shapes) == 2
    (version, *_) = label_versions(project, image(opened, 1))
    assert read_version(version) is None  # there had been no file

    first = image(opened, 1).path.with_suffix(".json").read_bytes()
    opened.drafts.make_for_unlabelled()  # once more: drafts in place of drafts
    qtbot.waitUntil(lambda: not opened.task.is_running)
    assert image(opened, 1).path.with_suffix(".json").read_bytes() == first


def test_cancelled_it_leaves_whole_files(qtbot: QtBot, opened: Workspace) -> None:
    opened.drafts.make_for_unlabelled()
    opened.task.cancel()
    qtbot.waitUntil(lambda: not opened.task.is_running)
    project = opened.project
    assert project is not None
    for one in opened.images:
        annotation = read_annotation(project, one)  # raises if a file were torn
        assert len(annotation.shapes) in (0, 1, 2)


def _hash() -> str:
    import hashlib

    return hashlib.sha256(b"weights").hexdigest()[:12]
