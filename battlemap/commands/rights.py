"""What may be done on this PC where several work on a campaign: the same rules by which the others judge its packets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.member import ROLES, Member, why_not
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Change
from battlemap.errors import Refused
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.mailbox.packet import written_in


class AtWork(Protocol):
    """An open campaign."""

    snapshot: Snapshot
    file: CampaignFile


#: Settling tells nobody anything new of the campaign; what stands is chosen by whoever may change it.
_FREE = frozenset(("conflict",))


def member_here(snapshot: Snapshot, site: str) -> Member | None:
    """Returns whose PC this is, None where it is not registered (yet) or works alone."""
    return snapshot.members.get(site)


def may_write(snapshot: Snapshot, site: str) -> bool:
    """Whether anything at all may be changed here: not on a PC for looking only, nor on one that was dismissed."""
    member = member_here(snapshot, site)
    return member is None or not (member.deleted or member.role == "viewer")


def may_all(session: AtWork) -> bool:
    """Whether everything may be changed where a session is at work, as far as its rights go."""
    member = member_here(session.snapshot, session.file.machine_site)
    return member is None or (not member.deleted and member.role == "command_post")


def why_not_collecting(session: AtWork) -> str:
    """Returns why no 填报 is sent out or taken on this PC, "" where that may be done."""
    if may_all(session):
        return ""
    member = member_here(session.snapshot, session.file.machine_site)
    assert member is not None
    role = "已停用" if member.deleted else f"是“{ROLES[member.role]}”用机"
    return f"本机“{member.name}”{role}，填报由指挥部的电脑发出、接收和催报；需要时请指挥部在“多机协作”里调整本机的权限。"


def words_against(
    member: Member | None, written: Iterable[tuple[str, str, Mapping[str, Any]]], snapshot: Snapshot
) -> str:
    """Returns why a PC may not write rows (table, id, column → value), "" where it may."""
    rows = [(table, id, values) for table, id, values in written if table not in _FREE]
    units = {id: snapshot.tasks[id].responsible_unit for _, id, _ in rows if id in snapshot.tasks}
    return why_not(member, rows, units, _called)


def _called(table: str, column: str) -> str:
    """Returns the name of a column as offices know it, of the table's rows for no column."""
    kind = KINDS[table]
    return kind.noun if not column else kind.by_key[column].name if column in kind.by_key else kind.noun


def refuse_beyond(snapshot: Snapshot, site: str, changes: Iterable[Change]) -> None:
    """Raises Refused where the changes of a step are beyond what this PC may: the others would turn them away."""
    member = member_here(snapshot, site)
    if member is None or (member.role == "command_post" and not member.deleted):
        return
    written = [
        (table, id, values)
        for change in changes
        if change.table in TABLES
        for table, id, _, values in written_in(change)
    ]
    words = words_against(member, written, snapshot) if written else ""
    if words:
        raise Refused(f"{words}；如需修改，请指挥部在“多机协作”里调整本机的权限。")
