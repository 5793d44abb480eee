"""The selected cards, the one with the focus and the one from which Shift extends."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from battlemap.shown.board.contents import BoardContents


@attrs.frozen
class Selection:
    """Immutable: every gesture returns the next selection."""

    ids: frozenset[str] = frozenset()
    focus: str | None = None
    anchor: str | None = None

    def only(self, id: str) -> Selection:
        """Returns just this card, selected."""
        return Selection(frozenset((id,)), id, id)

    def toggled(self, id: str) -> Selection:
        """Returns the selection with this card in or out."""
        return Selection(self.ids ^ {id}, id, id)

    def extended(self, id: str, contents: BoardContents) -> Selection:
        """Returns every card between the anchor and this one, in the order of the board."""
        order = list(contents.in_order())
        anchor = self.anchor if self.anchor in order else id
        first, last = sorted((order.index(anchor), order.index(id)))
        return Selection(frozenset(order[first : last + 1]), id, anchor)

    def banded(self, ids: Iterable[str], added: bool) -> Selection:
        """Returns the cards under a rubber band, `added` to those already selected or instead of them."""
        cards = tuple(ids)
        chosen = frozenset(cards) | (self.ids if added else frozenset())
        focus = cards[0] if cards else self.focus if added else None
        return Selection(chosen, focus, focus)

    def focused(self, id: str) -> Selection:
        """Returns the same cards with the focus on another one."""
        return attrs.evolve(self, focus=id)

    def kept(self, contents: BoardContents) -> Selection:
        """Returns the selection without cards that are no longer shown."""
        ids = frozenset(id for id in self.ids if contents.place(id))
        focus = (
            self.focus
            if self.focus and contents.place(self.focus)
            else next(iter(contents.sorted(ids)), None)
        )
        return Selection(ids, focus, self.anchor if self.anchor and contents.place(self.anchor) else focus)
