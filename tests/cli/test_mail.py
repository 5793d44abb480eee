"""``mail`` begins, registers by a card, and carries by file and folder with the difference told before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from battlemap.cli.door import main
from tests.commands.conftest import open_new


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The campaign of the command post and, when it has begun, the copy of a second PC."""
    open_new(tmp_path / "a.battlemap").close()
    return str(tmp_path / "a.battlemap"), str(tmp_path / "b.battlemap")


def at(pc: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sits down at another PC: its own settings, site and key."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / f"config-{pc}"))


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(["mail", *words]) == code, capsys.readouterr().err
    return capsys.readouterr().out


def test_two_pcs_from_beginning_to_a_conflict_that_is_settled(
    files: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    a, b = files
    at("one", tmp_path, monkeypatch)
    begun = said(capsys, "begin", a, "--name", "一号机")
    assert "已开始多机协作。本机识别词：" in begun
    shutil.copy(a, b)
    at("two", tmp_path, monkeypatch)
    card, words = said(capsys, "card", b, "--name", "二号机").splitlines()
    at("one", tmp_path, monkeypatch)
    assert words.removeprefix("识别词：") in said(capsys, "register", a, card)
    assert main(["rows", "add", "单位", a, "单位名称=建设局"]) == 0
    capsys.readouterr()
    out = str(tmp_path / "a.bmpack")
    assert "已导出 3 步" in said(capsys, "export", a, "-o", out)
    at("two", tmp_path, monkeypatch)
    tried = said(capsys, "receive", b, out, "--try")
    assert "新增单位“建设局”" in tried and "可接收 2 步" in tried
    assert "已接收 2 步" in said(capsys, "receive", b, out)
    assert main(["rows", "edit", "单位", b, "建设局", "简称=建局"]) == 0
    at("one", tmp_path, monkeypatch)
    assert main(["rows", "edit", "单位", a, "建设局", "简称=住建"]) == 0
    share = tmp_path / "share"
    share.mkdir()
    capsys.readouterr()
    assert "已发出 4 步" in said(capsys, "folder", a, str(share))
    at("two", tmp_path, monkeypatch)
    assert "“简称”同一处改了两次" in said(capsys, "folder", b, str(share))
    listed = said(capsys, "status", b)
    assert "协作电脑 2 台，待处理冲突 1 处" in listed and "住建" in listed and "建局" in listed
    id = next(line.split("　")[0] for line in listed.splitlines() if "同一处" in line)
    assert "处理冲突" in said(capsys, "settle", b, id, "--side", "1")
    assert "待处理冲突 0 处" in said(capsys, "status", b)
    at("one", tmp_path, monkeypatch)
    assert "停用" in said(capsys, "dismiss", a, "二号机")
    assert "不是登记的协作成员" in said(capsys, "folder", a, str(share))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "FILE", "-o", "OUT"), "还没有开始多机协作"),
        (("receive", "FILE", "FILE"), "不是增量包"),
        (("register", "FILE", "x y"), "一整行"),
        (("settle", "FILE", "abc"), "没有编号为“abc”的冲突"),
        (("dismiss", "FILE", "九号机"), "没有叫“九号机”的协作电脑"),
        (("folder", "FILE", "/nowhere"), "还没有开始多机协作"),
    ],
)
def test_what_cannot_be_is_said(
    files: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    sentence: str,
) -> None:
    places = {"FILE": files[0], "OUT": str(tmp_path / "x.bmpack")}
    assert main(["mail", *(places.get(word, word) for word in words)]) == 1
    assert sentence in capsys.readouterr().err
