"""What is built for a task (施工内容): in which area, by which kind of work; by that a 封土期 holds for it or not."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words


@attrs.frozen
class WorkSite:
    """One kind of work of a task in an area."""

    id: str
    task: str
    area: str
    work: str = "earth"
    note: str = ""
    deleted: bool = False

    def is_in(self, areas: str, works: str) -> bool:
        """Whether it lies in one of the areas and is one of the works; none of either are all of them."""
        in_area = not areas.split() or self.area in areas.split()
        return in_area and (not works.split() or wording.WORK_SORTS[self.work] in works.split())


def _subject(site: WorkSite, names: Names) -> str:
    return f"{names.called('task', site.task)} 的施工内容“{site.area}{wording.WORK_SORTS[site.work]}”"


WORK_SITE: Final = Kind(
    "work_site", WorkSite, "施工内容", "项施工内容",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("area", "区域", Text(), is_required=True, width=140, hint="片区或街道，与封土期的适用区域一致"),
        Field("work", "工程类别", Choice(wording.WORK_SORTS), width=108),
        Field("note", "说明", Text(), width=200),
    ),
    name_keys=("area",), parent="task", order=("area",), verb="登记", words=Words(subject=_subject, full=_subject),
    is_printed=False,
)  # fmt: skip
