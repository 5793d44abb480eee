"""Series for tests: one indicator, its figures as (period, span, value, …), and the snapshot that holds them."""

from __future__ import annotations

from datetime import date
from typing import Any

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.indicator import Indicator, Observation, Target
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF, Row
from tests.domain.days.test_calendar import NOTICE_2018

LATER = date(2019, 12, 31)


def snapshot_of(*rows: Row) -> Snapshot:
    campaign = Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
    return Snapshot.of([("campaign", campaign), *((TABLE_OF[type(row)], row) for row in rows)], NOTICE_2018)


def indicator(id: str = "i", **fields: Any) -> Indicator:
    return Indicator(**{"id": id, "title": f"指标{id}", "rank": "a0", "measure_unit": "亿元"} | fields)


def seen(period: str, value: str | None, span: Any = "ytd", of: str = "i", **fields: Any) -> Observation:
    number = fields.pop("number", "")
    return Observation(f"o-{of}-{period}-{span}-{number}", of, period, span, value=value, **fields)


def aim(value: str, period: str = "2018", of: str = "i", **fields: Any) -> Target:
    return Target(**{"id": f"t-{of}-{period}", "indicator": of, "period": period, "value": value} | fields)
