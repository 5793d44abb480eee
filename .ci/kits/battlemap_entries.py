"""Menu, desktop, kind of file and command of an installed battlemap, for one user; part of the installer."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from battlemap_launch import IS_WINDOWS, current, interpreter

#: What of the installer stays with the program, to start it and to take it off.
FILES = ("battlemap_setup.py", "battlemap_kit.py", "battlemap_entries.py", "battlemap_launch.py")
#: Where Windows lists what can be taken off.
LEAVING = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\battlemap"
#: What is tied to the kind of file, outermost last.
CLASSES = (
    "battlemap.campaign\\shell\\open\\command", "battlemap.campaign\\shell\\open", "battlemap.campaign\\shell",
    "battlemap.campaign\\DefaultIcon", "battlemap.campaign", ".battlemap",
)  # fmt: skip


def starter(home: Path) -> Path:
    """Returns the file by which people and menus start the program."""
    return home / ("battlemap.cmd" if IS_WINDOWS else "battlemap")


def uninstaller(home: Path) -> Path:
    """Returns the file by which the program is taken off again, when the kit is long gone."""
    return home / ("卸载.cmd" if IS_WINDOWS else "卸载.sh")


def write_starter(home: Path, kit: Path, version: Path) -> None:
    """Lays what of the installer stays, a starter and an uninstaller into the home."""
    facts = json.loads((version / "version.json").read_text(encoding="utf-8"))
    for name in FILES:
        shutil.copy(kit / name, home)
    python = interpreter(version, facts)
    if IS_WINDOWS:
        for path, text in windows_starters(home, python).items():
            path.write_bytes(text.encode("mbcs"))
        return
    quoted = "'" + python.replace("'", "'\\''") + "'"
    for path, deed in ((starter(home), "launch"), (uninstaller(home), "uninstall")):
        text = f'#!/bin/sh\nexec {quoted} "$(dirname "$(readlink -f "$0")")/battlemap_setup.py" {deed} "$@"\n'
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)


def windows_starters(home: Path, python: str) -> dict[Path, str]:
    """Returns file → commands: the starter, and the uninstaller, which takes itself and the Python away that has run it."""
    setup = f'"{python}" "%~dp0battlemap_setup.py"'
    return {
        starter(home): f"@{setup} launch %*\r\n",
        uninstaller(home): (
            f"@echo off\r\n{setup} uninstall\r\nif errorlevel 1 (pause & exit /b 1)\r\n"
            'rmdir /s /q "%~dp0versions" 2>nul\r\npause\r\n(goto) 2>nul & del "%~f0"\r\n'
        ),
    }


def data_folder() -> Path:
    """Returns the user's folder of desktop data on Linux."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")


def linux_entries(home: Path) -> dict[Path, str | Path]:
    """Returns file → text or file to copy: menu entry, kind of file, icon, command."""
    data = data_folder()
    share = home / "share"
    entry = (share / "battlemap.desktop").read_text(encoding="utf-8")
    return {
        data / "applications/battlemap.desktop": entry.replace(
            "Exec=battlemap ", f'Exec="{starter(home)}" '
        ).replace("TryExec=battlemap\n", ""),
        data / "mime/packages/battlemap.xml": share / "battlemap.xml",
        data / "icons/hicolor/scalable/apps/battlemap.svg": share / "battlemap.svg",
        data / "icons/hicolor/scalable/mimetypes/application-x-battlemap.svg": share / "battlemap.svg",
    }


def write_entries(home: Path) -> None:
    """Puts the program into the menu, ties the kind of file to it, makes the command known."""
    if IS_WINDOWS:
        windows_entries(home)
        return
    for path, what in linux_entries(home).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, Path):
            shutil.copy(what, path)
        else:
            path.write_text(what, encoding="utf-8")
    command = Path.home() / ".local/bin/battlemap"
    command.parent.mkdir(parents=True, exist_ok=True)
    if not command.exists() or command.is_symlink():
        command.unlink(missing_ok=True)
        command.symlink_to(starter(home))
    desktop = desktop_folder()
    if desktop.is_dir():
        shutil.copy(data_folder() / "applications/battlemap.desktop", desktop / "挂图作战.desktop")
        (desktop / "挂图作战.desktop").chmod(0o755)
    refresh()


def desktop_folder() -> Path:
    """Returns the user's desktop on Linux, as the system names it."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "user-dirs.dirs"
    try:
        named = re.search(r'^XDG_DESKTOP_DIR="(.*)"', config.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        named = None
    return Path(named[1].replace("$HOME", str(Path.home()))) if named else Path.home() / "Desktop"


def refresh() -> None:
    """Tells the desktop of new entries, where the programs for it are there."""
    data = data_folder()
    for command in (
        ["update-desktop-database", str(data / "applications")],
        ["update-mime-database", str(data / "mime")],
        ["gtk-update-icon-cache", "-q", "-t", "-f", str(data / "icons/hicolor")],
        ["xdg-mime", "default", "battlemap.desktop", "application/x-battlemap"],
    ):
        if shutil.which(command[0]):
            subprocess.run(command, capture_output=True, check=False)


def windows_entries(home: Path) -> None:
    """Puts links into start menu and desktop, and ties .battlemap to the program, for this user alone."""
    import winreg

    version = home / "versions" / current(home)["version"]
    facts = json.loads((version / "version.json").read_text(encoding="utf-8"))
    python = interpreter(version, facts, windowed=True)
    arguments = f'"{home / "battlemap_setup.py"}" launch --window'
    for folder in ("Programs", "Desktop"):
        script = (
            "$s=New-Object -ComObject WScript.Shell;"
            f"$l=$s.CreateShortcut([IO.Path]::Combine($s.SpecialFolders('{folder}'),'挂图作战.lnk'));"
            f"$l.TargetPath='{quoted(python)}';$l.Arguments='{quoted(arguments)}';"
            f"$l.IconLocation='{quoted(str(home / 'share' / 'battlemap.ico'))}';$l.Save()"
        )
        subprocess.run(["powershell", "-NoProfile", "-Command", script], capture_output=True, check=False)
    classes = "Software\\Classes\\"
    opening = f'"{python}" {arguments} "%1"'
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, LEAVING) as key:
        for name, value in (
            ("DisplayName", "挂图作战"), ("DisplayIcon", str(home / "share" / "battlemap.ico")),
            ("DisplayVersion", str(facts["version"])), ("UninstallString", f'cmd /c ""{uninstaller(home)}""'),
        ):  # fmt: skip
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
    for key, value in (
        (".battlemap", "battlemap.campaign"),
        ("battlemap.campaign", "作战行动档案"),
        ("battlemap.campaign\\DefaultIcon", str(home / "share" / "battlemap.ico")),
        ("battlemap.campaign\\shell\\open\\command", opening),
    ):
        winreg.SetValue(winreg.HKEY_CURRENT_USER, classes + key, winreg.REG_SZ, value)


def quoted(text: str) -> str:
    """Returns a text for PowerShell's single quotes."""
    return text.replace("'", "''")


def remove_entries(home: Path) -> None:
    """Takes out of menu, desktop and kinds of files what `write_entries` has put there."""
    if IS_WINDOWS:
        import winreg

        for key in (*("Software\\Classes\\" + name for name in CLASSES), LEAVING):
            try:
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
            except OSError:
                continue
        script = (
            "$s=New-Object -ComObject WScript.Shell;foreach($f in 'Programs','Desktop')"
            "{Remove-Item -ErrorAction Ignore ([IO.Path]::Combine($s.SpecialFolders($f),'挂图作战.lnk'))}"
        )
        subprocess.run(["powershell", "-NoProfile", "-Command", script], capture_output=True, check=False)
        return
    data = data_folder()
    for name in (
        "applications/battlemap.desktop", "mime/packages/battlemap.xml", "icons/hicolor/scalable/apps/battlemap.svg",
        "icons/hicolor/scalable/mimetypes/application-x-battlemap.svg",
    ):  # fmt: skip
        (data / name).unlink(missing_ok=True)
    (desktop_folder() / "挂图作战.desktop").unlink(missing_ok=True)
    command = Path.home() / ".local/bin/battlemap"
    if command.is_symlink() and command.readlink().parent == home:
        command.unlink()
    refresh()
