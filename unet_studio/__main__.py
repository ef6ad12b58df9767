"""`python -m unet_studio` does what `unet-studio` does."""

from unet_studio.cli import main

if __name__ == "__main__":
    main()
