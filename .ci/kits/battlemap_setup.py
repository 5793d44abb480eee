"""Installs battlemap from a kit: no network, no administrator, nothing outside the user's folders.

    python battlemap_setup.py check                what is there and what is missing; changes nothing
    python battlemap_setup.py install [--to FOLDER] [--no-entries]
    python battlemap_setup.py portable             runs from this very folder, such as on a stick
    python battlemap_setup.py uninstall [--from FOLDER]

The standard library alone; two files beside it put up the menu entries and start what is installed. A version is unpacked beside
the old one, tried, and only then takes its place; the old one goes when the new one has run once and ended well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from battlemap_entries import FILES, remove_entries, starter, write_entries, write_starter
from battlemap_launch import IS_WINDOWS, Trouble, current, environment, interpreter, launch, write_current

HERE = Path(__file__).resolve().parent
#: The oldest Python on which this file itself can speak.
LEAST = (3, 10)
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
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xkb.so.1": "libxcb-xkb1",
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


# -- what is there -----------------------------------------------------------------------------------------------


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
    found = []
    for path in candidates:
        if not path:
            continue
        asked = "import sys; print('%d.%d' % sys.version_info[:2], sys.maxsize > 2**32)"
        done = subprocess.run([path, "-I", "-c", asked], capture_output=True, text=True, check=False)
        version, _, is_64 = done.stdout.strip().partition(" ")
        if done.returncode == 0 and version in wanted and is_64 == "True" and (version, path) not in found:
            found.append((version, path))
    return found


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


# -- unpacking -----------------------------------------------------------------------------------------------------


def unpack_wheel(wheel: Path, lib: Path) -> None:
    """Unpacks a wheel as pip would lay it, without scripts; refuses what would lie outside."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            name = entry.filename
            parts = name.split("/")
            if parts[0].endswith(".data"):
                if len(parts) < 3 or parts[1] not in ("purelib", "platlib"):
                    continue
                parts = parts[2:]
            if entry.is_dir() or "__pycache__" in parts:
                continue
            if any(part in ("", "..") or ":" in part or "\\" in part for part in parts):
                raise Trouble(f"“{wheel.name}”内含不安全的路径“{name}”，已停止安装。")
            target = lib.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as source, target.open("wb") as out:
                shutil.copyfileobj(source, out, 1 << 20)
            if ".so" in target.name:
                target.chmod(0o755)


def unpack_python(archive: Path, folder: Path) -> Path:
    """Unpacks a Python that lay beside; returns its interpreter."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
    else:
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                if member.name.startswith(("/", "..")) or "/../" in member.name:
                    raise Trouble(f"“{archive.name}”内含不安全的路径，已停止安装。")
            packed.extractall(folder)
    for path in folder.glob("python3*._pth"):
        # an embeddable Python that keeps this file does not look where our libraries lie
        path.unlink()
    for pattern in ("python.exe", "*/python.exe", "bin/python3", "*/bin/python3"):
        for path in sorted(folder.glob(pattern)):
            return path
    raise Trouble(f"“{archive.name}”里没有找到 Python。请换用官方的压缩包（见安装说明）。")


def lay(kit: Kit, home: Path, say) -> Path:
    """Unpacks the kit's version into the home and tries it; returns its folder. What was there is not touched."""
    target = home / "versions" / kit.version
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        found = found_pythons(kit)
        archive = kit.python_beside()
        if archive is not None:
            say("正在解压附带的 Python")
            python = unpack_python(archive, part / "python")
            place = str(python.relative_to(part))
            asked = "import sys; print('%d.%d' % sys.version_info[:2])"
            version = subprocess.run(
                [str(python), "-c", asked], capture_output=True, text=True, check=False
            ).stdout.strip()
        elif found:
            (version, place), python = found[0], Path(found[0][1])
        else:
            raise Trouble("没有可用的 Python。")
        wheels = kit.wheels(version)
        if not wheels:
            raise Trouble(
                f"附带的 Python 是 {version or '未知版本'}，安装包只适用于 {'、'.join(kit.facts['pythons'])}。"
            )
        for number, wheel in enumerate(wheels, 1):
            say(f"正在解压 {number}/{len(wheels)}：{wheel.name.split('-')[0]}")
            unpack_wheel(wheel, part / "lib")
        say("正在编译")
        compiled = [str(python), "-I", "-m", "compileall", "-q", "-j", "0", str(part / "lib")]
        subprocess.run(compiled, capture_output=True, check=False)
        facts = {"version": kit.version, "python": place, "commit": kit.facts["commit"]}
        (part / "version.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        say("正在试运行")
        attempt(part, facts)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    if target.exists():
        shutil.rmtree(target.with_name(target.name + ".old"), ignore_errors=True)
        target.replace(target.with_name(target.name + ".old"))
    part.replace(target)
    shutil.rmtree(target.with_name(target.name + ".old"), ignore_errors=True)
    return target


def attempt(version: Path, facts: dict) -> None:
    """Starts the unpacked program without a screen; raises Trouble with what it said."""
    trial = (
        "import PySide6.QtWidgets, battlemap.__main__, battlemap.ui.application as a; a.make_application()"
    )
    env = {**environment(version), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [interpreter(version, facts), "-S", "-c", trial], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise Trouble(f"新版本在本机试运行没有成功，原有版本未受影响。原因：{last}")


# -- deeds -----------------------------------------------------------------------------------------------------------


def install(kit: Kit, home: Path, has_entries: bool, say=print) -> None:
    """Installs or upgrades; whatever fails, what was there works as before."""
    bars, hints = look(kit, home)
    for sentence in hints:
        say("注意：" + sentence)
    if bars:
        raise Trouble("\n".join(bars) + "\n没有改动本机任何内容。")
    home.mkdir(parents=True, exist_ok=True)
    old = current(home).get("version")
    version = lay(kit, home, say)
    shutil.rmtree(home / "share", ignore_errors=True)
    shutil.copytree(kit.folder / "share", home / "share")
    write_starter(home, kit.folder, version)
    is_upgrade = bool(old) and old != kit.version and (home / "versions" / old).is_dir()
    write_current(home, {"version": kit.version, "before": old} if is_upgrade else {"version": kit.version})
    if has_entries:
        write_entries(home)
    kept = f"原版本 {old} 暂时保留，新版本正常运行一次后自动清除。" if is_upgrade else ""
    say(f"已安装 battlemap {kit.version} 到“{home}”。{kept}")


def portable(kit: Kit, words: list) -> int:
    """Runs from the kit's own folder; settings and logs stay beside it, nothing is written elsewhere."""
    home = kit.folder / "便携版"
    facts = current(home)
    if facts.get("version") != kit.version:
        bars, hints = look(kit, home)
        if bars:
            raise Trouble("\n".join(bars))
        for sentence in hints:
            print("注意：" + sentence)
        home.mkdir(parents=True, exist_ok=True)
        lay(kit, home, print)
        (home / "portable").mkdir(exist_ok=True)
        write_current(home, {"version": kit.version})
    return launch(home, words or ["--window"])


def uninstall(home: Path, say=print) -> None:
    """Removes the program; campaigns, backups and settings stay."""
    if not (home / "versions").is_dir():
        raise Trouble(f"“{home}”里没有安装 battlemap。")
    remove_entries(home)
    for name in ("versions", "share"):
        shutil.rmtree(home / name, ignore_errors=True)
    for name in ("current.json", starter(home).name, *FILES):
        (home / name).unlink(missing_ok=True)
    try:
        home.rmdir()
    except OSError:
        say(f"“{home}”里还有其他文件，文件夹予以保留。")
    say("已卸载 battlemap。作战行动档案、备份和个人设置都没有动。")


def main(words=None) -> int:
    """Does what the words say; returns the exit code."""
    words = sys.argv[1:] if words is None else words
    if sys.version_info < LEAST:
        print(
            "Python 版本过低：需要 {}.{} 及以上，本机是 {}.{}。".format(*LEAST, *sys.version_info[:2]),
            file=sys.stderr,
        )
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if words[:1] == ["launch"]:
            return launch(HERE, words[1:])
        if words[:1] == ["portable"]:
            return portable(Kit(), words[1:])
        parser = argparse.ArgumentParser(prog="battlemap_setup.py")
        parser.add_argument("deed", choices=("check", "install", "uninstall"))
        parser.add_argument("--to", "--from", dest="home", type=Path, default=None)
        parser.add_argument("--no-entries", action="store_true")
        asked = parser.parse_args(words)
        home = (
            asked.home
            or (HERE if asked.deed == "uninstall" and (HERE / "versions").is_dir() else default_home())
        ).absolute()
        if asked.deed == "install":
            install(Kit(), home, not asked.no_entries)
        elif asked.deed == "uninstall":
            uninstall(home)
        else:
            bars, hints = look(Kit(), home)
            for sentence in [*bars, *hints]:
                print(sentence)
            print("可以安装。" if not bars else "暂时不能安装。")
            return 1 if bars else 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
