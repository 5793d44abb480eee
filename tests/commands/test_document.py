"""A document is read into clauses, tied to tasks, and goes as a whole; money is typed in 万元 and kept in yuan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.document import RemoveDocument, TakeDocument, TieClause
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.assessing.clause_drafts import ClauseDraft, clause_drafts
from battlemap.domain.assessing.coverage import coverage
from battlemap.domain.planning.plan import everything
from battlemap.errors import Refused
from battlemap.exchange.plan_text import read_plan

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_every_sentence_of_a_document_that_names_work_is_a_clause() -> None:
    plan = read_plan(PLAN, year_hint=2018, today=date(2018, 11, 20))
    clauses = clause_drafts(plan)
    assert len(clauses) >= plan.task_count > 50
    assert len({clause.number for clause in clauses}) == len(clauses)
    whole = "".join(everything(plan).split())
    assert all("".join(clause.words.split()) in whole for clause in clauses)


def test_a_clause_is_tied_once_and_told_by_the_rate(session: Session) -> None:
    drafts = (ClauseDraft("1.1", "经济", "走访龙头企业"), ClauseDraft("1.2", "经济", "开展监测", "没有的局"))
    session.run(TakeDocument("实施意见", drafts, "15号"))
    with pytest.raises(Refused, match="已经登记"):
        session.run(TakeDocument("实施意见", drafts, "15号"))
    (document,) = session.snapshot.source_documents
    first = next(iter(session.snapshot.clauses))
    task = session.snapshot.task_by_code("ECON-02")
    assert task is not None
    step = session.run(TieClause(first, (task.id,)))
    assert step is not None and step.label == "第 1.1 条对应 ECON-02"
    assert session.run(TieClause(first, (task.id,))) is None
    with pytest.raises(Refused, match="不必重复"):
        session.run(AddRow("clause_task", {"clause": first, "task": task.id}))
    assert "已分解 1 条（分解率 50.0%）" in coverage(session.snapshot, document, date(2018, 11, 20)).words
    session.run(RemoveDocument(document))
    assert not session.snapshot.live_rows("clause") and not session.snapshot.live_rows("clause_task")


def test_money_is_typed_in_wan_and_kept_in_yuan(session: Session) -> None:
    from battlemap.domain.kinds.catalogue import KINDS

    read = KINDS["budget_line"].type_of("budget").read
    session.run(
        AddRow("budget_line", {"title": "道路", "year": 2018, "budget": read("1.2亿", session.snapshot)})
    )
    (line,) = session.snapshot.budget_lines.values()
    assert line.budget == 120_000_000
    session.run(
        AddRow(
            "budget_month", {"line": line.id, "period": "2018-10", "amount": read("300", session.snapshot)}
        )
    )
    with pytest.raises(Refused, match="已经登记过"):
        session.run(AddRow("budget_month", {"line": line.id, "period": "2018-10", "amount": 1}))
    with pytest.raises(Refused, match="空缺不是 0"):
        session.run(AddRow("budget_month", {"line": line.id, "period": "2018-11"}))


def test_documents_by_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["document", "take", file, str(PLAN), "--number", "15号", "--try"]) == DONE
    assert "没有写入" in capsys.readouterr().out
    assert main(["document", "take", file, str(PLAN), "--number", "15号"]) == DONE
    assert main(["document", "tie", file, "15号", "1.1.1"]) == DONE
    assert "相近" in capsys.readouterr().out
    assert main(["document", "tie", file, "15号", "1.1.1", "ECON-01"]) == DONE
    assert main(["document", "show", file, "15号"]) == DONE
    assert "已分解 1 条" in capsys.readouterr().out
    assert main(["document", "show", file, "16号"]) == REFUSED
    assert main(["document", "tie", file, "15号", "99", "ECON-01"]) == REFUSED
