"""The book of letters (发文登记簿) where several PCs work on a campaign: one alone numbers, and hands it on for good."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.member import Member, why_not_handed_on, why_not_numbered
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class HandOnLetters:
    """The book of letters (发文登记簿) goes to another PC of the command post, which alone numbers from then on."""

    site: str

    def label(self, snapshot: Snapshot) -> str:
        return f"公文编号移交“{brief(snapshot.members[self.site].name)}”"

    def apply(self, repository: Repository) -> None:
        """Writes who keeps it; raises Refused where this PC does not keep it, or the other may not."""
        members = repository.find(Member)
        to = repository.get(Member, self.site)
        why = why_not_handed_on(members, repository.site, to)
        if why:
            raise Refused(why)
        for member in (one for one in members if not one.deleted):
            repository.put(attrs.evolve(member, keeps_letters=member.id == to.id))


def guard_numbers(steps: Iterable[Step], repository: Repository) -> None:
    """Raises Refused where steps that are to be taken back have handed the book on, or numbered what it now holds elsewhere.

    Whoever has the book goes on numbering from what was in it: what left with it does not change behind its back.
    """
    why = why_not_numbered(repository.live(Member), repository.site)
    for change in (change for step in steps for change in step.changes):
        before, after = change.before, change.after
        if (
            isinstance(after, Member)
            and isinstance(before, Member)
            and before.keeps_letters != after.keeps_letters
        ):
            raise Refused("移交公文编号不能撤销，请由现在编号的电脑再移交回来。")
        is_numbered = isinstance(after, Letter) and after.number != getattr(before, "number", 0)
        if is_numbered and why:
            raise Refused(f"这一步动了公文编号，不能撤销或重做：{why}确有错误请在那里作废。")
