"""Checks of this machine: what there is to compute with, and whether the window can open."""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.message import say
from unet_studio.storage.runs.memory_file import memory_file, remembered_needs

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_MEMORY_GIB = 4
PATIENCE_S = 60

QT_PACKAGES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
)
"""What a bare Debian lacks for Qt's windows."""

# Qt ends the whole process if it finds no platform plugin, so it is tried in a process of its own
_TRY_QT = """
import json
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtCore import qVersion
import PySide6.QtWidgets
app = QGuiApplication([])
chinese = QFontDatabase.WritingSystem.SimplifiedChinese
print(json.dumps({
    "version": qVersion(),
    "platform": app.platformName(),
    "chinese": bool(QFontDatabase.families(chinese)),
}))
"""

# labelme brings another Qt and another licence: never in our process
_TRY_LABELME = "import importlib.metadata, labelme; print(importlib.metadata.version('labelme'))"


def check_machine() -> Iterator[Finding]:
    """Look at everything, quickest first."""
    yield _python()
    yield _system()
    yield _memory()
    yield from _computing()
    yield from _remembered()
    yield from _qt()
    yield _labelme()


def _python() -> Finding:
    return Finding(
        Level.OK,
        say("doctor", "Python {version} at {path}")(
            version=platform.python_version(), path=sys.executable
        ),
    )


def _system() -> Finding:
    return Finding(
        Level.OK,
        say("doctor", "{system} on {machine}, {cores} {cores:core|cores}")(
            system=f"{platform.system()} {platform.release()}",
            machine=platform.machine(),
            cores=os.cpu_count() or 1,
        ),
    )


def _memory() -> Finding:
    gib = _memory_gib()
    if gib is None:
        return Finding(Level.OK, say("doctor", "Memory: this system does not say how much")())
    message = say("doctor", "Memory: {gib:.1f} GiB")(gib=gib)
    if gib >= LEAST_MEMORY_GIB:
        return Finding(Level.OK, message)
    return Finding(
        Level.WARNING,
        message,
        say("doctor", "Large images may not fit; close other programs while training.")(),
    )


def _memory_gib() -> float | None:
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return None
    return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30)


def _computing() -> Iterator[Finding]:
    try:
        from unet_studio.learning.computing.device import (
            cuda_obstacle,
            cuda_remedy,
            describe_machine,
        )
    except (ImportError, OSError) as error:
        yield Finding(
            Level.PROBLEM,
            say("doctor", "torch cannot be loaded: {detail}")(detail=error),
            say("doctor", "Install it again: pip install --force-reinstall torch")(),
        )
        return
    for line in describe_machine():
        yield Finding(Level.OK, line)
    obstacle = cuda_obstacle()
    if obstacle is not None and _has_nvidia_driver():
        yield Finding(
            Level.WARNING,
            say("doctor", "There is an NVIDIA driver, but {reason}")(reason=obstacle),
            say("doctor", "To use the GPU, {fix}")(fix=cuda_remedy(obstacle)),
        )


def _remembered() -> Iterator[Finding]:
    for key, need in remembered_needs().items():
        yield Finding(
            Level.OK,
            say(
                "doctor",
                "Memory once ran out with {key}; since then: {parts} {parts:part|parts} a batch, "
                "patches of {patch} pixels, {precision}. To forget it, delete {path}.",
            )(
                key=key,
                parts=need.parts,
                patch=need.patch_px,
                precision=need.precision,
                path=memory_file(),
            ),
        )


def _has_nvidia_driver() -> bool:
    return shutil.which("nvidia-smi") is not None or Path("/proc/driver/nvidia/version").exists()


def _qt() -> Iterator[Finding]:
    environment = dict(os.environ)
    without_screen = has_no_screen()
    if without_screen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    tried = _python_says(_TRY_QT, environment)
    if tried.returncode != 0:
        yield Finding(
            Level.PROBLEM,
            say("doctor", "Qt cannot start: {detail}")(detail=_last_line(tried)),
            say("doctor", "On Debian or Ubuntu: sudo apt-get install {packages}")(
                packages=QT_PACKAGES
            ),
        )
        return
    found = json.loads(tried.stdout)
    yield Finding(
        Level.OK,
        say("doctor", "Qt {version}, platform {platform}")(
            version=found["version"], platform=found["platform"]
        ),
    )
    if without_screen:
        yield Finding(
            Level.WARNING,
            say("doctor", "There is no screen here, so the window cannot open")(),
            say("doctor", "Work without it: unet-studio demo, unet-studio --help")(),
        )
    yield _chinese(has_font=found["chinese"])


def _chinese(*, has_font: bool) -> Finding:
    if has_font:
        return Finding(Level.OK, say("doctor", "There is a font for Chinese")())
    return Finding(
        Level.WARNING,
        say("doctor", "There is no font for Chinese, so the Chinese window shows boxes")(),
        say("doctor", "On Debian or Ubuntu: sudo apt-get install fonts-noto-cjk")(),
    )


def _labelme() -> Finding:
    tried = _python_says(_TRY_LABELME, {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if tried.returncode == 0:
        return Finding(Level.OK, say("doctor", "labelme {version}")(version=tried.stdout.strip()))
    return Finding(
        Level.WARNING,
        say("doctor", "labelme cannot be used: {detail}")(detail=_last_line(tried)),
        say("doctor", 'It is needed only to open images in labelme: pip install "labelme<7"')(),
    )


def missing_screen_library() -> str | None:
    """What Qt lacks to open a window on X11; None if it lacks nothing, or another screen is used.

    Qt itself would end the whole program without a word that leads on.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    on_x11 = chosen.startswith("xcb") or not (chosen or os.environ.get("WAYLAND_DISPLAY"))
    qt = importlib.util.find_spec("PySide6")
    if sys.platform != "linux" or not on_x11 or qt is None or qt.origin is None:
        return None
    plugin = Path(qt.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return str(error).partition(":")[0]
    return None


def has_no_screen() -> bool:
    """Whether this is a Linux without X or Wayland, and nobody named a platform."""
    return sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def _python_says(source: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", source]
    try:
        return subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"no answer in {PATIENCE_S} seconds")


def _last_line(process: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in process.stderr.splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"exit code {process.returncode}"
