"""What the commands on schemes share: the scheme and the node that a name means, and the board of a day with its ledgers."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from battlemap.cli.machine import moment_of
from battlemap.commands.node_tallies import node_tallies
from battlemap.commands.session import Session
from battlemap.domain.assessing.evaluating import evaluation, live_schemes
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.tree import Tree
from battlemap.domain.kinds.scheme import Scheme
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound


@attrs.frozen
class Board:
    """A board, the day on which it is judged, and the moment as of which ledgers are asked, None for now."""

    snapshot: Snapshot
    day: date
    at: datetime | None

    def evaluated(self, session: Session, scheme: Scheme) -> Evaluation:
        """Returns how a scheme stood on it."""
        tallies = node_tallies(session, self.snapshot, self.day, self.at)
        return evaluation(self.snapshot, scheme.id, self.day, tallies)


def board_of(session: Session, as_of: str | None) -> Board:
    """Returns the board and the ledgers to be asked as they were by the evening of a day, those of now without one."""
    moment = moment_of(as_of)
    newest = session.steps(1)
    if as_of is None or (newest and newest[0].moment <= moment):
        return Board(session.snapshot, moment.date(), None)
    return Board(session.snapshot_at(moment), moment.date(), moment)


def named_scheme(snapshot: Snapshot, title: str) -> Scheme:
    """Returns the one scheme of that title (with its year where there are several); raises NotFound or BadInput."""
    wanted = title.strip()
    schemes = [
        row
        for row in live_schemes(snapshot)
        if wanted in (row.title, row.id, snapshot.called("scheme", row.id))
    ]
    if not schemes:
        raise NotFound(f"没有名为“{wanted}”的考核方案。可用 battlemap scheme list 列出全部。")
    if len(schemes) > 1:
        names = "、".join(snapshot.called("scheme", row.id) for row in schemes)
        raise BadInput(f"叫“{wanted}”的考核方案有 {len(schemes)} 个版本，请写明：{names}。")
    return schemes[0]


def named_node(tree: Tree, name: str) -> str:
    """Returns the id of the one node of that number or title; raises NotFound where it is none or several."""
    wanted = name.strip()
    ids = [id for id, node in tree.nodes.items() if wanted in (node.title, node.number, id)]
    if len(ids) != 1:
        raise NotFound(f"指标“{wanted}”在这个方案里有 {len(ids)} 项，请写编号或全名。")
    return ids[0]
