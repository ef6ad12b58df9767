"""Prediction: the models at hand, the one in use, and what it said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.prediction_files import probabilities_beside
from unet_studio.storage.earlier_predictions import earlier_predictions
from unet_studio.storage.image_folder import find_images
from unet_studio.storage.model_file import read_card, signature_of
from unet_studio.storage.prediction_report import read_head, read_report
from unet_studio.storage.project_file import list_images
from unet_studio.storage.redeciding import decision_of
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.model_shelf import Shelf, ShelvedModel, shelved_models
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.pictures import Pictures
from unet_studio.workspace.prediction_wish import PredictionWish
from unet_studio.workspace.result_maps import ResultMaps
from unet_studio.workspace.result_set import ResultImage, ResultSet
from unet_studio.workspace.results import Results

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.report import PredictionReport
    from unet_studio.learning.predict import PredictionSummary
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.task import Task
    from unet_studio.workspace.weights_wish import WeightsWish


class Prediction(QObject):
    """Predicts with the chosen model and opens what comes out, image by image.

    Attributes
    ----------
    models, model
        The models at hand, and the one in use.
    results
        The result set that is open.
    pictures
        The originals of the results.
    wish
        How to predict, and what to write.
    maps
        How probable the results are.
    library
        Folder of a person's models; None = there is none.

    Signals
    -------
    models_changed()
        Other models are at hand, or another one is in use.
    noticed(Notice)
        Something to tell.
    """

    models_changed = Signal()
    noticed = Signal(object)

    def __init__(self, background: Background, task: Task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: list[ShelvedModel] = []
        self.model: ShelvedModel | None = None
        self.library: Path | None = None
        self.results = Results(background, self)
        self.pictures = Pictures(background, self)
        self.maps = ResultMaps(background, self)
        self.results.reset.connect(self.maps.forget)
        self._background = background
        self._task = task
        self.wish = PredictionWish()
        self._added: list[Path] = []
        self._project: Project | None = None

    # ---- Models ----

    @property
    def added(self) -> Sequence[Path]:
        """The model files of other folders that a person chose."""
        return tuple(self._added)

    def set_project(self, project: Project) -> None:
        """Work for another project; `look_for_models` follows when there is time."""
        self._project = project
        self.models, self.model = [], None
        self.results.open(None)
        self.pictures.clear()
        self.pictures.set_project_folder(project.root)
        self.models_changed.emit()

    def look_for_models(self, use: Path | None = None) -> None:
        """Look at the models off the GUI thread; see `refresh_models`."""
        project, added, library = self._project, self.added, self.library

        def offer(shelf: Shelf) -> None:
            if project is self._project or (project and project.root == self._root):
                self._offer(shelf, use)

        self._background.submit(
            lambda: shelved_models(project, added, library),
            offer,
            lambda error: self.noticed.emit(Notice(reason_of(error), Severity.ERROR)),
        )

    @property
    def _root(self) -> Path | None:
        return self._project.root if self._project else None

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project

    def refresh_models(self, use: Path | None = None) -> None:
        """Look at the models again.

        Parameters
        ----------
        use
            The model to choose; None = keep the choice, or take the project's best.
        """
        self._offer(shelved_models(self._project, self._added, self.library), use)

    def _offer(self, shelf: Shelf, use: Path | None) -> None:
        self.models = shelf.models
        for problem in shelf.problems:
            self.noticed.emit(Notice(problem, Severity.WARNING))
        at_hand = {model.path: model for model in self.models}
        wanted = (use, self.model.path if self.model else None, shelf.best)
        chosen = [at_hand[path] for path in wanted if path in at_hand]
        self.model = next(iter(chosen or self.models), None)
        self.models_changed.emit()

    def choose_model(self, model: ShelvedModel) -> None:
        """Use this model from now on."""
        self.model = model
        self.wish = replace(self.wish, also=())  # they were partners of the other one
        self.models_changed.emit()

    def add_model(self, path: Path) -> None:
        """Put a model file of any folder on the shelf and use it."""
        try:
            read_card(path)
        except StudioError as error:
            self.noticed.emit(Notice(error.message, Severity.ERROR))
            return
        if path not in self._added:
            self._added.insert(0, path)
        self.refresh_models(path)

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
            self.add_model(out)
            text = say("models", "Imported: {path}. It has no score, for it was trained elsewhere.")
            self.noticed.emit(Notice(text(path=out), Severity.INFORMATION))

        self._background.submit(
            lambda: wish.import_to(out),
            use,
            lambda error: self.noticed.emit(Notice(reason_of(error), Severity.ERROR)),
        )

    # ---- Predicting ----

    def predict_project(self, project: Project, images: Sequence[ImageRef]) -> None:
        """Predict every image of the project."""
        if self.model is not None:
            self._predict(images, _folder(project, self.model), is_of_project=True)

    def reopen(self) -> None:
        """Show what the model in use predicted of the project earlier, if nothing is shown yet."""
        project, model = self._project, self.model
        if project is None or model is None or not self._is_free:
            return

        def offer(results: ResultSet) -> None:
            is_wanted = model is self.model and project.root == self._root and self._is_free
            if is_wanted and results.images:
                self.results.open(results)
                self.results.score_all(project)

        self._background.submit(
            lambda: _earlier(project, model),
            offer,
            lambda error: self.noticed.emit(Notice(reason_of(error), Severity.WARNING)),
        )

    @property
    def _is_free(self) -> bool:
        return self.results.current is None and not self._task.is_running

    def predict_folder(self, folder: Path) -> None:
        """Predict every image of a folder; the files go into the project's predictions.

        The project's own folder is the project: its labels are compared with.
        """
        project = self._project
        is_own = project is not None and folder.resolve() == project.images_dir.resolve()
        self._background.submit(
            lambda: list_images(project) if project and is_own else find_images(folder),
            lambda images: self._on_folder_listed(project if is_own else None, folder, images),
            lambda error: self.noticed.emit(Notice(reason_of(error), Severity.ERROR)),
        )

    def _on_folder_listed(
        self, project: Project | None, folder: Path, images: Sequence[ImageRef]
    ) -> None:
        if not images:
            text = say("predict", "There is no image in {folder}.")
            self.noticed.emit(Notice(text(folder=folder), Severity.WARNING))
        elif project is not None:
            self.predict_project(project, images)
        elif self.model is not None:
            root = self._project.root if self._project else folder.parent
            out = root / "predictions" / self.model.name / folder.name
            self._predict(images, out, is_of_project=False)

    def repeat(self, results: ResultSet) -> None:
        """Predict the images of a result set once more, with the model that is in use."""
        images, out = [result.image for result in results.images], results.folder
        if self.model is not None and self.model.card != results.card and self._root is not None:
            out = self._root / "predictions" / self.model.name
            out = out if results.is_of_project else out / results.folder.name
        self._predict(images, out, is_of_project=results.is_of_project)

    def _predict(self, images: Sequence[ImageRef], out: Path, *, is_of_project: bool) -> None:
        model = self.model
        if model is None:
            return
        wish = self.wish
        by_name = {image.name: image for image in images}
        names = [c.name for c in model.card.classes]
        project = self._project if is_of_project else None
        pixel_size_um = project.pixel_size_um if project is not None else None
        decision = decision_of(read_head(out)).limited_to(names)  # as it was left last time

        def add(reports: list[PredictionReport]) -> None:
            for note in (r.note for r in reports if r.note):
                self.noticed.emit(Notice(note, Severity.WARNING))
            for report in (r for r in reports if r.is_finished):
                kept = probabilities_beside(report.mask, out) if report.mask else None
                self.results.add(
                    ResultImage(
                        by_name[report.name], report.mask, report.problem, kept, report.unlike
                    )
                )

        started = self._task.start(
            say("tasks", "Predicting {count} images")(count=len(images)),
            lambda: _predict(model.path, wish, images, out, decision, pixel_size_um),
            self._on_done,
            each=add,
        )
        if started:
            opened = ResultSet(model.card, out, is_of_project, model=model.path, decision=decision)
            self.results.open(opened)

    def _on_done(self, _summary: PredictionSummary) -> None:
        results = self.results.current
        if results is None:
            return
        self.noticed.emit(told_of(results))
        if self._project is not None:
            self.results.score_all(self._project)

    def show(self, name: str) -> None:
        """Bring one image of the results into view."""
        found = self.results.find(name)
        self.pictures.request(found.image if found else None)
        self.results.show(self._project, found)


def told_of(results: ResultSet) -> Notice:
    """One notice for all there is to say: a second one would cover the first."""
    failed = [f"{r.image.name}: {r.problem}" for r in results.images if r.problem is not None]
    unlike = [r for r in results.images if r.unlike]
    count, said = len(results.images) - len(failed), list(failed)
    text = say("predict", "{count} images are predicted; masks and overlays are in {folder}.")
    message = text(count=count, folder=results.folder)
    if failed:
        text = say(
            "predict",
            "{count} images are predicted, {failed} could not be: the details say why. Masks and "
            "overlays are in {folder}.",
        )
        message = text(count=count, failed=len(failed), folder=results.folder)
    if unlike:
        text = say(
            "predict",
            "{count} of {total} images are unlike the training images: check them first. The "
            "filter ⚠ above the list shows them.",
        )
        warning = text(count=len(unlike), total=len(results.images))
        message, said = (message, [*said, str(warning)]) if failed else (warning, said)
        said += [f"{r.image.name}: {', '.join(map(str, r.unlike))}" for r in unlike]
    severity = Severity.WARNING if said else Severity.INFORMATION
    return Notice(message, severity, "\n".join(said))


def _folder(project: Project, model: ShelvedModel) -> Path:
    return project.root / "predictions" / model.name


def _earlier(project: Project, model: ShelvedModel) -> ResultSet:
    """All that is still true of what is in the folder of the model's predictions."""
    out = _folder(project, model)
    results = ResultSet(model.card, out, is_of_project=True, model=model.path)
    report = read_report(out)
    if not report:
        return results  # the model need not be read
    names = [c.name for c in model.card.classes]
    results.decision = decision_of(report).limited_to(names)
    signature = signature_of(model.card, model.path)
    for found in earlier_predictions(out, signature, list_images(project)):
        results.images.append(
            ResultImage(found.image, found.mask, None, found.probabilities, found.unlike)
        )
        if found.decision is not None:
            results.decisions[found.image.name] = found.decision.limited_to(names)
    return results


def _predict(
    model: Path,
    wish: PredictionWish,
    images: Sequence[ImageRef],
    out: Path,
    decision: Decision,
    pixel_size_um: float | None,
) -> Generator[PredictionReport, None, PredictionSummary]:
    # Imported here, on the job's thread: torch takes seconds, and the window must not wait for it.
    with importing_torch():
        from unet_studio.learning.predict import predict_files

    return (
        yield from predict_files(
            [model, *wish.also],
            images,
            out,
            save=wish.save,
            decision=decision,
            augment=wish.augment,
            again=wish.again,
            int8=wish.int8,
            pixel_size_um=pixel_size_um,
        )
    )
