"""Posts of duty (值班岗位), the hours by which they go round (班制), and who may stand there (值班人员)."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.days.shifts import Shift, read_shifts
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfPerson, Pointing
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

PostKind = Literal["leader", "officer", "standby"]
Turn = Literal["day", "week"]
_WEEKDAYS: Final = "一二三四五六日"


@attrs.frozen
class ShiftRule:
    """How a day and night is divided, such as 「白班 08:00-20:00；夜班 20:00-08:00」."""

    id: str
    title: str
    rank: str
    shifts: str
    deleted: bool = False

    @property
    def all(self) -> tuple[Shift, ...]:
        """The shifts of a day; raises Refused for words that are none."""
        return read_shifts(self.shifts)


@attrs.frozen
class DutyPost:
    """A post with so many places in each shift.

    Between two duties of one person lie at least `min_gap` days (1: every day is allowed), in a month none has more than
    `most_per_month` (0: as many as fall to him). Weights in hundredths: what a duty on such a day counts.
    """

    id: str
    title: str
    rank: str
    rule: str
    kind: PostKind = "officer"
    needs: int = 1
    turn: Turn = "day"
    min_gap: int = 2
    most_per_month: int = 0
    weekend_weight: int = 150
    statutory_weight: int = 300
    alert_weight: int = 200
    deleted: bool = False


@attrs.frozen
class DutyMember:
    """That a person may stand on a post, on these weekdays alone where there are some, never together with `apart`.

    `opening` is what earlier rosters that the file does not hold have left him with, in weighted duties.
    """

    id: str
    post: str
    person: str
    rank: str
    opening: int = 0
    weekdays: str = ""
    apart: str | None = None
    deleted: bool = False

    @property
    def weekday_numbers(self) -> frozenset[int]:
        """Monday is 0; empty where every day is allowed."""
        return frozenset(_WEEKDAYS.index(word) for word in self.weekdays if word in _WEEKDAYS)


def _check_member(member: DutyMember) -> None:
    strange = "".join(dict.fromkeys(char for char in member.weekdays if char not in _WEEKDAYS))
    if strange:
        raise Refused(f"固定星期“{member.weekdays[:12]}”中的“{strange[:6]}”看不懂，请写成 一三五 这样的字。")
    if member.apart == member.person:
        raise Refused("“不同班”不能写本人，请改成别人或留空。")


def _check_one_place(member: DutyMember, before: DutyMember | None, rows: Neighbours) -> None:
    """A person stands once on the list of a post."""
    others = rows.live(DutyMember, post=member.post, person=member.person)
    if any(other.id != member.id for other in others):
        raise Refused("这名人员已在该岗位的值班人员中，请直接修改原来的一条。")


SHIFT_RULE: Final = Kind(
    "shift_rule", ShiftRule, "班制", "种班制",
    (
        Field("title", "名称", Text(20), is_required=True, width=120),
        Field(
            "shifts", "班次", Text(200), is_required=True, width=320,
            hint="如 全天 08:30-08:30，或 白班 08:00-20:00；夜班 20:00-08:00",
        ),
    ),
    order=("rank",), verb="新增", is_background=True, is_printed=False, check=lambda rule: rule.all,
)  # fmt: skip

DUTY_POST: Final = Kind(
    "duty_post", DutyPost, "值班岗位", "个值班岗位",
    (
        Field("title", "岗位", Text(20), is_required=True, width=120),
        Field("kind", "岗位类别", Choice(wording.POST_KINDS), width=80),
        Field("rule", "班制", Pointing("shift_rule"), is_required=True, width=120),
        Field("needs", "每班人数", WholeNumber(1, 9), width=80),
        Field("turn", "轮换", Choice(wording.POST_TURNS), width=80, hint="按周轮换：一人从周一值到周日"),
        Field("min_gap", "最小间隔", WholeNumber(1, 60), unit="天", width=96, hint="2 即不连续两天"),
        Field("most_per_month", "每月最多", WholeNumber(0, 31, hides_zero=True), unit="次", width=96),
        Field("weekend_weight", "休息日折算", WholeNumber(100, 1000), unit="%", width=108, in_list=False),
        Field("statutory_weight", "法定节日折算", WholeNumber(100, 1000), unit="%", width=108, in_list=False),
        Field("alert_weight", "临战折算", WholeNumber(100, 1000), unit="%", width=108, in_list=False),
    ),
    order=("rank",), verb="设立", is_background=True, is_printed=False,
)  # fmt: skip


def _subject(member: DutyMember, names: Names) -> str:
    post, person = names.called("duty_post", member.post), names.called("person", member.person)
    return f"{post}的值班人员“{brief(person)}”"


DUTY_MEMBER: Final = Kind(
    "duty_member", DutyMember, "值班人员", "名值班人员",
    (
        Field("post", "岗位", Pointing("duty_post"), is_required=True, width=120),
        Field("person", "姓名", OfPerson(is_optional=False), is_required=True, width=96, is_masked=True),
        Field("opening", "期初折算", WholeNumber(0, 9999, hides_zero=True), unit="次", width=96),
        Field("weekdays", "固定星期", Text(7), width=96, hint="如 一三五；留空为每天都可以"),
        Field("apart", "不同班", OfPerson(), width=96, hint="不与此人同日值班", is_masked=True),
    ),
    name_keys=("person",), order=("rank",), verb="安排", is_background=True, is_printed=False,
    words=Words(subject=_subject, full=_subject), check=_check_member, check_among=_check_one_place,
)  # fmt: skip
