"""Nothing but plain text, of a length that ends, goes to a terminal: whatever titles hold."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.cli.door import main
from battlemap.cli.machine import open_session
from battlemap.cli.terminal import MOST_IN_MESSAGE, echo_json, harmless, plain_streams
from battlemap.cli.terms import DONE
from battlemap.commands.checklist import AddChecklistItems
from battlemap.commands.people import AssignTask
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import AddRow
from battlemap.commands.task import CreateTask, EditTask

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: A terminal would clear its screen, ring, hide text, turn it round and run off.
HOSTILE = "\x1b[2J\x1b]0;x\x07\x9b31m\u202egnp.exe\u2066\x08\x7f" + "长" * 50_000
PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


@given(st.text())
def test_any_text_becomes_plain(text: str) -> None:
    shown = harmless(text)
    assert not UNFIT.search(shown)
    assert harmless(shown) == shown or len(shown) > 1000


def test_letters_lines_and_tabs_stay() -> None:
    assert harmless("任务 ECON-01\t“甲”\n第二行\n") == "任务 ECON-01\t“甲”\n第二行\n"
    assert harmless("一\r\n二\u2028三") == "一 二 三"


@pytest.mark.parametrize("text", ["x" * 10_000_000, "x\n" * 100_000, ("x" * 1000 + "\n") * 400])
def test_what_is_too_long_is_cut_and_counted(text: str) -> None:
    shown = harmless(text)
    assert len(shown) < MOST_IN_MESSAGE + 100
    assert "另有" in shown


@given(st.text())
def test_what_is_for_programs_is_whole_and_plain(text: str) -> None:
    before, sys.stdout = sys.stdout, io.StringIO()
    try:
        with plain_streams():
            echo_json([text, "长" * 3 * MOST_IN_MESSAGE])
        written = sys.stdout.getvalue()
    finally:
        sys.stdout = before
    assert json.loads(written) == [text, "长" * 3 * MOST_IN_MESSAGE]
    assert harmless(written[:1000].rstrip("\n")) == written[:1000].rstrip("\n")


def test_the_streams_stay_what_they_were_afterwards() -> None:
    before, sys.stdout = sys.stdout, io.StringIO()
    kept = sys.stdout
    try:
        with plain_streams():
            sys.stdout.write("a\x1b[0m")
            with pytest.raises(TypeError):
                sys.stdout.write(b"")  # type: ignore[arg-type]
        assert sys.stdout is kept
        assert kept.getvalue() == "a[0m"
    finally:
        sys.stdout = before


def test_no_command_lets_a_title_speak_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.battlemap"
    assert main(["new", str(PLAN), "-o", str(file)]) == DONE
    with open_session(file) as session:
        task = session.snapshot.live_tasks[0]
        session.run(EditTask(task.id, {"title": HOSTILE, "detail": HOSTILE}))
        session.run(CreateTask(task.action, HOSTILE))
        session.run(AssignTask(task.id, HOSTILE[:80], HOSTILE[:80]))
        session.run(AddChecklistItems(task.id, (HOSTILE[:400],)))
        session.run(AddRow("milestone", {"task": task.id, "title": HOSTILE}))
        session.run(RaiseProblem(HOSTILE, (task.id,)))
    capsys.readouterr()
    code = task.code
    for words in (
        ["card", "show", str(file), code],
        ["card", "checklist", str(file), code],
        ["history", str(file), code],
        ["history", str(file)],
        ["compare", str(file), "2018-10-01", "2030-01-01"],
        ["forecast", str(file)],
        ["people", str(file)],
        ["views", str(file)],
        ["editions", str(file)],
        ["check", str(file)],
        ["card", "show", str(file), HOSTILE[:500]],
    ):
        main(words)
        captured = capsys.readouterr()
        assert not UNFIT.search(captured.out + captured.err), words
        assert len(captured.out + captured.err) < 60_000, words
