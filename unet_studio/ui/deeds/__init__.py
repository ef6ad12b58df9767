"""What the window does for each action: ask where needed, then tell the workspace.

Dialogs are imported when first asked for: they need not hold up the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.deeds.draft_deeds import DraftDeeds
from unet_studio.ui.deeds.edit_deeds import EditDeeds
from unet_studio.ui.deeds.exchange_deeds import ExchangeDeeds
from unet_studio.ui.deeds.export_model_deeds import ExportModelDeeds
from unet_studio.ui.deeds.file_deeds import FileDeeds
from unet_studio.ui.deeds.help_deeds import HelpDeeds
from unet_studio.ui.deeds.history_deeds import HistoryDeeds
from unet_studio.ui.deeds.image_deeds import ImageDeeds
from unet_studio.ui.deeds.label_deeds import LabelDeeds
from unet_studio.ui.deeds.model_deeds import ModelDeeds
from unet_studio.ui.deeds.result_view_deeds import ResultViewDeeds
from unet_studio.ui.deeds.shelf_deeds import ShelfDeeds
from unet_studio.ui.deeds.suggestion_deeds import SuggestionDeeds
from unet_studio.ui.deeds.view_deeds import ViewDeeds

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.actions import ActionKey
    from unet_studio.ui.main_window import MainWindow


class WindowDeeds:
    """The deeds of the window by topic.

    Attributes
    ----------
    files, images
        Those that more than actions ask for.
    """

    def __init__(self, window: MainWindow) -> None:
        self.files = FileDeeds(window)
        self.images = ImageDeeds(window)
        self._topics = (
            self.files,
            ExchangeDeeds(window),
            EditDeeds(window),
            HistoryDeeds(window),
            LabelDeeds(window),
            DraftDeeds(window),
            ViewDeeds(window),
            ResultViewDeeds(window),
            self.images,
            SuggestionDeeds(window),
            ModelDeeds(window),
            ExportModelDeeds(window),
            ShelfDeeds(window),
            HelpDeeds(window),
        )

    def handlers(self) -> dict[ActionKey, Callable[[], object]]:
        """What to do for each action."""
        return {key: deed for topic in self._topics for key, deed in topic.handlers().items()}
