"""What may be done on this PC where several work on a campaign: the same rules by which the others judge its packets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from battlemap.domain.kinds.member import Member, why_not
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


def words_against(
    member: Member | None, written: Iterable[tuple[str, str, Mapping[str, Any]]], snapshot: Snapshot
) -> str:
    """Returns why a PC may not write rows (table, id, column → value), "" where it may."""
    rows = [(table, id, values) for table, id, values in written if table not in _FREE]
    units = {id: snapshot.tasks[id].responsible_unit for _, id, _ in rows if id in snapshot.tasks}
    return why_not(member, rows, units)


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
