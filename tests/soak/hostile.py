"""Rows that no program of ours writes, put into a file with a right journal: told by name, and the rest works."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from battlemap.cli.door import main
from battlemap.cli.terms import DEFECT
from battlemap.commands.history import past_steps
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.errors import BattlemapError
from battlemap.store import journal
from battlemap.store.drafts import discard, draft_of
from tests.store.released import DATA

_PERIOD = (
    "INSERT INTO period (id, kind, starts_on, ends_on, title, actions, exempt, stops, alert_level, deleted) "
)
_TASK = "UPDATE task SET {} WHERE code = 'ECON-01'"
_DEEP = "'" + "[" * 50_000 + "]" * 50_000 + "'"

#: What a file's own contents may be → the statements that write it, through the gate, with a right hash.
ROWS: Final[dict[str, tuple[str, ...]]] = {
    "due 0001": (_TASK.format("due_on = '0001-01-01'"),),
    "due 9999": (_TASK.format("due_on = '9999-12-31'"),),
    "due empty": (_TASK.format("due_on = '', start_on = ''"),),
    "due with words": (_TASK.format("due_on = '月底前'"),),
    "due with a time": (_TASK.format("due_on = '2018-11-30T08:00'"),),
    "campaign 0001-9999": ("UPDATE campaign SET starts_on = '0001-01-01', ends_on = '9999-12-31'",),
    "campaign backwards": ("UPDATE campaign SET starts_on = '2018-12-31', ends_on = '2018-10-01'",),
    "campaign of a century": ("UPDATE campaign SET ends_on = '2099-12-31'",),
    "campaign days empty": ("UPDATE campaign SET starts_on = '', ends_on = ''",),
    "period 0001-9999 off": (_PERIOD + "VALUES ('h', 'off', '0001-01-01', '9999-12-31', '', '', '', '', 0, 0)",),
    "period of a century off": (_PERIOD + "VALUES ('h', 'off', '1990-01-01', '2100-12-31', '', '', '', '', 0, 0)",),
    "40 periods of a century": tuple(
        _PERIOD + f"VALUES ('h{n}', 'ban', '1990-01-01', '2100-12-31', '', '', '', '', 0, 0)" for n in range(40)
    ),
    "period backwards": (_PERIOD + "VALUES ('h', 'off', '2018-12-31', '2018-10-01', '', '', '', '', 0, 0)",),
    "lamp scheme ../": ("UPDATE campaign SET lamp_scheme = '../settings'",),
    "lamp scheme of a theme": ("UPDATE campaign SET lamp_scheme = '../themes/light'",),
    "lamp scheme that is none": ("UPDATE campaign SET lamp_scheme = 'rainbow'",),
    "lamp scheme NUL": ("UPDATE campaign SET lamp_scheme = 'a' || char(0) || 'b'",),
    "lamp scheme 5000": (f"UPDATE campaign SET lamp_scheme = '{'x' * 5000}'",),
    "view deep JSON": (f"UPDATE saved_view SET wanted = {_DEEP}",),
    "view strange JSON": (
        """UPDATE saved_view SET wanted = '{"words": 3, "lanes": "x", "due_within": -1, "day": "9999-99-99", "units": [1]}'""",
    ),
    "view with zone": ("""UPDATE saved_view SET wanted = '{"changed_since": "2018-11-01T00:00:00+08:00"}'""",),
    "view day 0001": ("""UPDATE saved_view SET wanted = '{"day": "0001-01-01"}'""",),
    "view no JSON": ("UPDATE saved_view SET wanted = 'rubbish'",),
    "edition details rubbish": ("UPDATE edition SET details = '{\"tasks\": [1,'",),
    "edition details deep": (f"UPDATE edition SET details = {_DEEP}",),
    "edition moment with zone": ("UPDATE edition SET data_until = '2018-11-01T00:00:00+08:00'",),
    "edition moment empty": ("UPDATE edition SET data_until = '', since = ''",),
    "edition sheet unknown": ("UPDATE edition SET sheet = '../../etc'",),
    "posting moment 9999": ("UPDATE posting SET data_until = '9999-12-31T23:59:59.999'",),
    "frozen_at with zone": ("UPDATE baseline SET frozen_at = '2018-11-01T00:00:00.000+08:00'",),
    "frozen_at empty": ("UPDATE baseline SET frozen_at = ''",),
    "dangling action": ("PRAGMA foreign_keys = OFF", _TASK.format("action = 'nowhere'")),
    "dangling owner": ("PRAGMA foreign_keys = OFF", _TASK.format("owner = 'nobody'")),
    "dangling measure": ("PRAGMA foreign_keys = OFF", _TASK.format("measure = 'nowhere'")),
    "dangling task of a report": ("PRAGMA foreign_keys = OFF", "UPDATE report SET task = 'nowhere'"),
    "dangling dependency": ("PRAGMA foreign_keys = OFF", "UPDATE dependency SET successor = 'nowhere'"),
    "dangling problem": ("PRAGMA foreign_keys = OFF", "UPDATE problem_task SET problem = 'nowhere'"),
    "milestone weight": ("UPDATE milestone SET weight = -5, due_on = '1800-01-01'",),
    "report day 0001": ("UPDATE report SET reported_on = '0001-01-01'",),
    "report day empty": ("UPDATE report SET reported_on = ''",),
    "problem of no kind": ("UPDATE problem SET kind = 'weather'",),
    "lamp of no colour": (_TASK.format("lamp_override = 'pink', lamp_override_until = 'soon'"),),
    "target NaN": (_TASK.format("target_value = 'NaN'"),),
    "target 1e40": (_TASK.format("target_value = '1e40'"),),
    "code empty": (_TASK.format("code = ''"),),
    "rank empty": (_TASK.format("rank = ''"),),
    "extensions minus": (_TASK.format("extensions = -3"),),
    "title empty": (_TASK.format("title = ''"),),
    "title 10 MB": (_TASK.format(f"title = '{'长' * 3_400_000}'"),),
    "title of lines": (_TASK.format("title = '" + "行\n" * 100_000 + "'"),),
    "title bidi": (_TASK.format("title = char(8238) || '报告' || char(27) || '[31m' || char(0)"),),
    "action number huge": ("UPDATE action SET number = 9223372036854775807, limit_moving = -9",),
    "action colour": ("UPDATE action SET colour = 'url(file:///etc/passwd)'",),
    "emblem of a pipe": ("UPDATE campaign SET emblem = '<svg><image href=\"file:///dev/zero\"/></svg>'",),
    "step words": ("UPDATE campaign SET slogan = 'x'",),
}  # fmt: skip

#: What is asked of such a file from the command line; FILE and OUT are put in.
DEEDS: Final = (
    ("check", "FILE"),
    ("card", "show", "FILE", "ECON-01"),
    ("card", "show", "FILE", "ECON-02"),
    ("history", "FILE"),
    ("history", "FILE", "ECON-01"),
    ("compare", "FILE", "--from", "2018-10-09"),
    ("views", "FILE"),
    ("people", "FILE"),
    ("editions", "FILE"),
    ("baseline", "list", "FILE"),
    ("forecast", "FILE"),
    ("journal", "FILE", "-o", "OUT.xlsx"),
    ("project", "export", "FILE", "-o", "OUT.xml"),
    ("card", "report", "FILE", "ECON-02", "61", "照常"),
    ("poster", "overview", "FILE", "-o", "OUT.pdf", "--as-of", "2018-11-20"),
    ("poster", "timeline", "FILE", "-o", "OUT.pdf", "--as-of", "2018-11-20"),
    ("poster", "daily", "FILE", "-o", "OUT.pdf", "--as-of", "2018-10-30"),
    ("backup", "FILE"),
)


def planted(name: str, path: Path) -> None:
    """Copies the released campaign to `path` and plants the rows of that name, with a journal that tells of them."""
    path.write_bytes((DATA / "schema-1.battlemap").read_bytes())
    # brings it to the present schema
    Session.open(path, "种", lambda: datetime(2018, 11, 20, 8)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("PRAGMA foreign_keys = ON")
        off = [sql for sql in ROWS[name] if sql.startswith("PRAGMA")]
        for sql in off:
            plain.execute(sql)
        plain.execute("BEGIN")
        last = journal.last_header(plain)
        assert last is not None
        label = "种" if name != "step words" else "\x1b[31m\u202e" + "长" * 5000
        plain.execute(
            "INSERT INTO step (number, id, site, clock, at, actor, label, kind, previous_hash) "
            "VALUES (?, 'planted', 's', ?, '2018-11-20T08:00:00.000', ?, ?, 'do', ?)",
            [last.number + 1, last.clock, label, label, last.hash],
        )
        plain.execute("UPDATE gate SET step = 'planted'")
        for sql in ROWS[name]:
            if sql not in off:
                plain.execute(sql)
        sealed = journal.hash_of(plain, journal.header(plain, "planted"))
        plain.execute("UPDATE step SET hash = ? WHERE id = 'planted'", [sealed])
        plain.execute("UPDATE gate SET step = NULL")
        plain.execute("COMMIT")


def lived_with(path: Path, draws: bool = True) -> list[str]:
    """Does everything with such a file that a user does; returns what was no sentence."""
    faults: list[str] = []
    for words in DEEDS:
        out = draft_of(path)
        if words[0] == "poster" and not draws:
            continue
        asked = [str(path) if word == "FILE" else word.replace("OUT", str(out)) for word in words]
        try:
            if main(asked) == DEFECT:
                faults.append(f"{' '.join(words)}: a defect")
        except Exception as error:
            faults.append(f"{' '.join(words)}: {error!r}"[:400])
        for ending in (".xlsx", ".xml", ".pdf"):
            discard(out.with_name(out.name + ending))
    faults += _in_session(path)
    return faults


def _in_session(path: Path) -> list[str]:
    faults: list[str] = []
    try:
        with Session.open(path, "用", lambda: datetime(2018, 11, 20, 9)) as session:
            other = next(task for task in session.snapshot.tasks.values() if task.code == "ECON-02")
            deeds: dict[str, Callable[[], object]] = {
                "edit": lambda: session.run(EditTask(other.id, {"detail": "照常"})),
                "undo": session.undo,
                "redo": session.redo,
                "past": lambda: session.snapshot_at(datetime(2018, 10, 9)),
                "history": lambda: past_steps(session),
                "judge": lambda: [
                    session.snapshot.judge(task, datetime(2018, 11, 20).date())
                    for task in session.snapshot.live_tasks
                ],
                "course": lambda: session.progress_course(datetime(2018, 11, 20).date()),
            }
            for name, deed in deeds.items():
                try:
                    deed()
                except BattlemapError as error:
                    if name in ("edit", "undo", "redo"):
                        faults.append(f"{name} of another card is refused: {error}")
                except Exception as error:
                    faults.append(f"{name}: {error!r}"[:400])
    except BattlemapError:
        pass
    except Exception as error:
        faults.append(f"open: {error!r}"[:400])
    return faults
