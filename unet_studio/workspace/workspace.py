"""The workspace: the open project, the image in view, and all work going on for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.image_list import ImageList
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.storage.pictures.image_folder import change_times
from unet_studio.storage.project.project_file import read_project, write_project
from unet_studio.workspace.background import Background
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.labels.draft_making import DraftMaking
from unet_studio.workspace.labels.draft_review import DraftReview
from unet_studio.workspace.labels.edit_journal import EditJournal
from unet_studio.workspace.labels.label_documents import LabelDocuments
from unet_studio.workspace.labels.label_history import LabelHistory
from unet_studio.workspace.labels.label_next import LabelNext
from unet_studio.workspace.labels.label_notices import LabelNotices
from unet_studio.workspace.labels.label_states import LabelStates
from unet_studio.workspace.labels.label_watch import LabelWatch
from unet_studio.workspace.labels.labelme_editor import LabelmeEditor
from unet_studio.workspace.labels.prompt_models import PromptModels
from unet_studio.workspace.labels.shape_access import ShapeAccess
from unet_studio.workspace.labels.shape_clipboard import ShapeClipboard
from unet_studio.workspace.labels.shape_edits import ShapeEdits
from unet_studio.workspace.models.model_export import ModelExport
from unet_studio.workspace.models.models_at_hand import ModelsAtHand
from unet_studio.workspace.models.shelf import ModelShelf
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.deciding import Deciding
from unet_studio.workspace.predictions.measuring import Measuring
from unet_studio.workspace.predictions.prediction import Prediction
from unet_studio.workspace.predictions.prediction_wish import PredictionWish
from unet_studio.workspace.predictions.result_ranking import ResultRanking
from unet_studio.workspace.project.class_editing import ClassEditing
from unet_studio.workspace.project.data_doctor import DataDoctor
from unet_studio.workspace.project.exchange import Exchange
from unet_studio.workspace.project.folder_watch import FolderWatch
from unet_studio.workspace.project.image_batch import ImageBatch
from unet_studio.workspace.project.pixel_size import PixelSize
from unet_studio.workspace.project.project_opening import ProjectOpening
from unet_studio.workspace.task import Task
from unet_studio.workspace.tools.toolbox import Toolbox
from unet_studio.workspace.training.earlier_runs import EarlierRuns
from unet_studio.workspace.training.film_view import FilmView
from unet_studio.workspace.training.live_loop import LiveLoop
from unet_studio.workspace.training.run_comparison import RunComparison
from unet_studio.workspace.training.run_queue import TrainingQueue
from unet_studio.workspace.training.study_writing import StudyWriting
from unet_studio.workspace.training.training_outcome import TrainingOutcome
from unet_studio.workspace.training.training_run import TrainingRun
from unet_studio.workspace.training.training_start import TrainingStart
from unet_studio.workspace.view.display import Display
from unet_studio.workspace.view.pictures import Picture, Pictures
from unet_studio.workspace.view.thumbnails import Thumbnails

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.project.opening import OpenedProject
    from unet_studio.workspace.settings import SettingsKeeper

PATIENCE_MS = 200
"""How long badges wait for the first picture."""


_THREADS = {
    "pictures": 2,
    "thumbnails": 1,
    "labels": 1,
    "questions": 1,
    "edits": 1,
    "journal": 1,
    "folder": 1,
    "runs": 1,
    "live": 1,
}
"""One for labels, so that they are written in order."""


class Workspace(QObject):
    """Owns everything that is open; the window shows it and asks it for changes.

    Attributes
    ----------
    project, images
        The open project and its images in natural order.
    image, picture, document
        The image in view; its pixels and labels arrive a moment later.
    place
        What part of it is in view: scale, and x and y of the image point in the middle; None if all
        of it is. Kept here for the next time.
    opening, labels, journal, states, folder, pictures, thumbnails, display, training, runs, film,
    task, models, prediction, deciding, ranking, toolbox, classes, edits, clipboard, access, batch,
    pixel_size, prompt_models, history, exchange, labelme, training_start, doctor, label_next,
    queue, comparison, study, shelf, live, measuring, drafts, review, model_export, settings
        What works for it, each with signals of its own.

    Signals
    -------
    project_opened()
        Another project is open.
    project_changed()
        The classes or the split of the open project changed.
    images_changed()
        Images of the open project came or went.
    image_changed()
        Another image is in view, or its picture or document arrived.
    noticed(Notice)
        Something to tell.
    withdrawn(Message)
        This is no longer so.
    """

    project_opened = Signal()
    project_changed = Signal()
    images_changed = Signal()
    image_changed = Signal()
    noticed = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, settings: SettingsKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.project: Project | None = None
        self.images: ImageList = ImageList(Path(), [])
        self.image: ImageRef | None = None
        self.picture: Picture | None = None
        self.document: AnnotationDocument | None = None
        self.place: tuple[float, float, float] | None = None
        pictures, thumbnails, labels, questions, edits, journal, folder, runs, live = (
            self._pools
        ) = [Background(threads, name, self) for name, threads in _THREADS.items()]
        self._questions = questions
        self.pictures = Pictures(pictures, self)
        self.display = Display(self)
        self.thumbnails = Thumbnails(thumbnails, self)
        self.journal = EditJournal(journal, self)
        self.labels = LabelDocuments(labels, self.journal, self)
        self._watch = LabelWatch(self.labels, self)
        self.states = LabelStates(self)
        self.training = TrainingRun(self)
        self.runs = EarlierRuns(questions, self)
        self.film = FilmView(questions, self)
        self.task = Task(self)
        self.models = ModelsAtHand(pictures, settings.models_dir, self)
        self.prediction = Prediction(pictures, self.task, self.models, self)
        self.prediction.wish = PredictionWish(
            settings.now.prediction_kinds, augment=settings.now.prediction_augment
        )
        self.deciding = Deciding(self)
        self.ranking = ResultRanking(self, thumbnails, questions)
        self.toolbox = Toolbox(self)
        self.folder = FolderWatch(folder, self.states.with_files, self)
        self.batch = ImageBatch(self)
        self._is_begun = False
        self._missing: frozenset[str] = frozenset()
        self._rest = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._rest.timeout.connect(self._look_at_the_rest)
        self.edits = ShapeEdits(edits, self)
        self.clipboard = ShapeClipboard(edits, self)
        self.access = ShapeAccess(self)
        self.prompt_models = PromptModels(questions, self.task, self)
        self.classes = ClassEditing(self)
        self.outcome = TrainingOutcome(self)
        self.training_start = TrainingStart(self)
        self.queue = TrainingQueue(self)
        self.comparison = RunComparison(self, runs)
        self.study = StudyWriting(self)
        self.shelf = ModelShelf(self, runs, settings.models_dir)
        self.history = LabelHistory(self, questions)
        self.pixel_size = PixelSize(self)
        self.exchange = Exchange(self)
        self.opening = ProjectOpening(self)
        self.model_export = ModelExport(self.task, self)
        self.labelme = LabelmeEditor(self)
        self.doctor = DataDoctor(self)
        self.measuring = Measuring(self)
        self.live = LiveLoop(self, live)
        self.drafts = DraftMaking(self)
        self.review = DraftReview(self)
        self.label_next = LabelNext(self)
        self._connect()

    def _connect(self) -> None:
        self.opening.read.connect(self._adopt)
        self.pictures.loaded.connect(self._on_picture_loaded)
        self.pictures.failed.connect(self._on_picture_failed)
        self.labels.opened.connect(self._on_document_opened)
        self.labels.edited.connect(self._on_labels_edited)
        self.labels.taken_in.connect(self._on_labels_taken_in)
        self.labels.open_failed.connect(lambda _image, _message: self.image_changed.emit())
        self.history.failed.connect(self.warn)
        self._label_notices = LabelNotices(self.labels, self.journal)
        self._label_notices.noticed.connect(self.noticed)
        self._label_notices.withdrawn.connect(self.withdrawn)
        self.states.failed.connect(self.warn)
        self.states.names_found.connect(self.classes.adopt)
        self.states.completed.connect(self._on_states_completed)
        self.folder.listed.connect(self._on_folder_listed)
        self.folder.renamed.connect(self.batch.offer_labels)
        self.folder.came_back.connect(self.look_at_labels_again)
        self.prediction.results.failed.connect(self.warn)
        self.live.failed.connect(self.tell)
        self.training.noticed.connect(self.noticed)
        self.task.noticed.connect(self.noticed)
        self.models.noticed.connect(self.noticed)
        self.prediction.noticed.connect(self.noticed)
        self.deciding.noticed.connect(self.noticed)
        self.ranking.noticed.connect(self.noticed)
        self.toolbox.failed.connect(self.warn)
        self.clipboard.pasted.connect(self._adopt_classes)
        self.prompt_models.noticed.connect(self.noticed)
        self.labelme.noticed.connect(self.noticed)
        self.image_changed.connect(lambda: self.review.set_document(self.document))
        self.measuring.noticed.connect(self.noticed)

    # ---- Notices ----

    def tell(self, message: Message) -> None:
        """Say something that needs no answer."""
        self.noticed.emit(Notice(message))

    def warn(self, message: Message, details: str = "") -> None:
        """Say something that stays until dismissed."""
        self.noticed.emit(Notice(message, Severity.WARNING, details))

    def tell_all_labelled(self) -> None:
        """There is nothing left to label."""
        self.tell(say("labels", "Every image is labelled.")())

    def look_into(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Message], object],
    ) -> None:
        """Do something short off the GUI thread for whoever asks."""
        self._questions.submit(work, done, lambda error: failed(reason_of(error)))

    # ---- Opening ----

    def _adopt(self, opened: OpenedProject) -> None:
        project, images = opened.project, opened.images
        self.project, self.images = project, images
        self.image, self.picture, self.document = None, None, None
        self.labels.set_project(project, opened.recovered)
        self.thumbnails.clear()
        self.pictures.clear()
        self.display.forget()
        self.measuring.forget_labels()
        self.pictures.set_project_folder(project.root)
        self.prediction.set_project(project)
        self.models.set_project(project)
        self.training_start.stop()
        self.training.forget()
        self.access.forget()
        self.review.forget()
        self.states.begin()
        self.folder.set_project(project, images)
        self._is_begun, self._missing = opened.is_new, frozenset()
        self.settings.change(
            recent_projects=self.settings.now.with_recent(str(project.root)).recent_projects
        )
        last = images.find(self.settings.now.last_images.get(str(project.root)))
        place = self.settings.now.last_places.get(str(project.root)) if last else None
        self.place = (place[0], place[1], place[2]) if place else None
        self.project_opened.emit()
        self.show_image(last or (images[0] if images else None))
        self._rest.start(PATIENCE_MS if images else 0)
        if opened.recovered is not None:
            self._label_notices.tell_recovered(opened.recovered)

    def _look_at_the_rest(self) -> None:
        """What can wait until the first picture is in view."""
        if self.project is not None:
            self.states.scan(self.project, self.images)
            self.models.look()
            self.runs.look(self.project)

    def look_up_dates(self, done: Callable[[Mapping[str, int]], object]) -> None:
        """Look when the image files changed, in nanoseconds; `done` takes them by name."""
        images = self.images
        self.look_into(lambda: change_times(images), done, self.warn)

    def _on_states_completed(self) -> None:
        if self._is_begun:
            self._is_begun = False
            self.training_start.choose_split_once()
        self.folder.begin()

    def _on_folder_listed(self, images: ImageList, missing: frozenset[str]) -> None:
        project, before = self.project, self.images
        if project is None:
            return
        self.images, self._missing = images, missing
        for image in filter(None, map(images.find, missing)):
            self.thumbnails.forget(image)
        self.look_at_labels_again()
        self.images_changed.emit()
        if self.image is None or images.find(self.image.name) is None:
            self.show_image(images.nearest(self.image, before))

    def look_at_labels_again(self) -> None:
        """Label files may have been changed by somebody else than the person drawing."""
        if self.project is not None and not self._rest.isActive():
            self.states.look_again(
                self.project,
                self.images,
                known_better=self.labels.unsaved,
                missing=self._missing,
            )

    def close_project(self) -> bool:
        """Save everything; False, and loud words, if that is impossible."""
        if self.project is None:
            return True
        if not self.labels.saving.flush():
            text = say(
                "labels",
                "The labels of {names} could not be saved. They are kept in memory; "
                "please make room or free the folder, then try again. Closing the window once "
                "more gives them up.",
            )
            if self.journal.is_safe:
                text = say(
                    "labels",
                    "The labels of {names} could not be saved yet. They are kept in the journal. "
                    "Closing the window once more leaves them there, and they are brought back "
                    "when the project is opened again.",
                )
            self.noticed.emit(Notice(text(names=", ".join(self.labels.unsaved)), Severity.ERROR))
            return False
        self.remember_place()
        return True

    def remember_place(self) -> None:
        """Note which image is in view, and which part of it, for the next time."""
        if self.project is not None and self.image is not None:
            root = str(self.project.root)
            images = {**self.settings.now.last_images, root: self.image.name}
            places = {k: v for k, v in self.settings.now.last_places.items() if k != root}
            if self.place is not None:
                places[root] = [round(part, 6) for part in self.place]
            self.settings.change(last_images=images, last_places=places)

    def close(self) -> None:
        """Save what is unsaved, stop all work and wait for it."""
        self.labelme.close()
        self.labels.close()
        self.training_start.stop()
        self.training.close()
        self.task.close()
        self._rest.stop()
        self.folder.close()
        self.states.stop()
        self.doctor.stop()
        self.ranking.stop()
        self.prediction.results.stop()
        self.measuring.close()
        self.toolbox.close()
        for pool in self._pools:
            pool.close()

    # ---- The image in view ----

    def show_image(self, image: ImageRef | None) -> None:
        """Bring another image into view."""
        self.image, self.picture, self.document = image, None, None
        self.image_changed.emit()
        self.pictures.request(image)
        self.labels.request(image)
        self._watch.set_image(image)

    def _on_picture_loaded(self, picture: Picture) -> None:
        if picture.image == self.image:
            self.picture = picture
            self.image_changed.emit()
        self._wait_no_longer()

    def _on_picture_failed(self) -> None:
        self.image_changed.emit()  # who shows pictures says why there is none
        self._wait_no_longer()

    def _wait_no_longer(self) -> None:
        if self._rest.isActive():
            self._rest.start(0)

    def _on_document_opened(self, image: ImageRef, document: AnnotationDocument) -> None:
        if image == self.image:
            self.document = document
            document.set_access(self.access)
            self._adopt_classes(document)
            self.image_changed.emit()

    def _adopt_classes(self, document: AnnotationDocument) -> None:
        self.classes.adopt(shape.class_name for shape in document.annotation.shapes)

    def _on_labels_edited(self, image: ImageRef) -> None:
        annotation = self.labels.annotation(image.name)
        if annotation is not None:
            has_drafts = bool(annotation.drafts)
            self.states.set(image.name, annotation.extent, has_drafts=has_drafts)

    def _on_labels_taken_in(self, image: ImageRef) -> None:
        annotation = self.labels.annotation(image.name)
        if annotation is not None:
            self.classes.adopt(shape.class_name for shape in annotation.shapes)
        self._on_labels_edited(image)

    # ---- The project file ----

    def latest_project(self) -> Project | None:
        """The open project with what another window wrote into its file; ask before a change.

        Else the classes of that window would be gone, and their ids given twice.
        """
        if self.project is not None:
            try:
                found = read_project(self.project.root)
            except StudioError:  # told when it cannot be written either
                return self.project
            if found != self.project:
                self._use(found)
        return self.project

    def change_project(self, project: Project) -> bool:
        """Go on with other classes, another split or another pixel size, once that is written."""
        try:
            write_project(project)
        except StudioError as error:
            self.noticed.emit(Notice(error.message, Severity.ERROR))
            return False
        self._use(project)
        return True

    def _use(self, project: Project) -> None:
        self.project = project
        self.labels.update_project(project)
        self.prediction.update_project(project)
        self.models.update_project(project)
        self.folder.update_project(project)
        self.project_changed.emit()

    def predict_project(self, images: Sequence[ImageRef] | None = None) -> None:
        """Predict images of the project with the chosen model; None = all of them."""
        if self.project is not None and self.labels.flush():
            self.prediction.predict_project(self.project, self.images if images is None else images)
