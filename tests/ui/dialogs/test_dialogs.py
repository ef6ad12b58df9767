"""The dialogs."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from unet_studio import __version__
from unet_studio.domain.message import say
from unet_studio.ui.actions import ACTIONS
from unet_studio.ui.dialogs.about_dialog import AboutDialog, ShortcutsDialog
from unet_studio.ui.dialogs.new_project_dialog import NewProjectDialog
from unet_studio.workspace.project.project_wish import FolderContents, LabelOrigin, MaskFindings


@pytest.fixture
def pair(tmp_path: Path) -> FolderContents:
    for name in ("image", "label"):
        (tmp_path / name).mkdir()
    return FolderContents(tmp_path, False, True, 4, 0, tmp_path / "image", tmp_path / "label")


def dialog_of(qtbot: QtBot, contents: FolderContents | None) -> NewProjectDialog:
    made = NewProjectDialog(contents)
    qtbot.addWidget(made)
    made.show()
    return made


def findings(*shares: tuple[int, float]) -> MaskFindings:
    colours = {value: f"#00{k:02x}ff" for k, (value, _) in enumerate(shares)}
    picture = np.full((20, 30, 3), 90, np.uint8)
    return MaskFindings(dict(shares), colours, picture, picture)


def table(dialog: NewProjectDialog) -> list[list[str]]:
    values = dialog.findChild(QTableWidget)
    return [
        [values.item(row, column).text() for column in range(3)] for row in range(values.rowCount())
    ]


def accept(dialog: NewProjectDialog, qtbot: QtBot) -> bool:
    make = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Make the project")
    qtbot.mouseClick(make, Qt.MouseButton.LeftButton)
    return dialog.result() == QDialog.DialogCode.Accepted


def problem(dialog: NewProjectDialog) -> str:
    return dialog._problem.text()


def test_a_pair_of_folders_is_filled_in(qtbot: QtBot, pair: FolderContents) -> None:
    dialog = dialog_of(qtbot, pair)
    assert dialog.masks_dir() == pair.masks_dir
    assert dialog.images_dir() == pair.images_dir
    wish = dialog.wish()
    assert (wish.root, wish.origin) == (pair.folder, LabelOrigin.MASKS)
    assert wish.held_out_share == 0.2
    assert wish.values is None  # the values are not known yet


def test_values_are_shown_with_shares_and_guesses(qtbot: QtBot, pair: FolderContents) -> None:
    dialog = dialog_of(qtbot, pair)
    dialog.show_mask_values(findings((0, 0.22), (255, 0.78)))
    assert table(dialog) == [["0", "22.0%", "foreground"], ["255", "78.0%", "background"]]
    assert not dialog._preview.pixmap().isNull()
    dialog.findChild(QTableWidget).item(0, 2).setText(" membrane ")
    assert dialog.wish().values == {0: "membrane", 255: "background"}
    dialog.show_mask_values(findings((0, 0.9), (3, 0.06), (0xFF0000, 0.04)))
    assert [row[0] for row in table(dialog)] == ["0", "3", "#ff0000"]
    assert [row[2] for row in table(dialog)] == ["background", "class-2", "class-3"]


def test_a_value_without_a_name_is_left_out(qtbot: QtBot, pair: FolderContents) -> None:
    dialog = dialog_of(qtbot, pair)
    dialog.show_mask_values(findings((0, 0.3), (7, 0.7)))
    dialog.findChild(QTableWidget).item(0, 2).setText("  ")
    assert dialog.wish().values == {7: "background"}


@pytest.mark.parametrize(
    ("labelme_files", "is_voc", "origin"),
    [(0, False, LabelOrigin.NONE), (3, False, LabelOrigin.LABELME), (0, True, LabelOrigin.VOC)],
)
def test_the_kind_of_labels_is_guessed(
    qtbot: QtBot, tmp_path: Path, labelme_files: int, is_voc: bool, origin: LabelOrigin
) -> None:
    masks = tmp_path / "SegmentationClass" if is_voc else None
    contents = FolderContents(
        tmp_path, False, True, 4, labelme_files, masks_dir=masks, is_voc=is_voc
    )
    dialog = dialog_of(qtbot, contents)
    wish = dialog.wish()
    assert wish.origin is origin
    assert wish.masks_dir is None
    assert dialog.masks_dir() is None
    assert not dialog.findChild(QTableWidget).isVisible()


def test_a_folder_that_cannot_be_written_keeps_its_project_elsewhere(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, FolderContents(tmp_path, False, False, 4, 0))
    assert dialog.wish().images_dir == tmp_path
    assert dialog.wish().root == Path.home() / "UNet Studio" / tmp_path.name


def test_what_is_missing_is_asked_for(qtbot: QtBot, pair: FolderContents) -> None:
    dialog = dialog_of(qtbot, None)
    images, masks, root = (field.line for field in (dialog._images, dialog._masks, dialog._root))
    assert not accept(dialog, qtbot)
    assert "folder of images" in problem(dialog)
    images.setText(str(pair.images_dir))
    origins = next(
        box for box in dialog.findChildren(QComboBox) if box.findData(LabelOrigin.MASKS) >= 0
    )
    origins.setCurrentIndex(origins.findData(LabelOrigin.MASKS))
    assert not accept(dialog, qtbot)
    assert "folder of masks" in problem(dialog)
    masks.setText(str(pair.folder / "gone"))
    assert not accept(dialog, qtbot)
    masks.setText(str(pair.masks_dir))
    assert not accept(dialog, qtbot)
    assert "where to keep" in problem(dialog)
    root.setText(str(pair.folder / "new"))
    assert accept(dialog, qtbot)


def test_other_folders_ask_for_other_values(qtbot: QtBot, pair: FolderContents) -> None:
    dialog = dialog_of(qtbot, pair)
    asked: list[Path | None] = []
    dialog.masks_chosen.connect(lambda: asked.append(dialog.masks_dir()))
    dialog._masks.line.setText(str(pair.images_dir))
    dialog._masks.line.editingFinished.emit()
    dialog._origin.setCurrentIndex(0)
    assert asked == [pair.images_dir, None]
    dialog.show_problem(say("test", "{n} masks are torn.")(n=2))
    assert problem(dialog) == "2 masks are torn."


def test_a_new_project_is_kept_beside_its_images_unless_said_otherwise(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, None)
    images = dialog.findChildren(QLineEdit)[0]
    images.setText(str(tmp_path))
    images.editingFinished.emit()
    assert dialog.wish().root == tmp_path


def test_the_keyboard_dialog_lists_every_shortcut(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for spec in ACTIONS.values():
        if spec.shortcut:
            assert spec.text.template.replace("&", "") in shown
    assert "Ctrl+Shift+Z" in shown


def test_the_about_dialog_says_version_and_licence(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in shown
    assert "Apache" in shown
