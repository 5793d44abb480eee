"""Entries are registered, changed, moved and removed in one step each; tallies drive tasks in the same step; undo takes all back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import (
    AddEntry,
    EditEntries,
    ImportEntries,
    MoveEntry,
    MoveToStage,
    RemoveEntries,
    RestoreEntries,
    Unmask,
)
from battlemap.commands.entry_files import RemoveEntryFile, attach_to_entry, opened_file
from battlemap.commands.history import discarded
from battlemap.commands.ledgers import (
    AddField,
    EditField,
    EditLedger,
    NewLedger,
    RemoveField,
    RemoveLedger,
    RestoreLedger,
)
from battlemap.commands.restore import RestoreRows
from battlemap.commands.rows import AddRow, RestoreRow
from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.domain.kinds.ledger import LedgerField
from battlemap.domain.ledgers.asking import Asking, Order
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.template import template_of
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import Refused
from battlemap.exchange.pinyin import readings
from battlemap.store.damage.salvage import salvage
from tests.commands.conftest import open_new
from tests.commands.ledgers import OWNERS, add, asked, move, rows, wells, with_wells


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        yield with_wells(opened)


def test_a_new_entry_has_its_number_and_stands_at_the_beginning_of_the_road(session: Session) -> None:
    add(session, "东井")
    add(session, "西井")
    session.undo()
    add(session, "北井")
    assert [(row.name, row.number, row.stage) for row in rows(session)] == [
        ("东井", "J-2018-001", "plan"), ("北井", "J-2018-003", "plan"),
    ]  # fmt: skip


def test_entries_stay_in_the_file_and_no_snapshot_holds_them(session: Session) -> None:
    add(session, "东井")
    assert session.snapshot.rows["entry"] == {}
    assert asked(session).count() == 1


def test_what_a_stage_demands_is_asked_and_may_come_along(session: Session) -> None:
    id = add(session, "东井")
    with pytest.raises(Refused, match="进入“开挖”前，请先填写：井深"):
        move(session, id, "dig")
    with pytest.raises(Refused, match="进入“开挖”前"):
        session.run(EditEntries(wells(session).ledger.id, ((id, {"stage": "dig"}),)))
    move(session, id, "dig", depth=80)
    (row,) = rows(session)
    assert (row.stage, row.depth, row.stage_on) == ("dig", 80, session.clock().date())
    today = session.clock().date()
    assert [(one.before, one.after, one.on) for one in asked(session).moves()] == [
        ("", "plan", today), ("plan", "dig", today),
    ]  # fmt: skip
    session.undo()
    assert [(one.before, one.after) for one in asked(session).moves()][-1] == ("dig", "plan")


def test_a_step_is_told_by_the_ledgers_own_words_and_hides_what_is_masked(session: Session) -> None:
    id = add(session, "东井")
    step = session.run(
        EditEntries(wells(session).ledger.id, ((id, {"phone": "13800001234", "depth": 80}),), "东井")
    )
    assert step is not None
    assert step.label == "修改机井“东井”"
    deed = step_words(step, session.snapshot).deed
    assert deed == "填写 机井“东井”的井深：80，填写 机井“东井”的电话：138****1234"


def test_ties_are_rows_of_their_own_and_are_found_from_both_sides(session: Session) -> None:
    task = session.snapshot.live_tasks[0].id
    id = add(session, "东井", tasks=(task,))
    assert rows(session)[0].tasks == (task,)
    assert asked(session).linked_to("task", task) == [id]
    session.run(EditEntries(wells(session).ledger.id, ((id, {"tasks": ()}),)))
    assert asked(session).linked_to("task", task) == []
    session.undo()
    assert asked(session).linked_to("task", task) == [id]
    with pytest.raises(Refused, match="任务已不存在"):
        session.run(EditEntries(wells(session).ledger.id, ((id, {"tasks": ("nobody",)}),)))


def test_what_belongs_to_an_entry_goes_and_comes_back_with_it(session: Session) -> None:
    id = add(session, "东井")
    pumps = session.snapshot.definition("pumps")
    assert pumps is not None
    with pytest.raises(Refused, match="上级台账"):
        session.run(AddEntry(pumps.ledger.id, {"model": "QJ10"}))
    session.run(AddEntry(pumps.ledger.id, {"model": "QJ10"}, id))
    below = (
        attrs.evolve(asked(session)) if False else type(asked(session))(session, pumps, date(2018, 11, 20))
    )
    assert below.count(Asking(parent=id)) == 1
    session.run(RemoveEntries(wells(session).ledger.id, (id,)))
    assert (asked(session).count(), below.count(Asking(parent=id))) == (0, 0)
    session.run(RestoreEntries(wells(session).ledger.id, (id,)))
    assert (asked(session).count(), below.count(Asking(parent=id))) == (1, 1)


def test_an_entry_is_put_elsewhere_in_the_order(session: Session) -> None:
    east, west = add(session, "东井"), add(session, "西井")
    session.run(MoveEntry(wells(session).ledger.id, west, east))
    assert [row.name for row in rows(session)] == ["西井", "东井"]


def test_a_sheet_is_taken_as_it_is_and_its_doubts_are_counted_and_found(session: Session) -> None:
    session.run(
        ImportEntries(
            wells(session).ledger.id,
            (
                {"name": "东井", "depth": Unread("约300"), "stage": "run"},
                {"name": "", "flow": Unread("较大")},
            ),
        )
    )
    entries = asked(session)
    assert entries.unread() == {"depth": 1, "flow": 1}
    ids = entries.ids(Asking(EntryFilter((Condition("depth", "unread"),))))
    assert [row.depth for row in entries.rows(ids)] == [Unread("约300")]
    assert entries.groups("depth")[-1].is_unread
    session.undo()
    assert asked(session).count() == 0


def test_a_new_type_reads_what_it_can_keeps_the_rest_and_is_taken_back_whole(session: Session) -> None:
    add(session, "东井", note="80")
    add(session, "西井", note="约90")
    field = wells(session).by_key["note"].row
    after = attrs.evolve(field, type="int")
    assert asked(session).conversion(field, after).words == "能读懂 1 格，读不懂 1 格（约90）"
    session.run(EditField(field.id, {"type": "int"}))
    assert [row.note for row in rows(session)] == [80, Unread("约90")]
    session.run(EditField(field.id, {"type": "long"}))
    assert [row.note for row in rows(session)] == ["80", "约90"]
    session.undo()
    session.undo()
    assert [row.note for row in rows(session)] == ["80", "约90"]


def test_a_field_that_goes_keeps_its_values_until_it_comes_back(session: Session) -> None:
    add(session, "东井", note="浅层水")
    field = wells(session).by_key["note"].row
    session.run(RemoveField(field.id))
    assert "note" not in wells(session).by_key
    session.run(RestoreRow("ledger_field", field.id))
    assert [row.note for row in rows(session)] == ["浅层水"]
    for key, words in (("stage", "是台账的阶段"), ("paid", "计数“已付”用到")):
        with pytest.raises(Refused, match=words):
            session.run(RemoveField(wells(session).by_key[key].id))


def test_a_ledger_goes_with_its_children_and_comes_back_with_its_entries(session: Session) -> None:
    add(session, "东井")
    ledger = wells(session).ledger.id
    session.run(RemoveLedger(ledger))
    assert session.snapshot.definitions == {}
    session.run(RestoreLedger(ledger))
    assert len(session.snapshot.definitions) == 2
    assert asked(session).count() == 1


def test_a_look_at_hidden_parts_is_written_down_with_its_reason(session: Session) -> None:
    with pytest.raises(Refused, match="事由"):
        session.run(Unmask(wells(session).ledger.id, " "))
    step = session.run(Unmask(wells(session).ledger.id, "走访核对"))
    assert step is not None
    assert step_words(step, session.snapshot).words == "李明 查看台账“机井台账”的完整信息，事由：走访核对"


def test_words_find_what_is_shown_and_hidden_numbers_by_their_last_four(session: Session) -> None:
    add(session, "东井", phone="13800001234", soil="sand", note="离 QJ 泵房 20 米")
    for words, count in (
        ("沙土", 1), ("qj", 1), ("东井 沙土", 1), ("1234", 1), ("0001", 0), ("13800001234", 1), ("西", 0), ("f1", 0), ("选址", 1),
    ):  # fmt: skip
        assert asked(session).count(Asking(EntryFilter(words=words))) == count, words
    assert asked(session).count(Asking(EntryFilter(words="0001"), is_unmasked=True)) == 1


def test_a_backup_brings_entries_back_as_they_were_and_undo_takes_that_back(session: Session) -> None:
    add(session, "东井", note="旧")
    made = session.backups.make("手动")
    session.run(EditEntries(wells(session).ledger.id, ((asked(session).named("东井")[0], {"note": "新"}),)))
    add(session, "西井")
    session.run(RestoreRows.from_backup(made, datetime(2018, 11, 20, 9)))
    assert [(row.name, row.note) for row in rows(session)] == [("东井", "旧")]
    session.undo()
    assert [(row.name, row.note) for row in rows(session)] == [("东井", "新"), ("西井", "")]
    assert session.file.faults() == []


def test_a_restored_board_without_a_file_leaves_entries_alone(session: Session) -> None:
    then = session.snapshot
    add(session, "东井")
    session.run(AddRow("unit", {"name": "住建局"}))
    session.run(RestoreRows(then, "昨日"))
    assert asked(session).count() == 1


def test_the_bin_holds_entries_and_ledgers_and_gives_them_back(session: Session) -> None:
    id = add(session, "东井")
    pumps = session.snapshot.definition("pumps")
    assert pumps is not None
    session.run(AddEntry(pumps.ledger.id, {"model": "QJ10"}, id))
    session.run(RemoveEntries(wells(session).ledger.id, (id,)))
    (thing,) = [thing for thing in discarded(session) if thing.table == "entry"]
    assert (thing.name, thing.place, thing.actor) == ("东井", "机井台账", "李明")
    session.run(thing.restoring)
    assert asked(session).count() == 1
    session.run(RemoveLedger(wells(session).ledger.id))
    thing = next(thing for thing in discarded(session) if thing.name == "机井台账")
    session.run(thing.restoring)
    assert len(session.snapshot.definitions) == 2


def test_a_damaged_file_gives_its_entries_to_the_new_one(session: Session, tmp_path: Path) -> None:
    id = add(session, "东井", note="浅层水", tasks=(session.snapshot.live_tasks[0].id,))
    session.file.close()
    saved = salvage(session.file.path, tmp_path / "救.battlemap", "李明", datetime(2018, 11, 21, 9))
    assert saved.counts["entry"] == 1
    with Session.open(tmp_path / "救.battlemap", "李明", session.clock) as again:
        (row,) = asked(again).rows([id])
        assert (row.name, row.note, len(row.tasks)) == ("东井", "浅层水", 1)


def test_names_are_found_by_their_sound_as_they_are_now_and_were_then(session: Session) -> None:
    add(session, "东井")
    then, book = session.steps(1)[0].moment, SoundBook(readings())
    id = add(session, "西井")
    entries = AskedEntries(session, wells(session), date(2018, 11, 20), book=book)
    for words, count in (("dj", 1), ("xijing", 1), ("jing", 2), ("beij", 0), ("jing 选址", 2)):
        assert entries.count(Asking(EntryFilter(words=words))) == count, words
    session.run(EditEntries(wells(session).ledger.id, ((id, {"name": "北井"}),)))
    assert entries.count(Asking(EntryFilter(words="beij"))) == 1
    past = AskedEntries(session, wells(session), date(2018, 11, 20), at=then, book=book)
    assert [past.count(Asking(EntryFilter(words=words))) for words in ("dj", "xj")] == [1, 0]
    past.close()


def test_a_number_is_given_once_and_never_again(session: Session) -> None:
    ledger, id = wells(session).ledger.id, add(session, "东井")
    session.run(RemoveEntries(ledger, (id,)))
    with pytest.raises(Refused, match="编号“J-2018-001”已经用过"):
        session.run(AddEntry(ledger, {"name": "西井", "number": "J-2018-001"}))


def test_another_field_names_and_stages_the_entries_at_once(session: Session) -> None:
    ledger = wells(session).ledger.id
    field = LedgerField(
        "", "", "work", "工序", "stage", "", options='[{"code":"a","name":"打孔"},{"code":"b","name":"下管"}]'
    )
    session.run(AddField(ledger, field))
    id = add(session, "东井", note="浅层水", work="b")
    session.run(EditLedger(ledger, {"title_field": "note", "stage_field": "work"}))
    (entry,) = asked(session).entries([id])
    assert (entry.title, entry.stage, entry.furthest) == ("浅层水", "b", "b")
    (row,) = rows(session)
    assert (row.name, row.stage, row.work) == ("东井", "plan", "b")
    session.run(EditLedger(ledger, {"title_field": "name", "stage_field": "stage"}))
    (row,) = rows(session)
    assert (row.name, row.stage, row.work, asked(session).named("东井")) == ("东井", "plan", "b", [id])


def test_a_stage_in_which_entries_stand_is_not_taken_out(session: Session) -> None:
    add(session, "东井", depth=9, stage="dig")
    field = wells(session).by_key["stage"].row
    stages = [one for one in json.loads(field.options) if one["code"] != "dig"]
    with pytest.raises(Refused, match="阶段“开挖”还有条目用到"):
        session.run(EditField(field.id, {"options": json.dumps(stages)}))
    stages = [one | {"retired": one["code"] == "dig"} for one in json.loads(field.options)]
    session.run(EditField(field.id, {"options": json.dumps(stages)}))
    assert [row.stage for row in rows(session)] == ["dig"]
    assert "开挖" not in [stage.name for stage in wells(session).road.offered]


def test_evidence_is_a_file_that_a_stage_demands(session: Session, tmp_path: Path) -> None:
    session.run(NewLedger(template_of(OWNERS)))
    owners = session.snapshot.definition("owners")
    assert owners is not None
    ledger = owners.ledger.id
    session.run(AddEntry(ledger, {"name": "王五"}))
    entries = AskedEntries(session, owners, date(2018, 11, 20))
    (id,) = entries.ids()
    with pytest.raises(Refused, match="进入“签约”前，请先填写：合同"):
        session.run(MoveToStage(ledger, (id,), "signed"))
    paper = tmp_path / "合同.txt"
    paper.write_text("甲方乙方", "utf-8")
    attach_to_entry(session, ledger, id, "papers", paper)
    with pytest.raises(Refused, match="已有内容相同的附件"):
        attach_to_entry(session, ledger, id, "papers", paper)
    session.run(MoveToStage(ledger, (id,), "signed"))
    (row,) = entries.rows([id])
    assert opened_file(session, row.papers[0]).read_text("utf-8") == "甲方乙方"
    session.run(RemoveEntryFile(ledger, id, "papers", row.papers[0].sha256))
    assert entries.rows([id])[0].papers == ()
    session.undo()
    assert entries.rows([id])[0].papers == row.papers
    with pytest.raises(Refused, match="不放附件"):
        attach_to_entry(session, ledger, id, "name", paper)


def test_orders_put_the_empty_last_in_both_directions(session: Session) -> None:
    for name, depth in (("东井", 80), ("西井", None), ("北井", 20)):
        add(session, name, depth=depth)
    for is_down, names in ((False, ["北井", "东井", "西井"]), (True, ["东井", "北井", "西井"])):
        assert [row.name for row in rows(session, orders=(Order("depth", is_down),))] == names
