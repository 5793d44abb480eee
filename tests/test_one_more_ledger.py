"""A ledger that no code knows is one JSON file: from the template to entries, stages, tallies and the past, by the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.entry_view import SaveEntryView
from battlemap.commands.session import Session
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.domain.looking.head_filter import Condition, HeadFilter
from battlemap.sheets.ledgers.catalogue import ledger_sheet
from battlemap.ui.ledgers.ledger_view import BOARD, FORM, TABLE
from battlemap.ui.ledgers.new_ledger_dialog import NewLedgerDialog
from battlemap.ui.rows.page import RowsPage
from tests.ui.conftest import answer, new_window

#: What an office wrote down; nothing in the program speaks of bridges.
BRIDGES: dict[str, Any] = {
    "code": "bridges",
    "title": "危桥台账",
    "noun": "危桥",
    "counter": "座",
    "one_word": "一桥一策",
    "title_field": "name",
    "key_fields": ["name"],
    "stage_field": "stage",
    "fields": [
        {"key": "number", "title": "桥号", "type": "number", "options": {"pattern": "Q-{3}"}},
        {"key": "name", "title": "桥名", "type": "text", "required": True},
        {"key": "span", "title": "跨径", "type": "decimal", "unit": "米"},
        {"key": "budget", "title": "概算", "type": "money", "unit": "万元"},
        {"key": "level", "title": "等级", "type": "choice", "options": [{"code": "d4", "name": "四类"}, {"code": "d5", "name": "五类"}]},
        {"key": "keeper_phone", "title": "管护人电话", "type": "secret", "options": {"kind": "phone"}},
        {"key": "opened_on", "title": "通车日期", "type": "date"},
        {"key": "stage", "title": "进度", "type": "stage", "options": [
            {"code": "found", "name": "排查", "expected_days": 10, "alarm_days": 20},
            {"code": "design", "name": "设计", "demands": ["budget"]},
            {"code": "open", "name": "通车", "end": "成", "demands": ["budget", "opened_on"]}]},
    ],
    "children": [{"code": "checks", "title": "检测记录", "noun": "检测", "counter": "次",
                  "fields": [{"key": "checked_on", "title": "检测日期", "type": "date", "required": True},
                             {"key": "finding", "title": "结论", "type": "text"}]}],
    "tallies": [{"title": "已通车", "figure": "count", "wanted": [{"field": "stage", "is": "reached", "values": ["open"]}],
                 "target": "2", "unit": "座"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bridges")
    assert main(["demo", str(folder / "demo.battlemap")]) == DONE
    (folder / "危桥.json").write_text(json.dumps(BRIDGES, ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    for name in ("demo.battlemap", "危桥.json"):
        shutil.copy(demo / name, tmp_path / name)
    return tmp_path


def test_from_template_to_card_by_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(folder / "demo.battlemap")

    def told(*words: str, code: int = DONE) -> str:
        capsys.readouterr()
        assert main(["ledger", *words]) == code, capsys.readouterr()
        said = capsys.readouterr()
        return said.out + said.err

    assert "跨径（米）　小数" in told("templates", str(folder / "危桥.json"))
    assert told("new", str(folder / "危桥.json"), file) == "新建台账“危桥台账”\n"
    assert "危桥台账（bridges）　0 座危桥" in told("list", file)
    assert (
        told("add", file, "危桥台账", "桥名=东大桥", "跨径=12.5", "概算=30万", "等级=四类")
        == "登记危桥“东大桥”\n"
    )
    told("add", file, "bridges", "桥名=西桥", "管护人电话=13800001234")
    assert "跨径：应是数字" in told("add", file, "bridges", "桥名=南桥", "跨径=约三十", code=REFUSED)
    assert "桥名不能为空" in told("add", file, "bridges", "跨径=3", code=REFUSED)
    told("add", file, "检测记录", "检测日期=2018-11-01", "结论=可修", "--under", "东大桥")
    assert "Q-001　东大桥　12.5　30　四类　—　—　排查" in told("list", file, "危桥台账")
    assert "共 1 座危桥" in told("list", file, "危桥台账", "--where", "等级=四类")
    assert "138****1234" in told("list", file, "危桥台账", "--words", "1234")
    assert "13800001234" in told("list", file, "危桥台账", "--unmask", "电话核对")
    assert "〔检测记录〕共 1 次检测" in told("show", file, "危桥台账", "东大桥")
    assert told("tally", file, "危桥台账", "--title", "已通车", "--task", "CITY-01") == (
        "修改计数“已通车”\n已通车 0/2 座　带动 CITY-01：0%\n"
    )
    assert "进入“通车”前，请先填写：通车日期" in told(
        "stage", file, "危桥台账", "东大桥", "通车", code=REFUSED
    )
    told("stage", file, "危桥台账", "东大桥", "通车", "通车日期=2018-11-18")
    assert "通车　现在 1　曾到 1" in told("stage", file, "危桥台账")
    assert "已通车 1/2 座　带动 CITY-01：50%" in told("tally", file)
    capsys.readouterr()
    assert main(["history", file, "-n", "3"]) == DONE
    history = capsys.readouterr().out
    assert "修改 危桥“东大桥”的通车日期、进度" in history or "东大桥" in history
    assert "CITY-01 进度" in history
    assert main(["check", file]) == DONE
    told("remove", file, "危桥台账", "西桥")
    _save_view(Path(file))
    assert told("views", file, "危桥台账") == "危桥台账　东边的　1 座危桥　含“东大”；等级 四类\n"
    assert "共 1 座危桥" in told("list", file, "危桥台账", "--view", "东边的")
    assert "没有名为“西边的”的视图。现有：东边的" in told(
        "list", file, "危桥台账", "--view", "西边的", code=REFUSED
    )
    assert "共 1 座危桥" in told("list", file, "危桥台账")
    with closing(sqlite3.connect(file)) as auditor:
        assert auditor.execute('SELECT "桥名", "等级", "进度" FROM "台账_危桥台账"').fetchall() == [
            ("东大桥", "四类", "通车")
        ]


def _save_view(file: Path) -> None:
    """Saves what a window would: words and a choice under a name."""
    with Session.open(file, "张三", lambda: datetime(2018, 11, 20, 9)) as session:
        bridges = session.snapshot.definition("bridges")
        assert bridges is not None
        heads = HeadFilter({"level": Condition(frozenset({"四类"}))})
        session.run(SaveEntryView(bridges.ledger.id, "东边的", EntryLook("东大", heads)))


def test_from_template_to_printed_record_by_the_window(folder: Path, qapp: QApplication) -> None:
    made = new_window(qapp, folder)
    made.show()
    assert made.files.open(folder / "demo.battlemap") and made.workspace
    session = made.workspace.session
    made.actions_["go_rows"].trigger()
    page = made.workspace.pages.current
    assert isinstance(page, RowsPage)
    answer(NewLedgerDialog)
    view = page.choose_ledger(page.desk.new_from_template(folder / "危桥.json"))
    assert view.definition.title == "危桥台账"
    view.turn_to(FORM)
    assert view.form is not None
    for name, span in (("东大桥", "12.5"), ("西桥", "8")):
        view.form.form["name"].setText(name)  # type: ignore[attr-defined]
        view.form.form["span"].setText(span)  # type: ignore[attr-defined]
        view.form.register()
    view.turn_to(TABLE)
    assert [view.table.model.text(id, "number") for id in view.table.model.ids] == ["Q-001", "Q-002"]
    first = view.table.model.ids[0]
    assert view.table.edit(first, "budget", "30万元") and view.table.edit(first, "opened_on", "2018-11-18")
    view.turn_to(BOARD)
    view.move_to((first,), "open")
    assert view.rows.text(first, "stage") == "通车" and session.can_undo == "把危桥“东大桥”移到“通车”"
    view.open_record(first)
    assert view.record is not None and view.record.title.text() == "东大桥"
    page.desk.save_pdf(view.rows, [first], ledger_sheet("record", view.definition), folder / "一档.pdf")
    assert (folder / "一档.pdf").read_bytes().count(b"/Type /Page\n") == 1 or b"/Count 1" in (
        folder / "一档.pdf"
    ).read_bytes()
    assert main(["ledger", "print", str(folder / "demo.battlemap"), "危桥台账", "--sheet", "record", "-o",
                 str(folder / "b.pdf")]) == DONE  # fmt: skip
    assert (folder / "b.pdf").stat().st_size > 5_000
    made.close()
    made.deleteLater()


def test_a_ledger_is_shared_as_a_template_without_its_entries(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(folder / "demo.battlemap")
    assert main(["ledger", "new", str(folder / "危桥.json"), file]) == DONE
    assert main(["ledger", "add", file, "危桥台账", "桥名=东大桥"]) == DONE
    assert main(["ledger", "template", "危桥台账", file, "-o", str(folder / "给别人.json")]) == DONE
    shared = json.loads((folder / "给别人.json").read_text("utf-8"))
    assert shared == BRIDGES
    assert main(["ledger", "new", str(folder / "给别人.json"), file]) == REFUSED
    assert "已有名称为“危桥台账”的台账" in capsys.readouterr().err
    assert main(["ledger", "new", str(folder / "给别人.json"), file, "--title", "二区危桥"]) == DONE
    assert main(["ledger", "list", file]) == DONE
    assert "二区危桥·检测记录（checks_2）　0 次检测　属“二区危桥”" in capsys.readouterr().out
