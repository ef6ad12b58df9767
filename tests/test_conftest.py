from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def run_tests(pytester, request):
    """Run test source under our conftest and say how it ended."""
    pytester.makeconftest((request.config.rootpath / "tests" / "conftest.py").read_text("utf-8"))

    def run(source: str, *options: str):
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess(*options)

    return run


def test_a_window_left_open_fails(run_tests):
    result = run_tests(
        """
        from PySide6.QtWidgets import QWidget
        def test_leaks(qapp):
            global kept
            kept = QWidget()
            kept.show()
        def test_cleans(qtbot):
            widget = QWidget()
            qtbot.addWidget(widget)
            widget.show()
        """
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*left open*QWidget*"])


def test_threads_left_running_fail(run_tests):
    result = run_tests(
        """
        import threading, time
        from PySide6.QtCore import QThread
        class Sleeper(QThread):
            def run(self):
                while not self.isInterruptionRequested():
                    time.sleep(0.01)
        def test_leaks_qt(qapp):
            global kept
            kept = Sleeper()
            kept.start()
        def test_leaks_python():
            threading.Thread(target=time.sleep, args=(6,), daemon=True).start()
        def test_cleans(qapp):
            kept.requestInterruption()
            assert kept.wait(2000)
            own = Sleeper()
            own.start()
            own.requestInterruption()
            assert own.wait(2000)
        """
    )
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["*left running*Sleeper*", "*left running*Thread*"])


def test_settings_are_private(settings_dir, qapp):
    from PySide6.QtCore import QSettings

    store = QSettings("unet-studio", "tests")
    store.setValue("answer", 42)
    store.sync()
    assert list(settings_dir.rglob("*"))
    assert str(settings_dir) in store.fileName()


def test_windows_are_invisible(qapp, request):
    if request.config.getoption("--headed"):
        pytest.skip("shown on purpose")
    assert qapp.platformName() == "offscreen"
