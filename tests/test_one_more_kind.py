"""Adding a kind of thing is one Python file, one line and one SQL file: all the rest of the program has it then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE = '''
"""Visits (走访): who went where when, a toy."""
from __future__ import annotations
from datetime import date
import attrs
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.errors import Refused


@attrs.frozen
class Visit:
    """One visit."""
    id: str
    task: str
    place: str
    rank: str
    manner: str = "walk"
    visited_on: date | None = None
    unit: str | None = None
    words: str = ""
    deleted: bool = False


def _check(visit: Visit) -> None:
    if "火星" in visit.place:
        raise Refused("走访不到火星。")


VISIT = Kind(
    "visit", Visit, "走访", "次走访",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("place", "走访地点", Text(), is_required=True, width=200),
        Field("manner", "方式", Choice({"walk": "步行", "ride": "乘车"}), width=80),
        Field("visited_on", "走访日期", Day(), begins="today", width=96),
        Field("unit", "走访单位", OfUnit(), width=120),
        Field("words", "走访情况", LongText(), width=280),
    ),
    name_keys=("place",), parent="task", order=("rank",), verb="登记", check=_check,
)
'''
SQL = """CREATE TABLE visit (
    id TEXT PRIMARY KEY, task TEXT NOT NULL REFERENCES task (id), place TEXT NOT NULL, rank TEXT NOT NULL,
    manner TEXT NOT NULL, visited_on TEXT, unit TEXT REFERENCES unit (id), words TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_task ON visit (task);
CREATE INDEX visit_unit ON visit (unit);
"""
#: History words, undo, search, filter, recycle bin, invariants and the manual's table.
BELOW = """
from datetime import datetime
from pathlib import Path
from battlemap.commands.history import discarded
from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.kind_table import kind_table
from battlemap.domain.looking.columns import Columns, SeenRow
from battlemap.domain.looking.head_filter import Condition, HeadFilter
from battlemap.domain.looking.row_filter import holding
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import Refused
kind = KINDS["visit"]
with Session.open(Path("demo.battlemap"), "李明", lambda: datetime(2018, 11, 20, 9)) as session:
    task = session.snapshot.task_by_code("ECON-03").id
    step = session.run(AddRow("visit", {"task": task, "place": "柳行街道", "manner": "ride"}))
    assert step_words(step, session.snapshot).deed == "为 ECON-03 登记走访“柳行街道”", step_words(step, session.snapshot)
    (visit,) = session.snapshot.live_rows("visit")
    step = session.run(EditRow("visit", visit.id, {"words": "三户已签"}))
    assert step_words(step, session.snapshot).deed == "填写 ECON-03 的走访“柳行街道”的走访情况：三户已签"
    assert len(session.history_of_task(task)) > 1 and session.history_of_task(task)[-1].id == step.id
    session.undo()
    assert session.snapshot.rows["visit"][visit.id].words == ""
    session.redo()
    rows = session.snapshot.live_rows("visit")
    assert holding("三户", kind, rows, session.snapshot) == rows
    def seen(id):
        return SeenRow(session.snapshot.rows["visit"][id], session.snapshot, session.clock().date())
    columns = Columns.of(kind)
    for manner, passing in (("步行", []), (columns.by_key["manner"].text(seen(visit.id)), [visit.id])):
        wanted = HeadFilter().with_condition("manner", Condition(frozenset({manner})))
        assert wanted.passing([visit.id], columns, seen) == passing
    try:
        session.run(AddRow("visit", {"task": task, "place": "火星"}))
    except Refused as refused:
        assert "火星" in str(refused)
    else:
        raise AssertionError("an invariant was not asked")
    session.run(RemoveRow("visit", visit.id))
    (thing,) = [thing for thing in discarded(session) if thing.table == "visit"]
    assert (thing.name, thing.place) == ("柳行街道", "ECON-03")
    session.run(thing.restoring)
assert "| 走访 | visit | 任务、走访地点、方式、走访日期、走访单位、走访情况 |" in kind_table()
print("below")
"""


#: Page, list, form, card part and printed list in the window.
WINDOW = """
from datetime import date, datetime
from pathlib import Path
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.shown.settings import Settings
from battlemap.ui.application import make_application, make_window
from battlemap.ui.rows.form import RowDialog
from PySide6.QtCore import QTimer
application = make_application()
settings = Settings(Path("settings.json"), operator="李明")
window = make_window(application, settings, lambda: datetime(2018, 11, 20, 17, 30))
window.resize(1366, 768)
window.show()
assert window.files.open(Path("window.battlemap"))
session = window.workspace.session
window.actions_["go_rows"].trigger()
shown = window.workspace.pages.current.choose("visit")
assert shown.buttons["new"].text() == "登记走访…"
task = session.snapshot.task_by_code("ECON-01")
window.actions_["go_board"].trigger()
window.workspace.board.select((task.id,))
window.actions_["edit_task"].trigger()
part = window.workspace.sheet.parts["visit"]
def fill():
    dialog = application.activeModalWidget()
    assert isinstance(dialog, RowDialog)
    dialog.form["place"].setText("许庄街道")
    dialog.accept()
QTimer.singleShot(0, fill)
part.add.click()
application.processEvents()
(visit,) = session.snapshot.live_rows("visit")
assert (visit.place, visit.task, visit.visited_on) == ("许庄街道", task.id, date(2018, 11, 20))
assert any("许庄街道" in words for words in part.list.words), part.list.words
window.actions_["go_rows"].trigger()
application.processEvents()
assert [shown.model.text(id, "place") for id in shown.model.ids] == ["许庄街道"]
window.actions_["undo"].trigger()
application.processEvents()
assert session.snapshot.live_rows("visit") == [] and shown.model.ids == []
print("window")
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the program in which the toy kind is one Python file, one line and one SQL file more."""
    folder = tmp_path_factory.mktemp("toy")
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("battlemap", "resources", "db"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    (folder / "battlemap" / "domain" / "kinds" / "visit.py").write_text(FILE.lstrip(), "utf-8")
    catalogue = folder / "battlemap" / "domain" / "kinds" / "catalogue.py"
    text = catalogue.read_text("utf-8").replace("    task_kind,\n", "    task_kind,\n    visit,\n", 1)
    text = text.replace("    saved_view.SAVED_VIEW,\n", "    saved_view.SAVED_VIEW,\n    visit.VISIT,\n")
    assert "visit.VISIT" in text
    catalogue.write_text(text, "utf-8")
    number = len(list((folder / "db").glob("0*.sql"))) + 1
    (folder / "db" / f"{number:04d}_visit.sql").write_text(SQL, "utf-8")
    run(folder, "-m", "battlemap", "demo", "demo.battlemap")
    return folder


def run(folder: Path, *words: str, code: int = 0) -> str:
    environment = os.environ | {
        "PYTHONPATH": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == code, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def rows(folder: Path, *words: str) -> str:
    return run(folder, "-m", "battlemap", "rows", *words)


def test_history_undo_search_filter_bin_and_manual_have_it(copy: Path) -> None:
    assert "below" in run(copy, "-c", BELOW)


def test_the_command_line_excel_and_the_wall_have_it(copy: Path) -> None:
    output = rows(
        copy, "add", "走访", "demo.battlemap", "任务=ECON-01", "走访地点=洸河街道", "走访日期=11月19日"
    )
    assert output == "ECON-01 登记走访“洸河街道”\n"
    assert "ECON-01　洸河街道　步行　2018-11-19" in rows(copy, "list", "走访", "demo.battlemap")
    rows(copy, "export", "走访", "demo.battlemap", "-o", "走访.xlsx")
    rows(copy, "remove", "走访", "demo.battlemap", "洸河街道")
    rows(copy, "restore", "走访", "demo.battlemap", "洸河街道")
    assert "新增 0 次走访，修改 0，不变" in rows(copy, "import", "走访", "demo.battlemap", "走访.xlsx")
    assert "走访表" in run(copy, "-m", "battlemap", "posters")
    day = ("--as-of", "2018-11-20T17:30")
    run(copy, "-m", "battlemap", "poster", "visit", "demo.battlemap", *day, "-o", "visit.pdf")
    assert (copy / "visit.pdf").read_bytes().startswith(b"%PDF")
    run(copy, "-m", "battlemap", "journal", "demo.battlemap", "-o", "journal.xlsx")
    assert (copy / "journal.xlsx").exists()


def test_a_file_from_before_it_opens_and_has_it(copy: Path) -> None:
    shutil.copy(ROOT / "tests" / "store" / "data" / "schema-1.battlemap", copy / "old.battlemap")
    code = "from battlemap.cli.door import main; import sys; sys.exit(main(sys.argv[1:]))"
    output = run(copy, "-c", code, "rows", "list", "走访", "old.battlemap")
    assert "共 0 次走访" in output


def test_the_window_has_its_page_its_form_and_its_part_of_the_card(copy: Path) -> None:
    run(copy, "-m", "battlemap", "demo", "window.battlemap")
    assert "window" in run(copy, "-c", WINDOW)
