"""Source documents: taken in clause by clause, clauses tied to the tasks that carry them out, or made into tasks."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.commands.command import BringsMuch, Command, rank_before, ranks_before
from battlemap.domain.assessing.clause_drafts import ClauseDraft
from battlemap.domain.kinds.document import Clause, ClauseTask, SourceDocument
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class TakeDocument(BringsMuch, Command):
    """A document comes in with its clauses; a unit that nobody bears stays open, in the clause's words it still stands."""

    title: str
    clauses: tuple[ClauseDraft, ...]
    document_number: str = ""
    issuer: str = ""
    issued_on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"登记来源文件“{brief(self.document_number or self.title)}”，{len(self.clauses)} 条"

    def apply(self, repository: Repository) -> None:
        if not self.clauses:
            raise Refused("文件里没有读到条款，请核对。")
        alike = repository.live(SourceDocument, title=self.title.strip())
        if any(row.document_number == self.document_number for row in alike):
            raise Refused(f"来源文件“{brief(self.title)}”已经登记过。")
        row = SourceDocument(
            repository.new_id(), self.title.strip(), rank_before(repository, SourceDocument, None),
            self.document_number.strip(), self.issuer.strip(), self.issued_on,
        )  # fmt: skip
        repository.put(row)
        units = {
            name: unit.id for unit in repository.live(Unit) for name in (unit.name, unit.short_name) if name
        }
        ranks = ranks_before(repository, Clause, None, len(self.clauses), document=row.id)
        for draft, rank in zip(self.clauses, ranks, strict=True):
            repository.put(
                Clause(
                    repository.new_id(), row.id, draft.number, draft.words, rank, draft.section, units.get(draft.unit),
                    draft.coop_units, draft.due_on, draft.due_text,
                )
            )  # fmt: skip


@attrs.frozen
class TieClause(Command):
    """Tasks carry a clause out from now on."""

    clause: str
    tasks: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        codes = "、".join(snapshot.tasks[task].code for task in self.tasks[:4])
        return (
            f"第 {snapshot.clauses[self.clause].number} 条对应 {codes}{'等' if len(self.tasks) > 4 else ''}"
        )

    def apply(self, repository: Repository) -> None:
        if not self.tasks:
            raise Refused("请选择这一条款由哪些任务落实。")
        clause = repository.get(Clause, self.clause)
        if clause.deleted:
            raise Refused(f"第 {clause.number} 条已删除，请先恢复。")
        for id in dict.fromkeys(self.tasks):
            task = repository.get(Task, id)
            if task.deleted:
                raise Refused(f"任务 {task.code} 已删除，请先恢复。")
            if not repository.live(ClauseTask, clause=clause.id, task=id):
                repository.put(ClauseTask(repository.new_id(), clause.id, id))


@attrs.frozen
class RemoveDocument(Command):
    """A document goes with its clauses and what ties them to tasks; it can be restored."""

    document: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除来源文件“{brief(snapshot.source_documents[self.document].title)}”"

    def apply(self, repository: Repository) -> None:
        row = repository.get(SourceDocument, self.document)
        for clause in repository.live(Clause, document=row.id):
            for link in repository.live(ClauseTask, clause=clause.id):
                repository.put(attrs.evolve(link, deleted=True))
            repository.put(attrs.evolve(clause, deleted=True))
        repository.put(attrs.evolve(row, deleted=True))
