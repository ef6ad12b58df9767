"""The real program, driven as a person would."""

import importlib.util
from pathlib import Path

import pytest
from labelme_process import labelme
from PySide6.QtWidgets import QApplication

from unet_studio.app import Studio

__all__ = ["labelme"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def driver_class():
    spec = importlib.util.spec_from_file_location(
        "window_driver", ROOT / "scripts" / "window_driver.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.WindowDriver


@pytest.fixture
def driver(qapp: QApplication, driver_class):
    studio = Studio(qapp)
    studio.window.resize(1280, 800)
    studio.window.show()
    driver = driver_class(studio)
    driver.come_to_front()
    yield driver
    studio.close()
    studio.deleteLater()
