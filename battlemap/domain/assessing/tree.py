"""A scheme as a tree: who stands below whom in which order, and the way up from each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.snapshot import Snapshot


@attrs.frozen(eq=False, slots=False)
class Tree:
    """The live nodes of one scheme; one whose upper node has gone stands at the top."""

    nodes: Mapping[str, SchemeNode]

    @classmethod
    def of(cls, nodes: Iterable[SchemeNode]) -> Tree:
        """Returns the tree of these nodes, deleted ones left out."""
        live = sorted((node for node in nodes if not node.deleted), key=lambda node: (node.rank, node.id))
        return cls({node.id: node for node in live})

    @cached_property
    def below(self) -> Mapping[str | None, tuple[str, ...]]:
        """Node (None: the scheme itself) → the nodes directly below it, in order."""
        ids_by_above: dict[str | None, list[str]] = {}
        for node in self.nodes.values():
            above = node.above if node.above in self.nodes else None
            ids_by_above.setdefault(above, []).append(node.id)
        return {above: tuple(ids) for above, ids in ids_by_above.items()}

    @property
    def tops(self) -> tuple[str, ...]:
        """The nodes of the first level."""
        return self.below.get(None, ())

    def is_leaf(self, node: str) -> bool:
        """Whether nothing stands below it."""
        return node not in self.below

    def above(self, node: str) -> Iterator[str]:
        """Yields the nodes above, the nearest first."""
        up = self.nodes[node].above
        while up is not None and up in self.nodes:
            yield up
            up = self.nodes[up].above

    def level(self, node: str) -> int:
        """Returns how deep a node stands, 1 for the top."""
        return 1 + sum(1 for _ in self.above(node))

    def walk(self, node: str | None = None) -> Iterator[str]:
        """Yields all nodes below, each followed by those below it."""
        for id in self.below.get(node, ()):
            yield id
            yield from self.walk(id)

    def leaves(self, node: str | None = None) -> tuple[str, ...]:
        """Returns the leaves below a node, itself where it is one."""
        if node is not None and self.is_leaf(node):
            return (node,)
        return tuple(id for id in self.walk(node) if self.is_leaf(id))

    def changed(self, node: SchemeNode) -> Tree:
        """Returns the tree with another version of a node that stays where it is."""
        nodes = dict(self.nodes)
        nodes[node.id] = node
        made = Tree(nodes)
        made.__dict__["below"] = self.below
        return made


def tree_of(snapshot: Snapshot, scheme: str) -> Tree:
    """Returns the tree of a scheme."""
    rows = snapshot.scheme_nodes
    return Tree.of(rows[id] for id in snapshot.by("scheme_node", "scheme").get(scheme, ()))
