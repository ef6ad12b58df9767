"""What every test gets: an invisible window system, private settings, and no leaks."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 2.0  # how long a thread may take to end after its test
PATIENCE_MS = 30_000  # how long a test waits for what should happen in a window
TORCH_THREADS = min(2, os.cpu_count() or 1)

# torch reads this when it is first imported, also in the processes that tests start
os.environ.setdefault("OMP_NUM_THREADS", str(TORCH_THREADS))

# a shared machine is slow at times: time limits of single examples would fail at random
settings.register_profile(
    "explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# the same examples every time, so that what fails here fails there; `explore` looks for others
settings.register_profile("ci", settings.get_profile("explore"), derandomize=True)
settings.load_profile("ci")


class PatientQtBot(QtBot):
    """Waits longer than pytest-qt's five seconds: a shared machine is slow at times."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until the callback returns True, or no longer fails."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **wanted: Any) -> Any:
        """Wait for a signal that the block leads to."""
        return super().waitSignal(signal, timeout=timeout, **wanted)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's robot, with patience."""
    return PatientQtBot(request)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--headed", action="store_true", help="show the windows instead of drawing them off screen"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a GPU where there is none; torch is only asked if such a test is there."""
    gpu_items = [item for item in items if item.get_closest_marker("gpu")]
    if not gpu_items:
        return
    import torch

    if not torch.cuda.is_available():
        for item in gpu_items:
            item.add_marker(pytest.mark.skip(reason="needs a CUDA device"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real images and labels, which lies beside the repository."""
    folder = Path(os.environ.get("UNET_STUDIO_SHARED", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"there are no shared images at {folder}; UNET_STUDIO_SHARED can name a folder")
    return folder


@pytest.fixture(scope="session")
def _settings_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("settings")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def settings_dir(_settings_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the tests away from the settings and caches of whoever runs them."""
    folder = next(_settings_folders)
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))
    for variable in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))
    qt_core = sys.modules.get("PySide6.QtCore")
    if qt_core is not None:
        for file_format in (
            qt_core.QSettings.Format.NativeFormat,
            qt_core.QSettings.Format.IniFormat,
        ):
            qt_core.QSettings.setPath(
                file_format, qt_core.QSettings.Scope.UserScope, str(folder / "qt")
            )
    return folder


@pytest.fixture(autouse=True, scope="module")
def _all_garbage_collected() -> Iterator[None]:
    """Search what a module left behind; what stays is libraries, not searched again each time."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage_collected_on_the_main_thread() -> Iterator[None]:
    """As the program does it: Qt objects must not end on the thread of a job."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def _no_leaked_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread running, of Python or of Qt."""
    before = set(threading.enumerate())
    started = _watch_qt_threads(monkeypatch)
    yield
    _wait_until(lambda: not _running(before, started))
    left = _running(before, started)
    assert not left, f"left running: {left}"


@pytest.fixture(autouse=True)
def _no_leaked_windows() -> Iterator[None]:
    """Fail a test that leaves a window behind."""
    before = [weakref.ref(widget) for widget in _top_level_widgets()]
    yield
    known = [ref() for ref in before]
    left = [widget for widget in _top_level_widgets() if widget not in known]
    if left:
        del left
        _delete_what_is_due()
        left = [widget for widget in _top_level_widgets() if widget not in known]
    described = [f"{widget!r} {widget.objectName()!r}" for widget in left]
    for widget in left:
        widget.deleteLater()
    assert not described, f"left open: {described}"


def _watch_qt_threads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A list that grows by every QThread started from now on."""
    started: list[Any] = []
    qt_core = sys.modules.get("PySide6.QtCore")
    if qt_core is None:
        return started
    start = qt_core.QThread.start

    def watched_start(thread: Any, *args: Any) -> None:
        started.append(thread)
        start(thread, *args)

    monkeypatch.setattr(qt_core.QThread, "start", watched_start)
    return started


def _running(before: set[threading.Thread], started: list[Any]) -> list[str]:
    left = [
        repr(thread)
        for thread in threading.enumerate()
        # Python 3.11 never forgets the dummies that stand for threads of Qt
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    left += [repr(thread) for thread in started if _is_running(thread)]
    qt_core = sys.modules.get("PySide6.QtCore")
    if qt_core is not None and qt_core.QCoreApplication.instance() is not None:
        active = qt_core.QThreadPool.globalInstance().activeThreadCount()
        left += [f"{active} in the global thread pool"] if active else []
    return left


def _is_running(thread: Any) -> bool:
    from shiboken6 import isValid

    return isValid(thread) and thread.isRunning()


def _wait_until(condition: Any) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)


def _top_level_widgets() -> list[Any]:
    qt_widgets = sys.modules.get("PySide6.QtWidgets")
    if qt_widgets is None or qt_widgets.QApplication.instance() is None:
        return []
    return [
        widget
        for widget in qt_widgets.QApplication.topLevelWidgets()
        # pyqtgraph's plots have menus that belong to nobody and go when Python lets go of them
        if not (isinstance(widget, qt_widgets.QMenu) and widget.isHidden())
    ]


def _delete_what_is_due() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
