"""What the window does to change shapes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.menus import SHAPE_MENU
from unet_studio.workspace.labels import selection_edits
from unet_studio.workspace.labels.selection_edits import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from unet_studio.ui.main_window import MainWindow
    from unet_studio.workspace.labels.document import AnnotationDocument

_FIRST_IMAGE = say("edit", "This is the first image: none comes before it.")


class EditDeeds:
    """What the window does to change shapes."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace
        label = window.label_view
        label.shape_menu_requested.connect(self.show_menu)
        label.properties_requested.connect(partial(self._with_document, self.ask_for_properties))
        self._workspace.edits.told.connect(label.tell)
        self._workspace.clipboard.told.connect(label.tell)

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        label = self._window.label_view
        access = self._workspace.access
        deeds: dict[K, Callable[[AnnotationDocument], object]] = {
            **self._shape_deeds(),
            **_selection_deeds(),
            K.SELECT_SAME_CLASS: self.select_same_class,
            K.SHAPE_PROPERTIES: self.ask_for_properties,
            K.IMAGE_FLAGS: self.ask_for_flags,
            K.TAKE_OVER_SHAPES: self.take_over,
        }
        return {
            K.UNDO: label.undo,
            K.REDO: label.redo,
            K.DELETE: label.delete_selected,
            K.SELECT_ALL: label.select_all,
            K.SHOW_ALL: access.show_all,
            K.UNLOCK_ALL: access.unlock_all,
            **{key: partial(self._with_document, deed) for key, deed in deeds.items()},
        }

    def _shape_deeds(self) -> dict[K, Callable[[AnnotationDocument], object]]:
        edits, clipboard = self._workspace.edits, self._workspace.clipboard
        return {
            K.CUT_SHAPES: clipboard.cut,
            K.COPY_SHAPES: clipboard.copy,
            K.PASTE_SHAPES: clipboard.paste,
            K.DUPLICATE_SHAPES: clipboard.duplicate,
            K.MERGE_SHAPES: edits.merge,
            K.SUBTRACT_SHAPES: edits.subtract,
            K.FILL_HOLES: edits.fill_holes,
            K.SIMPLIFY_SHAPES: edits.simplify,
            K.SMOOTH_SHAPES: edits.smooth,
            K.TO_MASKS: edits.to_masks,
            K.TO_POLYGONS: edits.to_polygons,
        }

    def show_menu(self, place: QPoint) -> None:
        """Offer what can be done with the selected shapes, at a point of the screen."""
        menu = self._window.actions_.menu(SHAPE_MENU, self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def select_same_class(self, document: AnnotationDocument) -> None:
        """Select by class; with nothing selected, the class that is drawn next."""
        class_name = self._workspace.toolbox.class_name or ""
        selection_edits.select_same_class(document, class_name)

    def take_over(self, document: AnnotationDocument) -> None:
        """Copy the shapes of the image before the one in view."""
        workspace = self._workspace
        if workspace.image is None or workspace.project is None:
            return
        at = workspace.images.index(workspace.image)
        if at == 0:
            raise StudioError(_FIRST_IMAGE())
        before = workspace.images[at - 1]
        known = workspace.labels.annotation(before.name)
        workspace.clipboard.take_over(document, workspace.project, before, known)

    def ask_for_properties(self, document: AnnotationDocument) -> None:
        """Have class, group, flags and description of the selected shapes changed."""
        from unet_studio.ui.dialogs.shape_dialog import ShapeDialog
        from unet_studio.workspace.labels.shape_properties import change_properties, flag_names

        project = self._workspace.project
        if not document.selection or project is None:
            return
        dialog = ShapeDialog(
            document.selected_shapes,
            [c.name for c in project.classes],
            flag_names(document.annotation.shapes),
            self._window,
        )
        if dialog.exec():
            change_properties(document, dialog.wish)
        dialog.deleteLater()

    def ask_for_flags(self, document: AnnotationDocument) -> None:
        """Have the flags of the image changed."""
        from unet_studio.ui.dialogs.image_flags_dialog import ImageFlagsDialog

        dialog = ImageFlagsDialog(document.annotation.flags, self._window)
        if dialog.exec():
            document.set_flags(dialog.flags)
        dialog.deleteLater()

    def _with_document(self, deed: Callable[[AnnotationDocument], object]) -> None:
        """Do something with the document in view; say why if it cannot be done."""
        document = self._workspace.document
        if document is None:
            return
        try:
            deed(document)
        except StudioError as error:
            self._window.label_view.tell(error.message)


def _selection_deeds() -> dict[K, Callable[[AnnotationDocument], object]]:
    return {
        K.SELECT_GROUP: selection_edits.select_groups,
        K.INVERT_SELECTION: selection_edits.invert_selection,
        K.GROUP_SHAPES: selection_edits.group,
        K.UNGROUP_SHAPES: selection_edits.ungroup,
        K.BRING_FORWARD: partial(selection_edits.reorder, step=Step.FORWARD),
        K.SEND_BACKWARD: partial(selection_edits.reorder, step=Step.BACKWARD),
        K.BRING_TO_FRONT: partial(selection_edits.reorder, step=Step.FRONT),
        K.SEND_TO_BACK: partial(selection_edits.reorder, step=Step.BACK),
        K.HIDE_SHAPES: selection_edits.hide_selected,
        K.HIDE_OTHERS: selection_edits.hide_others,
        K.LOCK_SHAPES: selection_edits.lock_selected,
    }
