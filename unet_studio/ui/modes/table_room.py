"""Connects the room of the tables in Results with the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from unet_studio.ui.results.results_view import ResultsView
    from unet_studio.workspace.settings import SettingsKeeper


class TableRoom(QObject):
    """Remembers how high the tables are, and whether they are folded, once a person has said so."""

    def __init__(self, view: ResultsView, settings: SettingsKeeper) -> None:
        super().__init__(view)
        now = settings.now
        if now.tables_folded is not None:
            view.tabs.decide(folded=now.tables_folded)
        view.parts.set_share(now.tables_share)
        view.parts.shared.connect(lambda share: settings.change(tables_share=round(share, 3)))
        view.tabs.decided.connect(lambda folded: settings.change(tables_folded=folded))
