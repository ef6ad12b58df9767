from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from small_project import small_project

from unet_studio.domain.message import say
from unet_studio.domain.report import ProgressReport
from unet_studio.learning.trials.forecast import drawn_further
from unet_studio.learning.trials.learning_curve import Point
from unet_studio.ui.modes.scoring_options import ScoringOptions
from unet_studio.ui.train.forecast_plot import ForecastPlot
from unet_studio.ui.train.forecast_view import ForecastView
from unet_studio.ui.train.train_panel import TrainPanel
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.training import forecasting
from unet_studio.workspace.training.forecasting import shown_forecast
from unet_studio.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.domain.message import Message
    from unet_studio.learning.trials.forecast import Forecast
    from unet_studio.workspace.notices import Notice


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(SettingsKeeper(tmp_path / "settings.toml"))
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot) -> TrainPanel:
    from PySide6.QtGui import QIcon

    made = TrainPanel(lambda _name: QIcon())
    qtbot.addWidget(made)
    return made


def opened(workspace: Workspace, qtbot: QtBot, root: Path, labelled: int) -> None:
    project = small_project(root, labelled, labelled=labelled, held_out=["0.png"])
    with qtbot.waitSignal(workspace.states.completed):
        assert workspace.opening.open_project(project.root)


@pytest.mark.parametrize(
    ("labelled", "folds", "can_validate", "can_forecast"),
    [(2, 2, False, False), (3, 3, True, False), (4, 4, True, False), (9, 5, True, True)],
)
def test_offers_what_the_images_allow(
    workspace: Workspace,
    panel: TrainPanel,
    qtbot: QtBot,
    tmp_path: Path,
    labelled: int,
    folds: int,
    can_validate: bool,
    can_forecast: bool,
) -> None:
    options = ScoringOptions(panel, workspace)
    assert not options.cross_validation.isEnabled()
    opened(workspace, qtbot, tmp_path / "p", labelled)
    assert options.cross_validation.isEnabled() == can_validate
    assert options.forecast.isEnabled() == can_forecast
    assert str(folds) in options.cross_validation.text()
    options.cross_validation.setChecked(True)
    assert panel.wish().folds == (folds if can_validate else 0)
    options.cross_validation.setChecked(False)
    assert panel.wish().folds == 0


def test_a_press_of_the_button_tells_a_forecast(
    workspace: Workspace,
    panel: TrainPanel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def short(*_arguments: object) -> Generator[ProgressReport, None, Forecast]:
        yield ProgressReport(1, 2, say("forecast", "Looking at the labelled images")())
        return drawn_further([Point(n, 0.9 - 0.4 / n) for n in (1, 2, 4)], 4)

    monkeypatch.setattr(forecasting, "_forecast", short)
    told: list[Notice] = []
    workspace.noticed.connect(told.append)
    options = ScoringOptions(panel, workspace)
    opened(workspace, qtbot, tmp_path / "p", 5)
    qtbot.mouseClick(options.forecast, Qt.MouseButton.LeftButton)
    assert workspace.task.is_running
    assert not options.forecast.isEnabled()
    qtbot.waitUntil(lambda: not workspace.task.is_running)
    assert [str(notice.message) for notice in told] == [str(short_verdict())]
    assert told[0].details.splitlines()[0] == "1: Dice 0.500"
    assert options.forecast.isEnabled()

    # It is drawn as well, in a tab that goes with the project.
    assert panel.tabs.tabText(panel.tabs.currentIndex()) == "Forecast"
    view = panel.tabs.currentWidget()
    assert isinstance(view, ForecastView)
    assert str(short_verdict()) in [label.text() for label in view.findChildren(QLabel)]
    dots = view.findChild(ForecastPlot)._plot.items  # type: ignore[union-attr]
    (trainings,) = [d for d in dots if isinstance(d, pg.ScatterPlotItem)]
    assert trainings.getData()[0].tolist() == [1, 2, 4]
    (bars,) = [d for d in dots if isinstance(d, pg.ErrorBarItem)]
    assert bars.opts["x"].tolist() == [4, 6, 8]
    assert (bars.opts["top"] > 0).all()
    opened(workspace, qtbot, tmp_path / "q", 5)
    assert "Forecast" not in [panel.tabs.tabText(n) for n in range(panel.tabs.count())]


def test_a_forecast_that_tells_nothing_shows_the_trainings(qtbot: QtBot) -> None:
    view = ForecastView()
    qtbot.addWidget(view)
    view.show_forecast(shown_forecast(drawn_further([Point(1, 0.1), Point(2, 0.1)], 4)))
    plot = view.findChild(ForecastPlot)
    assert plot is not None
    assert len(plot._plot.items) == 1


def short_verdict() -> Message:
    return drawn_further([Point(n, 0.9 - 0.4 / n) for n in (1, 2, 4)], 4).verdict
