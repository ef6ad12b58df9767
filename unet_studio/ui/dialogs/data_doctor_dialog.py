"""The dialog that shows what the data doctor found, stays open while one goes there and mends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.dialogs.finding_card import FindingCard
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.train.data_verdict import summary
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.finding import Finding


class DataDoctorDialog(QDialog):
    """Lists findings by how bad they are; it checks and mends nothing itself.

    Signals
    -------
    spot_chosen(Spot), mend_requested(Finding), accept_requested(Finding)
        As of `FindingCard`.
    check_requested(), model_requested(), all_requested()
        A person wants another check, the model's opinion, or the accepted findings again.
    """

    spot_chosen = Signal(object)
    mend_requested = Signal(object)
    accept_requested = Signal(object)
    check_requested = Signal()
    model_requested = Signal()
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("doctor dialog", "Check of the data"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shown: list[Finding] | None = None
        self._is_checking = False
        self._images = 0
        self._state: EmptyState | None = None
        self._summary = QLabel(wordWrap=True)
        self._progress = QProgressBar(textVisible=False)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all = QPushButton()
        self._all.setFlat(True)
        self._all.clicked.connect(self.all_requested)
        self._again = QPushButton(translate("doctor dialog", "Check again"))
        self._again.clicked.connect(self.check_requested)
        self._ask = QPushButton(translate("doctor dialog", "Ask the model"))
        self._ask.clicked.connect(self.model_requested)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self._again, self._ask):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._summary)
        column.addWidget(self._progress)
        column.addWidget(self._area, 1)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(buttons)
        self.resize(660, 560)
        self.show_model(can_ask=False)
        self._list([])

    def show_findings(
        self, findings: Sequence[Finding] | None, *, accepted: int, images: int = 0
    ) -> None:
        """List what there is to look at; if there is nothing, say that in the place of the list.

        Parameters
        ----------
        findings
            The worst first; None = not checked yet.
        accepted
            How many more a person found right.
        images
            How many there are.
        """
        self._images = images
        self._all.setVisible(accepted > 0)
        self._all.setText(
            translate("doctor dialog", "Show the {n} that you found right").format(n=accepted)
        )
        listed = None if findings is None else list(findings)
        if listed is None:
            self._summary.setText(translate("doctor dialog", "The data are not checked yet."))
        elif not listed:
            self._summary.setText(translate("doctor dialog", "Nothing to complain of."))
        else:
            self._summary.setText(summary(listed))
        if listed != self._shown:
            self._shown = listed
            self._list(listed or [])
        self._show_state(0, 0)

    def show_progress(self, *, is_checking: bool, done: int, total: int) -> None:
        """Say how far the check under way is."""
        self._progress.setVisible(is_checking)
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._again.setEnabled(not is_checking)
        self._is_checking = is_checking
        if is_checking:
            checking = translate("verdict", "Checking the data: {done} of {total}")
            self._summary.setText(checking.format(done=done, total=total))
        self._show_state(done, total)

    def show_model(self, *, can_ask: bool) -> None:
        """Offer to ask the model, if there is one."""
        self._ask.setEnabled(can_ask)
        self._ask.setToolTip(
            translate(
                "doctor dialog",
                "Let the chosen model look at all labelled images, and list where it is certain of "
                "something else: missing objects, slips, exchanged classes. Takes a while.",
            )
            if can_ask
            else translate(
                "doctor dialog",
                "Needs a model that was trained in this project, and nothing else at work.",
            )
        )

    def _show_state(self, done: int, total: int) -> None:
        """Say why nothing is listed, if so."""
        if self._state is None:
            return
        if self._is_checking:
            heading = translate("doctor dialog", "Looking at the images")
            text = translate("doctor dialog", "Done: {done} of {total}. What is found comes here.")
            self._state.set_texts(heading, text.format(done=done, total=total))
        elif self._shown is None:
            heading = translate("doctor dialog", "Not checked yet")
            self._state.set_texts(heading, translate("doctor dialog", "Press “Check again”."))
        else:
            heading = translate("doctor dialog", "Nothing found")
            self._state.set_texts(heading, _looked_for(self._images))

    def _list(self, findings: list[Finding]) -> None:
        self._state = None
        if not findings:
            self._state = EmptyState("", "", [])
            self._area.setWidget(self._state)
            return
        place = self._area.verticalScrollBar().value()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for finding in findings:
            card = FindingCard(finding)
            card.spot_chosen.connect(self.spot_chosen)
            card.mend_requested.connect(self.mend_requested)
            card.accept_requested.connect(self.accept_requested)
            column.addWidget(card)
        column.addStretch()
        self._area.setWidget(content)
        self._area.verticalScrollBar().setValue(place)


def _looked_for(images: int) -> str:
    text = translate(
        "doctor dialog",
        "Images looked at: {count}.\n\nLooked for: pictures that cannot be read or differ from the "
        "others; labels that are broken, empty, doubled, tiny or outside; classes that are rare, "
        "or in no held-out image; held-out images that show what is learnt from.\n\n“Ask the "
        "model” looks for what no rule can know: objects that were missed.",
    )
    return text.format(count=images)
