"""Labels in and out of the open project, with the real workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from opened_workspace import opened, settled
from PIL import Image
from small_project import HEIGHT, WIDTH, small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.message import StudioError
from unet_studio.imaging.roi import RoiSettings
from unet_studio.storage.labels.label_history import label_versions, read_version
from unet_studio.storage.project.project_file import list_images, read_project
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.workspace.project.exchange_wish import (
    ExportForm,
    ExportWish,
    ImportForm,
    ImportKind,
    ImportWish,
    LabelledPolicy,
)
from unet_studio.workspace.project.import_guess import likely_class, likely_meaning

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.domain.conversion_report import ConversionReport
    from unet_studio.workspace.workspace import Workspace


def reported(workspace: Workspace, qtbot: QtBot, wish: Any, *args: Any) -> ConversionReport:
    with qtbot.waitSignal(workspace.exchange.reported) as signal:
        wish(*args)
    settled(workspace, qtbot)
    report: ConversionReport = signal.args[0]
    assert workspace.exchange.report is report
    return report


def test_what_goes_out_comes_into_another_project(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    small_project(tmp_path / "p", 3, labelled=2)
    small_project(tmp_path / "q", 3, classes=["other"])
    opened(workspace, qtbot, tmp_path / "p")
    wish = ExportWish(ExportForm.COCO, tmp_path / "out")
    report = reported(workspace, qtbot, workspace.exchange.export, wish)
    assert (report.carried, report.is_whole) == (2, True)
    opened(workspace, qtbot, tmp_path / "q")
    taken = ImportWish(ImportKind.COCO, tmp_path / "out" / "instances.json")
    findings = workspace.exchange.findings(taken)
    assert (findings.images, findings.classes) == (2, ("cell",))
    report = reported(workspace, qtbot, workspace.exchange.import_labels, taken)
    assert (report.carried, report.is_whole) == (2, True)
    assert workspace.project is not None
    assert [(c.id, c.name) for c in workspace.project.classes] == [(1, "other"), (2, "cell")]
    assert workspace.document is not None
    assert [s.class_name for s in workspace.document.annotation.shapes] == ["cell"]
    assert read_project(tmp_path / "q").classes == workspace.project.classes


@pytest.mark.parametrize(
    ("policy", "names"), [("keep", ["cell"]), ("replace", ["b"]), ("add", ["cell", "b"])]
)
def test_labels_that_are_there_are_kept_replaced_or_added_to(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, policy: str, names: list[str]
) -> None:
    project = small_project(tmp_path / "p", 2, labelled=1)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[2:9, 30:40] = 7
    (tmp_path / "masks").mkdir()
    Image.fromarray(mask).save(tmp_path / "masks" / "0.png")
    opened(workspace, qtbot, tmp_path / "p")
    before = (tmp_path / "p" / "0.json").read_bytes()
    wish = ImportWish(
        ImportKind.MASKS,
        tmp_path / "masks",
        policy=LabelledPolicy(policy),
        becomes={0: "background", 7: "b"},
    )
    assert workspace.exchange.findings(wish).values is not None
    report = reported(workspace, qtbot, workspace.exchange.import_labels, wish)
    image = list_images(project)[0]
    found = read_annotation(project, image).shapes
    assert [shape.class_name for shape in found] == names
    assert report.carried == (policy != "keep")
    assert [row.after.regions for row in report.rows] == ([] if policy == "keep" else [1])
    kept = [read_version(version) for version in label_versions(project, image)]
    assert kept == ([] if policy == "keep" else [before])


def test_labels_drawn_a_moment_ago_are_saved_before_others_come_in(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 1)
    other = small_project(tmp_path / "o", 1, labelled=1)
    opened(workspace, qtbot, tmp_path / "p")
    assert workspace.document is not None
    workspace.document.insert_shape(square(30))
    wish = ImportWish(ImportKind.LABELME, other.root, policy=LabelledPolicy.ADD)
    reported(workspace, qtbot, workspace.exchange.import_labels, wish)
    assert len(read_annotation(project, list_images(project)[0]).shapes) == 2


def test_a_class_can_be_left_out_or_become_another(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    source = small_project(tmp_path / "s", 1, classes=["a", "b"])
    both = Annotation((square(2, "a"), square(25, "b")))
    write_annotation(source, list_images(source)[0], both)
    project = small_project(tmp_path / "p", 1, classes=["mine"])
    opened(workspace, qtbot, project.root)
    wish = ImportWish(ImportKind.LABELME, source.root, becomes={"a": "mine", "b": None})
    report = reported(workspace, qtbot, workspace.exchange.import_labels, wish)
    found = read_annotation(project, list_images(project)[0]).shapes
    assert [s.class_name for s in found] == ["mine"]
    assert read_project(project.root).classes == project.classes
    assert "left out" in report.as_text()


def test_what_cannot_be_taken_in_leaves_the_project_open(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    small_project(tmp_path / "p", 1, labelled=1)
    opened(workspace, qtbot, tmp_path / "p")
    notices: list[Any] = []
    workspace.noticed.connect(notices.append)
    wish = ImportWish(ImportKind.YOLO, tmp_path / "p")
    with pytest.raises(StudioError):
        workspace.exchange.findings(wish)
    workspace.exchange.import_labels(wish)
    qtbot.waitUntil(lambda: bool(notices))
    settled(workspace, qtbot)
    assert workspace.image is not None
    assert "label file" in str(notices[0].message)


def test_crops_become_a_project_that_opens(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "p", 2, labelled=2)
    opened(workspace, qtbot, project.root)
    exchange = workspace.exchange
    out = exchange.crop_folder(project)
    assert out == tmp_path / "p-crops"
    assert exchange.may_crop_into(out)
    assert not exchange.may_crop_into(project.root / "crops")
    assert not exchange.may_crop_into(tmp_path)
    report = reported(workspace, qtbot, exchange.crop, out, RoiSettings(150, 50))
    qtbot.waitUntil(lambda: workspace.project and workspace.project.root == out)
    settled(workspace, qtbot)
    assert report.rows[0].is_same
    assert exchange.crop_folder(project) == tmp_path / "p-crops-2"


@pytest.mark.parametrize("form", list(ExportForm))
def test_what_is_in_the_way_is_known_before(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, form: ExportForm
) -> None:
    small_project(tmp_path / "p", 1, labelled=1)
    opened(workspace, qtbot, tmp_path / "p")
    wish = ExportWish(form, tmp_path / "out")
    assert wish.in_the_way() == []
    reported(workspace, qtbot, workspace.exchange.export, wish)
    assert wish.in_the_way()
    notices: list[Any] = []
    workspace.noticed.connect(notices.append)
    workspace.exchange.export(wish)
    qtbot.waitUntil(lambda: bool(notices))
    assert "already" in str(notices[0].message)
    again = ExportWish(form, tmp_path / "out", overwrite=True)
    assert reported(workspace, qtbot, workspace.exchange.export, again).carried == 1


def test_guesses_of_what_classes_and_values_mean(tmp_path: Path) -> None:
    classes = small_project(tmp_path, 1, classes=["Cell", "rim"]).classes
    assert [likely_class(n, classes) for n in ("cell", "rim", "new")] == ["Cell", "rim", "new"]
    values: tuple[int, ...] = (0, 1, 9, 255)
    assert [likely_meaning(v, values, classes) for v in values] == [
        "background", "Cell", "class-9", "ignore",
    ]  # fmt: skip
    values = (0, 255, 0x56B4E9, 0x010203)  # colours, so 255 is blue
    assert [likely_meaning(v, values, classes) for v in values] == [
        "background", "class-0000ff", "rim", "class-010203",
    ]  # fmt: skip
    assert likely_meaning(255, (0, 255), classes) == "Cell"


def test_forms_of_regions_reach_the_reader(tmp_path: Path) -> None:
    for form in ImportForm:
        for kind in ImportKind:
            assert ImportWish(kind, tmp_path, form).source is not None
