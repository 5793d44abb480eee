"""Early signals (早期信号) of a risk with the days until they were handled, and debts (到期债务) with the day they fall due."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class RiskSignal:
    """One signal; open until `handled_on`."""

    id: str
    risk: str
    title: str
    seen_on: date
    source: str = ""
    seen_by: str = ""
    handling: str = ""
    handled_on: date | None = None
    handled_by: str = ""
    deleted: bool = False

    def days(self, as_of: date) -> int:
        """Returns the days from 识别 to 处置, up to a day where it is still open."""
        until = self.handled_on if self.handled_on is not None and self.handled_on <= as_of else as_of
        return max(0, (until - self.seen_on).days)

    def is_open(self, as_of: date) -> bool:
        """Whether nobody had handled it by a day."""
        return self.handled_on is None or self.handled_on > as_of


@attrs.frozen
class Debt:
    """A debt that falls due; `amount` in yuan, open until `repaid_on`."""

    id: str
    title: str
    rank: str
    due_on: date
    amount: int = 0
    creditor: str = ""
    unit: str | None = None
    risk: str | None = None
    way: str = ""
    repaid_on: date | None = None
    repaid_words: str = ""
    deleted: bool = False

    def is_open(self, as_of: date) -> bool:
        """Whether it was not repaid by a day."""
        return self.repaid_on is None or self.repaid_on > as_of


def _check_signal(signal: RiskSignal) -> None:
    if signal.handled_on is None:
        return
    if signal.handled_on < signal.seen_on:
        raise Refused(
            f"信号“{brief(signal.title)}”的处置日期 {signal.handled_on} 早于识别日期 {signal.seen_on}，请改正。"
        )
    if not signal.handling.strip():
        raise Refused(f"信号“{brief(signal.title)}”处置后要写明处置情况。")


def _check_debt(debt: Debt) -> None:
    if debt.repaid_on is not None and not debt.repaid_words.strip():
        raise Refused(f"债务“{brief(debt.title)}”偿还要写明资金来源或展期、置换情况。")


RISK_SIGNAL: Final = Kind(
    "risk_signal", RiskSignal, "早期信号", "条早期信号",
    (
        Field("risk", "风险", Pointing("risk"), is_required=True, width=200),
        Field("title", "信号", Text(), is_required=True, width=240),
        Field("seen_on", "识别日期", Day(), is_required=True, begins="today", width=96),
        Field("source", "来源", Text(), width=120),
        Field("seen_by", "识别人", Text(), begins="actor", width=96),
        Field("handling", "处置情况", LongText(), width=240),
        Field("handled_on", "处置日期", Day(), width=96),
        Field("handled_by", "处置人", Text(), width=96),
    ),
    parent="risk", order=("-seen_on",), verb="登记", check=_check_signal, bound=(("seen_on", "handled_on", "handling"),),
)  # fmt: skip

DEBT: Final = Kind(
    "debt", Debt, "到期债务", "笔到期债务",
    (
        Field("title", "债务", Text(), is_required=True, width=220),
        Field("due_on", "到期日", Day(), is_required=True, width=96),
        Field("amount", "金额", Amount(least=0, is_optional=False, unit="万元"), is_required=True, unit="万元", width=110),
        Field("creditor", "债权人", Text(), width=140),
        Field("unit", "责任单位", OfUnit(), width=120),
        Field("risk", "对应风险", Pointing("risk", is_optional=True), width=160),
        Field("way", "偿还安排", LongText(), width=200),
        Field("repaid_on", "偿还日期", Day(), width=96),
        Field("repaid_words", "偿还情况", LongText(), width=160),
    ),
    order=("due_on", "rank"), verb="登记", check=_check_debt, bound=(("repaid_on", "repaid_words"),),
)  # fmt: skip
