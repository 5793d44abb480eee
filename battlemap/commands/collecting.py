"""Collecting (填报): packages sent to units, returns taken, sent back, reminded of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.commands.command import BringsMuch
from battlemap.commands.entries import AddEntry, EditEntries
from battlemap.commands.indicator import EnterFigures
from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.collecting.figures import FIGURE_HEAD, entries_of, figures
from battlemap.domain.collecting.form import (
    FormRow,
    Subject,
    asked_units,
    chosen,
    form_rows,
    kind_of_about,
    written,
)
from battlemap.domain.collecting.kpi_nodes import NODES, asked_nodes
from battlemap.domain.collecting.taking import Taken
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.kinds.ledger import Ledger
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.task import Task
from battlemap.domain.ledgers.ledger_kind import TABLE_HEAD
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class SendCollection:
    """发出填报包: one request for each unit, with the values that it is sent; see `sending`."""

    title: str
    about: str
    keys: tuple[str, ...]
    due_on: date
    forms: tuple[tuple[str, tuple[FormRow, ...]], ...]
    note: str = ""
    takes_new: bool = False

    def label(self, snapshot: Snapshot) -> str:
        return f"发出填报“{brief(self.title)}”（{len(self.forms)} 个单位）"

    def apply(self, repository: Repository) -> None:
        if not self.forms:
            raise Refused("没有需要填报的单位：所选单位名下没有可填报的内容。")
        title = self.title.strip()
        if any(other.title == title for other in repository.live(Collection)):
            raise Refused(f"已有名为“{brief(title)}”的填报，请换一个名称，如写明第几期。")
        made = Collection(
            repository.new_id(), title, self.about, " ".join(self.keys), repository.today, self.due_on,
            self.note.strip(), self.takes_new,
        )  # fmt: skip
        repository.put(made)
        for unit, rows in self.forms:
            repository.put(CollectionRequest(repository.new_id(), made.id, unit, len(rows), written(rows)))


@attrs.frozen
class TakeReturns(BringsMuch):
    """接收填报: what was chosen of one or many returns, received `on` a day (today where it is not named); one step."""

    returns: tuple[Taken, ...]
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        if len(self.returns) == 1:
            request = snapshot.collection_requests[self.returns[0].request]
            return f"接收{snapshot.unit_label(request.unit)}填报包"
        return f"接收 {len(self.returns)} 个填报包"

    def apply(self, repository: Repository) -> None:
        """Writes all of it; raises BulkRefused or Refused where a rule forbids an edit, and then nothing is written."""
        for taken in self.returns:
            self._take(taken, repository)

    def _take(self, taken: Taken, repository: Repository) -> None:
        request = repository.get(CollectionRequest, taken.request)
        ledger = _ledger(taken.about, repository)
        if ledger:
            EditEntries(ledger, taken.edits).apply(repository)
        elif taken.about.startswith(FIGURE_HEAD):
            figure_entries = entries_of(
                taken.about, tuple((id, values["value"]) for id, values in taken.edits)
            )
            if figure_entries:
                source = repository.get(Unit, request.unit).name
                EnterFigures(figure_entries, "flash", f"{source}填报").apply(repository)
        elif taken.about == "task":
            EditTasks(tuple(TaskEdit(id, changes) for id, changes in taken.edits)).apply(repository)
        else:
            for id, changes in taken.edits:
                EditRow(taken.about, id, changes).apply(repository)
        for values in taken.new:
            if taken.about == "task":
                rest = {key: value for key, value in values.items() if key not in ("action", "title")}
                CreateTask(values["action"], values["title"], "waiting", rest).apply(repository)
            elif ledger:
                AddEntry(ledger, values).apply(repository)
            else:
                AddRow(taken.about, values).apply(repository)
        day = self.on or repository.today
        if day > repository.today:
            raise Refused(f"收到日期 {day} 还没有到，请核对。")
        if taken.about == "task":
            _report(taken, request, day, repository)
        repository.put(
            attrs.evolve(
                request,
                returned_on=request.returned_on or day,
                answered=max(request.answered, taken.answered),
                is_nil=taken.is_nil,
                questions=taken.questions,
                filled_by=taken.filled_by or request.filled_by,
                remarks=taken.remarks or request.remarks,
                added=" ".join(dict.fromkeys([*request.added.split(), *taken.marks])),
                sent_back_on=None,
            )
        )


@attrs.frozen
class SendBack:
    """退回: a return is to be filled in anew, for a reason."""

    request: str
    reason: str

    def label(self, snapshot: Snapshot) -> str:
        unit = snapshot.unit_label(snapshot.collection_requests[self.request].unit)
        return f"退回{unit}填报包"

    def apply(self, repository: Repository) -> None:
        if not self.reason.strip():
            raise Refused("请写明退回的原因，单位才知道改什么。")
        request = repository.get(CollectionRequest, self.request)
        repository.put(
            attrs.evolve(
                request,
                sent_back=request.sent_back + 1,
                sent_back_on=repository.today,
                sent_back_reason=self.reason.strip(),
            )
        )


@attrs.frozen
class RemindUnits:
    """催报: units that have not reported are reminded; the times are counted."""

    requests: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"催报 {len(self.requests)} 个单位"

    def apply(self, repository: Repository) -> None:
        for id in self.requests:
            request = repository.get(CollectionRequest, id)
            if request.returned_on is not None and request.sent_back_on is None:
                continue
            repository.put(
                attrs.evolve(request, reminders=request.reminders + 1, reminded_on=repository.today)
            )


@attrs.frozen
class DropCollection:
    """A round of reporting goes with its requests; what was taken stays."""

    collection: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除填报“{brief(snapshot.collections[self.collection].title)}”"

    def apply(self, repository: Repository) -> None:
        for request in repository.live(CollectionRequest, collection=self.collection):
            repository.put(attrs.evolve(request, deleted=True))
        repository.put(attrs.evolve(repository.get(Collection, self.collection), deleted=True))


def sending(
    snapshot: Snapshot,
    subject: Subject,
    title: str,
    due_on: date,
    *,
    keys: Sequence[str] = (),
    units: Sequence[str] | None = None,
    note: str = "",
    takes_new: bool = False,
) -> SendCollection:
    """Returns the command that sends a round to these units (ids), to all that have something to report for None.

    A unit without rows is left out, unless new rows may be reported. Raises BadInput for fields that cannot be asked for.
    """
    columns = chosen(subject.kind, keys)
    wanted = asked_units(subject, snapshot) if units is None else tuple(units)
    forms = tuple((unit, form_rows(subject, columns, unit, snapshot)) for unit in wanted)
    return SendCollection(
        title, subject.kind.table, tuple(column.key for column in columns), due_on,
        tuple((unit, rows) for unit, rows in forms if rows or takes_new), note, takes_new,
    )  # fmt: skip


def subject_of(session: Session, about: str, ids: Sequence[str] | None = None) -> Subject:
    """Returns what is reported on with its rows, of a ledger those of these ids, or all that name a unit for None."""
    snapshot = session.snapshot
    kind = kind_of_about(about, snapshot)
    if about.startswith(FIGURE_HEAD):
        return Subject(kind, figures(snapshot, about))
    if about == NODES:
        return Subject(kind, asked_nodes(snapshot))
    definition = snapshot.definition(about.removeprefix(TABLE_HEAD)) if about.startswith(TABLE_HEAD) else None
    if definition is None:
        return Subject(kind, snapshot.rows[about])
    entries = AskedEntries(session, definition, session.clock().date())
    if ids is None:
        key = next(key for key, type_ in kind.pointers if isinstance(type_, OfUnit))
        ids = [id for unit, own in entries.values_of(key).items() if isinstance(unit, str) for id in own]
    return Subject(kind, {row.id: row for row in entries.rows(ids)})


def refused_rows(session: Session, taken: Taken) -> tuple[dict[str, str], dict[int, str]]:
    """Returns which edited rows (by id) and which new rows (by place) a rule would refuse now, with its words.

    The very rules are asked, in a transaction that is taken back; row by row only where the whole is refused.
    """
    if not _refusal(session, taken):
        return {}, {}
    bare = attrs.evolve(taken, edits=(), new=(), marks=())
    edited = {
        id: _refusal(session, attrs.evolve(bare, edits=((id, changes),))) for id, changes in taken.edits
    }
    added = {
        place: _refusal(session, attrs.evolve(bare, new=(values,))) for place, values in enumerate(taken.new)
    }
    return {id: words for id, words in edited.items() if words}, {
        n: words for n, words in added.items() if words
    }


def _refusal(session: Session, taken: Taken) -> str:
    try:
        with session.file.write("试算", session.actor, session.clock()) as repository:
            TakeReturns((taken,)).apply(repository)
            raise _Enough
    except _Enough:
        return ""
    except Refused as refused:
        return str(refused)


class _Enough(Exception):
    """Raised to take a trial back."""


def _report(taken: Taken, request: CollectionRequest, day: date, repository: Repository) -> None:
    """Writes a 反馈 for the cards that the unit has left as they are, a 零报告 for those that it says nothing new of.

    What was changed is reported by the edit itself; what comes a second time was reported before.
    """
    if request.returned_on is not None:
        return
    for id in (*taken.same, *taken.nil):
        task = repository.find(Task, id=id)
        if task and not task[0].deleted and not task[0].is_finished:
            is_nil = id in taken.nil
            ReportProgress(id, task[0].progress, "", day, taken.filled_by, is_nil).apply(repository)


def _ledger(about: str, repository: Repository) -> str:
    """Returns the id of the ledger that is reported on, "" where it is none."""
    if not about.startswith(TABLE_HEAD):
        return ""
    ledgers = repository.live(Ledger, code=about.removeprefix(TABLE_HEAD))
    if not ledgers:
        raise Refused("这次填报所依据的台账已删除，请先恢复台账。")
    return ledgers[0].id
