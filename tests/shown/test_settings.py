from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from battlemap.shown.settings import RECENT, Settings


def test_what_was_set_is_there_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "deep" / "settings.json")
    settings.theme = "dark"
    settings.zoom = 1.25
    settings.remember(tmp_path / "一.battlemap")
    again = Settings.load(settings.path)
    assert (again.theme, again.zoom) == ("dark", 1.25)
    assert again.recent == [str(tmp_path / "一.battlemap")]
    assert again.last_folder == str(tmp_path)


def test_the_file_opened_last_stands_first_and_only_once(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for number in range(RECENT + 3):
        settings.remember(tmp_path / f"{number}.battlemap")
    settings.remember(tmp_path / "5.battlemap")
    assert settings.recent[0] == str(tmp_path / "5.battlemap")
    assert len(settings.recent) == len(set(settings.recent)) == RECENT
    settings.forget(tmp_path / "5.battlemap")
    assert str(tmp_path / "5.battlemap") not in settings.recent


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"recent": [1]}', '{"zoom": "big"}', '{"recent": "x"}']
)
def test_damaged_settings_mean_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")
    settings = Settings.load(path)
    assert (settings.recent, settings.zoom, settings.theme) == ([], 0.0, "light")


def test_a_good_value_beside_a_bad_one_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"zoom": 2, "theme": 7, "operator": "李四"}), "utf-8")
    settings = Settings.load(path)
    assert (settings.zoom, settings.theme, settings.operator) == (2.0, "light", "李四")


def test_settings_that_cannot_be_written_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings = Settings(tmp_path / "taken" / "settings.json")
    settings.remember(tmp_path / "a.battlemap")
    assert settings.recent == [str(tmp_path / "a.battlemap")]


def test_the_day_a_file_is_judged_by_is_kept_per_file(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.pin_day(tmp_path / "a", date(2018, 11, 20))
    again = Settings.load(settings.path)
    assert again.pinned_day(tmp_path / "a") == date(2018, 11, 20)
    assert again.pinned_day(tmp_path / "b") is None
    again.pin_day(tmp_path / "a", None)
    assert Settings.load(settings.path).pinned_day(tmp_path / "a") is None


def test_today_is_a_choice_too(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert not settings.has_chosen_day(tmp_path / "a")
    settings.pin_day(tmp_path / "a", None)
    again = Settings.load(settings.path)
    assert again.has_chosen_day(tmp_path / "a") and again.pinned_day(tmp_path / "a") is None


def test_who_it_is_is_asked_once_in_each_campaign(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert settings.ask_who_in(tmp_path / "a")
    assert not Settings.load(settings.path).ask_who_in(tmp_path / "a")
    assert settings.ask_who_in(tmp_path / "b")


@pytest.mark.parametrize("account", ["root", "Administrator", "USER"])
def test_an_account_of_the_machine_signs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: str
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, account)
    assert Settings(tmp_path / "settings.json").signature == "操作员"


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"zoom": NaN}',
        '{"zoom": 1e400}',
        '{"sheet_width": 1000000000000000000000000000000}',
        '{"list_widths": {"title": "breit"}}',
        '{"list_widths": {"title": 100000000000000}}',
        '{"judged_on": {"a": [1]}}',
    ],
    ids=["deep", "NaN", "infinite", "huge", "words for widths", "huge widths", "list for a day"],
)
def test_what_no_screen_can_have_is_left_out(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, "utf-8")
    assert Settings.load(path) == Settings(path)
