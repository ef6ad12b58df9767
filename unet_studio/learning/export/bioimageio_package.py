"""bioimage.io packages: a zip that ilastik, Fiji (deepImageJ) and the Model Zoo read.

Described by the format's own library (bioimageio.spec, model description 0.5), which also checks
the package when it is written: https://github.com/bioimage-io/spec-bioimage-io
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError, say
from unet_studio.imaging.deciding import decided_mask
from unet_studio.imaging.overlay import overlay
from unet_studio.learning.data.normalisation import scaling_of
from unet_studio.learning.export.onnx_file import onnx_bytes, onnx_runner
from unet_studio.learning.export.package_description import (
    PackageFiles,
    least_px,
    package_description,
)
from unet_studio.learning.export.package_readme import readme
from unet_studio.learning.export.recording import quiet
from unet_studio.learning.export.source import pictures_for
from unet_studio.learning.export.torchscript_file import torchscript_bytes, torchscript_runner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from unet_studio.learning.export.source import ExportSource, Runner

_COVER_PX = 256
_TEST_PX = 384


def write_package(path: Path, source: ExportSource) -> None:
    """Write the source as a package.

    Raises
    ------
    StudioError
        If the format's own library finds the description wrong.
    """
    from bioimageio.spec import save_bioimageio_package

    with TemporaryDirectory() as folder, _validating():
        files = _write_files(Path(folder), source)
        described = _described(source, files)
        save_bioimageio_package(described, output_path=path, local_files_only=True)
    _check(path)


def open_package(path: Path, source: ExportSource) -> tuple[Runner, ...]:
    """What both weights in the package say of pictures (B, C, H, W).

    What the package tells programs to do before is done as it says.
    """
    with zipfile.ZipFile(path) as package:
        script = torchscript_runner(package.read(PackageFiles.TORCHSCRIPT))
        onnx = onnx_runner(package.read(PackageFiles.ONNX))
    return (
        lambda pictures: script(_prepared(pictures, source)),
        lambda pictures: onnx(_prepared(pictures, source)),
    )


def scales_itself(source: ExportSource) -> bool:
    """Whether the weights in a package scale pictures by themselves.

    Other programs may cut pictures into tiles, so what is measured over a whole picture has to be
    done before. Where pictures are resized inside, nobody may cut them anyway, and the black that
    they are laid into has to be scaled with them. What is done to fractions (nothing, where they
    lie within 0 to 1) the format has no word for.
    """
    card = source.card
    is_unsaid = card.normalisation == "unit" and source.wish.pixels == "float32"
    return card.fit != "none" or is_unsaid


def _prepared(pictures: NDArray[np.float32], source: ExportSource) -> NDArray[np.float32]:
    if scales_itself(source):
        return pictures
    prepared = []
    for picture in pictures.astype(source.wish.pixels):
        pixels = picture.transpose(1, 2, 0)
        scaled = scaling_of(pixels, source.card.normalisation)(pixels)
        prepared.append(scaled.transpose(2, 0, 1))
    return np.ascontiguousarray(np.stack(prepared))


def _described(source: ExportSource, files: PackageFiles) -> Any:
    from unet_studio.storage.validation import ValidationError

    try:
        return package_description(source, files, scales_itself=scales_itself(source))
    except ValidationError as error:
        raise _refused(str(error.errors()[0]["msg"])) from error


def _check(path: Path) -> None:
    """Read it as another program would; raises `StudioError` if the library refuses it."""
    from bioimageio.spec import InvalidDescr, load_description

    with TemporaryDirectory() as folder, _validating():
        with zipfile.ZipFile(path) as package:  # the library leaves a zip open
            package.extractall(folder)
        found = load_description(Path(folder) / "rdf.yaml")
    if isinstance(found, InvalidDescr):
        raise _refused(str(found.validation_summary.status))


@contextmanager
def _validating() -> Iterator[None]:
    """Files are looked into, nothing is fetched, and nothing is said but by errors."""
    from bioimageio.spec import ValidationContext

    with quiet(), ValidationContext(perform_io_checks=True, log_warnings=False, progressbar=False):
        yield


def _refused(detail: str) -> StudioError:
    text = say("model export", "The bioimage.io library refuses the package: {detail}")
    return StudioError(text(detail=detail))


def _write_files(folder: Path, source: ExportSource) -> PackageFiles:
    """All files of the package but its description."""
    import tifffile
    from PIL import Image

    files = PackageFiles(folder)
    scales = scales_itself(source)
    files.torchscript.write_bytes(torchscript_bytes(source, scales=scales))
    files.onnx.write_bytes(onnx_bytes(source, scales=scales))
    picture = _test_picture(source)
    raw = picture.transpose(2, 0, 1)[None]  # (1, C, H, W)
    run = torchscript_runner(files.torchscript.read_bytes())
    found = run(_prepared(raw.astype(np.float32), source))
    np.save(files.test_input, np.ascontiguousarray(raw, np.float32))
    np.save(files.test_output, found)
    tifffile.imwrite(files.sample_input, raw[0], photometric="minisblack")
    tifffile.imwrite(files.sample_output, found[0], photometric="minisblack")
    Image.fromarray(_cover(picture, found[0], source)).save(files.cover)
    files.readme.write_text(readme(source, scales_itself=scales), encoding="utf-8")
    return files


def _test_picture(source: ExportSource) -> NDArray[Any]:
    """(H, W, C) of a size that the description allows: the first picture to check with."""
    picture = pictures_for(source)[0]
    picture = picture[:_TEST_PX, :_TEST_PX]
    missing = [(0, max(0, least_px(source) - edge)) for edge in picture.shape[:2]]
    return np.pad(picture, (*missing, (0, 0)), mode="symmetric")


def _cover(
    picture: NDArray[Any], found: NDArray[np.float32], source: ExportSource
) -> NDArray[np.uint8]:
    """(edge, 2 * edge, 3): the picture, and beside it with its mask."""
    edge = min(_COVER_PX, *picture.shape[:2])
    shown = picture[:edge, :edge]
    shown = shown if shown.shape[2] == 3 else shown[..., 0]
    listed = source.card.classes
    mask = decided_mask(found, USUAL_DECISION, listed)[:edge, :edge]
    classes = ClassTable(listed, max(c.id for c in listed) + 1)
    plain = overlay(shown, np.zeros_like(mask), classes)
    return np.hstack([plain, overlay(shown, mask, classes)])
