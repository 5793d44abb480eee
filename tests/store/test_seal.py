"""The seal on paper tells whether the journal behind it is still the same; the first edition that no longer fits is named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, FAULTS, REFUSED
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.render.fonts import Fonts
from battlemap.shown.editions import issue, reprint
from battlemap.shown.press.choice import Choice
from battlemap.store import journal
from battlemap.store.guards import triggers

NOW = datetime(2018, 11, 21, 18, 0)


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture
def path(demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    path.write_bytes(demo.read_bytes())
    return path


def forged(path: Path, number: int) -> None:
    """Rewrites a step as a knowing hand would: with every hash from there on computed anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for name in triggers():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE step SET actor = '别人' WHERE number = ?", [number])
        previous = raw.execute("SELECT hash FROM step WHERE number = ?", [number - 1]).fetchone()[0]
        for head in journal.headers(raw, number - 1):
            raw.execute("UPDATE step SET previous_hash = ? WHERE id = ?", [previous, head.id])
            previous = journal.hash_of(raw, journal.header(raw, head.id))
            raw.execute("UPDATE step SET hash = ? WHERE id = ?", [previous, head.id])
        for sql in triggers().values():
            raw.execute(sql)


def test_every_issued_report_bears_the_seal_and_is_printed_again_with_it(path: Path, fonts: Fonts) -> None:
    with Session.open(path, "李明", lambda: NOW) as session:
        seal = session.seal()
        made = issue(session, Choice("daily"), NOW, fonts)
        assert any(f"封印：{seal}" in "".join(text.lines) for page in made.pages for text in page.texts())
        session.run(EditTask(session.snapshot.live_tasks[0].id, {"detail": "后来"}))
        assert session.seal() != seal
        again = reprint(session, "daily", made.number, fonts)
        assert again.is_same


def test_a_chain_that_was_computed_anew_is_found_by_the_first_edition_that_no_longer_fits(
    path: Path, fonts: Fonts, capsys: pytest.CaptureFixture[str]
) -> None:
    seals = []
    with Session.open(path, "李明", lambda: NOW) as session:
        for text in ("一", "二", "三"):
            seals.append(session.seal())
            issue(session, Choice("daily"), NOW, fonts)
            session.run(EditTask(session.snapshot.live_tasks[0].id, {"detail": text}))
        newest = session.seal()
    assert main(["check", str(path)]) == DONE
    assert f"封印 {newest}" in capsys.readouterr().out
    forged(path, int(seals[1].split("-")[0]))
    assert main(["check", str(path)]) == FAULTS
    errors = capsys.readouterr().err
    assert f"封印 {seals[1]} 与日志不符" in errors
    assert errors.count("封印") == 1, "the first one tells from when on"
    assert main(["check", str(path), "--seal", seals[2]]) == FAULTS
    assert f"封印 {seals[2]} 与日志不符" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "code"),
    [(lambda seal: seal, DONE), (lambda seal: f" {seal.upper().replace('-', ' ')} ", DONE),
     (lambda seal: "9" + seal, FAULTS), (lambda seal: seal[:-1] + ("0" if seal[-1] != "0" else "1"), FAULTS),
     (lambda seal: "第三期", REFUSED)],
    ids=["as printed", "as typed", "another step", "another hash", "no seal"],
)  # fmt: skip
def test_a_seal_from_paper_is_compared(path: Path, change, code: int) -> None:  # type: ignore[no-untyped-def]
    with Session.open(path, "李明", lambda: NOW, read_only=True) as session:
        seal = session.seal()
    assert main(["check", str(path), "--seal", change(seal)]) == code
