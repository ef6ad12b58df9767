"""Examples: the shortest Python that makes masks with a model, without the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.decision import THRESHOLD
from unet_studio.domain.model_export import ModelFormat

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.model_export import ModelExportWish
    from unet_studio.learning.export.source import ExportSource

_SAVE = 'Image.fromarray(mask).save(name + "_mask.png")'


def example_path(wish: ModelExportWish) -> Path:
    """Where the example stands that needs only the exported file."""
    return wish.out.with_name(f"{wish.out.stem}_{wish.format}_example.py")


def studio_example_path(wish: ModelExportWish) -> Path:
    """Where the example stands that uses UNet Studio."""
    return wish.out.with_name(f"{wish.out.stem}_unet_studio_example.py")


def studio_example(source: ExportSource, model: Path) -> str:
    """With UNet Studio installed: any picture it reads, of any size."""
    return f'''"""Masks of pictures: python {studio_example_path(source.wish).name} PICTURE..."""
import sys
from pathlib import Path
from PIL import Image
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.pictures.image_file import read_image
predictor = Predictor(Path({str(model.resolve())!r}))
for name in sys.argv[1:]:
    mask = predictor.mask(read_image(Path(name)))
    {_SAVE}
'''


def example(source: ExportSource) -> str:
    """Without UNet Studio: only what the form itself needs, numpy and a reader of pictures.

    It expects the exported file beside itself.
    """
    here = example_path(source.wish).name
    reader, opened = _reading(source)
    library, loading, running = _RUNNING[source.wish.format]
    path = f"__file__.replace({here!r}, {source.wish.out.name!r})"
    return f'''"""Masks of pictures of {source.wish.pixels}: python {here} PICTURE..."""
import sys
import numpy as np
{library}
{reader}
model = {loading.format(path=path)}
for name in sys.argv[1:]:
    image = {opened}
    probabilities = {running}
    mask = {_deciding(source)}
    {_SAVE}
'''


_RUNNING = {
    ModelFormat.ONNX: (
        "import onnxruntime",
        "onnxruntime.InferenceSession({path})",
        'model.run(None, {"image": image.astype(np.float32)})[0][0]',
    ),
    ModelFormat.TORCHSCRIPT: (
        "import torch",
        "torch.jit.load({path})",
        "model(torch.from_numpy(image.astype(np.float32)))[0].numpy()",
    ),
    ModelFormat.BIOIMAGEIO: (
        "import bioimageio.core",
        "bioimageio.core.create_prediction_pipeline("
        "bioimageio.core.load_model_description({path}))",
        "model.predict_sample_without_blocking("
        "bioimageio.core.digest_spec.create_sample_for_model("
        'model.model_descr, inputs={"image": image.astype(np.float32)}), '
        "skip_input_padding=True, skip_output_cropping=True)"
        '.members["probabilities"].data.to_numpy()[0]',
    ),
}


def _reading(source: ExportSource) -> tuple[str, str]:
    """What to import, and how to get (1, C, H, W) from a file."""
    channels = source.card.network.in_channels
    if channels == 3 and source.wish.pixels == "uint8":
        opened = 'np.asarray(Image.open(name).convert("RGB")).transpose(2, 0, 1)[None]'
        return "from PIL import Image", opened
    if channels == 1 and source.wish.pixels == "uint8":
        return "from PIL import Image", 'np.asarray(Image.open(name).convert("L"))[None, None]'
    if channels == 1:
        return "from PIL import Image", "np.asarray(Image.open(name))[None, None]"
    reader = "import tifffile\nfrom PIL import Image"
    return reader, "tifffile.imread(name).transpose(2, 0, 1)[None]"


def _deciding(source: ExportSource) -> str:
    ids = [c.id for c in source.card.classes]
    if len(ids) == 1:
        return f"np.where(probabilities[1] >= {THRESHOLD}, {ids[0]}, 0).astype(np.uint8)"
    return f"np.uint8({[0, *ids]})[probabilities.argmax(0)]"
