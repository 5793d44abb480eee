"""A file's own contents never kill the program: what is not fit is named and shown empty, and the rest works."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from battlemap.commands.session import Session
from tests.soak.hostile import ROWS, lived_with, planted

NOON = datetime(2018, 11, 20, 12, 0)
#: Rows by which nothing is unreadable: strange, but of the right kind.
_FIT = {
    "view strange JSON",
    "view with zone",
    "view day 0001",
    "view no JSON",
    "view deep JSON",
    "step words",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))


@pytest.mark.parametrize("name", ROWS)
def test_what_is_not_fit_is_lived_with(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "行动.battlemap"
    planted(name, path)
    assert lived_with(path, draws=name in _DRAWN) == []
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert all(len(line) < 4000 for line in (captured.out + captured.err).splitlines())


#: Those that are drawn too: the ones that reach pictures.
_DRAWN = {
    "due 9999",
    "campaign 0001-9999",
    "40 periods of a century",
    "period of a century off",
    "dangling action",
    "lamp scheme ../",
    "due empty",
}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("due 0001", "ECON-01”"),
        ("due empty", "完成时限“（空）”"),
        ("campaign 0001-9999", "开始日期“0001-01-01”"),
        ("lamp scheme ../", "亮灯方案“../settings”"),
        ("dangling action", "专项行动指向不存在"),
        ("frozen_at with zone", "军令状“"),
        ("title 10 MB", "名称“长长"),
    ],
)
def test_it_is_named_and_the_rest_is_shown(name: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "行动.battlemap"
    planted(name, path)
    with Session.open(path, "李明", lambda: NOON, read_only=True) as session:
        warned = "".join(session.file.warnings)
        assert "已按空白显示" in warned
        assert words in warned
        assert len(warned) < 800
        assert len(session.snapshot.tasks) == 10
        assert all(len(task.title) <= 150_000 for task in session.snapshot.tasks.values())
        assert session.snapshot.live_tasks


def test_periods_of_centuries_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "行动.battlemap"
    planted("40 periods of a century", path)
    with Session.open(path, "李明", lambda: NOON, read_only=True) as session:
        assert sum(not period.deleted for period in session.snapshot.periods.values()) == 2
        assert sum(period.deleted for period in session.snapshot.periods.values()) == 40
