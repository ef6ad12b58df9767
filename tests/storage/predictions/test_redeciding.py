"""Masks of a prediction folder decided anew from the probabilities that are kept there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from small_project import HEIGHT, WIDTH, write_image

from unet_studio.domain.decision import Decision
from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.deciding import decided_mask
from unet_studio.storage.labels.labelme_file import read_labels
from unet_studio.storage.pictures.image_folder import find_images
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.prediction_folder import PredictionFolder, beside
from unet_studio.storage.predictions.prediction_report import read_head, read_report
from unet_studio.storage.predictions.probability_file import read_probabilities
from unet_studio.storage.predictions.redeciding import (
    decision_of,
    kinds_in,
    redecide,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef

CLASSES = ClassTable.of(["cell"])
LOW = Decision(threshold=0.2)


@pytest.fixture
def images(tmp_path: Path) -> Sequence[ImageRef]:
    for name in ("0.png", "1.png", "sub/2.png"):
        write_image(tmp_path / "in" / name)
    return find_images(tmp_path / "in")


@pytest.fixture
def out(images: Sequence[ImageRef], tmp_path: Path) -> Path:
    """What a prediction leaves behind."""
    made = tmp_path / "out"
    folder = PredictionFolder(made, ["masks", "overlays", "drafts", "probabilities"])
    for seed, image in enumerate(images):
        likely = np.random.default_rng(seed).random((HEIGHT // 8, WIDTH // 8)).repeat(8, 0)
        likely = likely.repeat(8, 1).astype(np.float32)
        found = np.stack([1 - likely, likely])
        mask = decided_mask(found, Decision(), CLASSES)
        for _ in folder.writing(image.name, likely, mask, found, CLASSES, drawn_by="m@1"):
            pass
    content = json.dumps(
        {
            "model": "m",
            "how": {"models": "m@1", "views": 1, "decision": Decision().as_json()},
            "files": [{"name": i.name, "status": "done", "seconds": 1.0} for i in images],
        }
    )
    (made / "report.json").write_text(content, encoding="utf-8")
    return made


def run(job: Generator[Any, None, Any]) -> tuple[list[Any], Any]:
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return reports, end.value


def is_decided(out: Path, name: str, decision: Decision) -> bool:
    found = read_probabilities(out / "probabilities" / f"{name}.tif")
    expected = decided_mask(found, decision, CLASSES)
    return np.array_equal(read_mask(out / "masks" / f"{name}.png"), expected)


def test_all_that_is_made_of_masks_follows(images: Sequence[ImageRef], out: Path) -> None:
    kept = (out / "probabilities" / "0.tif").read_bytes()
    before = {
        p: p.read_bytes() for k in ("masks", "overlays", "drafts") for p in out.rglob(f"{k}/**/*.*")
    }
    assert len(before) == 9

    reports, failed = run(redecide(out, images, LOW, CLASSES))

    assert failed == {}
    finished = [r for r in reports if r.is_finished]
    assert [(r.done, r.name, r.mask) for r in finished] == [
        (1, "0.png", out / "masks" / "0.png"),
        (2, "1.png", out / "masks" / "1.png"),
        (3, "sub/2.png", out / "masks" / "sub" / "2.png"),
    ]
    assert all(is_decided(out, name, LOW) for name in ("0", "1", "sub/2"))
    assert all(path.read_bytes() != content for path, content in before.items())
    assert (out / "probabilities" / "0.tif").read_bytes() == kept
    drafts = read_labels(out / "drafts" / "0.json").annotation
    assert drafts.shapes[0].extra["unet_studio"]["drawn_by"] == "m@1"
    report = read_report(out)
    assert decision_of(report) == LOW
    assert report["files"] == [{"name": i.name, "status": "done", "seconds": 1.0} for i in images]
    assert not (out / "contours").exists()


def hows(out: Path) -> list[object]:
    """How each image is decided, where it is not as the folder says."""
    lines = read_report(out)["files"]
    return [line["how"]["decision"]["threshold"] if "how" in line else None for line in lines]


def test_stopped_half_way_the_report_says_which_image_is_decided_how(
    images: Sequence[ImageRef], out: Path
) -> None:
    job = redecide(out, images, LOW, CLASSES)
    while not next(job).is_finished:
        pass
    job.close()

    assert hows(out) == [None, 0.5, 0.5]
    assert decision_of(read_report(out)) == LOW
    assert is_decided(out, "0", LOW)
    assert is_decided(out, "1", Decision())
    run(redecide(out, images, LOW, CLASSES))  # once more, to the end
    assert hows(out) == [None] * 3
    assert is_decided(out, "1", LOW)


def test_one_that_fails_stays_as_it_was(images: Sequence[ImageRef], out: Path) -> None:
    (out / "probabilities" / "1.tif").write_bytes(b"torn")
    _, failed = run(redecide(out, images, LOW, CLASSES))

    assert list(failed) == ["1.png"]
    assert is_decided(out, "sub/2", LOW)
    assert hows(out) == [None, 0.5, None]


def test_a_picture_of_another_size_is_told(images: Sequence[ImageRef], out: Path) -> None:
    Image.new("L", (5, 5)).save(images[0].path)
    before = (out / "masks" / "0.png").read_bytes()
    _, failed = run(redecide(out, images, LOW, CLASSES))

    assert "another size" in str(failed["0.png"])
    assert (out / "masks" / "0.png").read_bytes() == before


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "\u0000", '{"how": {"decision": 3}}', '{"how": 3}']
)
def test_a_report_that_says_nothing_is_taken_as_usual(tmp_path: Path, content: str) -> None:
    (tmp_path / "report.json").write_text(content, encoding="utf-8")
    assert decision_of(read_report(tmp_path)) == Decision()


def test_where_the_other_files_of_a_mask_are(images: Sequence[ImageRef], out: Path) -> None:
    folder = PredictionFolder(out, [])
    assert kinds_in(out) == {"masks", "overlays", "drafts", "probabilities"}
    for image in images:
        for kind in kinds_in(out):
            path = beside(folder.path("masks", image.name), out, kind)
            assert path == folder.path(kind, image.name)
            assert path.exists()


def test_the_head_of_a_report_says_what_the_whole_says_of_all_images(
    images: Sequence[ImageRef], out: Path, tmp_path: Path
) -> None:
    run(redecide(out, images, LOW, CLASSES))
    whole = read_report(out)
    assert read_head(out) == {key: value for key, value in whole.items() if key != "files"}
    assert read_head(tmp_path) == {}
    (out / "report.json").write_text('{"how": {"models": "m"}, "files": []}', encoding="utf-8")
    assert read_head(out)["how"] == {"models": "m"}
    (out / "report.json").write_text('[1,\n "files": [\n', encoding="utf-8")
    assert read_head(out) == {}
