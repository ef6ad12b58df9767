"""UNet Studio: from a folder of images to a segmentation you can trust."""

__version__ = "0.1.0"
