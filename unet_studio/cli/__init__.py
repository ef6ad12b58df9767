"""The same work without a screen: the `unet-studio` command."""

from unet_studio.cli.main import main

__all__ = ["main"]
