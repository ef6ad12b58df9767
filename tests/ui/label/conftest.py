"""What the tests of the Label mode share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QIcon

from unet_studio.ui.label.label_view import LabelView
from unet_studio.workspace.tools.toolbox import Toolbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def toolbox() -> Iterator[Toolbox]:
    """A toolbox with nothing to work on."""
    made = Toolbox()
    yield made
    made.close()


@pytest.fixture
def make_label_view(qtbot: QtBot, toolbox: Toolbox) -> Callable[[], LabelView]:
    """Makes a Label view without pictures on its buttons."""

    def make() -> LabelView:
        view = LabelView(lambda _name: QIcon(), toolbox)
        qtbot.addWidget(view)
        return view

    return make
