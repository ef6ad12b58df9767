"""What the journal costs the GUI thread: journal_cost.py

Prints milliseconds of `EditJournal.note_edit`, from its call until the edit is in the file, and of
the saving that follows on another thread.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from PySide6.QtCore import QCoreApplication  # noqa: E402
from small_project import small_project  # noqa: E402

from unet_studio.domain.annotation import Annotation, Shape, ShapeType  # noqa: E402
from unet_studio.domain.message import say  # noqa: E402
from unet_studio.workspace.background import Background  # noqa: E402
from unet_studio.workspace.labels.edit_journal import EditJournal  # noqa: E402

SHAPES = 10_000
MASK_EDGE_PX = 4096
TIMES = 30


def polygons() -> Annotation:
    angles = np.linspace(0, 6.28, 20)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1) * 15
    at = np.random.default_rng(0).uniform(0, MASK_EDGE_PX, (SHAPES, 1, 2))
    return Annotation(tuple(Shape("cell", ring + place) for place in at))


def blobs() -> Shape:
    y, x = np.ogrid[:MASK_EDGE_PX, :MASK_EDGE_PX]
    mask = ((x // 37 + y // 41) % 3 == 0) | ((x - 2000) ** 2 + (y - 2000) ** 2 < 1200**2)
    corners = np.array([[0, 0], [MASK_EDGE_PX - 1, MASK_EDGE_PX - 1]], float)
    return Shape("cell", corners, ShapeType.MASK, mask)


def main(folder: Path) -> None:
    app = QCoreApplication([])
    background = Background(1, "journal", app)
    journal = EditJournal(background, app)
    journal.begin(small_project(folder / "project", 1))
    journal.note_start("0.png", (48, 64), None)
    before = polygons()
    middle = before.shapes[SHAPES // 2]
    brushed = blobs()
    edits = {
        "one more polygon": before.inserted(SHAPES, middle.moved(1, 1)),
        "one of them moved": before.replaced(middle.moved(1, 1)),
        "every tenth deleted": Annotation(
            tuple(shape for k, shape in enumerate(before.shapes) if k % 10)
        ),
        "all moved": Annotation(tuple(shape.moved(1, 1) for shape in before.shapes)),
        f"a mask of {MASK_EDGE_PX} x {MASK_EDGE_PX}": before.inserted(SHAPES, brushed),
    }
    for name, after in edits.items():
        took = []
        for _ in range(TIMES):
            start = time.perf_counter()
            journal.note_edit("0.png", before, after, say("undo", "Draw shape")())
            took.append((time.perf_counter() - start) * 1000)
            time.sleep(0.02)
        worst, median = max(took), float(np.median(took))
        print(f"{SHAPES} polygons, {name}: median {median:.2f} ms, worst {worst:.2f} ms")
    journal.settle()
    journal.end()
    background.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
