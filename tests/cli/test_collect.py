"""``collect`` makes packages, takes a folder of returns in one go, and tells who has reported."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from tests.commands.conftest import open_new
from tests.exchange.filling import fill


@pytest.fixture
def file(tmp_path: Path) -> str:
    with open_new(tmp_path / "a.battlemap") as session:
        for code, unit in (("ECON-01", "经济发展局"), ("PROJ-01", "建设局")):
            task = session.snapshot.task_by_code(code)
            assert task is not None
            session.run(AssignTask(task.id, unit))
    (tmp_path / "out").mkdir()
    return str(tmp_path / "a.battlemap")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(["collect", *words]) == code, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_round_from_making_to_the_receipts(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    made = said(capsys, "make", file, "--title", "第三周", "--due", "2099-12-31", "-o", str(out))
    assert "2 个单位" in made
    (economy,) = out.glob("填报包_经济发展局_*.xlsx")
    fill(economy, "ECON-01", 进度=40)
    (out / "说明.xlsx").write_text("请查收", encoding="utf-8")
    tried = said(capsys, "take", file, str(out), "--try", code=3)
    assert "更新 1 格" in tried and "没有写入" in tried and "不能接收 1 份" in tried
    assert "0　0" in said(capsys, "status", file)
    taken = said(capsys, "take", file, str(out), "--receipts", str(out), code=3)
    assert "已写入，可一步撤销" in taken
    assert len(list(out.glob("接收回执_*.xlsx"))) == 2
    status = said(capsys, "status", file, "--title", "第三周")
    assert "经济发展局　1　1　1　0　0　0　0" in status and "建设局　1　1　1　0　0　1　0" in status
    assert "合计　2　2　2　0　0　1　0" in status
    (out / "说明.xlsx").unlink()
    assert "没有改动" in said(capsys, "take", file, str(out))


def test_who_owes_is_reminded_and_may_get_the_package_again(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    said(capsys, "make", file, "--title", "第三周", "--due", "2099-12-31", "-o", str(out), "--unit", "建设局")
    (package,) = out.glob("*.xlsx")
    content = package.read_bytes()
    package.unlink()
    assert "1 个填报包" in said(capsys, "again", file, "第三周", "-o", str(out))
    assert len(package.read_bytes()) == pytest.approx(len(content), abs=64)
    assert "请于12月31日前报送" in said(capsys, "remind", file, "第三周")
    assert "第 2 次催报" in said(capsys, "remind", file, "第三周")
    assert "退回建设局填报包" in said(capsys, "send-back", file, "第三周", "建设局", "没有盖章")
    assert "有问题：建设局“第三周”" in said(capsys, "status", file)
    assert "删除填报“第三周”" in said(capsys, "drop", file, "第三周")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("make", "FILE", "--title", "甲", "--due", "2018", "-o", "OUT"), "2018"),
        (("make", "FILE", "--title", "甲", "--due", "2099-12-31", "--field", "颜色", "-o", "OUT"), "不能填报，可选：进度"),
        (("make", "FILE", "--title", "甲", "--due", "2099-12-31", "--about", "飞船", "-o", "OUT"), "不能按单位填报"),
        (("make", "FILE", "--title", "甲", "--due", "2099-12-31", "--unit", "气象局", "-o", "OUT"), "没有叫“气象局”的单位"),
        (("take", "FILE", "OUT"), "没有找到要接收的填报包"),
        (("remind", "FILE", "第九周"), "没有名为“第九周”的填报"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    places = {"FILE": file, "OUT": str(tmp_path / "out")}
    assert main(["collect", *(places.get(word, word) for word in words)]) == 1
    assert sentence in capsys.readouterr().err


def test_kpis_go_out_come_back_with_an_odd_value_and_are_taken_in_one_step(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    with Session.open(Path(file), "李明", datetime.now) as session:
        units = {unit.name: unit.id for unit in session.snapshot.units.values()}
        session.run(AddRow("scheme", {"title": "部门指标", "kind": "kpi", "year": 2018}))
        (scheme,) = session.snapshot.schemes
        for title, unit, told in (("到位资金", "经济发展局", "96.5"), ("利用外资", "建设局", "7120")):
            node = {
                "scheme": scheme,
                "title": title,
                "lead_unit": units[unit],
                "value": told,
                "target": "9000",
            }
            session.run(AddRow("scheme_node", node))
    words = ("--about", "KPI", "--field", "完成值", "-o", str(out))
    assert "2 个单位" in said(capsys, "make", file, "--title", "KPI", "--due", "2099-12-31", *words)
    for unit, code, value in (("经济发展局", "到位资金", 110), ("建设局", "利用外资", 71200)):
        (path,) = out.glob(f"填报包_{unit}_*.xlsx")
        fill(path, code, 完成值=value)
    taken = said(capsys, "take", file, str(out), "--receipts", str(out))
    assert "发出 7120，现值 7120，填报 71200；是目标 9000 的 8 倍，请核对计量单位" in taken
    assert "共 2 份：可接收 2 份" in taken and len(list(out.glob("接收回执_*.xlsx"))) == 2
    with Session.open(Path(file), "李明", datetime.now) as session:
        assert [node.value for node in session.snapshot.scheme_nodes.values()] == ["110", "7120"]
        session.undo()
        assert [node.value for node in session.snapshot.scheme_nodes.values()] == ["96.5", "7120"]
