"""What the installer does on Windows alone, against a registry of our own; on Linux, terminals of GBK."""

from __future__ import annotations

import json
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from tests.kits import ROOT
from tests.kits.small import (
    entries,
    launching,
    on_linux,
)

pytestmark = on_linux


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


@pytest.mark.parametrize(("charset", "expected"), [("GB18030", "GB18030:replace"), ("UTF-8", None)])
def test_a_terminal_of_gbk_is_spoken_to_in_gbk(
    charset: str, expected: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launching.locale, "getpreferredencoding", lambda _: charset)
    assert launching.environment(tmp_path).get("PYTHONIOENCODING") == expected
