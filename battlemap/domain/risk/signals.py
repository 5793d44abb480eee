"""早期信号 and 债务到期 as of a day: how long signals wait, which debts fall due in which of the next twelve months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, cast

from battlemap.domain.kinds.risk_signal import Debt, RiskSignal
from battlemap.domain.risk.register import Register, RegisterLine, Tone, cell
from battlemap.domain.snapshot import Snapshot

#: A signal that nobody has handled for so many days is late: 早识别、早处置.
LATE_AFTER: Final = 7
#: A debt is near so many days before it falls due.
NEAR: Final = 30
_MONTHS: Final = 12
_TEN_THOUSAND: Final = 10_000


def signals(snapshot: Snapshot, as_of: date) -> list[RiskSignal]:
    """Returns the live signals seen up to a day, open ones first, those that wait longest on top."""
    live = cast("Iterable[RiskSignal]", snapshot.live_rows("risk_signal"))
    seen = [one for one in live if one.seen_on <= as_of]
    return sorted(seen, key=lambda one: (not one.is_open(as_of), one.seen_on, one.id))


def signal_register(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the signals with their days from 识别 to 处置."""
    all_signals = signals(snapshot, as_of)
    lines = []
    for one in all_signals:
        is_open, days = one.is_open(as_of), one.days(as_of)
        tone: Tone = "muted" if not is_open else "red" if days > LATE_AFTER else "yellow"
        words = f"已等待 {days} 天" if is_open else f"{days} 天"
        handled = one.handled_on.isoformat() if one.handled_on and not is_open else "未处置"
        lines.append(
            RegisterLine(
                one.id,
                (
                    cell(snapshot.called("risk", one.risk)), cell(one.title), cell(one.source, "muted"), cell(one.seen_on),
                    cell(handled, tone), cell(words, tone), cell(one.handling if not is_open else "", "muted"),
                ),
            )
        )  # fmt: skip
    heads = ("风险", "信号", "来源", "识别", "处置", "识别到处置", "处置情况")
    return Register(heads, tuple(lines), _signal_summary(all_signals, as_of))


def _signal_summary(all_signals: list[RiskSignal], as_of: date) -> str:
    done = [one.days(as_of) for one in all_signals if not one.is_open(as_of)]
    waiting = len(all_signals) - len(done)
    words = [f"信号 {len(all_signals)} 条"]
    words += [f"未处置 {waiting} 条"] if waiting else []
    words += [f"平均 {sum(done) / len(done):.1f} 天处置，最长 {max(done)} 天"] if done else []
    return "　".join(words)


def debts(snapshot: Snapshot) -> list[Debt]:
    """Returns the live debts by the day on which they fall due."""
    live = cast("Iterable[Debt]", snapshot.live_rows("debt"))
    return sorted(live, key=lambda one: (one.due_on, one.rank, one.id))


def months_from(day: date) -> tuple[tuple[int, int], ...]:
    """Returns (year, month) of the twelve months that begin with a day's own."""
    first = day.year * _MONTHS + day.month - 1
    return tuple(((first + n) // _MONTHS, (first + n) % _MONTHS + 1) for n in range(_MONTHS))


def debt_calendar(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the 债务到期日历: what is open falls into 逾期, one of twelve months, or 以后; the sums stand at the foot."""
    months = months_from(as_of)
    places = {month: place for place, month in enumerate(months, 1)}
    open_ = [one for one in debts(snapshot) if one.is_open(as_of)]
    sums = [0] * (_MONTHS + 2)
    lines = []
    for one in open_:
        is_late = one.due_on < as_of
        place = 0 if is_late else places.get((one.due_on.year, one.due_on.month), _MONTHS + 1)
        sums[place] += one.amount
        tone: Tone = "red" if is_late else "yellow" if (one.due_on - as_of).days <= NEAR else ""
        cells = [cell("")] * (_MONTHS + 2)
        cells[place] = cell(money(one.amount), tone)
        lines.append(
            RegisterLine(
                one.id,
                (
                    cell(one.title), cell(one.creditor, "muted"), cell(one.due_on, tone), *cells,
                    cell(snapshot.unit_label(one.unit)), cell(one.way, "muted"),
                ),
            )
        )  # fmt: skip
    if lines:
        foot = (cell("合计"), cell(""), cell(""), *(cell(money(total) if total else "") for total in sums))
        lines.append(RegisterLine("", (*foot, cell(""), cell(""))))
    heads = (
        "债务",
        "债权人",
        "到期日",
        "逾期",
        *(_month(month, months[0][0]) for month in months),
        "以后",
        "责任单位",
        "偿还安排",
    )
    near = [one for one in open_ if 0 <= (one.due_on - as_of).days <= NEAR]
    words = [f"未偿 {len(open_)} 笔 {money(sum(sums))} 万元"]
    words += [f"逾期 {money(sums[0])} 万元"] if sums[0] else []
    words += [f"{NEAR} 天内到期 {len(near)} 笔 {money(sum(one.amount for one in near))} 万元"] if near else []
    return Register(heads, tuple(lines), "　".join(words))


def _month(month: tuple[int, int], year: int) -> str:
    return f"{month[1]}月" if month[0] == year else f"{month[0] % 100}年{month[1]}月"


def money(yuan: int) -> str:
    """Returns an amount in 万元, with thousands commas and only the decimals that it has."""
    return f"{yuan / _TEN_THOUSAND:,.4f}".rstrip("0").rstrip(".")
