"""The delivered 销号条件 and 反馈制度, read from ``resources/loop``, which an office may change."""

from __future__ import annotations

import json

from battlemap.commands.striking import TakeRules
from battlemap.errors import BadInput
from battlemap.paths import resource


def delivered_rules() -> TakeRules:
    """Returns the command that brings in the delivered rules; raises BadInput for a file that was spoiled."""
    read = {}
    for name in ("strike_rules", "report_rules"):
        path = resource("loop", f"{name}.json")
        try:
            rules = json.loads(path.read_text("utf-8"))
            read[name] = tuple(dict(rule) for rule in rules)
        except (ValueError, TypeError, OSError) as error:
            raise BadInput(f"制度文件“{path.name}”读不懂，请核对后再套用。", str(error)) from error
    return TakeRules(**read)
