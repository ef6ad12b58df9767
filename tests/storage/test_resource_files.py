from __future__ import annotations

from unet_studio.storage.resource_files import models_dir, resources_dir


def test_they_lie_in_the_package_or_at_the_top_of_the_checkout() -> None:
    assert resources_dir().name == "resources"
    assert models_dir().name == "models"
    assert resources_dir().parent == models_dir().parent
