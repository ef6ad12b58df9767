"""The dialog that shows the regions of interest of one image, and asks where to keep the crops."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.imaging.roi import RoiSettings, is_of_interest
from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.parts.path_field import PathField
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.view.thumbnails import to_qimage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef
    from unet_studio.imaging.roi import Roi
    from unet_studio.workspace.project.roi_preview import RoiPreview

_STEPS = 1000
_MOST_PX = 1_000_000_000
_KEPT, _LEFT = QColor("#00c853"), QColor("#9e9e9e")
_DEFAULTS = RoiSettings()


class CropDialog(QDialog):
    """Threshold and area range as sliders; boxes on the image show at once what they mean."""

    def __init__(
        self, preview: RoiPreview, image: ImageRef, suggested: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("crop", "Crop to regions of interest"))
        self._preview, self._name = preview, image.name
        self._rois: list[Roi] = []
        self._may_use: Callable[[Path], bool] = lambda _path: True
        self._view = _RoiView()
        self._threshold = _SliderField(0, 254, _DEFAULTS.threshold)
        self._least = _SliderField(0, _MOST_PX, int(_DEFAULTS.least_area_px), is_area=True)
        self._most = _SliderField(0, _MOST_PX, _MOST_PX, is_area=True)
        self._count = QLabel(wordWrap=True)
        self._root = PathField(translate("crop", "Choose an empty folder"))
        self._root.set_path(suggested)
        self._problem = QLabel(wordWrap=True)
        self._lay_out()
        self._threshold.box.valueChanged.connect(preview.look)
        for field in (self._least, self._most):
            field.box.valueChanged.connect(self._show)
        self._root.line.textChanged.connect(self._show)
        preview.shown.connect(self._on_shown)
        preview.found.connect(self._on_found)
        preview.failed.connect(lambda message: self._count.setText(render(message)))
        preview.look(self._threshold.box.value())
        self._show()

    def _lay_out(self) -> None:
        what = QLabel(wordWrap=True)
        what.setText(
            translate(
                "crop",
                "What is brighter than the threshold, and neither smaller nor larger than said, is "
                "cut out of each image, with its labels. This is {name}; the numbers hold for all "
                "images.",
            ).format(name=self._name)
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("crop", "Grey value above"), self._threshold)
        form.addRow(translate("crop", "Smallest area"), self._least)
        form.addRow(translate("crop", "Largest area"), self._most)
        form.addRow(translate("crop", "New project in"), self._root)
        self._buttons = ChoiceButtons(translate("crop", "Crop all images"), self)
        column = QVBoxLayout(self)
        column.addWidget(what)
        column.addWidget(self._view, 1)
        column.addWidget(self._count)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.resize(760, 640)

    def set_check(self, may_use: Callable[[Path], bool]) -> None:
        """Say which folders can hold the new project."""
        self._may_use = may_use
        self._show()

    def settings(self) -> RoiSettings:
        """What is set now."""
        most = self._most.box.value()
        return RoiSettings(
            self._threshold.box.value(),
            float(self._least.box.value()),
            math.inf if most >= self._most.box.maximum() else float(most),
        )

    def root(self) -> Path:
        """Where the new project is to be."""
        return self._root.path()

    def _on_shown(self, grey: NDArray[np.uint8], step: int) -> None:
        self._view.set_picture(grey, step)
        height, width = self._preview.size
        for field in (self._least, self._most):
            field.set_reach(height * width)

    def _on_found(self, rois: list[Roi]) -> None:
        self._rois = rois
        self._show()

    def _show(self) -> None:
        settings = self.settings()
        kept = [is_of_interest(roi, settings) for roi in self._rois]
        self._view.set_boxes(self._rois, kept)
        text = translate(
            "crop", "{n} of {total} bright {total:region|regions} {n:is|are} of interest."
        )
        self._count.setText(filled(text, n=sum(kept), total=len(kept)))
        fits = not self._root.is_empty and self._may_use(self._root.path())
        problem = translate(
            "crop", "Please choose a new or empty folder that is not among the project's images."
        )
        self._problem.setText("" if fits else problem)
        self._buttons.main.setEnabled(fits)


class _SliderField(QWidget):
    """A slider and a box for the same number; areas go by factors, not by steps."""

    def __init__(self, least: int, most: int, value: int, *, is_area: bool = False) -> None:
        super().__init__()
        self._is_area, self._reach = is_area, most
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS if is_area else most)
        self.box = QSpinBox(minimum=least, maximum=most, value=value)
        self.box.setGroupSeparatorShown(True)
        if is_area:
            self.box.setSuffix(translate("crop", " px"))
        self.box.setMinimumWidth(140)
        self._follow(value)
        self.slider.valueChanged.connect(self._on_slider)
        self.box.valueChanged.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        self.setFocusProxy(self.slider)

    def set_reach(self, pixels: int) -> None:
        """The largest area that there can be: the right end of the slider."""
        self._reach = max(pixels, 2)
        is_open = self.box.value() >= self.box.maximum()
        self.box.setMaximum(self._reach)
        if is_open:
            self.box.setValue(self._reach)
        self._follow(self.box.value())

    def _on_slider(self, at: int) -> None:
        value = round(self._reach ** (at / _STEPS)) if self._is_area else at
        self.box.setValue(0 if self._is_area and at == 0 else value)

    def _follow(self, value: int) -> None:
        at = value
        if self._is_area:
            at = round(_STEPS * math.log(max(value, 1)) / math.log(self._reach))
        self.slider.blockSignals(True)
        self.slider.setValue(at)
        self.slider.blockSignals(False)


class _RoiView(QWidget):
    """The picture with a box around each region: green if it is kept, else grey."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(320, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate("crop", "The image and its regions of interest"))
        self._picture = QPixmap()
        self._step = 1
        self._rois: Sequence[Roi] = ()
        self._kept: Sequence[bool] = ()

    def set_picture(self, grey: NDArray[np.uint8], step: int) -> None:
        self._picture = QPixmap.fromImage(to_qimage(grey[:, :, None].repeat(3, axis=2)))
        self._step = step
        self.update()

    def set_boxes(self, rois: Sequence[Roi], kept: Sequence[bool]) -> None:
        self._rois, self._kept = rois, kept
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the picture as large as it fits."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(self.width() / self._picture.width(), self.height() / self._picture.height())
        width, height = self._picture.width() * scale, self._picture.height() * scale
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        painter.drawPixmap(
            QRectF(left, top, width, height), self._picture, QRectF(self._picture.rect())
        )
        factor = scale / self._step
        for roi, is_kept in sorted(zip(self._rois, self._kept, strict=True), key=lambda p: p[1]):
            painter.setPen(QPen(_KEPT if is_kept else _LEFT, 2 if is_kept else 1))
            box = QRectF(roi.left, roi.top, roi.width, roi.height)
            painter.drawRect(
                QRectF(
                    left + box.x() * factor,
                    top + box.y() * factor,
                    box.width() * factor,
                    box.height() * factor,
                )
            )
        painter.end()
