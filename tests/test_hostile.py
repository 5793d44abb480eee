"""Whatever a user or a foreign file writes is stored as it is, told on one line and drawn inside its box."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.action import CreateAction, DeleteAction, EditAction
from battlemap.commands.campaign import EditCampaign
from battlemap.commands.command import Command
from battlemap.commands.entries import AddEntry, EditEntries, ImportEntries
from battlemap.commands.history import discarded, journal_entries, past_steps
from battlemap.commands.ledgers import EditField, EditLedger
from battlemap.commands.loop import ReportProgress
from battlemap.commands.measure import CreateMeasure
from battlemap.commands.people import AssignTask
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask, CreateTask, EditTask
from battlemap.domain.fields.kept import Unread
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.comparison import compare
from battlemap.errors import Refused
from battlemap.exchange.journal_xlsx import MOST_CHARACTERS, journal_xlsx
from battlemap.layout.card import card_of
from battlemap.layout.card_face import card_face, card_metrics
from battlemap.layout.column_head import HeadMetrics, Tally, head_face
from battlemap.layout.scene import Text
from battlemap.store import journal, past
from battlemap.store.damage.audit import check
from tests.commands.conftest import open_new
from tests.commands.ledgers import asked, wells, with_wells
from tests.exchange.test_journal_xlsx import sheet_rows

TEXTS = {
    "markup": "<b>粗</b><img src='http://example.org/x.png'><script>alert(1)</script>&amp;",
    "controls": "头\x00\x01\x07\x08\x1b[31m\x7f\x80尾",
    "lines": "一\n二\r\n三\t四\u2028五\u2029六",
    "emoji": "👨‍👩‍👧🇨🇳👍🏽",
    "rare han": "𠮷𡈼𪚥𰻝",
    "directions": "abc\u202egnp.exe\u2066\u200f\u05d0\u0627",
    "long": "长文字" * 33_333 + "。",
    "sql": "'); DROP TABLE task;--",
    "formula": "=cmd|' /C calc'!A0",
    "path": "../../../../etc/passwd",
    "windows path": "C:\\Windows\\system32\\con",
    "format": "%s%n{0}{task.id}$(rm -rf /)`ls`",
    "noncharacters": "\ufeff\ufffe\uffff",
    "json": '","deleted":1,"x":"',
}
DAY = date(2018, 11, 25)


def everywhere(session: Session, text: str) -> list[Command]:
    """Every command that takes a text, with this one."""
    econ = session.snapshot.columns[0].id
    task = session.snapshot.live_tasks[0].id
    return [
        EditCampaign({"slogan": text, "map_unit": text, "preface": text, "title": text}),
        EditAction(econ, {"title": text, "lead_leader": text}),
        CreateAction(text),
        CreateMeasure(econ, text, text),
        CreateTask(econ, text, fields={"detail": text, "source": text}),
        EditTask(
            task, {"title": text, "detail": text, "coop_units": text, "due_text": text, "target_unit": text}
        ),
        AssignTask(task, text, text),
        ReportProgress(task, 40, text),
        AddRow("milestone", {"task": task, "title": text, "due_on": DAY}),
        BlockTask(task, text),
        RaiseProblem(text, (task,)),
        AddRow("period", {"kind": "ban", "starts_on": DAY, "ends_on": DAY, "title": text}),
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_hostile_text_is_stored_told_copied_undone_and_exported(tmp_path: Path, text: str) -> None:
    with open_new(tmp_path / "行动.battlemap") as session:
        begin = session.snapshot
        start = session.steps(1)[0].id
        for command in everywhere(session, text):
            step = session.run(command)
            assert step is not None
            assert len(step.label) <= 80
            assert "\n" not in step.label
        task = session.snapshot.tasks[begin.live_tasks[0].id]
        assert task.title == task.detail == task.coop_units == text
        assert session.snapshot.campaign.slogan == text
        assert text in {unit.name for unit in session.snapshot.units.values()}
        _is_one_truth(session)
        for past in past_steps(session):
            assert _is_one_line(past.words)
            assert all(_is_one_line(line) and len(line) < 1000 for line in past.step_words.details)
        for difference in compare(begin, DAY, session.snapshot, DAY).differences:
            assert _is_one_line(difference.words)
        _is_drawn_inside(session.snapshot)
        _is_exported(session, text)
        session.file.save_copy(tmp_path / "副本.battlemap")
        end = session.snapshot
        session.undo_to(start)
        assert session.snapshot.tasks[task.id] == begin.tasks[task.id]
        session.redo()
        assert session.snapshot.rows == end.rows
        session.run(DeleteAction(begin.columns[0].id))
        assert discarded(session)[0].table == "action"
        _is_one_truth(session)
    with Session.open(
        tmp_path / "副本.battlemap", "王强", lambda: datetime(2018, 12, 1), read_only=True
    ) as copy:
        assert copy.snapshot.tasks[task.id] == task
        _is_one_truth(copy)
    with closing(sqlite3.connect(tmp_path / "行动.battlemap")) as plain:
        assert plain.execute("SELECT title FROM task WHERE id = ?", [task.id]).fetchone() == (text,)
        assert plain.execute("SELECT COUNT(*) FROM task").fetchone()[0] == 4


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_hostile_text_in_a_ledger_is_kept_told_and_undone(tmp_path: Path, text: str) -> None:
    with with_wells(open_new(tmp_path / "行动.battlemap")) as session:
        ledger, start = wells(session).ledger.id, session.steps(1)[0].id
        soil = wells(session).by_key["soil"].row
        title = text[:60]
        options = json.dumps([{"code": "clay", "name": text}], ensure_ascii=False)
        session.run(EditLedger(ledger, {"title": title, "noun": text[:20]}))
        session.run(EditField(soil.id, {"title": text[:40], "options": options}))
        values = {
            "name": text[:40],
            "note": text[:20_000],
            "depth": Unread(text),
            "soil": "clay",
            "place": Unread(text),
        }
        session.run(ImportEntries(ledger, (values,)))
        entries = asked(session)
        (row,) = entries.rows(entries.ids())
        assert (row.note, row.depth) == (text[:20_000].replace("\r\n", "\n").strip(), Unread(text))
        assert entries.unread() == {"depth": 1, "place": 1}
        assert len(entries.ids(Asking(EntryFilter(words=" ".join(row.name.split()[:1]))))) == 1
        session.run(EditEntries(ledger, ((row.id, {"note": text[:100], "depth": 3}),), row.name))
        for past in past_steps(session):
            assert _is_one_line(past.words)
            assert _is_one_line(past.label)
        assert journal_xlsx(list(journal_entries(session)), session.snapshot, datetime(2018, 11, 20), "李明")
        _is_one_truth(session)
        assert session.file.faults() == []
        with closing(sqlite3.connect(tmp_path / "行动.battlemap")) as plain:
            (view,) = [
                name
                for (name,) in plain.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT LIKE '%水泵'"
                )
            ]
            assert len(plain.execute('SELECT * FROM "{}"'.format(view.replace('"', '""'))).fetchall()) == 1
        session.undo_to(start)
        assert asked(session).count() == 0


def test_a_cell_of_ten_million_characters_is_refused_whole(session: Session) -> None:
    with_wells(session)
    before, huge = session.steps(1)[0].number, "长" * 10_000_000
    for value, words in ((huge, "超过 20000 字"), (Unread(huge), "内容过长")):
        with pytest.raises(Refused, match=words):
            session.run(AddEntry(wells(session).ledger.id, {"name": "东井", "note": value}))
    assert session.steps(1)[0].number == before
    assert asked(session).count() == 0


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        yield opened


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "好\udc80"])
def test_a_broken_character_is_refused_with_a_sentence_wherever_it_is_typed(
    session: Session, text: str
) -> None:
    before = session.snapshot
    for command in everywhere(session, text):
        with pytest.raises(Refused, match="残缺的字符，无法保存"):
            session.run(command)
        assert session.snapshot is before
    _is_one_truth(session)
    session.run(EditTask(before.live_tasks[0].id, {"title": "照常"}))


def _is_one_truth(session: Session) -> None:
    with session.file.reading() as connection:
        assert Snapshot.of(journal.rows(connection)).rows == session.snapshot.rows
        assert Snapshot.of(past.fold(connection)).rows == session.snapshot.rows
        assert check(connection) == []


def _is_one_line(words: str) -> bool:
    return not any(
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in "\u202e\u2066\u200f"
        for char in words
    )


def _is_drawn_inside(snapshot: Snapshot) -> None:
    for density in ("compact", "normal", "wide"):
        metrics = card_metrics(density)  # type: ignore[arg-type]
        for task in snapshot.live_tasks:
            items = card_face(card_of(snapshot, task, DAY), 208, 88, metrics)
            _are_lines([item for item in items if isinstance(item, Text)], 208)
    for action in snapshot.columns:
        cards = [card_of(snapshot, task, DAY) for task in snapshot.tasks_of(action.id)]
        head = Tally(cards).head(action, action.lead_leader)
        items = head_face(head, 208, 88, HeadMetrics())
        _are_lines([item for item in items if isinstance(item, Text)], 208)


def _are_lines(texts: list[Text], width: float) -> None:
    assert texts
    for text in texts:
        assert 0 <= text.rect.x <= text.rect.right <= width + 0.01
        for line in text.lines:
            assert _is_one_line(line)
            assert len(line) < 200


def _is_exported(session: Session, text: str) -> None:
    content = journal_xlsx(journal_entries(session), session.snapshot, session.clock(), "审计员")
    cells = {row[10] for row in sheet_rows(content, 2)}
    assert text in cells or len(text) > MOST_CHARACTERS
