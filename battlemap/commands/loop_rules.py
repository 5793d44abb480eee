"""The delivered 销号条件, 反馈制度 and 提级规则, read from ``resources/loop``, which an office may change."""

from __future__ import annotations

import json
from typing import Any, Final

from battlemap.commands.meeting import SetUpMeetings
from battlemap.commands.striking import TakeRules
from battlemap.errors import BadInput
from battlemap.paths import resource

ALL: Final = ("strike_rules", "report_rules", "escalation_rules")


def delivered_rules(*names: str) -> TakeRules:
    """Returns the command that brings in the delivered rules of these names (all of them where none is named).

    Raises BadInput for a file that was spoiled.
    """
    read: dict[str, tuple[dict[str, Any], ...]] = dict.fromkeys(ALL, ())
    for name in names or ALL:
        path = resource("loop", f"{name}.json")
        try:
            rules = json.loads(path.read_text("utf-8"))
            read[name] = tuple(dict(rule) for rule in rules)
        except (ValueError, TypeError, OSError) as error:
            raise BadInput(f"制度文件“{path.name}”读不懂，请核对后再套用。", str(error)) from error
    return TakeRules(**read)


def set_up_meetings() -> SetUpMeetings:
    """Returns the command that sets up the delivered meetings; raises BadInput as `delivered_rules`."""
    path = resource("meetings.json")
    try:
        return SetUpMeetings(tuple(dict(one) for one in json.loads(path.read_text("utf-8"))))
    except (ValueError, TypeError, OSError) as error:
        raise BadInput(f"会议文件“{path.name}”读不懂，请核对。", str(error)) from error
