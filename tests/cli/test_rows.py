"""``rows`` lists, shows, adds, edits, removes and restores rows of any kind, and takes Excel tables out and in."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.domain.kinds.catalogue import CATALOGUE
from tests.commands.conftest import open_new


@pytest.fixture
def file(tmp_path: Path) -> str:
    open_new(tmp_path / "a.battlemap").close()
    return str(tmp_path / "a.battlemap")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rows", *words]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rows", *words]) == 1
    return capsys.readouterr().err


def test_a_unit_is_added_shown_changed_removed_and_restored(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        said(capsys, "add", "单位", file, "单位名称=住房和城乡建设局", "简称=住建局") == "新增单位“住建局”\n"
    )
    assert "住房和城乡建设局" in said(capsys, "list", "单位", file, "--words", "住建")
    assert "简称：住建局" in said(capsys, "show", "unit", file, "住建局")
    said(capsys, "add", "人员", file, "姓名=王强", "单位=住建局")
    assert "王强　住建局" in said(capsys, "list", "人员", file)
    said(capsys, "edit", "单位", file, "住建局", "简称=建设局")
    assert "还是 1 名人员的单位" in refused(capsys, "remove", "单位", file, "建设局")
    said(capsys, "remove", "人员", file, "王强")
    said(capsys, "remove", "单位", file, "建设局")
    assert "共 0 个单位" in said(capsys, "list", "单位", file)
    assert said(capsys, "restore", "单位", file, "建设局") == "恢复单位“建设局”\n"


def test_a_part_of_a_task_is_added_by_the_code_of_the_task(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", "节点", file, "任务=ECON-01", "节点名称=主体封顶", "完成时限=11月底前", "权重=3")
    assert "ECON-01　主体封顶　2018-11-30　—　3" in said(capsys, "list", "节点", file)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "飞船", "FILE", "名称=甲"), "没有“飞船”这一类"),
        (("add", "单位", "FILE", "名字=甲"), "单位的字段有：单位名称、简称"),
        (("add", "单位", "FILE"), "请写出要填的字段"),
        (("add", "单位", "FILE", "单位名称="), "不能为空"),
        (("add", "节点", "FILE", "任务=NONE-9", "节点名称=甲"), "没有“NONE-9”"),
        (("add", "节点", "FILE", "任务=ECON-01", "节点名称=甲", "完成时限=2018"), "完成时限："),
        (("edit", "单位", "FILE", "水利局", "简称=水利"), "没有叫“水利局”的单位"),
        (("add", "任务", "FILE", "任务名称=甲"), "任务有自己的操作"),
        (("import", "单位", "FILE", "FILE"), "不是表格"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    file: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refused(capsys, *(file if word == "FILE" else word for word in words))


def test_tables_go_out_and_come_in(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "单位", file, "单位名称=住建局")
    table = str(tmp_path / "单位.xlsx")
    assert "已导出 1 个单位" in said(capsys, "export", "单位", file, "-o", table)
    assert "不变 1" in said(capsys, "import", "单位", file, table)
    other = str(tmp_path / "b.battlemap")
    open_new(Path(other)).close()
    assert "没有写入" in said(capsys, "import", "单位", other, table, "--try")
    assert "共 0 个单位" in said(capsys, "list", "单位", other)
    assert "已写入" in said(capsys, "import", "单位", other, table)
    assert "共 1 个单位" in said(capsys, "list", "单位", other)


def test_every_kind_is_listed_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    output = said(capsys, "kinds")
    assert all(f"{kind.noun}（{kind.table}）" in output for kind in CATALOGUE)
