"""The export-model command."""

import json

from unet_studio.storage.resource_files import models_dir

STARTER = models_dir() / "starter.safetensors"


def test_says_how_far_the_copy_is_from_torch(command, tmp_path):
    done = command(
        "export-model", STARTER, "--format", "onnx", "--out", tmp_path / "m.onnx", "--json"
    )
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["file"] == str(tmp_path / "m.onnx")
    assert 0 <= said["max_abs_difference"] < 1e-4
    assert len(said["sizes"]) == 2
    assert {str(path) for path in tmp_path.iterdir()} == {said["file"], *said["examples"]}


def test_plain_words_and_no_examples(command, tmp_path):
    out = tmp_path / "m.pt"
    done = command(
        "export-model", STARTER, "--format", "torchscript", "--out", out, "--no-examples"
    )
    assert done.exit_code == 0, done.output
    assert "differ from torch's by at most" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["m.pt"]


def test_a_name_of_another_form_is_wrong_usage(command, tmp_path):
    done = command("export-model", STARTER, "--format", "onnx", "--out", tmp_path / "m.zip")
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_model_is_refused(command, tmp_path):
    (tmp_path / "m.safetensors").write_bytes(b"\x80\x04hostile")
    out = tmp_path / "m.onnx"
    done = command("export-model", tmp_path / "m.safetensors", "--format", "onnx", "--out", out)
    assert done.exit_code == 1
    assert "pickle" in done.stderr
    assert not out.exists()
