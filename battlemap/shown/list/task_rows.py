"""The tasks as rows of a list: judged columns, cells that are written by the commands of the card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from functools import partial
from typing import ClassVar, Final

from battlemap import wording
from battlemap.commands.bulk import BulkRefused, EditTasks, Refusal, TaskEdit, rehearse
from battlemap.commands.session import Session
from battlemap.domain.judging.lamp import Lamp, Verdict
from battlemap.domain.judging.progress import whole_percent
from battlemap.domain.kinds.task import LANES
from battlemap.domain.looking.cell_reading import read_cell
from battlemap.domain.looking.columns import Column
from battlemap.domain.looking.pasted_cells import Cell, PasteCheck, WrongCell
from battlemap.domain.looking.task_cells import check
from battlemap.domain.looking.task_columns import COLUMN, TASK_COLUMNS, Known
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.exchange.rows_xlsx import list_xlsx
from battlemap.shown.list.list_rows import ListRows, Tone, Touched
from battlemap.shown.list.order import Sorting
from battlemap.shown.presence import presence_words

#: What stands for the reason while a paste with extensions is tried out.
_ANY_REASON: Final = "试算"
#: Field of an edit → its column, where they are called otherwise.
_COLUMN_OF: Final = {"unit": "responsible_unit", "due_text": "due_on"}


class TaskRows(ListRows):
    """Every live task; what is judged is judged once.

    `remember(moment)` tells since when each task stands in its lane; it is asked when somebody wants to see that.
    `rehearse` tells what the rules would refuse.
    """

    name = "任务清单"
    counter = "项任务"
    opening = "打开任务卡"
    columns = TASK_COLUMNS
    pinned = "code"
    own_order = (Sorting("code"),)
    begins_with = (Sorting("action"),)
    tinted = frozenset({"code", "left"})
    marked: ClassVar[str] = "lamp"
    seen_in: ClassVar[str] = "title"
    bulk_keys = (
        "responsible_unit", "owner", "due_on", "start_on", "lane", "progress", "emphasis", "action",
    )  # fmt: skip

    def __init__(
        self,
        remember: Callable[[datetime], Chronicle],
        rehearse: Callable[[EditTasks], Sequence[Refusal]] = lambda command: (),
    ) -> None:
        self._remember, self._rehearse = remember, rehearse
        self._chronicle: Chronicle | None = None
        self._verdicts = _Judged(self)

    @classmethod
    def of(cls, session: Session) -> TaskRows:
        """Returns the tasks of an open campaign."""
        return cls(session.chronicle, partial(rehearse, session))

    # -- which there are ----------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Takes another board and day; nothing is judged yet."""
        super().present(snapshot, as_of)
        self._tasks = snapshot.tasks
        self._verdicts.clear()
        self._chronicle = None

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> Touched:
        """Takes a step; what it touches is judged anew."""
        self.snapshot, self._tasks = snapshot, snapshot.tasks
        if self._chronicle is not None:
            self._chronicle.follow(step)
        if reach.is_everything:
            self._verdicts.clear()
        for id in reach.tasks:
            self._verdicts.pop(id, None)
        return Touched(reach.tasks, reach.made, reach.is_everything)

    def ids(self) -> Iterable[str]:
        """Returns the tasks along the board."""
        return (task.id for task in self.snapshot.live_tasks)

    def has(self, id: str) -> bool:
        """Whether a task stands on the board."""
        task = self._tasks.get(id)
        return task is not None and not task.deleted and self.snapshot.actions[task.action].is_shown

    # -- what their cells say -----------------------------------------------------------------------------------

    def seen(self, id: str) -> Known:
        """Returns what the cells of a task are worded from."""
        return Known(
            self._tasks[id],
            self.snapshot,
            self.as_of,
            partial(self._verdicts.__getitem__, id),
            partial(self.standing, id),
        )

    def verdict(self, id: str) -> Verdict:
        """Returns the lamp of a task with its reasons; judged once."""
        return self._verdicts[id]

    def standing(self, id: str) -> int | None:
        """Returns the calendar days that a task has stood in its lane, None where the journal does not tell."""
        if self._chronicle is None:
            self._chronicle = self._remember(datetime.combine(self.as_of, time.max))
        return self._chronicle.days_in_lane(id, self.as_of)

    def called(self, id: str) -> str:
        """Returns the code."""
        return self._tasks[id].code

    def described(self, id: str) -> str:
        """Returns code and title."""
        seen = presence_words(self.presence.get(id, ()))
        return f"{self._tasks[id].code} {self._tasks[id].title}" + (f"，{seen}" if seen else "")

    def tone(self, id: str, key: str, words: str) -> Tone:
        """Returns the tone: codes are soft, what is overdue is a fault."""
        return "muted" if key == "code" else "late" if words.startswith("超") else ""

    def lamp(self, id: str) -> Lamp:
        """Returns the lamp of a task."""
        return self.verdict(id).lamp

    def tip(self, id: str, key: str) -> str:
        """Returns the reasons of a lamp, the title of a code, a deadline as it was written."""
        if key == "lamp":
            return "\n".join(reason.words for reason in self.verdict(id).reasons)
        seen = presence_words(self.presence.get(id, ())) if key in ("code", "title") else ""
        if key == "code":
            return "\n".join(filter(None, (self._tasks[id].title, seen)))
        if seen:
            return f"{super().tip(id, key)}\n{seen}".strip()
        if key == "due_on":
            return self._tasks[id].due_text
        return super().tip(id, key)

    def totals(self, listed: Sequence[str], shown: Sequence[Column]) -> str:
        """Returns the number and the mean progress."""
        if not listed:
            return "0 项"
        done = sum(self._tasks[id].progress for id in listed)
        return f"{len(listed)} 项，平均进度 {whole_percent(Fraction(done, len(listed)))}%"

    # -- what is typed ------------------------------------------------------------------------------------------

    def typed(self, id: str, key: str) -> str:
        """Returns the text of a cell; a deadline as it was written."""
        return (self._tasks[id].due_text or self.text(id, key)) if key == "due_on" else self.text(id, key)

    def choices(self, id: str, key: str) -> Sequence[str]:
        """Returns the lanes, the measures of the task's action, the people of its unit first."""
        snapshot, task = self.snapshot, self._tasks[id]
        if key == "measure":
            measures = snapshot.measures_of(task.action)
            return ["", *(f"{measure.number}. {measure.title}" for measure in measures)]
        if key == "owner":
            persons = [person for person in snapshot.persons.values() if not person.deleted]
            persons.sort(key=lambda person: (person.unit != task.responsible_unit, person.rank))
            return list(dict.fromkeys(person.name for person in persons))
        return self.bulk_choices(key)

    def bulk_choices(self, key: str) -> Sequence[str]:
        """Returns what can be chosen whatever the task."""
        snapshot = self.snapshot
        if key == "lane":
            return [wording.LANES[lane] for lane in LANES]
        if key == "emphasis":
            return ["无", *wording.EMPHASES.values()]
        if key == "action":
            return [f"{action.ordinal}、{action.title}" for action in snapshot.columns]
        if key == "responsible_unit":
            units = [unit for unit in snapshot.units.values() if not unit.deleted]
            return [unit.label for unit in sorted(units, key=lambda unit: unit.rank)]
        persons = [person for person in snapshot.persons.values() if not person.deleted]
        return list(dict.fromkeys(person.name for person in sorted(persons, key=lambda one: one.rank)))

    def chosen(self, id: str, key: str) -> int:
        """Returns which of the choices the cell has."""
        snapshot, task = self.snapshot, self._tasks[id]
        if key == "action":
            return [action.id for action in snapshot.columns].index(task.action)
        if key == "measure":
            ids = [None, *(measure.id for measure in snapshot.measures_of(task.action))]
            return ids.index(task.measure) if task.measure in ids else 0
        return max(0, super().chosen(id, key))

    def bulk_title(self, key: str) -> str:
        """Returns the title; another action is a place to move to."""
        return "移到专项" if key == "action" else super().bulk_title(key)

    # -- what is written ----------------------------------------------------------------------------------------

    def check(self, cells: Sequence[Cell]) -> PasteCheck:
        """Returns what the cells would change."""
        return check(cells, self.snapshot, self.seen)

    def try_reading(self, id: str, key: str, text: str) -> None:
        """Raises BadInput where a text is no value of the column at all."""
        read_cell(key, text, self._tasks[id], self.snapshot)

    def rehearsed(self, pasted: PasteCheck) -> tuple[WrongCell, ...]:
        """Returns the cells that a rule would refuse now."""
        command = self.command(pasted, "", reason=_ANY_REASON)
        return self._wrong(self._rehearse(command), pasted) if command else ()

    def command(
        self,
        pasted: PasteCheck,
        verb: str,
        skipped: frozenset[tuple[str, str]] = frozenset(),
        reason: str = "",
    ) -> EditTasks | None:
        """Returns all of it as one step."""
        edits = tuple(TaskEdit(task, changes) for task, changes in pasted.edits(skipped).items())
        return EditTasks(edits, reason, verb) if edits else None

    def refused(self, error: Exception, pasted: PasteCheck) -> tuple[WrongCell, ...]:
        """Returns the cells that rules refused."""
        return self._wrong(error.refusals, pasted) if isinstance(error, BulkRefused) else ()

    def _wrong(self, refusals: Sequence[Refusal], pasted: PasteCheck) -> tuple[WrongCell, ...]:
        texts = {(cell.row, cell.key): cell.text for cell in pasted.changed}
        cells = []
        for refusal in refusals:
            key, id = _COLUMN_OF.get(refusal.field, refusal.field), refusal.task
            text = texts.get((id, key), "")
            cells.append(WrongCell(id, key, text, refusal.words, self.called(id), COLUMN[key].title))
        return tuple(cells)

    # -- out ----------------------------------------------------------------------------------------------------

    def workbook(self, listed: Sequence[str], shown: Sequence[Column]) -> bytes:
        """Returns the tasks and columns in sight, in their order."""
        return list_xlsx(self.name, shown, map(self.seen, listed))


class _Judged(dict[str, Verdict]):
    """The verdicts on tasks, each made when it is first asked for."""

    def __init__(self, rows: TaskRows) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, id: str) -> Verdict:
        rows = self._rows
        verdict = self[id] = rows.snapshot.judge(rows.snapshot.tasks[id], rows.as_of)
        return verdict
