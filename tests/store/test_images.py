"""The journal's short lines tell what whole ones told: of every row, at every step, in new files and in shortened ones."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.people import Unit
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Step
from battlemap.store import journal, past
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.audit import check
from battlemap.store.fit import row_from_image
from battlemap.store.guards import triggers
from battlemap.store.images import Images, RecentImages, image_at, is_whole, unfolded
from battlemap.store.shortening import shorten
from tests.store.released import BEGIN, DATA, make

NOON = datetime(2018, 11, 20, 12, 0)
Lines = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture
def shortened(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Yields a file of the first schema, migrated."""
    path = Path(shutil.copy(DATA / "schema-1.battlemap", tmp_path / "行动.battlemap"))
    with CampaignFile.open(path, "李明", NOON) as file, file.reading() as connection:
        yield connection


def whole_lines(connection: sqlite3.Connection) -> Lines:
    """Returns (step number, table, row, old, new) with whole images, by the plain way: each line upon the one before."""
    images, lines = Images(), []
    for number, table, row, old, new in connection.execute(
        "SELECT s.number, j.table_name, j.row_id, j.old, j.new FROM journal j JOIN step s ON s.id = j.step ORDER BY j.rowid"
    ):
        lines.append((number, table, row, *unfolded(old, new, *images.take(table, row, new))))
    return lines


def old_fold(lines: Lines, number: int) -> dict[str, dict[str, Any]]:
    """Returns the rows after a step as whole lines tell them: the newest line of each row."""
    images = {(table, row): new for at, table, row, _, new in lines if at <= number}
    rows: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    for (table, row), new in images.items():
        rows[table][row] = row_from_image(table, json.loads(new))
    return rows


def fold_at(connection: sqlite3.Connection, moment: datetime | None = None) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    for table, row in past.fold(connection, moment):
        rows[table][row.id] = row
    return rows


def held(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Returns the rows that a snapshot holds; the entries of ledgers stay in the file."""
    return {table: {} if table in ASKED_FOR else there for table, there in rows.items()}


def assert_told_as_before(connection: sqlite3.Connection, lines: Lines) -> None:
    """Asks every reader of every step, and compares with what whole lines tell."""
    changes: dict[int, list[Any]] = {}
    for number, table, _, old, new in lines:
        before = row_from_image(table, json.loads(old)) if old else None
        changes.setdefault(number, []).append((table, before, row_from_image(table, json.loads(new))))
    heads = journal.headers(connection)
    for head in heads:
        step = journal.step_of(connection, head)
        assert [(change.table, change.before, change.after) for change in step.changes] == changes[
            head.number
        ]
        assert journal.told_step_of(connection, head) == step
    for head in heads[:: max(1, len(heads) // 12)]:
        cut = journal.cut(connection, head.moment)
        there = fold_at(connection, head.moment)
        wanted = old_fold(lines, cut)
        assert there == wanted
        assert {table: list(rows) for table, rows in there.items()} == {
            table: list(rows) for table, rows in wanted.items()
        }, "in the order of making"
    for table, row in {line[1:3] for line in lines}:
        history = [change for step in journal.steps_of_row(connection, table, row) for change in step.changes]
        mine = [line for line in lines if line[1:3] == (table, row)]
        assert [change.after for change in history] == [
            row_from_image(table, json.loads(line[4])) for line in mine
        ]
        assert [change.before is None for change in history] == [line[3] is None for line in mine]


def test_a_shortened_file_tells_what_it_told(shortened: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(f"{(DATA / 'schema-1.battlemap').as_uri()}?immutable=1", uri=True)) as old:
        lines = old.execute(
            "SELECT s.number, j.table_name, j.row_id, j.old, j.new FROM journal j JOIN step s ON s.id = j.step ORDER BY j.rowid"
        ).fetchall()
    assert whole_lines(shortened) == lines, "to the letter"
    assert_told_as_before(shortened, lines)
    short = [
        new
        for (new,) in shortened.execute("SELECT new FROM journal WHERE old IS NOT NULL")
        if not is_whole(new)
    ]
    assert len(short) > 20
    assert max(map(len, short)) < 400


def test_its_hashes_are_those_of_the_paper(shortened: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(f"{(DATA / 'schema-1.battlemap').as_uri()}?immutable=1", uri=True)) as old:
        before = old.execute("SELECT number, hash, previous_hash FROM step ORDER BY number").fetchall()
    assert (
        shortened.execute("SELECT number, hash, previous_hash FROM step ORDER BY number").fetchall() == before
    )
    assert all(is_right for _, is_right in journal.sealed(shortened))
    assert check(shortened) == []


def test_a_forged_line_of_those_days_is_still_found(tmp_path: Path) -> None:
    path = Path(shutil.copy(DATA / "schema-1.battlemap", tmp_path / "行动.battlemap"))
    CampaignFile.open(path, "李明", NOON).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for name in triggers():
            raw.execute(f"DROP TRIGGER {name}")
        sql = "UPDATE journal SET new = replace(new, '30', '31') WHERE new LIKE '{\"progress\":30%'"
        assert raw.execute(sql).rowcount == 1
        words = [fault.words for fault in check(raw)]
        (number,) = [head.number for head, is_right in journal.sealed(raw) if not is_right]
    assert words[0].startswith(f"第 {number} 步") and words[0].endswith("的记录被改动或缺失")


@pytest.mark.parametrize(
    "new", ["{", "[]", '{"title":"甲"}', '{"id":"x","title":true}', '{"id":"x","title":1.0}']
)
def test_a_line_that_was_written_by_hand_is_left_to_the_letter(tmp_path: Path, new: str) -> None:
    path = Path(shutil.copy(DATA / "schema-1.battlemap", tmp_path / "行动.battlemap"))
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        (guard,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_fixed'").fetchone()
        raw.execute("DROP TRIGGER journal_fixed")
        last = raw.execute("SELECT MAX(rowid) FROM journal WHERE table_name = 'task'").fetchone()[0]
        raw.execute("UPDATE journal SET new = ? WHERE rowid = ?", [new, last])
        raw.execute(guard)
        before = raw.execute("SELECT old, new FROM journal ORDER BY rowid").fetchall()
    with CampaignFile.open(path, "李明", NOON) as file:
        assert any("的记录被改动或缺失" in words for words in file.faults())
        with file.reading() as connection:
            after = [line[3:] for line in whole_lines(connection)]
            lines = connection.execute("SELECT old, new FROM journal ORDER BY rowid").fetchall()
    assert (after == before) or (lines == before)


def test_what_was_heard_is_what_the_journal_tells(demo: Path) -> None:
    with (
        Session.open(demo, "李明", lambda: NOON, read_only=True) as session,
        session.file.reading() as connection,
    ):
        assert_told_as_before(connection, whole_lines(connection))
        assert held(fold_at(connection)) == {
            table: dict(rows) for table, rows in session.snapshot.rows.items()
        }


def test_a_step_is_heard_as_the_journal_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "行动.battlemap"
    heard: list[Step] = []
    make(path)
    with Session.open(path, "released", lambda: NOON) as session:
        session.listen(lambda step, _: heard.append(step))
        for _ in range(12):
            session.undo()
        for _ in range(12):
            session.redo()
        with session.file.reading() as connection:
            for step in heard:
                assert step == journal.step_of(connection, journal.header(connection, step.id))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.integers(0, 4),
                st.sampled_from(["name", "rank", "short_name", "deleted"]),
                st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_changes_fold_to_what_stood_there(
    tmp_path: Path, steps: list[list[tuple[int, str, str]]]
) -> None:
    path = tmp_path / "行动.battlemap"
    path.unlink(missing_ok=True)
    moment, moments = BEGIN, []
    with CampaignFile.made(path) as file:
        for number, puts in enumerate(steps):
            moment += timedelta(minutes=1)
            with file.write("改", "李明", moment, "merge" if number % 3 == 0 else "do") as repository:
                for at, key, text in puts:
                    unit = next(iter(repository.find(Unit, id=f"u{at}")), Unit(f"u{at}", "甲", "a0"))
                    value = not unit.deleted if key == "deleted" else f"名{text}"
                    repository.bring_back(evolved(unit, **{key: value}))
            if file.last_step is not None:
                with file.reading() as connection:
                    moments.append((moment, dict(Snapshot.of(journal.rows(connection)).units)))
                    head = journal.header(connection, file.last_step.id)
                    assert journal.step_of(connection, head) == file.last_step
        with file.reading() as connection:
            for moment, units in moments:
                assert fold_at(connection, moment)["unit"] == units
            assert check(connection) == []


def test_shortening_twice_changes_nothing(demo: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(demo, tmp_path / "行动.battlemap"))
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for name in triggers():
            raw.execute(f"DROP TRIGGER {name}")
        before = raw.execute("SELECT rowid, * FROM journal ORDER BY rowid").fetchall()
        shorten(raw)
        assert raw.execute("SELECT rowid, * FROM journal ORDER BY rowid").fetchall() == before


def test_no_row_needs_more_than_some_lines(tmp_path: Path) -> None:
    path = tmp_path / "行动.battlemap"
    campaign = CreateCampaign("百日攻坚", BEGIN.date(), BEGIN.date() + timedelta(90))
    with Session.create(path, campaign, "李明", lambda: BEGIN) as session:
        for number in range(300):
            with session.file.write("改", "李明", BEGIN) as repository:
                # two rows in turn: a rhythm that would always pass one of them over
                repository.bring_back(Unit(f"u{number % 2}", f"第{number}", "a0"))
        with session.file.reading() as connection:
            for row in ("u0", "u1"):
                lines = connection.execute("SELECT new FROM journal WHERE row_id = ? ORDER BY rowid", [row])
                gaps = "".join("W" if is_whole(new) else "." for (new,) in lines).split("W")
                assert max(map(len, gaps)) < 60
                image = image_at(connection, "unit", row)
                assert image is not None and image["name"] == f"第{298 + int(row[1])}"


def test_the_board_of_any_moment_is_the_fold_of_the_journal_up_to_it(demo: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(demo, tmp_path / "行动.battlemap"))
    with Session.open(path, "李明", lambda: NOON) as session:
        for _ in range(3):
            session.undo()
        with session.file.reading() as connection:
            lines = whole_lines(connection)
            heads = journal.headers(connection)
            for head in heads[:: len(heads) // 20]:
                then = session.snapshot_at(head.moment)
                there = {table: dict(rows) for table, rows in then.rows.items()}
                assert there == held(fold_at(connection, head.moment))
                wanted = old_fold(lines, journal.cut(connection, head.moment))
                assert [*then.tasks] == [*wanted["task"]]
                assert then.cells == Snapshot.of(past.fold(connection, head.moment)).cells


@pytest.mark.parametrize("most", [0, 1, 7, 4_000])
def test_images_read_again_are_those_that_were_kept(demo: Path, most: int) -> None:
    with closing(sqlite3.connect(demo)) as raw:
        lines = raw.execute("SELECT rowid, table_name, row_id, new FROM journal ORDER BY rowid").fetchall()
        kept, recent = Images(), RecentImages(raw, most)
        for line, table, row, new in lines:
            assert recent.take_line(line, table, row, new) == kept.take(table, row, new)
            assert len(recent.newest) <= most


def test_a_line_that_means_nothing_is_lost_whether_its_row_was_kept_or_read_again(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as raw:
        for name in triggers():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE journal SET new = '{\"title\":' WHERE rowid % 5 = 0 AND old IS NOT NULL")
        kept, recent = Images(), RecentImages(raw, 3)
        for line, table, row, new in raw.execute(
            "SELECT rowid, table_name, row_id, new FROM journal ORDER BY rowid"
        ).fetchall():
            assert recent.take_line(line, table, row, new) == kept.take(table, row, new)
        assert any(image is None for image in kept.newest.values())
        raw.rollback()


@pytest.mark.parametrize("file", ["shortened", "demo"])
def test_a_step_is_right_however_its_lines_are_parted(file: str, request: pytest.FixtureRequest) -> None:
    given = request.getfixturevalue(file)
    with closing(sqlite3.connect(given)) if isinstance(given, Path) else nullcontext(given) as connection:
        for at_once in (1, 3, 2_000):
            images, steps, longest = Images(), 0, 0
            for head, parts in journal.steps_with_lines(connection, at_once):
                held: list[Lines] = []

                def taken(
                    held: list[Lines] = held, parts: Iterator[Lines] = parts, images: Images = images
                ) -> Iterator[journal.Part]:
                    for lines in parts:
                        held.append(lines)
                        turns = [images.take(table, row, new) for _, _, table, row, _, new in lines]
                        yield [line[1:] for line in lines], turns

                assert journal.is_right(head, taken()), head
                assert all(1 <= len(lines) <= at_once for lines in held)
                steps, longest = steps + 1, max(longest, sum(map(len, held)))
            assert steps == connection.execute("SELECT COUNT(*) FROM step").fetchone()[0]
            assert longest > 3, "no step had several parts"


def test_a_line_forged_in_a_late_part_of_a_step_is_found(demo: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(demo, tmp_path / "行动.battlemap"))
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for name in triggers():
            raw.execute(f"DROP TRIGGER IF EXISTS {name}")
        step, line = raw.execute(
            "SELECT step, MAX(rowid) FROM journal GROUP BY step ORDER BY COUNT(*) DESC LIMIT 1"
        ).fetchone()
        raw.execute("UPDATE journal SET new = replace(new, '}', ',\"x\":1}') WHERE rowid = ?", [line])
        images, wrong = Images(), []
        for head, parts in journal.steps_with_lines(raw, 2):
            taken = [
                ([one[1:] for one in lines], [images.take(*one[2:4], one[5]) for one in lines])
                for lines in parts
            ]
            wrong += [] if journal.is_right(head, iter(taken)) else [head.id]
    assert wrong == [step]
