"""What a person does to many images at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.message import say
from unet_studio.storage.project.image_prints import take_labels_along
from unet_studio.storage.project.label_batch import delete_labels, state_extents
from unet_studio.workspace.notices import Notice, Offer, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence

    from unet_studio.domain.annotation import LabelExtent
    from unet_studio.domain.message import Text
    from unet_studio.domain.project import ImageRef
    from unet_studio.domain.report import ProgressReport
    from unet_studio.storage.project.image_prints import Renaming
    from unet_studio.workspace.workspace import Workspace


class ImageBatch(QObject):
    """Grants wishes about several images; what concerns label files is done as a task."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def toggle_held_out(self, images: Collection[ImageRef]) -> None:
        """Hold images out from training; if all of them are held out, release them."""
        workspace, project = self._workspace, self._workspace.latest_project()
        names = frozenset(image.name for image in images)
        if project is None or not names:
            return
        release = names <= project.held_out
        held_out = project.held_out - names if release else project.held_out | names
        if workspace.change_project(replace(project, held_out=held_out)) and len(names) > 1:
            text = (
                say(
                    "images",
                    "{n} {n:image is|images are} released: {n:it|they} may be trained on again.",
                )
                if release
                else say(
                    "images",
                    "{n} {n:image is|images are} held out for validation: never trained on.",
                )
            )
            workspace.tell(text(n=len(names)))

    def state_extent(self, images: Sequence[ImageRef], extent: LabelExtent) -> None:
        """Say how far images are labelled."""
        project = self._workspace.project
        if project is not None:
            title = say("tasks", "Changing {n} {n:image|images}")
            done = say("images", "{n} {n:label file is|label files are} changed.")
            self._start(title, images, lambda: state_extents(project, images, extent), done)

    def delete_labels(self, images: Sequence[ImageRef]) -> None:
        """Take all shapes of images away; earlier versions are kept."""
        project = self._workspace.project
        if project is not None:
            title = say("tasks", "Deleting the labels of {n} {n:image|images}")
            done = say(
                "images",
                "The labels of {n} {n:image|images} are deleted. What they were is kept as an "
                "earlier version{n:| of each}.",
            )
            self._start(title, images, lambda: delete_labels(project, images), done)

    def offer_labels(self, renamings: list[Renaming]) -> None:
        """Say that images were renamed by another program, and offer to take the labels along."""
        text = say(
            "images",
            "{n} {n:image was renamed outside the program,|images were renamed outside the "
            "program, the first} from {old} to {new}. {n:Its|Their} labels still bear the old "
            "{n:name|names}.",
        )
        message = text(n=len(renamings), old=renamings[0].old, new=renamings[0].new)
        details = "\n".join(f"{renaming.old} → {renaming.new}" for renaming in renamings)
        offer = Offer(
            say("images", "Take the labels along")(),
            lambda: self.take_labels_along(renamings),
        )
        self._workspace.noticed.emit(Notice(message, Severity.WARNING, details, offer))

    def take_labels_along(self, renamings: Sequence[Renaming]) -> None:
        """Give images that were renamed the labels they had."""
        workspace, project = self._workspace, self._workspace.project
        if project is None or not workspace.labels.flush():
            return

        def take(held_out: frozenset[str]) -> None:
            if workspace.project is not None and held_out != workspace.project.held_out:
                workspace.change_project(replace(workspace.project, held_out=held_out))
            text = say("images", "{n} {n:image has its|images have their} labels again.")
            self._look_again(text, len(renamings))

        title = say("tasks", "Taking the labels along")
        workspace.task.start(title(), lambda: take_labels_along(project, renamings), take)

    def _start(
        self,
        title: Text,
        images: Sequence[ImageRef],
        work: Callable[[], Generator[ProgressReport, None, int]],
        done: Text,
    ) -> None:
        workspace = self._workspace
        if images and workspace.labels.flush():
            workspace.task.start(
                title(n=len(images)), work, lambda changed: self._look_again(done, changed)
            )

    def _look_again(self, done: Text, count: int) -> None:
        workspace = self._workspace
        problems = workspace.task.problems
        if problems:
            workspace.warn(done(n=count), "\n".join(map(str, problems)))
        else:
            workspace.tell(done(n=count))
        workspace.labels.request(workspace.image)  # they may be others now
        workspace.look_at_labels_again()
        workspace.folder.check()
