"""Prediction: what the model in use says of images, one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.domain.prediction_files import probabilities_beside
from unet_studio.storage.pictures.image_folder import find_images
from unet_studio.storage.predictions.earlier_predictions import earlier_predictions
from unet_studio.storage.predictions.prediction_report import read_head, read_report
from unet_studio.storage.predictions.redeciding import decision_of
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.runs.model_file import signature_of
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.prediction_wish import PredictionWish
from unet_studio.workspace.predictions.result_maps import ResultMaps
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet
from unet_studio.workspace.predictions.results import Results
from unet_studio.workspace.view.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.report import PredictionReport
    from unet_studio.learning.prediction.predict import PredictionSummary
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.models.model_shelf import ShelvedModel
    from unet_studio.workspace.models.models_at_hand import ModelsAtHand
    from unet_studio.workspace.task import Task


class Prediction(QObject):
    """Predicts with the model in use and opens what comes out, image by image.

    Attributes
    ----------
    results
        The result set that is open.
    pictures
        The originals of the results.
    wish
        How to predict, and what to write.
    maps
        How probable the results are.

    Signals
    -------
    noticed(Notice)
        Something to tell.
    """

    noticed = Signal(object)

    def __init__(
        self,
        background: Background,
        task: Task,
        models: ModelsAtHand,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.results = Results(background, self)
        self.pictures = Pictures(background, self)
        self.maps = ResultMaps(background, self)
        self.results.reset.connect(self.maps.forget)
        self._background = background
        self._task = task
        self._models = models
        self._model_path: Path | None = None
        self.wish = PredictionWish()
        self._project: Project | None = None
        models.changed.connect(self._on_models_changed)

    def set_project(self, project: Project) -> None:
        """Work for another project."""
        self._project = project
        self.results.open(None)
        self.pictures.clear()
        self.pictures.set_project_folder(project.root)

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project

    @property
    def _root(self) -> Path | None:
        return self._project.root if self._project else None

    def _on_models_changed(self) -> None:
        model = self._models.in_use
        path = model.path if model is not None else None
        if path != self._model_path:
            self._model_path = path
            self.wish = replace(self.wish, also=())  # they were partners of the other one

    # ---- Predicting ----

    def predict_project(self, project: Project, images: Sequence[ImageRef]) -> None:
        """Predict every image of the project."""
        model = self._models.in_use
        if model is not None:
            self._predict(images, _folder(project, model), is_of_project=True)

    def reopen(self) -> None:
        """Show what the model in use predicted of the project earlier, if nothing is shown yet."""
        project, model = self._project, self._models.in_use
        if project is None or model is None or not self._is_free:
            return

        def offer(results: ResultSet) -> None:
            is_wanted = model is self._models.in_use and project.root == self._root
            if is_wanted and self._is_free and results.images:
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
        elif (model := self._models.in_use) is not None:
            root = self._project.root if self._project else folder.parent
            out = root / "predictions" / model.name / folder.name
            self._predict(images, out, is_of_project=False)

    def repeat(self, results: ResultSet) -> None:
        """Predict the images of a result set once more, with the model that is in use."""
        images, out = [result.image for result in results.images], results.folder
        model = self._models.in_use
        if model is not None and model.card != results.card and self._root is not None:
            out = self._root / "predictions" / model.name
            out = out if results.is_of_project else out / results.folder.name
        self._predict(images, out, is_of_project=results.is_of_project)

    def _predict(self, images: Sequence[ImageRef], out: Path, *, is_of_project: bool) -> None:
        model = self._models.in_use
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
            say("tasks", "Predicting {count} {count:image|images}")(count=len(images)),
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
    text = say(
        "predict",
        "{count} {count:image is|images are} predicted; masks and overlays are in {folder}.",
    )
    message = text(count=count, folder=results.folder)
    if failed:
        text = say(
            "predict",
            "{count} {count:image is|images are} predicted, {failed} could not be: the details say "
            "why. Masks and overlays are in {folder}.",
        )
        message = text(count=count, failed=len(failed), folder=results.folder)
    if unlike:
        text = say(
            "predict",
            "{count} of {total} {total:image|images} {count:is|are} unlike the training images: "
            "check {count:it|them} first. The filter ⚠ above the list shows {count:it|them}.",
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
        from unet_studio.learning.prediction.predict import predict_files

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
