"""A folder of 50,000 images, opened by us and by labelme in turn: big_folder.py [ROUNDS] [IMAGES]

Prints the median seconds from the start of the process until rows are drawn and the list answers to
a key, and until the first picture is there too: labelme (both at once), ours with a plain folder,
ours with a project opened the first time, ours with a project opened before. Then how long all
rows and all states take, and the memory above that of the idle window. One image in three has a
label file.
labelme must be installed in the same environment.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

COMMON = """
import json, os, sys, time
START = float(os.environ["STARTED"])
told = {}
def tell(key, value=None):
    if key not in told:
        told[key] = time.time() - START if value is None else value
def finish():
    print("\\n" + json.dumps(told), flush=True)
    os._exit(0)
def memory_mib():
    pages = int(open("/proc/self/statm").read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
"""

LABELME = (
    COMMON
    + """
from PyQt5 import QtCore, QtWidgets
real = QtWidgets.QApplication.exec_
def exec_(*_args):
    (window,) = [w for w in QtWidgets.QApplication.topLevelWidgets() if hasattr(w, "_docks")]
    def look():
        tell("memory", memory_mib())
        window.grab()
        tell("usable")
        finish()
    def ready():
        rows = window._docks.file_list
        if rows.count() and window._canvas_widgets.canvas.pixmap is not None:
            window.repaint(); rows.viewport().repaint()
            tell("usable")
            tell("rows", rows.count())
            tell("memory", memory_mib())
            finish()
    timer = QtCore.QTimer(interval=5); timer.timeout.connect(ready); timer.start()
    exec_.timer = timer
    return real()
QtWidgets.QApplication.exec_ = exec_
sys.argv = ["labelme", *sys.argv[1:]]
from labelme.__main__ import main
main()
"""
)

OURS = (
    COMMON
    + """
from PySide6.QtCore import QEvent, QObject, QTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication
real = QApplication.exec
class Eye(QObject):
    '''Sees when rows are drawn, then presses a key, then waits for what follows.'''
    def __init__(self, window, view, wants_all):
        super().__init__()
        self.window, self.view, self.wants_all = window, view, wants_all
        self.drawn = False
        view.viewport().installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.view.model().rowCount() > 0:
            self.drawn = True
        return False
    def look(self):
        workspace = self.window.workspace
        if not self.drawn or not self.view.isVisible():
            return
        tell("drawn")
        if "key" not in told:
            before = self.view.currentIndex().row()
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.view, press)
            if self.view.currentIndex().row() == before:
                return
            tell("key")
        if workspace.picture is not None:
            tell("usable")
            if not self.wants_all:
                finish()
        if workspace.images:
            tell("first_images", len(workspace.images))
        if workspace.states.is_complete and len(workspace.states.states) == len(workspace.images):
            tell("rows", len(workspace.images))
            tell("states")
            if not hasattr(self, "rest"):
                self.rest = time.time()
            elif time.time() - self.rest > 1:
                tell("memory", memory_mib())
                finish()
        if len(workspace.images) >= int(os.environ["IMAGES"]):
            tell("all_rows")
def exec_(*_args):
    (window,) = [w for w in QApplication.topLevelWidgets() if hasattr(w, "workspace")]
    timer = QTimer(interval=3)
    if len(sys.argv) < 2:
        QTimer.singleShot(1000, lambda: (tell("memory", memory_mib()), finish()))
    else:
        eye = Eye(window, window.browser.findChild(QAbstractItemView), "ALL" in os.environ)
        timer.timeout.connect(eye.look)
        timer.start()
    return real()
QApplication.exec = exec_
sys.argv[0] = "unet-studio"
from unet_studio.cli import main
main()
"""
)


def measured(script: str, home: Path, *arguments: object, **variables: str) -> dict[str, float]:
    config = home / "labelme.yaml"
    config.write_text("{}\n")
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"):
        variables[variable] = str(home)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment |= variables | {"STARTED": repr(time.time())}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    try:
        return json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        sys.exit(f"no answer:\n{done.stdout}\n{done.stderr[-1500:]}")


def make_folder(folder: Path, images: int) -> None:
    from small_project import HEIGHT, WIDTH, square, write_image

    from unet_studio.domain.annotation import Annotation
    from unet_studio.storage.labels.labelme_file import write_labels

    first = write_image(folder / "img 0.png")
    label = folder / "img 0.json"
    write_labels(label, Annotation((square(),)), image=first, size=(HEIGHT, WIDTH))
    picture, labels = first.read_bytes(), label.read_text()
    for k in range(1, images):
        (folder / f"img {k}.png").write_bytes(picture)
        if k % 3 == 0:
            (folder / f"img {k}.json").write_text(labels.replace("img 0", f"img {k}"))


def forget_project(folder: Path) -> None:
    (folder / "unet-studio.toml").unlink(missing_ok=True)
    forget_cache(folder)


def forget_cache(folder: Path) -> None:
    shutil.rmtree(folder / ".unet-studio", ignore_errors=True)


def main(rounds: int, images: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name) / "home", Path(name) / "folder"
        home.mkdir()
        make_folder(folder, images)
        count = str(images)
        rows: dict[str, list[float]] = {"labelme": [], "plain": [], "project": [], "again": []}
        picture: dict[str, list[float]] = {key: [] for key in rows}

        def note(key: str, found: dict[str, float]) -> None:
            rows[key].append(found.get("key", found["usable"]))
            picture[key].append(found["usable"])

        for _ in range(rounds + 1):  # the first round warms the disk
            note("labelme", measured(LABELME, home, folder))
            forget_project(folder)
            note("plain", measured(OURS, home, folder, IMAGES=count))
            everything = measured(OURS, home, folder, IMAGES=count, ALL="1")
            forget_cache(folder)
            note("project", measured(OURS, home, folder, IMAGES=count))
            again = measured(OURS, home, folder, IMAGES=count, ALL="1")
            note("again", measured(OURS, home, folder, IMAGES=count))
        middle = {key: median(values[1:]) for key, values in rows.items()}
        shown = {key: median(values[1:]) for key, values in picture.items()}
        print(f"labelme {middle['labelme']:.2f} s")
        for key in ("plain", "project", "again"):
            ratio = middle["labelme"] / middle[key]
            print(
                f"ours, {key}: rows {middle[key]:.2f} s, {ratio:.1f} times sooner; "
                f"picture {shown[key]:.2f} s"
            )
        idle = measured(OURS, home)["memory"]
        for text, one in (("first time", everything), ("again", again)):
            print(
                f"{text}: all rows after {one['all_rows']:.2f} s, all states after "
                f"{one['states']:.2f} s, {one['memory'] - idle:.0f} MiB above the idle window"
            )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*numbers, *(3, 50_000)[len(numbers) :])
