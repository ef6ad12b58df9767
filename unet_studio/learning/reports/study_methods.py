"""The methods paragraph of a study: what was done, in the words of a paper, and whom to cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, say
from unet_studio.domain.run_entry import RunState
from unet_studio.imaging.boundary import TOLERANCE_PX

if TYPE_CHECKING:
    from unet_studio.domain.recipe import LossConfig, OptimiserConfig, Recipe
    from unet_studio.learning.reports.study import Study

REFERENCES = {
    "unet": "Ronneberger, O., Fischer, P., Brox, T. (2015). U-Net: Convolutional networks for "
    "biomedical image segmentation. MICCAI. arXiv:1505.04597.",
    "batch": "Ioffe, S., Szegedy, C. (2015). Batch normalization: Accelerating deep network "
    "training by reducing internal covariate shift. ICML. arXiv:1502.03167.",
    "dropout": "Srivastava, N. et al. (2014). Dropout: A simple way to prevent neural networks "
    "from overfitting. JMLR 15.",
    "dice": "Milletari, F., Navab, N., Ahmadi, S.-A. (2016). V-Net: Fully convolutional neural "
    "networks for volumetric medical image segmentation. 3DV. arXiv:1606.04797.",
    "focal": "Lin, T.-Y. et al. (2017). Focal loss for dense object detection. ICCV. "
    "arXiv:1708.02002.",
    "adam": "Kingma, D. P., Ba, J. (2015). Adam: A method for stochastic optimization. ICLR. "
    "arXiv:1412.6980.",
    "adamw": "Loshchilov, I., Hutter, F. (2019). Decoupled weight decay regularization. ICLR. "
    "arXiv:1711.05101.",
    "adagrad": "Duchi, J., Hazan, E., Singer, Y. (2011). Adaptive subgradient methods for online "
    "learning and stochastic optimization. JMLR 12.",
    "one-cycle": "Smith, L. N., Topin, N. (2019). Super-convergence: Very fast training of neural "
    "networks using large learning rates. arXiv:1708.07120.",
    "cosine": "Loshchilov, I., Hutter, F. (2017). SGDR: Stochastic gradient descent with warm "
    "restarts. ICLR. arXiv:1608.03983.",
    "average": "Polyak, B. T., Juditsky, A. B. (1992). Acceleration of stochastic approximation "
    "by averaging. SIAM J. Control Optim. 30(4).",
    "elastic": "Simard, P. Y., Steinkraus, D., Platt, J. C. (2003). Best practices for "
    "convolutional neural networks applied to visual document analysis. ICDAR.",
    "boundary": "Csurka, G., Larlus, D., Perronnin, F. (2013). What is a good evaluation measure "
    "for semantic segmentation? BMVC.",
    "torch": "Paszke, A. et al. (2019). PyTorch: An imperative style, high-performance deep "
    "learning library. NeurIPS. arXiv:1912.01703.",
}
"""Key -> whom to cite; in the language they were written in."""

_OPTIMISERS = {
    "sgd": "SGD",
    "adagrad": "Adagrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}


def methods(study: Study) -> list[Message]:
    """The paragraph, sentence by sentence; none of what nobody noted."""
    sentences = [_software(study), _data(study)]
    if study.recipe is not None:
        sentences += [text for _, text in recipe_sentences(study, study.recipe)]
        sentences.append(_course(study, study.recipe))
    return [*sentences, *_evaluation(study)]


def recipe_sentences(study: Study, recipe: Recipe) -> list[tuple[Message, Message]]:
    """What each part of a recipe is called, and a sentence on it."""
    return [
        (say("methods", "Network")(), _network(recipe, study.entry.record.parameters)),
        (say("methods", "Images")(), _input(recipe)),
        (say("methods", "Loss")(), _loss(recipe.loss)),
        (say("methods", "Optimiser")(), _optimiser(recipe.optimiser)),
        (say("methods", "Variation")(), _augmentation(study, recipe)),
    ]


def references(study: Study) -> list[str]:
    """Whom to cite for what the recipe uses."""
    recipe = study.recipe
    keys = ["unet"]
    if recipe is not None:
        network, optimiser, loss = recipe.network, recipe.optimiser, recipe.loss
        used = {
            "batch": network.normalisation == "batch",
            "dropout": network.dropout > 0,
            "dice": loss.dice > 0,
            "focal": loss.focal > 0,
            "adam": optimiser.name == "adam",
            "adamw": optimiser.name == "adamw",
            "adagrad": optimiser.name == "adagrad",
            "one-cycle": optimiser.schedule == "one-cycle",
            "cosine": optimiser.schedule == "cosine",
            "average": optimiser.average > 0,
            "elastic": recipe.augmentation.elastic_px > 0,
        }
        keys += [key for key, is_used in used.items() if is_used]
    keys += ["boundary"] if study.scores else []
    return sorted(REFERENCES[key] for key in [*keys, "torch"])


def _software(study: Study) -> Message:
    versions = study.rerun.packages if study.rerun else {}
    found = say(
        "methods",
        "Images were segmented with {software} (PyTorch {torch}, Python {python}) by a "
        "convolutional network of the U-Net kind (Ronneberger et al., 2015).",
    )
    return found(
        software=study.entry.record.software or study.software,
        torch=versions.get("torch", "?"),
        python=versions.get("python", "?"),
    )


def _data(study: Study) -> Message:
    names = ", ".join(c.name for c in study.project.classes)
    return say(
        "methods",
        "It learnt to find {classes} from {trained} labelled {trained:image|images}; {held_out} "
        "{held_out:other was|others were} held out and never learnt from.",
    )(
        classes=names,
        trained=len(study.entry.record.trained_on),
        held_out=len(study.entry.record.held_out),
    )


def _network(recipe: Recipe, parameters: int) -> Message:
    network = recipe.network
    normalisation = (
        say("methods", "batch normalisation (Ioffe & Szegedy, 2015)")()
        if network.normalisation == "batch"
        else say("methods", "no normalisation")()
    )
    return say(
        "methods",
        "The network has {levels} resolutions with {widths} channels, {normalisation} and "
        "{activation} after every 3x3 convolution, {parameters} weights in all.",
    )(
        levels=len(network.widths),
        widths=", ".join(map(str, network.widths)),
        normalisation=normalisation,
        activation={"relu": "ReLU", "leaky-relu": "leaky ReLU"}[network.activation],
        parameters=f"{parameters:,}",
    )


def _input(recipe: Recipe) -> Message:
    shown = (
        say("methods", "patches of {edge} x {edge} pixels")(edge=recipe.data.patch_px)
        if recipe.data.patch_px
        else say("methods", "whole images")()
    )
    scaled = {
        "none": say("methods", "with their raw values")(),
        "unit": say("methods", "with values from 0 to 1")(),
        "per-image": say("methods", "scaled to mean 0 and standard deviation 1 in every image")(),
    }[recipe.data.normalisation]
    if not recipe.batch:
        text = say("methods", "It was shown {shown}, {scaled}, all of them in every step.")
        return text(shown=shown, scaled=scaled)
    text = say("methods", "It was shown {shown}, {scaled}, in batches of {batch}.")
    return text(batch=recipe.batch, shown=shown, scaled=scaled)


def _loss(loss: LossConfig) -> Message:
    parts = [
        (say("methods", "cross-entropy")(), loss.cross_entropy),
        (say("methods", "focal loss (Lin et al., 2017)")(), loss.focal),
        (say("methods", "soft Dice loss (Milletari et al., 2016)")(), loss.dice),
    ]
    used = [(message, weight) for message, weight in parts if weight > 0]
    found = used[0][0] if used[0][1] == 1 else _weighed(*used[0])
    for message, weight in used[1:]:
        more = message if weight == 1 else _weighed(message, weight)
        found = say("methods", "{one} plus {other}")(one=found, other=more)
    if loss.border_weight > 0:
        text = say(
            "methods",
            "The loss was {parts}, with more weight on pixels between two objects (w0 = {w0:g}, "
            "sigma = {sigma:g} px; Ronneberger et al., 2015).",
        )
        return text(parts=found, w0=loss.border_weight, sigma=loss.border_sigma_px)
    return say("methods", "The loss was {parts}.")(parts=found)


def _weighed(message: Message, weight: float) -> Message:
    return say("methods", "{weight:g} times {loss}")(weight=weight, loss=message)


def _optimiser(optimiser: OptimiserConfig) -> Message:
    schedules = {
        "constant": say("methods", "constant")(),
        "one-cycle": say(
            "methods", "rising for {share:.0%} of the training, then falling as a cosine"
        )(share=optimiser.warm_up),
        "cosine": say("methods", "falling as a cosine")(),
        "exponential": say("methods", "falling exponentially with the epochs")(),
        "inverse-time": say("methods", "falling with the inverse of the steps")(),
    }
    found = say(
        "methods",
        "Weights were optimised by {name} with a learning rate of {rate:g}, {schedule}, and a "
        "weight decay of {decay:g}.",
    )(
        name=_OPTIMISERS[optimiser.name],
        rate=optimiser.learning_rate,
        schedule=schedules[optimiser.schedule],
        decay=optimiser.weight_decay,
    )
    if optimiser.average <= 0:
        return found
    return say("methods", "{before} The model is the running mean of the weights ({average:g}).")(
        before=found, average=optimiser.average
    )


def _augmentation(study: Study, recipe: Recipe) -> Message:
    config = recipe.augmentation
    parts = [
        (config.flips, say("methods", "flips")()),
        (
            config.rotation_deg > 0,
            say("methods", "rotations of up to {angle:g}°")(angle=config.rotation_deg),
        ),
        (config.scale > 1, say("methods", "zooms of up to {scale:g}")(scale=config.scale)),
        (
            config.shift_px > 0,
            say("methods", "shifts of up to {shift:g} px")(shift=config.shift_px),
        ),
        (
            config.elastic_px > 0,
            say("methods", "elastic deformations (sigma {sigma:g} px; Simard et al., 2003)")(
                sigma=config.elastic_px
            ),
        ),
        (
            config.contrast > 0 or config.brightness > 0,
            say("methods", "random contrast and brightness")(),
        ),
    ]
    used = [message for is_used, message in parts if is_used]
    if not used:
        return say("methods", "Images were not varied.")()
    found = used[0]
    for message in used[1:]:
        found = say("methods", "{one}, {other}")(one=found, other=message)
    if config.as_is_share <= 0 or study.entry.state is not RunState.FINISHED:
        return say("methods", "Images and labels were varied at random by {kinds}.")(kinds=found)
    return say(
        "methods",
        "Images and labels were varied at random by {kinds}; in the last {share:.0%} of the "
        "training they were neither flipped, moved, rotated nor deformed.",
    )(kinds=found, share=config.as_is_share)


def _course(study: Study, recipe: Recipe) -> Message:
    entry = study.entry
    kept = {
        "best-validation": say("methods", "those with the best mean Dice on held-out images")(),
        "lowest-batch-loss": say("methods", "those with the lowest training loss")(),
        "last": say("methods", "the last ones")(),
    }[recipe.keep]
    return say(
        "methods",
        "Training took {steps:,} {steps:step|steps} in {minutes} minutes on {device} with seed "
        "{seed}; the weights kept are {kept}.",
    )(
        steps=entry.steps,
        minutes=f"{entry.minutes:.1f}",
        device=entry.record.device or "?",
        seed=entry.record.seed,
        kept=kept,
    )


def _evaluation(study: Study) -> list[Message]:
    if not study.scores:
        return []
    interval = study.scores.get("mean_dice_interval_95")
    said = f"{interval[0]:.2f}-{interval[1]:.2f}" if interval else "–"
    dice = study.scores.get("mean_dice")
    return [
        say(
            "methods",
            "On the {count:held-out image|{count} held-out images} the mean Dice coefficient over "
            "the classes was {dice} (95 % interval {interval}, Student's t over the images). "
            "Outlines were compared by the boundary F1 score with a tolerance of {tolerance:g} px "
            "(Csurka et al., 2013).",
        )(
            count=len(study.scores["images"]),
            dice="–" if dice is None else f"{dice:.3f}",
            interval=said,
            tolerance=TOLERANCE_PX,
        )
    ]
