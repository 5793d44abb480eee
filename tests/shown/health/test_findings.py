"""Findings are told with what to do; the report that is handed on names nobody."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from battlemap.commands.demo import write_demo
from battlemap.render.equipment import Equipment, Screen, missing_letter_fonts
from battlemap.shown.health import machine
from battlemap.shown.health.campaign import campaign_findings
from battlemap.shown.health.equipment import equipment_findings, input_method
from battlemap.shown.health.findings import Finding, report, verdict

NOW = datetime(2018, 11, 20, 17, 30)
WELL = Equipment((Screen(1920, 1040, 1.0),), ("办公室", "走廊"), True, ())


def by_name(findings: list[Finding], name: str) -> Finding:
    return next(finding for finding in findings if finding.name == name)


def test_the_verdict_counts_what_asks_for_something() -> None:
    well, odd, bad = (
        Finding("甲", "好"),
        Finding("乙", "怪", "hint", "看看"),
        Finding("丙", "坏", "bad", "修"),
    )
    assert verdict([well]) == "共检查 1 项，全部正常。"
    assert verdict([well, odd, bad, bad]) == "共检查 4 项，2 项有问题，1 项需注意。"
    assert bad.line == "有问题　丙：坏　建议：修"


def test_the_report_names_neither_home_nor_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "lixiaoming")
    text = report(
        [Finding("设置文件夹", f"“{Path.home()}/x”可以写入"), Finding("档案", "“/media/lixiaoming/U/a”完好")]
    )
    assert str(Path.home()) + "/" not in text and "lixiaoming" not in text
    assert "“~/x”" in text and "/media/…/U/a" in text


def test_a_clock_that_cannot_be_right_is_told() -> None:
    assert machine.clock(datetime(1980, 1, 1)).state == "bad"
    assert machine.clock(NOW).state in ("good", "hint")


def test_a_folder_that_cannot_be_written_is_told_with_the_reason(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert machine.writable("设置文件夹", blocked / "below").state == "bad"
    assert machine.writable("设置文件夹", tmp_path / "new").state == "good"
    assert list((tmp_path / "new").iterdir()) == []


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    def load(name: str) -> None:
        if "cursor" in name:
            raise OSError(name)

    (finding,) = machine.libraries(load)
    assert finding.state == "bad" and "libxcb-cursor0" in finding.advice and "libegl1" not in finding.advice


def test_screens_printers_and_fonts_are_judged() -> None:
    assert {finding.state for finding in equipment_findings(WELL, {}, ())} == {"good"}
    poor = Equipment((Screen(1280, 680, 1.5),), (), True, ("仿宋",))
    findings = equipment_findings(poor, {"DISPLAY": ":0"}, ("ibus-daemon",))
    assert (
        by_name(findings, "显示器").state
        == by_name(findings, "打印机").state
        == by_name(findings, "字体").state
        == "hint"
    )
    assert "仿宋" in by_name(findings, "字体").words and "ibus" in by_name(findings, "输入法").words
    unseen = Equipment(None, (), True, ())
    assert all(finding.name != "显示器" for finding in equipment_findings(unseen, {}, ()))


def test_letter_fonts_go_by_any_of_their_names() -> None:
    assert missing_letter_fonts(["FangSong", "SimHei", "KaiTi_GB2312"]) == ("小标宋",)


def test_a_file_is_well_until_it_is_damaged_and_a_clock_behind_its_journal_is_told(tmp_path: Path) -> None:
    path = tmp_path / "行动.battlemap"
    write_demo(path)
    later = datetime.now() + timedelta(minutes=1)
    findings = campaign_findings(path, later, lambda: False)
    assert by_name(findings, "档案").state == "good" and by_name(findings, "备份").state == "hint"
    assert by_name(campaign_findings(path, datetime(2018, 1, 2), lambda: False), "档案").state == "hint"
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)
    assert by_name(campaign_findings(path, later, lambda: False), "档案").state == "bad"


@pytest.mark.parametrize(
    ("environment", "running", "state", "words"),
    [
        ({}, (), "good", "没有图形桌面"),
        ({"DISPLAY": ":0"}, (), "hint", "没有看到正在运行的中文输入法"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ("fcitx",), "good", "ibus 前端"),
        ({"DISPLAY": ":0"}, ("ibus-daemon", "fcitx"), "good", "正在运行"),
    ],
)
def test_whether_chinese_can_be_typed_is_told(
    environment: dict[str, str], running: tuple[str, ...], state: str, words: str
) -> None:
    finding = input_method(environment, running, is_linux=True)
    assert finding.state == state and words in finding.line
    assert input_method({}, (), is_linux=False).words == "由系统提供"
