"""The same work without a screen: the `unet-studio` command."""

from unet_studio.cli.command_line import main

__all__ = ["main"]
