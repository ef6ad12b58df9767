"""Foreign weights: those that the scripts of published write-ups saved, made a model of ours.

Of a pickle, tensors alone are read; whatever else it names is refused, and nothing is executed.
"""

from __future__ import annotations

import pickle
import re
import warnings
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import torch
from torch import Tensor

from unet_studio import __version__
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.model_card import ModelCard
from unet_studio.learning.network.model_weights import weights_of
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.recipes import RECIPES
from unet_studio.storage.runs.model_file import write_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unet_studio.domain.recipe import Recipe

WRAPPERS = ("state_dict", "model_state_dict", "model")
"""Names under which checkpoints keep the weights beside other things."""

_BLOCK = "maxpool_conv.1.double_conv."
_PUBLISHED: dict[str, dict[str, str]] = {
    "isbi-binary": {name: name for name in ("inc.", "outc.")}
    | {f"{way}{n}.": f"{way}{n}." for way in ("down", "up") for n in range(1, 5)},
    "labelme-multiclass": {"c1.layer.": "inc.double_conv.", "out.": "outc.conv."}
    | {f"c{n + 1}.layer.": f"down{n}.{_BLOCK}" for n in range(1, 5)}
    | {f"d{n}.layer.": f"down{n}.maxpool_conv.0." for n in range(1, 5)}
    | {f"u{n}.up.": f"up{n}.up." for n in range(1, 5)}
    | {f"u{n}.layer.": f"up{n}.narrow." for n in range(1, 5)}
    | {f"c{n + 5}.layer.": f"up{n}.conv.double_conv." for n in range(1, 5)},
    "loss-comparison": {"conv1.conv.": "inc.double_conv.", "conv10.": "outc.conv."}
    | {f"conv{n + 1}.conv.": f"down{n}.{_BLOCK}" for n in range(1, 5)}
    | {f"up{n + 5}.": f"up{n}.up." for n in range(1, 5)}
    | {f"conv{n + 5}.conv.": f"up{n}.conv.double_conv." for n in range(1, 5)},
}
"""Recipe -> how names in its published weights begin -> how they begin here."""

IMPORTABLE = tuple(_PUBLISHED)
"""The recipes whose published weights can be imported."""

_NAMED = 4  # tensors that one sentence names
_DAMAGED = (  # what reading a broken file ends in
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    BadZipFile,
)


def import_weights(file: Path, recipe: str, out: Path, classes: Sequence[str] = ()) -> ModelCard:
    """Make a model file of weights that the script of a write-up saved.

    Parameters
    ----------
    file
        ``.pth`` as torch.save writes it, also the old form, or ``.safetensors``.
    recipe
        One of `IMPORTABLE`: whose script saved it.
    out
        The model file to write.
    classes
        Their names, in the order of the outputs, background left out; empty = ``class 1`` ...

    Returns
    -------
    The card: no scores and nothing held out, for nobody knows them.

    Raises
    ------
    StudioError
        If the file cannot be read, holds other weights, or there are other classes.
    """
    if recipe not in _PUBLISHED:
        raise StudioError(
            say("models", "There are no published weights of {recipe}, only of {known}.")(
                recipe=recipe, known=", ".join(IMPORTABLE)
            )
        )
    found = _with_our_names(_read(file), RECIPES[recipe], file)
    network = _network_for(found, RECIPES[recipe], file)
    card = _card(file, RECIPES[recipe], network, classes)
    write_model(out, card, weights_of(network))
    return card


def _read(file: Path) -> dict[str, Tensor]:
    """Name -> tensor, without what was wrapped around them."""
    content: Any = _content(file)
    if isinstance(content, Mapping):
        inner = next((content[key] for key in WRAPPERS if key in content), content)
        content = inner if isinstance(inner, Mapping) else content
    if not isinstance(content, Mapping) or not any(
        isinstance(value, Tensor) for value in content.values()
    ):
        raise _refused(file, say("models", "it holds no weights by name")())
    return {
        str(name).removeprefix("module."): value  # as DataParallel calls them
        for name, value in content.items()
        if isinstance(value, Tensor)
    }


def _content(file: Path) -> object:
    if file.suffix == ".safetensors":
        return _safetensors(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of other pickles than torch's own
            return torch.load(file, map_location="cpu", weights_only=True)
    except OSError as error:
        raise _unreadable(file, error) from error
    except pickle.UnpicklingError as error:
        raise _refused(file, _says_pickle(str(error))) from error
    except _DAMAGED as error:
        raise _refused(file, _says_damaged(error)) from error


def _safetensors(file: Path) -> object:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(file)
    except OSError as error:
        raise _unreadable(file, error) from error
    except (SafetensorError, ValueError) as error:
        raise _refused(file, _says_damaged(error)) from error


def _with_our_names(found: Mapping[str, Tensor], recipe: Recipe, file: Path) -> dict[str, Tensor]:
    if matches := [name for name in IMPORTABLE if _knows(name, found)]:
        if recipe.name in matches:
            return {_renamed(name, recipe.name) or name: value for name, value in found.items()}
        reason = say("models", "it holds weights of {other}, not of {recipe}")
        raise _refused(file, reason(other=matches[0], recipe=recipe.name))
    reason = say(
        "models", "its names ({names}) are those of no network known here; these are {known}"
    )
    raise _refused(file, reason(names=_some(found), known=", ".join(IMPORTABLE)))


def _knows(recipe: str, found: Mapping[str, Tensor]) -> bool:
    """Whether at least half of the names are those of a recipe."""
    return 2 * sum(_renamed(name, recipe) is not None for name in found) >= len(found)


def _renamed(name: str, recipe: str) -> str | None:
    for theirs, ours in _PUBLISHED[recipe].items():
        if name.startswith(theirs):
            return ours + name.removeprefix(theirs)
    return None


def _network_for(found: Mapping[str, Tensor], recipe: Recipe, file: Path) -> UNet:
    """The network of a recipe with these weights, channels as they have them."""
    needed = ["inc.double_conv.0.weight", "outc.conv.weight"]
    edges = [found[name] for name in needed if name in found and found[name].ndim == 4]
    if len(edges) < len(needed):
        raise _refused(file, _says_missing([n for n in needed if n not in found] or needed))
    config = replace(recipe.network, in_channels=edges[0].shape[1], out_channels=edges[1].shape[0])
    with torch.device("meta"):  # no memory, however large a hostile file makes it
        network = UNet(config)
    _check(found, network.state_dict(), file)
    network.load_state_dict({name: _own(value) for name, value in found.items()}, assign=True)
    return network


def _check(found: Mapping[str, Tensor], wanted: Mapping[str, Tensor], file: Path) -> None:
    """See to it that names and shapes are those of the network."""
    if lacking := [name for name in wanted if name not in found]:
        raise _refused(file, _says_missing(lacking))
    if surplus := [name for name in found if name not in wanted]:
        raise _refused(
            file,
            say("models", "it has tensors that the network has not: {names}")(names=_some(surplus)),
        )
    for name, value in wanted.items():
        if found[name].shape != value.shape:
            reason = say("models", "{name} has the shape {has}, the network needs {needs}")
            has, needs = (" x ".join(map(str, t.shape)) for t in (found[name], value))
            raise _refused(file, reason(name=name, has=has, needs=needs))

    if odd := [name for name, value in found.items() if not _is_plain(value)]:
        raise _refused(
            file, say("models", "these are no finite numbers: {names}")(names=_some(odd))
        )


def _is_plain(value: Tensor) -> bool:
    """Whether it is made of finite numbers, all of them there."""
    if value.is_meta or value.is_quantized or value.is_complex() or value.layout != torch.strided:
        return False
    is_weight = value.ndim > 0  # the others count batches
    return value.is_floating_point() == is_weight and bool(torch.isfinite(value).all())


def _own(value: Tensor) -> Tensor:
    value = value.detach()
    return (value.float() if value.is_floating_point() else value).contiguous()


def _card(file: Path, recipe: Recipe, network: UNet, names: Sequence[str]) -> ModelCard:
    count = max(1, network.config.out_channels - 1)
    names = tuple(names) or tuple(f"class {n}" for n in range(1, count + 1))
    if len(names) != count:
        reason = say(
            "models",
            "it tells {count} {count:class|classes} apart, and {given} {given:name was|names were} "
            "given",
        )
        raise _refused(file, reason(count=count, given=len(names)))
    return ModelCard(
        name=file.stem,
        recipe=recipe.name,
        network=network.config,
        classes=tuple(ClassTable.of(names)),
        normalisation=recipe.data.normalisation,
        patch_px=recipe.data.patch_px,
        fit=recipe.data.fit,
        fit_px=recipe.data.fit_px,
        software=f"UNet Studio {__version__}, from {file.name}",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _refused(file: Path, reason: Message) -> StudioError:
    return StudioError(say("models", "Cannot import {path}: {reason}.")(path=file, reason=reason))


def _unreadable(file: Path, error: OSError) -> StudioError:
    return _refused(
        file, say("models", "it cannot be read ({detail})")(detail=error.strerror or error)
    )


def _says_pickle(detail: str) -> Message:
    """Why torch reads a pickle no further: it names what is more than weights."""
    if named := re.search(r"GLOBAL ([\w.]+)", detail):
        return say(
            "models",
            "besides weights it holds Python code or objects ({named}), which were not run. Save "
            "the weights alone: torch.save(network.state_dict(), ...)",
        )(named=named[1])
    said = re.search(r"WeightsUnpickler error: (.*)", detail)  # the rest is advice to trust it
    return _says_damaged(said[1] if said else "")


def _says_damaged(detail: object) -> Message:
    first = str(detail).partition("\n")[0]
    return say("models", "it is damaged or no file of weights ({detail})")(detail=first)


def _says_missing(names: Sequence[str]) -> Message:
    return say("models", "the network needs what is not there: {names}")(names=_some(names))


def _some(names: Mapping[str, Tensor] | Sequence[str]) -> str:
    listed = list(names)
    rest = len(listed) - _NAMED
    return ", ".join(listed[:_NAMED]) + (f" (+{rest})" if rest > 0 else "")
