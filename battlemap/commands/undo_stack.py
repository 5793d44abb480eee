"""What can be taken back and done again, read from the journal's steps alone, so that it survives a restart."""

from __future__ import annotations

from battlemap.errors import Refused
from battlemap.store.journal import Header


class UndoStack:
    """Two stacks of steps; the founding step and what was merged in are on neither."""

    def __init__(self) -> None:
        self.undoable: list[Header] = []
        self.redoable: list[Header] = []
        self._founding = ""
        #: Step on a stack → the ids of the deeds that it stands for: itself, or all that a bulk undo took back.
        self._deeds: dict[str, tuple[str, ...]] = {}
        self._undone: set[str] = set()

    def take(self, head: Header, *, is_foreign: bool = False) -> None:
        """Takes the journal's next step in; what another PC has done just now is not ours to take back."""
        if head.number == 1:
            self._founding = head.id
        elif head.kind == "do" and not is_foreign:
            self.undoable.append(head)
            self.redoable.clear()
            self._deeds[head.id] = (head.id,)
        elif head.kind == "undo":
            self._take_undo(head)
        elif head.kind == "redo":
            self._take_redo(head)

    def is_undone(self, step: str) -> bool:
        """Whether the deed with that id is taken back at present."""
        return step in self._undone

    def above(self, step: str) -> list[Header]:
        """Returns the steps to take back, newest first, so that `step` is the last one that stands.

        Raises Refused for a step that is taken back itself, or that lies below one that is.
        """
        ids = [head.id for head in self.undoable]
        if step == self._founding:
            return self.undoable[::-1]
        if step not in ids:
            raise Refused("这一步已被撤销，或不是可以撤销的操作，请在历史中另选一步。")
        return self.undoable[ids.index(step) + 1 :][::-1]

    def _take_undo(self, head: Header) -> None:
        """`head.undoes` is the oldest step that it takes back; all of the same PC above it go with it."""
        place = _place(self.undoable, head.undoes)
        if place is None:
            return
        taken = [
            above for above in self.undoable[place:] if above.site == head.site or above.id == head.undoes
        ]
        deeds = tuple(deed for step in taken for deed in self._deeds[step.id])
        self.undoable = [step for step in self.undoable if step not in taken]
        self.redoable.append(head)
        self._deeds[head.id] = deeds
        self._undone.update(deeds)

    def _take_redo(self, head: Header) -> None:
        place = _place(self.redoable, head.undoes)
        if place is None:
            return
        undone = self.redoable.pop(place)
        self.undoable.append(head)
        self._deeds[head.id] = self._deeds[undone.id]
        self._undone.difference_update(self._deeds[undone.id])


def _place(stack: list[Header], step: str | None) -> int | None:
    return next((place for place, head in enumerate(stack) if head.id == step), None)
