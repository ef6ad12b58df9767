"""Actions of the File kind: opening, exporting, leaving."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _may_open(now: Situation) -> bool:
    return not now.is_training and not now.is_busy


def _may_export(now: Situation) -> bool:
    return now.has_labels and not now.is_busy


def _may_convert(now: Situation) -> bool:
    return now.has_images and not now.is_busy and not now.is_training


def _has_report(now: Situation) -> bool:
    return now.has_report


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
    K.IMPORT_LABELS: ActionSpec(
        say("actions", "&Import labels…"),
        "Ctrl+Shift+I",
        "import",
        say("actions", "Take masks, COCO, YOLO or labelme files into this project."),
        when=_may_convert,
    ),
    K.EXPORT_MASKS: ActionSpec(
        say("actions", "&Export masks…"),
        "Ctrl+E",
        "export",
        say("actions", "Write the labels of all images as index PNG files in VOC layout."),
        when=_may_export,
    ),
    K.EXPORT_LABELS: ActionSpec(
        say("actions", "Export labels &as…"),
        "Ctrl+Shift+E",
        tip=say("actions", "Write the labels as masks, COCO, YOLO or labelme's four files."),
        when=_may_export,
    ),
    K.CROP: ActionSpec(
        say("actions", "&Crop to regions of interest…"),
        tip=say("actions", "Cut the bright parts out of all images, labels and all."),
        when=_may_convert,
    ),
    K.CONVERSION_REPORT: ActionSpec(
        say("actions", "Last conversion &report…"),
        tip=say("actions", "What the last import, export or crop carried over."),
        when=_has_report,
    ),
    K.QUIT: ActionSpec(say("actions", "&Quit"), "Ctrl+Q"),
}
