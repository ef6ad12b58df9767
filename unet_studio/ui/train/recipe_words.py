"""Names and explanations of what can be changed of a recipe, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.message import say
from unet_studio.ui.translations import translated

if TYPE_CHECKING:
    from unet_studio.domain.message import Text


class FieldWords(NamedTuple):
    """What a field is called, and what it does."""

    label: Text
    hint: Text


GROUPS: dict[str, Text] = {
    "plan": say("recipe form", "Size (empty = chosen for you)"),
    "data": say("recipe form", "Images"),
    "augmentation": say("recipe form", "Variation"),
    "loss": say("recipe form", "Loss"),
    "optimiser": say("recipe form", "Optimiser"),
    "network": say("recipe form", "Network"),
    "budget": say("recipe form", "Ending early"),
    "": say("recipe form", "Steps and keeping"),
}
"""Group of a recipe -> its heading, in the order in which they are shown."""

FIELDS: dict[str, FieldWords] = {
    "plan.width": FieldWords(
        say("recipe form", "Width"),
        say("recipe form", "Channels of the network at full resolution: more see more, slower."),
    ),
    "plan.levels": FieldWords(
        say("recipe form", "Levels"),
        say("recipe form", "Resolutions the network works at: more see a wider surrounding."),
    ),
    "plan.shrink": FieldWords(
        say("recipe form", "Shrunk by"),
        say("recipe form", "2 = seen at half the resolution: faster and farther, but no detail."),
    ),
    "plan.patch_px": FieldWords(
        say("recipe form", "Patch edge (px)"),
        say("recipe form", "Edge of the square cut from an image for training."),
    ),
    "plan.batch": FieldWords(
        say("recipe form", "Patches per step"), say("recipe form", "More need more memory.")
    ),
    "plan.foreground_share": FieldWords(
        say("recipe form", "Patches with a class"),
        say("recipe form", "Which share of the patches is cut around something labelled, 0 to 1."),
    ),
    "plan.bend_share": FieldWords(
        say("recipe form", "Patches bent"),
        say("recipe form", "Which share of the patches is rotated by any angle, zoomed and bent."),
    ),
    "plan.upright": FieldWords(
        say("recipe form", "Up differs from down"),
        say("recipe form", "Then images are not put upside down, and tilted a little only."),
    ),
    "network.in_channels": FieldWords(
        say("recipe form", "Channels in"),
        say("recipe form", "Of the images: 1 = grey, 3 = colour; 0 = as the images have it."),
    ),
    "network.out_channels": FieldWords(
        say("recipe form", "Channels out"),
        say("recipe form", "What the network tells apart; 0 = as the project's classes need it."),
    ),
    "network.widths": FieldWords(
        say("recipe form", "Widths going down"),
        say("recipe form", "Channels of each level, from full resolution down, with commas."),
    ),
    "network.decoder_widths": FieldWords(
        say("recipe form", "Widths going up"),
        say("recipe form", "Channels of each level on the way up; one fewer than going down."),
    ),
    "network.one_class": FieldWords(
        say("recipe form", "A single class"),
        say("recipe form", "Whether one class gets one output, or background has its own."),
    ),
    "network.shrink": FieldWords(
        say("recipe form", "Shrunk by"),
        say("recipe form", "2 = seen at half the resolution: faster and farther, but no detail."),
    ),
    "network.padding": FieldWords(
        say("recipe form", "At the edge"),
        say("recipe form", "What convolutions see beyond the edge of an image."),
    ),
    "network.bias": FieldWords(
        say("recipe form", "Bias"), say("recipe form", "Whether the 3x3 convolutions have one.")
    ),
    "network.normalisation": FieldWords(
        say("recipe form", "Normalisation of layers"),
        say("recipe form", "After every 3x3 convolution."),
    ),
    "network.activation": FieldWords(
        say("recipe form", "Activation"), say("recipe form", "After every 3x3 convolution.")
    ),
    "network.dropout": FieldWords(
        say("recipe form", "Dropout"),
        say(
            "recipe form",
            "Which share of channels is left out at random while it learns: against over-fitting.",
        ),
    ),
    "network.dropout_at": FieldWords(
        say("recipe form", "Dropout where"),
        say("recipe form", "In which places of the network channels are left out."),
    ),
    "network.down": FieldWords(
        say("recipe form", "Going down"), say("recipe form", "How the resolution is halved.")
    ),
    "network.up": FieldWords(
        say("recipe form", "Going up"), say("recipe form", "How the resolution is doubled.")
    ),
    "network.aligned_corners": FieldWords(
        say("recipe form", "Corners aligned"),
        say(
            "recipe form",
            "Bilinear upsampling keeps corners in place, as some write-ups do; tiles of a large "
            "image then agree less well.",
        ),
    ),
    "network.joined": FieldWords(
        say("recipe form", "Order when joined"),
        say("recipe form", "Which channels come first where the way down meets the way up."),
    ),
    "network.head_px": FieldWords(
        say("recipe form", "Last convolution (px)"), say("recipe form", "Its edge.")
    ),
    "network.start": FieldWords(
        say("recipe form", "First weights"),
        say("recipe form", "How weights are drawn before anything is learnt."),
    ),
    "data.channels": FieldWords(
        say("recipe form", "Colour"),
        say("recipe form", "Whether images are seen in grey or in colour."),
    ),
    "data.normalisation": FieldWords(
        say("recipe form", "Grey values"),
        say("recipe form", "What is done to the grey values before the network sees them."),
    ),
    "data.fit": FieldWords(
        say("recipe form", "Fitting"),
        say("recipe form", "Whether all images are brought to one size first."),
    ),
    "data.fit_px": FieldWords(
        say("recipe form", "Fitted size (px)"),
        say("recipe form", "Height and width that images are brought to, with a comma."),
    ),
    "data.patch_px": FieldWords(
        say("recipe form", "Patch edge (px)"),
        say("recipe form", "Edge of the square cut from an image; 0 = whole images."),
    ),
    "data.foreground_share": FieldWords(
        say("recipe form", "Patches with a class"),
        say("recipe form", "Which share of the patches is cut around something labelled, 0 to 1."),
    ),
    "data.validation_share": FieldWords(
        say("recipe form", "Share held out"),
        say(
            "recipe form",
            "Which share of the labelled images to hold out, where nobody has chosen them yet.",
        ),
    ),
    "augmentation.repeats": FieldWords(
        say("recipe form", "Times per epoch"),
        say("recipe form", "How often every image is shown in one epoch."),
    ),
    "augmentation.flips": FieldWords(
        say("recipe form", "Mirrored"),
        say("recipe form", "Upside down, left to right, both or not, by chance."),
    ),
    "augmentation.shift_px": FieldWords(
        say("recipe form", "Shifted by up to (px)"), say("recipe form", "In either direction.")
    ),
    "augmentation.rotation_deg": FieldWords(
        say("recipe form", "Rotated by up to (°)"),
        say("recipe form", "Either way; 180 = any angle."),
    ),
    "augmentation.bend_share": FieldWords(
        say("recipe form", "Share that is moved"),
        say(
            "recipe form",
            "Which share is shifted, rotated, zoomed or bent at all: that blurs a little.",
        ),
    ),
    "augmentation.scale": FieldWords(
        say("recipe form", "Zoomed by up to (×)"),
        say("recipe form", "Larger or smaller by up to this factor; 1 = never."),
    ),
    "augmentation.elastic_px": FieldWords(
        say("recipe form", "Bent by about (px)"),
        say("recipe form", "Pixels are moved so far at random on a coarse grid; 0 = never."),
    ),
    "augmentation.elastic_grid": FieldWords(
        say("recipe form", "Points of bending"),
        say("recipe form", "Of that grid each way: fewer bend more gently."),
    ),
    "augmentation.beyond": FieldWords(
        say("recipe form", "Beyond the image"),
        say("recipe form", "What is seen there when an image is moved."),
    ),
    "augmentation.contrast": FieldWords(
        say("recipe form", "Contrast by up to"),
        say("recipe form", "Grey values are spread or squeezed by up to this share; 0 = never."),
    ),
    "augmentation.brightness": FieldWords(
        say("recipe form", "Brightness by up to"),
        say("recipe form", "Grey values are shifted by up to so many standard deviations."),
    ),
    "augmentation.as_is_share": FieldWords(
        say("recipe form", "As they are, at the end"),
        say(
            "recipe form",
            "In the last share of the training images are neither mirrored, turned nor bent; "
            "0 = never.",
        ),
    ),
    "loss.cross_entropy": FieldWords(
        say("recipe form", "Cross-entropy"),
        say("recipe form", "How much it counts; 0 = not at all. Every pixel counts alike."),
    ),
    "loss.focal": FieldWords(
        say("recipe form", "Focal"),
        say("recipe form", "How much it counts: pixels that are hard to tell count more."),
    ),
    "loss.focal_gamma": FieldWords(
        say("recipe form", "Focal: gamma"),
        say("recipe form", "The higher, the less easy pixels count."),
    ),
    "loss.focal_alpha": FieldWords(
        say("recipe form", "Focal: alpha"), say("recipe form", "A factor of the whole.")
    ),
    "loss.dice": FieldWords(
        say("recipe form", "Dice"),
        say("recipe form", "How much overlap counts, whatever the size of a class."),
    ),
    "loss.dice_form": FieldWords(
        say("recipe form", "Dice written as"),
        say("recipe form", "Both lead to the same; write-ups differ."),
    ),
    "loss.border_weight": FieldWords(
        say("recipe form", "Weight between objects"),
        say("recipe form", "How much more pixels count that lie between two objects; 0 = none."),
    ),
    "loss.border_sigma_px": FieldWords(
        say("recipe form", "Width of that (px)"),
        say("recipe form", "How far from the objects that reaches."),
    ),
    "loss.class_balance": FieldWords(
        say("recipe form", "Balance classes"),
        say("recipe form", "Rare classes count as much as frequent ones."),
    ),
    "optimiser.name": FieldWords(
        say("recipe form", "Algorithm"), say("recipe form", "How weights follow gradients.")
    ),
    "optimiser.learning_rate": FieldWords(
        say("recipe form", "Learning rate"),
        say("recipe form", "How large steps are: too high, it never settles; too low, it crawls."),
    ),
    "optimiser.weight_decay": FieldWords(
        say("recipe form", "Weight decay"),
        say("recipe form", "Keeps weights small: against over-fitting."),
    ),
    "optimiser.momentum": FieldWords(
        say("recipe form", "Momentum"),
        say("recipe form", "Of SGD and RMSprop: how much of the last step is made again."),
    ),
    "optimiser.schedule": FieldWords(
        say("recipe form", "Course of the rate"),
        say("recipe form", "What becomes of the learning rate over the training."),
    ),
    "optimiser.decay": FieldWords(
        say("recipe form", "Decay of the rate"),
        say("recipe form", "How fast it falls, where the course asks for it."),
    ),
    "optimiser.warm_up": FieldWords(
        say("recipe form", "Warm-up"),
        say(
            "recipe form", "Share of the time in which the rate rises; of the course in one cycle."
        ),
    ),
    "optimiser.clip_norm": FieldWords(
        say("recipe form", "Longest gradient"),
        say("recipe form", "Longer ones are cut, against sudden jumps; 0 = any length."),
    ),
    "optimiser.average": FieldWords(
        say("recipe form", "Averaging of weights"),
        say("recipe form", "How much of the mean of earlier weights is kept; 0 = no mean."),
    ),
    "budget.patience": FieldWords(
        say("recipe form", "Patience"),
        say(
            "recipe form",
            "It ends early when nothing better was found for this share of the time; 0 = never.",
        ),
    ),
    "batch": FieldWords(
        say("recipe form", "Images per step"),
        say("recipe form", "Or patches; 0 = all training images at once."),
    ),
    "keep": FieldWords(
        say("recipe form", "Keep"), say("recipe form", "Which weights become the model.")
    ),
    "save_every": FieldWords(
        say("recipe form", "Save every (epochs)"),
        say("recipe form", "Weights are also kept as models of their own so often; 0 = never."),
    ),
    "precision": FieldWords(
        say("recipe form", "Precision"),
        say("recipe form", "Of the computing: bfloat16 is faster where the machine has it."),
    ),
}
"""Dotted key -> words."""

CHOICES: dict[str, Text] = {
    "yes": say("recipe form", "yes"),
    "no": say("recipe form", "no"),
    "auto": say("recipe form", "chosen for you"),
    "grey": say("recipe form", "grey"),
    "colour": say("recipe form", "colour"),
    "none": say("recipe form", "none"),
    "unit": say("recipe form", "0 to 1"),
    "per-image": say("recipe form", "mean 0, deviation 1 in each image"),
    "letterbox": say("recipe form", "in a black square"),
    "stretch": say("recipe form", "stretched"),
    "mirror": say("recipe form", "its mirror image"),
    "black": say("recipe form", "black background"),
    "one-minus": say("recipe form", "1 − Dice"),
    "minus": say("recipe form", "−Dice"),
    "sgd": say("recipe form", "SGD"),
    "adagrad": say("recipe form", "AdaGrad"),
    "rmsprop": say("recipe form", "RMSprop"),
    "adam": say("recipe form", "Adam"),
    "adamw": say("recipe form", "AdamW"),
    "constant": say("recipe form", "constant"),
    "one-cycle": say("recipe form", "up, then down to 0"),
    "cosine": say("recipe form", "down to 0 (cosine)"),
    "exponential": say("recipe form", "falls every epoch"),
    "inverse-time": say("recipe form", "falls every step"),
    "best-validation": say("recipe form", "best on held-out images"),
    "lowest-batch-loss": say("recipe form", "lowest training loss of a batch"),
    "last": say("recipe form", "the last"),
    "float32": say("recipe form", "float32"),
    "bfloat16": say("recipe form", "bfloat16"),
    "one-output": say("recipe form", "one output"),
    "two-outputs": say("recipe form", "two outputs"),
    "zeros": say("recipe form", "zeros"),
    "reflect": say("recipe form", "reflected pixels"),
    "valid": say("recipe form", "nothing (smaller result)"),
    "batch": say("recipe form", "over the batch"),
    "relu": say("recipe form", "ReLU"),
    "leaky-relu": say("recipe form", "leaky ReLU"),
    "each": say("recipe form", "everywhere"),
    "between": say("recipe form", "between two convolutions"),
    "bottom": say("recipe form", "at the coarsest level"),
    "max-pool": say("recipe form", "2x2 maximum"),
    "strided": say("recipe form", "convolution of stride 2"),
    "bilinear": say("recipe form", "bilinear"),
    "nearest": say("recipe form", "nearest pixel"),
    "transposed": say("recipe form", "transposed convolution"),
    "transposed-1x1": say("recipe form", "transposed, then 1x1"),
    "skip-up": say("recipe form", "down, then up"),
    "up-skip": say("recipe form", "up, then down"),
    "torch": say("recipe form", "as torch does"),
    "he": say("recipe form", "He"),
    "glorot": say("recipe form", "Glorot"),
}
"""Value of a choice -> what it is called; others, such as numbers, are shown as they are."""


def label_of(key: str) -> str:
    """What a field is called; its key, if nobody gave it a name."""
    return translated(FIELDS[key].label) if key in FIELDS else key


def hint_of(key: str) -> str:
    """What it does, and its key for the command line."""
    return f"{translated(FIELDS[key].hint)}\n{key}" if key in FIELDS else key


def choice_text(value: object) -> str:
    """What one choice is called."""
    text = CHOICES.get(str(value))
    return translated(text) if text else str(value)
