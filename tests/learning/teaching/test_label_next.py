"""What to label next, in small real projects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from discs import HEIGHT, WIDTH, disc_project_in, draw, run_through
from PIL import Image
from small_models import untrained_model

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.project import ImageRef
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.teaching.label_next import label_next, spread_sample
from unet_studio.storage.pictures.image_folder import REPORT_NAME
from unet_studio.storage.predictions.probability_file import write_probabilities
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.storage.runs.model_file import ModelFileError, read_model, write_model


@pytest.fixture
def model(tmp_path):
    return untrained_model(tmp_path / "m.safetensors")


def suggested(model, project, **wish):
    return run_through(label_next(model, project, device="cpu", **wish))[1]


def store(project, model, chances):
    """What the model is to have said earlier: one chance of the class per image."""
    out = project.root / "predictions" / "m"
    run_through(
        predict_files(model, list_images(project), out, save={"probabilities"}, device="cpu")
    )
    for name, chance in chances.items():
        said = np.stack([np.full((HEIGHT, WIDTH), p, np.float32) for p in (1 - chance, chance)])
        write_probabilities(out / "probabilities" / f"{name}.tif", said)


def test_held_out_and_labelled_images_are_never_suggested(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 6, labelled=2, held_out=("1.png", "4.png"))
    queue = suggested(model, project)
    assert sorted(s.image for s in queue.suggestions) == ["2.png", "3.png", "5.png"]
    assert (queue.looked_at, queue.candidates) == (3, 3)
    assert not queue.is_sample


def test_it_says_the_same_when_asked_again(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 5, labelled=1)
    assert suggested(model, project) == suggested(model, project)


def test_every_suggestion_has_a_spot_inside_its_image_and_a_reason(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 3, labelled=1)
    for found in suggested(model, project).suggestions:
        left, top, right, bottom = found.spot
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
        assert found.size == (HEIGHT, WIDTH)
        assert found.reasons
        assert 0 <= found.uncertainty <= 1


def test_kept_probabilities_are_used(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 3, labelled=0)
    store(project, model, {"0": 0.001, "1": 0.5, "2": 0.001})
    first, *others = suggested(model, project).suggestions
    assert (first.image, first.uncertainty) == ("1.png", pytest.approx(1.0, abs=0.01))
    assert all(s.uncertainty < 0.05 for s in others)
    assert "sure" in str(others[-1].reasons[-1])


def test_what_another_model_of_that_name_said_is_not_used(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 1, labelled=0)
    store(project, model, {"0": 0.001})
    (before,) = suggested(model, project).suggestions
    card, weights = read_model(model)
    write_model(model, replace(card, patch_px=64), weights)
    (after,) = suggested(model, project).suggestions
    assert before.uncertainty < 0.05 < after.uncertainty


def test_what_was_said_of_a_picture_that_changed_is_not_used(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 1, labelled=0)
    store(project, model, {"0": 0.001})
    Image.fromarray(draw(7)[0]).save(project.root / "0.png")
    (found,) = suggested(model, project).suggestions
    assert found.uncertainty > 0.05


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"files": [{}], "how": {}}'])
def test_a_torn_report_is_passed_over(tmp_path, model, torn):
    project = disc_project_in(tmp_path / "p", 1, labelled=0)
    store(project, model, {"0": 0.001})
    (project.root / "predictions" / "m" / REPORT_NAME).write_text(torn, "utf-8")
    (found,) = suggested(model, project).suggestions
    assert found.uncertainty > 0.05


def test_of_a_partly_labelled_image_only_the_rest_counts(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 2, labelled=0)
    store(project, model, {"0": 0.5, "1": 0.2})
    everything = Shape("disc", np.array([[0, 0], [WIDTH, HEIGHT]]), ShapeType.RECTANGLE)
    drawn = Annotation((everything,), stated_extent=LabelExtent.PARTLY)
    write_annotation(project, list_images(project)[0], drawn)
    first, second = suggested(model, project).suggestions
    assert (first.image, second.image) == ("1.png", "0.png")
    assert second.uncertainty == 0.0


def test_a_picture_that_cannot_be_read_is_told_and_left_out(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 3, labelled=0)
    (project.root / "1.png").write_bytes(b"no picture")
    reports, queue = run_through(label_next(model, project, device="cpu"))
    assert sorted(s.image for s in queue.suggestions) == ["0.png", "2.png"]
    (problem,) = [r.problem for r in reports if r.problem is not None]
    assert "1.png" in str(problem)


def test_an_image_that_is_unlike_the_labelled_ones_comes_first_and_says_so(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 4, labelled=3)
    stripes = np.tile(np.uint8([0, 255]), (HEIGHT, WIDTH // 2))
    Image.fromarray(stripes).save(project.root / "stripes.png")
    first = suggested(model, project).suggestions[0]
    assert first.image == "stripes.png"
    assert "unlike" in str(first.reasons[0])


def test_there_is_nothing_to_suggest_where_all_is_labelled(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 2)
    assert suggested(model, project).suggestions == ()


def test_stopping_in_the_middle_changes_nothing(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 3, labelled=1)
    before = sorted(project.root.rglob("*"))
    job = label_next(model, project, device="cpu")
    next(job)
    job.close()
    assert sorted(project.root.rglob("*")) == before


def test_what_is_no_model_is_refused(tmp_path):
    project = disc_project_in(tmp_path / "p", 1)
    file = tmp_path / "m.safetensors"
    file.write_bytes(b"nothing")
    with pytest.raises(ModelFileError):
        next(label_next(file, project))


def test_of_many_images_a_sample_from_all_over_is_looked_at(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 6, labelled=0)
    queue = suggested(model, project, looked_at=3)
    assert (queue.looked_at, queue.candidates, len(queue.suggestions)) == (3, 6, 3)
    assert queue.is_sample


def test_a_sample_takes_one_of_each_stretch_and_another_one_each_turn(tmp_path):
    images = [ImageRef(f"{n}.png", tmp_path) for n in range(10_000)]
    first, again, second = (spread_sample(images, 200, turn) for turn in (0, 0, 1))
    assert first == again
    assert first != second
    stretches = [int(image.name[:-4]) // 50 for image in first]
    assert stretches == list(range(200))


def test_images_held_out_later_are_left_out(tmp_path, model):
    project = disc_project_in(tmp_path / "p", 2, labelled=0)
    write_project(later := replace(project, held_out=frozenset({"0.png"})))
    assert [s.image for s in suggested(model, later).suggestions] == ["1.png"]
