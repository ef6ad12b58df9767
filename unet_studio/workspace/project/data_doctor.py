"""The data doctor in the window: checks by itself, mends on request, leads to what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.finding import Level
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.remedy import ProjectRemedy, undone
from unet_studio.workspace.job import Job
from unet_studio.workspace.notices import Notice, Offer

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from unet_studio.domain.finding import Finding, Spot
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.domain.remedy import LabelRemedy
    from unet_studio.domain.report import ProgressReport
    from unet_studio.workspace.workspace import Workspace

PATIENCE_MS = 1500
"""How long after a change the data are checked again: people change several things in a row."""

STOPPING = frozenset({"all-held-out", "other-channels", "no-images", "no-classes"})
"""Keys of the problems with which a training cannot even begin."""


class DataDoctor(QObject):
    """Knows what was found in the open project, and whether that may have changed.

    Attributes
    ----------
    findings
        Without those that a person accepted, the worst first; None = never checked yet.
    accepted
        How many findings are not told because a person accepted them.
    doubts
        What the model found; empty until it is asked.
    done, total
        How far the check under way is.

    Signals
    -------
    changed()
        A check began, went on or ended, or what was found may no longer be so.
    spot_reached(Spot)
        The image that was asked for is in view, with its labels.
    """

    changed = Signal()
    spot_reached = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.findings: list[Finding] | None = None
        self.doubts: list[Finding] = []
        self.accepted = 0
        self.done = self.total = 0
        self._is_stale = True
        self._is_watched = False
        self._job: Job | None = None
        self._wanted: Spot | None = None
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self._look)
        workspace.project_opened.connect(self._on_project_opened)
        for signal in (
            workspace.project_changed,
            workspace.images_changed,
            workspace.labels.saved,
            workspace.states.changed,
            workspace.states.completed,
        ):
            signal.connect(self._on_data_changed)
        workspace.image_changed.connect(self._on_image_changed)
        workspace.training.state_changed.connect(self._timer.start)

    # ---- checking ----

    @property
    def is_checking(self) -> bool:
        """Whether a check is under way."""
        return self._job is not None

    @property
    def told(self) -> list[Finding]:
        """All there is to look at, the doubts of the model last; without what is fine."""
        return [f for f in [*(self.findings or ()), *self.doubts] if f.level is not Level.OK]

    @property
    def obstacle(self) -> Message | None:
        """Why a training cannot begin, if that is known for certain."""
        if self._is_stale or self.findings is None:
            return None
        return next(
            (f.message for f in self.findings if f.level is Level.PROBLEM and f.key in STOPPING),
            None,
        )

    def watch(self, *, is_watched: bool) -> None:
        """Say whether anybody sees what was found: only then it is worth checking."""
        self._is_watched = is_watched
        self._look()

    def check(self) -> None:
        """Check once more, whatever is known."""
        self.doubts = []
        self._is_stale = True
        self._look(is_asked=True)

    def stop(self) -> None:
        """Stop checking and wait until the thread is gone."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job.deleteLater()
            self._job = None

    def _look(self, *, is_asked: bool = False) -> None:
        workspace, project = self._workspace, self._workspace.project
        is_due = self._is_stale and (self._is_watched or is_asked)
        if project is None or not is_due or not workspace.states.is_complete:
            return
        if workspace.training.is_running and not is_asked:
            return  # the training needs the cores, and began with what is known
        self.stop()
        self._is_stale = False
        self.done = self.total = 0
        self._job = Job(lambda: _checked(project), self)
        self._job.reported.connect(self._on_reported)
        self._job.returned.connect(self._on_checked)
        self._job.failed.connect(self._on_failed)
        self._job.start()
        self.changed.emit()

    def _on_reported(self, reports: list[ProgressReport]) -> None:
        if self.sender() is self._job:
            self.done, self.total = reports[-1].done, reports[-1].total
            self.changed.emit()

    def _on_checked(self, answer: tuple[list[Finding], int]) -> None:
        if self.sender() is self._job:
            self.findings, self.accepted = answer
            self._end()

    def _on_failed(self, message: Message, details: str) -> None:
        if self.sender() is self._job:
            self._workspace.warn(message, details)
            self._end()

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.wait()
            job.deleteLater()
        self.changed.emit()
        if self._is_stale:
            self._timer.start()

    def _on_project_opened(self) -> None:
        self.stop()
        self.findings, self.doubts, self.accepted = None, [], 0
        self._wanted = None
        self._on_data_changed()

    def _on_data_changed(self) -> None:
        self._is_stale = True
        self._timer.start()

    # ---- mending ----

    def mend(self, finding: Finding) -> None:
        """Carry out the remedy of a finding, then check again."""
        workspace, remedy = self._workspace, finding.remedy
        if remedy is None or not workspace.labels.flush():
            return
        if isinstance(remedy, ProjectRemedy):
            self._change_project(remedy)
        else:
            self._mend_labels(remedy)

    def _change_project(self, remedy: ProjectRemedy) -> None:
        workspace, before = self._workspace, self._workspace.latest_project()
        if before is None:
            return
        after = remedy.applied(before)
        if after == before or not workspace.change_project(after):
            return

        def take_back() -> None:
            now = workspace.latest_project()
            if now is not None and now.root == before.root:
                workspace.change_project(undone(before, after, now))

        text = say("doctor", "Done: {what}.")
        offer = Offer(say("doctor", "Undo")(), take_back)
        workspace.noticed.emit(Notice(text(what=remedy.title), offer=offer))
        self.check()

    def _mend_labels(self, remedy: LabelRemedy) -> None:
        from unet_studio.storage.data_doctor.mending import mend_labels
        from unet_studio.storage.labels.label_history import Deed

        workspace, project = self._workspace, self._workspace.project
        if project is None:
            return
        session = workspace.journal.session
        deed = Deed(session.user, (remedy.title,), session.session)

        def mended(changed: tuple[str, ...]) -> None:
            problems = workspace.task.problems
            workspace.labels.look_at_all(remedy.title)  # what is open can undo it
            workspace.look_at_labels_again()
            text = say(
                "doctor",
                "{what}: the labels of {n} {n:image|images} are changed. What they were is kept as "
                "an earlier version{n:| of each}.",
            )
            message = text(what=remedy.title, n=len(changed))
            if problems:
                workspace.warn(message, "\n".join(map(str, problems)))
            else:
                workspace.tell(message)
            self.check()

        workspace.task.start(remedy.title, lambda: mend_labels(project, remedy, deed), mended)

    def accept(self, finding: Finding) -> None:
        """Tell of a finding no more, as long as it concerns no other images."""
        from unet_studio.storage.data_doctor.accepted import accept

        project = self._workspace.project
        if project is None:
            return
        try:
            accept(project, finding)
        except StudioError as error:
            self._workspace.warn(error.message)
            return
        self.findings = [f for f in self.findings or () if f is not finding]
        self.doubts = [f for f in self.doubts if f is not finding]
        self.accepted += 1
        self.changed.emit()

    def tell_all_again(self) -> None:
        """Tell of the accepted findings as well."""
        from unet_studio.storage.data_doctor.accepted import forget_accepted

        if self._workspace.project is not None:
            forget_accepted(self._workspace.project)
            self.check()

    # ---- asking the model ----

    @property
    def can_ask(self) -> bool:
        """Whether there is a model of this project to ask."""
        model = self._workspace.models.in_use
        return model is not None and model.is_own and not self._workspace.task.is_running

    def ask_model(self) -> None:
        """Let the chosen model look for labels it disagrees with, as a task."""
        workspace, project = self._workspace, self._workspace.project
        model = workspace.models.in_use
        if project is None or model is None or not workspace.labels.flush():
            return
        path = model.path

        def asked(doubts: list[Finding]) -> None:
            self.doubts = doubts
            if not doubts:
                text = say("doctor", "The model disagrees with no label for certain.")
                workspace.tell(text())
            self.changed.emit()

        title = say("doctor", "Asking the model")
        workspace.task.start(title(), lambda: _doubts(path, project), asked)

    # ---- leading there ----

    def show(self, spot: Spot) -> None:
        """Bring what was found into view; `spot_reached` follows."""
        image = self._workspace.images.find(spot.image)
        if image is None:
            text = say("doctor", "{name} is gone.")
            self._workspace.tell(text(name=spot.image))
            return
        self._wanted = spot
        self._workspace.show_image(image)

    def _on_image_changed(self) -> None:
        spot, workspace = self._wanted, self._workspace
        image, document = workspace.image, workspace.document
        if spot is None or image is None:
            return
        if image.name != spot.image:
            self._wanted = None
        elif document is not None and workspace.picture is not None:
            self._wanted = None
            shapes = document.annotation.shapes
            if spot.shape is not None and spot.shape < len(shapes):
                document.select([shapes[spot.shape].shape_id])
            self.spot_reached.emit(spot)
        elif workspace.pictures.problem_of(image) is not None:
            self._wanted = None
            self.spot_reached.emit(spot)  # there is nothing to see there, and it is said why


def _checked(project: Project) -> Generator[ProgressReport, None, tuple[list[Finding], int]]:
    from unet_studio.storage.data_doctor.accepted import not_accepted, read_accepted
    from unet_studio.storage.data_doctor.check import check_data

    findings = yield from check_data(project)
    told = not_accepted(findings, read_accepted(project))
    return told, len(findings) - len(told)


def _doubts(model: Path, project: Project) -> Generator[ProgressReport, None, list[Finding]]:
    from unet_studio.learning.scores.model_doubts import ask_model
    from unet_studio.storage.data_doctor.accepted import not_accepted, read_accepted

    found = yield from ask_model(model, project)
    return not_accepted(found, read_accepted(project))
