"""Moments in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from battlemap.cli.machine import moment_of
from battlemap.errors import BadInput


def test_a_day_means_its_evening() -> None:
    assert moment_of("2018-11-20") == datetime(2018, 11, 20, 23, 59, 59)
    assert moment_of("2018-11-20T17:30") == datetime(2018, 11, 20, 17, 30)
    with pytest.raises(BadInput, match="看不懂日期"):
        moment_of("昨天")
