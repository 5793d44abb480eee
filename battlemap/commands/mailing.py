"""Working with other PCs: members registered, conflicts settled, packets exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import attrs

from battlemap.commands.asking import Asking
from battlemap.commands.ledgers import RecountTallies
from battlemap.commands.rights import may_all, words_against
from battlemap.commands.session import Session
from battlemap.commands.signatures import MANY, Signatures
from battlemap.commands.uncollected import paused, uncollected
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.kinds.member import Member, Role
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import BadInput, BattlemapError, CarrierAway, Refused
from battlemap.store.mailbox import keys, parcel, sharing
from battlemap.store.mailbox.address import PasswordWanted
from battlemap.store.mailbox.carrier import Brought, Carrier, Standing
from battlemap.store.mailbox.carrier import Member as Heard
from battlemap.store.mailbox.packet import Packet, with_key
from battlemap.store.mailbox.parcel import Parcel
from battlemap.store.mailbox.taking import Received
from battlemap.store.repository import Repository

#: After so many exchanges it is asked once more what stands there in this PC's name, whatever was sent before.
_ALL_AGAIN = 200
#: So many packets go out at a time, that the window has its turn in between.
_MOST_SENT = 2_000
#: Tables of which any change may move a tally; of the tasks only those do that a tally drives.
_TALLIED = frozenset({"ledger", "ledger_field", "entry", "entry_link", "tally"})


@attrs.frozen
class RegisterMember:
    """A PC becomes a member, or its role or key another one."""

    site: str
    name: str
    role: Role
    public_key: str
    unit: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"登记协作电脑“{brief(self.name)}”"

    def apply(self, repository: Repository) -> None:
        keys.words_of(self.public_key)
        member = next(iter(repository.find(Member, id=self.site)), None)
        joined = member.joined_on if member else repository.today
        keeps = member.keeps_letters if member else not repository.find(Member)
        repository.put(
            Member(self.site, self.name.strip(), self.role, self.public_key, joined, self.unit, keeps)
        )


@attrs.frozen
class DismissMember:
    """A PC is a member no more; what it has done stays, what it does now is turned away."""

    site: str

    def label(self, snapshot: Snapshot) -> str:
        return f"停用协作电脑“{brief(snapshot.members[self.site].name)}”"

    def apply(self, repository: Repository) -> None:
        repository.put(attrs.evolve(repository.get(Member, self.site), deleted=True, keeps_letters=False))


@attrs.frozen
class SettleConflict:
    """A conflict is settled: `side` is the one whose value shall stand, None for what stands here now."""

    conflict: str
    side: int | None = None

    def label(self, snapshot: Snapshot) -> str:
        conflict = snapshot.conflicts[self.conflict]
        kind = KINDS[conflict.about]
        row = snapshot.rows[conflict.about].get(conflict.row)
        return f"处理冲突：{kind.quoted(row, snapshot) if row is not None else kind.noun}"

    def apply(self, repository: Repository) -> None:
        """Writes the chosen value and that it is settled; raises Refused for one that is settled or has no such side."""
        conflict = repository.get(Conflict, self.conflict)
        if not conflict.is_open:
            raise Refused("这处冲突已经处理过了，请刷新。")
        outcome = "以现值为准"
        if self.side is not None:
            if conflict.reason != "field" or not 0 <= self.side < len(conflict.accounts):
                raise Refused("这处冲突不能这样处理，请直接修改相关内容。")
            chosen = conflict.accounts[self.side]
            self._write(repository, conflict, chosen["values"])
            outcome = f"采用 {chosen['actor']} {chosen['at'][5:16].replace('T', ' ')} 的改动"
        repository.put(
            attrs.evolve(conflict, settled_on=repository.today, settled_by=repository.actor, outcome=outcome)
        )

    def _write(self, repository: Repository, conflict: Conflict, values: dict[str, Any]) -> None:
        laid: dict[str, Any] = {}
        for key, value in values.items():
            column, slash, name = key.partition("/")
            if slash:
                row = repository.get(KINDS[conflict.about].row, conflict.row)
                laid[column] = with_key(getattr(row, column), name, value)
            else:
                laid[key] = value
        repository.lay_over(conflict.about, conflict.row, laid)


@attrs.frozen
class Exchange:
    """What one exchange with a carrier came to; `away` says in words why it did not reach the others."""

    sent: int = 0
    unsent: int = 0
    received: Received | None = None
    torn: tuple[str, ...] = ()
    members: tuple[Heard, ...] = ()
    #: What this PC lacks and asks for, by name.
    wants: tuple[str, ...] = ()
    #: Whether there is more to be said at once.
    has_more: bool = False
    away: str = ""
    wants_password: bool = False


@attrs.frozen
class Outgoing:
    """What a PC has to say: some of its own packets, how many it knows of every site, and that it is there.

    `asks` where it is first to be seen what stands in its name: then nothing is sent. `again` are the numbers of packets
    that somebody has asked for.
    """

    own: tuple[Packet, ...]
    vector: dict[str, int]
    me: Heard
    asks: bool = False
    again: frozenset[int] = frozenset()


@attrs.frozen
class Carried:
    """What a carrier has done; nothing of it is written yet. Where it was asked, `standing` is all that it tells."""

    sent: int
    brought: Brought
    members: tuple[Heard, ...]
    standing: Standing | None = None


def carried(carrier: Carrier, going: Outgoing) -> Carried:
    """Has a carrier send, bring and tell; touches no campaign, so it may be done beside the window. Raises CarrierAway."""
    if going.asks:
        return Carried(0, Brought(), (), carrier.standing())
    sent = carrier.send(going.own, going.again)
    with paused():
        brought = carrier.bring(going.vector)
    carrier.appear(going.me)
    return Carried(sent, brought, carrier.members(going.me.at))


class Post:
    """The post of one open campaign: what goes out is signed, what comes in is asked whose it is and whether they may."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session, self._folder = session, folder
        #: Up to which own packet the others can have heard of this PC, as it is kept too; None before it was read.
        self._reached: int | None = None
        self._kept = 0
        #: When the own steps were packed last.
        self._packed = 0
        self._rounds = 0
        #: Whether something else stands in this PC's name than it has done itself.
        self._is_doubted = False
        self._signatures = Signatures()
        self._asking = Asking()

    @property
    def public_key(self) -> str:
        """This PC's public key."""
        return keys.public_of(keys.key_in(self._folder))

    @property
    def is_shared(self) -> bool:
        """Whether several PCs work on the campaign."""
        return sharing.is_shared(self._session.file)

    def begin(self, name: str) -> None:
        """Has work of several PCs begin, this PC being 指挥部. Others join with a copy of the file made from now on."""
        if self.is_shared:
            raise Refused("本行动已经开始多机协作。")
        sharing.begin_sharing(self._session.file)
        self._session.run(RegisterMember(self._session.file.site, name, "command_post", self.public_key))
        sharing.packed(self._session.file, self._sign)

    def save_copy(self, target: Path) -> None:
        """Writes a copy of the file, with which others may join; raises FileProblem where `target` exists.

        It bears the packets of all that was done so far: packed there by another version they would read otherwise.
        """
        with suppress(
            BattlemapError
        ):  # what can only be read, or is no longer in its place, is copied as it is
            if self.is_shared:
                sharing.packed(self._session.file, self._sign)
        self._session.file.save_copy(target)

    def card(self, name: str) -> str:
        """Returns what this PC gives the command post to be registered: site, name and key in one line."""
        return f"{self._session.file.machine_site} {self.public_key} {name.strip()}"

    def export(self, path: Path, write: Any, vector: dict[str, int] | None = None) -> int:
        """Writes all packets that are here into one file by `write`, those above `vector` alone; returns how many."""
        self._guard()
        session = self._session
        sharing.packed(session.file, self._sign)
        packets = tuple(sharing.all_packets(session.file, vector))
        bundle = Parcel(
            session.snapshot.campaign.id, session.snapshot.campaign.title, session.file.site, session.actor,
            session.clock().isoformat(timespec="seconds"), packets,
        )  # fmt: skip
        write(path, parcel.written(bundle))
        return len(packets)

    def foresee(self, packets: Sequence[Packet]) -> sharing.Foresight:
        """Returns what packets would do; nothing is written."""
        self._guard()
        self._signatures.look_at(packets, self._session.snapshot.members)
        return sharing.foresee(self._session.file, packets, self._trust)

    def take(self, packets: Sequence[Packet], *, is_ours_doubted: bool = False) -> Received:
        """Takes packets in as one step, or none; everybody who listens hears of it.

        `is_ours_doubted` where others are told by them what they think that this PC has done, signed or not.
        """
        self._guard()
        session = self._session
        with uncollected() if len(packets) >= MANY else nullcontext():
            self._signatures.look_at(packets, session.snapshot.members)
            received = session.receive(
                lambda: sharing.receive(
                    session.file,
                    packets,
                    session.actor,
                    session.clock(),
                    self._trust,
                    self._sign,
                    is_ours_doubted,
                )
            )
            self._signatures = Signatures()
        if received.renewed:
            # all that stands under the other site is to be sent, and by the others not to be waited for
            self._rounds = self._reached = self._kept = 0
        # entries that several PCs have brought count together, whatever each of them has written on the card
        if may_all(session) and received.applied and _move_tallies(session.snapshot, received.applied):
            session.run(RecountTallies())
        return received

    def exchange(self, carrier: Carrier, task: str = "") -> Exchange:
        """Sends what is unsent and takes in what is new; a carrier that is away is told of, nothing is lost."""
        done = Exchange(has_more=True)
        while done.has_more:
            going = self.outgoing(task)
            try:
                now = self.incoming(going, carried(carrier, going))
            except CarrierAway as error:
                return self.away(going, error)
            done = attrs.evolve(
                now,
                sent=done.sent + now.sent,
                received=now.received or done.received,
                torn=(*done.torn, *now.torn),
            )
        return done

    def outgoing(self, task: str = "") -> Outgoing:
        """Returns what this PC has to say now; `task` is the card that is open here."""
        self._guard()
        session = self._session
        newest = session.file.newest_number()
        if newest != self._packed:
            sharing.packed(session.file, self._sign)
            self._packed = newest
        if self._reached is None:
            self._reached = self._kept = sharing.sent(session.file)
        site, now = session.file.site, session.clock()
        vector = sharing.vector_of(session.file)
        # now and then it is asked what stands there: somebody may have emptied the folder, or written in our name,
        # we ourselves perhaps, before an older backup was put back
        asks = self._rounds % _ALL_AGAIN == 0
        self._rounds += 1
        me = Heard(site, session.actor, now, now, task, self._asking.wants)
        if self._is_doubted:
            return Outgoing((), {**vector, site: 0}, me)
        if asks:
            return Outgoing((), vector, me, asks=True)
        own = sharing.own_packets(session.file, self._reached, _MOST_SENT)
        again = self._asking.due(now, self._reached)
        return Outgoing((*sharing.packets_numbered(session.file, again), *own), vector, me, again=again)

    def incoming(self, going: Outgoing, back: Carried) -> Exchange:
        """Notes what was sent and takes in what a carrier has brought."""
        site, own = going.me.site, going.vector.get(going.me.site, 0)
        if back.standing is not None:
            self._compare(back.standing, own)
            return Exchange(has_more=True)
        was_doubted = self._is_doubted
        if was_doubted:
            # what stands there comes back now, whatever it is; then it is asked again
            self._is_doubted, self._rounds = False, 0
        elif going.own and site == self._session.file.site:
            self._reached = max(self._reached or 0, going.own[-1].seq)
        packets = back.brought.packets
        received = self.take(packets, is_ours_doubted=True) if packets else None
        lacking = (*back.brought.wants, *(received.missing if received else ()))
        self._asking.heard(lacking, back.members, self._session.file.site, self._reached or 0)
        is_more = own > (self._reached or 0) and not was_doubted and site == self._session.file.site
        return Exchange(
            back.sent, 0, received, back.brought.torn, back.members, self._asking.wants, has_more=is_more
        )

    def away(self, going: Outgoing, error: CarrierAway) -> Exchange:
        """Returns what is told while a carrier is away."""
        self._rounds = 0
        self.keep()
        unsent = going.vector.get(going.me.site, 0) - (self._reached or 0)
        return Exchange(unsent=unsent, away=str(error), wants_password=isinstance(error, PasswordWanted))

    def keep(self) -> None:
        """Keeps in the file up to where the others can have heard of this PC, where that is not kept yet."""
        if self._reached is not None and self._reached != self._kept:
            with suppress(BattlemapError):  # what could not be kept is asked for
                sharing.note_sent(self._session.file, self._reached)
                self._kept = self._reached

    def _compare(self, standing: Standing, own: int) -> None:
        """Believes what stands in this PC's name if it is what was done here, else has it brought."""
        if standing.seq and sharing.hash_of(self._session.file, standing.seq) != standing.hash:
            self._is_doubted = True
        else:
            self._reached = min(standing.whole, own)

    # -- whose it is and whether they may -------------------------------------------------------------------------

    def _guard(self) -> None:
        if not self.is_shared:
            raise BadInput("本行动还没有开始多机协作，请先“开始协作”。")

    def _sign(self, site: str, hash: str) -> str:
        if site != self._session.file.site:
            return ""
        return keys.signed(keys.key_in(self._folder), hash)

    def _trust(self, packet: Packet) -> str:
        """Returns why a packet may not be taken: of nobody known, not signed by who it says, or beyond what they may."""
        snapshot = self._session.snapshot
        members = snapshot.members
        if not members:
            return ""
        if packet.site == self._session.file.site and not self._signatures.is_good(self.public_key, packet):
            return "写着本机的编号而没有本机的签名，可能是冒名"
        # a PC may go on under another site; its key tells whose it is
        of = (
            [members[packet.site]]
            if packet.site in members
            else [m for m in members.values() if not m.deleted]
        )
        member = next((one for one in of if self._signatures.is_good(one.public_key, packet)), None)
        if member is None:
            if packet.site not in members:
                return "来自没有登记的电脑"
            return f"的签名不是“{members[packet.site].name}”的，可能是冒名"
        written = [(table, row, values) for table, row, _, values in packet.written]
        return words_against(member, written, snapshot)


def _move_tallies(snapshot: Snapshot, applied: Sequence[Packet]) -> bool:
    """Whether packets may have moved what a tally comes to, what an entry cannot read, or the card that a tally drives."""
    if not snapshot.definitions:
        return False
    driven = {tally.task for tally in snapshot.tallies.values()}
    return any(
        table in _TALLIED or (table == "task" and id in driven)
        for packet in applied
        for table, id, _, _ in packet.written
    )
