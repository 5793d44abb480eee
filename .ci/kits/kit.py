"""Makes an offline kit: the program's wheel, every wheel it needs on that platform, the installer, licences, checksums.

    python .ci/kits/kit.py linux                     x86-64, the newest Qt
    python .ci/kits/kit.py linux --machine aarch64
    python .ci/kits/kit.py linux --glibc 2.28        for older systems: a Qt that still runs there
    python .ci/kits/kit.py linux --machine aarch64 --glibc 2.31
    python .ci/kits/kit.py windows --python-archive python-3.11.9-embed-amd64.zip

The same commit gives the same bytes: times are those of the commit, files stand in order, nobody owns them.
"""

from __future__ import annotations

import argparse
import configparser
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
PIP = (sys.executable, "-m", "pip")
HERE = Path(__file__).resolve().parent
#: Platform → machine → the tags that pip may take wheels for, the best first.
TAGS = {
    "windows": {"x86_64": ["win_amd64"]},
    "linux": {
        "x86_64": ["manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_27_x86_64",
                   "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64"],
        "aarch64": ["manylinux_2_39_aarch64", "manylinux_2_34_aarch64", "manylinux_2_31_aarch64",
                    "manylinux_2_28_aarch64", "manylinux_2_27_aarch64", "manylinux_2_17_aarch64",
                    "manylinux2014_aarch64"],
    },
}  # fmt: skip
#: What installs the kit.
INSTALLER = ("battlemap_setup.py", "battlemap_kit.py", "battlemap_entries.py", "battlemap_launch.py")
#: Wheels that libraries ask for and that nobody needs who installs nothing more.
INSTALLERS = ("pip-", "setuptools-")
#: The Qt of kits for older systems: its wheels run on glibc 2.28 (x86-64) and 2.31 (aarch64) and are the smallest that do;
#: from 6.8 on those for aarch64 ask for 2.39, from 6.10 on those for x86-64 for 2.34.
OLD_QT = "6.7.3"
#: The Pythons of a kit where nothing else is said: as many as the size allows.
PYTHONS = {"windows": ["3.12"], "linux": ["3.11"]}
_GLIBC_TAG = re.compile(r"manylinux_2_(\d+)_")
_GLIBC_SYMBOL = re.compile(rb"GLIBC_2\.(\d+)(?:\.\d+)?\x00")
_LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


def main(words: list[str] | None = None) -> Path:
    """Makes the kit that the words ask for; returns its archive."""
    asked = arguments(words)
    when = commit_time()
    out = Path(asked.out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        kit = gather(asked, Path(folder), when)
        archive = out / (kit.name + (".zip" if asked.platform == "windows" else ".tar.gz"))
        pack(kit, archive, when)
    size = archive.stat().st_size / 2**20
    print(f"{archive}  {size:.0f} MiB  sha256 {digest(archive)}")
    return archive


def arguments(words: list[str] | None) -> argparse.Namespace:
    """Returns what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("platform", choices=sorted(TAGS))
    parser.add_argument("--machine", default="x86_64", choices=("x86_64", "aarch64"))
    parser.add_argument("--python", action="append", help="a Python version, may be repeated")
    parser.add_argument("--glibc", help="the oldest glibc that the kit must run on, such as 2.28")
    parser.add_argument("--python-archive", action="append", default=[], help="a Python to lay beside")
    parser.add_argument("--wheels", help="a folder of wheels to take instead of asking the registry")
    parser.add_argument("--out", default=str(ROOT / "dist"))
    asked = parser.parse_args(words)
    if asked.machine not in TAGS[asked.platform]:
        parser.error(f"no kit for {asked.platform} on {asked.machine}")
    asked.python = asked.python or PYTHONS[asked.platform]
    return asked


def gather(asked: argparse.Namespace, folder: Path, when: int) -> Path:
    """Lays everything out in a folder named as the kit; returns it."""
    program = program_wheel(folder / "program", when)
    version = program.name.split("-")[1]
    old = f"-glibc{asked.glibc}" if asked.glibc else ""
    kit = folder / f"battlemap-{version}-{asked.platform}-{asked.machine}{old}"
    wheels = kit / "wheels"
    wheels.mkdir(parents=True)
    shutil.copy(program, wheels)
    serves: dict[str, list[str]] = {program.name: list(asked.python)}
    for python in asked.python:
        for name in taken(asked, python, wheels):
            serves.setdefault(name, []).append(python)
    for archive in asked.python_archive:
        (kit / "python").mkdir(exist_ok=True)
        shutil.copy(archive, kit / "python")
    licences(wheels, kit / "licences")
    for part in INSTALLER:
        shutil.copy(HERE / part, kit)
    for source in sorted((HERE / asked.platform).iterdir()):
        shutil.copy(source, kit)
    shutil.copytree(HERE / "share", kit / "share")
    if asked.platform == "windows":
        icon(HERE / "share/battlemap.svg", kit / "share/battlemap.ico")
    facts = {
        "name": "battlemap", "version": version, "commit": commit(), "platform": asked.platform,
        "machine": asked.machine, "pythons": asked.python, "glibc": glibc_floor(wheels) if asked.platform == "linux" else "",
        "wheels": {name: serves[name] for name in sorted(serves)},
        "unpacked_mib": round(sum(unpacked(path) for path in wheels.iterdir()) / 2**20 / max(1, len(asked.python)) * 1.3),
    }  # fmt: skip
    (kit / "kit.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    notes = (HERE / "安装说明.txt").read_text(encoding="utf-8")
    for key, value in facts.items():
        notes = notes.replace("{" + key + "}", "、".join(value) if isinstance(value, list) else str(value))
    (kit / "安装说明.txt").write_text(notes, encoding="utf-8-sig", newline="\r\n")
    files = sorted(path for path in kit.rglob("*") if path.is_file())
    sums = "".join(f"{digest(path)}  {path.relative_to(kit).as_posix()}\n" for path in files)
    (kit / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    return kit


def program_wheel(folder: Path, when: int) -> Path:
    """Builds the program's wheel from the files that git knows, with the commit's time; returns it."""
    source = folder / "source"
    source.mkdir(parents=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "benchmarks/", ".ci/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    for name in ("tests", "benchmarks"):
        (source / name).mkdir(exist_ok=True)
    build = f"import setuptools.build_meta as b; b.build_wheel({str(folder)!r})"
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(when)}
    done = subprocess.run(
        [sys.executable, "-c", build], cwd=source, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return next(folder.glob("*.whl"))


def requirements(asked: argparse.Namespace) -> list[str]:
    """Returns what the program needs to run, without what its tests need."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = [line.strip() for line in setup["options"]["install_requires"].splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def constraints(asked: argparse.Namespace, python: str) -> str:
    """Returns the pinned versions of the kit: those for its Python, not for ours, with the older Qt where the system is older."""
    pins = []
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        pin, _, marker = line.partition("#")[0].partition(";")
        if not marker or Marker(marker).evaluate(
            {"python_version": python, "python_full_version": f"{python}.0"}
        ):
            pins.append(pin)
    text = "\n".join(pins) + "\n"
    if asked.glibc and int(asked.glibc.split(".")[1]) < 34:
        text = re.sub(r"^(pyside6-essentials|shiboken6)==.*$", rf"\1=={OLD_QT}", text, flags=re.MULTILINE)
    return text


def taken(asked: argparse.Namespace, python: str, wheels: Path) -> list[str]:
    """Brings the wheels for one Python; returns their names. What has no wheel ends the making, by name."""
    with tempfile.TemporaryDirectory() as folder:
        asking = ["download", "--dest", folder, *selection(asked, python, Path(folder))]
        done = subprocess.run([*PIP, *asking], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{asked.platform} {asked.machine}, Python {python}:\n{done.stderr}")
        names = sorted(
            path.name for path in Path(folder).glob("*.whl") if not path.name.startswith(INSTALLERS)
        )
        for name in names:
            shutil.copy(Path(folder) / name, wheels / name)
    return names


def selection(asked: argparse.Namespace, python: str, folder: Path) -> list[str]:
    """Returns pip's words for what belongs to one Python on the kit's platform."""
    pins = folder / "constraints.txt"
    pins.write_text(constraints(asked, python), encoding="utf-8")
    tags = [tag for tag in TAGS[asked.platform][asked.machine] if runs_on(tag, asked.glibc)]
    return [
        "--quiet", "--disable-pip-version-check", "--ignore-requires-python", "--only-binary=:all:",
        "--implementation", "cp",
        "--python-version", python, "--constraint", str(pins),
        *(word for tag in tags for word in ("--platform", tag)),
        *(["--no-index", "--find-links", asked.wheels] if asked.wheels else []),
        *marked(requirements(asked), asked.platform),
    ]  # fmt: skip


def why_incomplete(platform: str, machine: str, python: str, glibc: str | None = None) -> str:
    """Returns what the registry has no wheel of for a Python on a platform, "" where all is there; brings nothing."""
    asked = arguments([platform, "--machine", machine, *(["--glibc", glibc] if glibc else [])])
    with tempfile.TemporaryDirectory() as folder:
        words = ["install", "--dry-run", "--ignore-installed", "--target", folder]
        command = [*PIP, *words, *selection(asked, python, Path(folder))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def runs_on(tag: str, glibc: str | None) -> bool:
    """Whether wheels of a tag run on that glibc; all do where none is named."""
    asked_for = _GLIBC_TAG.match(tag)
    return not glibc or asked_for is None or int(asked_for[1]) <= int(glibc.split(".")[1])


def marked(lines: list[str], platform: str) -> list[str]:
    """Returns the requirements of a platform; pip itself would ask the machine on which the kit is made."""
    kept = []
    for line in lines:
        name, _, marker = line.partition(";")
        is_windows = "win32" in marker or "Windows" in marker
        if (
            marker
            and ("sys_platform" in marker or "platform_system" in marker)
            and is_windows != (platform == "windows")
        ):
            continue
        kept.append(line if not is_windows else name.strip())
    return kept


def glibc_floor(wheels: Path) -> str:
    """Returns the newest glibc that any file of the wheels asks for, read from the files: 「2.34」."""
    newest = 0
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if ".so" in name.rpartition("/")[2]:
                    versions = _GLIBC_SYMBOL.findall(archive.read(name))
                    newest = max([newest, *map(int, versions)])
    return f"2.{newest}"


def licences(wheels: Path, folder: Path) -> None:
    """Lays the licence files of every wheel into a folder per package."""
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if ".dist-info/" in name and (_LICENCE.search(name) or name.endswith("/METADATA")):
                    target = folder / path.name.split("-")[0].lower() / Path(name).name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))


def icon(source: Path, target: Path) -> None:
    """Draws the program's sign as an icon of Windows in all its sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(256, 256, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    picture = Image.frombytes("RGBA", (256, 256), bytes(image.constBits()))
    picture.save(target, sizes=[(side, side) for side in (16, 24, 32, 48, 64, 128, 256)])
    del application


def unpacked(path: Path) -> int:
    """Returns how many bytes a wheel takes when it is unpacked."""
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def pack(kit: Path, archive: Path, when: int) -> None:
    """Writes the folder as an archive that depends on nothing but its content and the time."""
    files = sorted(
        (path for path in kit.rglob("*") if path.is_file()), key=lambda path: path.relative_to(kit).as_posix()
    )
    if archive.suffix == ".zip":
        moment = time.gmtime(max(when, 315532800))[:6]
        with zipfile.ZipFile(archive, "w") as made:
            for path in files:
                entry = zipfile.ZipInfo(f"{kit.name}/{path.relative_to(kit).as_posix()}", moment)
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                entry.compress_type = (
                    zipfile.ZIP_STORED if path.suffix in (".whl", ".zip") else zipfile.ZIP_DEFLATED
                )
                made.writestr(entry, path.read_bytes())
        return
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=when) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as made,
    ):
        for path in files:
            entry = tarfile.TarInfo(f"{kit.name}/{path.relative_to(kit).as_posix()}")
            entry.size, entry.mtime = path.stat().st_size, when
            entry.mode = 0o755 if path.suffix == ".sh" else 0o644
            made.addfile(entry, io.BytesIO(path.read_bytes()))


def digest(path: Path) -> str:
    """Returns the SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def commit() -> str:
    """Returns the short name of the commit."""
    done = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit_time() -> int:
    """Returns the time of the commit in seconds, in even ones as zip archives know them."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given) // 2 * 2
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout) // 2 * 2


if __name__ == "__main__":
    main()
