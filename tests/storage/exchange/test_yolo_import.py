from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from PIL import Image
from small_project import HEIGHT, WIDTH, small_project

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.imaging.region_form import RegionForm
from unet_studio.storage.exchange.label_source import YoloFolder
from unet_studio.storage.exchange.yolo_export import export_yolo
from unet_studio.storage.exchange.yolo_import import YoloReader
from unet_studio.storage.founding.project_new import new_project
from unet_studio.storage.pictures.image_folder import find_images
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import labelled_images

if TYPE_CHECKING:
    from pathlib import Path

TRIANGLE = "0.25 0.25 0.75 0.25 0.5 0.75"


def end(job: Any) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value


def yolo(root: Path, text: str, names: str = "names: [nut, fig]\n") -> Path:
    for folder in ("images/train", "labels/train"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name in ("a", "b"):
        Image.new("L", (WIDTH, HEIGHT)).save(root / f"images/train/{name}.png")
    (root / "labels/train/a.txt").write_text(text)
    (root / "data.yaml").write_text(names)
    return root


def found(root: Path, form: RegionForm | None = None) -> Any:
    images = find_images(root / "images")
    reader = YoloReader(root, images, form)
    assert not reader.has(images[1])
    return reader, reader.read(images[0], (HEIGHT, WIDTH))


def test_outlines_and_boxes(tmp_path: Path) -> None:
    text = f"1 {TRIANGLE}\n\n0 0.5 0.5 0.25 0.5\n0 0.5 0.5 0.25 0.5 0.9\n0 {TRIANGLE} 0.7\n"
    reader, labels = found(yolo(tmp_path, text))
    assert [(c.id, c.name) for c in reader.classes] == [(1, "nut"), (2, "fig")]
    kinds = [(shape.class_name, shape.shape_type) for shape in labels.shapes]
    polygon, box = ShapeType.POLYGON, ShapeType.RECTANGLE
    assert kinds == [("fig", polygon), ("nut", box), ("nut", box), ("nut", polygon)]
    assert labels.shapes[0].points.tolist() == [[16, 12], [48, 12], [32, 36]]
    assert labels.shapes[1].points.tolist() == [[24, 12], [40, 36]]
    assert labels.losses == ()
    _, masks = found(tmp_path, RegionForm.REGION_MASKS)
    assert masks.shapes[0].shape_type is ShapeType.MASK


def test_lines_that_cannot_be_understood_are_counted(tmp_path: Path) -> None:
    odd = ["x 1 2", "0 0.1 0.2 0.3", "-1 0.5 0.5 0.1 0.1", "0 5 5 9 9 7 7", "0.5 0.5 0.5 0.1 0.1"]
    text = "\n".join([*odd, "nan 0 0 1 1", ""])
    reader, labels = found(yolo(tmp_path, text + "7 0.5 0.5 0.5 0.5\n"))
    assert [shape.class_name for shape in labels.shapes] == ["class-7"]
    assert "class-7" in reader.classes
    assert "6 lines" in str(labels.losses[0])


@pytest.mark.parametrize(
    "names",
    ["names:\n  0: nut\n  1: fig\n", "names:\n- nut\n- fig\n", "nc: 2\nnames: ['nut', 'fig']"],
)
def test_every_way_of_naming_classes(tmp_path: Path, names: str) -> None:
    reader, _ = found(yolo(tmp_path, f"0 {TRIANGLE}", names))
    assert [c.name for c in reader.classes] == ["nut", "fig"]


def test_classes_txt_or_no_names_at_all(tmp_path: Path) -> None:
    yolo(tmp_path, f"1 {TRIANGLE}")
    (tmp_path / "data.yaml").unlink()
    reader, _ = found(tmp_path)
    assert [c.name for c in reader.classes] == ["class-1"]
    (tmp_path / "classes.txt").write_text("nut\nfig\n")
    reader, _ = found(tmp_path)
    assert [c.name for c in reader.classes] == ["nut", "fig"]


def test_folders_that_do_not_fit(tmp_path: Path) -> None:
    yolo(tmp_path, "")
    images = find_images(tmp_path / "images")
    (tmp_path / "data.yaml").write_text("a: [")
    with pytest.raises(StudioError, match=r"data\.yaml"):
        YoloReader(tmp_path, images)
    (tmp_path / "data.yaml").write_text("train: x\n")
    with pytest.raises(StudioError, match="does not name"):
        YoloReader(tmp_path, images)
    (tmp_path / "labels/train/a.txt").rename(tmp_path / "labels/train/z.txt")
    with pytest.raises(StudioError, match="no label file"):
        YoloReader(tmp_path, images)


def test_what_is_held_out_is_val_and_back(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 3, labelled=3, held_out=["1.png"])
    summary = end(export_yolo(project, tmp_path / "out"))
    assert summary.report.losses == ()
    content = yaml.safe_load((tmp_path / "out" / "data.yaml").read_text())
    assert content == {"train": "images/train", "val": "images/val", "names": {0: "cell"}}
    assert [p.name for p in (tmp_path / "out/labels/val").iterdir()] == ["1.txt"]
    again = end(
        new_project(
            tmp_path / "q", images_dir=tmp_path / "out", labels=YoloFolder(tmp_path / "out")
        )
    )
    assert again.held_out == {"val/1.png"}
    assert len(labelled_images(again)) == 3
    assert len(list_images(again)) == 3
    numbers = (tmp_path / "out/labels/train/0.txt").read_text().split()[1:]
    values = np.array(numbers, np.float32) * WIDTH  # as readers have it
    assert values.min() > 0


def test_the_fruit_go_out_and_come_in(shared_data: Path, tmp_path: Path) -> None:
    from unet_studio.storage.exchange.label_source import LabelmeBeside

    fruit = shared_data / "lm_fruit" / "images"
    project = end(new_project(tmp_path / "p", images_dir=fruit, labels=LabelmeBeside()))
    report = end(export_yolo(project, tmp_path / "out")).report
    assert {r.name: (r.before.shapes, r.after.shapes) for r in report.rows} == {
        "date": (71, 71), "fig": (41, 41), "hazelnut": (53, 53),
    }  # fmt: skip
    differing = [name for name, _ in report.not_carried if name]
    assert all(row.is_same for row in report.rows) or differing


@pytest.mark.parametrize("names", ["names: [2001-99-99]", "names: [a", "names: " + "[" * 9000])
def test_a_list_of_classes_that_is_no_yaml_is_refused(tmp_path, names: str) -> None:
    with pytest.raises(StudioError, match=r"data\.yaml"):
        found(yolo(tmp_path, f"0 {TRIANGLE}\n", names))


def test_a_folder_that_is_not_there_is_not_looked_for_elsewhere(tmp_path) -> None:
    root = yolo(tmp_path, f"0 {TRIANGLE}\n")
    with pytest.raises(StudioError, match="There is no"):
        YoloReader(root / "mistyped", find_images(root / "images"))
