"""What stands in an MSPDI file and has no place on the board, counted; what means nothing is not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from battlemap.exchange.project_element import Element
from battlemap.exchange.project_rows import PlanRow

#: Texts and numbers of a row that have no place here, with what MS Project writes where nobody has set anything.
_ROW_FIELDS = (
    ("Deadline", "任务的最后期限", ()),
    ("Cost", "任务的成本", (0,)),
    ("FixedCost", "任务的固定成本", (0,)),
    ("Priority", "任务的优先级", (500, 0)),
    ("Hyperlink", "任务的超链接", ()),
    ("HyperlinkAddress", "任务的超链接地址", ()),
    ("Contact", "任务的联系人", ()),
)


def count_losses(
    root: Element, rows: Iterable[PlanRow], custom: dict[str, str], losses: Counter[str]
) -> None:
    """Adds to `losses` what the whole file and each row bear beyond what is taken over."""
    named = [row for row in root.below("Resources", "Resource") if row.text("Name")]
    losses["资源"] += len(named)
    resources = {row.number("UID") for row in named}
    for row in root.below("Assignments", "Assignment"):
        resource = row.number("ResourceUID")
        # a negative number, and one that no resource bears, is MS Project's way to write «nobody»
        losses["资源分配"] += resource in resources or (resource or 0) > 0
    from_start = not root.denies("ScheduleFromStart")
    own_calendar = root.number("CalendarUID") or 1
    for plan_row in rows:
        element = plan_row.element
        losses["项目保存的比较基准"] += len(element.below("Baseline"))
        constraint = element.number("ConstraintType") or 0
        losses["任务的时间限制条件"] += constraint > 1 or (constraint == 1 and from_start)
        losses["任务自己的日历"] += (element.number("CalendarUID") or -1) not in (-1, own_calendar)
        for name, words, nothing in _ROW_FIELDS:
            text = element.text(name)
            losses[words] += bool(text) and element.number(name) not in nothing
        attributes = element.below("ExtendedAttribute")
        losses["其他自定义字段"] += sum(
            bool(a.text("Value")) and a.text("FieldID") not in custom for a in attributes
        )
        losses["任务的大纲代码"] += len(element.below("OutlineCode"))
