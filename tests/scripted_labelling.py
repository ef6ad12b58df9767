"""Labelling by script in processes that are killed: what they said was done must be there again.

Run as a script it is the mother of such processes: it imports everything once and forks one child
for each line it reads. Imported it offers `KillBench`, which orders, kills and checks them.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from labelme_process import LabelmeProcess

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.notices import Notice

LONGEST_S = 0.1
"""A child is killed at a random moment of so many seconds, which opening also takes."""

SHARE_KILLED_EDITING = 0.7
"""For so many of the children that time begins when they have opened the project."""

PATIENCE_S = 60.0


# ---- the side that kills ----


@dataclass
class KillBench:
    """Kills children that label a project, and checks after each what the next one finds.

    Attributes
    ----------
    project
        Its folder.
    home
        Where the children keep settings and data of their own.
    mode
        ``normal``; ``read_only``: nothing can be written below the project after it was opened;
        ``always_read_only``: neither before; ``full``: only so many bytes more can be written
        there; ``no_room``: the disk that the project lies on is full indeed.
    seed
        Of all that is random.
    counts
        What was seen: rounds, edits reported, children killed while opening, edits brought back
        from the journal, strokes in progress that survived or were lost.
    """

    project: Path
    home: Path
    mode: str = "normal"
    seed: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._acceptable: dict[str, list[str]] = {}  # image -> what it may be: as reported, or next
        self._child: int | None = None
        self._waiting: deque[str] = deque()
        self._rest = ""
        self._mother = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "XDG_DATA_HOME": str(self.home / "data"),
                "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parents[1])]),
            },
        )

    def close(self) -> None:
        """Let the mother go, and the child of a round that failed."""
        if self._child is not None:
            os.kill(self._child, signal.SIGKILL)
        assert self._mother.stdin is not None
        self._mother.stdin.close()
        assert self._mother.stdout is not None
        self._mother.stdout.close()
        self._mother.wait(PATIENCE_S)

    def round(self, *, longest_s: float = LONGEST_S, in_peace: bool = False) -> None:
        """Start a child, kill it at a random moment, and check what it reported until then.

        Parameters
        ----------
        longest_s
            It is killed at a random moment of so many seconds.
        in_peace
            Let it open the project first.
        """
        assert self._mother.stdin is not None
        order = {
            "root": str(self.project),
            "home": str(self.home),
            "mode": self.mode,
            "seed": self._random.random(),
        }
        self._mother.stdin.write(json.dumps(order).encode() + b"\n")
        self._mother.stdin.flush()
        lines = self._lines()
        pid = self._child = int(next(lines)[1])
        seen = Counter[str]()
        if in_peace or self._random.random() < SHARE_KILLED_EDITING:
            for line in lines:
                seen[line[0]] += 1
                self._check(line)
                if line[0] == "ready":
                    break
        killing = time.monotonic() + self._random.uniform(0, longest_s)
        for line in self._lines_until(killing):
            seen[line[0]] += 1
            self._check(line)
        os.kill(pid, signal.SIGKILL)
        for line in lines:
            if line[0] == "gone":
                self._child = None
                assert int(line[1]) == signal.SIGKILL, "the child ended by itself"
                break
            seen[line[0]] += 1
            self._check(line)
        self._count(seen)

    def settle(self) -> None:
        """Let a child open everything in peace, and check what it finds."""
        self.round(longest_s=0.0, in_peace=True)

    def _count(self, seen: Counter[str]) -> None:
        self.counts["rounds"] += 1
        self.counts["edits"] += seen["done"]
        self.counts["opened"] += seen["ready"]
        self.counts["killed while opening"] += not seen["ready"]
        self.counts["killed in an edit"] += seen["plan"] > seen["done"]

    def _check(self, line: list[str]) -> None:
        kind, *rest = line
        if kind == "recovered":
            self.counts["edits brought back"] += int(rest[0])
            assert rest[1:] == [] or self.mode != "normal", f"told: {rest[1:]}"
        elif kind in ("found", "plan", "done"):
            image, state = rest
            may_be = self._acceptable.setdefault(image, [state])
            if kind == "plan":
                may_be.append(state)
                return
            assert state in may_be, f"{image} is {state} after {may_be}, {kind}"
            if kind == "found" and len(may_be) > 1:
                self.counts["stroke survived" if state == may_be[-1] else "stroke lost"] += 1
            self._acceptable[image] = [state]
        elif kind not in ("ready",):
            raise AssertionError(line)

    def _lines_until(self, moment: float) -> Iterator[list[str]]:
        while (left := moment - time.monotonic()) > 0:
            if self._waiting or self._hears_something(left):
                yield next(self._lines())

    def _lines(self) -> Iterator[list[str]]:
        while True:
            if not self._waiting:
                assert self._hears_something(PATIENCE_S), "nothing is heard of the child"
            else:
                yield self._waiting.popleft().split("\t")

    def _hears_something(self, timeout_s: float) -> bool:
        """Wait for lines at most so long; whether anything came."""
        assert self._mother.stdout is not None
        descriptor = self._mother.stdout.fileno()
        if not select.select([descriptor], [], [], timeout_s)[0]:
            return False
        heard = os.read(descriptor, 65536)
        assert heard, "the mother is gone"
        *whole, self._rest = (self._rest + heard.decode()).split("\n")
        self._waiting += whole
        return True


def check_label_files(
    project: Path, labelme: LabelmeProcess, known: dict[Path, int] | None = None
) -> int:
    """Have labelme open every label file of a project; returns how many there are.

    Parameters
    ----------
    project, labelme
        The folder, and who opens its files.
    known
        When the files looked at before were written; those are left out, and others are added.
    """
    known = {} if known is None else known
    files = [path for path in project.glob("*.json") if not path.name.startswith(".")]
    for path in files:
        written = path.stat().st_mtime_ns
        if known.get(path) == written:
            continue
        known[path] = written
        content = json.loads(path.read_text(encoding="utf-8"))
        seen = labelme.open(path)
        assert seen["labels"] == [shape["label"] for shape in content["shapes"]]
        assert seen["points"] == [shape["points"] for shape in content["shapes"]]
    return len(files)


# ---- the side that is killed ----


def _serve() -> None:
    # children have at once what takes long to import
    import safetensors  # noqa: F401

    import unet_studio.storage.project.project_entries
    import unet_studio.workspace.workspace  # noqa: F401

    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _Child(order).run()
        _say("pid", pid)
        _, status = os.waitpid(pid, 0)
        _say("gone", os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


def _say(*words: object) -> None:
    os.write(1, ("\t".join(map(str, words)) + "\n").encode())


class _Child:
    """Opens the project as the program does, says what it finds, and edits until it is killed."""

    def __init__(self, order: dict[str, Any]) -> None:
        from PySide6.QtCore import QCoreApplication, QTimer

        from unet_studio.workspace.labels import label_saving
        from unet_studio.workspace.settings import SettingsKeeper
        from unet_studio.workspace.workspace import Workspace

        label_saving.SAVE_DELAY_MS = 5  # so that many are killed while saving
        self._order = order
        self._random = random.Random(order["seed"])
        self._app = QCoreApplication([])
        self._timer = QTimer(singleShot=True)
        home = Path(order["home"])
        self._workspace = Workspace(SettingsKeeper(home / "settings.toml"))
        self._documents: dict[str, AnnotationDocument] = {}
        self._trails: dict[str, list[str]] = {}  # image -> states that undo leads back through

    def run(self) -> None:
        workspace = self._workspace
        if self._order["mode"] == "always_read_only":
            forbid_writing_below(Path(self._order["root"]))
        workspace.noticed.connect(self._on_noticed)
        workspace.project_opened.connect(self._on_project_opened)
        workspace.labels.opened.connect(self._on_opened)
        workspace.opening.open_project(Path(self._order["root"]))
        self._app.exec()
        os._exit(1)

    def _on_noticed(self, notice: Notice) -> None:
        if "edits" in notice.message.values:
            problems = notice.details.split("\n")[int(str(notice.message.values["images"])) :]
            _say("recovered", notice.message.values["edits"], *problems)
        elif self._order["mode"] == "normal":
            _say("noticed", notice.message)

    def _on_project_opened(self) -> None:
        from PySide6.QtCore import QTimer

        if self._order["mode"] == "read_only":
            forbid_writing_below(Path(self._order["root"]))
        elif self._order["mode"] == "full":
            fill_disk_below(Path(self._order["root"]), room=self._random.randrange(6000))
        self._missing = list(self._workspace.images)
        QTimer.singleShot(0, self._next)  # the workspace brings its own choice into view first

    def _next(self) -> None:
        self._workspace.show_image(self._missing[-1])

    def _on_opened(self, image: ImageRef, document: AnnotationDocument) -> None:
        if image.name in self._documents or not self._missing or image != self._missing[-1]:
            return
        self._documents[image.name] = document
        state = state_of(document.annotation)
        self._trails[image.name] = [state]
        _say("found", image.name, state)
        self._missing.pop()
        if self._missing:
            self._next()
        else:
            _say("ready")
            self._timer.timeout.connect(self._edit)
            self._timer.start(0)

    def _edit(self) -> None:
        name = self._random.choice(sorted(self._documents))
        document, trail = self._documents[name], self._trails[name]
        if len(trail) > 1 and self._random.random() < 0.15:
            trail.pop()
            self._do(name, trail[-1], document.undo_stack.undo)
        else:
            planned, do = _random_edit(document, self._random)
            trail.append(state_of(planned))
            self._do(name, trail[-1], do)
        self._timer.start(self._random.choice([0, 0, 1, 3, 12]))

    def _do(self, name: str, planned: str, do: Callable[[], object]) -> None:
        _say("plan", name, planned)
        do()
        _say("done", name, state_of(self._documents[name].annotation))


def _random_edit(
    document: AnnotationDocument, chance: random.Random
) -> tuple[Annotation, Callable[[], object]]:
    """What the labels will be, and what makes them so."""
    from dataclasses import replace

    from unet_studio.domain.annotation import LabelExtent, Shape, ShapeType
    from unet_studio.domain.message import say

    before = document.annotation
    kind = chance.choice(["polygon", "mask", "move", "delete", "extent", "several"])
    if kind == "extent":
        extent = LabelExtent.PARTLY
        if before.stated_extent is LabelExtent.PARTLY:
            extent = LabelExtent.FULLY
        return replace(before, stated_extent=extent), lambda: document.state_extent(extent)
    if kind == "mask" or (kind != "polygon" and not before.shapes):
        mask = np.random.default_rng(chance.randrange(1 << 30)).random((9, 13)) < 0.5
        shape = Shape("cell", np.array([[3.0, 4.0], [15.0, 12.0]]), ShapeType.MASK, mask=mask)
        return before.inserted(len(before.shapes), shape), lambda: document.insert_shape(shape)
    if kind == "polygon":
        corners = [[chance.uniform(0, 60), chance.uniform(0, 44)] for _ in range(5)]
        shape = Shape("cell", np.array(corners), description=f"{chance.random()}")
        return before.inserted(len(before.shapes), shape), lambda: document.insert_shape(shape)
    chosen = chance.choice(before.shapes)
    if kind == "delete" or len(before.shapes) > 12:
        return before.removed(chosen.shape_id), lambda: document.remove_shapes([chosen.shape_id])
    moved = chosen.moved(chance.choice([-2, 1.5, 3]), 2.25)
    if kind == "move":
        return before.replaced(moved), lambda: document.replace_shapes([moved], say("undo", "Move"))
    extra = Shape("cell", np.array([[1.0, 1.0], [9.0, 2.0], [4.0, chance.uniform(5, 9)]]))
    return (
        before.replaced(moved).inserted(0, extra),
        lambda: document.change_shapes(
            say("undo", "Change")(), replaced=[moved], inserted=[(0, extra)]
        ),
    )


def state_of(annotation: Annotation) -> str:
    """Says whether two annotations say the same, whatever the ids of their shapes."""
    from unet_studio.domain.annotation import Annotation
    from unet_studio.storage.labels.journal_record import difference

    said = {
        "extent": str(annotation.stated_extent),
        "shapes": difference(Annotation(), annotation)["shapes"],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def forbid_writing_below(root: Path) -> None:
    """From now on, this process cannot open, make, rename or remove anything below a folder."""
    inside = str(root)
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        changes = event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate")
        if event == "open" and isinstance(arguments[2], int):
            changes = bool(arguments[2] & writing)
        if changes and any(
            str(a).startswith(inside) for a in arguments if isinstance(a, str | os.PathLike)
        ):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), inside)

    sys.addaudithook(hook)


def fill_disk_below(root: Path, room: int) -> None:
    """From now on, this process can write only so many bytes more below a folder."""
    inside, left = str(root), [room]
    write, write_bytes = os.write, Path.write_bytes

    def take(size: int) -> int:
        granted = min(size, left[0])
        left[0] -= granted
        return granted

    def limited_write(descriptor: int, content: Any) -> int:
        if not str(Path(f"/proc/self/fd/{descriptor}").readlink()).startswith(inside):
            return write(descriptor, content)
        granted = take(len(content))
        if not granted:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, bytes(content[:granted]))

    def limited_write_bytes(path: Path, content: Any) -> int:
        granted = take(len(content)) if str(path).startswith(inside) else len(content)
        written = write_bytes(path, content[:granted])
        if granted < len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written

    os.write = limited_write
    Path.write_bytes = limited_write_bytes  # type: ignore[method-assign]


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve()
