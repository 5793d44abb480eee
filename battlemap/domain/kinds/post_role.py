"""Offices of the command post (指挥部职务): who is 总指挥, 指挥长, in which 专班, 联络员 and 监督人 of which action."""

from __future__ import annotations

from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import OfPerson, Pointing
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words

Office = Literal["commander", "deputy", "head", "leader", "member", "liaison", "supervisor"]
#: From the top of the chain of command downwards.
OFFICES: Final[tuple[Office, ...]] = get_args(Office)


@attrs.frozen
class PostRole:
    """One office of one person; without an `action` it is for the whole campaign."""

    id: str
    office: Office
    person: str
    rank: str
    action: str | None = None
    words: str = ""
    deleted: bool = False


def _name(role: PostRole, names: Names) -> str:
    return f"{wording.POST_OFFICES[role.office]}{names.called('person', role.person)}"


POST_ROLE = Kind(
    "post_role", PostRole, "指挥部职务", "个指挥部职务",
    (
        Field("office", "职务", Choice(wording.POST_OFFICES), is_required=True, width=96),
        Field("person", "人员", OfPerson(is_optional=False), is_required=True, is_masked=True, width=96),
        Field("action", "专项", Pointing("action", True), width=140, hint="不选则是整个指挥部的"),
        Field("words", "分工", Text(), width=240),
    ),
    name_keys=("words",), order=("rank",), verb="任命", is_background=True,
    words=Words(name=_name, subject=_name, full=_name), is_printed=False,
)  # fmt: skip
