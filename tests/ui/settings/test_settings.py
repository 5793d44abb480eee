"""设置 holds what is, refuses what cannot be, and puts into effect what differs."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import attrs
import pytest
from pytestqt.qtbot import QtBot

from battlemap.domain.operator import Operator
from battlemap.errors import BadInput
from battlemap.shown.press.memory import Memory
from battlemap.shown.settings import Settings
from battlemap.shown.timetable.order import DailyOrder
from battlemap.ui.application import set_size
from battlemap.ui.main_window import MainWindow
from battlemap.ui.settings import feature
from battlemap.ui.settings.dialog import Chosen, SettingsDialog
from battlemap.ui.settings.feature import SettingsDesk

NOW = Chosen("light", 100, True, Operator("李明", "督查考核办"), "", "")
THEMES = [("light", "政务蓝"), ("dark", "大屏")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    path.touch()
    return path


def dialog(qtbot: QtBot, now: Chosen, file: Path | None, timetable: str | None = "crontab") -> SettingsDialog:
    made = SettingsDialog(now, THEMES, file, timetable)
    qtbot.addWidget(made)
    return made


def test_what_nobody_touches_comes_back_as_it_was(qtbot: QtBot, file: Path) -> None:
    assert dialog(qtbot, NOW, file).answer() == NOW
    daily = attrs.evolve(
        NOW, daily=DailyOrder(file, file.parent, time(8, 5)), size=130, theme="dark", paper="A4"
    )
    assert dialog(qtbot, daily, file).answer() == daily


def test_it_says_whether_the_program_leaves_anything_on_the_pc(
    qtbot: QtBot, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BATTLEMAP_PORTABLE", raising=False)
    assert "U 盘" in dialog(qtbot, NOW, file).kept.text()
    monkeypatch.setenv("BATTLEMAP_PORTABLE", str(tmp_path))
    assert str(tmp_path) in dialog(qtbot, NOW, file).kept.text()


def test_the_daily_report_is_offered_only_where_it_can_be(qtbot: QtBot, file: Path) -> None:
    assert dialog(qtbot, NOW, file).is_daily.isEnabled()
    assert not dialog(qtbot, NOW, None).is_daily.isEnabled()
    assert not dialog(qtbot, NOW, file, None).is_daily.isEnabled()


def test_a_folder_that_is_not_there_is_refused_and_the_dialog_stays(qtbot: QtBot, file: Path) -> None:
    asked = dialog(qtbot, attrs.evolve(NOW, backup_folder=str(file.parent / "无")), file)
    with pytest.raises(BadInput, match="不存在"):
        asked.check()


class Noted:
    """A timetable that notes what it is told."""

    title = "记录"

    def __init__(self) -> None:
        self.orders: dict[Path, DailyOrder] = {}

    def put(self, order: DailyOrder, program: object) -> None:
        self.orders[order.file] = order

    def remove(self, file: Path) -> bool:
        return self.orders.pop(file, None) is not None


def test_what_differs_is_put_into_effect(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, file: Path, qtbot: QtBot
) -> None:
    noted = Noted()
    monkeypatch.setattr(feature, "timetable", lambda: noted)
    desk = window.desk(SettingsDesk)
    order = DailyOrder(file, file.parent)
    chosen = Chosen("dark", 130, False, Operator("王芳", "建设局"), "A4", str(file.parent), order)
    desk.take_over(NOW, chosen)
    settings = window.settings
    assert (settings.theme, settings.size, settings.motion, settings.paper) == ("dark", 130, False, "A4")
    assert (settings.operator, settings.unit, settings.backup_folder) == ("王芳", "建设局", str(file.parent))
    assert noted.orders == {file: order}
    desk.take_over(chosen, attrs.evolve(chosen, daily=None))
    assert noted.orders == {}
    assert Settings.load(settings.path).size == 130


def test_smaller_sheets_take_the_usual_paper_until_they_were_chosen_otherwise(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json", paper="A4")
    memory = Memory(settings)
    assert memory.last("daily").paper == "A4"
    assert memory.last("overview").paper == "", "what is large by nature stays so"
    memory.keep(attrs.evolve(memory.last("daily"), paper="A3"))
    assert memory.last("daily").paper == "A3"


def test_a_size_of_type_is_what_qt_is_asked_for() -> None:
    environment: dict[str, str] = {}
    set_size(environment, 100)
    set_size(environment, 107)
    assert environment == {}
    set_size(environment, 130)
    assert environment == {"QT_SCALE_FACTOR": "1.3"}
    set_size(environment, 150)
    assert environment == {"QT_SCALE_FACTOR": "1.3"}, "who has set it outside is obeyed"
