"""Units (单位) and persons (责任人, 联络员, 领导)."""

from __future__ import annotations

from typing import Final, Literal, get_args

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: Whose names are masked on walls: of those who are marked, of all, of nobody.
Masking = Literal["marked", "all", "none"]
#: Double surnames of today's registers (公安部, 《二〇二〇年全国姓名报告》 and the older lists).
_DOUBLE_LETTERS: Final = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷"
    "轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五公仪公乘太公西陵即墨达奚褚师哥舒贺兰纳兰完颜耶律富察叶赫爱新那拉钮祜欧陽司馬"
)
_DOUBLE_SURNAMES: Final = frozenset(
    _DOUBLE_LETTERS[place : place + 2] for place in range(0, len(_DOUBLE_LETTERS), 2)
)
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
    """Returns 张某某 for 张三丰, 欧阳某某 for 欧阳建国: the surname alone is shown."""
    surname = name[: surname_length(name)]
    return surname + "某" * max(1, len(name) - len(surname)) if name else ""


def surname_length(name: str) -> int:
    """Returns how many characters of a Chinese name are the surname: two for the double ones that are in use.

    Of two characters the first alone is the surname: 上官 is one called 上 as often as not, and nothing may be shown whole.
    """
    return 2 if len(name) > 2 and name[:2] in _DOUBLE_SURNAMES else 1


def _check_unit(unit: Unit, before: Unit | None, rows: Neighbours) -> None:
    """One name, one unit: a name that a live one bears is not given again."""
    for key in ("name", "short_name"):
        name = getattr(unit, key).strip()
        if not name or (before is not None and not before.deleted and getattr(before, key) == name):
            continue
        bearers = [*rows.live(Unit, name=name), *rows.live(Unit, short_name=name)]
        if any(other.id != unit.id for other in bearers):
            raise Refused(f"已有叫“{brief(name)}”的单位，请直接使用，或换一个名称。")


def _check_person(person: Person, before: Person | None, rows: Neighbours) -> None:
    """One name in a unit, one person."""
    if before is not None and not before.deleted and (before.name, before.unit) == (person.name, person.unit):
        return
    if any(other.id != person.id for other in rows.live(Person, name=person.name, unit=person.unit)):
        raise Refused(f"这个单位已有叫“{brief(person.name)}”的人员，请直接使用；确是两人请在姓名后加以区别。")


UNIT = Kind(
    "unit", Unit, "单位", "个单位",
    (
        Field("name", "单位名称", Text(), is_required=True, width=220),
        Field("short_name", "简称", Text(), width=120),
    ),
    name_keys=("short_name", "name"), order=("rank",), verb="新增", is_background=True, check_among=_check_unit,
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
    check_among=_check_person,
)  # fmt: skip
