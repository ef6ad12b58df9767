"""The dialog that turns a folder of images, and perhaps their labels, into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.parts.path_field import PathField
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.project.project_wish import LabelOrigin, ProjectWish
from unet_studio.workspace.view.thumbnails import to_qimage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.workspace.project.project_wish import FolderContents, MaskFindings

PREVIEW_PX = 220


class NewProjectDialog(QDialog):
    """Asks where images and labels lie and what mask values mean, showing a picture of them.

    It makes nothing itself: `wish` says what a person wants.

    Signals
    -------
    masks_chosen()
        Other folders were chosen: `show_mask_values` is wanted for `masks_dir`.
    """

    masks_chosen = Signal()

    def __init__(self, contents: FolderContents | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("new project", "New project"))
        self.setMinimumWidth(880)
        self._images = _FolderField(translate("new project", "Choose the folder of images"))
        self._origin = QComboBox()
        for origin, text in _origin_names():
            self._origin.addItem(text, origin)
        self._origin.currentIndexChanged.connect(self._show_questions)
        self._masks = _FolderField(translate("new project", "Choose the folder of masks"))
        self._coco = PathField(
            translate("new project", "Choose the COCO file"),
            translate("new project", "COCO files (*.json)"),
        )
        self._root = _FolderField(translate("new project", "Choose an empty folder"))
        self._share = QDoubleSpinBox(minimum=0, maximum=90, decimals=0, value=20)
        self._share.setSuffix(" %")
        self._share.setToolTip(
            translate("new project", "Held-out images are never trained on; scores come from them.")
        )
        self._values = QTableWidget(0, 3)
        self._preview = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._problem = QLabel(wordWrap=True)
        self._lay_out()
        if contents is not None:
            self._show_contents(contents)
        self._show_questions()
        self._images.line.editingFinished.connect(self._suggest_root)
        for field in (self._images, self._masks):
            field.line.editingFinished.connect(self.masks_chosen)
        self._origin.currentIndexChanged.connect(self.masks_chosen)

    def _lay_out(self) -> None:
        self._values.setHorizontalHeaderLabels(
            [
                translate("new project", "Value"),
                translate("new project", "Share of pixels"),
                translate("new project", "What it is"),
            ]
        )
        self._values.verticalHeader().hide()
        header = self._values.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._values.setAccessibleName(translate("new project", "Meaning of the mask values"))
        self._preview.setMinimumSize(2 * PREVIEW_PX + 8, PREVIEW_PX)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("new project", "Images"), self._images)
        form.addRow(translate("new project", "Labels"), self._origin)
        form.addRow(translate("new project", "Masks"), self._masks)
        form.addRow(translate("new project", "COCO file"), self._coco)
        form.addRow(translate("new project", "Keep the project in"), self._root)
        form.addRow(translate("new project", "Hold out for validation"), self._share)
        self._form = form
        row = QHBoxLayout()
        row.addWidget(self._values, 1)
        row.addWidget(self._preview)
        self._questions = QWidget()
        self._questions.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._hint = QLabel(wordWrap=True)
        self._hint.setText(
            translate(
                "new project",
                "Name what each value stands for. Write “background” for everything that is no "
                "class of yours, and “ignore” for pixels that must not count.",
            )
        )
        buttons = ChoiceButtons(
            translate("new project", "Make the project"), self, accept=self._accept_if_complete
        )
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._hint)
        layout.addWidget(self._questions, 1)
        layout.addStretch()
        layout.addWidget(self._problem)
        layout.addWidget(buttons)

    def _suggest_root(self) -> None:
        """Beside the images, unless a person said otherwise."""
        if not self._root.line.text():
            self._root.line.setText(self._images.line.text())

    def _show_contents(self, contents: FolderContents) -> None:
        images = contents.images_dir or contents.folder
        self._images.set_path(images)
        if contents.masks_dir is not None:
            self._masks.set_path(contents.masks_dir)
        origin = LabelOrigin.NONE
        if contents.is_voc:
            origin = LabelOrigin.VOC
        elif contents.masks_dir is not None:
            origin = LabelOrigin.MASKS
        elif contents.labelme_files:
            origin = LabelOrigin.LABELME
        self._origin.setCurrentIndex(self._origin.findData(origin))
        if contents.is_writable:
            self._root.set_path(contents.folder)
        else:
            self._root.set_path(Path.home() / "UNet Studio" / contents.folder.name)

    def show_mask_values(self, findings: MaskFindings) -> None:
        """Show the values found in the masks, beside a picture of what they mean."""
        shares = list(findings.shares.items())
        self._values.setRowCount(len(shares))
        for row, (value, share) in enumerate(shares):
            swatch = QPixmap(16, 16)
            swatch.fill(QColor(findings.colours[value]))
            number = QTableWidgetItem(QIcon(swatch), _value_text(value))
            for column, item in enumerate((number, QTableWidgetItem(f"{share:.1%}"))):
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._values.setItem(row, column, item)
            name = QTableWidgetItem(_guess(row, shares))
            name.setData(Qt.ItemDataRole.UserRole, value)
            self._values.setItem(row, 2, name)
        if findings.image is not None and findings.mask is not None:
            self._preview.setPixmap(_side_by_side(findings.image, findings.mask))

    def show_problem(self, message: Message) -> None:
        """Say why it cannot be done like this."""
        self._problem.setText(render(message))

    def wish(self) -> ProjectWish:
        """What is set now."""
        names = {}
        for row in range(self._values.rowCount()):
            item = self._values.item(row, 2)
            if item is not None and item.text().strip():
                names[int(item.data(Qt.ItemDataRole.UserRole))] = item.text().strip()
        return ProjectWish(
            root=self._root.path(),
            images_dir=self._images.path(),
            origin=LabelOrigin(self._origin.currentData()),
            masks_dir=self._coco.path() if self._is(LabelOrigin.COCO) else self.masks_dir(),
            values=names or None,
            held_out_share=self._share.value() / 100,
        )

    def masks_dir(self) -> Path | None:
        """Where the masks lie, if masks are the labels."""
        chosen = self._asks_for_masks() and self._masks.line.text()
        return self._masks.path() if chosen else None

    def images_dir(self) -> Path:
        """Where the images lie."""
        return self._images.path()

    def _asks_for_masks(self) -> bool:
        return self._is(LabelOrigin.MASKS)

    def _is(self, origin: LabelOrigin) -> bool:
        return LabelOrigin(self._origin.currentData()) is origin

    def _has_masks(self) -> bool:
        masks = self.masks_dir()
        return masks is not None and masks.is_dir()

    def _show_questions(self) -> None:
        self._form.setRowVisible(self._masks, self._asks_for_masks())
        self._form.setRowVisible(self._coco, self._is(LabelOrigin.COCO))
        for widget in (self._questions, self._hint):
            widget.setVisible(self._asks_for_masks())
        self.adjustSize()

    def _accept_if_complete(self) -> None:
        if not self._images.line.text() or not self._images.path().is_dir():
            self._problem.setText(translate("new project", "Please choose the folder of images."))
        elif self._asks_for_masks() and not self._has_masks():
            self._problem.setText(translate("new project", "Please choose the folder of masks."))
        elif self._is(LabelOrigin.COCO) and not self._coco.path().is_file():
            self._problem.setText(translate("new project", "Please choose the COCO file."))
        elif not self._root.line.text():
            self._problem.setText(
                translate("new project", "Please choose where to keep the project.")
            )
        else:
            self.accept()


class _FolderField(QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self._title = title
        browse = QPushButton(translate("new project", "Choose…"))
        browse.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(browse)

    def path(self) -> Path:
        return Path(self.line.text()).expanduser()

    def set_path(self, path: Path) -> None:
        self.line.setText(str(path))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._title, self.line.text())
        if chosen:
            self.line.setText(chosen)
            self.line.editingFinished.emit()


def _origin_names() -> list[tuple[LabelOrigin, str]]:
    return [
        (LabelOrigin.NONE, translate("new project", "None yet: I will draw them")),
        (LabelOrigin.LABELME, translate("new project", "labelme files beside the images")),
        (LabelOrigin.MASKS, translate("new project", "A folder of masks")),
        (LabelOrigin.VOC, translate("new project", "VOC: JPEGImages and SegmentationClass")),
        (LabelOrigin.COCO, translate("new project", "COCO: a file of instances")),
        (LabelOrigin.YOLO, translate("new project", "YOLO: images beside a folder of labels")),
    ]


def _value_text(value: int) -> str:
    return str(value) if value < 256 else f"#{value:06x}"


def _guess(row: int, shares: list[tuple[int, float]]) -> str:
    """A first name for a value: the most frequent of few is taken for the background."""
    most = max(share for _, share in shares)
    if shares[row][1] == most:
        return "background"
    return f"class-{row + 1}" if len(shares) > 2 else "foreground"


def _side_by_side(image: NDArray[np.uint8], mask: NDArray[np.uint8]) -> QPixmap:
    canvas = QPixmap(2 * PREVIEW_PX + 8, PREVIEW_PX)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    for left, pixels in ((0, image), (PREVIEW_PX + 8, mask)):
        scaled = to_qimage(pixels).scaled(
            PREVIEW_PX,
            PREVIEW_PX,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(left, 0, scaled)
    painter.end()
    return canvas
