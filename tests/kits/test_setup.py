"""The installer: nothing outside the user's folders, whole or not at all, the old version until the new one has run."""

from __future__ import annotations

import io
import json
import os
import platform
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from tests.kits import ROOT, module

setup, kits = module("battlemap_setup"), module("kit")
entries, launching = sys.modules["battlemap_entries"], sys.modules["battlemap_launch"]
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
        sums = "".join(f"{kits.digest(path)}  {path.relative_to(kit).as_posix()}\n" for path in files)
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
    with pytest.raises(launching.Trouble, match="不安全的路径"):
        setup.unpack_wheel(bad, tmp_path / "lib")
    assert not (tmp_path / "evil.py").exists()


def test_from_a_stick_nothing_is_written_elsewhere(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    done = run(kit, home, "portable", "demo")
    assert done.returncode == 0 and done.stdout.endswith("1.0 demo\n")
    assert list(home.iterdir()) == []
    assert (kit / "便携版/portable").is_dir()
    version = kit / "便携版/versions/1.0"
    assert launching.environment(version, kit / "便携版")["BATTLEMAP_PORTABLE"] == str(
        kit / "便携版/portable"
    )


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


# -- a Python that lies beside ------------------------------------------------------------------------------------------


def packed(archive: Path, files: dict[str, bytes], links: dict[str, str] | None = None) -> Path:
    """Makes a .tar.gz of files that may be run, and of links."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive, "w:gz") as made:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o755
            made.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            made.addfile(entry)
    return archive


def summed(kit: Path) -> None:
    """Writes the checksums again after something was laid beside."""
    files = sorted(path for path in kit.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    sums = "".join(f"{kits.digest(path)}  {path.relative_to(kit).as_posix()}\n" for path in files)
    (kit / "SHA256SUMS").write_text(sums, encoding="utf-8")


def test_a_python_that_lies_beside_is_unpacked_and_runs_the_program(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    kit, home = make_kit(), tmp_path / "home"
    here = f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n".encode()
    packed(
        kit / "python/cpython.tar.gz", {"python/bin/python3.11": here}, {"python/bin/python3": "python3.11"}
    )
    summed(kit)
    done = run(kit, home, "install")
    assert done.returncode == 0, done.stderr
    assert "正在解压附带的 Python" in done.stdout
    version = home / ".local/share/battlemap-app/versions/1.0"
    assert json.loads((version / "version.json").read_text("utf-8"))["python"] == "python/python/bin/python3"
    assert start(home, "demo").stdout == "1.0 demo\n"
    assert str(version) in (home / ".local/share/battlemap-app/battlemap").read_text("utf-8")


def test_a_whole_python_moved_elsewhere_runs_the_program(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    """The installation under test itself, as an office would get it: interpreter, library, modules, nothing else."""
    base, series = Path(sys.base_prefix), f"python{HERE}"
    if not (base / "bin" / series).is_file() or not (base / "lib" / series / "os.py").is_file():
        pytest.skip("this Python is no whole folder of its own")
    kit, home = make_kit(), tmp_path / "home"
    (kit / "python").mkdir()
    without = {
        "site-packages",
        "test",
        "idlelib",
        "tkinter",
        "ensurepip",
        "lib2to3",
        "__pycache__",
        f"config-{HERE}",
    }

    def chosen(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        parts = set(Path(entry.name).parts)
        return None if parts & without or any(part.startswith("config-") for part in parts) else entry

    with tarfile.open(kit / "python/whole.tar.gz", "w:gz", compresslevel=1) as made:
        made.add(base / "bin" / series, f"python/bin/{series}")
        for library in sorted((base / "lib").glob("libpython*.so*")):
            made.add(library, f"python/lib/{library.name}")
        made.add(base / "lib" / series, f"python/lib/{series}", filter=chosen)
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, series
        made.addfile(link)
    summed(kit)
    done = run(kit, home, "install")
    assert done.returncode == 0, done.stderr
    started = start(home, "demo")
    assert started.stdout == "1.0 demo\n", started.stderr
    python = home / ".local/share/battlemap-app/versions/1.0/python/python/bin/python3"
    asked = [str(python), "-I", "-c", "import sys, sqlite3, ctypes; print(sys.prefix)"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(said) == python.parents[1]


@pytest.mark.parametrize(
    ("files", "links", "words"),
    [
        ({"../evil": b""}, {}, "不安全的路径"),
        ({"a/../../evil": b""}, {}, "不安全的路径"),
        ({"bin/python3": b""}, {"bin/evil": "../../../etc/passwd"}, "不安全的路径"),
        ({"bin/readme": b""}, {}, "没有找到 Python"),
        ({"bin/python3": b"\x7fELF of another machine"}, {}, "不能运行"),
        ({"bin/python3": b"#!/bin/sh\necho 2.7\n"}, {}, "附带的 Python 是 2.7"),
    ],
)
def test_a_python_that_will_not_do_is_refused_and_nothing_stays(
    files: dict[str, bytes], links: dict[str, str], words: str, make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    kit, home = make_kit(), tmp_path / "home"
    packed(kit / "python/cpython.tar.gz", files, links)
    summed(kit)
    done = run(kit, home, "install")
    assert done.returncode == 1 and words in done.stderr, done.stderr
    assert not list(home.rglob("versions/*")) and not (tmp_path / "evil").exists()


def test_the_embeddable_python_of_windows_is_unpacked_and_looks_for_our_libraries(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "python-3.12.9-embed-amd64.zip", "w") as archive:
        for name in ("python.exe", "pythonw.exe", "python312.dll", "python312.zip", "python312._pth"):
            archive.writestr(name, "")
    python = setup.unpack_python(tmp_path / "python-3.12.9-embed-amd64.zip", tmp_path / "python")
    assert python == tmp_path / "python/python.exe"
    # with this file it would look nowhere else
    assert not (tmp_path / "python/python312._pth").exists()


# -- upgrade and end ---------------------------------------------------------------------------------------------------


def test_an_upgrade_keeps_settings_and_campaigns_byte_for_byte(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    kept = {
        home / ".config/battlemap/settings.json": '{"theme": "red"}',
        home / "档案/行动.battlemap": "一步",
    }
    for path, text in kept.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    run(make_kit("1.1"), home, "install")
    assert start(home).stdout == "1.1\n"
    assert {path: path.read_text("utf-8") for path in kept} == kept


def test_a_program_that_is_ended_from_outside_after_a_while_has_started_well(
    make_kit: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    run(make_kit("1.1", code=137), home, "install")
    monkeypatch.setattr(launching, "LONG", -1.0)
    assert launching.launch(home / ".local/share/battlemap-app", []) == 137
    assert versions(home) == {"1.1"}


def test_the_same_version_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, target = tmp_path / "1.0.part", tmp_path / "1.0"
    part.mkdir()
    target.mkdir()
    (target / "program").touch()

    def held(path: Path, other: Path) -> None:
        if path == part:
            raise PermissionError(13, "Permission denied")
        os.rename(path, other)  # noqa: PTH104

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(launching.Trouble, match="请先关闭挂图作战"):
        setup.put_in_place(part, target)
    assert (target / "program").exists() and not part.exists()


def test_it_is_taken_off_without_the_kit(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    run(kit, home, "install")
    shutil.rmtree(kit)
    app = home / ".local/share/battlemap-app"
    assert (app / "卸载.sh").stat().st_mode & stat.S_IXUSR
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    done = subprocess.run([str(app / "卸载.sh")], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not app.exists()


# -- what only Windows does ---------------------------------------------------------------------------------------------


class Registry:
    """The registry of a user, as far as it is asked; keys with children stay, as on Windows."""

    HKEY_CURRENT_USER, REG_SZ = "HKCU", 1

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def SetValue(self, root: str, key: str, kind: int, value: str) -> None:
        self.values[key] = value

    def CreateKey(self, root: str, key: str) -> Registry:
        self.open = key
        return self

    def SetValueEx(self, key: Registry, name: str, _: int, kind: int, value: str) -> None:
        self.values[f"{self.open}\\{name}"] = value

    def DeleteKey(self, root: str, key: str) -> None:
        below = [other for other in self.values if other.startswith(key + "\\") and "Uninstall" not in key]
        if below:
            raise PermissionError(5, "Access is denied")
        self.values = {other: value for other, value in self.values.items() if not other.startswith(key)}

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def test_on_windows_a_double_click_opens_a_file_and_all_is_taken_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    registry, scripts = Registry(), list[str]()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(entries, "IS_WINDOWS", True)
    monkeypatch.setattr(launching, "IS_WINDOWS", True)
    said = SimpleNamespace(returncode=0)
    monkeypatch.setattr(entries.subprocess, "run", lambda words, **_: scripts.append(words[-1]) or said)
    home = tmp_path / "李明's 程序"
    version = home / "versions/1.0"
    (version / "python").mkdir(parents=True)
    (version / "python/pythonw.exe").touch()
    facts = {"version": "1.0", "python": "python/python.exe"}
    (version / "version.json").write_text(json.dumps(facts), encoding="utf-8")
    launching.write_current(home, {"version": "1.0"})
    entries.write_entries(home)
    opening = registry.values["Software\\Classes\\battlemap.campaign\\shell\\open\\command"]
    assert opening == f'"{version}/python/pythonw.exe" "{home}/battlemap_setup.py" launch --window "%1"'
    assert registry.values["Software\\Classes\\.battlemap"] == "battlemap.campaign"
    assert registry.values[entries.LEAVING + "\\DisplayName"] == "挂图作战"
    assert len(scripts) == 2 and all(
        "李明''s 程序" in script and "挂图作战.lnk" in script for script in scripts
    )
    entries.remove_entries(home)
    assert registry.values == {} and "Remove-Item" in scripts[-1]


def test_the_starters_of_windows_are_commands_that_find_their_own_folder() -> None:
    home = PureWindowsPath(r"C:\Users\李明\AppData\Local\Programs\battlemap")
    texts = entries.windows_starters(home, r"C:\Python312\python.exe")
    assert all("\r\n" in text and "\n" not in text.replace("\r\n", "") for text in texts.values())
    assert all('"%~dp0battlemap_setup.py"' in text for text in texts.values())
    for script in (ROOT / ".ci/kits/windows").glob("*.cmd"):
        raw = script.read_bytes()
        assert raw.count(b"\n") == raw.count(b"\r\n"), script.name


@pytest.mark.parametrize(("charset", "told"), [("GB18030", "GB18030:replace"), ("UTF-8", None)])
def test_a_terminal_of_gbk_is_spoken_to_in_gbk(
    charset: str, told: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launching.locale, "getpreferredencoding", lambda _: charset)
    assert launching.environment(tmp_path).get("PYTHONIOENCODING") == told
