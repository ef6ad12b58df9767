from __future__ import annotations

import os
import pickle
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from tests.learning.reference_networks import CHANNELS, NETWORKS, with_statistics
from unet_studio.domain.message import StudioError
from unet_studio.learning.network.foreign_weights import IMPORTABLE, import_weights
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.prediction.predictor import Predictor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

State = dict[str, torch.Tensor]


@pytest.fixture(scope="module")
def references() -> dict[str, torch.nn.Module]:
    torch.manual_seed(0)
    return {name: with_statistics(NETWORKS[name]()) for name in IMPORTABLE}


@pytest.fixture(scope="module")
def small(references: dict[str, torch.nn.Module]) -> State:
    return references["loss-comparison"].state_dict()


@pytest.mark.parametrize("recipe", IMPORTABLE)
def test_imported_weights_say_the_same(
    tmp_path: Path, recipe: str, references: dict[str, torch.nn.Module]
) -> None:
    torch.save(references[recipe].state_dict(), tmp_path / "best_model.pth")
    import_weights(tmp_path / "best_model.pth", recipe, tmp_path / "m.safetensors")
    card, network = load_network(tmp_path / "m.safetensors")
    x = torch.randn(1, CHANNELS[recipe][0], 48, 48)
    with torch.inference_mode():
        assert (network(x) - references[recipe](x)).abs().max() < 1e-5
    assert card.recipe == recipe
    assert not card.scores
    assert not card.held_out
    assert len(card.classes) == max(1, CHANNELS[recipe][1] - 1)


def test_an_imported_model_predicts_at_the_pictures_own_size(tmp_path: Path, small: State) -> None:
    torch.save(small, tmp_path / "w.pth")
    out = tmp_path / "m.safetensors"
    card = import_weights(tmp_path / "w.pth", "loss-comparison", out, ["part"])
    assert (card.fit, card.normalisation, card.classes[0].name) == ("stretch", "unit", "part")
    picture = np.random.default_rng(0).integers(0, 255, (70, 41, 3), np.uint8)
    assert Predictor(out, "cpu").mask(picture).shape == (70, 41)


def legacy(state: State, path: Path) -> None:
    torch.save(state, path, _use_new_zipfile_serialization=False)


def wrapped(state: State, path: Path) -> None:
    torch.save({"epoch": 3, "model_state_dict": OrderedDict(state), "optimizer": {}}, path)


def parallel(state: State, path: Path) -> None:
    torch.save({"state_dict": {f"module.{name}": value for name, value in state.items()}}, path)


@pytest.mark.parametrize("save", [legacy, wrapped, parallel])
def test_weights_are_found_however_they_were_saved(
    tmp_path: Path, small: State, save: Callable[[State, Path], None]
) -> None:
    save(small, tmp_path / "w.pth")
    import_weights(tmp_path / "w.pth", "loss-comparison", tmp_path / "m.safetensors")
    _, network = load_network(tmp_path / "m.safetensors")
    assert torch.equal(network.get_submodule("outc.conv").weight, small["conv10.weight"])  # type: ignore[arg-type]


def test_safetensors_are_read_too(tmp_path: Path, small: State) -> None:
    save_file(small, tmp_path / "w.safetensors")
    import_weights(tmp_path / "w.safetensors", "loss-comparison", tmp_path / "m.safetensors")
    load_network(tmp_path / "m.safetensors")


class Hostile:
    """Unpickling it would make a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("is_torch", [True, False])
def test_nothing_in_a_hostile_file_is_run(tmp_path: Path, small: State, is_torch: bool) -> None:
    file, trap = tmp_path / "w.pth", tmp_path / "trap"
    content = {"state_dict": small, "extra": Hostile(trap)}
    if is_torch:
        torch.save(content, file)
    else:
        file.write_bytes(pickle.dumps(Hostile(trap)))
    with pytest.raises(StudioError, match=r"mkdir.*not run|damaged"):
        import_weights(file, "loss-comparison", tmp_path / "m.safetensors")
    assert not trap.exists()
    assert not (tmp_path / "m.safetensors").exists()


def less(state: State) -> State:
    return {name: value for name, value in state.items() if name != "up7.weight"}


def other_shape(state: State) -> State:
    return {**state, "conv3.conv.0.weight": torch.zeros(64, 64, 3, 3)}


def more(state: State) -> State:
    return {**state, "attention.weight": torch.zeros(1)}


def nameless(state: State) -> State:
    return {f"layer{n}": value for n, value in enumerate(state.values())}


@pytest.mark.parametrize(
    ("change", "recipe", "reason"),
    [
        (less, "loss-comparison", r"not there: up2\.up\.weight"),
        (other_shape, "loss-comparison", r"down2.*has the shape 64 x 64 x 3 x 3, .* 128 x 64"),
        (more, "loss-comparison", r"has not: attention\.weight"),
        (nameless, "loss-comparison", "no network known here"),
        (dict, "isbi-binary", "weights of loss-comparison, not of isbi-binary"),
        (dict, "unet-2015", "no published weights of unet-2015"),
        (lambda _: {}, "loss-comparison", "no weights by name"),
    ],
)
def test_says_what_does_not_fit(
    tmp_path: Path, small: State, change: Callable[[State], State], recipe: str, reason: str
) -> None:
    torch.save(change(small), tmp_path / "w.pth")
    with pytest.raises(StudioError, match=reason):
        import_weights(tmp_path / "w.pth", recipe, tmp_path / "m.safetensors")


def test_classes_must_be_as_many_as_the_outputs(tmp_path: Path, small: State) -> None:
    torch.save(small, tmp_path / "w.pth")
    with pytest.raises(StudioError, match="1 class apart, and 2 names were given"):
        import_weights(tmp_path / "w.pth", "loss-comparison", tmp_path / "m.safetensors", "ab")


@pytest.mark.parametrize("name", ["w.pth", "w.safetensors"])
@pytest.mark.parametrize("content", [b"", b"not weights", b"PK\x03\x04 cut off", b"\x80\x02cos\n"])
def test_broken_files_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StudioError, match="Cannot import"):
        import_weights(tmp_path / name, "isbi-binary", tmp_path / "m.safetensors")


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="cannot be read"):
        import_weights(tmp_path / "no.pth", "isbi-binary", tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value * float("nan"),
        lambda value: value.to(torch.complex64),
        lambda value: value.to(torch.int32),
        lambda value: value.to("meta"),
        lambda value: value.to_sparse(),
    ],
)
def test_weights_that_are_no_numbers_are_refused(
    tmp_path: Path, small: State, spoil: Callable[[torch.Tensor], torch.Tensor]
) -> None:
    name = "conv1.conv.0.weight"
    torch.save({**small, name: spoil(small[name])}, tmp_path / "w.pth")
    with pytest.raises(StudioError, match="no finite numbers: inc"):
        import_weights(tmp_path / "w.pth", "loss-comparison", tmp_path / "m.safetensors")
    assert not (tmp_path / "m.safetensors").exists()


def test_nobody_is_advised_to_trust_a_pickle(tmp_path: Path) -> None:
    (tmp_path / "w.pth").write_bytes(pickle.dumps({"x": StudioError}, protocol=4))
    with pytest.raises(StudioError) as refused:
        import_weights(tmp_path / "w.pth", "isbi-binary", tmp_path / "m.safetensors")
    assert "weights_only" not in str(refused.value)
