"""Model files: weights and card in one ``.safetensors``, which cannot carry code."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.model_card import CARD_VERSION, ModelCard
from unet_studio.storage.atomic_write import write_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from pydantic import TypeAdapter

CARD_KEY = "unet_studio_card"

_PICKLE_STARTS = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""How files begin that torch.save and pickle write."""


class ModelFileError(StudioError):
    """A file is no model of ours, or a damaged one."""


def card_as_json(card: ModelCard) -> str:
    """The card as it is kept in files."""
    return _card_adapter().dump_json(card).decode()


def card_of_json(path: Path, text: str) -> ModelCard:
    """A card as `card_as_json` wrote it; raises `ModelFileError` naming the path if it is none."""
    return _card_of(path, {CARD_KEY: text})


def signature_of(card: ModelCard, path: Path) -> str:
    """``MODEL@HASH`` of one model file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{card.name}@{digest[:12]}"


def write_model(path: Path, card: ModelCard, weights: Mapping[str, NDArray[Any]]) -> None:
    """Write a model; an older file of this name is replaced at the very end or not at all.

    Parameters
    ----------
    path
        Ends in ``.safetensors``.
    card
        Goes into the header as JSON.
    weights
        Name -> array of any shape.
    """
    from safetensors.numpy import save

    # not `save_file`: the files it makes are readable to their owner alone
    write_bytes(path, save(dict(weights), metadata={CARD_KEY: card_as_json(card)}))


def read_card(path: Path) -> ModelCard:
    """Read only the card of a model.

    Raises
    ------
    ModelFileError
        If there is no readable card in it; nothing of the file was executed.
    """
    return _card_of(path, _open(path).metadata())


def read_model(path: Path) -> tuple[ModelCard, dict[str, NDArray[Any]]]:
    """Read a model.

    Returns
    -------
    card, weights
        What it is, and name -> array.

    Raises
    ------
    ModelFileError
        As `read_card`.
    """
    from safetensors import SafetensorError

    opened = _open(path)
    card = _card_of(path, opened.metadata())
    try:
        weights = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    except (SafetensorError, TypeError, ValueError) as error:
        raise _refused(
            path, say("models", "its weights are damaged ({detail})")(detail=error)
        ) from error
    return card, weights


def _open(path: Path):  # type: ignore[no-untyped-def]  # safe_open has no public type
    from safetensors import SafetensorError, safe_open

    try:
        with path.open("rb") as file:
            start = file.read(9)
    except OSError as error:
        raise _refused(
            path, say("models", "it cannot be read ({detail})")(detail=error.strerror)
        ) from error
    if not start:
        raise _refused(path, say("models", "it is empty")())
    # A safetensors file begins with the length of its header, which may look like anything.
    if start.startswith(_PICKLE_STARTS) and start[8:] != b"{":
        raise _refused(
            path,
            say(
                "models",
                "it is a Python pickle, which could run any code; it was not opened. Model > "
                "Import weights takes in what some published scripts saved, without running "
                "anything",
            )(),
        )
    try:
        return safe_open(path, framework="np")
    except (SafetensorError, OSError, ValueError) as error:
        raise _refused(
            path, say("models", "it is truncated or no model at all ({detail})")(detail=error)
        ) from error


@cache
def _card_adapter() -> TypeAdapter[ModelCard]:
    # Made once: that takes longer than reading a card, and a project may have hundreds.
    from unet_studio.storage.validation import TypeAdapter

    return TypeAdapter(ModelCard)


def _card_of(path: Path, metadata: dict[str, str] | None) -> ModelCard:
    from unet_studio.storage.validation import ValidationError

    if not metadata or CARD_KEY not in metadata:
        raise _refused(path, say("models", "it holds weights but no card of UNet Studio")())
    try:
        card = _card_adapter().validate_json(metadata[CARD_KEY])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "card"
        raise _refused(
            path,
            say("models", "its card is not valid: {field}: {detail}")(
                field=where, detail=first["msg"]
            ),
        ) from error
    if card.version > CARD_VERSION:
        raise _refused(path, say("models", "a newer version of UNet Studio wrote it")())
    return card


def _refused(path: Path, reason: Message) -> ModelFileError:
    return ModelFileError(
        say("models", "Cannot use {path} as a model: {reason}.")(path=path, reason=reason)
    )
