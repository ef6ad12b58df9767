"""A person chooses a recipe, changes it, watches the training and looks back at it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSlider
from small_project import small_project

from unet_studio.domain.recipe import Recipe
from unet_studio.storage.runs.run_folder import run_recipe
from unet_studio.ui.train.film_strip import FilmStrip
from unet_studio.ui.train.recipe_field import RecipeFieldRow

_RATE = "optimiser.learning_rate"


def type_into(driver, key: str, text: str) -> RecipeFieldRow:
    form = driver.window.rooms.train.panel.recipe_form
    row = next(r for r in form.findChildren(RecipeFieldRow) if r.field.key == key and r.isVisible())
    line = row.findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    driver.pause(0.02)
    return row


def press(driver, text: str) -> None:
    panel = driver.window.rooms.train.panel
    button = next(b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    driver.pause(0.02)


def click_panel_tab(driver, index: int) -> None:
    bar = driver.window.rooms.train.panel.tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
    driver.pause(0.05)


def trained_by(driver) -> Recipe:
    return run_recipe(driver.workspace.training.run)


def test_changing_a_recipe_watching_it_and_looking_back(driver, tmp_path: Path) -> None:
    workspace, panel = driver.workspace, driver.window.rooms.train.panel
    project = small_project(tmp_path / "squares", 4, labelled=4, held_out=["3.png"])
    workspace.opening.open_project(project.root)
    driver.wait_until(lambda: workspace.project and workspace.training_start.is_possible)
    driver.click_tab(1)

    # Every recipe is there, the last one counts epochs.
    recipes = next(b for b in panel.start.findChildren(QComboBox) if b.findData("auto") == 0)
    assert recipes.count() == 7
    recipes.setFocus()
    driver.key(Qt.Key.Key_End, widget=recipes)
    assert panel.wish().recipe == "loss-comparison"
    assert panel.wish().minutes is None
    driver.key(Qt.Key.Key_Home, widget=recipes)
    assert panel.wish().recipe == "auto"

    # Change some values; what is no value is said at once and keeps the training from starting.
    click_panel_tab(driver, 1)
    small = {"width": "4", "levels": "2", "patch_px": "32"}
    for key, text in ({f"plan.{k}": v for k, v in small.items()} | {_RATE: "0.03"}).items():
        assert not type_into(driver, key, text).problem
    row = type_into(driver, "plan.batch", "0")
    assert "between 1 and 4096" in row.problem
    driver.ctrl(Qt.Key.Key_T)
    assert not workspace.training.is_running
    assert not type_into(driver, "plan.batch", "2").problem
    assert panel.tabs.tabText(1) == "Recipe (5 changed)"

    # Train, pause, go on.
    panel.set_minutes(0.2)
    press(driver, "Train")
    assert panel.tabs.currentIndex() == 0
    driver.wait_until(lambda: workspace.training.history.curves.validation_losses, 60)
    press(driver, "Pause")
    driver.pause(0.3)
    steps = len(workspace.training.history.curves.steps)
    driver.pause(0.3)
    assert len(workspace.training.history.curves.steps) <= steps + 1
    press(driver, "Go on")
    driver.click_tab(0)
    assert driver.window._training_strip.isVisible()
    driver.click_tab(1)
    driver.wait_until(lambda: not workspace.training.is_running, 60)
    assert not driver.window._training_strip.isVisible()
    recipe = trained_by(driver)
    assert (recipe.network.widths[0], recipe.data.patch_px, recipe.batch) == (4, 32, 2)

    # The film: its first and its last frame differ; the cursor of the plot follows the slider.
    strip = panel.findChild(FilmStrip)
    driver.wait_until(lambda: strip.film and strip._pictures._pictures)
    slider = strip.findChild(QSlider)
    assert slider.maximum() == len(strip.film.frames) - 1 >= 2
    driver.wait_until(lambda: strip._pictures._pictures.frame == slider.maximum())
    last = strip._pictures._pictures.predictions[0]
    slider.setFocus()
    driver.key(Qt.Key.Key_Home, widget=slider)
    driver.wait_until(lambda: strip._pictures._pictures.frame == 0)
    assert strip._pictures._pictures.predictions[0] != last
    assert panel._plot._cursors[0].value() == 0

    # Dragging the plot's cursor moves the film.
    cursor = panel._plot._cursors[1]
    cursor.setValue(strip.film.frames[-1].step)
    cursor.sigDragged.emit(cursor)
    assert slider.value() == slider.maximum()
    assert panel._plot._cursors[0].value() == cursor.value()

    # A second training; the first one can be looked at again, film and all.
    first = workspace.training.run
    driver.wait_until(lambda: workspace.training_start.is_possible)
    press(driver, "Train")
    driver.wait_until(lambda: workspace.training.history.curves.steps, 60)
    driver.ctrl(Qt.Key.Key_Period)
    driver.wait_until(lambda: not workspace.training.is_running, 60)
    driver.wait_until(lambda: any(r.path == first for r in workspace.runs.runs))
    runs = panel.runs.findChild(QComboBox)
    driver.wait_until(runs.isVisible)
    runs.setFocus()
    driver.key(Qt.Key.Key_End, widget=runs)
    driver.wait_until(lambda: workspace.runs.shown == first)
    driver.wait_until(lambda: strip.film and len(strip.film.frames) == slider.maximum() + 1)
    assert workspace.runs.history.curves.validation_losses
    assert workspace.training.run != first

    # Opened again, the project shows its latest training, and what was planned for it.
    latest = workspace.runs.runs[0].path
    other = small_project(tmp_path / "other", 2)
    workspace.opening.open_project(other.root)
    driver.wait_until(lambda: not workspace.runs.runs)
    workspace.opening.open_project(project.root)
    driver.wait_until(lambda: workspace.runs.shown == latest)
    assert panel.runs.findChild(QComboBox).currentData() == latest
    assert panel.runs.findChild(QComboBox).itemText(0) == "The next training"
    click_panel_tab(driver, 1)
    driver.wait_until(
        lambda: placeholder(driver, "plan.levels") == "chosen for you; 2 in the latest training"
    )


def placeholder(driver, key: str) -> str:
    form = driver.window.rooms.train.panel.recipe_form
    rows = form.findChildren(RecipeFieldRow)
    row = next(r for r in rows if r.field.key == key and r.isVisible())
    return row.findChild(QLineEdit).placeholderText()
