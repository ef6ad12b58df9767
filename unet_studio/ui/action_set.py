"""The actions of the window as Qt knows them, made from the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from unet_studio.ui.actions import ACTIONS, ActionKey
from unet_studio.ui.actions.label_actions import LABEL_ACTIONS
from unet_studio.ui.menus import MENUS
from unet_studio.ui.translations import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QMainWindow, QWidget

    from unet_studio.ui.actions.action import ActionSpec
    from unet_studio.ui.menus import Entry

EXCLUSIVE = (
    (ActionKey.LABEL_MODE, ActionKey.TRAIN_MODE, ActionKey.RESULTS_MODE),
    tuple(LABEL_ACTIONS),
    (
        ActionKey.SHOW_MASK,
        ActionKey.SHOW_PROBABILITY,
        ActionKey.SHOW_UNCERTAINTY,
        ActionKey.SHOW_ERRORS,
        ActionKey.SHOW_TRUTH,
    ),
    (ActionKey.LOOK_SINGLE, ActionKey.LOOK_SWIPE, ActionKey.LOOK_SIDE_BY_SIDE),
    (ActionKey.LANGUAGE_ENGLISH, ActionKey.LANGUAGE_CHINESE),
    (ActionKey.THEME_SYSTEM, ActionKey.THEME_LIGHT, ActionKey.THEME_DARK),
)


class ActionSet:
    """One `QAction` for each row of `ACTIONS`."""

    def __init__(self, window: QMainWindow, icon_of: Callable[[str], QIcon]) -> None:
        self._actions: dict[ActionKey, QAction] = {}
        for key, spec in ACTIONS.items():
            action = QAction(_menu_text(spec), window)
            action.setCheckable(spec.checkable)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            if spec.icon:
                action.setIcon(icon_of(spec.icon))
            if spec.tip is not None:
                tip = translated(spec.tip)
                action.setStatusTip(tip)
                action.setToolTip(f"{tip} ({spec.shortcut})" if spec.shortcut else tip)
            window.addAction(action)
            self._actions[key] = action
        for keys in EXCLUSIVE:
            group = QActionGroup(window)
            for key in keys:
                group.addAction(self._actions[key])

    def __getitem__(self, key: ActionKey) -> QAction:
        return self._actions[key]

    def connect(self, handlers: Mapping[ActionKey, Callable[[], object]]) -> None:
        """Say what is done when a person triggers an action."""
        for key, handler in handlers.items():
            self._actions[key].triggered.connect(lambda _checked=False, do=handler: do())

    def enable(self, possible: Iterable[ActionKey]) -> None:
        """Enable these and no others."""
        wanted = frozenset(possible)
        for key, action in self._actions.items():
            action.setEnabled(key in wanted)

    def check(self, key: ActionKey, *, checked: bool = True) -> None:
        """Show a state, without doing anything."""
        self._actions[key].setChecked(checked)

    def fill_menus(self, window: QMainWindow) -> None:
        """Make the menus of the table."""
        for title, entries in MENUS:
            self.fill(window.menuBar().addMenu(translated(title)), entries)

    def insert_menu(self, before: ActionKey, menu: QMenu) -> None:
        """Put a menu whose entries stand in no table before an action, wherever that stands."""
        for place in self._actions[before].associatedObjects():
            if isinstance(place, QMenu):
                place.insertMenu(self._actions[before], menu)

    def menu(self, entries: Iterable[Entry], parent: QWidget) -> QMenu:
        """A menu of its own, for a right click."""
        menu = QMenu(parent)
        self.fill(menu, entries)
        return menu

    def fill(self, menu: QMenu, entries: Iterable[Entry]) -> None:
        """Put actions into a menu."""
        menu.setToolTipsVisible(True)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, tuple):
                self.fill(menu.addMenu(translated(entry[0])), entry[1])
            else:
                menu.addAction(self._actions[entry])


def _menu_text(spec: ActionSpec) -> str:
    """What a menu says; behind a tab stands a key that is not Qt's to handle."""
    name = translated(spec.text)
    if not spec.shown_key:
        return name
    key = QKeySequence(spec.shown_key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{name}\t{key}"
