"""The whole 体检: machine, equipment, and the open file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from battlemap.render.equipment import Equipment, equipment
from battlemap.shown.health.campaign import campaign_findings
from battlemap.shown.health.equipment import equipment_findings
from battlemap.shown.health.findings import Finding
from battlemap.shown.health.machine import machine_findings


def checkup(
    file: Path | None,
    now: datetime,
    environment: Mapping[str, str],
    there: Equipment | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> list[Finding]:
    """Returns every finding; `there` is the equipment where the caller has asked for it already, as a thread must."""
    made = machine_findings(now) + equipment_findings(there or equipment(), environment)
    return made + (campaign_findings(file, now, is_stopped) if file is not None else [])
