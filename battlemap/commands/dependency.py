"""Changes to dependencies (先后关系): draw, change, take away."""

from __future__ import annotations

import attrs

from battlemap.domain.kinds.dependency import Dependency, DependencyKind
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class AddDependency:
    """`successor` waits for `predecessor` from now on."""

    predecessor: str
    successor: str
    kind: DependencyKind = "fs"
    lag: int = 0

    def label(self, snapshot: Snapshot) -> str:
        return f"建立先后关系 {snapshot.tasks[self.predecessor].code} → {snapshot.tasks[self.successor].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the link; raises Refused where it is there already or closes a loop, which is named."""
        for id in (self.predecessor, self.successor):
            task = repository.get(Task, id)
            if task.deleted:
                raise Refused(f"{task.code} 已删除，请先恢复。")
        link = Dependency(repository.new_id(), self.predecessor, self.successor, self.kind, self.lag)
        repository.put(link)


@attrs.frozen
class EditDependency:
    """Another kind or lag."""

    dependency: str
    kind: DependencyKind
    lag: int

    def label(self, snapshot: Snapshot) -> str:
        return f"修改先后关系 {_ends(snapshot, self.dependency)}"

    def apply(self, repository: Repository) -> None:
        """Writes the link; raises Refused where it was taken away."""
        link = repository.get(Dependency, self.dependency)
        if link.deleted:
            raise Refused("这条先后关系已解除，请重新建立。")
        repository.put(attrs.evolve(link, kind=self.kind, lag=self.lag))


@attrs.frozen
class RemoveDependency:
    """A link goes."""

    dependency: str

    def label(self, snapshot: Snapshot) -> str:
        return f"解除先后关系 {_ends(snapshot, self.dependency)}"

    def apply(self, repository: Repository) -> None:
        """Marks the link as deleted."""
        repository.put(attrs.evolve(repository.get(Dependency, self.dependency), deleted=True))


def _ends(snapshot: Snapshot, dependency: str) -> str:
    link = snapshot.dependencies[dependency]
    return f"{snapshot.tasks[link.predecessor].code} → {snapshot.tasks[link.successor].code}"
