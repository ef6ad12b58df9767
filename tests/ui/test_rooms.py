"""The rooms of the window are made when there is time, and safely."""

from __future__ import annotations

import subprocess
import sys

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


def test_all_types_of_qt_are_there_before_another_thread_asks_for_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PREPARING], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True [(0, False)]"
