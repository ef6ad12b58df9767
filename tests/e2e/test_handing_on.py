"""Hand the starter model on from the Model menu."""

import onnxruntime
from PySide6.QtWidgets import QLineEdit, QPushButton

from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.ui.actions import ActionKey
from unet_studio.ui.dialogs.export_model_dialog import ExportModelDialog
from unet_studio.ui.dialogs.exported_model_dialog import ExportedModelDialog


def test_exporting_from_the_menu(driver, tmp_path):
    project = write_sample(tmp_path / "sample")
    driver.workspace.opening.open_project(project.root)
    driver.wait_until(lambda: driver.workspace.models.in_use is not None)

    def answer(dialog):
        line = next(w for w in dialog.findChildren(QLineEdit) if w.accessibleName() == "File")
        assert line.text() == str(project.root / "exports" / "starter.onnx")
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export").click()

    driver.with_dialog(ExportModelDialog, answer)
    driver.window.actions_[ActionKey.EXPORT_MODEL].trigger()
    driver.wait_until(lambda: driver.window.findChild(ExportedModelDialog) is not None, 60)
    told = driver.window.findChild(ExportedModelDialog)
    assert told.isVisible()
    session = onnxruntime.InferenceSession(project.root / "exports" / "starter.onnx")
    assert session.get_inputs()[0].name == "image"
    told.close()
