"""The checklist of a task: small things that are ticked off, counted on the card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Neighbours, Words
from battlemap.errors import Refused

#: Most items of one task, most characters of one item: a card is no document.
MOST_ITEMS: Final = 200
MOST_CHARACTERS: Final = 500


@attrs.frozen
class ChecklistItem:
    """One line; `done_on` is the day on which it was ticked."""

    id: str
    task: str
    title: str
    rank: str
    done_on: date | None = None
    deleted: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it is ticked."""
        return self.done_on is not None


def lines_of(text: str) -> tuple[str, ...]:
    """Returns the items that a typed or pasted text means: a line each, without bullets, numbers and empty lines."""
    items = []
    for line in text.splitlines():
        words = line.strip().lstrip("-*•·□☐☑✓●○").strip()
        if words:
            items.append(words)
    return tuple(items)


def count_words(items: Sequence[ChecklistItem]) -> str:
    """Returns 「2/5」, "" where there are none."""
    return f"{sum(item.is_done for item in items)}/{len(items)}" if items else ""


def _deeds(before: ChecklistItem, after: ChecklistItem, fields: Changed, names: Names) -> list[str]:
    if fields.pop("done_on", None) is None:
        return []
    return [f"{'完成' if after.is_done else '重开'} {CHECKLIST_ITEM.subject(after, names)}"]


def _check_count(item: ChecklistItem, before: ChecklistItem | None, rows: Neighbours) -> None:
    if before is None and len(rows.live(ChecklistItem, task=item.task)) >= MOST_ITEMS:
        raise Refused(f"一项任务的清单最多 {MOST_ITEMS} 项，请写进具体内容，或分成几项任务。")


CHECKLIST_ITEM = Kind(
    "checklist_item", ChecklistItem, "清单项", "个清单项",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("title", "清单项", LongText(MOST_CHARACTERS), is_required=True, width=320),
        Field("done_on", "完成日期", Day(), width=96),
    ),
    parent="task", order=("rank",), verb="增加", words=Words(deeds=_deeds), check_among=_check_count,
)  # fmt: skip
