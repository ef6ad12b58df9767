"""Cyclic garbage is collected on the GUI thread only."""

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from unet_studio.workspace import garbage
from unet_studio.workspace.garbage import GarbageCollector, importing_torch


class Knot(QObject):
    """A Qt object that only the collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageCollector]:
    was_enabled = gc.isenabled()
    monkeypatch.setattr(garbage, "INTERVAL_MS", 10)
    made = GarbageCollector()
    yield made
    made.close()
    if not was_enabled:
        gc.disable()


def allocate_much() -> None:
    for _ in range(200):
        [[] for _ in range(1000)]


def test_qt_objects_in_garbage_end_on_the_gui_thread(
    qtbot: QtBot, collector: GarbageCollector
) -> None:
    ended: list[int] = []
    gc.collect()
    knot = Knot()
    knot.destroyed.connect(
        lambda: ended.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
    )
    del knot
    thread = threading.Thread(target=allocate_much)
    thread.start()
    thread.join()
    assert ended == []
    kept = [[] for _ in range(5000)]  # enough that Python would collect
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]
    assert kept


def test_python_collects_again_when_it_is_closed(qtbot: QtBot, collector: GarbageCollector) -> None:
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()


def test_the_oldest_generation_due_is_collected(
    collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[int] = []
    old = [0] * 100
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_objects", lambda generation: old)
    for counts in ((0, 0, 0), (701, 0, 0), (701, 11, 0), (5, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collector.collect_what_is_due()
    assert collected == [0, 1, 2]
    collector.collect_what_is_due()
    assert collected == [0, 1, 2, 1]  # there are no more old objects than before
    old += [0] * 26
    collector.collect_what_is_due()
    assert collected == [0, 1, 2, 1, 2]


def test_what_would_hold_up_the_window_is_not_searched(
    collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    old: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation: done.append(f"collect {generation}"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(gc, "get_objects", lambda generation: old)
    monkeypatch.setattr(gc, "get_count", lambda: (garbage.MANY + 1, 20, 20))
    for _ in range(garbage.PATIENCE):
        collector.collect_what_is_due()
    assert done == []  # labels are being read or written
    collector.collect_what_is_due()
    assert done == ["freeze"]  # they stay
    monkeypatch.setattr(gc, "get_count", lambda: (5, 20, 20))
    old += [0] * 10
    collector.collect_what_is_due()
    assert done == ["freeze", "collect 2"]
    old += [0] * garbage.MANY
    collector.collect_what_is_due()
    assert done == ["freeze", "collect 2", "freeze"]


def test_what_torch_brings_is_never_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    before = gc.get_freeze_count()
    try:
        with importing_torch():
            brought = [[] for _ in range(1000)]
        assert gc.get_freeze_count() >= before + len(brought)
        monkeypatch.setitem(sys.modules, "torch", sys)
        frozen = gc.get_freeze_count()
        with importing_torch():
            brought += [[] for _ in range(1000)]
        assert gc.get_freeze_count() <= frozen  # only the first time
    finally:
        gc.unfreeze()
