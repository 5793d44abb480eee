"""Every delivered ledger is drawn by every sheet that suits it: nothing overlaps, nothing is lost, what is hidden stays so."""

from __future__ import annotations

from datetime import datetime

import attrs
import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.fields.worded_day import WordedDay
from battlemap.domain.ledgers.template import Template, delivered
from battlemap.errors import NotFound
from battlemap.layout.paper import paper_of
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.ledgers.catalogue import LEDGER_SHEETS, ledger_sheet, sheets_for
from battlemap.sheets.ledgers.facts import LedgerFacts
from battlemap.sheets.options import SheetOptions
from battlemap.shown.ledger_facts import ledger_facts
from battlemap.shown.poster_options import poster_options
from tests.sheets.law import outside, overlapping

EVENING = datetime(2018, 11, 20, 18, 0)
LEDGERS = [each.code for template in delivered() for each in (template, *template.children)]


def facts_of(session: Session, code: str, most: int | None = None) -> LedgerFacts:
    definition = session.snapshot.definition(code)
    assert definition is not None
    asked = AskedEntries(session, definition, EVENING.date())
    return ledger_facts(asked, asked.ids()[:most], has_history=most is not None)


def drawn(session: Session, facts: LedgerFacts, name: str, size: str = "", by: str = "") -> tuple[Scene, ...]:
    chosen = ledger_sheet(name, facts.definition)
    options = SheetOptions(EVENING, paper_of(size or chosen.paper))
    return chosen.pages(session.snapshot, options, facts, by)


def words(pages: tuple[Scene, ...]) -> str:
    return "".join("".join(text.lines) for page in pages for text in page.texts())


@pytest.mark.parametrize("code", LEDGERS)
def test_every_ledger_is_drawn_by_the_law(demo: Session, code: str) -> None:
    whole, few = facts_of(demo, code), facts_of(demo, code, 2)
    for each in sheets_for(whole.definition):
        for size in (each.paper, "A4-portrait"):
            pages = drawn(demo, few if each.name == "record" else whole, each.name, size)
            for page in pages:
                assert overlapping(page) == [], (each.name, size)
                assert outside(page, paper_of(size).margin) == [], (each.name, size)


def test_every_ledger_without_entries_says_so(demo: Session) -> None:
    for code in ("startups", "parks"):
        facts = attrs.evolve(facts_of(demo, code), rows=(), ageing={}, paths={})
        for each in sheets_for(facts.definition):
            assert "没有" in words(drawn(demo, facts, each.name)), each.name


def test_the_book_holds_every_entry_once_with_the_red_ones_first_and_sums(demo: Session) -> None:
    facts = facts_of(demo, "signed_projects")
    pages = drawn(demo, facts, "book")
    text = words(pages)
    for row in facts.rows:
        assert text.count(row.name) >= 1
    assert "合计" in text
    listed = [item.about for page in pages for item in page.texts() if item.about]
    signed = [row.id for row in facts.rows if row.stage == "signed"]
    order = sorted(signed, key=listed.index)
    lamps = [
        facts.lamp(facts_row) for facts_row in (next(r for r in facts.rows if r.id == id) for id in order)
    ]
    assert lamps == sorted(lamps, key=["red", "yellow", "green", "grey"].index)


def test_a_record_stands_on_one_page_with_its_children_and_its_history(demo: Session) -> None:
    facts = facts_of(demo, "rectifications", 1)
    pages = drawn(demo, facts, "record")
    text = words(pages)
    assert len(pages) == 1
    for part in ("反馈问题", "整改措施", "回头看", "经办过程", "开展拉网排查并建立清单"):
        assert part in text


def test_the_words_of_a_day_stand_beside_it_on_the_printed_record(demo: Session) -> None:
    facts = facts_of(demo, "rectifications", 1)
    field = next(
        field for field in facts.definition.fields if field.row.type == "date" and field.row.in_print
    )
    told = attrs.evolve(facts.rows[0], **{field.key: WordedDay(2018, 12, 31, "2018年底前")})
    assert "2018-12-31（2018年底前）" in words(drawn(demo, attrs.evolve(facts, rows=(told,)), "record"))


def test_what_is_personal_is_hidden_until_somebody_asks(demo: Session) -> None:
    facts = facts_of(demo, "poor_households", 3)
    row = facts.rows[0]
    hidden, open_ = words(drawn(demo, facts, "record")), words(
        drawn(demo, attrs.evolve(facts, is_unmasked=True), "record")
    )  # fmt: skip
    assert row.id_card not in hidden and row.head not in hidden
    assert row.id_card in open_ and row.head in open_
    assert row.head not in words(drawn(demo, facts, "book"))


def test_the_funnel_tells_targets_and_definitions(demo: Session) -> None:
    text = words(drawn(demo, facts_of(demo, "startups"), "funnel"))
    assert "11/30" in text
    assert "进入园区：还差 19 个，剩" in text and "每周需" in text
    assert "要进入“园区” 19 个，按现有转化需" in text
    assert "入园率＝" in text


def test_the_matrix_lays_villages_against_works_and_fields_against_fields(demo: Session) -> None:
    facts = facts_of(demo, "villages")
    text = words(drawn(demo, facts, "matrix"))
    assert all(name in text for name in ("改厕", "改暖", "改气", "改水", "改电", "前岗村", "合计"))
    crossed = words(drawn(demo, facts, "matrix", by="street,state"))
    assert "所属街道×达标状态" in crossed


def test_stock_and_flow_close_by_unit_too(demo: Session) -> None:
    text = words(drawn(demo, facts_of(demo, "petitions"), "flow"))
    assert "期初存量" in text and "本期化解" in text and "期初＋进入－转出－终止＝期末" in text


def test_a_sheet_that_needs_stages_is_not_offered_without_them(demo: Session) -> None:
    parks = demo.snapshot.definition("parks")
    assert parks is not None
    assert [each.name for each in sheets_for(parks)] == ["book", "record", "matrix"]
    with pytest.raises(NotFound, match="没有“funnel”这张图。可用：book（台账图）"):
        ledger_sheet("funnel", parks)
    assert len({each.number for each in LEDGER_SHEETS}) == len(LEDGER_SHEETS)


def test_every_template_of_the_plan_is_delivered() -> None:
    titles = [template.title for template in delivered()]
    assert len(titles) >= 20
    assert all(isinstance(template, Template) and template.action for template in delivered())


def test_the_daily_report_tells_what_moved_in_the_ledgers(demo: Session) -> None:
    daily = sheet("daily")
    snapshot, options = poster_options(demo, EVENING, daily, paper=paper_of(daily.paper))
    text = words(daily.pages(snapshot, options))
    assert "今日台账" in text
    assert "签约 2 个" in text and "进入园区 11/30 个" in text
