"""A day typed in words keeps them, in the table, in the form and on the record; what cannot be read stays as written."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel

from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.worded_day import said_of
from battlemap.ui.ledgers.ledger_view import FORM, LedgerView
from battlemap.ui.rows.form import RowDialog
from tests.ui.conftest import answer

END = date(2018, 12, 31)


def row(view: LedgerView, name: str) -> Any:
    return next(one for id in view.table.model.ids if (one := view.rows.row(id)).name == name)


def told(view: LedgerView, name: str) -> tuple[Any, str]:
    value = row(view, name).signed_on
    return value, said_of(value)


def edit(view: LedgerView, name: str, **typed: str) -> None:
    def fill(dialog: RowDialog) -> None:
        for key, text in typed.items():
            widget = dialog.form[key]
            getattr(widget, "line", widget).setText(text)

    view.open_record(row(view, name).id)
    assert view.record
    answer(RowDialog, fill)  # type: ignore[arg-type]
    view.record.buttons["edit"].click()


def test_words_typed_into_a_cell_stay_beside_the_day(view: LedgerView, running: Session) -> None:
    model = view.table.model
    id = row(view, "甲轴承").id
    cell = model.index(model.ids.index(id), model.place["signed_on"])
    assert model.setData(cell, "2018-12-31") and told(view, "甲轴承") == (END, "")
    assert model.setData(cell, "2018年底前") and told(view, "甲轴承") == (END, "2018年底前")
    assert view.rows.tip(id, "signed_on") == "原文：2018年底前"
    running.undo()
    assert told(view, "甲轴承") == (END, "")


def test_a_form_shows_the_words_keeps_them_and_lets_them_be_typed_over(
    view: LedgerView, running: Session
) -> None:
    edit(view, "甲轴承", signed_on="2018年底前")
    assert told(view, "甲轴承") == (END, "2018年底前")
    assert view.record and "2018-12-31（2018年底前）" in [
        shown.text() for shown in view.record.findChildren(QLabel)
    ]
    edit(view, "甲轴承", people="7")
    assert row(view, "甲轴承").people == 7 and told(view, "甲轴承") == (END, "2018年底前")
    edit(view, "甲轴承", signed_on="2018-12-31")
    assert told(view, "甲轴承") == (END, "")


def test_what_cannot_be_read_is_no_hindrance_to_a_form_and_stays(view: LedgerView, running: Session) -> None:
    edit(view, "己医药", people="5")
    assert row(view, "己医药").people == 5
    assert row(view, "己医药").signed_on == Unread("年底")


def test_the_entry_form_keeps_the_words(view: LedgerView, running: Session) -> None:
    view.turn_to(FORM)
    assert view.form
    view.form.form["name"].setText("辛项目")
    view.form.form["signed_on"].line.setText("2018年底前")
    view.form.register()
    assert told(view, "辛项目") == (END, "2018年底前")
