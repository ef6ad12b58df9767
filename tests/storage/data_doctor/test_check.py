from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from spoilt_projects import (
    box,
    checked,
    draw,
    found,
    fully,
    keys,
    picture,
    redraw,
    sound_project,
)

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.domain.finding import Level
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.data_doctor.check import check_data
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation


@pytest.fixture
def project(tmp_path) -> Project:
    return sound_project(tmp_path / "p")


def test_of_a_sound_project_there_is_nothing_to_say(project) -> None:
    findings = checked(project)
    assert not keys(findings)
    assert {"images", "labelled", "split", "class:cell"} == {f.key for f in findings}


def test_it_can_be_stopped_and_leaves_labels_as_they_are(project) -> None:
    before = {path: path.read_bytes() for path in project.root.glob("*.json")}
    job = check_data(project)
    assert next(job).total == 6
    job.close()
    checked(project)
    assert before == {path: path.read_bytes() for path in project.root.glob("*.json")}


def test_everything_bad_says_why_and_what_to_do(project) -> None:
    (project.root / "0.png").write_bytes(b"")
    (project.root / "1.json").write_text("[]", "utf-8")
    spoilt = replace(project, classes=ClassTable.of(["nucleus"]), held_out=frozenset({"9.png"}))
    findings = [f for f in checked(spoilt) if f.level is not Level.OK]
    assert len(findings) >= 5
    assert all(f.fix and f.why and f.key for f in findings if f.key != "few-labelled")
    weights = [list(Level).index(f.level) for f in findings]
    assert weights == sorted(weights, reverse=True)


# ---- pictures ----


@pytest.mark.parametrize("content", [b"", b"no picture", None])
def test_a_picture_that_cannot_be_read_is_named(project, content) -> None:
    path = project.root / "2.png"
    path.write_bytes(path.read_bytes()[:200] if content is None else content)
    finding = found(project, "unreadable-picture")
    assert (finding.level, finding.images) == (Level.PROBLEM, ("2.png",))
    assert "2.png" in str(finding.spots[0].note)


def test_another_number_of_channels_is_a_problem(project) -> None:
    import tifffile

    path = project.root / "7.tif"
    pixels = np.random.default_rng(0).integers(0, 255, (48, 64, 5)).astype(np.uint8)
    tifffile.imwrite(path, pixels, photometric="minisblack", planarconfig="contig")
    assert found(project, "other-channels").level is Level.WARNING  # it is only to be predicted
    redraw(project, "7.tif", fully(box(4, 4, 16, 16)))
    finding = found(project, "other-channels")
    assert (finding.level, finding.images) == (Level.PROBLEM, ("7.tif",))


def test_colour_beside_grey_is_a_hint_and_grey_kept_as_colour_is_none(project) -> None:
    grey = np.asarray(Image.open(project.root / "3.png"))
    Image.fromarray(np.dstack([grey] * 3)).save(project.root / "3.png")
    assert not keys(checked(project))
    Image.fromarray(np.dstack([grey, grey // 2, grey])).save(project.root / "3.png")
    finding = found(project, "grey-and-colour")
    assert (finding.level, finding.images) == (Level.HINT, ("3.png",))


def test_another_depth(project) -> None:
    deep = np.asarray(Image.open(project.root / "3.png")).astype(np.uint16) * 200
    Image.fromarray(deep).save(project.root / "6.png")
    assert found(project, "unlabelled-depth").images == ("6.png",)
    Image.fromarray(deep).save(project.root / "3.png")
    assert found(project, "other-depth").images == ("3.png",)


def test_a_picture_with_hardly_any_contrast(project) -> None:
    pixels = np.asarray(Image.open(project.root / "3.png"))
    Image.fromarray((pixels // 32).astype(np.uint8)).save(project.root / "3.png")
    assert found(project, "no-contrast").images == ("3.png",)


def test_bright_things_of_a_few_pixels_are_contrast(project) -> None:
    pixels = np.full((48, 64), 12, np.uint8)
    pixels[20:23, 20:23] = 180
    Image.fromarray(pixels).save(project.root / "3.png")
    redraw(project, "3.png", fully(box(20, 20, 2, 2)))
    assert "no-contrast" not in keys(checked(project))


def test_a_picture_of_another_magnification(project) -> None:
    import tifffile

    for number, per_cm in enumerate([20_000, 20_000, 20_000, 5_000], 10):
        pixels, shape = picture(number)
        tifffile.imwrite(project.root / f"{number}.tif", pixels,
                         resolution=(per_cm, per_cm), resolutionunit="CENTIMETER")  # fmt: skip
        redraw(project, f"{number}.tif", fully(shape))
    assert found(project, "other-scale").images == ("13.tif",)


def test_sizes_matter_only_where_they_are_far_apart(project) -> None:
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (90, 120)).astype(np.uint8)).save(
        project.root / "6.png"
    )
    redraw(project, "6.png", fully(box(4, 4, 16, 16)))
    assert "far-sizes" not in keys(checked(project))
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (250, 250)).astype(np.uint8)).save(
        project.root / "6.png"
    )
    assert "6.png" in found(project, "far-sizes").images


# ---- labels ----


def test_a_broken_label_file(project) -> None:
    (project.root / "2.json").write_text("{ no json", "utf-8")
    finding = found(project, "broken-labels")
    assert (finding.level, finding.images) == (Level.PROBLEM, ("2.png",))


def test_a_shape_with_a_corner_nowhere(project) -> None:
    path = project.root / "2.json"
    text = path.read_text("utf-8")
    first = text.index("[", text.index('"points"')) + 1
    number = text[text.index("[", first) + 1 : text.index(",", text.index("[", first))]
    path.write_text(text.replace(number, " NaN", 1) if "NaN" not in text else text, "utf-8")
    assert keys(checked(project)) & {"unusable-parts", "broken-labels"}


def test_labels_made_for_another_size(project) -> None:
    pixels = np.random.default_rng(5).integers(0, 255, (60, 80)).astype(np.uint8)
    Image.fromarray(pixels).save(project.root / "2.png")
    assert found(project, "labels-of-other-size").images == ("2.png",)


@pytest.mark.parametrize(
    ("key", "shape", "level"),
    [
        ("duplicate-shapes", picture(2)[1], Level.WARNING),
        ("slivers", box(30, 30, 1, 1), Level.WARNING),
        ("slivers", box(10, 40, 30, 0.5), Level.WARNING),
        ("crossing-outlines", Shape("cell", [[2, 2], [20, 20], [20, 2], [2, 20]]), Level.HINT),
        ("shapes-outside", box(100, 100, 9, 9), Level.WARNING),
        ("shapes-beyond-border", box(55, 20, 30, 9), Level.HINT),
    ],
)
def test_a_shape_drawn_amiss_is_shown(project, key, shape, level) -> None:
    draw(project, "2.png", shape)
    finding = found(project, key)
    assert finding.level is level
    (spot,) = finding.spots
    assert (spot.image, spot.shape) == ("2.png", 1)
    assert spot.box is not None
    assert keys(checked(project)) - {key} <= {"odd-size:cell"}


def test_a_small_sound_shape_is_no_sliver(project) -> None:
    draw(project, "2.png", box(30, 40, 4, 3))
    assert not keys(checked(project))


def test_shapes_of_a_class_that_the_project_does_not_know(project) -> None:
    draw(project, "2.png", box(30, 30, 9, 9, "vesicle"))
    finding = found(project, "unknown-class:vesicle")
    assert finding.level is Level.PROBLEM
    assert finding.remedy.applied(project).classes.by_name("vesicle") is not None


def test_images_without_a_shape(project) -> None:
    redraw(project, "2.png", fully())
    assert found(project, "empty-labels").images == ("2.png",)
    redraw(project, "2.png", Annotation(stated_extent=LabelExtent.UNLABELLED))
    assert "empty-labels" not in keys(checked(project))


def test_an_image_of_which_hardly_anything_is_labelled(project) -> None:
    partly = LabelExtent.PARTLY
    redraw(project, "2.png", Annotation((box(5, 5, 2, 2),), stated_extent=partly))
    assert found(project, "scarcely-labelled").images == ("2.png",)
    redraw(project, "2.png", Annotation((box(5, 5, 20, 20),), stated_extent=partly))
    assert "scarcely-labelled" not in keys(checked(project))


def test_held_out_images_that_show_nothing_found_wrongly(project) -> None:
    partly, square = LabelExtent.PARTLY, box(5, 5, 20, 20)
    redraw(project, "1.png", Annotation((square,), stated_extent=partly))
    redraw(project, "2.png", Annotation((square,), stated_extent=partly))
    finding = found(project, "one-sided-held-out")
    assert (finding.level, finding.images) == (Level.WARNING, ("1.png",))
    background = box(30, 5, 8, 8, "_background_")
    redraw(project, "1.png", Annotation((square, background), stated_extent=partly))
    assert "one-sided-held-out" not in keys(checked(project))
    redraw(project, "1.png", fully(square))
    assert "one-sided-held-out" not in keys(checked(project))


def test_images_that_teach_nothing_but_one_class(project) -> None:
    partly, learnt = LabelExtent.PARTLY, ("0.png", "2.png", "3.png", "5.png")
    for name in learnt:
        redraw(project, name, Annotation((box(5, 5, 20, 20),), stated_extent=partly))
    finding = found(project, "nothing-else-learnt")
    assert (finding.level, finding.images) == (Level.PROBLEM, learnt)
    assert "cell" in str(finding.why)
    redraw(project, "2.png", fully(box(5, 5, 20, 20)))
    assert "nothing-else-learnt" not in keys(checked(project))


def test_classes_that_overlap_in_part_and_those_drawn_into_others(project) -> None:
    two = replace(project, classes=ClassTable.of(["cell", "nucleus"]))
    for name in ("2.png", "1.png"):
        redraw(two, name, fully(box(5, 5, 30, 30), box(10, 10, 8, 8, "nucleus")))
    assert "overlapping-classes" not in keys(checked(two))
    redraw(two, "2.png", fully(box(5, 5, 30, 30), box(25, 10, 20, 20, "nucleus")))
    (spot,) = found(two, "overlapping-classes").spots
    assert spot.box == pytest.approx((25, 10, 36, 31), abs=1)


def test_a_shape_under_one_of_another_class_is_hidden(project) -> None:
    two = replace(project, classes=ClassTable.of(["cell", "nucleus"]))
    redraw(two, "1.png", fully(box(5, 5, 30, 30), box(10, 10, 8, 8, "nucleus")))
    redraw(two, "2.png", fully(box(10, 10, 8, 8, "nucleus"), box(5, 5, 30, 30)))
    (spot,) = found(two, "hidden-shapes").spots
    assert (spot.image, spot.shape) == ("2.png", 0)


# ---- classes and split ----


def test_a_class_nobody_drew(project) -> None:
    table = project.classes.added("vesicle")
    finding = found(replace(project, classes=table), "unused-class:vesicle")
    assert finding.remedy.applied(project).classes == project.classes


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["2.png"], "once:rare"),
        (["1.png", "4.png"], "never-learnt:rare"),
        (["2.png", "3.png"], "never-scored:rare"),
        (["1.png", "2.png"], None),
    ],
)
def test_a_class_that_is_not_on_both_sides(project, names, key) -> None:
    two = replace(project, classes=ClassTable.of(["cell", "rare"]))
    for name in names:
        draw(two, name, box(44, 30, 10, 10, "rare"))
    assert keys(checked(two)) == ({key} if key else set())
    if key and not key.startswith("once"):
        assert not keys(checked(found(two, key).remedy.applied(two)))


def test_a_tiny_class(project) -> None:
    two = replace(project, classes=ClassTable.of(["cell", "rare"]))
    for name in ("1.png", "2.png"):
        draw(two, name, box(50, 36, 1.6, 1.6, "rare"))
    assert "tiny-class:rare" in keys(checked(two))


@pytest.mark.parametrize(
    ("held_out", "key", "level"),
    [
        (set(), "none-held-out", Level.WARNING),
        ({"gone.png", "1.png"}, "gone-held-out", Level.WARNING),
        ({f"{n}.png" for n in range(6)}, "all-held-out", Level.PROBLEM),
    ],
)
def test_held_out_images_that_cannot_serve(project, held_out, key, level) -> None:
    spoilt = replace(project, held_out=frozenset(held_out))
    finding = found(spoilt, key)
    assert finding.level is level
    assert key not in keys(checked(finding.remedy.applied(spoilt)))


@pytest.mark.parametrize(
    ("left", "level", "advice"),
    [
        (4, Level.WARNING, "Label more"),
        (1, Level.WARNING, "one is enough to train, but then none is held out"),
        (0, Level.PROBLEM, "nothing to learn from"),
    ],
)
def test_few_labels(project, left, level, advice) -> None:
    for number in range(left, 6):
        (project.root / f"{number}.json").unlink()
    finding = found(project, "few-labelled")
    assert finding.level is level
    assert advice in str(finding.fix)


def test_the_only_labelled_image_had_better_not_be_held_out(project) -> None:
    for number in range(1, 6):
        (project.root / f"{number}.json").unlink()
    finding = found(replace(project, held_out=frozenset()), "none-held-out")
    assert str(finding.fix).startswith("Label another image")
    assert finding.remedy is None


def test_no_images(tmp_path) -> None:
    assert "no-images" in keys(checked(Project(tmp_path, tmp_path / "gone", tmp_path)))


def test_the_same_picture_on_both_sides_of_the_split(project) -> None:
    Image.open(project.root / "1.png").save(project.root / "0.png")
    finding = found(project, "leak-duplicate")
    assert finding.images == ("1.png",)
    mended = finding.remedy.applied(project)
    assert mended.held_out == {"4.png"}
    assert keys(checked(mended)) == {"same-picture"}


# ---- what differs from the rest ----


def test_a_shape_far_larger_than_the_others_of_its_class(project) -> None:
    for name in [f"{n}.png" for n in range(6)]:
        draw(project, name, *(box(2 + 8 * k, 38, 5, 5) for k in range(4)))
    assert "odd-size:cell" not in keys(checked(project))
    draw(project, "2.png", box(2, 2, 58, 34))
    (spot,) = found(project, "odd-size:cell").spots
    assert spot.image == "2.png"


def test_an_inverted_picture_and_exchanged_labels_are_suspicious(project) -> None:
    pixels, _ = picture(2, inverted=True)
    Image.fromarray(pixels).save(project.root / "2.png")
    finding = found(project, "reversed:cell:background")
    assert finding.images == ("2.png",)
    assert "darker" in str(finding.message)


def test_a_thousand_images_are_looked_at_within_the_minute(tmp_path) -> None:
    """60 ms each; measured on a hundred, as it grows with their number."""
    import time

    project = sound_project(tmp_path / "p", images=100)
    start = time.perf_counter()
    checked(project)
    assert time.perf_counter() - start < 6


def test_planes_of_one_stack_cannot_be_kept_apart(tmp_path) -> None:
    import tifffile

    root = tmp_path / "p"
    root.mkdir()
    planes = [picture(n) for n in range(5)]
    tifffile.imwrite(root / "s.tif", np.stack([p for p, _ in planes]), photometric="minisblack")
    held_out = frozenset({"s.tif#0005"})
    project = Project(root, root, root, ClassTable.of(["cell"]), held_out)
    for image, (_, shape) in zip(list_images(project), planes, strict=True):
        write_annotation(project, image, fully(shape))
    finding = found(project, "leak-stack")
    assert finding.images == ("s.tif#0005",)
    assert finding.remedy is None
