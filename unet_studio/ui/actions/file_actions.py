"""Actions of the File kind: opening, exporting, leaving."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _may_open(now: Situation) -> bool:
    return not now.is_training and not now.is_busy


def _may_export(now: Situation) -> bool:
    return now.has_labels and not now.is_busy


FILE_ACTIONS: dict[K, ActionSpec] = {
    K.OPEN_FOLDER: ActionSpec(
        say("actions", "&Open folder…"),
        "Ctrl+O",
        "folder",
        say("actions", "Open a folder of images, or a project."),
        when=_may_open,
    ),
    K.NEW_PROJECT: ActionSpec(
        say("actions", "&New project…"),
        "Ctrl+N",
        "new",
        say("actions", "Make a project from images and, if there are some, their labels."),
        when=_may_open,
    ),
    K.OPEN_SAMPLE: ActionSpec(
        say("actions", "Open the &sample project"),
        icon="sample",
        tip=say("actions", "Twelve small pictures of cells to try everything with."),
        when=_may_open,
    ),
    K.EXPORT_MASKS: ActionSpec(
        say("actions", "&Export masks…"),
        "Ctrl+E",
        "export",
        say("actions", "Write the labels of all images as index PNG files in VOC layout."),
        when=_may_export,
    ),
    K.EXPORT_LABELME: ActionSpec(
        say("actions", "Export labelme's &four files…"),
        tip=say("actions", "Write img.png, label.png, label_names.txt and label_viz.png."),
        when=_may_export,
    ),
    K.QUIT: ActionSpec(say("actions", "&Quit"), "Ctrl+Q"),
}
