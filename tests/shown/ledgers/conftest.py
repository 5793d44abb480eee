from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from battlemap.commands.entries import ImportEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import template_of
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from tests.ui.conftest import small_campaign

NOW = datetime(2018, 11, 20, 17, 32)
#: A ledger that no code knows: every kind of field that a filter can be set on.
TEMPLATE = {
    "code": "projects",
    "title": "在谈项目",
    "noun": "项目",
    "counter": "个",
    "action": "PROJ",
    "title_field": "name",
    "key_fields": ["name"],
    "stage_field": "stage",
    "fields": [
        {"key": "name", "title": "项目名称", "type": "text", "required": True},
        {"key": "kind", "title": "产业", "type": "choice", "options": ["装备", "医药", "材料"]},
        {"key": "tags", "title": "标签", "type": "choices", "options": ["外资", "技改"]},
        {"key": "invest", "title": "总投资", "type": "money", "unit": "万元"},
        {"key": "people", "title": "用工", "type": "int", "unit": "人"},
        {"key": "land", "title": "用地", "type": "decimal", "unit": "亩"},
        {"key": "signed_on", "title": "签约日期", "type": "date"},
        {"key": "is_foreign", "title": "外资", "type": "yesno"},
        {"key": "unit", "title": "责任单位", "type": "unit"},
        {"key": "phone", "title": "电话", "type": "secret", "options": {"kind": "phone"}},
        {"key": "papers", "title": "合同", "type": "file"},
        {"key": "task", "title": "任务", "type": "link", "options": {"to": "task"}},
        {
            "key": "stage",
            "title": "阶段",
            "type": "stage",
            "options": [
                {"code": "talks", "name": "在谈", "expected_days": 5, "alarm_days": 10},
                {"code": "signed", "name": "签约", "demands": ["invest"]},
                {"code": "done", "name": "投产", "end": "成"},
            ],
        },
    ],
    "tallies": [
        {
            "title": "投产项目",
            "figure": "count",
            "wanted": [{"field": "stage", "is": "reached", "values": ["done"]}],
            "target": "4",
            "unit": "个",
        }
    ],
    "children": [
        {
            "code": "visits",
            "title": "走访",
            "noun": "走访",
            "counter": "次",
            "fields": [{"key": "words", "title": "内容", "type": "text"}],
        }
    ],
}


def filled(session: Session) -> Definition:
    """Makes the ledger with seven projects in an open campaign and returns its definition."""
    session.run(NewLedger(template_of(TEMPLATE)))
    definition = session.snapshot.definition("在谈项目")
    assert definition is not None
    session.run(AddRow("unit", {"name": "商务局"}))
    units = [unit.id for unit in session.snapshot.units.values()]
    task = session.snapshot.task_by_code("PROJ-01")
    kinds = [option.code for option in definition.by_key["kind"].type.choices]  # type: ignore[attr-defined]
    tags = [option.code for option in definition.by_key["tags"].type.choices]  # type: ignore[attr-defined]
    rows = [
        {
            "name": "甲轴承",
            "kind": kinds[0],
            "invest": 30_000_000,
            "people": 120,
            "stage": "talks",
            "unit": units[0],
        },
        {
            "name": "乙药业",
            "kind": kinds[1],
            "invest": 120_000_000,
            "land": Decimal("35.5"),
            "stage": "signed",
        },
        {"name": "丙材料", "kind": kinds[2], "invest": Unread("约3亿"), "stage": "talks", "tags": (tags[0],)},
        {
            "name": "丁装备",
            "kind": kinds[0],
            "signed_on": date(2018, 11, 2),
            "is_foreign": True,
            "stage": "done",
        },
        {
            "name": "戊装备",
            "tags": tuple(tags),
            "people": 8,
            "is_foreign": False,
            "unit": units[-1],
            "stage": "talks",
        },
        {
            "name": "己医药",
            "kind": kinds[1],
            "signed_on": Unread("年底"),
            "phone": "13800001234",
            "stage": "talks",
        },
        {
            "name": "庚材料",
            "invest": 5_000_000,
            "land": Decimal(10),
            "task": (task.id,) if task else (),
            "stage": "signed",
        },
    ]
    session.run(ImportEntries(definition.ledger.id, tuple(rows)))
    return definition


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A small campaign with a ledger of seven projects."""
    with small_campaign(tmp_path / "ledgers.battlemap") as opened:
        filled(opened)
        yield opened


@pytest.fixture
def rows(session: Session) -> EntryList:
    """The projects as rows of a list."""
    definition = session.snapshot.definition("在谈项目")
    assert definition is not None
    made = EntryList(definition, LedgerBook(session))
    made.present(session.snapshot, NOW.date())
    return made
