"""Editing the class table of the open project.

What goes through label files is imported when it is first needed: the start can do without.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.label_class import BACKGROUND_NAME, RESERVED_NAMES
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import natural_key
from unet_studio.workspace.labels.label_rewriting import rewrite_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.message import Text
    from unet_studio.storage.project.class_change import ClassChange
    from unet_studio.workspace.workspace import Workspace


class ClassEditing(QObject):
    """Grants wishes about classes; what concerns label files is done as a task.

    Signals
    -------
    counted(ClassStatistics)
        The answer to `count`.
    """

    counted = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def add(self, name: str) -> None:
        """Add a class."""
        self._change(lambda table: table.added(name))

    def recolour(self, class_id: int, colour: str) -> None:
        """Give a class another colour."""
        self._change(lambda table: table.recoloured(class_id, colour))

    def move(self, class_id: int, place: int) -> None:
        """Show a class at another place, 0 = first; the number keys follow."""
        self._change(lambda table: table.moved(class_id, place))

    def rename(self, class_id: int, name: str) -> None:
        """Give a class another name, in every label file that uses it."""
        from unet_studio.storage.project.class_change import renaming

        title = say("tasks", "Renaming the class")
        self._rewrite(title, lambda table: renaming(table, class_id, name))

    def merge(self, class_id: int, into_id: int) -> None:
        """Make all shapes of one class be of another, and do without the first."""
        from unet_studio.storage.project.class_change import merging

        title = say("tasks", "Merging the classes")
        self._rewrite(title, lambda table: merging(table, class_id, into_id))

    def delete(self, class_id: int) -> None:
        """Do without a class, and delete its shapes."""
        from unet_studio.storage.project.class_change import deleting

        title = say("tasks", "Deleting the class")
        self._rewrite(title, lambda table: deleting(table, class_id))

    def adopt(self, names: Iterable[str]) -> None:
        """Classes that another program wrote into label files become classes of the project."""
        project = self._workspace.project
        if project is None:
            return
        wanted = {name.strip() for name in names} - {"", *RESERVED_NAMES, BACKGROUND_NAME}
        if all(name in project.classes for name in wanted):
            return
        project = self._workspace.latest_project() or project
        table, problems = project.classes, []
        for name in sorted(wanted, key=lambda name: (natural_key(name), name)):
            if table.id_of(name) is None:
                try:
                    table = table.added(name)
                except StudioError as error:
                    problems.append(error.message)  # the others are adopted all the same
        if table is not project.classes:
            self._change(lambda _present: table)
        if problems:
            self._workspace.warn(problems[0], "\n".join(map(str, problems[1:])))

    def count(self) -> None:
        """Count images, shapes and pixels of every class; `counted` follows."""
        from unet_studio.storage.project.class_count import count_classes

        project = self._workspace.project
        if project is not None and self._workspace.labels.flush():
            title = say("tasks", "Counting the classes")
            self._workspace.task.start(title(), lambda: count_classes(project), self.counted.emit)

    def _change(self, change: Callable[[ClassTable], ClassTable]) -> None:
        project = self._workspace.latest_project()
        if project is None:
            return
        try:
            self._workspace.change_project(replace(project, classes=change(project.classes)))
        except StudioError as error:
            self._workspace.warn(error.message)

    def _rewrite(self, title: Text, wish: Callable[[ClassTable], ClassChange]) -> None:
        from unet_studio.storage.project.class_change import change_classes

        workspace, project = self._workspace, self._workspace.latest_project()
        if project is None or not workspace.labels.flush():
            return
        try:
            change = wish(project.classes)
        except StudioError as error:
            workspace.warn(error.message)
            return
        rewrite_labels(
            workspace, title(), lambda: change_classes(project, change), lambda _changed: None
        )
