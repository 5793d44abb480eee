"""What the 体检 asks of the machine: versions, folders, room on the disk, the clock, what Qt needs of the system."""

from __future__ import annotations

import ctypes
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import battlemap
from battlemap.shown.health.findings import Finding
from battlemap.shown.settings import default_path, log_folder, portable_folder

#: The Pythons with which the program is tested.
_PYTHONS: Final = ((3, 10), (3, 14))
#: The first Qt for Python that must not be used, and why not.
_TOO_NEW_QT: Final = (6, 12)
#: MB that a folder should have free, and below which nothing can be trusted.
_COMFORT, _LEAST = 500, 50
#: The program was not written before.
_EARLIEST: Final = datetime(2018, 1, 1)
#: Hours east of Greenwich of the people who use it.
_EAST: Final = 8
#: What Qt opens at run time, each with the Debian package that brings it (.ci/prepare and the installer have the same list).
LIBRARIES: Final = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3", "libglib-2.0.so.0": "libglib2.0-0", "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xkb.so.1": "libxcb-xkb1", "libcups.so.2": "libcups2",
}  # fmt: skip
#: Without it there is a window, but no printer.
_FOR_PRINTING: Final = "libcups2"


def machine_findings(now: datetime) -> list[Finding]:
    """Returns what holds on this PC whatever file is open."""
    folders = {
        "设置文件夹": default_path().parent,
        "日志文件夹": log_folder(),
        "临时文件夹": Path(tempfile.gettempdir()),
    }
    return [
        versions(),
        *libraries(),
        clock(now),
        *(writable(name, folder) for name, folder in folders.items()),
        room("临时文件夹所在磁盘", folders["临时文件夹"]),
    ]


def versions() -> Finding:
    """Returns the versions of the program and of what it stands on."""
    try:
        qt = version("PySide6-Essentials")
    except PackageNotFoundError:
        qt = "未知"
    words = f"battlemap {battlemap.__version__}，Python {platform.python_version()}，Qt for Python {qt}，{platform.platform()}"
    if portable_folder() is not None:
        words += "，便携运行"
    if not _PYTHONS[0] <= sys.version_info[:2] <= _PYTHONS[1]:
        return Finding(
            "版本", words, "hint", "程序在 Python 3.10 至 3.14 上测试过，请用安装包附带或推荐的版本。"
        )
    numbers = tuple(int(part) for part in qt.split(".")[:2] if part.isdecimal())
    if numbers >= _TOO_NEW_QT:
        return Finding(
            "版本", words, "bad", "Qt for Python 6.12 会使程序意外退出，请改用 6.11 或更早的版本。"
        )
    return Finding("版本", words)


def libraries(load: Callable[[str], object] = ctypes.CDLL) -> list[Finding]:
    """Returns which of the system's libraries the window misses; nothing on systems that have none."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for name, package in LIBRARIES.items():
        try:
            load(name)
        except OSError:
            missing.append(package)
    if missing == [_FOR_PRINTING]:
        advice = f"列不出打印机，请管理员安装：{_FOR_PRINTING}；导出 PDF 不受影响。"
        return [Finding("系统组件", f"缺少 {_FOR_PRINTING}", "hint", advice)]
    if missing:
        words = f"缺少 {'、'.join(missing)}"
        return [
            Finding("系统组件", words, "bad", f"请管理员安装：{' '.join(missing)}；命令行和制图不受影响。")
        ]
    return [Finding("系统组件", "窗口所需的系统组件齐全")]


def clock(now: datetime) -> Finding:
    """Returns whether the clock can be right, and whether it tells the time of China."""
    words = f"{now:%Y-%m-%d %H:%M}"
    if now < _EARLIEST:
        return Finding("时钟", words, "bad", "本机日期明显不对，请先校准；逐日研判和日志都按本机日期。")
    offset = now.astimezone().utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0.0
    if hours != _EAST:
        return Finding(
            "时钟", f"{words}，时区为 UTC{hours:+g}", "hint", "时区不是北京时间，请在系统设置中改为 UTC+8。"
        )
    return Finding("时钟", f"{words}，北京时间")


def writable(name: str, folder: Path) -> Finding:
    """Returns whether something can be written into a folder, tried in earnest."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="battlemap-"):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Finding(
            name, f"“{folder}”不能写入（{reason}）", "bad", "请检查文件夹权限，或改用便携方式运行。"
        )
    return Finding(name, f"“{folder}”可以写入")


def room(name: str, folder: Path) -> Finding:
    """Returns how much is free on the disk of a folder, in GB of 2^30 bytes."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Finding(name, "看不到剩余空间", "hint", "请检查磁盘或网络连接。")
    words = f"剩余 {free / 2**30:.1f} GB"
    if free < _LEAST * 2**20:
        return Finding(name, words, "bad", "空间将满，保存和备份会失败，请立即腾出空间。")
    if free < _COMFORT * 2**20:
        return Finding(name, words, "hint", "请腾出空间，备份和制图需要几百 MB。")
    return Finding(name, words)
