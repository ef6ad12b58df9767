"""Colours of the whole program."""

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from unet_studio.ui.theme import apply_theme


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_check_box_is_seen(qtbot: QtBot, theme: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        apply_theme(app, theme)
        box = QCheckBox()
        qtbot.addWidget(box)
        box.resize(40, 40)
        image = box.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    finally:
        apply_theme(app, "light")
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    around, most = int(rows[0, -5]), int(np.abs(rows[:, :30].astype(int) - rows[0, -5]).max())
    assert most >= 40, around
