"""Actions: every command of the window as one row of a table, and when each is possible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from unet_studio.domain.message import Text, say


class Mode(StrEnum):
    """The three modes of the window."""

    LABEL = auto()
    TRAIN = auto()
    RESULTS = auto()


class ActionKey(StrEnum):
    """One key for each command of the window."""

    OPEN_FOLDER = auto()
    NEW_PROJECT = auto()
    OPEN_SAMPLE = auto()
    EXPORT_MASKS = auto()
    EXPORT_LABELME = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    DELETE = auto()
    SELECT_ALL = auto()
    LABEL_MODE = auto()
    TRAIN_MODE = auto()
    RESULTS_MODE = auto()
    PREVIOUS_IMAGE = auto()
    NEXT_IMAGE = auto()
    NEXT_UNLABELLED = auto()
    TOGGLE_HELD_OUT = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_FIT = auto()
    ZOOM_ACTUAL = auto()
    SELECT_TOOL = auto()
    POLYGON_TOOL = auto()
    RECTANGLE_TOOL = auto()
    PAN_TOOL = auto()
    TRAIN = auto()
    STOP = auto()
    PREDICT_PROJECT = auto()
    PREDICT_FOLDER = auto()
    OPEN_MODEL = auto()
    LANGUAGE_ENGLISH = auto()
    LANGUAGE_CHINESE = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    SHORTCUTS = auto()
    ABOUT = auto()


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
    """

    text: Text
    shortcut: str = ""
    icon: str = ""
    tip: Text | None = None
    checkable: bool = False


_K = ActionKey
ACTIONS: dict[ActionKey, ActionSpec] = {
    _K.OPEN_FOLDER: ActionSpec(
        say("actions", "&Open folder…"),
        "Ctrl+O",
        "folder",
        say("actions", "Open a folder of images, or a project."),
    ),
    _K.NEW_PROJECT: ActionSpec(
        say("actions", "&New project…"),
        "Ctrl+N",
        "new",
        say("actions", "Make a project from images and, if there are some, their labels."),
    ),
    _K.OPEN_SAMPLE: ActionSpec(
        say("actions", "Open the &sample project"),
        icon="sample",
        tip=say("actions", "Twelve small pictures of cells to try everything with."),
    ),
    _K.EXPORT_MASKS: ActionSpec(
        say("actions", "&Export masks…"),
        "Ctrl+E",
        "export",
        say("actions", "Write the labels of all images as index PNG files in VOC layout."),
    ),
    _K.EXPORT_LABELME: ActionSpec(
        say("actions", "Export labelme's &four files…"),
        tip=say("actions", "Write img.png, label.png, label_names.txt and label_viz.png."),
    ),
    _K.QUIT: ActionSpec(say("actions", "&Quit"), "Ctrl+Q"),
    _K.UNDO: ActionSpec(say("actions", "&Undo"), "Ctrl+Z", "undo"),
    _K.REDO: ActionSpec(say("actions", "&Redo"), "Ctrl+Shift+Z", "redo"),
    _K.DELETE: ActionSpec(say("actions", "&Delete shapes"), icon="delete"),
    _K.SELECT_ALL: ActionSpec(say("actions", "Select &all shapes"), "Ctrl+A"),
    _K.LABEL_MODE: ActionSpec(say("actions", "&Label"), "F2", checkable=True),
    _K.TRAIN_MODE: ActionSpec(say("actions", "&Train"), "F3", checkable=True),
    _K.RESULTS_MODE: ActionSpec(say("actions", "&Results"), "F4", checkable=True),
    _K.PREVIOUS_IMAGE: ActionSpec(say("actions", "&Previous image"), "PgUp", "previous"),
    _K.NEXT_IMAGE: ActionSpec(say("actions", "&Next image"), "PgDown", "next"),
    _K.NEXT_UNLABELLED: ActionSpec(say("actions", "Next &unlabelled image"), "Ctrl+PgDown"),
    _K.TOGGLE_HELD_OUT: ActionSpec(
        say("actions", "&Hold out for validation"),
        "H",
        tip=say("actions", "Held-out images are never trained on; scores come from them."),
        checkable=True,
    ),
    _K.ZOOM_IN: ActionSpec(say("actions", "Zoom &in"), "Ctrl++", "zoom-in"),
    _K.ZOOM_OUT: ActionSpec(say("actions", "Zoom &out"), "Ctrl+-", "zoom-out"),
    _K.ZOOM_FIT: ActionSpec(say("actions", "&Fit to window"), "Ctrl+0", "fit"),
    _K.ZOOM_ACTUAL: ActionSpec(say("actions", "&Actual size"), "Ctrl+1"),
    _K.SELECT_TOOL: ActionSpec(
        say("actions", "&Select and edit"),
        "V",
        "select",
        say("actions", "Select, move and correct shapes."),
        checkable=True,
    ),
    _K.POLYGON_TOOL: ActionSpec(
        say("actions", "Draw a &polygon"),
        "P",
        "polygon",
        say("actions", "Click around a thing to outline it."),
        checkable=True,
    ),
    _K.RECTANGLE_TOOL: ActionSpec(
        say("actions", "Draw a &rectangle"), "R", "rectangle", checkable=True
    ),
    _K.PAN_TOOL: ActionSpec(say("actions", "Move the &view"), "M", "pan", checkable=True),
    _K.TRAIN: ActionSpec(say("actions", "&Train"), "Ctrl+T", "play"),
    _K.STOP: ActionSpec(say("actions", "&Stop"), "Ctrl+.", "stop"),
    _K.PREDICT_PROJECT: ActionSpec(say("actions", "&Predict this project"), "Ctrl+R", "predict"),
    _K.PREDICT_FOLDER: ActionSpec(say("actions", "Predict a &folder…"), "Ctrl+Shift+R"),
    _K.OPEN_MODEL: ActionSpec(say("actions", "Use a &model file…"), icon="model"),
    _K.LANGUAGE_ENGLISH: ActionSpec(say("actions", "English"), checkable=True),
    _K.LANGUAGE_CHINESE: ActionSpec(say("actions", "简体中文"), checkable=True),
    _K.THEME_SYSTEM: ActionSpec(say("actions", "Like the system"), checkable=True),
    _K.THEME_LIGHT: ActionSpec(say("actions", "Light"), checkable=True),
    _K.THEME_DARK: ActionSpec(say("actions", "Dark"), checkable=True),
    _K.SHORTCUTS: ActionSpec(say("actions", "&Keyboard"), "F1"),
    _K.ABOUT: ActionSpec(say("actions", "&About UNet Studio")),
}


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


def possible_actions(now: Situation) -> frozenset[ActionKey]:
    """The actions that can be done in this situation."""
    labelling = now.has_document and now.mode is Mode.LABEL
    pictures = {
        Mode.LABEL: now.has_images,
        Mode.TRAIN: False,
        Mode.RESULTS: now.has_results,
    }[now.mode]
    conditions = {
        _K.OPEN_FOLDER: not now.is_training and not now.is_busy,
        _K.NEW_PROJECT: not now.is_training and not now.is_busy,
        _K.OPEN_SAMPLE: not now.is_training and not now.is_busy,
        _K.EXPORT_MASKS: now.has_labels and not now.is_busy,
        _K.EXPORT_LABELME: now.has_labels and not now.is_busy,
        _K.UNDO: labelling and now.can_undo,
        _K.REDO: labelling and now.can_redo,
        _K.DELETE: labelling and now.has_selection,
        _K.SELECT_ALL: labelling,
        _K.PREVIOUS_IMAGE: now.has_images or pictures,
        _K.NEXT_IMAGE: now.has_images or pictures,
        _K.NEXT_UNLABELLED: now.has_images,
        _K.TOGGLE_HELD_OUT: now.has_images and now.mode is Mode.LABEL,
        _K.ZOOM_IN: pictures,
        _K.ZOOM_OUT: pictures,
        _K.ZOOM_FIT: pictures,
        _K.ZOOM_ACTUAL: pictures,
        _K.SELECT_TOOL: labelling,
        _K.POLYGON_TOOL: labelling,
        _K.RECTANGLE_TOOL: labelling,
        _K.PAN_TOOL: labelling,
        _K.TRAIN: now.can_train,
        _K.STOP: now.is_training,
        _K.PREDICT_PROJECT: now.has_images and now.has_model and not now.is_busy,
        _K.PREDICT_FOLDER: now.has_model and not now.is_busy,
    }
    return frozenset(key for key in ActionKey if conditions.get(key, True))
