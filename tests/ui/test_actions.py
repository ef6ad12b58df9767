"""The table of actions, the menus made of it, and what is possible when."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from unet_studio.app import Studio
from unet_studio.storage.resource_files import resources_dir
from unet_studio.ui.actions import ACTIONS, ActionKey, Mode, Situation, possible_actions
from unet_studio.ui.menus import MENUS, Entry

K = ActionKey
WORKING = Situation(
    has_project=True, has_images=True, has_labels=True, has_document=True, can_train=True,
    has_model=True,
)  # fmt: skip
ALWAYS = {
    K.OPEN_FOLDER, K.NEW_PROJECT, K.OPEN_SAMPLE, K.QUIT, K.LABEL_MODE, K.TRAIN_MODE,
    K.RESULTS_MODE, K.OPEN_MODEL, K.IMPORT_WEIGHTS, K.MODEL_SHELF, K.LANGUAGE_ENGLISH,
    K.LANGUAGE_CHINESE, K.THEME_SYSTEM,
    K.THEME_LIGHT, K.THEME_DARK, K.SHORTCUTS, K.ABOUT,
}  # fmt: skip


def in_menus(entries: tuple[Entry, ...]) -> Iterator[ActionKey]:
    for entry in entries:
        if isinstance(entry, tuple):
            yield from in_menus(entry[1])
        elif entry is not None:
            yield entry


def test_every_key_has_one_row_and_stands_in_one_menu() -> None:
    assert set(ACTIONS) == set(ActionKey)
    places = Counter(key for _title, entries in MENUS for key in in_menus(entries))
    assert places == Counter(ActionKey)


def test_shortcuts_are_understood_by_qt_and_unique(qtbot: QtBot) -> None:
    keys = [QKeySequence(spec.shortcut) for spec in ACTIONS.values() if spec.shortcut]
    assert not any(key.isEmpty() for key in keys)
    texts = Counter(key.toString() for key in keys)
    assert {text for text, count in texts.items() if count > 1} == set()
    assert "" not in texts


def test_letters_behind_ampersands_are_unique_in_each_menu() -> None:
    for title, entries in MENUS:
        texts = [ACTIONS[key].text.template for key in entries if isinstance(key, ActionKey)]
        letters = Counter(t[t.index("&") + 1].lower() for t in texts if "&" in t)
        assert {x for x, count in letters.items() if count > 1} == set(), title


def test_every_icon_exists() -> None:
    names = {spec.icon for spec in ACTIONS.values() if spec.icon}
    missing = {n for n in names if not (resources_dir() / "icons" / f"{n}.svg").is_file()}
    assert missing == set()


def test_every_action_does_something(studio: Studio) -> None:
    assert set(studio.window._deeds.handlers()) == set(ActionKey)


def test_nothing_open_offers_only_ways_in() -> None:
    assert possible_actions(Situation()) == ALWAYS


def test_labelling_offers_tools_and_undo_only_if_there_is_something_to_undo() -> None:
    now = possible_actions(WORKING)
    assert {K.POLYGON_TOOL, K.SELECT_ALL, K.TRAIN, K.EXPORT_MASKS, K.TOGGLE_HELD_OUT} <= now
    assert not {K.UNDO, K.REDO, K.DELETE, K.STOP} & now


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"can_undo": True}, K.UNDO),
        ({"can_redo": True}, K.REDO),
        ({"has_selection": True}, K.DELETE),
    ],
)
def test_editing_needs_label_mode(change: dict[str, bool], key: ActionKey) -> None:
    def possible(mode: Mode) -> frozenset[ActionKey]:
        values = {name: getattr(WORKING, name) for name in WORKING.__dataclass_fields__}
        return possible_actions(Situation(**{**values, **change, "mode": mode}))

    assert key in possible(Mode.LABEL)
    assert key not in possible(Mode.TRAIN)
    assert key not in possible(Mode.RESULTS)


def test_while_training_one_can_stop_but_not_open_another_project() -> None:
    now = possible_actions(Situation(has_project=True, has_images=True, is_training=True))
    assert K.STOP in now
    assert not {K.OPEN_FOLDER, K.NEW_PROJECT, K.OPEN_SAMPLE, K.TRAIN} & now


def test_while_busy_nothing_long_can_be_started() -> None:
    now = possible_actions(
        Situation(has_images=True, has_labels=True, has_model=True, is_busy=True)
    )
    assert (
        not {K.PREDICT_PROJECT, K.PREDICT_FOLDER, K.EXPORT_MASKS, K.EXPORT_LABELS, K.IMPORT_LABELS}
        & now
    )


def test_a_folder_can_be_predicted_without_a_project() -> None:
    now = possible_actions(Situation(has_model=True))
    assert K.PREDICT_FOLDER in now
    assert K.PREDICT_PROJECT not in now


def test_zooming_needs_a_picture_in_view() -> None:
    zooms = {K.ZOOM_IN, K.ZOOM_OUT, K.ZOOM_FIT, K.ZOOM_ACTUAL}
    assert not zooms & possible_actions(Situation(mode=Mode.TRAIN, has_images=True))
    assert zooms <= possible_actions(Situation(mode=Mode.RESULTS, has_results=True))
    assert not zooms & possible_actions(Situation(mode=Mode.RESULTS, has_images=True))


def test_a_key_the_canvas_handles_is_shown_in_the_menu_and_taken_by_none(studio: Studio) -> None:
    action = studio.window.actions_[K.DELETE]
    assert action.text() == "&Delete shapes\tDel"
    assert action.shortcut().isEmpty()
