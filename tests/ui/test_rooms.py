"""The rooms of the window are made when there is time, and safely."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PREPARING = """
import sys
from types import SimpleNamespace
from PySide6 import QtCore, QtGui, QtWidgets
from unet_studio.ui.rooms import Rooms

def missing():
    modules = (QtCore, QtGui, QtWidgets)
    return [name for module in modules for name in dir(module) if name not in vars(module)]

app = QtWidgets.QApplication([])
before, found = len(missing()), []

def look_into(load, done, failed):
    found.append((len(missing()), "pyqtgraph" in sys.modules))
    app.quit()

window = QtWidgets.QWidget()
window.workspace = SimpleNamespace(look_into=look_into, warn=print)
rooms = Rooms(window, QtWidgets.QStackedWidget(window))
QtCore.QTimer.singleShot(0, rooms.prepare)
app.exec()
print(before > 0, found)
"""


_SHOWING_TRAIN = """
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from unet_studio.ui.modes.train_mode import TrainMode
from unet_studio.ui.train.train_panel import TrainPanel
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.workspace import Workspace

def missing():
    modules = (QtCore, QtGui, QtWidgets)
    return [name for module in modules for name in dir(module) if name not in vars(module)]

app = QtWidgets.QApplication([])
workspace = Workspace(SettingsKeeper(Path("nowhere") / "settings.toml"))
before, found = len(missing()), []

def look_into(load, done, failed):
    found.append((len(missing()), "pyqtgraph" in sys.modules))
    QtCore.QTimer.singleShot(0, app.quit)

workspace.look_into = look_into
panel = TrainPanel(lambda name: QtGui.QIcon())
mode = TrainMode(panel, workspace)
panel.show()
app.exec()
workspace.close()
print(before > 0, found)
"""


@pytest.mark.parametrize("code", [_PREPARING, _SHOWING_TRAIN])
def test_all_types_of_qt_are_there_before_another_thread_asks_for_them(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True [(0, False)]"
