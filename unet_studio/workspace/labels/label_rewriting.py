"""Tasks that write label files: nothing is drawn meanwhile, and all is read again afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from unet_studio.domain.message import Message
    from unet_studio.workspace.workspace import Workspace


def rewrite_labels(
    workspace: Workspace,
    title: Message,
    work: Callable[[], Generator[Any, None, Any]],
    then: Callable[[Any], object],
) -> None:
    """Start a task that writes label files of the open project, which is opened anew after it.

    Also where it failed or was cancelled: some labels may be other ones by then.

    Parameters
    ----------
    workspace
        Whose edits are all saved.
    title, work, then
        As for `Task.start`.
    """

    def reopen() -> None:
        if workspace.project is not None:
            workspace.opening.open_project(workspace.project.root)

    if workspace.task.start(title, work, then, over=reopen):
        workspace.remember_place()
        workspace.show_image(None)  # what is drawn now would be saved over what is written
