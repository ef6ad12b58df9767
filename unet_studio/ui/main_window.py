"""The main window: browser on the left, the mode in the middle, what happens at the bottom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSettings, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.ui.action_set import ActionSet
from unet_studio.ui.actions import ActionKey, Mode, possible_actions
from unet_studio.ui.browser.browser import Browser
from unet_studio.ui.deeds import WindowDeeds
from unet_studio.ui.label.label_view import LabelView
from unet_studio.ui.menus import IMAGE_MENU
from unet_studio.ui.modes.browsing import Browsing
from unet_studio.ui.modes.draft_asking import DraftAsking
from unet_studio.ui.modes.draft_mode import DraftMode
from unet_studio.ui.modes.label_mode import LabelMode
from unet_studio.ui.modes.live_mode import LiveMode
from unet_studio.ui.modes.overlay_mode import OverlayMode
from unet_studio.ui.modes.place_in_status_bar import PlaceInStatusBar
from unet_studio.ui.modes.suggestion_showing import SuggestionShowing
from unet_studio.ui.modes.training_in_status_bar import TrainingInStatusBar
from unet_studio.ui.parts.banner import Banner
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.parts.recent_menu import RecentMenu
from unet_studio.ui.parts.status_strip import StatusStrip
from unet_studio.ui.rooms import Rooms
from unet_studio.ui.theme import icon
from unet_studio.ui.train.queue_words import queue_text
from unet_studio.ui.translations import render, translate
from unet_studio.ui.window_status import situation

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QShowEvent

    from unet_studio.domain.conversion_report import ConversionReport
    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.project.project_wish import FolderContents
    from unet_studio.workspace.workspace import Workspace

BROWSER_WIDTH_PX = 260
SETTLED_MS = 1000
"""How long after the window is shown the modes that are not in view are made."""


class MainWindow(QMainWindow):
    """Puts the parts together; what they show is the workspace's.

    Attributes
    ----------
    mode
        Which of the three is in view.
    label_view, rooms
        The Label mode, and the others as they are made.
    browser, browsing
        The list of images, and what it lists.
    place, banner, actions_
        The point under the cursor, notices, and what a person can do.

    Signals
    -------
    language_requested(str), theme_requested(str)
        A person wants another one; the window is made anew.
    """

    language_requested = Signal(str)
    theme_requested = Signal(str)

    def __init__(self, workspace: Workspace, icons: Path) -> None:
        super().__init__()
        self.workspace = workspace
        self.mode = Mode.LABEL
        self._icons = icons
        self._watched: AnnotationDocument | None = None
        self._discarded = False
        self.actions_ = ActionSet(self, self.icon)
        self.actions_.fill_menus(self)
        self._recent = RecentMenu(lambda: workspace.settings.now.recent_projects, self)
        self._recent.chosen.connect(lambda folder: self.open_path(Path(folder)))
        self.actions_.insert_menu(ActionKey.NEW_PROJECT, self._recent)
        self.browser = Browser()
        self.banner = Banner()
        self.label_view = LabelView(self.icon, workspace.toolbox)
        self._tabs = QTabBar(expanding=False, documentMode=True)
        self._title = QLabel()
        self._stack = QStackedWidget()
        self._strip = StatusStrip()
        self._training_strip = StatusStrip(translate("train", "Stop"))
        self._queued = QLabel()
        self.label_view.strip.set_actions(self.actions_[key] for key in _STRIP_ACTIONS)
        self.rooms = Rooms(self, self._stack)
        self._lay_out()
        self._modes = [
            LabelMode(self.label_view, self.actions_, workspace),
            TrainingInStatusBar(self._training_strip, workspace.training),
            LiveMode(self.actions_, self.label_view, workspace),
            DraftMode(self.actions_, self.label_view, workspace),
            DraftAsking(self),
        ]
        self._overlays = OverlayMode(self.actions_, self.label_view, workspace)
        self.place = PlaceInStatusBar(self)
        self.browsing = Browsing(self)
        self._deeds = WindowDeeds(self)
        self.actions_.connect(self._deeds.handlers())
        self._connect()
        self._modes.append(SuggestionShowing(self))
        self._on_project_opened()
        self._on_image_changed()
        self.set_mode(Mode.LABEL)

    def show_conversion(self, report: ConversionReport) -> None:
        """Show what a conversion of labels carried over, without stopping anybody."""
        from unet_studio.ui.dialogs.conversion_report_dialog import ConversionReportDialog

        ConversionReportDialog(report, self).show()

    def icon(self, name: str) -> QIcon:
        """An icon of the resources in the colours of the window."""
        return icon(self._icons, name, self.palette())

    def show_preferences(self, language: str, theme: str) -> None:
        """Mark the language and the theme in force in the menus."""
        chinese = language == "zh_CN"
        self.actions_.check(ActionKey.LANGUAGE_CHINESE if chinese else ActionKey.LANGUAGE_ENGLISH)
        self.actions_.check(ActionKey(f"theme_{theme}"))

    def open_path(self, folder: Path) -> None:
        """Open a folder, asking first if it does not say by itself what it is."""
        self.workspace.opening.open_folder(folder)

    def discard(self) -> None:
        """Go without asking: another window takes its place, or the program ends."""
        self._discarded = True
        self.close()
        self.deleteLater()

    # ---- Layout ----

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        for text in (
            translate("window", "Label"),
            translate("window", "Train"),
            translate("window", "Results"),
        ):
            self._tabs.addTab(text)
        for index, key in enumerate(("F2", "F3", "F4")):
            self._tabs.setTabToolTip(index, key)
        font = self._tabs.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._tabs.setFont(font)
        top = QHBoxLayout()
        top.setContentsMargins(8, 4, 12, 0)
        top.addWidget(self._tabs)
        top.addStretch()
        top.addWidget(self._title)
        self._empty = EmptyState(
            translate("window", "Open a folder of images"),
            translate(
                "window",
                "Draw around things in a few of them, press Train, and get a segmentation of "
                "all the rest. Nothing you draw is ever lost: it is saved as you go, in "
                "labelme's format, and your images are never changed.",
            ),
            [*self._recent.last(), *(self.actions_[key] for key in _FIRST_ACTIONS)],
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.label_view)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.browser)
        self._split.addWidget(middle)
        self._split.setSizes([BROWSER_WIDTH_PX, 1000])
        self._split.setStretchFactor(1, 1)
        self._split.setCollapsible(1, False)
        self.setCentralWidget(self._split)
        for widget in (self._queued, self._training_strip, self._strip):
            self.statusBar().addPermanentWidget(widget)

    def _connect(self) -> None:
        workspace = self.workspace
        self._tabs.currentChanged.connect(lambda index: self.set_mode(list(Mode)[index]))
        self.browser.menu_requested.connect(self._show_image_menu)
        self._strip.cancel_requested.connect(workspace.task.cancel)
        workspace.noticed.connect(self.banner.show_notice)
        workspace.withdrawn.connect(self.banner.withdraw)
        workspace.opening.unclear.connect(self._on_folder_unclear)
        workspace.project_opened.connect(self._on_project_opened)
        workspace.project_changed.connect(self._on_project_changed)
        workspace.image_changed.connect(self._on_image_changed)
        workspace.states.completed.connect(self.refresh_actions)
        workspace.labels.saved.connect(self._on_saved)
        workspace.task.changed.connect(self._on_task_changed)
        workspace.training.state_changed.connect(self.refresh_actions)
        workspace.queue.changed.connect(self._show_queue)
        results = workspace.prediction.results
        results.read.connect(self.refresh_actions)
        results.show_failed.connect(self.refresh_actions)
        workspace.models.changed.connect(self.refresh_actions)
        workspace.models.changed.connect(self._reopen_results)
        self.label_view.toolbox.tool_changed.connect(self._show_tool)
        self.rooms.results_made.connect(self._on_results_made)
        self._connect_display(self.label_view)
        self._show_tool()
        self._show_queue()
        self._on_task_changed()

    def _show_queue(self) -> None:
        self._queued.setText(queue_text(self.workspace.queue.queue))

    def _connect_display(self, view: LabelView | ResultsView) -> None:
        view.display_panel.closed.connect(self.actions_[ActionKey.DISPLAY_PANEL].trigger)
        view.display_panel.setVisible(self.actions_[ActionKey.DISPLAY_PANEL].isChecked())

    def _on_results_made(self, view: ResultsView) -> None:
        self._connect_display(view)
        self.place.add_canvas(view.canvas)
        for canvas in (view.canvas, view.reference_canvas):
            self._overlays.add_canvas(canvas)

    # ---- Modes ----

    def _view_of(self, mode: Mode) -> QWidget:
        if mode is not Mode.RESULTS and self.workspace.project is None:
            return self._empty  # any model can predict any folder, but the others need a project
        if mode is Mode.LABEL:
            return self.label_view
        rooms = self.rooms
        return rooms.train.panel if mode is Mode.TRAIN else rooms.results.view

    def set_mode(self, mode: Mode) -> None:
        """Show another mode."""
        is_new = mode is not self.mode
        self.mode = mode
        blocker = QSignalBlocker(self._tabs)
        self._tabs.setCurrentIndex(list(Mode).index(mode))
        blocker.unblock()
        self.actions_.check(_MODE_ACTIONS[mode])
        has_project = self.workspace.project is not None
        self._stack.setCurrentWidget(self._view_of(mode))
        self._tabs.setTabEnabled(list(Mode).index(Mode.TRAIN), has_project)
        prediction = self.workspace.prediction
        self.browser.setVisible(has_project or prediction.results.current is not None)
        if mode is Mode.RESULTS and not self.workspace.models.all:
            self.workspace.models.look()
        self._reopen_results()
        self.browsing.show_source()
        self.refresh_actions()
        if is_new:
            self._focus_on_picture()

    def _focus_on_picture(self) -> None:
        """Let keys such as P and V mean tools, not letters of a search."""
        if self.workspace.project is None or self.mode is Mode.TRAIN:
            return
        is_label = self.mode is Mode.LABEL
        (self.label_view if is_label else self.rooms.results.view).canvas.setFocus()

    # ---- What changed ----

    def _on_folder_unclear(self, contents: FolderContents) -> None:
        self._deeds.files.ask_about(contents)

    def _on_project_opened(self) -> None:
        self._on_project_changed()
        self.set_mode(self.mode)
        self._focus_on_picture()

    def _on_project_changed(self) -> None:
        project = self.workspace.project
        name = project.title if project else ""
        self._title.setText(name)
        self.setWindowTitle(f"{name} – UNet Studio" if name else "UNet Studio")
        self.refresh_actions()

    def _show_image_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(self._deeds.images.selected())
        if count > 1:
            title = filled(translate("window", "With the {n} selected {n:image|images}"), n=count)
            menu.addAction(title).setEnabled(False)
            menu.addSeparator()
        self.actions_.fill(menu, IMAGE_MENU)
        menu.popup(place)

    def _on_image_changed(self) -> None:
        document = self.workspace.document
        if document is not None:
            self._watch(document)
        self.refresh_actions()

    def _watch(self, document: AnnotationDocument) -> None:
        if document is not self._watched:
            self._watched = document
            document.undo_stack.indexChanged.connect(self.refresh_actions)
            document.selection_changed.connect(self.refresh_actions)

    def _on_saved(self) -> None:
        self._deeds.files.forget_warning()
        self.statusBar().showMessage(translate("window", "Saved"), 1500)

    def _on_task_changed(self) -> None:
        task = self.workspace.task
        text = render(task.title) if task.title is not None else None
        self._strip.show_work(text, task.done, task.total)
        self.refresh_actions()

    def _reopen_results(self) -> None:
        if self.mode is Mode.RESULTS:
            self.workspace.prediction.reopen()

    def refresh_actions(self) -> None:
        """Offer what is possible now."""
        self.actions_.enable(possible_actions(situation(self.workspace, self.mode)))
        image, project = self.workspace.image, self.workspace.project
        held_out = project is not None and image is not None and image.name in project.held_out
        self.actions_.check(ActionKey.TOGGLE_HELD_OUT, checked=held_out)

    def _show_tool(self) -> None:
        self.actions_.check(ActionKey(f"{self.label_view.toolbox.key.value}_tool"))

    # ---- Geometry ----

    def save_geometry(self) -> None:
        """Remember where and how large the window is."""
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/splitter", self._split.saveState())

    def restore_geometry(self) -> None:
        """Be where one was."""
        settings = QSettings()
        for key, restore in (
            ("window/geometry", self.restoreGeometry),
            ("window/splitter", self._split.restoreState),
        ):
            value = settings.value(key)
            if isinstance(value, QByteArray):
                restore(value)

    # ---- Qt ----

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: once there is time, make what a person is going to look at next."""
        super().showEvent(event)
        QTimer.singleShot(SETTLED_MS, self.rooms, self.rooms.prepare)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: save everything first; stay open while something cannot be saved."""
        if self._discarded:
            event.accept()
        elif self._deeds.files.may_close():
            self.save_geometry()
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: folders and model files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: open what was dropped."""
        self._deeds.files.open_dropped(event.mimeData().urls())


_FIRST_ACTIONS = (ActionKey.OPEN_FOLDER, ActionKey.OPEN_SAMPLE, ActionKey.NEW_PROJECT)
_STRIP_ACTIONS = (ActionKey.SHOW_LABELS, ActionKey.OUTLINES_ONLY, ActionKey.DISPLAY_PANEL)
_MODE_ACTIONS = {
    Mode.LABEL: ActionKey.LABEL_MODE,
    Mode.TRAIN: ActionKey.TRAIN_MODE,
    Mode.RESULTS: ActionKey.RESULTS_MODE,
}
