"""labelme in a process of its own: the reference for masks and label files.

Run as a script it answers requests, one JSON object per line; imported it offers the fixture that
asks them. labelme is never imported into the tests' own process.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray


class LabelmeProcess:
    """Asks labelme, which runs elsewhere."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "ignore"},
        )

    def mask(
        self, shapes: list[dict[str, Any]], size: tuple[int, int], values: Mapping[str, int]
    ) -> NDArray[np.int32]:
        """What `labelme.utils.shapes_to_label` draws; a mask shape's "mask" is a nested list."""
        answer = self._ask({"do": "mask", "shapes": shapes, "size": size, "values": values})
        return np.frombuffer(base64.b64decode(answer["mask"]), np.int32).reshape(size)

    def open(self, path: Path) -> dict[str, Any]:
        """What `labelme.LabelFile` reads; raises ValueError with its complaint if it refuses."""
        return self._ask({"do": "open", "path": str(path)})

    def draw_file(self, path: Path, values: Mapping[str, int]) -> NDArray[np.int32]:
        """The mask of a label file, read and drawn by labelme."""
        answer = self._ask({"do": "draw_file", "path": str(path), "values": values})
        return np.frombuffer(base64.b64decode(answer["mask"]), np.int32).reshape(answer["size"])

    def close(self) -> None:
        self._process.communicate()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "refused" in answer:
            raise ValueError(answer["refused"])
        return answer


@pytest.fixture(scope="session")
def labelme() -> Iterator[LabelmeProcess]:
    process = LabelmeProcess()
    yield process
    process.close()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    import labelme
    from labelme.utils import shapes_to_label

    if request["do"] == "mask":
        shapes = [
            {**s, "mask": np.array(s["mask"], bool)} if s.get("mask") else s
            for s in request["shapes"]
        ]
        mask, _ = shapes_to_label(tuple(request["size"]), shapes, request["values"])
        return {"mask": base64.b64encode(mask.tobytes()).decode()}
    file = labelme.LabelFile(request["path"])
    if request["do"] == "open":
        return {
            "labels": [shape["label"] for shape in file.shapes],
            "points": [shape["points"] for shape in file.shapes],
            "image_path": file.image_path,
            "flags": file.flags,
            "other": sorted(file.other_data),
        }
    content = json.loads(Path(request["path"]).read_text(encoding="utf-8"))
    size = content["imageHeight"], content["imageWidth"]
    mask, _ = shapes_to_label(size, file.shapes, request["values"])
    return {"mask": base64.b64encode(mask.tobytes()).decode(), "size": size}


def _serve() -> None:
    for line in sys.stdin:
        try:
            answer = _answer(json.loads(line))
        except Exception as error:  # noqa: BLE001 - whatever labelme raises is its answer
            answer = {"refused": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
