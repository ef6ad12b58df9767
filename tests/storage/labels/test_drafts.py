"""Drafts never reach anything that learns, scores, counts or exports."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from drawn_shapes import HEIGHT, WIDTH, annotations
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.draft import as_draft, confirmed, without_drafts
from unet_studio.domain.label_class import IGNORE_ID, ClassTable
from unet_studio.domain.project import ImageRef, Project
from unet_studio.imaging.rasterize import rasterize, shape_mask
from unet_studio.storage.data_doctor.survey import look_at
from unet_studio.storage.exchange.coco_export import export_coco
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.labelme_file import (
    label_bytes,
    parse_labels,
    read_summary,
    write_labels,
)
from unet_studio.storage.project.class_count import count_classes
from unet_studio.storage.project.label_batch import state_extents
from unet_studio.storage.project.label_scan import LabelScan, LabelState
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import (
    images_with_drafts,
    labelled_images,
    read_annotation,
    read_mask,
    write_annotation,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CLASSES = ClassTable.of(["a", "b"])
SIZE = HEIGHT, WIDTH
UNLABELLED, PARTLY, FULLY = LabelExtent.UNLABELLED, LabelExtent.PARTLY, LabelExtent.FULLY


@st.composite
def with_some_drafts(draw: st.DrawFn) -> Annotation:
    drawn = draw(annotations())
    stated = draw(st.sampled_from([None, *LabelExtent]))
    shapes = [as_draft(s, "m@1") if draw(st.booleans()) else s for s in drawn.shapes]
    return replace(drawn, shapes=tuple(shapes), stated_extent=stated)


@given(annotation=with_some_drafts())
@settings(deadline=None)
def test_a_mask_is_the_same_with_drafts_and_without_them(annotation: Annotation) -> None:
    mask = rasterize(annotation, SIZE, CLASSES)

    np.testing.assert_array_equal(mask, rasterize(without_drafts(annotation), SIZE, CLASSES))
    kept = [shape_mask(s, SIZE) for s in annotation.shapes if not s.is_draft]
    confirmed_px = np.any([np.zeros(SIZE, bool), *kept], axis=0)
    if annotation.drafts:
        assert (mask[~confirmed_px] == IGNORE_ID).all()
    if annotation.drafts and not kept:
        assert annotation.extent is UNLABELLED


@given(annotation=with_some_drafts())
@settings(deadline=None)
def test_accepting_all_drafts_leaves_what_they_draw(annotation: Annotation) -> None:
    accepted = replace(annotation, shapes=tuple(map(confirmed, annotation.shapes)))

    assert accepted.extent is annotation.settled_extent
    plain = replace(annotation, shapes=tuple(s.with_extra({}) for s in accepted.shapes))
    np.testing.assert_array_equal(
        rasterize(accepted, SIZE, CLASSES), rasterize(plain, SIZE, CLASSES)
    )


@given(annotation=with_some_drafts())
@settings(deadline=None)
def test_a_quick_look_at_a_file_says_what_a_whole_one_says(
    tmp_path_factory: pytest.TempPathFactory, annotation: Annotation
) -> None:
    folder = tmp_path_factory.mktemp("files")
    path = folder / "a.json"
    write_labels(path, annotation, image=folder / "a.png", size=SIZE)

    summary = read_summary(path)

    found = parse_labels(path, path.read_bytes()).annotation
    assert summary.extent is found.extent is annotation.extent
    assert summary.has_drafts == bool(found.drafts) == bool(annotation.drafts)


@given(annotation=with_some_drafts())
@settings(deadline=None)
def test_the_marks_of_drafts_go_through_a_file_and_back(
    tmp_path_factory: pytest.TempPathFactory, annotation: Annotation
) -> None:
    folder = tmp_path_factory.mktemp("files")
    image, path = folder / "a.png", folder / "a.json"
    written = label_bytes(path, annotation, image=image, size=SIZE)

    again = parse_labels(path, written).annotation

    assert [s.is_draft for s in again.shapes] == [s.is_draft for s in annotation.shapes]
    accepted = replace(again, shapes=tuple(map(confirmed, again.shapes)))
    assert not parse_labels(
        path, label_bytes(path, accepted, image=image, size=SIZE)
    ).annotation.drafts


def shape(at: float, name: str = "a") -> dict[str, object]:
    points = [[at, at], [at + 5.0, at], [at + 5.0, at + 5.0], [at, at + 5.0]]
    return {"label": name, "points": points, "shape_type": "polygon"}


def draft(at: float, name: str = "a") -> dict[str, object]:
    return {**shape(at, name), "unet_studio": {"draft": True, "drawn_by": "net@12ab"}}


def project_of(
    root: Path, **labels: list[dict[str, object]]
) -> tuple[Project, dict[str, ImageRef]]:
    for name, shapes in labels.items():
        Image.new("L", (WIDTH, HEIGHT), 90).save(root / f"{name}.png")
        content = {"version": "6.3.1", "imagePath": f"{name}.png", "shapes": shapes}
        (root / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    project = Project(root, root, root, CLASSES)
    return project, {image.name[:-4]: image for image in list_images(project)}


def test_images_with_nothing_but_drafts_are_no_labelled_images(tmp_path: Path) -> None:
    project, images = project_of(
        tmp_path, only=[draft(3)], both=[shape(3), draft(12)], drawn=[shape(3)]
    )

    assert [image.name for image in labelled_images(project)] == ["both.png", "drawn.png"]
    assert images_with_drafts(project, images.values()) == ["both.png", "only.png"]
    assert read_mask(project, images["only"]) is None
    both = read_mask(project, images["both"])
    assert both is not None
    assert (both == 1).sum() == 36
    assert (both == IGNORE_ID).sum() == HEIGHT * WIDTH - 36


def test_the_list_of_images_knows_of_drafts_also_from_its_cache(tmp_path: Path) -> None:
    project, _ = project_of(tmp_path, only=[draft(3)], both=[shape(3), draft(12)])
    wanted = {
        "only.png": LabelState(UNLABELLED, has_drafts=True),
        "both.png": LabelState(PARTLY, has_drafts=True),
    }

    for _ in range(2):
        assert dict(LabelScan(project, list(wanted)).states()) == wanted


def test_exports_leave_drafts_out_and_say_how_many(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    project, _ = project_of(tmp_path / "in", only=[draft(3)], both=[shape(3), draft(9), draft(15)])

    *_, end = _through(export_coco(project, tmp_path / "out"))

    report = end.report
    (file,) = [f for f in report.files if f.name]
    assert file.name == "both.png"
    assert "2 drafts stay behind" in " ".join(map(str, file.losses))
    assert "1 image has nothing but drafts; it is not exported" in " ".join(map(str, report.losses))
    written = json.loads(next((tmp_path / "out").rglob("*.json")).read_text(encoding="utf-8"))
    assert len(written["annotations"]) == 1


def test_statistics_and_the_data_doctor_count_no_drafts(tmp_path: Path) -> None:
    project, images = project_of(
        tmp_path,
        only=[draft(3)],
        both=[draft(3), shape(3), draft(3), draft(30, "?"), draft(100)],
    )

    *_, counted = _through(count_classes(project))
    uses = {use.name: (use.images, use.shapes, use.pixels) for use in counted.uses}
    assert counted.images == 1
    assert uses["a"] == (1, 1, 36)
    facts = look_at(project, images["both"], label_path(project, images["both"]))
    assert [measure.index for measure in facts.measures.shapes] == [1]
    assert facts.flaws.duplicates == facts.flaws.outside == ()
    assert not look_at(project, images["only"], label_path(project, images["only"])).is_labelled


def test_what_is_stated_of_an_image_with_drafts_holds_when_they_are_gone(tmp_path: Path) -> None:
    project, images = project_of(tmp_path, both=[shape(3), draft(12)])

    *_, changed = _through(state_extents(project, [images["both"]], PARTLY))

    assert changed == 1
    annotation = read_annotation(project, images["both"])
    write_annotation(project, images["both"], replace(annotation, shapes=annotation.shapes[:1]))
    assert read_annotation(project, images["both"]).extent is PARTLY


def _through(job):  # type: ignore[no-untyped-def]
    while True:
        try:
            yield next(job)
        except StopIteration as end:
            yield end.value
            return
