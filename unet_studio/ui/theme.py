"""Colours and icons of the window, light and dark, following the system unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

if TYPE_CHECKING:
    from pathlib import Path

TRAIN_COLOUR = "#3b82c4"
VALIDATION_COLOUR = "#c2410c"
"""A dark orange: classes are often amber, also to those who see no red or green."""

HELD_OUT_COLOUR = "#e8862e"
ERROR_COLOUR = "#c43b3b"
WARNING_COLOUR = "#b7791f"
GOOD_COLOUR = "#2f9e66"

ICON_SIZES_PX = (24, 48)
"""For plain screens and for dense ones."""

_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f4f5f7",
    _Role.WindowText: "#1d2329",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f0f2f5",
    _Role.Text: "#1d2329",
    _Role.PlaceholderText: "#76808b",
    _Role.Button: "#ffffff",
    _Role.ButtonText: "#1d2329",
    _Role.BrightText: "#ffffff",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1d2329",
    _Role.Highlight: "#2a74b8",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#2a74b8",
    _Role.Link: "#2a74b8",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#e6e9ed",
    _Role.Mid: "#c3c9d1",
    _Role.Dark: "#9aa3ae",
    _Role.Shadow: "#5c6670",
}
_DARK = {
    _Role.Window: "#24282d",
    _Role.WindowText: "#e4e8ec",
    _Role.Base: "#1b1e22",
    _Role.AlternateBase: "#22262b",
    _Role.Text: "#e4e8ec",
    _Role.PlaceholderText: "#8a939d",
    _Role.Button: "#31363d",
    _Role.ButtonText: "#e4e8ec",
    _Role.BrightText: "#ffffff",
    _Role.ToolTipBase: "#31363d",
    _Role.ToolTipText: "#e4e8ec",
    _Role.Highlight: "#3f8fd6",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#3f8fd6",
    _Role.Link: "#6db1ee",
    _Role.Light: "#474e57",
    _Role.Midlight: "#3a4048",
    _Role.Mid: "#4a525b",
    _Role.Dark: "#15181b",
    _Role.Shadow: "#0b0d0f",
}
_DARK_EDGES = "#808b97"
"""Fusion draws the edges of a widget in a darker shade of its window: on dark ones nobody sees
them. Widgets that do not fill themselves with that colour get one whose shade is seen."""
_WITH_EDGES = (
    "QCheckBox",
    "QRadioButton",
    "QLineEdit",
    "QAbstractSpinBox",
    "QAbstractItemView",
)
_DISABLED = {"light": "#a2abb5", "dark": "#67707a"}


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    return palette.color(_Role.WindowText).lightness() > palette.color(_Role.Window).lightness()


def apply_theme(app: QApplication, theme: str) -> None:
    """Dress the whole program.

    Parameters
    ----------
    app
        The application.
    theme
        ``system``, ``light`` or ``dark``.
    """
    if theme == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        theme = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    app.setStyle(QStyleFactory.create("Fusion"))
    palette = _palette(theme)
    app.setPalette(palette)
    edges = QPalette(palette)
    if theme == "dark":
        edges.setColor(_Role.Window, QColor(_DARK_EDGES))
    for kind in _WITH_EDGES:
        app.setPalette(edges, kind)  # type: ignore[arg-type]  # its stub says bytes, wrongly


def _palette(theme: str) -> QPalette:
    palette = QPalette()
    for role, colour in (_DARK if theme == "dark" else _LIGHT).items():
        palette.setColor(role, QColor(colour))
    disabled = QColor(_DISABLED[theme])
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, disabled)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, palette.color(_Role.Mid))
    return palette


def icon(folder: Path, name: str, palette: QPalette) -> QIcon:
    """A single-colour SVG of the resources, drawn in the palette's text colours.

    Parameters
    ----------
    folder
        Where the icons lie.
    name
        File name without suffix; an unknown name gives an empty icon.
    palette
        Gives the colour; Qt itself makes the disabled state paler.
    """
    file = folder / f"{name}.svg"
    result = QIcon()
    if file.is_file():
        renderer = QSvgRenderer(QByteArray(file.read_bytes()))
        colour = palette.color(_Role.ButtonText)
        for edge_px in ICON_SIZES_PX:
            result.addPixmap(_tinted(renderer, colour, edge_px))
    return result


def _tinted(renderer: QSvgRenderer, colour: QColor, edge_px: int) -> QPixmap:
    pixmap = QPixmap(QSize(edge_px, edge_px))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    return pixmap
