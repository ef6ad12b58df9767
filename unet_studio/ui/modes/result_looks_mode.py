"""Connects what lies over results with a person's preferences, labels and probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.label_class import BACKGROUND_NAME, ClassTable
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.deeds.result_view_deeds import ARRANGEMENT_OF, LAYER_OF
from unet_studio.ui.modes import result_legends as legends
from unet_studio.ui.modes.error_finding import ErrorFinding
from unet_studio.ui.modes.look_preferences import LookPreferences
from unet_studio.ui.modes.place_words import result_words
from unet_studio.ui.results.look_strip import ActionSegments
from unet_studio.ui.results.looks import Arrangement, Layer
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.predictions.map_making import MapGrowth, MapKind, MapWish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.ui.action_set import ActionSet
    from unet_studio.ui.canvas.legend_layer import Legend
    from unet_studio.ui.results.looks import Looks
    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.workspace.predictions.result_set import ShownResult
    from unet_studio.workspace.workspace import Workspace


class ResultLooksMode(QObject):
    """Shows each result in the way that is preferred, as far as there is something to show."""

    def __init__(self, view: ResultsView, actions: ActionSet, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._actions, self._workspace = view, actions, workspace
        self._layers = view.layers
        self._results, self._maps = workspace.prediction.results, workspace.prediction.maps
        self._hidden: frozenset[str] = frozenset()
        self._position = 1  # of the class whose probability is shown
        self._errors = ErrorFinding(workspace, self)
        self._preferences = LookPreferences(workspace.settings, self)
        self._map: MapWish | None = None
        self._choice = view.panel.look.class_choice
        self._fill_strip()
        self._connect()
        self._show_classes()
        self._show_truth()

    def _fill_strip(self) -> None:
        actions = self._actions
        self._view.add_to_strip(ActionSegments(actions[key] for key in LAYER_OF))
        ways = ActionSegments(actions[key] for key in (*ARRANGEMENT_OF, K.BLINK))
        self._view.add_to_strip(ways)

    def _connect(self) -> None:
        settings, look = self._workspace.settings, self._view.panel.look
        look.fill_toggled.connect(lambda on: settings.change(masks_filled=on))
        look.contours_toggled.connect(lambda on: settings.change(contours_visible=on))
        look.contour_width_changed.connect(lambda width: settings.change(contour_px=width))
        look.reference_chosen.connect(lambda found: settings.change(result_reference=found.value))
        look.opacity_changed.connect(self._on_opacity_changed)
        look.hidden_changed.connect(self._on_hidden_changed)
        self._view.divider.moved.connect(lambda place: self._preferences.draw(swipe_place=place))
        self._view.divider.placed.connect(lambda _place: self._preferences.remember())
        self._preferences.drawn.connect(self._draw)
        self._errors.found.connect(self._on_errors_found)
        self._view.mask_changed.connect(self._on_mask_changed)
        self._choice.class_chosen.connect(self._on_class_chosen)
        settings.changed.connect(self._show)
        self._results.reset.connect(self._on_reset)
        self._results.show_failed.connect(self._show)
        self._maps.grown.connect(self._on_map_grown)
        self._maps.failed.connect(self._on_map_failed)
        self._maps.values_arrived.connect(self._view.canvas.tell_cursor_again)

    # ---- What is there ----

    @property
    def _seen(self) -> ShownResult | None:
        """The result in view, once its mask lies over its picture."""
        return self._results.in_view if self._layers.mask.mask is not None else None

    @property
    def _truth(self) -> NDArray[np.uint8] | None:
        return self._seen.truth if self._seen is not None else None

    @property
    def _class_names(self) -> list[str]:
        """Background, then the model's classes, in the order of probabilities."""
        current = self._results.current
        return [BACKGROUND_NAME, *(c.name for c in current.card.classes)] if current else []

    def words_at(self, x: float, y: float) -> str | None:
        """What is known of a point of the image."""
        seen = self._seen
        if seen is None:
            return None
        path, values = seen.result.probabilities_path, None
        height, width = seen.mask.shape
        if path is not None and 0 <= x < width and 0 <= y < height:
            values = self._maps.values_at(path, int(x), int(y))
        label = self._layers.labels.class_at(x, y)
        predicted = self._layers.mask.class_at(x, y)
        return result_words(predicted, label, self._class_names, values)

    def show_next_probability(self) -> None:
        """Show how probable the next class is; after the last comes the background."""
        self._on_class_chosen((self._position + 1) % max(len(self._class_names), 1))
        self._workspace.settings.change(result_layer=Layer.PROBABILITY.value)

    # ---- What changed ----

    def _on_reset(self) -> None:
        self._hidden, self._position = frozenset(), 1
        self._show_classes()
        self._show_truth()

    def _on_mask_changed(self) -> None:
        self._show_truth()
        self._find_errors()

    def _show_truth(self) -> None:
        project = self._workspace.project
        classes = project.classes if project is not None else ClassTable()
        if self._truth is not self._layers.labels.mask:
            self._layers.set_truth(self._truth, classes)
        self._show_hidden()
        self._show()

    def _show_classes(self) -> None:
        current = self._results.current
        listed = current.card.classes if current else ()
        colours = [(c.name, c.colour) for c in listed]
        self._view.panel.look.show_classes(colours, self._hidden)

    def _on_hidden_changed(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._show_hidden()
        self._find_errors()

    def _show_hidden(self) -> None:
        current, project = self._results.current, self._workspace.project
        of_model, of_project = (
            frozenset(c.id for c in classes if c.name in self._hidden)
            for classes in (
                current.card.classes if current else (),
                project.classes if project is not None else (),
            )
        )
        self._layers.set_hidden(of_model, of_project)

    def _on_class_chosen(self, position: int) -> None:
        self._position = position
        self._show()

    # ---- Preferences ----

    def _on_opacity_changed(self, opacity: float) -> None:
        is_heat = self._layer(self._preferences.looks).is_heat
        self._preferences.draw(**{"heat_opacity" if is_heat else "fill_opacity": opacity})

    def _draw(self) -> None:
        looks = self._preferences.looks
        self._view.divider.set_place(looks.swipe_place)
        self._layers.show(looks, self._layer(looks))

    def _layer(self, looks: Looks) -> Layer:
        """What can be shown of what is wished: the mask, where something is missing."""
        if looks.layer.needs_labels and self._truth is None:
            return Layer.MASK
        if looks.layer.is_heat and self._map_path() is None:
            return Layer.MASK
        return looks.layer

    def _map_path(self) -> object:
        return self._seen.result.probabilities_path if self._seen is not None else None

    # ---- Showing ----

    def _show(self) -> None:
        looks = self._preferences.looks
        layer = self._layer(looks)
        for table, chosen in ((LAYER_OF, looks.layer), (ARRANGEMENT_OF, looks.arrangement)):
            for key, value in table.items():
                self._actions.check(key, checked=value is chosen)
        opacity = looks.heat_opacity if layer.is_heat else looks.opacity
        self._view.panel.look.show_looks(looks, opacity)
        names = self._class_names
        self._choice.show_classes(names, min(self._position, len(names) - 1))
        self._view.arrange(looks.arrangement)
        self._view.divider.set_place(looks.swipe_place)
        self._layers.show(looks, layer)
        self._ask_for_map(layer)
        if layer is Layer.ERRORS and self._layers.errors.mask is None and not self._errors.is_busy:
            self._find_errors()
        else:
            self._show_legend(looks, layer)

    def _ask_for_map(self, layer: Layer) -> None:
        seen = self._seen
        path = seen.result.probabilities_path if seen is not None else None
        if not layer.is_heat or path is None:
            wish = None
        elif layer is Layer.PROBABILITY:
            wish = MapWish(path, MapKind.PROBABILITY, self._position)
        else:
            wish = MapWish(path, MapKind.UNCERTAINTY)
        if wish != self._map:
            self._map = wish
            self._layers.heat.set_map(None, legends.colours_of(layer))
            self._maps.request(wish)

    def _on_map_grown(self, wish: MapWish, growth: MapGrowth) -> None:
        if wish != self._map:
            return
        heat, looks = self._layers.heat, self._preferences.looks
        if growth.top == 0:
            heat.set_map(growth.levels, legends.colours_of(looks.layer), growth.bottom)
        else:
            heat.grow(growth.top, growth.bottom)
        self._show_legend(looks, looks.layer, growth)

    def _on_map_failed(self, wish: MapWish, message: Message) -> None:
        if wish == self._map:
            looks = self._preferences.looks
            title = self._heat_legend(looks.layer, render(message))
            self._set_legends(looks, title)

    def _find_errors(self) -> None:
        """Compare what is shown now with the labels, if it is wished."""
        self._errors.forget()
        looks, mask, truth = self._preferences.looks, self._layers.mask.mask, self._truth
        if self._layer(looks) is Layer.ERRORS:
            self._show_legend(looks, Layer.ERRORS)
            if mask is not None and truth is not None:
                self._errors.ask(mask, truth, self._hidden)

    def _on_errors_found(self, kinds: NDArray[np.uint8] | None) -> None:
        self._layers.set_errors(kinds)
        if kinds is not None:
            self._show()

    def _show_legend(self, looks: Looks, layer: Layer, growth: MapGrowth | None = None) -> None:
        if layer.is_heat:
            percent = 0 if growth is None else 100 * growth.bottom // growth.levels.size[0]
            reading = translate("results", "Reading: {percent} %").format(percent=percent)
            self._set_legends(looks, self._heat_legend(layer, reading if percent < 100 else ""))
            return
        if layer is Layer.ERRORS:
            pixel_size_um = self._workspace.pixel_size.um
            self._set_legends(looks, legends.error_legend(self._errors.counts, pixel_size_um))
            return
        legend = legends.plain_legend(layer, self._missing(looks, layer))
        is_plain = looks.arrangement is Arrangement.SINGLE and layer is Layer.MASK
        self._set_legends(looks, None if is_plain and not legend.note else legend)

    def _heat_legend(self, layer: Layer, note: str) -> Legend:
        names = self._class_names
        name = names[min(self._position, len(names) - 1)] if names else ""
        return legends.heat_legend(layer, name, note)

    def _missing(self, looks: Looks, layer: Layer) -> str:
        """Why something else is shown than is wished, or nothing at all."""
        if self._results.problem is not None:
            return render(self._results.problem)
        if layer is looks.layer or self._seen is None:
            return ""
        if looks.layer.needs_labels:
            return translate("results", "This image has no labels, so its mask is shown.")
        return translate(
            "results", "Its probabilities were not kept, so the mask is shown. Predict again."
        )

    def _set_legends(self, looks: Looks, legend: Legend | None) -> None:
        has_labels = self._truth is not None
        against = legends.reference_legend(looks.reference, has_labels=has_labels)
        self._layers.set_legends(legend, against)
