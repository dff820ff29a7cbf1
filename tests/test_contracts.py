"""The import contracts hold, and each one breaks when a bad import is planted; the core imports without Qt."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(linter), "--no-cache"], cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)}
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    for name in ("app", "ui", "glossary"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("room", "bad", "contract"),
    [
        ("glossary/matcher.py", "import app.model", "ui may use app"),
        ("app/review/edits.py", "import ui.session", "ui may use app"),
        ("app/review/edits.py", "import PySide6.QtCore", "no Qt below ui"),
        ("glossary/matcher.py", "import PySide6.QtCore", "no Qt below ui"),
        ("app/clean/propose.py", "import app.align", "rooms of app"),
        ("app/store/store.py", "import app.review", "rooms of app"),
        ("app/model.py", "import app.errors", "rooms of app"),
        ("app/writers/write.py", "import app.store", "pure stages"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, room: str, bad: str, contract: str) -> None:
    path = copy / room
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n{bad}\n", "utf-8")
    try:
        ran = lint(copy)
    finally:
        path.write_text(text, "utf-8")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    broken = [line for line in ran.stdout.splitlines() if "BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), ran.stdout


def test_the_tree_keeps_every_contract(copy: Path) -> None:
    ran = lint(copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "4 kept, 0 broken" in ran.stdout


def test_the_core_imports_with_no_qt_about() -> None:
    script = """
import importlib, pkgutil, sys
sys.modules["PySide6"] = None
for top in ("glossary", "app"):
    package = importlib.import_module(top)
    for module in pkgutil.walk_packages(package.__path__, top + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_the_empty_window_imports_no_stage_of_the_pipeline() -> None:
    """It would double the time until it is painted (docs/performance.md)."""
    unwanted = {"app.pipeline", "app.project", "app.store", "app.readers", "ui.work"}
    code = f"import sys, ui.main; print({unwanted} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
