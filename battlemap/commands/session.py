"""A session: one open campaign, its snapshot, and the only way to change it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from battlemap.commands.audience import Audience, Hear
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.command import BringsMuch, Command
from battlemap.commands.conflict import take_back
from battlemap.commands.kept_course import KeptCourse
from battlemap.commands.letter_book import guard_numbers
from battlemap.commands.problem import TakeCardsWords
from battlemap.commands.rights import may_all, may_write, refuse_beyond
from battlemap.commands.uncollected import paused, uncollected
from battlemap.commands.undo_stack import UndoStack
from battlemap.domain.days.calendar import HolidayNotice
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Step, StepKind
from battlemap.domain.task_rows import rows_of_task
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.domain.words import brief
from battlemap.errors import BattlemapError, NotACampaign, NotFound, Refused
from battlemap.store import chronicle as chronicles
from battlemap.store import journal, past
from battlemap.store.backup.backup_shelf import BackupShelf
from battlemap.store.campaign_file import CampaignFile, random_id
from battlemap.store.connection import keep_pages
from battlemap.store.damage.diagnosis import without_campaign
from battlemap.store.fit import fit_rows
from battlemap.store.ledger_schema import calls_for_arranging
from battlemap.store.seal import seal_of

_T = TypeVar("_T")
#: Characters of a step's name; what a title says beyond that stands in the row.
_LABEL = 80


class Session:
    """Runs commands, undoes and redoes them, keeps the snapshot true and tells every listener of every step."""

    def __init__(
        self,
        file: CampaignFile,
        actor: str,
        clock: Callable[[], datetime],
        notice: HolidayNotice | None = None,
    ) -> None:
        self.file = file
        self.actor = actor
        self.clock = clock
        self.backups = BackupShelf(file, clock)
        self._audience = Audience()
        self._waiting: deque[Command] = deque()
        self._stack = UndoStack(file)
        self._last_number = 0
        with file.reading() as connection:
            with uncollected():
                fit = fit_rows(connection)
                self.snapshot = Snapshot.of_tables(fit.by_table, notice)
            self._stack.read()
            self._last_number = file.newest_number()
            keep_pages(connection)
        self._opened_at_number = self._last_number
        if fit.warning:
            file.doubts.append(fit.warning)

    @classmethod
    def create(
        cls,
        path: Path,
        campaign: CreateCampaign,
        actor: str,
        clock: Callable[[], datetime],
        notice: HolidayNotice | None = None,
        *,
        content: Command | None = None,
        site: str = "",
        new_id: Callable[[], str] = random_id,
    ) -> Session:
        """Returns a session on a new file that holds the campaign and, as a second step, its first `content`.

        Raises FileProblem where the file exists. A campaign or content that is refused leaves no file behind.
        """
        with CampaignFile.made(path, site=site, new_id=new_id) as file:
            session = cls(file, actor, clock, notice)
            session.run(campaign)
            if content is not None:
                session.run(content)
        session = cls.open(path, actor, clock, notice, site=site, new_id=new_id)
        session._opened_at_number = 0
        return session

    @classmethod
    def open(
        cls,
        path: Path,
        actor: str,
        clock: Callable[[], datetime],
        notice: HolidayNotice | None = None,
        *,
        site: str = "",
        new_id: Callable[[], str] = random_id,
        read_only: bool = False,
        pages_later: bool = False,
    ) -> Session:
        """Returns a session on an existing file; raises what `CampaignFile.open` raises."""
        how = {"read_only": read_only, "pages_later": pages_later}
        file = CampaignFile.open(path, actor, clock(), site=site, new_id=new_id, **how)
        try:
            session = cls(file, actor, clock, notice)
            file.arrange_ledgers()
            if (
                not read_only
                and may_all(session)
                and any(task.blocked for task in session.snapshot.tasks.values())
            ):
                session.run(TakeCardsWords())
            if session.snapshot.is_empty:
                raise NotACampaign(without_campaign(path, file.newest_number()))
        except BaseException:
            file.close()
            raise
        return session

    def close(self) -> None:
        """Ends the session; the file can be carried away afterwards."""
        self._audience.leave()
        self.file.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def may_write(self) -> bool:
        """Whether anything can be changed: the file can be written, and this PC is not one for looking only."""
        return not self.file.is_read_only and may_write(self.snapshot, self.file.machine_site)

    # -- changing -----------------------------------------------------------------------------------------------

    def run(self, command: Command) -> Step | None:
        """Carries the command out in one transaction; returns its step, or None where nothing changed.

        Raises the command's or the file's BattlemapError, and then nothing is changed. A command that a listener runs
        while it is told of a step waits until everybody has heard of that; None is returned, and what it raises comes
        out of the call that made the step, whose own step stands.
        """
        if self._audience.is_hearing:
            self._waiting.append(command)
            return None
        with self._then_the_waiting():
            return self._carry_out(command)

    @contextmanager
    def _then_the_waiting(self) -> Iterator[None]:
        """Carries out, after what is done inside, the commands that listeners have run meanwhile, in their order."""
        failure: BattlemapError | None = None
        try:
            yield
        finally:
            while self._waiting:
                try:
                    self._carry_out(self._waiting.popleft())
                except BattlemapError as error:
                    failure = failure or error
        if failure is not None:
            raise failure

    @paused()
    def _carry_out(self, command: Command) -> Step | None:
        if isinstance(command, BringsMuch) and self._last_number > 1 and not self.file.is_read_only:
            self.backups.make_if_changed(command.backup_reason)
        try:
            label = brief(command.label(self.snapshot), _LABEL)
        except KeyError as error:
            raise NotFound("要修改的内容已不存在，请刷新后再试。", str(error)) from error
        try:
            with self.file.write(label, self.actor, self.clock()) as repository:
                command.apply(repository)
                refuse_beyond(self.snapshot, self.file.machine_site, repository.changes)
        except UnicodeEncodeError as error:
            near = brief(str(error.object)[max(0, error.start - 5) : error.start + 5])
            raise Refused(f"“{near}”附近有残缺的字符，无法保存，请删去后重新输入。", str(error)) from error
        return self._committed()

    def receive(self, take: Callable[[], _T]) -> _T:
        """Returns what `take` does, which writes a step beside the commands, and has everybody hear of that step."""
        if self._audience.is_hearing:
            raise Refused("上一步操作还在处理，请稍候再试。")
        with self._then_the_waiting():
            result = take()
            self._committed()
        return result

    def undo(self) -> Step:
        """Takes the last step back by a step of its own; raises Refused where there is none, Conflict with words."""
        head = self._stack.undoable
        if head is None:
            raise Refused("没有可以撤销的操作。")
        return self._compensate([head], "undo")

    def redo(self) -> Step:
        """Does the last undone step again; raises as `undo`."""
        head = self._stack.redoable
        if head is None:
            raise Refused("没有可以重做的操作。")
        return self._compensate([head], "redo")

    def mend(self, rows: tuple[tuple[str, str], ...]) -> Step | None:
        """Puts rows (table, id) right from the journal; returns the step, None where they were right already.

        The step lies on no stack: to take it back would bring the damage back.
        """
        label = f"按日志改回 {len(rows)} 项"
        with self.file.write(label, self.actor, self.clock(), "merge") as repository:
            for table, id in sorted(rows, key=lambda row: list(TABLES).index(row[0])):
                repository.take_from_journal(table, id)
        return self._committed()

    def undo_to(self, step: str) -> Step:
        """Takes back, in one step that can be redone, all that came after the step with that id: all or nothing.

        Raises Refused where there is nothing to take back or the way there leads out of this session, Conflict as
        `undo`; then nothing is changed.
        """
        obstacle = self.why_not_undo_to(step)
        if obstacle:
            raise Refused(obstacle)
        return self._compensate(self._stack.above(self._stack.number_of(step)), "undo")

    def why_not_undo_to(self, step: str) -> str:
        """Returns why `undo_to` would be refused from the start, or ""; a conflict shows only when it is tried."""
        number = self._stack.number_of(step)
        if not self._stack.stands(number):
            return "这一步已被撤销，或不是可以撤销的操作，请在历史中另选一步。"
        above = self._stack.first_above(number)
        if above is None:
            return "这已是最后一步。"
        if above <= self._opened_at_number:
            return "一次只能撤销本次打开档案以来的操作；更早的请逐步撤销，或从备份恢复。"
        return ""

    def is_undone(self, step: str) -> bool:
        """Whether the step with that id is taken back at present."""
        return self._stack.is_undone(self._stack.number_of(step))

    @property
    def can_undo(self) -> str | None:
        """The name of the step that `undo` would take back."""
        head = self._stack.undoable
        return head.label if head else None

    @property
    def can_redo(self) -> str | None:
        """The name of the step that `redo` would do again."""
        head = self._stack.redoable
        return head.label if head else None

    @paused()
    def _compensate(self, heads: list[journal.Header], kind: StepKind) -> Step:
        """Takes back the steps, newest first, in one transaction; the oldest is the one that the new step `undoes`."""
        if self._audience.is_hearing:
            raise Refused("上一步操作还在处理，请稍候再试。")
        last = self.file.last_step
        with self.file.reading() as connection:
            steps = [
                last if last is not None and last.id == head.id else journal.step_of(connection, head)
                for head in heads
            ]
        label = heads[0].label if len(heads) == 1 else f"{heads[-1].label}等 {len(heads)} 步"
        with self.file.write(label, self.actor, self.clock(), kind, heads[-1].id) as repository:
            guard_numbers(steps, repository)
            take_back(steps, kind, repository)
            refuse_beyond(self.snapshot, self.file.machine_site, repository.changes)
        with self._then_the_waiting():
            done = self._committed()
            if done is None:
                raise Refused(f"“{label}”没有可以恢复的内容。")
        return done

    # -- hearing ------------------------------------------------------------------------------------------------

    def listen(self, hear: Hear, *, is_first: bool = False) -> Callable[[], None]:
        """Has `hear` told of every step and its reach once, after the snapshot has taken it; returns how to stop that."""
        return self._audience.listen(hear, is_first=is_first)

    def refresh(self) -> list[Step]:
        """Takes in the steps that another program has written to the file since; returns them, oldest first.

        May be asked several times a second: where nobody has written, it costs some microseconds. Asked by a listener
        that is just told of a step, it takes nothing in: the next call does.
        """
        self.file.has_foreign_changes()
        if self._audience.is_hearing or self.file.newest_number() == self._last_number:
            return []
        with self._then_the_waiting():
            return self._take_new()

    def _take_new(self) -> list[Step]:
        with self.file.reading() as connection:
            heads = journal.headers(connection, self._last_number)
            steps = [journal.step_of(connection, head) for head in heads]
        for head, step in zip(heads, steps, strict=True):
            self._take(head, step)
        return steps

    def _committed(self) -> Step | None:
        head, step = self.file.last_header, self.file.last_step
        if head is None or step is None:
            return None
        if head.number == self._last_number + 1:
            self._take(head, step)
        else:
            self._take_new()
        if calls_for_arranging(step):
            self.file.arrange_ledgers()
        return step

    def _take(self, head: journal.Header, step: Step) -> None:
        self._remember(head, is_foreign=head.site not in (self.file.site, self.file.machine_site))
        self.snapshot = self.snapshot.take(step)
        self._audience.tell(step, Reach.of(step, self.snapshot))

    def _remember(self, head: journal.Header, *, is_foreign: bool = False) -> None:
        self._last_number = head.number
        self._stack.take(head, is_foreign=is_foreign)

    # -- looking back -------------------------------------------------------------------------------------------

    def snapshot_at(self, moment: datetime) -> Snapshot:
        """Returns the board as it was; the present one where the file is younger than `moment`.

        A plan that was typed in later can still be judged as of an earlier day, with the rows of today. Where these are not
        doubted, only what the journal tells otherwise of them is read there.
        """
        now = self.snapshot
        with self.file.reading() as connection:
            if self.file.doubts:
                then = Snapshot.of(past.fold(connection, moment), now.notice)
            else:
                then = now.turned_back(*past.difference(connection, moment))
        return now if then.is_empty else then

    @property
    def began_at(self) -> datetime:
        """When the file's journal begins."""
        with self.file.reading() as connection:
            return journal.newest_headers(connection, 1, 2)[0].moment

    def progress_course(self, as_of: date) -> tuple[ProgressEvening, ...]:
        """Returns the course of the campaign up to the evening of a day, from the journal."""
        return self.kept_course(self.snapshot).progress(as_of)

    def kept_course(self, by: Snapshot) -> KeptCourse:
        """Returns who counts the campaign's evenings by the campaign, calendar and rules of a board."""
        return KeptCourse(self.file, self.snapshot, self._last_number, by, self.may_write)

    def chronicle(self, until: datetime) -> Chronicle:
        """Returns what the journal knows up to `until` of how long each card has stood and when it changed."""
        with self.file.reading() as connection:
            return chronicles.chronicle(connection, until)

    def seal(self) -> str:
        """Returns number and hash of the newest step, to stand on paper."""
        with self.file.reading() as connection:
            return seal_of(connection)

    def history(self, table: str, id: str) -> list[Step]:
        """Returns every step that touched one row, oldest first, with this row's change only."""
        with self.file.reading() as connection:
            return journal.steps_of_row(connection, table, id)

    def history_of_task(self, task: str) -> list[Step]:
        """Returns every step that told of a task, its lists and its problems, oldest first, with these changes only."""
        with self.file.reading() as connection:
            return journal.steps_of_rows(connection, rows_of_task(self.snapshot, task))

    def steps(self, most: int = 200, before: int | None = None) -> list[journal.Header]:
        """Returns the newest steps (those with a number below `before`) without their lines, newest first."""
        with self.file.reading() as connection:
            return journal.newest_headers(connection, most, before)

    def newest_day(self, until: date) -> date | None:
        """Returns the day of the newest step up to the evening of `until`, None where the journal begins later."""
        with self.file.reading() as connection:
            number = journal.cut(connection, datetime.combine(until, datetime.max.time()))
            heads = journal.newest_headers(connection, 1, number + 1) if number else []
        return heads[0].moment.date() if heads else None
