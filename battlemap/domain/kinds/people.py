"""Units (单位) and persons (责任人, 联络员, 领导)."""

from __future__ import annotations

from typing import Literal, get_args

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind

#: Whose names are masked on walls: of those who are marked, of all, of nobody.
Masking = Literal["marked", "all", "none"]
MASKINGS: tuple[Masking, ...] = get_args(Masking)


@attrs.frozen
class Unit:
    """An office, a street or an enterprise that answers for tasks."""

    id: str
    name: str
    rank: str
    short_name: str = ""
    deleted: bool = False

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@attrs.frozen
class Person:
    """Somebody who answers for tasks; the name of one who `is_personal` is masked on walls unless chosen otherwise."""

    id: str
    name: str
    rank: str
    unit: str | None = None
    role: str = ""
    phone: str = ""
    is_personal: bool = False
    deleted: bool = False

    def shown_name(self, masking: Masking) -> str:
        """Returns the name as a wall may show it."""
        is_masked = masking == "all" or (masking == "marked" and self.is_personal)
        return masked(self.name) if is_masked else self.name


def masked(name: str) -> str:
    """Returns 张某某 for 张三丰: the surname alone is shown."""
    return name[:1] + "某" * max(1, len(name) - 1) if name else ""


UNIT = Kind(
    "unit", Unit, "单位", "个单位",
    (
        Field("name", "单位名称", Text(), is_required=True, width=220),
        Field("short_name", "简称", Text(), width=120),
    ),
    name_keys=("short_name", "name"), order=("rank",), verb="新增", is_background=True,
)  # fmt: skip

PERSON = Kind(
    "person", Person, "人员", "名人员",
    (
        Field("name", "姓名", Text(), is_required=True, is_masked=True, width=96),
        Field("unit", "单位", OfUnit(), width=140),
        Field("role", "职务", Text(), width=120),
        Field("phone", "电话", Text(), is_masked=True, width=120),
        Field("is_personal", "上墙打码", YesNo(), width=80),
    ),
    name_keys=("name",), order=("rank",), verb="新增", is_background=True,
)  # fmt: skip
