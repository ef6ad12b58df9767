"""The settings file: sparse, and never able to stop the program from starting."""

import tomllib
from pathlib import Path

import pytest

from unet_studio.storage.settings_file import MAX_RECENT, Settings, read_settings, write_settings


def test_only_what_differs_is_written_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    mine = Settings(theme="dark", last_images={"/data/细胞": "图像 1.png"})
    write_settings(path, mine)
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {
        "version": 1,
        "theme": "dark",
        "last_images": {"/data/细胞": "图像 1.png"},
    }
    assert read_settings(path) == (mine, [])


def test_no_file_means_defaults_without_a_word(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == (Settings(), [])


def test_invalid_keys_are_dropped_one_by_one_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'theme = "dark"\nfill_opacity = 7\nlanguage = "klingon"\nrecent_projects = 3\n'
        '[last_images]\n"/a" = 5\n'
    )
    settings, problems = read_settings(path)
    assert settings == Settings(theme="dark")
    told = " ".join(map(str, problems))
    assert len(problems) == 4
    for key in ("fill_opacity", "language", "recent_projects", "last_images"):
        assert key in told


def test_keys_of_a_later_program_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('version = 1\nhologram = true\ntheme = "light"\n')
    assert read_settings(path) == (Settings(theme="light"), [])


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"[[[["])
def test_an_unreadable_file_means_defaults_and_a_word(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    settings, (problem,) = read_settings(path)
    assert settings == Settings()
    assert str(path) in str(problem)


def test_a_folder_in_its_place_means_defaults_and_a_word(tmp_path: Path) -> None:
    settings, problems = read_settings(tmp_path)
    assert settings == Settings()
    assert len(problems) == 1


def test_recent_projects_are_few_and_the_latest_comes_first() -> None:
    settings = Settings()
    for number in range(MAX_RECENT + 3):
        settings = settings.with_recent(f"/p{number}")
    settings = settings.with_recent("/p5")
    assert settings.recent_projects[:2] == ("/p5", f"/p{MAX_RECENT + 2}")
    assert len(settings.recent_projects) == MAX_RECENT
    assert settings.recent_projects.count("/p5") == 1


def test_writing_does_not_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slider writes at every step, on the GUI thread; a busy disk needs a quarter of a second."""

    def wait(_file: int) -> None:
        pytest.fail("waited for the disk")

    monkeypatch.setattr("os.fsync", wait)
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(theme="dark"))
    assert read_settings(path) == (Settings(theme="dark"), [])
