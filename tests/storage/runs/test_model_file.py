from __future__ import annotations

import io
import json
import pickle
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import save_file

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import CARD_VERSION, ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.storage.runs.model_file import (
    CARD_KEY,
    ModelFileError,
    read_card,
    read_model,
    write_model,
)

if TYPE_CHECKING:
    from pathlib import Path

CARD = ModelCard(
    name="细胞 model",
    recipe="auto",
    network=NetworkConfig(1, 1, (4, 8), (4,)),
    classes=(LabelClass(7, "膜", "#e69f00"),),
    normalisation="per-image",
    patch_px=64,
    pixel_size_um=0.004,
    scores={"膜": ClassScores(0.8, 0.7, None, 0.9)},
    held_out=("a.png",),
    trained_on=("b.png", "c.png"),
    data_fingerprint="00ff",
    licence="CC0-1.0",
    software="UNet Studio",
    created="2026-01-01T00:00:00+00:00",
)
WEIGHTS = {"w": np.arange(6, dtype=np.float32).reshape(2, 3), "n": np.array(3, np.int64)}


def test_reads_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    write_model(path, CARD, WEIGHTS)
    card, weights = read_model(path)
    assert card == CARD == read_card(path)
    assert weights.keys() == WEIGHTS.keys()
    assert all(np.array_equal(weights[k], WEIGHTS[k]) for k in WEIGHTS)
    assert list(tmp_path.iterdir()) == [path]


def test_truncation_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    write_model(path, CARD, WEIGHTS)
    content = path.read_bytes()
    for length in (0, 3, 8, 100, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        with pytest.raises(ModelFileError, match=r"m\.safetensors"):
            read_model(path)


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (__import__("os").mkdir, ("executed",))


def test_pickles_are_refused_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(Bomb()))
    for n, content in enumerate(
        [zipped.getvalue(), *(pickle.dumps(Bomb(), protocol) for protocol in (2, 3, 4, 5))]
    ):
        path = tmp_path / f"{n}.safetensors"
        path.write_bytes(content)
        with pytest.raises(ModelFileError, match="pickle"):
            read_model(path)
    assert not (tmp_path / "executed").exists()


def test_foreign_safetensors_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    save_file(WEIGHTS, path)
    with pytest.raises(ModelFileError, match="no card"):
        read_card(path)


def test_no_length_of_the_header_makes_it_a_pickle(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    seen = set()
    for length in range(0, 800, 8):
        write_model(path, replace(CARD, licence="x" * length), WEIGHTS)
        seen.add(path.read_bytes()[:2])
        assert len(read_card(path).licence) == length
    assert seen & {b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"}


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="nowhere"):
        read_card(tmp_path / "nowhere.safetensors")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"network": "large"}, "network"),
        ({"network": {"widths": [4, 8], "decoder_widths": []}}, "decoder_widths"),
        ({"patch_px": "wide"}, "patch_px"),
        ({"normalisation": "secret"}, "normalisation"),
        ({"classes": [{"id": "x"}]}, "classes"),
        ({"version": CARD_VERSION + 1}, "newer version"),
    ],
)
def test_invalid_cards_are_refused_with_the_place(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    path = tmp_path / "m.safetensors"
    write_model(path, CARD, WEIGHTS)
    from safetensors import safe_open

    card = json.loads(safe_open(path, "np").metadata()[CARD_KEY])
    save_file(WEIGHTS, path, metadata={CARD_KEY: json.dumps(card | change)})
    with pytest.raises(ModelFileError, match=reason):
        read_card(path)


def test_a_failed_write_leaves_the_old_model(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    write_model(path, CARD, WEIGHTS)
    with pytest.raises(Exception, match=r".*"):
        write_model(path, replace(CARD, name="new"), {"w": np.array(["no number"])})
    assert read_card(path) == CARD
