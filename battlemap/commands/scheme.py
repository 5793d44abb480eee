"""Assessment schemes: taken from what is delivered or from a table, carried into another year, tried and adopted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from battlemap.commands.command import BringsMuch, Command, rank_before, ranks_before
from battlemap.domain.assessing.scheme_table import NodeDraft
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.scheme import Scheme, SchemeKind, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import NotFound, Refused
from battlemap.paths import resource
from battlemap.store.repository import Repository

#: What is carried into the version of another year only as last year's value.
_OF_A_YEAR: dict[str, Any] = {
    "value": None, "numerator": None, "denominator": None, "self_score": None, "given_score": None, "reason": "",
    "appeal": "", "answer": "", "stage": "drafted", "parts": "",
}  # fmt: skip


@attrs.frozen
class TakeScheme(BringsMuch, Command):
    """A scheme with its nodes comes in, from a table or from what is delivered, all of it in one step."""

    title: str
    nodes: tuple[NodeDraft, ...]
    kind: SchemeKind = "evaluation"
    year: int = 0
    document: str = ""
    more: Mapping[str, Any] = attrs.field(factory=dict)

    def label(self, snapshot: Snapshot) -> str:
        return f"载入考核方案“{brief(self.title)}”，{len(self.nodes)} 项指标"

    def apply(self, repository: Repository) -> None:
        if not self.nodes:
            raise Refused("方案里没有指标。")
        strange = set(self.more) - {"ties", "bottom_rounding", "border_ties", "bottom_basis", "places"}
        if strange:
            raise Refused("考核方案没有这一项，请核对。", "、".join(sorted(strange)))
        scheme = Scheme(
            repository.new_id(), self.title.strip(), rank_before(repository, Scheme, None), self.kind, self.year,
            self.document, **self.more,
        )  # fmt: skip
        repository.put(scheme)
        put_nodes(repository, scheme.id, self.nodes)


@attrs.frozen
class CarryScheme(Command):
    """A version of another year: the same tree, this year's values as last year's, nothing assessed yet."""

    scheme: str
    year: int

    def label(self, snapshot: Snapshot) -> str:
        return f"建立“{brief(snapshot.schemes[self.scheme].title)}”{self.year} 年版本"

    def apply(self, repository: Repository) -> None:
        old = repository.get(Scheme, self.scheme)
        rank = rank_before(repository, Scheme, None)
        made = evolved(old, id=repository.new_id(), rank=rank, year=self.year, valid_from=None, valid_to=None)
        repository.put(made)
        ids: dict[str, str] = {}
        waiting = repository.live(SchemeNode, scheme=old.id)
        while waiting:
            ready = [node for node in waiting if node.above is None or node.above in ids]
            # a node whose upper one has gone stands at the top
            ready = ready or waiting
            for node in ready:
                ids[node.id] = repository.new_id()
                above = ids.get(node.above) if node.above else None
                base = node.value or node.base
                repository.put(
                    evolved(node, id=ids[node.id], scheme=made.id, above=above, base=base, **_OF_A_YEAR)
                )
            waiting = [node for node in waiting if node.id not in ids]


@attrs.frozen
class AdoptTrial(Command):
    """What was tried becomes the aim: tried values become targets, tried targets and weights stand as they were tried."""

    trials: Mapping[str, Mapping[str, str | None]]

    def label(self, snapshot: Snapshot) -> str:
        if len(self.trials) == 1:
            node = snapshot.scheme_nodes[next(iter(self.trials))]
            return f"采用推演结果为“{brief(node.title)}”的目标"
        return f"采用推演结果为 {len(self.trials)} 项指标的目标"

    def apply(self, repository: Repository) -> None:
        if not self.trials:
            raise Refused("推演没有改动任何一项，没有可采用的。")
        for id, fields in self.trials.items():
            strange = set(fields) - {"value", "target", "weight"} if isinstance(fields, Mapping) else {id}
            if strange:
                raise Refused("推演只能改完成值、目标值和权重。", "、".join(map(str, strange)))
            node = repository.get(SchemeNode, id)
            if node.deleted:
                raise Refused(f"“{brief(node.title)}”已删除，不能采用。")
            changes = {key: value for key, value in fields.items() if key != "value"}
            if fields.get("value"):
                changes["target"] = fields["value"]
            repository.put(evolved(node, **changes))


@attrs.frozen
class RemoveScheme(Command):
    """A scheme goes with its nodes; it can be restored."""

    scheme: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除考核方案“{brief(snapshot.schemes[self.scheme].title)}”"

    def apply(self, repository: Repository) -> None:
        scheme = repository.get(Scheme, self.scheme)
        for node in repository.live(SchemeNode, scheme=scheme.id):
            repository.put(evolved(node, deleted=True))
        repository.put(evolved(scheme, deleted=True))


def put_nodes(repository: Repository, scheme: str, nodes: Iterable[NodeDraft]) -> None:
    """Puts nodes in their order below a scheme, each under the newest one of the level above."""
    listed = list(nodes)
    ranks = ranks_before(repository, SchemeNode, None, len(listed), scheme=scheme)
    path: list[str] = []
    for draft, rank in zip(listed, ranks, strict=True):
        if not 1 <= draft.level <= len(path) + 1:
            raise Refused(f"“{brief(draft.title)}”没有上级指标，请核对层级。")
        above = path[draft.level - 2] if draft.level > 1 else None
        node = SchemeNode(repository.new_id(), scheme, draft.title, rank, above, **draft.fields)
        repository.put(node)
        path = [*path[: draft.level - 1], node.id]


def delivered_schemes() -> dict[str, str]:
    """Returns name → title of the schemes that come with the program."""
    schemes = {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(resource("schemes").glob("*.json"))
    }
    return {
        name: f"{one['title']}（{one['year']}）" if one.get("year") else one["title"]
        for name, one in schemes.items()
    }


def delivered_scheme(name: str) -> TakeScheme:
    """Returns the command that takes in a delivered scheme; raises NotFound where there is none."""
    path = resource("schemes", f"{name}.json")
    if name not in delivered_schemes():
        raise NotFound(f"没有名为“{name}”的考核方案。可用：{'、'.join(delivered_schemes())}。")
    scheme = json.loads(path.read_text("utf-8"))
    nodes = tuple(_drafts(scheme["nodes"], 1))
    return TakeScheme(
        scheme["title"],
        nodes,
        scheme["kind"],
        scheme.get("year", 0),
        scheme.get("document", ""),
        scheme.get("more", {}),
    )


def _drafts(nodes: Iterable[Mapping[str, Any]], level: int) -> Iterable[NodeDraft]:
    for one in nodes:
        fields = {key: value for key, value in one.items() if key not in ("title", "below")}
        yield NodeDraft(level, one["title"], fields)
        yield from _drafts(one.get("below", ()), level + 1)
