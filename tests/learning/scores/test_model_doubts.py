"""Where a model is certain of something else than the labels."""

from __future__ import annotations

import numpy as np
import pytest
from discs import disc_project_in, draw, run_through

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.learning.scores import model_doubts
from unet_studio.learning.scores.model_doubts import BORDER_PX, ask_model, doubts_of
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation


def certain_of(mask, certainty=0.97, classes=3):
    """Probabilities of a model that sees this mask."""
    rest = (1 - certainty) / (classes - 1)
    found = np.full((classes, *mask.shape), rest, np.float32)
    np.put_along_axis(found, mask[None].astype(np.int64), certainty, axis=0)
    return found


def blank():
    return np.zeros((40, 50), np.uint8)


def test_a_missing_object_is_found_where_it_is():
    seen = blank()
    seen[10:20, 30:42] = 1
    (doubt,) = doubts_of(certain_of(seen), blank())
    assert (doubt.labelled, doubt.seen, doubt.pixels) == (0, 1, 120)
    assert doubt.box == (30, 10, 42, 20)
    assert doubt.certainty == pytest.approx(0.97)


def test_needless_and_exchanged_shapes():
    target = blank()
    target[4:16, 4:16], target[22:38, 20:40] = 1, 2
    seen = np.where(target == 2, 1, 0).astype(np.uint8)
    kinds = {(d.labelled, d.seen) for d in doubts_of(certain_of(seen), target)}
    assert kinds == {(1, 0), (2, 1)}


@pytest.mark.parametrize("certainty", [0.5, 0.89])
def test_what_the_model_is_not_certain_of_is_no_doubt(certainty):
    seen = blank()
    seen[10:20, 30:42] = 1
    assert not doubts_of(certain_of(seen, certainty), blank())


def test_borders_small_spots_and_ignored_pixels_are_no_doubt():
    target, seen = blank(), blank()
    target[10:30, 10:30] = 1
    seen[10 - BORDER_PX : 30 + BORDER_PX, 10 - BORDER_PX : 30 + BORDER_PX] = 1
    assert not doubts_of(certain_of(seen), target)
    speck = blank()
    speck[2:6, 2:6] = 1
    assert not doubts_of(certain_of(speck), blank())
    assert not doubts_of(certain_of(seen), np.full((40, 50), 255, np.uint8))


class Oracle:
    """Stands in for a trained model: it sees every disc."""

    def __init__(self, path, device):
        self.card = path  # the project, whose classes are those of the card

    def find_probabilities(self, pixels):
        yield
        seen = (pixels > 125).astype(np.uint8)
        return certain_of(seen, classes=2)


def test_an_object_nobody_drew_leads_to_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(model_doubts, "Predictor", Oracle)
    project = disc_project_in(tmp_path / "p", 3)
    images = list_images(project)
    write_annotation(project, images[1], Annotation((), stated_extent=LabelExtent.FULLY))
    reports, findings = run_through(ask_model(project, project))
    assert reports[-1].done == 3
    (missing,) = [f for f in findings if f.key == "doubt-missing"]
    x, y, radius = draw(1)[1]
    spot = max(missing.spots, key=lambda s: s.box[2] - s.box[0])
    assert spot.image == "1.png"
    assert spot.box == pytest.approx((x - radius, y - radius, x + radius, y + radius), abs=4)


def test_a_needless_shape_is_listed_and_the_job_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(model_doubts, "Predictor", Oracle)
    project = disc_project_in(tmp_path / "p", 2)
    everything = Shape("disc", [[0, 0], [72, 56]], ShapeType.RECTANGLE)
    write_annotation(project, list_images(project)[0], Annotation((everything,)))
    _, findings = run_through(ask_model(project, project))
    assert "doubt-needless" in {f.key for f in findings}
    job = ask_model(project, project)
    next(job)
    job.close()


def test_a_model_of_other_classes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(model_doubts, "Predictor", Oracle)
    other = disc_project_in(tmp_path / "other", 1, classes=("ring",))
    with pytest.raises(StudioError, match="does not know disc"):
        run_through(ask_model(other, disc_project_in(tmp_path / "p", 1)))
