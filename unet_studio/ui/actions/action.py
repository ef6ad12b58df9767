"""The action: one command of the window as a row of a table, and when it is possible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.message import Text


class Mode(StrEnum):
    """The three modes of the window."""

    LABEL = auto()
    TRAIN = auto()
    RESULTS = auto()


class ActionKey(StrEnum):
    """One key for each command of the window."""

    # File
    OPEN_FOLDER = auto()
    NEW_PROJECT = auto()
    OPEN_SAMPLE = auto()
    IMPORT_LABELS = auto()
    EXPORT_MASKS = auto()
    EXPORT_LABELS = auto()
    CROP = auto()
    CONVERSION_REPORT = auto()
    QUIT = auto()

    # Edit
    UNDO = auto()
    REDO = auto()
    CUT_SHAPES = auto()
    COPY_SHAPES = auto()
    PASTE_SHAPES = auto()
    DUPLICATE_SHAPES = auto()
    TAKE_OVER_SHAPES = auto()
    DELETE = auto()
    SELECT_ALL = auto()
    SELECT_SAME_CLASS = auto()
    SELECT_GROUP = auto()
    INVERT_SELECTION = auto()
    SHAPE_PROPERTIES = auto()
    MERGE_SHAPES = auto()
    SUBTRACT_SHAPES = auto()
    FILL_HOLES = auto()
    SIMPLIFY_SHAPES = auto()
    SMOOTH_SHAPES = auto()
    TO_MASKS = auto()
    TO_POLYGONS = auto()
    GROUP_SHAPES = auto()
    UNGROUP_SHAPES = auto()
    BRING_FORWARD = auto()
    SEND_BACKWARD = auto()
    BRING_TO_FRONT = auto()
    SEND_TO_BACK = auto()
    HIDE_SHAPES = auto()
    HIDE_OTHERS = auto()
    SHOW_ALL = auto()
    LOCK_SHAPES = auto()
    UNLOCK_ALL = auto()
    IMAGE_FLAGS = auto()
    EARLIER_VERSIONS = auto()
    SET_BROKEN_ASIDE = auto()

    # Label: one for each tool, named after its key
    SELECT_TOOL = auto()
    PAN_TOOL = auto()
    CUT_TOOL = auto()
    POLYGON_TOOL = auto()
    RECTANGLE_TOOL = auto()
    ORIENTED_RECTANGLE_TOOL = auto()
    CIRCLE_TOOL = auto()
    LINE_TOOL = auto()
    LINE_STRIP_TOOL = auto()
    POINT_TOOL = auto()
    FREEHAND_TOOL = auto()
    BRUSH_TOOL = auto()
    ERASER_TOOL = auto()
    WAND_TOOL = auto()
    LIVE_WIRE_TOOL = auto()
    GRAB_CUT_TOOL = auto()
    SUPERPIXELS_TOOL = auto()
    THRESHOLD_TOOL = auto()
    PROMPT_TOOL = auto()

    # Label: drafts
    ACCEPT_DRAFT = auto()
    PREVIOUS_DRAFT = auto()
    ACCEPT_ALL_DRAFTS = auto()
    REJECT_ALL_DRAFTS = auto()
    NEXT_WITH_DRAFTS = auto()

    # View
    LABEL_MODE = auto()
    TRAIN_MODE = auto()
    RESULTS_MODE = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_FIT = auto()
    ZOOM_ACTUAL = auto()
    DISPLAY_PANEL = auto()
    SHOW_LABELS = auto()
    OUTLINES_ONLY = auto()
    SCALE_BAR = auto()
    PIXEL_GRID = auto()
    CROSSHAIR = auto()
    PIXEL_SIZE = auto()
    SHOW_MASK = auto()
    SHOW_PROBABILITY = auto()
    SHOW_UNCERTAINTY = auto()
    SHOW_ERRORS = auto()
    SHOW_TRUTH = auto()
    NEXT_PROBABILITY = auto()
    LOOK_SINGLE = auto()
    LOOK_SWIPE = auto()
    LOOK_SIDE_BY_SIDE = auto()
    DIVIDER_LEFT = auto()
    DIVIDER_RIGHT = auto()
    BLINK = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    LANGUAGE_ENGLISH = auto()
    LANGUAGE_CHINESE = auto()

    # Image
    PREVIOUS_IMAGE = auto()
    NEXT_IMAGE = auto()
    PREVIOUS_UNLABELLED = auto()
    NEXT_UNLABELLED = auto()
    TOGGLE_HELD_OUT = auto()
    MARK_FULLY = auto()
    MARK_PARTLY = auto()
    MARK_UNLABELLED = auto()
    DELETE_LABELS = auto()
    PREDICT_SELECTED = auto()
    COPY_PATHS = auto()
    SHOW_IN_FOLDER = auto()
    EDIT_IN_LABELME = auto()
    LABEL_NEXT = auto()
    NEXT_SUGGESTION = auto()
    PREVIOUS_SUGGESTION = auto()
    FINISH_SPOT = auto()

    # Model
    TRAIN = auto()
    STOP = auto()
    LIVE_LOOP = auto()
    PREDICT_PROJECT = auto()
    PREDICT_FOLDER = auto()
    PREDICT_OPTIONS = auto()
    CORRECT_RESULT = auto()
    MAKE_DRAFTS = auto()
    TRAIN_ON = auto()
    OPEN_MODEL = auto()
    IMPORT_WEIGHTS = auto()
    EXPORT_MODEL = auto()
    MODEL_SHELF = auto()
    RUN_REPORT = auto()

    # Help
    SHORTCUTS = auto()
    ABOUT = auto()


@dataclass(frozen=True)
class Situation:
    """What the possible actions depend on, and nothing else.

    Attributes
    ----------
    mode
        The mode shown.
    has_project, has_images, has_document, has_selection
        What is open, and whether shapes are selected.
    can_undo, can_redo
        Of the current document.
    has_results
        Whether predictions are open.
    has_labels, can_train
        Whether something is labelled, and whether a training could start now.
    is_training, is_busy
        Whether a training, or any other job, runs.
    has_model
        Whether there is a model to predict with.
    has_run
        Whether the model in use was trained in this project.
    has_report
        Whether labels were converted.
    has_truth, has_probabilities
        Whether the result in view has labels to compare with, and probabilities to show.
    has_broken_labels
        Whether the label file of the image in view cannot be understood.
    has_drafts, drafts_wait
        Whether the image in view has drafts, and whether any image has.
    has_own_results
        Whether the predictions that are open are those of the project.
    has_suggestions, has_spot
        Whether it was found out what to label next, and whether such an image is in view.
    """

    mode: Mode = Mode.LABEL
    has_project: bool = False
    has_images: bool = False
    has_results: bool = False
    has_labels: bool = False
    has_document: bool = False
    has_selection: bool = False
    can_undo: bool = False
    can_redo: bool = False
    can_train: bool = False
    is_training: bool = False
    is_busy: bool = False
    has_model: bool = False
    has_run: bool = False
    has_report: bool = False
    has_broken_labels: bool = False
    has_drafts: bool = False
    drafts_wait: bool = False
    has_own_results: bool = False
    has_truth: bool = False
    has_probabilities: bool = False
    has_suggestions: bool = False
    has_spot: bool = False

    @property
    def is_labelling(self) -> bool:
        """Whether the labels of an image can be changed."""
        return self.has_document and self.mode is Mode.LABEL

    @property
    def shows_result(self) -> bool:
        """Whether predictions are in view."""
        return self.has_results and self.mode is Mode.RESULTS

    @property
    def shows_picture(self) -> bool:
        """Whether a picture is in view."""
        return {
            Mode.LABEL: self.has_images,
            Mode.TRAIN: False,
            Mode.RESULTS: self.has_results,
        }[self.mode]


def always(_now: Situation) -> bool:
    """In every situation."""
    return True


@dataclass(frozen=True)
class ActionSpec:
    """One row of the table.

    Attributes
    ----------
    text
        Name in the menu.
    shortcut
        In Qt's portable form; empty for none.
    icon
        Name of an icon of the resources; empty for none.
    tip
        One sentence for those who do not know the name yet.
    checkable
        Whether it is a state rather than a deed.
    when
        Whether it can be done in a situation.
    shown_key
        What the menu says instead of a shortcut where a widget handles the key itself.
    """

    text: Text
    shortcut: str = ""
    icon: str = ""
    tip: Text | None = None
    checkable: bool = False
    when: Callable[[Situation], bool] = always
    shown_key: str = ""
