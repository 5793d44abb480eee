"""What the program remembers about its user, not about a campaign: window, recent files, theme, name."""

from __future__ import annotations

import getpass
import json
import logging
import os
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, Final

import attrs
import platformdirs

from battlemap.domain.operator import Operator
from battlemap.moving import move_over

#: How many files 「最近」 lists.
RECENT: Final = 12
#: Who signs as long as nobody has said who it is.
_NOBODY: Final = "操作员"
#: Accounts of machines, not of people.
_ACCOUNTS: Final = frozenset(
    ("root", "administrator", "admin", "user", "pc", "owner", "guest", "hp", "lenovo", "dell", "asus", "huawei", "uos",
     "kylin", "ubuntu", "debian", "test", "默认", "管理员")
)  # fmt: skip
#: Size of type in percent → its word.
SIZES: Final[dict[int, str]] = {100: "标准", 115: "大", 130: "特大", 150: "最大"}
#: Paper of the smaller sheets → its words; "" is each sheet's own.
PAPERS: Final[dict[str, str]] = {"": "按各图（多为 A3）", "A4": "A4", "A3": "A3"}
_log = logging.getLogger(__name__)
#: No number in the settings is larger: pixels, seconds, days.
_MOST: Final = 1_000_000


def portable_folder() -> Path | None:
    """Returns the folder of a program that runs from a stick and leaves nothing on the PC, None for one that is installed."""
    named = os.environ.get("BATTLEMAP_PORTABLE")
    return Path(named) if named else None


def default_path() -> Path:
    """Returns where the settings of this user lie."""
    if (folder := portable_folder()) is not None:
        return folder / "settings.json"
    return platformdirs.user_config_path("battlemap", appauthor=False) / "settings.json"


def log_folder() -> Path:
    """Returns the folder of this user's log files."""
    if (folder := portable_folder()) is not None:
        return folder / "log"
    return platformdirs.user_log_path("battlemap", appauthor=False)


def where_kept() -> str:
    """Returns in words where settings and logs are kept: on the stick of a portable program, else on this PC."""
    if (folder := portable_folder()) is not None:
        return f"便携方式运行：设置和日志存放在“{folder}”，本机不留痕迹。"
    return "设置存放在本机的用户文件夹；要从 U 盘直接运行、本机不留痕迹，请用安装盘里的“运行”。"


def _login_name() -> str:
    """Returns the name under which somebody is logged in; 「操作员」 for an account that is nobody's name."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        return _NOBODY
    return _NOBODY if name.casefold() in _ACCOUNTS else name


def _is_usable(value: object, kind: str) -> bool:
    """Whether a value of the right type is one that a screen can have, and a table holds what it should."""
    if isinstance(value, float):
        return isfinite(value) and abs(value) <= _MOST
    if isinstance(value, int):
        return abs(value) <= _MOST
    if isinstance(value, dict) and kind.endswith("int]"):
        return all(type(item) is int and abs(item) <= _MOST for item in value.values())
    if isinstance(value, dict) and kind.endswith("str]"):
        return all(isinstance(item, str) for item in value.values())
    return True


@attrs.define
class Settings:
    """Read once at the start, written at once by `save`; an unreadable file means the defaults, never a crash."""

    path: Path
    geometry: str = ""
    window_state: str = ""
    recent: list[str] = attrs.field(factory=list)
    theme: str = "light"
    size: int = 100
    has_been_greeted: bool = False
    paper: str = ""
    density: str = "normal"
    fades_after: int = 10
    zoom: float = 0.0
    last_folder: str = ""
    backup_folder: str = ""
    operator: str = attrs.field(factory=_login_name)
    unit: str = ""
    is_sheet_open: bool = False
    sheet_width: int = 360
    motion: bool = True
    wall_theme: str = "dark"
    wall_seconds: int = 15
    wall_alerts: bool = True
    open_parts: list[str] = attrs.field(factory=list)
    timeline_marks: list[str] = attrs.field(factory=lambda: ["links", "snap"])
    unit_answers: dict[str, str] = attrs.field(factory=dict)
    signed: list[str] = attrs.field(factory=list)
    judged_on: dict[str, str] = attrs.field(factory=dict)
    sheet_choices: dict[str, Any] = attrs.field(factory=dict)
    sheet_presets: dict[str, Any] = attrs.field(factory=dict)
    schedule_templates: dict[str, Any] = attrs.field(factory=dict)
    filters: dict[str, str] = attrs.field(factory=dict)
    list_columns: list[str] = attrs.field(factory=list)
    list_widths: dict[str, int] = attrs.field(factory=dict)
    list_sorting: list[str] = attrs.field(factory=list)
    row_lists: dict[str, Any] = attrs.field(factory=dict)
    #: Campaign → by which way its PCs hear of each other: 「folder:…」 or 「server:…」.
    mail_ways: dict[str, str] = attrs.field(factory=dict)

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Returns what `path` holds; a value of the wrong kind is replaced by its default."""
        settings = cls(path)
        try:
            saved = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return settings
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("settings %s cannot be read: %s", path, error)
            return settings
        if isinstance(saved, dict):
            settings._take(saved)
        return settings

    @property
    def signature(self) -> str:
        """How the operator signs every step: 「李明（督查考核办）」."""
        return Operator(self.operator, self.unit).signature

    def _take(self, saved: dict[str, Any]) -> None:
        for field in attrs.fields(Settings):
            value, default = saved.get(field.name), getattr(self, field.name)
            if field.name == "path" or value is None:
                continue
            if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
                value = float(value)
            if type(value) is not type(default) or not _is_usable(value, str(field.type)):
                continue
            if isinstance(value, list) and not all(isinstance(item, str) for item in value):
                continue
            setattr(self, field.name, value)

    def save(self) -> None:
        """Writes everything through a temporary name; a folder that cannot be written is logged, not fatal."""
        values = attrs.asdict(self, filter=lambda attribute, _: attribute.name != "path")
        draft = self.path.with_name(self.path.name + ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
            move_over(draft, self.path)
        except OSError as error:
            _log.warning("settings %s cannot be written: %s", self.path, error)

    def remember(self, file: Path) -> None:
        """Puts `file` at the head of the recent ones."""
        name = str(file.absolute())
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT]
        self.last_folder = str(file.absolute().parent)
        self.save()

    def forget(self, file: Path) -> None:
        """Takes `file` off the recent ones."""
        self.recent = [other for other in self.recent if other != str(file.absolute())]
        self.save()

    def has_chosen_day(self, file: Path) -> bool:
        """Whether it was chosen by which day `file` is judged, be it today."""
        return str(file.absolute()) in self.judged_on

    def pinned_day(self, file: Path) -> date | None:
        """Returns the day by which the user wants `file` judged, None for today."""
        try:
            return date.fromisoformat(self.judged_on.get(str(file.absolute()), ""))
        except (ValueError, TypeError):
            return None

    def pin_day(self, file: Path, day: date | None) -> None:
        """Remembers the day by which `file` is judged from now on, None for today."""
        self.judged_on[str(file.absolute())] = day.isoformat() if day is not None else ""
        self.save()

    def ask_who_in(self, file: Path) -> bool:
        """Returns whether the operator has not been asked for in `file` yet; from now on it has been."""
        name = str(file.absolute())
        is_new = name not in self.signed
        self.signed = [name, *(other for other in self.signed if other != name)][: RECENT * 4]
        if is_new:
            self.save()
        return is_new
