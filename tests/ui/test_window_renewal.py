"""A window made anew, for another language or theme, leaves nothing of the old one behind."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMetaMethod, QObject

from unet_studio.ui.actions.action import Mode

if TYPE_CHECKING:
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
