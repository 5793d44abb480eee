"""The program as a wheel: built from the checkout, installed alone, run from another folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# what building needs; anything else in the checkout must not be missed
PARTS = (
    "battlemap",
    "db",
    "docs",
    "resources",
    "setup.cfg",
    "pyproject.toml",
    "MANIFEST.in",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "constraints.txt",
    "tests",
    "benchmarks",
)


def data_files() -> set[str]:
    """The names of every file of docs, resources and db as they must stand in the wheel."""
    return {
        "battlemap/" + path.relative_to(ROOT).as_posix()
        for folder in ("docs", "resources", "db")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and source archive, built from a copy so that no stale build folder can help."""
    source = tmp_path_factory.mktemp("source")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name)
        elif (ROOT / name).is_file():
            shutil.copy(ROOT / name, source / name)
    # what an interpreter leaves behind must not be packed
    (source / "resources/__pycache__").mkdir(exist_ok=True)
    (source / "resources/__pycache__/stale.pyc").touch()
    target = tmp_path_factory.mktemp("dist")
    build = (
        f"import setuptools.build_meta as b; b.build_sdist({str(target)!r}); b.build_wheel({str(target)!r})"
    )
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a venv in which nothing but the wheel is installed; libraries come from the running venv."""
    home = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True, capture_output=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, next(built.glob("*.whl"))], check=True, capture_output=True)
    # a plain line: the .pth files over there, that of the checkout among them, are not followed
    purelib = Path(run(python, home, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (purelib / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def run(program: Path, folder: Path, *arguments: str) -> str:
    """What the program prints when it is started in that folder, without a screen."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DISPLAY")}
    env = kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_every_module_and_data_file_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "battlemap").rglob("*.py")}
    assert names == modules | data_files()


def test_the_source_archive_builds_and_has_neither_tests_nor_benchmarks(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {name.removeprefix("battlemap/") for name in data_files()} <= names
    assert {"setup.cfg", "pyproject.toml", "README.md", "LICENSE", "constraints.txt"} <= names
    assert not {name for name in names if name.startswith(("tests", "benchmarks")) or name.endswith(".pyc")}


def test_the_wheel_finds_its_own_files_from_another_folder(installed: Path, tmp_path: Path) -> None:
    look = (
        "import battlemap; from battlemap import paths;"
        "print(battlemap.__file__);"
        "tops = (paths.manual().parent, paths.resource(), paths.database());"
        "print(*(p for top in tops for p in top.rglob('*') if p.is_file()), sep='\\n')"
    )
    where, *files = run(installed, tmp_path, "-c", look).splitlines()
    package = Path(where).parent
    assert ROOT not in package.parents
    found = {
        "battlemap/" + Path(name).relative_to(package).as_posix()
        for name in files
        if "__pycache__" not in name
    }
    assert found == data_files()


def test_the_wheel_plays_the_demo_campaign_by_its_command(installed: Path, tmp_path: Path) -> None:
    command = installed.parent / ("battlemap.exe" if os.name == "nt" else "battlemap")
    run(command, tmp_path, "demo", "演示.battlemap")
    assert "完好" in run(command, tmp_path, "check", "演示.battlemap")
    with closing(sqlite3.connect(tmp_path / "演示.battlemap")) as file:
        assert file.execute("SELECT COUNT(*) FROM action").fetchone() == (11,)
        assert file.execute("SELECT COUNT(*) FROM task").fetchone()[0] >= 70
