"""The 体检 from the command line: sentences, a report to hand on, an exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, FAULTS
from battlemap.commands.demo import write_demo
from battlemap.render import screens


def test_it_tells_of_machine_and_file_and_writes_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "行动.battlemap", tmp_path / "体检.txt"
    write_demo(path)
    assert main(["doctor", str(path), "-o", str(out)]) == DONE
    said = capsys.readouterr().out
    assert (
        "“行动.battlemap”完好" in said
        and "版本：battlemap" in said
        and "显示器：可用" in said
        and "输入法：" in said
    )
    assert out.read_text("utf-8") == said
    path.write_bytes(path.read_bytes()[:5000])
    assert main(["doctor", str(path)]) == FAULTS
    assert "有问题　档案" in capsys.readouterr().out


def test_a_pc_without_a_screen_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert screens.seen() == ()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert all(screen.width > 0 for screen in screens.seen())


def test_without_a_file_only_the_machine_is_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor"])
    said = capsys.readouterr().out
    assert "时钟" in said and "档案：" not in said
