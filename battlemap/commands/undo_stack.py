"""What can be taken back and done again, read from the journal's steps alone, so that it survives a restart."""

from __future__ import annotations

from collections.abc import Iterator

from battlemap.store import journal, trail
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.renewing import site_now
from battlemap.store.trail import Turn

#: The number of the founding step, which nobody takes back.
_FOUNDING = 1


class UndoStack:
    """Two stacks of steps, by their numbers; the founding step and what was merged in are on neither, and where several
    PCs work on the campaign nothing that another has done.

    A step that was done can be undone unless it is known to be `_gone`; so a long journal costs no more than a short one.
    """

    def __init__(self, file: CampaignFile) -> None:
        self._file = file
        self._newest = 0
        #: Steps that are no (longer) to be taken back: undone ones, the undoing ones, merged and foreign ones.
        self._gone: set[int] = set()
        self._redoable: list[int] = []
        #: Undoing and redoing steps of another PC, done since the file was opened: only that PC turns them again.
        self._foreign: set[int] = set()
        #: Step that takes back or does again → the deeds that it stands for.
        self._deeds: dict[int, tuple[int, ...]] = {}
        self._undone: set[int] = set()

    def read(self) -> None:
        """Takes in the whole journal, and under which site the file goes on; done once, at the beginning."""
        with self._file.reading() as connection:
            self._file.site = site_now(connection, self._file.machine_site)
            before = _FOUNDING
            for turn in trail.turns(connection):
                if self._redoable and trail.is_done_between(connection, before, turn.number):
                    self._redoable.clear()
                self._newest = turn.number
                self._turn(turn)
                before = turn.number
            self._newest = max(before, self._file.newest_number())
            if self._redoable and trail.is_done_between(connection, before, self._newest + 1):
                self._redoable.clear()

    def take(self, head: journal.Header, *, is_foreign: bool = False) -> None:
        """Takes the journal's next step in; what another PC has done just now is not ours to take back."""
        self._newest = head.number
        if head.kind == "merge" or (head.kind == "do" and is_foreign):
            self._gone.add(head.number)
        elif head.kind == "do":
            self._redoable.clear()
        else:
            if is_foreign:
                self._foreign.add(head.number)
            with self._file.reading() as connection:
                undoes = trail.number_of(connection, head.undoes)
            self._turn(Turn(head.number, head.kind, head.site, undoes))

    @property
    def undoable(self) -> journal.Header | None:
        """The step that would be taken back next, None where there is none."""
        return next(self._heads_above(_FOUNDING), None)

    @property
    def redoable(self) -> journal.Header | None:
        """The undoing that would be done again next, None where there is none."""
        own = next((number for number in reversed(self._redoable) if number not in self._foreign), None)
        if own is None:
            return None
        with self._file.reading() as connection:
            return journal.numbered(connection, own)

    def is_undone(self, number: int) -> bool:
        """Whether the deed with that number is taken back at present."""
        return number in self._undone

    def number_of(self, step: str) -> int:
        """Returns the number of the step with that id, 0 where there is none."""
        with self._file.reading() as connection:
            return trail.number_of(connection, step)

    def stands(self, number: int) -> bool:
        """Whether a step can be the last that stands: the founding one, or one that could be taken back itself."""
        return number == _FOUNDING or self._head(number) is not None

    def first_above(self, number: int) -> int | None:
        """Returns the number of the oldest step above another that could be taken back, None where there is none."""
        return next((n for n in range(number + 1, self._newest + 1) if self._head(n) is not None), None)

    def above(self, number: int) -> list[journal.Header]:
        """Returns the steps that can be taken back so that the one with that number is the last, newest first."""
        return list(self._heads_above(number))

    def _heads_above(self, number: int) -> Iterator[journal.Header]:
        """Yields the steps above another that can be taken back, newest first."""
        for above in range(self._newest, number, -1):
            head = self._head(above)
            if head is not None:
                yield head

    def _head(self, number: int) -> journal.Header | None:
        """Returns a step that could be taken back, None for one that could not."""
        if not _FOUNDING < number <= self._newest or number in self._gone or number in self._foreign:
            return None
        with self._file.reading() as connection:
            head = journal.numbered(connection, number)
            is_shared = shelf.base_of(connection) is not None
        if (
            head is None
            or head.kind == "merge"
            or (is_shared and head.site not in (self._file.site, self._file.machine_site))
        ):
            self._gone.add(number)
            return None
        return head

    def _turn(self, turn: Turn) -> None:
        if turn.kind == "undo":
            self._take_undo(turn)
        else:
            self._take_redo(turn)

    def _take_undo(self, turn: Turn) -> None:
        """`turn.undoes` is the oldest step that it takes back; all of the same PC above it go with it."""
        self._gone.add(turn.number)
        if turn.undoes <= _FOUNDING or turn.undoes in self._gone:
            return
        taken = [n for n in range(turn.undoes, turn.number) if n not in self._gone]
        if len(taken) > 1:
            with self._file.reading() as connection:
                sites = trail.sites(connection, turn.undoes, turn.number)
            taken = [n for n in taken if n == turn.undoes or sites.get(n) == turn.site]
        deeds = tuple(deed for step in taken for deed in self._deeds.get(step, (step,)))
        self._gone.update(taken)
        self._redoable.append(turn.number)
        self._deeds[turn.number] = deeds
        self._undone.update(deeds)

    def _take_redo(self, turn: Turn) -> None:
        if turn.undoes not in self._redoable:
            self._gone.add(turn.number)
            return
        self._redoable.remove(turn.undoes)
        self._deeds[turn.number] = self._deeds[turn.undoes]
        self._undone.difference_update(self._deeds[turn.number])
