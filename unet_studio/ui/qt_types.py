"""Qt's types: PySide makes each when it is first asked for, which is safe on one thread alone."""

from __future__ import annotations

from time import monotonic

from PySide6 import QtCore, QtGui, QtWidgets

SLICE_S = 0.005


def make_types(seconds: float = SLICE_S) -> bool:
    """Let PySide make types that are not there yet, on the GUI thread.

    Reading pyqtgraph asks for all of them, and the program crashed when that happened on another
    thread: first make them here, a slice at a time.

    Parameters
    ----------
    seconds
        After which to leave the rest for the next call.

    Returns
    -------
    Whether all are made.
    """
    until = monotonic() + seconds
    for module in (QtCore, QtGui, QtWidgets):
        made = vars(module)
        for name in dir(module):
            if name not in made:
                getattr(module, name)
                if monotonic() > until:
                    return False
    return True
