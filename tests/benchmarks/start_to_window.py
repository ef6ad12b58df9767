"""Start to window, ours beside labelme's, alternating: start_to_window.py [ROUNDS]

Prints the median seconds of each and their ratio. Both are timed by their own process: from before
the first import of Qt until the window of 1600 x 1000 is shown and its events are handled.
labelme must be installed in the same environment; its figure is what bench/labelme_canvas.py of
the shared folder prints.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
YARDSTICK = ROOT.parent / "shared" / "bench" / "labelme_canvas.py"

# What `unet-studio` does.
OURS = """
import gc, sys, time
gc.disable()
start = time.perf_counter()
from PySide6.QtWidgets import QApplication
app = QApplication([])
from unet_studio.app import Studio
studio = Studio(app)
studio.window.resize(1600, 1000)
studio.window.show()
app.processEvents()
print(f"start to window {time.perf_counter() - start:.3f} s")
assert "torch" not in sys.modules
studio.close()
"""


def seconds(command: list[str], home: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home}
    environment |= {"XDG_CONFIG_HOME": home, "PYTHONPATH": str(ROOT)}
    # Compiled once, as an installed program is: labelme's own files are.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, cwd=home
    )
    return float(re.search(r"start to window ([\d.]+) s", done.stdout).group(1))


def main(rounds: int) -> None:
    if not YARDSTICK.is_file():
        sys.exit(f"the yardstick {YARDSTICK} is not there")
    ours, labelme = [], []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds + 1):
            ours.append(seconds([sys.executable, "-c", OURS], home))
            labelme.append(seconds([sys.executable, str(YARDSTICK)], home))
    mine, theirs = median(ours[1:]), median(labelme[1:])
    print(f"ours {mine:.2f} s, labelme {theirs:.2f} s: ratio {mine / theirs:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
