"""What whoever is on duty writes: the hand-over with everything that is open, incident reports, items that are closed."""

from __future__ import annotations

from datetime import datetime

import attrs

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow
from battlemap.domain.duty.faults import day_words
from battlemap.domain.kinds.incident import INCIDENT_REPORT, Incident, IncidentReport, Stage
from battlemap.domain.kinds.shift_handover import DutyItem, ShiftHandover
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class HandOver(Command):
    """One hands duty over to another; what is open is copied into it and stays open. Without `at`: now."""

    from_name: str
    to_name: str
    at: datetime | None = None
    weather: str = ""
    log: str = ""
    things: str = ""
    notes: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"{self.from_name.strip()} 向 {self.to_name.strip()} 交班"

    def apply(self, repository: Repository) -> None:
        at = self.at or repository.at
        at = at.replace(second=0, microsecond=0)
        day = at.date()
        items = sorted(repository.live(DutyItem), key=lambda item: (item.opened_on, item.id))
        open_ = [item_line(item) for item in items if item.is_open(day)]
        lines = "\n".join(f"{number}. {line}" for number, line in enumerate(open_, 1))
        repository.put(
            ShiftHandover(
                repository.new_id(),
                at,
                self.from_name.strip(),
                self.to_name.strip(),
                self.weather.strip(),
                self.log.strip(),
                lines,
                self.things.strip(),
                self.notes.strip(),
            )
        )


@attrs.frozen
class SignHandover(Command):
    """Both sides sign a hand-over; what is signed no longer changes."""

    handover: str

    def label(self, snapshot: Snapshot) -> str:
        row = snapshot.rows["shift_handover"][self.handover]
        assert isinstance(row, ShiftHandover)
        return f"{row.from_name} 与 {row.to_name} 签字交接"

    def apply(self, repository: Repository) -> None:
        """Writes both signatures; raises Refused for what is signed or gone."""
        handover = repository.get(ShiftHandover, self.handover)
        if handover.deleted or (handover.signed_from and handover.signed_to):
            raise Refused("这次交接班已签字或已删除，不能再签。")
        repository.put(attrs.evolve(handover, signed_from=True, signed_to=True))


@attrs.frozen
class CloseItem(Command):
    """An item of duty is done; it is no longer handed over."""

    item: str
    handling: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"办结值班事项“{snapshot.called('duty_item', self.item)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the day; raises Refused where it is closed already."""
        item = repository.get(DutyItem, self.item)
        if item.deleted or item.closed_on is not None:
            raise Refused("这件值班事项已经办结或删除。")
        handling = self.handling.strip() or item.handling
        repository.put(attrs.evolve(item, closed_on=max(repository.today, item.opened_on), handling=handling))


@attrs.frozen
class ReportIncident(Command):
    """The next report of an incident goes out; the first is the 首报, after the 终报 there is none."""

    incident: str
    casualties: str
    handling: str
    at: datetime | None = None
    is_final: bool = False
    source: str = ""
    loss: str = ""
    scope: str = ""
    trend: str = ""
    sent_to: str = ""
    signed_by: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"报送信息快报“{snapshot.called('incident', self.incident)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the report with the next number; raises Refused as the kind does."""
        incident = repository.get(Incident, self.incident)
        if incident.deleted:
            raise Refused("这起突发事件已删除，请先恢复。")
        sent = repository.live(IncidentReport, incident=incident.id)
        number = max((report.number for report in sent), default=0) + 1
        if number == 1 and self.is_final:
            raise Refused("第一份信息必须是首报，请先报首报，再报终报。")
        stage: Stage = "first" if number == 1 else "final" if self.is_final else "next"
        at = (self.at or repository.at).replace(second=0, microsecond=0)
        report = IncidentReport(
            repository.new_id(),
            incident.id,
            number,
            stage,
            max(at, incident.happened_at) if self.at is None else at,
            self.source.strip(),
            self.casualties.strip(),
            self.loss.strip(),
            self.scope.strip(),
            self.trend.strip(),
            self.handling.strip(),
            self.sent_to.strip(),
            self.signed_by.strip() or repository.actor,
        )
        repository.put(INCIDENT_REPORT.checked(report))


@attrs.frozen
class NewIncident(Command):
    """An incident happens, and its first report goes out in the same step."""

    title: str
    place: str
    happened_at: datetime
    report: ReportIncident
    kind: str = "other"
    level: str = "0"
    unit: str = ""
    contact: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"登记突发事件“{self.title.strip()}”并首报"

    def apply(self, repository: Repository) -> None:
        values = {
            "title": self.title, "place": self.place, "happened_at": self.happened_at, "kind": self.kind,
            "level": self.level, "unit": self.unit, "contact": self.contact,
        }  # fmt: skip
        ids_before = {row.id for row in repository.live(Incident)}
        AddRow("incident", values).apply(repository)
        made = next(row for row in repository.live(Incident) if row.id not in ids_before)
        attrs.evolve(self.report, incident=made.id).apply(repository)


def item_line(item: DutyItem) -> str:
    """Returns how an open item is read out: 「南张信访接访（11月18日登记，限11月22日）：已约见」."""
    due = f"，限{day_words(item.due_on)}" if item.due_on else ""
    handling = f"：{' '.join(item.handling.split())}" if item.handling.strip() else ""
    return f"{' '.join(item.title.split())}（{day_words(item.opened_on)}登记{due}）{handling}"
