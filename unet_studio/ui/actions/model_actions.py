"""Actions of the Model kind: training and predicting."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _can_train(now: Situation) -> bool:
    return now.can_train


def _has_project(now: Situation) -> bool:
    return now.has_project


def _is_training(now: Situation) -> bool:
    return now.is_training


def _may_predict_project(now: Situation) -> bool:
    return now.has_images and now.has_model and not now.is_busy


def _has_model(now: Situation) -> bool:
    return now.has_model


def _may_predict(now: Situation) -> bool:
    return now.has_model and not now.is_busy


MODEL_ACTIONS: dict[K, ActionSpec] = {
    K.TRAIN: ActionSpec(say("actions", "&Train"), "Ctrl+T", "play", when=_can_train),
    K.STOP: ActionSpec(say("actions", "&Stop"), "Ctrl+.", "stop", when=_is_training),
    K.LIVE_LOOP: ActionSpec(
        say("actions", "&Learn while I label"),
        tip=say(
            "actions",
            "Short trainings in the background take in every image as it is saved, and show what "
            "they find in the image in view.",
        ),
        checkable=True,
        when=_has_project,
    ),
    K.PREDICT_PROJECT: ActionSpec(
        say("actions", "&Predict this project"), "Ctrl+R", "predict", when=_may_predict_project
    ),
    K.PREDICT_FOLDER: ActionSpec(
        say("actions", "Predict a &folder…"), "Ctrl+Shift+R", when=_may_predict
    ),
    K.PREDICT_OPTIONS: ActionSpec(say("actions", "Prediction options…"), when=_has_model),
    K.OPEN_MODEL: ActionSpec(say("actions", "Use a &model file…"), icon="model"),
    K.IMPORT_WEIGHTS: ActionSpec(say("actions", "&Import weights…")),
    K.EXPORT_MODEL: ActionSpec(
        say("actions", "&Export the model…"),
        tip=say("actions", "For other programs: ONNX, TorchScript, or a bioimage.io package."),
        when=_may_predict,
    ),
}
