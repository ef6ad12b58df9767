"""The layers hold: the import contracts are kept, and would notice a violation."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "unet_studio"


def lint_imports(checkout):
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path):
    """A copy of the package and its contracts, to be spoilt."""
    shutil.copytree(PACKAGE, tmp_path / "unet_studio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_are_kept():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/annotation.py", "import unet_studio.imaging", "Layers"),
        ("learning/data/split.py", "import unet_studio.learning.training.train", "Learning"),
        ("learning/new.py", "", "Learning"),
        (
            "storage/pictures/mask_file.py",
            "import unet_studio.storage.project.project_file",
            "Storage",
        ),
        ("ui/__init__.py", "import unet_studio.storage", "only through the workspace"),
        ("imaging/__init__.py", "from PySide6 import QtGui", "No Qt below the workspace"),
        ("storage/__init__.py", "import torch", "torch only where the program learns"),
        ("workspace/__init__.py", "import labelme", "its own process"),
        ("orphan.py", "import json", "Layers"),
    ],
)
def test_a_violation_fails(checkout, module, line, contract):
    with (checkout / "unet_studio" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = lint_imports(checkout)
    broken = [row for row in result.stdout.splitlines() if "BROKEN" in row]
    assert result.returncode != 0
    assert contract in (broken[0] if broken else result.stdout)


def test_widgets_only_in_the_window():
    """Only what is seen may use QtWidgets; `workspace` keeps to QtCore and QtGui."""
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(uses_widgets(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    assert users <= {"ui", "app.py"}


def uses_widgets(node):
    match node:
        case ast.Import(names=names):
            return any("QtWidgets" in alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names):
            return "QtWidgets" in (module or "") or any(a.name == "QtWidgets" for a in names)
    return False


def test_pydantic_is_imported_by_one_door():
    """Threads that import its parts side by side end up with half of it."""
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if imports_pydantic(ast.parse(path.read_text("utf-8")))
    }
    assert users == {"storage/validation.py"}


def imports_pydantic(tree):
    for_checks = [
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    ]
    return any(
        (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pydantic"))
        or (isinstance(node, ast.Import) and any("pydantic" in a.name for a in node.names))
        for node in ast.walk(tree)
        if node not in for_checks
    )
