"""A kit lying in a folder, and what of this PC stands in its way; part of the installer."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from battlemap_launch import IS_WINDOWS, Trouble

HERE = Path(__file__).resolve().parent
#: Free room beside the unpacked size, MiB.
SPARE = 100
#: What Qt opens at run time on Linux, with the Debian package that brings it.
LIBRARIES = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3", "libglib-2.0.so.0": "libglib2.0-0", "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xkb.so.1": "libxcb-xkb1", "libcups.so.2": "libcups2",
}  # fmt: skip


class Kit:
    """A kit lying in a folder."""

    def __init__(self, folder: Path = HERE) -> None:
        self.folder = folder
        try:
            facts = json.loads((folder / "kit.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise Trouble("安装包不完整：缺少 kit.json。请重新解压整个安装包后再试。") from None
        self.facts = facts
        self.version = str(facts["version"])

    def damaged(self) -> list[str]:
        """Returns the names of files that are missing or not as they were made."""
        try:
            lines = (self.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        except OSError:
            return ["SHA256SUMS"]
        return [
            name
            for sum_, name in (line.split("  ", 1) for line in lines)
            if digest(self.folder / name) != sum_
        ]

    def wheels(self, python: str) -> list[Path]:
        """Returns the wheels for a Python such as 3.11, the program's own last."""
        names = [name for name, served in self.facts["wheels"].items() if python in served]
        names.sort(key=lambda name: name.startswith("battlemap-"))
        return [self.folder / "wheels" / name for name in names]

    def python_beside(self) -> Path | None:
        """Returns the archive of a Python that lies beside, or None."""
        folder = self.folder / "python"
        archives = sorted(folder.glob("*.zip")) + sorted(folder.glob("*.tar.gz")) if folder.is_dir() else []
        return archives[0] if archives else None


def digest(path: Path) -> str:
    """Returns the SHA-256 of a file in hex, "" where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def default_home() -> Path:
    """Returns the folder of this user's programs in which ours stands."""
    if IS_WINDOWS:
        return (
            Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "Programs" / "battlemap"
        )
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "battlemap-app"


def found_pythons(kit: Kit) -> list[tuple[str, str]]:
    """Returns (version, path) of the Pythons here for which the kit has wheels, the running one first."""
    wanted = kit.facts["pythons"]
    candidates = [sys.executable, *(shutil.which("python" + version) or "" for version in wanted)]
    pythons = []
    for path in candidates:
        if not path:
            continue
        asked = "import sys; print('%d.%d' % sys.version_info[:2], sys.maxsize > 2**32)"
        done = subprocess.run([path, "-I", "-c", asked], capture_output=True, text=True, check=False)
        version, _, is_64 = done.stdout.strip().partition(" ")
        if done.returncode == 0 and version in wanted and is_64 == "True" and (version, path) not in pythons:
            pythons.append((version, path))
    return pythons


def missing_libraries() -> list[str]:
    """Returns the packages of the system libraries that Qt will not find."""
    if IS_WINDOWS:
        return []
    import ctypes

    missing = []
    for name, package in LIBRARIES.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(package)
    return missing


def glibc() -> str:
    """Returns this system's glibc, "" where there is none."""
    return platform.libc_ver()[1] if platform.libc_ver()[0] == "glibc" else ""


def numbers(version: str) -> tuple[int, ...]:
    """Returns a version as numbers that can be compared."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def look(kit: Kit, home: Path, wants_files_checked: bool = True) -> tuple[list[str], list[str]]:
    """Returns what forbids installing and what only should be known, as sentences. Changes nothing."""
    bars, hints = [], []
    facts = kit.facts
    here = "windows" if IS_WINDOWS else sys.platform
    machine = {"AMD64": "x86_64", "amd64": "x86_64", "arm64": "aarch64"}.get(
        platform.machine(), platform.machine()
    )
    if facts["platform"] != here or facts["machine"] != machine:
        bars.append(
            f"安装包适用于 {facts['platform']} {facts['machine']}，本机是 {here} {machine}。请换用对应的安装包。"
        )
        return bars, hints
    floor, own = facts.get("glibc") or "", glibc()
    if floor and own and numbers(own) < numbers(floor):
        bars.append(
            f"本机系统库 glibc 为 {own}，安装包要求 {floor} 及以上。请换用“glibc{own}”或更低的安装包。"
        )
    if not found_pythons(kit) and kit.python_beside() is None:
        wanted = " 或 ".join(facts["pythons"])
        bars.append(
            f"本机没有找到 64 位 Python {wanted}，安装包的 python 文件夹里也没有附带。"
            "请把 Python 压缩包放进安装包的 python 文件夹后再试（见安装说明）。"
        )
    if wants_files_checked:
        damaged = kit.damaged()
        if damaged:
            bars.append(
                f"安装包有 {len(damaged)} 个文件损坏或缺失：{'、'.join(damaged[:3])}。请重新拷贝整个安装包。"
            )
    standing = home
    while not standing.exists():
        standing = standing.parent
    if not os.access(standing, os.W_OK):
        bars.append(f"不能写入“{standing}”。请用 --to 指定一个有权写入的文件夹。")
    need = int(facts.get("unpacked_mib", 0)) + SPARE
    free = shutil.disk_usage(standing).free // 2**20
    if free < need:
        bars.append(f"“{standing}”所在磁盘只剩 {free} MB，安装需要约 {need} MB。请先腾出空间。")
    packages = missing_libraries()
    if packages:
        hints.append(
            f"缺少系统组件：{' '.join(packages)}。窗口可能打不开，请管理员安装；命令行和制图不受影响。"
        )
    return bars, hints
