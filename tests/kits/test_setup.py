"""The installer: nothing outside the user's folders, whole or not at all, the old version until the new one has run."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kits import ROOT, module

setup, kits = module("battlemap_setup"), module("kit")
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
MACHINE = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the installer's Linux half is tried here"
)

#: A program that says its version and with which code it ends.
MAIN = "import os, sys\nprint({version!r}, *sys.argv[1:])\nopen(os.environ.get('SEEN', os.devnull), 'w').write({version!r})\n"


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for inner, text in files.items():
            archive.writestr(inner, text)
    return path


@pytest.fixture
def make_kit(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small kit: the program is a line, Qt is a name."""

    def make(version: str = "1.0", code: int = 0, works: bool = True, **changed: object) -> Path:
        kit = tmp_path / f"kit {version}"
        (kit / "wheels").mkdir(parents=True)
        trial = "" if works else "raise RuntimeError('库文件不全')"
        program = {
            "battlemap/__init__.py": "",
            "battlemap/__main__.py": MAIN.format(version=version)
            + f"if __name__ == '__main__': sys.exit({code})\n",
            "battlemap/ui/__init__.py": "",
            "battlemap/ui/application.py": f"def make_application(): {trial or 'pass'}\n",
        }
        wheel(kit / "wheels", f"battlemap-{version}-py3-none-any.whl", program)
        qt = {
            "PySide6/__init__.py": "",
            "PySide6/QtWidgets.py": "",
            "x.data/purelib/more.py": "",
            "x.data/scripts/tool": "",
        }
        wheel(kit / "wheels", "qt-1-py3-none-any.whl", qt)
        facts = {
            "name": "battlemap", "version": version, "commit": "c", "platform": "linux", "machine": MACHINE,
            "pythons": [HERE], "glibc": "2.17", "unpacked_mib": 1,
            "wheels": {path.name: [HERE] for path in (kit / "wheels").iterdir()},
        } | changed  # fmt: skip
        (kit / "kit.json").write_text(json.dumps(facts), encoding="utf-8")
        for part in kits.INSTALLER:
            shutil.copy(ROOT / ".ci/kits" / part, kit)
        shutil.copytree(ROOT / ".ci/kits/share", kit / "share")
        files = sorted(path for path in kit.rglob("*") if path.is_file())
        sums = "".join(f"{setup.digest(path)}  {path.relative_to(kit).as_posix()}\n" for path in files)
        (kit / "SHA256SUMS").write_text(sums, encoding="utf-8")
        return kit

    return make


def run(kit: Path, home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the kit's installer with a home of its own."""
    home.mkdir(exist_ok=True)
    around = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | env
    command = [sys.executable, str(kit / "battlemap_setup.py"), *words]
    return subprocess.run(command, env=around, capture_output=True, text=True, check=False)


def start(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Starts what is installed as a menu would."""
    starter = home / ".local/share/battlemap-app/battlemap"
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run([str(starter), *words], env=env, capture_output=True, text=True, check=False)


def versions(home: Path) -> set[str]:
    return {path.name for path in (home / ".local/share/battlemap-app/versions").iterdir()}


def test_it_is_installed_into_the_users_folder_and_starts(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "家 目录"
    done = run(make_kit(), home, "install")
    assert done.returncode == 0, done.stderr
    assert "已安装 battlemap 1.0" in done.stdout
    assert start(home, "demo", "x").stdout == "1.0 demo x\n"
    assert start(home, "--window", "a.battlemap").stdout == "1.0 open a.battlemap\n"
    entry = (home / ".local/share/applications/battlemap.desktop").read_text("utf-8")
    assert f'Exec="{home}/.local/share/battlemap-app/battlemap" --window %f' in entry
    assert "Name[zh_CN]=挂图作战" in entry and "application/x-battlemap" in entry
    assert (home / ".local/share/mime/packages/battlemap.xml").is_file()
    assert (home / ".local/bin/battlemap").resolve().is_file()
    lib = home / ".local/share/battlemap-app/versions/1.0/lib"
    assert (lib / "more.py").is_file() and not (lib / "tool").exists() and not (lib / "x.data").exists()


def test_the_old_version_stays_until_the_new_one_has_run_once(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    done = run(make_kit("1.1"), home, "install")
    assert "原版本 1.0 暂时保留" in done.stdout
    assert versions(home) == {"1.0", "1.1"}
    assert start(home).stdout == "1.1\n"
    assert versions(home) == {"1.1"}
    assert start(home).stdout == "1.1\n"


def test_a_new_version_that_dies_gives_way_to_the_old_one(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    run(make_kit("1.1", code=70), home, "install")
    died = start(home)
    assert died.returncode == 70 and "已回到 1.0" in died.stderr
    assert start(home).stdout == "1.0\n"


def test_a_version_that_does_not_start_here_is_not_installed(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    done = run(make_kit("1.1", works=False), home, "install")
    assert done.returncode == 1 and "库文件不全" in done.stderr and "原有版本未受影响" in done.stderr
    assert versions(home) == {"1.0"}
    assert start(home).stdout == "1.0\n"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"platform": "windows"}, "请换用对应的安装包"),
        ({"glibc": "2.99"}, "glibc"),
        ({"pythons": ["3.99"]}, "没有找到 64 位 Python 3.99"),
        ({"unpacked_mib": 10**9}, "请先腾出空间"),
    ],
)
def test_what_is_missing_is_said_before_anything_changes(
    changed: dict[str, object], words: str, make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    kit = make_kit(**changed)
    checked = run(kit, home, "check")
    assert checked.returncode == 1 and words in checked.stdout and "暂时不能安装" in checked.stdout
    done = run(kit, home, "install")
    assert done.returncode == 1 and words in done.stderr and "没有改动本机任何内容" in done.stderr
    assert list(home.iterdir()) == []


def test_a_kit_with_a_damaged_file_is_refused_by_name(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    with (kit / "wheels/qt-1-py3-none-any.whl").open("ab") as file:
        file.write(b"x")
    done = run(kit, home, "install")
    assert done.returncode == 1 and "wheels/qt-1-py3-none-any.whl" in done.stderr
    (kit / "kit.json").unlink()
    assert "缺少 kit.json" in run(kit, home, "install").stderr
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.py", "battlemap/../../evil.py", "/evil.py", "C:\\evil.py"])
def test_a_wheel_that_reaches_outside_is_refused(name: str, tmp_path: Path) -> None:
    bad = wheel(tmp_path, "bad.whl", {name: ""})
    with pytest.raises(setup.Trouble, match="不安全的路径"):
        setup.unpack_wheel(bad, tmp_path / "lib")
    assert not (tmp_path / "evil.py").exists()


def test_from_a_stick_nothing_is_written_elsewhere(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    done = run(kit, home, "portable", "demo")
    assert done.returncode == 0 and done.stdout.endswith("1.0 demo\n")
    assert list(home.iterdir()) == []
    assert (kit / "便携版/portable").is_dir()
    version = kit / "便携版/versions/1.0"
    assert setup.environment(version, kit / "便携版")["BATTLEMAP_PORTABLE"] == str(kit / "便携版/portable")


def test_uninstalling_leaves_campaigns_and_settings(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    kit = make_kit()
    run(kit, home, "install")
    kept = [home / "行动.battlemap", home / ".config/battlemap/settings.json"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    done = run(kit, home, "uninstall")
    assert done.returncode == 0 and "都没有动" in done.stdout
    assert all(path.exists() for path in kept)
    assert not (home / ".local/share/battlemap-app").exists()
    assert not (home / ".local/share/applications/battlemap.desktop").exists()
    assert not (home / ".local/bin/battlemap").is_symlink()
    assert "没有安装" in run(kit, home, "uninstall").stderr
