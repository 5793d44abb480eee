"""Installs battlemap from a kit: no network, no administrator, nothing outside the user's folders.

    python battlemap_setup.py check                what is there and what is missing; changes nothing
    python battlemap_setup.py install [--to FOLDER] [--no-entries]
    python battlemap_setup.py portable             runs from this very folder, such as on a stick
    python battlemap_setup.py uninstall [--from FOLDER]

The standard library alone; three files beside it look at the PC, put up the menu entries and start what is installed. A version
is unpacked beside the old one, tried, and only then takes its place; the old one goes when the new one has run once.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from battlemap_entries import FILES, remove_entries, starter, uninstaller, write_entries, write_starter
from battlemap_kit import HERE, Kit, default_home, found_pythons, look
from battlemap_launch import Trouble, current, environment, interpreter, launch, make_fit, write_current

#: The oldest Python on which this file itself can speak.
LEAST = (3, 10)


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
                place = (
                    Path(member.name).parent / member.linkname if member.issym() else Path(member.linkname)
                )
                if any(leads_out(path) for path in (Path(member.name), place)) or member.isdev():
                    raise Trouble(f"“{archive.name}”内含不安全的路径，已停止安装。")
            if hasattr(tarfile, "tar_filter"):
                packed.extractall(folder, filter="tar")
            else:
                packed.extractall(folder)
    for path in folder.rglob("python3*._pth"):
        # an embeddable Python that keeps this file does not look where our libraries lie
        path.unlink()
    for pattern in ("python.exe", "*/python.exe", "bin/python3", "*/bin/python3"):
        for path in sorted(folder.glob(pattern)):
            return path
    raise Trouble(f"“{archive.name}”里没有找到 Python。请换用官方的压缩包（见安装说明）。")


def leads_out(path: Path) -> bool:
    """Whether a path within a folder leads out of it."""
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return path.is_absolute()


def lay(kit: Kit, home: Path, say) -> Path:
    """Unpacks the kit's version into the home and tries it; returns its folder. What was there is not touched."""
    target = home / "versions" / kit.version
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        pythons = found_pythons(kit)
        archive = kit.python_beside()
        if archive is not None:
            say("正在解压附带的 Python")
            python = unpack_python(archive, part / "python")
            place = str(python.relative_to(part))
            version = version_of(python)
        elif pythons:
            (version, place), python = pythons[0], Path(pythons[0][1])
        else:
            raise Trouble("没有可用的 Python。")
        wheels = kit.wheels(version)
        if not wheels:
            raise Trouble(
                f"附带的 Python 是 {version}，安装包只适用于 {'、'.join(kit.facts['pythons'])}，请换一个（见安装说明）。"
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
    put_in_place(part, target)
    return target


def version_of(python: Path) -> str:
    """Returns the version of an interpreter, such as 3.11; raises Trouble where it does not run here."""
    asked = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise Trouble("附带的 Python 在本机不能运行，可能是另一种机型的，请换一个（见安装说明）。") from None
    return done.stdout.strip()


def put_in_place(part: Path, target: Path) -> None:
    """Gives what is laid its name; the same version that stood there is back where that fails, as while it is running."""
    aside = target.with_name(target.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        if target.exists():
            target.replace(aside)
        part.replace(target)
    except OSError:
        if aside.exists() and not target.exists():
            aside.replace(target)
        shutil.rmtree(part, ignore_errors=True)
        raise Trouble("程序正在使用中，不能替换。请先关闭挂图作战再安装，原有版本未受影响。") from None
    shutil.rmtree(aside, ignore_errors=True)


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
    for name in ("versions", "share", "__pycache__"):
        shutil.rmtree(home / name, ignore_errors=True)
    for name in ("current.json", starter(home).name, uninstaller(home).name, *FILES):
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
        make_fit(stream)
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
    except OSError as error:
        print(
            f"读写“{error.filename or HERE}”时出错：{error.strerror or error}。原有版本和档案未受影响。",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
