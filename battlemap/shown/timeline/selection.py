"""The selected tasks of the timeline, the row with the focus and the row from which Shift extends."""

from __future__ import annotations

import attrs

from battlemap.shown.timeline.contents import TimelineContents


@attrs.frozen
class Selection:
    """Immutable: every gesture returns the next selection. `focus` and `anchor` are row keys, headings too."""

    ids: frozenset[str] = frozenset()
    focus: str | None = None
    anchor: str | None = None

    def only(self, key: str, contents: TimelineContents) -> Selection:
        """Returns just this row, selected where it is a task."""
        return Selection(_tasks({key}, contents), key, key)

    def toggled(self, key: str, contents: TimelineContents) -> Selection:
        """Returns the selection with this task in or out."""
        return Selection(self.ids ^ _tasks({key}, contents), key, key)

    def extended(self, key: str, contents: TimelineContents) -> Selection:
        """Returns every task between the anchor and this row."""
        anchor = self.anchor if self.anchor in contents.row_of else key
        assert anchor is not None
        first, last = sorted((contents.row_of[anchor], contents.row_of[key]))
        between = set(contents.rows.keys(first, last))
        return Selection(_tasks(between, contents), key, anchor)

    def kept(self, contents: TimelineContents) -> Selection:
        """Returns the selection without rows that are no longer shown."""
        ids = _tasks(self.ids, contents)
        focus = self.focus if self.focus in contents.row_of else next(iter(sorted(ids)), None)
        return Selection(ids, focus, self.anchor if self.anchor in contents.row_of else focus)


def _tasks(keys: set[str] | frozenset[str], contents: TimelineContents) -> frozenset[str]:
    return frozenset(key for key in keys if contents.rows.shows(key))
