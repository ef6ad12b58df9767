from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.exchange.mask_export import ExportSummary, export_labelme_four, export_voc
from unet_studio.storage.founding.project_new import LabelmeBeside, VocFolder, new_project
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.labelme_file import read_labels, write_labels
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from labelme_process import LabelmeProcess

    from unet_studio.domain.report import ProgressReport

SQUARE = Shape("a", [[1, 1], [3, 3]], ShapeType.RECTANGLE)


def end(job: Generator[ProgressReport, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value


def project_with(root: Path, *names: str, mode: str = "L") -> Project:
    project = Project(root, root, root, ClassTable.of(["a", "b"]))
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new(mode, (8, 6), 100).save(root / name)
    for image in list_images(project):
        write_annotation(project, image, Annotation((SQUARE,)))
    return project


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_voc_of_labelmes_examples_equals_labelmes_own(
    shared_data: Path, tmp_path: Path, labelme: LabelmeProcess
) -> None:
    folder = shared_data / "labelme_examples/examples/semantic_segmentation"
    project = end(
        new_project(tmp_path / "p", images_dir=folder / "data_annotated", labels=LabelmeBeside())
    )
    reference = folder / "data_dataset_voc"
    listed = (reference / "class_names.txt").read_text().split("\n")
    project = replace(project, classes=ClassTable.of(listed))
    summary = end(export_voc(project, tmp_path / "out"))
    assert summary == ExportSummary(3, (), tmp_path / "out")
    assert (tmp_path / "out" / "class_names.txt").read_text().split() == " ".join(listed).split()
    assert files(tmp_path / "out") >= {"JPEGImages/2011_000003.jpg"}
    values = {name: project.classes.id_of(name) for name in ["__ignore__", *listed]}
    for image in list_images(project):
        ours = read_mask(tmp_path / "out" / "SegmentationClass" / f"{image.stem}.png")
        np.testing.assert_array_equal(ours, labelme.draw_file(label_path(project, image), values))
        # The PNGs were made by an older labelme, which drew borders a little differently.
        theirs = read_mask(reference / "SegmentationClass" / f"{image.stem}.png")
        assert (ours != theirs).mean() < 0.005
        copied = tmp_path / "out" / "JPEGImages" / image.name
        assert copied.read_bytes() == image.path.read_bytes()


def test_the_four_files_of_labelmes_tutorial(
    shared_data: Path, tmp_path: Path, labelme: LabelmeProcess
) -> None:
    folder = shared_data / "labelme_examples/examples/tutorial"
    reference = folder / "apc2016_obj3"
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "apc2016_obj3.jpg").write_bytes(
        (folder / "apc2016_obj3.jpg").read_bytes()
    )
    (tmp_path / "images" / "apc2016_obj3.json").write_bytes(
        (folder / "apc2016_obj3.json").read_bytes()
    )
    root = tmp_path / "p"
    project = end(new_project(root, images_dir=tmp_path / "images", labels=LabelmeBeside()))
    summary = end(export_labelme_four(project, tmp_path / "out"))
    assert summary.written == 1
    out = tmp_path / "out" / "apc2016_obj3"
    assert files(out) == {"img.png", "label.png", "label_names.txt", "label_viz.png"}
    names = (out / "label_names.txt").read_text()
    assert names.split() == (reference / "label_names.txt").read_text().split()
    ours = read_mask(out / "label.png")
    values = {name: value for value, name in enumerate(names.split())}
    drawn = labelme.draw_file(root / "labels" / "apc2016_obj3.json", values)
    np.testing.assert_array_equal(ours, drawn)
    assert (ours != read_mask(reference / "label.png")).mean() < 0.005
    with Image.open(out / "img.png") as image, Image.open(folder / "apc2016_obj3.jpg") as original:
        np.testing.assert_array_equal(np.array(image), np.array(original))
    with Image.open(out / "label_viz.png") as image:
        assert image.mode == "RGB"
        assert image.size == (1210, 907)


def test_every_kind_of_shape_of_the_primitives(
    shared_data: Path, tmp_path: Path, labelme: LabelmeProcess
) -> None:
    folder = shared_data / "labelme_examples/examples/primitives"
    project = end(new_project(tmp_path / "p", images_dir=folder, labels=LabelmeBeside()))
    end(export_voc(project, tmp_path / "out"))
    values = {c.name: c.id for c in project.classes}
    drawn = labelme.draw_file(folder / "primitives.json", values)
    np.testing.assert_array_equal(
        read_mask(tmp_path / "out/SegmentationClass/primitives.png"), drawn
    )
    assert {s.shape_type for s in read_labels(folder / "primitives.json").annotation.shapes} >= {
        *(ShapeType.CIRCLE, ShapeType.LINE, ShapeType.LINESTRIP, ShapeType.MASK, ShapeType.POINT),
        *(ShapeType.POLYGON, ShapeType.RECTANGLE),
    }


def test_what_is_exported_can_be_imported(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png", "sub/a.png")
    annotation = Annotation((SQUARE,), stated_extent=LabelExtent.PARTLY)
    write_annotation(project, list_images(project)[0], annotation)
    end(export_voc(project, tmp_path / "out"))
    again = end(
        new_project(tmp_path / "q", images_dir=tmp_path / "out", labels=VocFolder(tmp_path / "out"))
    )
    assert [c.name for c in again.classes] == ["a", "b"]
    end(export_voc(again, tmp_path / "again"))
    for name in ("a.png", "sub/a.png"):
        first, second = (
            read_mask(tmp_path / o / "SegmentationClass" / name) for o in ("out", "again")
        )
        np.testing.assert_array_equal(first, second)


def test_images_of_one_stem_do_not_overwrite_each_other(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png", "a.bmp", "sub/a.png")
    summary = end(export_voc(project, tmp_path / "out"))
    assert summary.written == 3
    masks = {name for name in files(tmp_path / "out") if name.startswith("Seg")}
    assert len(masks) == 3
    pictures = {name for name in files(tmp_path / "out") if name.startswith("JPEG")}
    stems = [{name.partition("/")[2].removesuffix(".png") for name in g} for g in (masks, pictures)]
    assert stems[0] == stems[1]


def test_pictures_others_cannot_show_become_png(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png", "b.tif", mode="I;16")
    end(export_voc(project, tmp_path / "out"))
    for name in ("a.png", "b.png"):
        with Image.open(tmp_path / "out" / "JPEGImages" / name) as image:
            assert image.mode == "L"


@pytest.mark.parametrize("export", [export_voc, export_labelme_four])
def test_what_is_exported_never_becomes_an_image(tmp_path: Path, export: Any) -> None:
    Image.new("RGB", (8, 6)).save(tmp_path / "a.png")
    project = project_with(tmp_path, "a.png")
    for out in (tmp_path, tmp_path / "exported"):
        with pytest.raises(StudioError, match="among the project's images"):
            end(export(project, out))
    end(export(project, tmp_path / "masks"))
    assert [image.name for image in list_images(project)] == ["a.png"]


def test_turned_photographs_are_written_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (8, 6)).save(tmp_path / "a.jpg", exif=exif)
    project = project_with(tmp_path)
    end(export_voc(project, tmp_path / "masks"))
    with Image.open(tmp_path / "masks" / "JPEGImages" / "a.png") as image:
        assert image.size == (6, 8)
    assert read_mask(tmp_path / "masks" / "SegmentationClass" / "a.png").shape == (8, 6)


def test_a_bad_image_does_not_stop_the_others(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png", "b.png", "c.png")
    (tmp_path / "p" / "a.png").write_bytes(b"")
    unknown = Annotation((replace(SQUARE, class_name="unknown"),))
    write_labels(tmp_path / "p/b.json", unknown, image=tmp_path / "p/b.png", size=(6, 8))
    job = export_voc(project, tmp_path / "out")
    reports = []
    summary = None
    while summary is None:
        try:
            reports.append(next(job))
        except StopIteration as stop:
            summary = stop.value
    assert [report.problem is None for report in reports] == [False, False, True]
    assert summary.written == 1
    assert len(summary.problems) == 2


def test_a_broken_label_file_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png", "b.png")
    (tmp_path / "p" / "b.json").write_text("{")
    summary = end(export_voc(project, tmp_path / "out"))
    assert summary.written == 1
    assert "b.json" in str(summary.problems)


def test_ids_with_gaps_keep_their_line(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png")
    classes = ClassTable((project.classes.classes[0], replace(project.classes.classes[1], id=4)), 5)
    end(export_voc(replace(project, classes=classes), tmp_path / "out"))
    lines = (tmp_path / "out" / "class_names.txt").read_text().split()
    assert lines == ["_background_", "a", "_unused_2_", "_unused_3_", "b"]


def test_nothing_labelled_and_nowhere_to_write(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png")
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        end(export_voc(project, tmp_path / "file"))
    (tmp_path / "p" / "a.json").unlink()
    with pytest.raises(StudioError, match="nothing to export"):
        end(export_labelme_four(project, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_labels_are_not_touched(tmp_path: Path) -> None:
    project = project_with(tmp_path / "p", "a.png")
    before = (tmp_path / "p" / "a.json").read_bytes()
    end(export_labelme_four(project, tmp_path / "out"))
    assert (tmp_path / "p" / "a.json").read_bytes() == before
    assert json.loads(before)["imagePath"] == "a.png"
