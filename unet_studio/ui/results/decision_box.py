"""The controls that decide how probabilities become masks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.decision import LIMITS, USUAL_DECISION
from unet_studio.ui.parts.pale_label import PaleLabel
from unet_studio.ui.parts.slider_row import SliderRow
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from unet_studio.domain.decision import Decision
    from unet_studio.domain.label_class import LabelClass
    from unet_studio.workspace.predictions.deciding import DecidingState

Box = TypeVar("Box", QSpinBox, QDoubleSpinBox)

_BIAS_REACH = 4.0


class DecisionBox(QWidget):
    """Says how masks are to be decided; shows what it is told.

    Signals
    -------
    decided(Decision)
        Decide like that from now on.
    reset_requested(), best_requested(), all_requested(), predict_requested()
        Back to the usual; look for the best threshold; use it for all images; predict again.
    """

    decided = Signal(object)
    reset_requested = Signal()
    best_requested = Signal()
    all_requested = Signal()
    predict_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decision: Decision = USUAL_DECISION
        self._classes: tuple[LabelClass, ...] | None = None
        self._pixel_size_um: float | None = None
        self._biases: dict[str, SliderRow] = {}
        self._threshold: SliderRow | None = None
        self._by_pixel = QWidget()
        self._pixel_rows = QVBoxLayout(self._by_pixel)
        self._pixel_rows.setContentsMargins(0, 0, 0, 0)
        self._smooth = _lengths(LIMITS["smooth_px"][1], 0.5)
        self._split = _lengths(LIMITS["split_px"][1], 0.25)
        self._holes, self._least = _areas(), _areas()
        self._parts = (self._smooth, self._holes, self._split, self._least)
        self._sizes = QLabel(wordWrap=True)
        self._note = QLabel(wordWrap=True)
        self._predict = QPushButton(translate("decision", "Predict again"))
        self._best = QPushButton(translate("decision", "Find the best"))
        self._reset = QPushButton(translate("decision", "Reset"))
        self._all = QPushButton(translate("decision", "Use for all images"))
        self._describe()
        self._lay_out()
        self._connect()
        self.show_note(can_decide=True)

    def _describe(self) -> None:
        said = {
            self._smooth: (
                translate("decision", "Smooth"),
                translate(
                    "decision",
                    "Evens out borders. The higher, the rounder; what is thinner than this goes.",
                ),
            ),
            self._holes: (
                translate("decision", "Fill holes"),
                translate("decision", "Fills holes in regions of at most so many pixels."),
            ),
            self._split: (
                translate("decision", "Split touching"),
                translate(
                    "decision",
                    "Cuts touching objects apart at their waist. The number is how much narrower "
                    "the waist must be than the smaller object, measured from the middle: 1 cuts "
                    "almost any waist, 5 only deep ones. Objects of all classes are cut.",
                ),
            ),
            self._least: (
                translate("decision", "Minimum size"),
                translate("decision", "Regions of fewer pixels become background."),
            ),
        }
        for part, (name, text) in said.items():
            part.setAccessibleName(name)
            part.setToolTip(text)
        self._names = [name for name, _ in said.values()]
        self._best.setToolTip(_best_tip())
        self._reset.setToolTip(
            translate("decision", "As the model says, with nothing done to help.")
        )
        self._all.setToolTip(
            translate(
                "decision",
                "Writes masks, overlays and drafts of all predicted images anew, as you see them "
                "now. Nothing is predicted again.",
            )
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for row, (name, part) in enumerate(zip(self._names, self._parts, strict=True)):
            label = QLabel(name)
            label.setToolTip(part.toolTip())
            label.setBuddy(part)
            grid.addWidget(label, row, 0)
            grid.addWidget(part, row, 1)
        grid.setColumnStretch(0, 1)
        pair = QHBoxLayout()
        pair.addWidget(self._best, 1)
        pair.addWidget(self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._by_pixel)
        column.addLayout(grid)
        column.addWidget(self._sizes)
        column.addWidget(self._note)
        column.addWidget(self._predict)
        column.addLayout(pair)
        column.addWidget(self._all)

    def _connect(self) -> None:
        for part in self._parts:
            part.installEventFilter(self)
        self._smooth.valueChanged.connect(lambda v: self._decide(smooth_px=v))
        self._split.valueChanged.connect(lambda v: self._decide(split_px=v))
        self._holes.valueChanged.connect(lambda v: self._decide(fill_holes_px=v))
        self._least.valueChanged.connect(lambda v: self._decide(min_area_px=v))
        self._best.clicked.connect(self.best_requested)
        self._reset.clicked.connect(self.reset_requested)
        self._all.clicked.connect(self.all_requested)
        self._predict.clicked.connect(self.predict_requested)

    # ---- What is shown ----

    def show_state(self, state: DecidingState, pixel_size_um: float | None) -> None:
        """Show how masks are decided.

        Parameters
        ----------
        pixel_size_um
            Edge of a pixel in micrometres, if known.
        """
        if state.classes != self._classes:
            self._classes = state.classes
            self._make_pixel_rows(state.classes)
        self._decision, self._pixel_size_um = state.decision, pixel_size_um
        if self._threshold is not None:
            self._threshold.show_value(state.decision.threshold)
        for name, row in self._biases.items():
            row.show_value(state.decision.bias.get(name, 0.0))
        blocked = [QSignalBlocker(part) for part in self._parts]
        self._smooth.setValue(state.decision.smooth_px)
        self._split.setValue(state.decision.split_px)
        self._holes.setValue(state.decision.fill_holes_px)
        self._least.setValue(state.decision.min_area_px)
        del blocked
        self._show_sizes()
        self.setEnabled(bool(state.classes))
        self._reset.setEnabled(state.decision != USUAL_DECISION)
        self._all.setEnabled(not state.is_for_all)
        self._best.setEnabled(state.why_not_best is None)
        why = state.why_not_best
        self._best.setToolTip(_best_tip() if why is None else render(why))

    def show_note(self, *, can_decide: bool) -> None:
        """Say whether the image in view can be decided otherwise."""
        self._note.setText(
            translate(
                "decision",
                "No probabilities are kept of this image, so its mask stays as it is. Predict it "
                "again to change that.",
            )
        )
        self._note.setVisible(not can_decide)
        self._predict.setVisible(not can_decide)

    def _show_sizes(self) -> None:
        um = self._pixel_size_um
        least, holes = self._decision.min_area_px, self._decision.fill_holes_px
        said = []
        if um is not None and holes:
            text = translate("decision", "Holes up to {area} µm² are filled.")
            said.append(text.format(area=f"{holes * um**2:.3g}"))
        if um is not None and least:
            text = translate("decision", "Regions below {area} µm² go.")
            said.append(text.format(area=f"{least * um**2:.3g}"))
        self._sizes.setText(" ".join(said))
        self._sizes.setVisible(bool(said))

    # ---- What is decided for single pixels ----

    def _make_pixel_rows(self, classes: tuple[LabelClass, ...]) -> None:
        for part in self._by_pixel.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            part.hide()
            self._pixel_rows.removeWidget(part)
            part.deleteLater()
        self._threshold, self._biases = None, {}
        if len(classes) == 1:
            self._threshold = row = SliderRow(0.01, 0.99, 0.01)
            name = translate("decision", "Threshold")
            row.describe(
                name,
                translate(
                    "decision",
                    "How sure the model has to be. Lower finds more, and more that is wrong; "
                    "higher misses more.",
                ),
            )
            row.changed.connect(lambda value: self._decide(threshold=value))
            self._add_pixel_row(QLabel(name), row)
        if len(classes) > 1:
            self._pixel_rows.addWidget(
                PaleLabel(translate("decision", "Right: more of a class. Left: less of it."))
            )
            for label_class in classes:
                self._add_bias(label_class)
        self._by_pixel.setVisible(bool(classes))

    def _add_bias(self, label_class: LabelClass) -> None:
        name = label_class.name
        self._biases[name] = row = SliderRow(-_BIAS_REACH, _BIAS_REACH, 0.1, 1)
        row.describe(
            name,
            translate(
                "decision",
                "{name}: above 0 it is found more often, below 0 less often, at the cost of the "
                "other classes and of background.",
            ).format(name=name),
        )
        row.changed.connect(lambda value: self._bias(name, value))
        label = QLabel(name)
        label.setToolTip(name)
        swatch = QPixmap(12, 12)
        swatch.fill(QColor(label_class.colour))
        mark = QLabel(pixmap=swatch)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(mark)
        line.addWidget(label, 1)
        self._add_pixel_row(head, row)

    def _add_pixel_row(self, head: QWidget, row: SliderRow) -> None:
        self._pixel_rows.addWidget(head)
        self._pixel_rows.addWidget(row)

    def _bias(self, name: str, value: float) -> None:
        bias = {**self._decision.bias, name: round(value, 1)}
        self._decide(bias={n: b for n, b in bias.items() if b})

    def _decide(self, **parts: object) -> None:
        self._decision = replace(self._decision, **parts)  # type: ignore[arg-type]
        self._show_sizes()
        self.decided.emit(self._decision)

    # ---- Qt ----

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what is typed into a field replaces what it says, for "off" is no number."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QAbstractSpinBox):
            QTimer.singleShot(0, watched, watched.selectAll)
        return super().eventFilter(watched, event)


def _lengths(high: float, step: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox(decimals=2, maximum=high, singleStep=step)
    box.setSuffix(translate("decision", " px"))
    return _common(box)


def _areas() -> QSpinBox:
    box = QSpinBox(maximum=1_000_000)
    box.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
    box.setSuffix(translate("decision", " px"))
    return _common(box)


def _common(box: Box) -> Box:
    box.setSpecialValueText(translate("decision", "off"))
    box.setKeyboardTracking(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setMinimumWidth(96)
    return box


def _best_tip() -> str:
    return translate(
        "decision",
        "Looks for the threshold, or the bias of each class, of the best Dice on labelled images "
        "that the model was trained on. Held-out images are not looked at, so that their score "
        "stays honest.",
    )
