"""Models at hand: all that can be used in the open project, and the one in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.storage.runs.model_file import read_card
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.models.model_shelf import Shelf, ShelvedModel, shelved_models
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.models.weights_wish import WeightsWish


class ModelsAtHand(QObject):
    """Looks for models off the GUI thread, and remembers which one is used.

    Attributes
    ----------
    all
        As looked at last.
    in_use
        The one that predicts; None if there is none.

    Signals
    -------
    changed()
        Other models are at hand, or another one is in use.
    noticed(Notice)
        Something to tell.
    """

    changed = Signal()
    noticed = Signal(object)

    def __init__(
        self, background: Background, library: Path | None = None, parent: QObject | None = None
    ) -> None:
        """Begin with none.

        Parameters
        ----------
        background
            Where files are read.
        library
            Folder of a person's models; None = there is none.
        parent
            Owner.
        """
        super().__init__(parent)
        self.all: list[ShelvedModel] = []
        self.in_use: ShelvedModel | None = None
        self._background = background
        self._library = library
        self._added: list[Path] = []
        self._project: Project | None = None

    @property
    def added(self) -> Sequence[Path]:
        """The model files of other folders that a person chose."""
        return tuple(self._added)

    def find(self, path: Path | None) -> ShelvedModel | None:
        """The model of a file."""
        return next((model for model in self.all if model.path == path), None)

    def set_project(self, project: Project) -> None:
        """Work for another project; `look` follows when there is time."""
        self._project = project
        self.all, self.in_use = [], None
        self.changed.emit()

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project

    def look(self, use: Path | None = None, then: Callable[[], object] | None = None) -> None:
        """Look at the model files again; `changed` follows.

        Parameters
        ----------
        use
            The model to choose; None = keep the choice, or take the project's best.
        then
            Called when that is done, unless another project is open by then.
        """
        project, added = self._project, self.added

        def offer(shelf: Shelf) -> None:
            if _root(project) == _root(self._project):
                self._offer(shelf, use)
                if then is not None:
                    then()

        self._background.submit(
            lambda: shelved_models(project, added, self._library), offer, self._failed
        )

    def choose(self, model: ShelvedModel) -> None:
        """Use this model from now on."""
        self.in_use = model
        self.changed.emit()

    def use(self, path: Path) -> None:
        """Use the model of a file, which is looked at if it is not known yet."""
        known = self.find(path)
        if known is not None:
            self.choose(known)
        else:
            self.look(path)

    def add(self, path: Path) -> None:
        """Have a model file of any folder at hand, and use it."""

        def use(_card: object) -> None:
            if path not in self._added:
                self._added.insert(0, path)
            self.look(path)

        self._background.submit(lambda: read_card(path), use, self._failed)

    def moved(self, path: Path, now: Path) -> None:
        """A model file has another name now."""
        self._added = [now if added == path else added for added in self._added]

    def import_weights(self, wish: WeightsWish, out: Path) -> None:
        """Make a model of weights that another program saved, and use it.

        Parameters
        ----------
        wish
            Which weights.
        out
            The model file; it gets our suffix if it has another.
        """
        out = out.with_suffix(".safetensors")

        def use(_: object) -> None:
            self.add(out)
            text = say("models", "Imported: {path}. It has no score, for it was trained elsewhere.")
            self.noticed.emit(Notice(text(path=out), Severity.INFORMATION))

        self._background.submit(lambda: wish.import_to(out), use, self._failed)

    def _offer(self, shelf: Shelf, use: Path | None) -> None:
        self.all = shelf.models
        for problem in shelf.problems:
            self.noticed.emit(Notice(problem, Severity.WARNING))
        wanted = (use, self.in_use.path if self.in_use else None, shelf.best)
        chosen = [found for path in wanted if (found := self.find(path))]
        self.in_use = next(iter(chosen or self.all), None)
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.noticed.emit(Notice(reason_of(error), Severity.ERROR))


def _root(project: Project | None) -> Path | None:
    return project.root if project else None
