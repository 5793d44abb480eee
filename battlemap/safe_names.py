"""File names made of titles, such as every system takes; names and places that Windows does not take, told in words."""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import PurePath, PureWindowsPath
from typing import Final

from battlemap.errors import BadInput

#: What no file may be called on Windows, whatever ending follows (Naming Files, Paths, and Namespaces, Microsoft).
_DEVICE: Final = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
#: What nobody sees, and halves of characters.
_UNSEEN: Final = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: Characters of a name; with three bytes per han it fits every file system with room for endings.
_MOST: Final = 60
#: Characters of a whole path on Windows (MAX_PATH without its end).
_LONGEST: Final = 259
_IS_WINDOWS: Final = os.name == "nt"


def safe_name(title: str, otherwise: str, most: int = _MOST) -> str:
    """Returns a title as a file may be called, before its ending; `otherwise` where nothing of it is left.

    Signs that a system reads otherwise are left out, and so are dots and spaces at either end; the name of a device, such
    as 「CON」 or 「nul.x」, gets a line behind it.
    """
    seen = _UNSEEN.sub("", _FORBIDDEN.sub("", title.replace("\n", " ").replace("\t", " ")))
    name = " ".join(seen.split()).strip(" .")[:most].strip(" .") or otherwise
    head, dot, tail = name.partition(".")
    return f"{head.rstrip()}_{dot}{tail}" if is_device(name) else name


def is_device(name: str) -> bool:
    """Whether Windows takes a file name for one of its devices."""
    return _DEVICE.fullmatch(name) is not None


def guard_name(path: PurePath, beside: int = 0, *, is_windows: bool | None = None) -> None:
    """Raises BadInput for a path that Windows does not take, where we are there.

    `beside` is by how many characters the paths of what will lie beside are longer.
    """
    if not (_IS_WINDOWS if is_windows is None else is_windows):
        return
    windows = PureWindowsPath(path)
    for part in windows.parts[1:] if windows.anchor else windows.parts:
        if is_device(part):
            raise BadInput(f"“{part}”是 Windows 保留的名称，不能用作文件名，请换一个名称。")
        if (sign := _FORBIDDEN.search(part)) is not None:
            raise BadInput(f"名称“{part}”里有 Windows 不允许的字符“{sign[0]}”，请去掉后再试。")
        if part.endswith((" ", ".")) and part not in (".", ".."):
            raise BadInput(f"名称“{part}”以空格或句点结尾，Windows 不支持，请去掉后再试。")
    over = len(str(windows)) + beside - _LONGEST
    if over > 0 and not _takes_long_paths():
        raise BadInput(
            f"“{windows.name}”所在的位置太长，超出 Windows 的限制 {over} 个字符，请缩短名称或放到较浅的文件夹，如 D:\\作战图。"
        )


def _takes_long_paths() -> bool:
    """Whether this Windows was told to take paths of any length."""
    library = getattr(ctypes, "WinDLL", None)
    try:
        return bool(library and library("ntdll").RtlAreLongPathsEnabled())
    except (OSError, AttributeError):
        return False
