"""Open a folder, draw, correct, export, train while drawing on, predict a folder, page through."""

import json

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from unet_studio.storage.founding.sample_project import write_sample


@pytest.fixture
def folders(tmp_path):
    """A folder of plain pictures to label, in a script of its own, and another one to predict."""
    drawn = write_sample(tmp_path / "drawn")
    pictures = sorted(drawn.images_dir.rglob("*.png"))
    for name, chosen in (("细胞 cells", pictures[:4]), ("more", pictures[4:7])):
        (tmp_path / name).mkdir()
        for picture in chosen:
            (tmp_path / name / picture.name).write_bytes(picture.read_bytes())
    return tmp_path / "细胞 cells", tmp_path / "more"


def around(x, y, r=30):
    return [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]


def test_the_main_road(driver, folders, tmp_path):
    to_label, to_predict = folders
    workspace = driver.workspace

    driver.answer_folder_dialog(to_label, lambda: driver.ctrl(Qt.Key.Key_O))
    driver.wait_for_picture()
    assert len(workspace.images) == 4
    first = workspace.image

    # No class yet: drawing asks for one, and its name is typed where the cursor was put.
    driver.draw_polygon([(60, 60)], close=False)
    driver.key(Qt.Key.Key_C)
    driver.key(Qt.Key.Key_E)
    driver.key(Qt.Key.Key_Return)
    assert [c.name for c in workspace.project.classes] == ["ce"]

    driver.draw_polygon(around(70, 70))
    driver.draw_polygon(around(170, 170))
    assert len(workspace.document.annotation.shapes) == 2

    # Correct a vertex, undo, redo.
    driver.key(Qt.Key.Key_V, widget=driver.canvas)
    driver.click(170, 170)
    driver.drag((200, 200), (220, 225))
    corrected = workspace.document.annotation
    assert np.isclose(corrected.shapes[1].points, (220, 225), atol=1.5).all(axis=1).any()
    driver.ctrl(Qt.Key.Key_Z)
    assert (
        not np.isclose(workspace.document.annotation.shapes[1].points, (220, 225), atol=1.5)
        .all(axis=1)
        .any()
    )
    driver.ctrl(Qt.Key.Key_Z, shift=True)

    # It saved itself, as labelme would.
    driver.wait_until(lambda: not workspace.labels.unsaved)
    saved = json.loads(first.path.with_suffix(".json").read_text("utf-8"))
    assert [s["label"] for s in saved["shapes"]] == ["ce", "ce"]
    assert saved["imageData"] is None
    assert saved["imagePath"] == first.path.name

    for _ in range(2):
        driver.key(Qt.Key.Key_PageDown)
        driver.wait_for_picture()
        driver.draw_polygon(around(100, 120, 45))
    assert workspace.image.name == workspace.images[2].name

    driver.answer_folder_dialog(tmp_path, lambda: driver.ctrl(Qt.Key.Key_E))
    driver.wait_until(lambda: not workspace.task.is_running)
    masks = sorted((tmp_path / "SegmentationClass").rglob("*.png"))
    assert len(masks) == 3
    with Image.open(masks[0]) as mask:
        assert mask.mode == "P"
        assert set(np.unique(np.asarray(mask))) == {0, 1}

    # Train, go on drawing meanwhile, and stop when that is enough.
    driver.click_tab(1)
    driver.window.rooms.train.panel.set_minutes(1)
    driver.ctrl(Qt.Key.Key_T)
    driver.wait_until(lambda: workspace.training.history.curves.steps, 60)
    assert len(workspace.project.held_out) == 1
    driver.click_tab(0)
    driver.key(Qt.Key.Key_PageDown)
    driver.wait_for_picture()
    driver.draw_polygon(around(128, 128, 50))
    assert workspace.training.is_running
    assert len(workspace.document.annotation.shapes) == 1
    driver.wait_until(lambda: workspace.training.history.curves.validation_losses, 90)
    driver.ctrl(Qt.Key.Key_Period)
    driver.wait_until(lambda: not workspace.training.is_running, 90)
    driver.wait_until(lambda: workspace.models.in_use.is_own)
    assert workspace.training.history.curves.validation_losses

    # Predict another folder and page through the results.
    driver.answer_folder_dialog(to_predict, lambda: driver.ctrl(Qt.Key.Key_R, shift=True))
    driver.wait_until(lambda: workspace.task.is_running or workspace.prediction.results.current)
    driver.wait_until(lambda: not workspace.task.is_running, 60)
    results = workspace.prediction.results
    assert [r.problem for r in results.current.images] == [None] * 3
    assert len(list((results.current.folder / "overlays").rglob("*.png"))) == 3
    shown = []
    results.shown.connect(shown.append)
    driver.key(Qt.Key.Key_PageDown)
    driver.key(Qt.Key.Key_PageDown)
    driver.wait_until(lambda: shown and shown[-1].result is results.current.images[2])
    assert shown[-1].mask.shape == (256, 256)

    # Everything is there again when the program is opened the next time.
    assert workspace.close_project()
    opened = []
    workspace.project_opened.connect(lambda: opened.append(True))
    workspace.opening.open_project(to_label)
    driver.wait_until(lambda: opened)
    driver.wait_for_picture()
    assert workspace.image.name == workspace.images[3].name
    driver.wait_until(lambda: workspace.states.is_complete)
    assert len(workspace.states.labelled) == 4
