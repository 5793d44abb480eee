"""A ledger of 100,000 entries with 20 fields: opened, its first page, filters, orders, search, one edit, a sheet of 20,000 rows."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import attrs

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import EditEntries, ImportEntries
from battlemap.commands.ledgers import NewLedger, PutTally
from battlemap.commands.session import Session
from battlemap.domain.ledgers.asking import Asking, Order
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.template import template_of
from battlemap.domain.looking.sounds import SoundBook
from battlemap.exchange.pinyin import readings
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.store.haystack import PIECE
from benchmarks.big import campaign_file, clock
from benchmarks.row import Row, committed, timed

COUNT: Final = 100_000
SHEET: Final = 20_000
PAGE: Final = 60
AS_OF: Final = date(2018, 11, 20)
_CHARACTERS: Final = "济宁任城区柳行许庄洸河街道企业项目投资建设工程机械生物医药新材料信息产业园创新谷物流"
STAGES: Final = [{"code": f"s{place}", "name": f"第{place}阶段"} for place in range(8)]
FIELDS: Final[list[dict[str, Any]]] = [
    {"key": "number", "title": "编号", "type": "number", "options": {"pattern": "BM-{6}"}},
    {"key": "name", "title": "名称", "type": "text", "required": True},
    {"key": "stage", "title": "阶段", "type": "stage", "options": STAGES},
    {"key": "kind", "title": "类别", "type": "choice", "options": ["甲", "乙", "丙", "丁"]},
    {"key": "marks", "title": "标签", "type": "choices", "options": ["重", "急", "难"]},
    {"key": "amount", "title": "金额", "type": "money", "unit": "万元"},
    {"key": "paid", "title": "已付", "type": "money", "unit": "万元"},
    {
        "key": "share",
        "title": "付款率",
        "type": "calc",
        "options": {"way": "ratio", "of": ["paid", "amount"]},
    },
    {"key": "area", "title": "面积", "type": "decimal", "unit": "亩"},
    {"key": "heads", "title": "人数", "type": "int"},
    {"key": "growth", "title": "同比", "type": "percent"},
    {"key": "begun_on", "title": "开始", "type": "date"},
    {"key": "due_on", "title": "截止", "type": "date"},
    {"key": "works", "title": "在产", "type": "yesno"},
    {"key": "unit", "title": "责任单位", "type": "unit"},
    {"key": "place", "title": "位置", "type": "place", "in_list": False},
    {"key": "street", "title": "街道", "type": "text"},
    {"key": "phone", "title": "电话", "type": "secret", "options": {"kind": "phone"}, "in_list": False},
    {"key": "work", "title": "下步工作", "type": "long", "in_list": False},
    {"key": "note", "title": "备注", "type": "long", "in_list": False},
]
TEMPLATE: Final[dict[str, Any]] = {
    "code": "bench", "title": "大台账", "noun": "条目", "counter": "个", "title_field": "name",
    "stage_field": "stage", "key_fields": ["name"], "fields": FIELDS,
    "tallies": [{"title": "到第五阶段", "wanted": [{"field": "stage", "is": "reached", "values": ["s5"]}], "target": "90000"}],
}  # fmt: skip


def measure(folder: Path) -> list[Row]:
    """Returns the times of a large ledger, below the window."""
    path = ledger_file(folder)
    at = f"{COUNT:,} entries"
    with Session.open(path, "指挥部", clock) as session:
        (definition,) = session.snapshot.definitions.values()
        entries = AskedEntries(session, definition, AS_OF)
        rows = asked(entries, at)
        rows.append(Row("ledger: one edit committed", at, "ms", edited(session, entries), 16, "p95"))
        rows += brought(session, entries)
    rows.append(Row("ledger: the file opened", at, "ms", timed(lambda: opened(path), 5), 600))
    rows.append(Row("ledger: memory of a program that opened it", at, "MiB", (weighed(path),), 250))
    return rows


def ledger_file(folder: Path) -> Path:
    """Returns a campaign with the ledger, made once in a folder."""
    path = folder / "ledger.battlemap"
    if path.exists():
        return path
    shutil.copy(campaign_file(folder, 100), path)
    chance = random.Random(1)
    with Session.open(path, "指挥部", clock) as session:
        units = [unit.id for unit in session.snapshot.units.values()]
        session.run(NewLedger(template_of(TEMPLATE)))
        ledger = next(iter(session.snapshot.definitions))
        for start in range(0, COUNT, SHEET):
            session.run(
                ImportEntries(ledger, tuple(entry(chance, n, units) for n in range(start, start + SHEET)))
            )
        (tally,) = session.snapshot.tallies.values()
        task = session.snapshot.live_tasks[0].id
        session.run(PutTally(attrs.evolve(tally, task=task)))
    return path


def entry(chance: random.Random, number: int, units: list[str]) -> dict[str, Any]:
    """Returns the values of an invented entry."""
    begun = date(2018, 1, 1) + timedelta(chance.randrange(300))
    amount = chance.randrange(10**9)
    return {
        "number": f"BM-{number:06d}",
        "name": f"{words(chance, 8)}{number}",
        "stage": f"s{chance.randrange(8)}",
        "kind": chance.choice("甲乙丙丁"),
        "marks": tuple(chance.sample("重急难", chance.randrange(3))),
        "amount": amount,
        "paid": amount // 3,
        "heads": chance.randrange(5000),
        "begun_on": begun,
        "due_on": begun + timedelta(100),
        "works": chance.random() < 0.5,
        "unit": chance.choice(units),
        "street": words(chance, 3) + "街道",
        "phone": f"138{chance.randrange(10**8):08d}",
        "work": words(chance, 30),
        "note": words(chance, 12),
    }


def words(chance: random.Random, length: int) -> str:
    """Returns invented text."""
    return "".join(chance.choice(_CHARACTERS) for _ in range(length))


def asked(entries: AskedEntries, at: str) -> list[Row]:
    """Returns the times of what a table asks."""
    every = entries.ids()
    assert len(every) == COUNT, "not every entry is asked"

    def first_page() -> None:
        ids = entries.ids()
        rows = entries.rows(ids[:PAGE])
        entries.names(rows)
        assert len(rows) == PAGE, "no page was read"

    pages = cycle(range(0, COUNT, COUNT // 50))

    def page() -> None:
        start = next(pages)
        rows = entries.rows(every[start : start + PAGE])
        entries.names(rows)
        assert rows[0].id == every[start], "another page was read"

    filters = tuple(
        EntryFilter((condition,))
        for condition in (
            Condition("kind", "in", ("甲",)),
            Condition("stage", "in", ("s3", "s4")),
            Condition("stage", "reached", ("s5",)),
            Condition("amount", "least", ("900000000",)),
            Condition("due_on", "most", ("2018-06-01",)),
            Condition("works", "in", ("1",)),
        )
    )
    wanted = cycle((one, entries.count(Asking(one))) for one in filters)

    def filtered() -> None:
        one, count = next(wanted)
        assert len(entries.ids(Asking(one))) == count in range(1, COUNT), "another number of entries passed"

    return [
        Row("ledger: first page", at, "ms", timed(first_page, 10), 300),
        Row("ledger: a page while scrolling", at, "ms", timed(page, 50), 16.7, "p95"),
        Row("ledger: filtered", at, "ms", timed(filtered, 24), 150, "p95"),
        *sorted_by(entries, at, every),
        *searched(entries, at),
        Row("ledger: grouped with sums", at, "ms", timed(lambda: entries.groups("kind", sums=("amount",)), 10), 150, "p95"),
        Row("ledger: summed up", at, "ms", timed(lambda: entries.sums(["amount"]), 10), 150, "p95"),
    ]  # fmt: skip


def sorted_by(entries: AskedEntries, at: str, every: list[str]) -> list[Row]:
    """Returns how long an order takes, of numbers and days and of texts and names; each is held against the values after it."""
    made: list[tuple[Order, list[str]]] = []

    def sort(order: Order) -> None:
        made.append((order, entries.ids(Asking(orders=(order,)))))

    rows: list[Row] = []
    ways: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("ledger: sorted by a number or day", ("amount", "due_on", "heads", "growth")),
        ("ledger: sorted by a text or name", ("name", "number", "phone", "street", "unit", "kind")),
    )
    for what, keys in ways:
        turns = cycle(Order(key, is_down) for is_down in (False, True) for key in keys)
        rows.append(Row(what, at, "ms", timed(lambda: sort(next(turns)), 24), 150, "p95"))  # noqa: B023
    for order, ids in made[:: len(made) // 6]:
        type_ = entries.definition.by_key[order.key].type
        spread = entries.rows(ids[:: COUNT // PAGE])
        told = [key for row in spread if (key := type_.sort_key(getattr(row, order.key), entries.snapshot))]
        assert told == sorted(told, reverse=order.is_descending), f"not in the order of {order.key}"
        assert len(ids) == len(every) == len(set(ids)), "not every entry is in the order"
    return rows


def searched(entries: AskedEntries, at: str) -> list[Row]:
    """Returns how long a letter takes in the window's list, once what is searched has been read between its frames."""
    listed = EntryList(entries.definition, LedgerBook(entries.session))
    listed.present(entries.session.snapshot, AS_OF)
    pieces = timed(listed.learn, -(-COUNT // PIECE) + 1)
    assert listed.learn(), "something is left to be read"
    words = ("柳行", "柳行街", "济宁任城", "物流9", "139", "1", "街道", "jnrc", "gyyxm", "xyz")
    heard = AskedEntries(entries.session, entries.definition, AS_OF, book=SoundBook(readings()))
    right = {word: len(heard.ids(Asking(EntryFilter(words=word)))) for word in words}
    assert right["街道"] == COUNT and right["gyyxm"] > 0, "the words are others"
    typed = cycle(words)

    def letter() -> None:
        listed.words = next(typed)
        assert len(list(listed.ids())) == right[listed.words]

    return [
        Row("ledger: a piece read for searching", at, "ms", pieces, 16.7, "p95"),
        Row("ledger: searched as typed", at, "ms", timed(letter, 40), 60, "p95"),
    ]


def edited(session: Session, entries: AskedEntries) -> tuple[float, ...]:
    """Returns how long one edit took until it is in the file and the snapshot, the tally's card with it."""
    ledger, turns = entries.definition.ledger.id, iter(range(1000))
    ids, newest = entries.ids()[:1000], session.file.newest_number()

    def edit() -> None:
        turn = next(turns)
        changes = (
            {"heads": 5000 + newest + turn}
            if turn % 3
            else {"stage": f"s{turn % 8}", "note": f"改{newest}-{turn}"}
        )
        committed(session, EditEntries(ledger, ((ids[turn], changes),)))

    return timed(edit, 60)


def brought(session: Session, entries: AskedEntries) -> list[Row]:
    """Returns how long a sheet of 20,000 rows took until it is in the file, and to take it back."""
    chance, ledger = random.Random(2), entries.definition.ledger.id
    sheet = tuple(
        entry(chance, COUNT + number, [next(iter(session.snapshot.units))]) for number in range(SHEET)
    )
    at = f"{SHEET:,} rows"

    def written() -> None:
        committed(session, ImportEntries(ledger, sheet))
        assert entries.count() == COUNT + SHEET, "not every row is in the file"

    def undone() -> None:
        session.undo()
        assert entries.count() == COUNT, "not every row is taken back"

    return [
        Row("ledger: a sheet written in one step", at, "s", timed(written, 1, "s"), 4),
        Row("ledger: the same, undone", at, "s", timed(undone, 1, "s"), 4),
    ]  # fmt: skip


def opened(path: Path) -> None:
    """Opens the file and asks the first page."""
    with Session.open(path, "指挥部", clock) as session:
        (definition,) = session.snapshot.definitions.values()
        entries = AskedEntries(session, definition, AS_OF)
        assert len(entries.rows(entries.ids()[:PAGE])) == PAGE, "no page was read"


def weighed(path: Path) -> float:
    """Returns MiB of a process of its own that has opened the file and asked the first page."""
    code = (
        "import sys, psutil; from pathlib import Path; from benchmarks.ledger import opened; "
        "opened(Path(sys.argv[1])); print(psutil.Process().memory_info().rss / 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)
