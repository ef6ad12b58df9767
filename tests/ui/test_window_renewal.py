"""A window made anew, for another language or theme, leaves nothing of the old one behind."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMetaMethod, QObject

from unet_studio.domain.message import say
from unet_studio.domain.report import ProgressReport
from unet_studio.ui.actions.action import ActionKey, Mode
from unet_studio.ui.parts.status_strip import StatusStrip

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.app import Studio


def receivers(root: QObject) -> Counter[str]:
    """How many listen to each signal of an object and of all that belongs to it."""
    found: Counter[str] = Counter()
    for thing in [root, *root.findChildren(QObject)]:
        meta = thing.metaObject()
        for number in range(meta.methodCount()):
            method = meta.method(number)
            if method.methodType() is QMetaMethod.MethodType.Signal:
                signature = method.methodSignature().toStdString()
                found[f"{meta.className()}.{signature}"] += thing.receivers(f"2{signature}")
    return found


def all_gone() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def renew(studio: Studio, theme: str) -> None:
    """Another window with all its rooms."""
    studio.prefer(theme=theme)
    for mode in Mode:
        studio.window.set_mode(mode)
    all_gone()


def test_nobody_listens_any_more_for_a_window_that_is_gone(
    studio: Studio, qtbot: QtBot, tmp_path: Path
) -> None:
    from small_project import small_project

    studio.window.open_path(small_project(tmp_path / "p", 2).root)
    qtbot.waitUntil(lambda: studio.workspace.states.is_complete)
    renew(studio, "dark")
    once, window = receivers(studio.workspace), weakref.ref(studio.window)
    assert once["ModelsAtHand.changed()"] > 3  # it counts what listens
    renew(studio, "light")
    assert receivers(studio.workspace) - once == Counter()
    assert window() is None


def test_what_is_selected_later_can_be_deleted_in_the_new_window_too(
    studio: Studio, qtbot: QtBot, tmp_path: Path
) -> None:
    from small_project import small_project

    workspace = studio.workspace
    studio.window.open_path(small_project(tmp_path / "p", 1, labelled=1).root)
    qtbot.waitUntil(lambda: workspace.document is not None and workspace.picture is not None)
    renew(studio, "dark")
    studio.window.set_mode(Mode.LABEL)
    document, actions = workspace.document, studio.window.actions_
    assert document is not None
    assert not actions[ActionKey.DELETE].isEnabled()
    document.select([document.annotation.shapes[0].shape_id])
    assert actions[ActionKey.DELETE].isEnabled()
    actions[ActionKey.DELETE].trigger()
    assert actions[ActionKey.UNDO].isEnabled()


def test_the_new_window_shows_what_is_being_done(studio: Studio, qtbot: QtBot) -> None:
    started, may_end = Event(), Event()

    def one_long_step() -> Generator[ProgressReport, None, None]:
        started.set()
        may_end.wait(20)
        yield ProgressReport(1, 1, say("tasks", "Exporting the model")())

    task = studio.workspace.task
    assert task.start(say("tasks", "Exporting the model")(), one_long_step, lambda _: None)
    qtbot.waitUntil(started.is_set)
    studio.prefer(theme="dark")
    shown = [s for s in studio.window.findChildren(StatusStrip) if s.isVisible()]
    may_end.set()
    assert len(shown) == 1
    qtbot.waitUntil(lambda: not task.is_running)
    assert not shown[0].isVisible()
    all_gone()
