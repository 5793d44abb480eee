"""Growth by the rules of statistics: 同比 of a value, percentage points of a ratio, N倍, and -- where none can be told."""

from __future__ import annotations

from decimal import Decimal

from battlemap.domain.decimal_figures import EXACT, HUNDRED, divided, plain, rounded


def growth_of(value: Decimal | None, base: Decimal | None, is_ratio: bool = False) -> Decimal | None:
    """Returns the growth in percent, of a ratio in percentage points; None where it cannot be told.

    From a base of 0 or below, or to a value below 0, no percentage says anything (notes of the statistics bureaux).
    """
    if value is None or base is None:
        return None
    if is_ratio:
        return EXACT.subtract(value, base)
    if base <= 0 or value < 0:
        return None
    share = divided(EXACT.subtract(value, base), base)
    return None if share is None else EXACT.multiply(share, HUNDRED)


def growth_cell(growth: Decimal | None, is_ratio: bool = False) -> str:
    """Returns what stands in a table: 「8.3」, 「1.6倍」 from 100 percent on, 「--」; percentage points of a ratio."""
    if growth is None:
        return "--"
    return f"{plain(growth / HUNDRED, 1)}倍" if not is_ratio and growth >= HUNDRED else plain(growth, 1)


def growth_words(growth: Decimal | None, is_ratio: bool = False) -> str:
    """Returns the same for a sentence: 「增长8.3%」, 「增长1.6倍」, 「下降0.4个百分点」, 「与上年同期持平」."""
    if growth is None:
        return "同比无法比较"
    size = rounded(abs(growth), 1)
    if size == 0:
        return "与上年同期持平"
    if is_ratio:
        return f"{'提高' if growth > 0 else '下降'}{plain(size, 1)}个百分点"
    if growth < 0:
        return f"下降{plain(size, 1)}%"
    return f"增长{growth_cell(growth)}{'' if growth >= HUNDRED else '%'}"
