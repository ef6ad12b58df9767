"""Package description: what a bioimage.io package says of itself, in the format's own classes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import torch

from unet_studio.learning.export.description import KEY, description, summary
from unet_studio.learning.export.onnx_file import INPUT, OPSET, OUTPUT

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.learning.export.source import ExportSource

_HALO_PX = 48  # half of what tiles of UNet Studio overlap
_EPS = 1e-7  # the format always adds something to the deviation; we do not
_TOLERANCE = 1e-3


@dataclass(frozen=True)
class PackageFiles:
    """The files of a package.

    Attributes
    ----------
    folder
        Where they are.
    """

    folder: Path
    TORCHSCRIPT: ClassVar[str] = "weights.pt"
    ONNX: ClassVar[str] = "weights.onnx"

    @property
    def torchscript(self) -> Path:
        """Weights for libtorch."""
        return self.folder / self.TORCHSCRIPT

    @property
    def onnx(self) -> Path:
        """Weights for onnxruntime."""
        return self.folder / self.ONNX

    @property
    def test_input(self) -> Path:
        """What programs test the package with."""
        return self.folder / "test_input.npy"

    @property
    def test_output(self) -> Path:
        """What has to come out of that."""
        return self.folder / "test_output.npy"

    @property
    def sample_input(self) -> Path:
        """The same for people."""
        return self.folder / "sample_input.tif"

    @property
    def sample_output(self) -> Path:
        """The same for people."""
        return self.folder / "sample_output.tif"

    @property
    def cover(self) -> Path:
        """The picture of the package."""
        return self.folder / "cover.png"

    @property
    def readme(self) -> Path:
        """What people read first."""
        return self.folder / "README.md"


def package_description(source: ExportSource, files: PackageFiles, *, scales_itself: bool) -> Any:
    """The description (bioimageio.spec's `ModelDescr`); its files have to be there.

    Raises
    ------
    pydantic.ValidationError
        If the format does not allow something.
    """
    from bioimageio.spec.common import FileDescr
    from bioimageio.spec.model import v0_5

    card, said = source.card, description(source, scales=scales_itself)
    script = v0_5.TorchscriptWeightsDescr(
        source=files.torchscript, pytorch_version=v0_5.Version(torch.__version__)
    )
    onnx = v0_5.OnnxWeightsDescr(source=files.onnx, opset_version=OPSET, parent="torchscript")
    return v0_5.ModelDescr(
        name=_name(card.name),
        description=summary(card)[:512],
        authors=[v0_5.Author(name=name) for name in source.wish.authors],
        license=_licence(source.licence),
        covers=[FileDescr(source=files.cover)],
        documentation=FileDescr(source=files.readme),
        tags=["unet", "segmentation", "2d", "unet-studio"],
        inputs=[_input(source, files, scales_itself=scales_itself)],
        outputs=[_output(source, files)],
        weights=v0_5.WeightsDescr(torchscript=script, onnx=onnx),
        config=v0_5.Config(
            bioimageio=v0_5.BioimageioConfig(
                reproducibility_tolerance=[
                    v0_5.ReproducibilityTolerance(
                        relative_tolerance=_TOLERANCE, absolute_tolerance=_TOLERANCE
                    )
                ],
                architecture_type="U-Net",
                task="semantic segmentation",
            ),
            **{KEY: json.loads(json.dumps(said))},
        ),
    )


def _input(source: ExportSource, files: PackageFiles, *, scales_itself: bool) -> Any:
    from bioimageio.spec.common import FileDescr
    from bioimageio.spec.model import v0_5

    channels = source.card.network.in_channels
    names = {1: ["grey"], 3: ["red", "green", "blue"]}.get(
        channels, [f"channel_{n}" for n in range(1, channels + 1)]
    )
    size = _size(source)
    space = [v0_5.SpaceInputAxis(id=v0_5.AxisId(axis), size=size) for axis in "yx"]
    return v0_5.InputTensorDescr(
        id=v0_5.TensorId(INPUT),
        description="The picture as it is in its file.",
        axes=[v0_5.BatchAxis(), v0_5.ChannelAxis(channel_names=names), *space],
        test_tensor=FileDescr(source=files.test_input),
        sample_tensor=FileDescr(source=files.sample_input),
        data=v0_5.IntervalOrRatioDataDescr(type="float32"),
        preprocessing=_preprocessing(source, scales_itself=scales_itself),
    )


def _output(source: ExportSource, files: PackageFiles) -> Any:
    from bioimageio.spec.common import FileDescr
    from bioimageio.spec.model import v0_5

    halo = _halo_px(source)
    space: list[Any] = []
    for axis in ("y", "x"):
        size = v0_5.SizeReference(tensor_id=v0_5.TensorId(INPUT), axis_id=v0_5.AxisId(axis))
        space.append(
            v0_5.SpaceOutputAxisWithHalo(id=v0_5.AxisId(axis), size=size, halo=halo)
            if halo
            else v0_5.SpaceOutputAxis(id=v0_5.AxisId(axis), size=size)
        )
    names = ["background", *(c.name for c in source.card.classes)]
    return v0_5.OutputTensorDescr(
        id=v0_5.TensorId(OUTPUT),
        description="How likely each class is, background first; they sum to 1.",
        axes=[v0_5.BatchAxis(), v0_5.ChannelAxis(channel_names=names), *space],
        test_tensor=FileDescr(source=files.test_output),
        sample_tensor=FileDescr(source=files.sample_output),
        data=v0_5.IntervalOrRatioDataDescr(type="float32", range=(0.0, 1.0)),
    )


def _preprocessing(source: ExportSource, *, scales_itself: bool) -> list[Any]:
    """What programs have to do before, so that the weights see what they learnt from."""
    from bioimageio.spec.model import v0_5

    steps: list[Any] = [
        v0_5.EnsureDtypeDescr(kwargs=v0_5.EnsureDtypeKwargs(dtype="float32")),
    ]
    card, pixels = source.card, source.wish.pixels
    if scales_itself or card.normalisation == "none":
        return steps
    if card.normalisation == "per-image":
        together = ("channel", "y", "x") if card.network.in_channels in (1, 3) else ("y", "x")
        axes = tuple(v0_5.AxisId(axis) for axis in together)
        kwargs = v0_5.ZeroMeanUnitVarianceKwargs(axes=axes, eps=_EPS)
        return [*steps, v0_5.ZeroMeanUnitVarianceDescr(kwargs=kwargs)]
    gain = 1 / (255 if pixels == "uint8" else 65535)
    return [*steps, v0_5.ScaleLinearDescr(kwargs=v0_5.ScaleLinearKwargs(gain=gain))]


def _size(source: ExportSource) -> Any:
    """Which edges pictures, and tiles of them, may have."""
    from bioimageio.spec.model import v0_5

    return v0_5.ParameterizedSize(min=least_px(source), step=1)


def least_px(source: ExportSource) -> int:
    """The shortest edge of which the halo leaves something."""
    return 2 * _halo_px(source) + 1


def _halo_px(source: ExportSource) -> int:
    """How much of a tile's edge to cut off; nothing where pictures must not be cut up."""
    if source.card.fit != "none":
        return 0
    return max(_HALO_PX, source.card.network.margin_px)


def _name(text: str) -> str:
    """A name that the format allows."""
    allowed = re.sub(r"[^A-Za-z0-9_+\- ()]", "-", text)[:64]
    return allowed if len(allowed) >= 5 else f"U-Net {allowed}"


def _licence(text: str) -> Any:
    """The SPDX name, or None if the text is none."""
    from bioimageio.spec.model import v0_5

    try:
        return v0_5.LicenseId(text)
    except ValueError:
        return None
