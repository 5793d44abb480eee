"""Without a screen the program says so and draws its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.cli.window import has_screen


def test_a_screen_is_where_a_display_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not has_screen()


def test_nothing_typed_and_no_screen_draws_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main([]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert "未检测到屏幕" in lines[0]
    drawn = [tmp_path / line.strip() for line in lines[1:]]
    assert {path.suffix for path in drawn} == {".pdf", ".png"}
    assert all(path.stat().st_size > 10_000 for path in drawn)


def test_a_file_that_cannot_be_opened_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["无.battlemap"]) == REFUSED
    assert "找不到" in capsys.readouterr().err
