"""The installer: nothing outside the user's folders, whole or not at all, the old version until the new one has run."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.kits.small import (
    launching,
    on_linux,
    run,
    setup,
    start,
    versions,
    wheel,
)

pytestmark = on_linux


def test_it_is_installed_into_the_users_folder_and_starts(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "家 目录"
    done = run(make_kit(), home, "install")
    assert done.returncode == 0, done.stderr
    assert "已安装 battlemap 1.0" in done.stdout
    assert start(home, "demo", "x").stdout == "1.0 demo x\n"
    assert start(home, "--window", "a.battlemap").stdout == "1.0 open a.battlemap\n"
    entry = (home / ".local/share/applications/battlemap.desktop").read_text("utf-8")
    assert f'Exec="{home}/.local/share/battlemap-app/battlemap" --window %f' in entry
    assert "Name[zh_CN]=挂图作战" in entry and "application/x-battlemap" in entry
    assert (home / ".local/share/mime/packages/battlemap.xml").is_file()
    assert (home / ".local/bin/battlemap").resolve().is_file()
    lib = home / ".local/share/battlemap-app/versions/1.0/lib"
    assert (lib / "more.py").is_file() and not (lib / "tool").exists() and not (lib / "x.data").exists()


def test_the_old_version_stays_until_the_new_one_has_run_once(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    done = run(make_kit("1.1"), home, "install")
    assert "原版本 1.0 暂时保留" in done.stdout
    assert versions(home) == {"1.0", "1.1"}
    assert start(home).stdout == "1.1\n"
    assert versions(home) == {"1.1"}
    assert start(home).stdout == "1.1\n"


def test_a_new_version_that_dies_gives_way_to_the_old_one(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    run(make_kit("1.1", code=70), home, "install")
    died = start(home)
    assert died.returncode == 70 and "已回到 1.0" in died.stderr
    assert start(home).stdout == "1.0\n"


def test_a_version_that_does_not_start_here_is_not_installed(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    done = run(make_kit("1.1", works=False), home, "install")
    assert done.returncode == 1 and "库文件不全" in done.stderr and "原有版本未受影响" in done.stderr
    assert versions(home) == {"1.0"}
    assert start(home).stdout == "1.0\n"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"platform": "windows"}, "请换用对应的安装包"),
        ({"glibc": "2.99"}, "glibc"),
        ({"pythons": ["3.99"]}, "没有找到 64 位 Python 3.99"),
        ({"unpacked_mib": 10**9}, "请先腾出空间"),
    ],
)
def test_what_is_missing_is_said_before_anything_changes(
    changed: dict[str, object], words: str, make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    kit = make_kit(**changed)
    checked = run(kit, home, "check")
    assert checked.returncode == 1 and words in checked.stdout and "暂时不能安装" in checked.stdout
    done = run(kit, home, "install")
    assert done.returncode == 1 and words in done.stderr and "没有改动本机任何内容" in done.stderr
    assert list(home.iterdir()) == []


def test_a_kit_with_a_damaged_file_is_refused_by_name(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    with (kit / "wheels/qt-1-py3-none-any.whl").open("ab") as file:
        file.write(b"x")
    done = run(kit, home, "install")
    assert done.returncode == 1 and "wheels/qt-1-py3-none-any.whl" in done.stderr
    (kit / "kit.json").unlink()
    assert "缺少 kit.json" in run(kit, home, "install").stderr
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.py", "battlemap/../../evil.py", "/evil.py", "C:\\evil.py"])
def test_a_wheel_that_reaches_outside_is_refused(name: str, tmp_path: Path) -> None:
    bad = wheel(tmp_path, "bad.whl", {name: ""})
    with pytest.raises(launching.Trouble, match="不安全的路径"):
        setup.unpack_wheel(bad, tmp_path / "lib")
    assert not (tmp_path / "evil.py").exists()


def test_from_a_stick_nothing_is_written_elsewhere(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    done = run(kit, home, "portable", "demo")
    assert done.returncode == 0 and done.stdout.endswith("1.0 demo\n")
    assert list(home.iterdir()) == []
    assert (kit / "便携版/portable").is_dir()
    version = kit / "便携版/versions/1.0"
    assert launching.environment(version, kit / "便携版")["BATTLEMAP_PORTABLE"] == str(
        kit / "便携版/portable"
    )


def test_uninstalling_leaves_campaigns_and_settings(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    kit = make_kit()
    run(kit, home, "install")
    kept = [home / "行动.battlemap", home / ".config/battlemap/settings.json"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    done = run(kit, home, "uninstall")
    assert done.returncode == 0 and "都没有动" in done.stdout
    assert all(path.exists() for path in kept)
    assert not (home / ".local/share/battlemap-app").exists()
    assert not (home / ".local/share/applications/battlemap.desktop").exists()
    assert not (home / ".local/bin/battlemap").is_symlink()
    assert "没有安装" in run(kit, home, "uninstall").stderr


def test_an_upgrade_keeps_settings_and_campaigns_byte_for_byte(
    make_kit: Callable[..., Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    kept = {
        home / ".config/battlemap/settings.json": '{"theme": "red"}',
        home / "档案/行动.battlemap": "一步",
    }
    for path, text in kept.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    run(make_kit("1.1"), home, "install")
    assert start(home).stdout == "1.1\n"
    assert {path: path.read_text("utf-8") for path in kept} == kept


def test_a_program_that_is_ended_from_outside_after_a_while_has_started_well(
    make_kit: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    run(make_kit("1.0"), home, "install")
    run(make_kit("1.1", code=137), home, "install")
    monkeypatch.setattr(launching, "LONG", -1.0)
    assert launching.launch(home / ".local/share/battlemap-app", []) == 137
    assert versions(home) == {"1.1"}


def test_the_same_version_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, target = tmp_path / "1.0.part", tmp_path / "1.0"
    part.mkdir()
    target.mkdir()
    (target / "program").touch()

    def held(path: Path, other: Path) -> None:
        if path == part:
            raise PermissionError(13, "Permission denied")
        os.rename(path, other)  # noqa: PTH104

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(launching.Trouble, match="请先关闭挂图作战"):
        setup.put_in_place(part, target)
    assert (target / "program").exists() and not part.exists()


def test_it_is_taken_off_without_the_kit(make_kit: Callable[..., Path], tmp_path: Path) -> None:
    kit, home = make_kit(), tmp_path / "home"
    run(kit, home, "install")
    shutil.rmtree(kit)
    app = home / ".local/share/battlemap-app"
    assert (app / "卸载.sh").stat().st_mode & stat.S_IXUSR
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    done = subprocess.run([str(app / "卸载.sh")], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not app.exists()


@pytest.mark.parametrize(
    ("codes", "lived", "starts"),
    [
        ([-11, 0], 60.0, 2),
        ([-6, -6, 0], 60.0, 3),
        ([-11], 1.0, 1),
        ([-15], 60.0, 1),
        ([1], 60.0, 1),
        ([0xC0000005, 0], 60.0, 2),
        ([0xC000013A], 60.0, 1),
    ],
)
def test_a_window_that_dies_after_a_while_is_opened_again(
    codes: list[int], lived: float, starts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, moments, started = list(codes), iter(range(100)), list[list[str]]()

    def ran(command: list[str], **_: object) -> SimpleNamespace:
        started.append(command)
        return SimpleNamespace(returncode=left.pop(0))

    monkeypatch.setattr(launching.subprocess, "run", ran)
    monkeypatch.setattr(launching.time, "monotonic", lambda: next(moments) * lived)
    assert launching.watch(["battlemap", "open"], {}) == codes[-1]
    assert len(started) == starts and left == []
