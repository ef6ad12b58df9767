"""Setting broken label files aside."""

from pathlib import Path

import pytest
from small_project import small_project

from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.labels.label_aside import set_labels_aside
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.project.project_file import list_images


def test_nothing_is_lost_however_often_it_is_broken(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 1)
    image = list_images(project)[0]
    path = label_path(project, image)
    kept = []
    for k in range(3):
        path.write_text(f"broken {k}", encoding="utf-8")
        kept.append(set_labels_aside(project, image))
    assert [file.name for file in kept] == ["0.json.broken", "0.json.broken1", "0.json.broken2"]
    assert [file.read_text("utf-8") for file in kept] == ["broken 0", "broken 1", "broken 2"]
    assert label_path(project, image) == path
    with pytest.raises(WriteError, match="Cannot rename"):
        set_labels_aside(project, image)
