"""A Python that lies beside the kit: unpacked, tried, or refused by its fault."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kits.small import (
    HERE,
    on_linux,
    run,
    setup,
    start,
    summed,
)

pytestmark = on_linux


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


@pytest.mark.parametrize("within", ["", "python-3.12.9/"])
def test_the_embeddable_python_of_windows_is_unpacked_and_looks_for_our_libraries(
    within: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "python-3.12.9-embed-amd64.zip", "w") as archive:
        for name in ("python.exe", "pythonw.exe", "python312.dll", "python312.zip", "python312._pth"):
            archive.writestr(within + name, "")
    python = setup.unpack_python(tmp_path / "python-3.12.9-embed-amd64.zip", tmp_path / "python")
    assert python == tmp_path / "python" / within / "python.exe"
    # with this file it would look nowhere else
    assert not list(tmp_path.rglob("python312._pth"))
