"""Menus: which actions stand where; None is a separator."""

from __future__ import annotations

from unet_studio.domain.message import Text, say
from unet_studio.ui.actions import ActionKey as K

Entry = K | None | tuple[Text, tuple["Entry", ...]]

_SHAPE: tuple[Entry, ...] = (
    K.SHAPE_PROPERTIES,
    None,
    K.MERGE_SHAPES,
    K.SUBTRACT_SHAPES,
    K.FILL_HOLES,
    K.SIMPLIFY_SHAPES,
    K.SMOOTH_SHAPES,
    None,
    K.TO_MASKS,
    K.TO_POLYGONS,
    None,
    K.GROUP_SHAPES,
    K.UNGROUP_SHAPES,
)
_ORDER: tuple[Entry, ...] = (
    K.BRING_TO_FRONT,
    K.BRING_FORWARD,
    K.SEND_BACKWARD,
    K.SEND_TO_BACK,
)
_ACCESS: tuple[Entry, ...] = (
    K.HIDE_SHAPES,
    K.HIDE_OTHERS,
    K.SHOW_ALL,
    None,
    K.LOCK_SHAPES,
    K.UNLOCK_ALL,
)

SHAPE_MENU: tuple[Entry, ...] = (
    K.SHAPE_PROPERTIES,
    K.DELETE,
    None,
    K.CUT_SHAPES,
    K.COPY_SHAPES,
    K.PASTE_SHAPES,
    K.DUPLICATE_SHAPES,
    None,
    K.MERGE_SHAPES,
    K.SUBTRACT_SHAPES,
    K.FILL_HOLES,
    K.SIMPLIFY_SHAPES,
    K.SMOOTH_SHAPES,
    K.TO_MASKS,
    K.TO_POLYGONS,
    None,
    K.GROUP_SHAPES,
    K.UNGROUP_SHAPES,
    K.SELECT_GROUP,
    K.SELECT_SAME_CLASS,
    None,
    (say("menus", "&Order"), _ORDER),
    (say("menus", "&Hide and lock"), _ACCESS),
)
"""What a right click on a shape offers."""

MENUS: tuple[tuple[Text, tuple[Entry, ...]], ...] = (
    (
        say("menus", "&File"),
        (
            K.OPEN_FOLDER,
            K.NEW_PROJECT,
            K.OPEN_SAMPLE,
            None,
            K.EXPORT_MASKS,
            K.EXPORT_LABELME,
            None,
            K.QUIT,
        ),
    ),
    (
        say("menus", "&Edit"),
        (
            K.UNDO,
            K.REDO,
            None,
            K.CUT_SHAPES,
            K.COPY_SHAPES,
            K.PASTE_SHAPES,
            K.DUPLICATE_SHAPES,
            K.TAKE_OVER_SHAPES,
            K.DELETE,
            None,
            K.SELECT_ALL,
            K.INVERT_SELECTION,
            K.SELECT_SAME_CLASS,
            K.SELECT_GROUP,
            None,
            (say("menus", "S&hape"), _SHAPE),
            (say("menus", "&Order"), _ORDER),
            (say("menus", "Hide and loc&k"), _ACCESS),
            None,
            K.EARLIER_VERSIONS,
            K.SET_BROKEN_ASIDE,
        ),
    ),
    (
        say("menus", "&Label"),
        (
            K.SELECT_TOOL,
            K.PAN_TOOL,
            K.CUT_TOOL,
            None,
            (
                say("menus", "&Draw"),
                (
                    K.POLYGON_TOOL,
                    K.FREEHAND_TOOL,
                    None,
                    K.RECTANGLE_TOOL,
                    K.ORIENTED_RECTANGLE_TOOL,
                    K.CIRCLE_TOOL,
                    None,
                    K.POINT_TOOL,
                    K.LINE_TOOL,
                    K.LINE_STRIP_TOOL,
                ),
            ),
            (say("menus", "&Paint"), (K.BRUSH_TOOL, K.ERASER_TOOL)),
            (
                say("menus", "&Smart selection"),
                (
                    K.WAND_TOOL,
                    K.LIVE_WIRE_TOOL,
                    K.GRAB_CUT_TOOL,
                    K.SUPERPIXELS_TOOL,
                    K.THRESHOLD_TOOL,
                    K.PROMPT_TOOL,
                ),
            ),
        ),
    ),
    (
        say("menus", "&View"),
        (
            K.LABEL_MODE,
            K.TRAIN_MODE,
            K.RESULTS_MODE,
            None,
            K.ZOOM_IN,
            K.ZOOM_OUT,
            K.ZOOM_FIT,
            K.ZOOM_ACTUAL,
            None,
            K.DISPLAY_PANEL,
            K.PIXEL_SIZE,
            (
                say("menus", "&Show"),
                (
                    K.SHOW_LABELS,
                    K.OUTLINES_ONLY,
                    None,
                    K.SCALE_BAR,
                    K.PIXEL_GRID,
                    K.CROSSHAIR,
                ),
            ),
            None,
            (say("menus", "&Colours"), (K.THEME_SYSTEM, K.THEME_LIGHT, K.THEME_DARK)),
            (say("menus", "&Language"), (K.LANGUAGE_ENGLISH, K.LANGUAGE_CHINESE)),
        ),
    ),
    (
        say("menus", "&Image"),
        (
            K.PREVIOUS_IMAGE,
            K.NEXT_IMAGE,
            K.PREVIOUS_UNLABELLED,
            K.NEXT_UNLABELLED,
            None,
            K.TOGGLE_HELD_OUT,
            K.IMAGE_FLAGS,
            K.MARK_FULLY,
            K.MARK_PARTLY,
            K.MARK_UNLABELLED,
            K.DELETE_LABELS,
            None,
            K.PREDICT_SELECTED,
            None,
            K.COPY_PATHS,
            K.SHOW_IN_FOLDER,
        ),
    ),
    (
        say("menus", "&Model"),
        (K.TRAIN, K.STOP, None, K.PREDICT_PROJECT, K.PREDICT_FOLDER, None, K.OPEN_MODEL),
    ),
    (say("menus", "&Help"), (K.SHORTCUTS, K.ABOUT)),
)

IMAGE_MENU: tuple[Entry, ...] = (
    K.TOGGLE_HELD_OUT,
    K.MARK_FULLY,
    K.MARK_PARTLY,
    K.MARK_UNLABELLED,
    None,
    K.PREDICT_SELECTED,
    None,
    K.COPY_PATHS,
    K.SHOW_IN_FOLDER,
    None,
    K.DELETE_LABELS,
)
"""What can be done with the images selected in the browser."""
